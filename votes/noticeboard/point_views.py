"""征集点、联络站和代表 for everyone (码上找代表): where they are, when somebody is there, what came in and what became of it."""

from datetime import date
from itertools import groupby
from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.common import clock
from votes.common.days import short_day
from votes.common.db import db
from votes.congress.models import Congress, Deputy
from votes.noticeboard.pages import bp, public_page
from votes.noticeboard.seen import Window, window_on
from votes.projects.models import Cycle
from votes.proposals.deputy_pages import DeputyPage, page_of, pages_of
from votes.proposals.models import Proposal
from votes.proposals.point_rules import PointKind
from votes.proposals.point_words import days_words, kind_word, point_facts, station_days
from votes.proposals.points import Point, point_of, points_of, points_where_met
from votes.proposals.telling import state_word
from votes.supervision.letter_words import public_rows
from votes.supervision.letters import letter_counts, released_letters


@bp.route("/<congress>/points")
@open_to(PUBLIC)
def points(congress: str) -> Response:
    """All points and stations that are kept, stations first."""
    home, today = the_public_congress(congress), clock.today()
    shown = [one for one in points_of(home) if one.is_open]
    groups = [
        (kind, [point_row(one, today) for one in shown if one.kind is kind])
        for kind in (PointKind.station, PointKind.point)
    ]
    return public_page(
        render_template(
            "noticeboard/points.html", home=home, groups=groups, has_deputies=bool(pages_of(home))
        )
    )


def point_row(point: Point, today: date) -> dict[str, Any]:
    """A point as a row of the list, with its next station day."""
    coming = point.coming(today, 1)
    next_day = _("next on %(day)s", day=short_day(coming[0])) if coming else ""
    return {
        "title": point.name,
        "url": url_for("noticeboard.point", congress=point.congress.slug, code=point.code),
        "note": " · ".join(filter(None, (point.address or point.place, days_words(point), next_day))),
    }


@bp.route("/<congress>/points/<code>")
@open_to(PUBLIC)
def point(congress: str, code: str) -> Response:
    """One point: who is there when, how to propose from here, what came from here."""
    home, found = the_public_congress(congress), point_of(code)
    if found is None or found.congress_id != home.id:
        abort(404)
    today = clock.today()
    return public_page(
        render_template(
            "noticeboard/point.html",
            point=found,
            kind=kind_word(found),
            facts=point_facts(found),
            days=station_days(found, today),
            deputies=deputy_rows(found.congress, found.deputies),
            acts=proposing(found, today),
            asked=asked_at(found),
            state_word=state_word,
        )
    )


def deputy_rows(home: Congress, deputies: list[Deputy]) -> list[dict[str, Any]]:
    """Deputies by name, each with the page if there is one."""
    codes = {page.deputy_id: page.code for page in pages_of(home)}
    return [
        {
            "name": one.name,
            "url": url_for("noticeboard.deputy", congress=home.slug, code=codes[one.id])
            if one.id in codes
            else "",
        }
        for one in deputies
        if one.left_on is None
    ]


def proposing(point: Point, today: date) -> list[dict[str, Any]]:
    """Where one may propose from here today: the lists of this congress and of the county above that collect."""
    homes = filter(None, (point.congress, point.congress.parent))
    wanted = select(Cycle).where(
        Cycle.congress_id.in_([home.id for home in homes]), Cycle.archived.is_(False)
    )
    return [
        {
            "verb": "提",
            "url": url_for("proposals.propose", congress=one.congress.slug, cycle=one.slug, point=point.code),
            "label": _("Propose for %(cycle)s", cycle=one.title),
            "note": _("The place is filled in: %(place)s", place=point.place),
        }
        for one in db.session.scalars(wanted.order_by(Cycle.id))
        if window_on(one.collection_opens_on, one.collection_closes_on, today) is Window.open
        and point.is_open
        and one.congress.is_public
    ]


def asked_at(point: Point) -> list[Proposal]:
    """What was asked for here, as far as it was released, newest first."""
    rows = select(Proposal).where(Proposal.point_id == point.id, Proposal.released_at.is_not(None))
    return list(db.session.scalars(rows.order_by(Proposal.released_at.desc(), Proposal.id.desc()).limit(50)))


@bp.route("/<congress>/deputies")
@open_to(PUBLIC)
def deputies(congress: str) -> Response:
    """The deputies one may find here, by delegation."""
    home = the_public_congress(congress)
    shown = sorted(pages_of(home), key=seat)
    groups = [
        (name, [deputy_row(page) for page in group])
        for name, group in groupby(shown, key=lambda page: seat(page)[1])
    ]
    return public_page(render_template("noticeboard/deputies.html", home=home, groups=groups))


def seat(page: DeputyPage) -> tuple[int, str, str]:
    """Where a deputy stands in the list: by delegation, then by the strokes of the name."""
    delegation = page.deputy.delegation
    return (
        delegation.seq if delegation else 999,
        delegation.name if delegation else "",
        page.deputy.stroke_key,
    )


def deputy_row(page: DeputyPage) -> dict[str, Any]:
    """A deputy as a link."""
    url = url_for("noticeboard.deputy", congress=page.congress.slug, code=page.code)
    return {"label": page.deputy.name, "url": url, "note": page.deputy.place}


@bp.route("/<congress>/deputies/<code>")
@open_to(PUBLIC)
def deputy(congress: str, code: str) -> Response:
    """One deputy: of which delegation and constituency, where and when to be met."""
    home = the_public_congress(congress)
    page = page_of(home, code)
    if page is None or not page.is_open:
        abort(404)
    found, today = page.deputy, clock.today()
    seat_words = (found.delegation.name if found.delegation else "", found.place)
    return public_page(
        render_template(
            "noticeboard/deputy.html",
            home=home,
            page=page,
            seat=[word for word in seat_words if word],
            met=[point_row(one, today) for one in points_where_met(found)],
            letter_words=letter_count(found),
            letters=public_rows(released_letters(found)),
        )
    )


def letter_count(deputy: Deputy) -> str:
    """How many letters came, and how many the deputy has answered or handed on."""
    came, settled = letter_counts(deputy)
    said = ngettext("%(num)d letter has come.", "%(num)d letters have come.", came)
    return _("%(words)s %(n)d are answered or handed on.", words=said, n=settled) if came else str(said)
