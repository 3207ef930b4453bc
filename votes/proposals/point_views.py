"""征集点和联络站 on the desk: kept by the office, printed with their QR."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import open_to, the_congress
from votes.accounts.printing import sheet, wants_pdf
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.qr import qr_svg
from votes.common.validators import refuse
from votes.proposals.point_figures import proposals_by_point
from votes.proposals.point_forms import DeputiesForm, PointForm, PointsForm, turns_form
from votes.proposals.point_rules import read_lines
from votes.proposals.point_words import (
    days_words,
    kind_word,
    point_facts,
    point_link,
    serving_of,
    station_days,
)
from votes.proposals.points import (
    Point,
    add_lines,
    add_point,
    appoint,
    points_of,
    set_turns,
    state_facts,
    turns_from,
)
from votes.proposals.public_views import bp

POINTS = "/desk/<congress>/points"
ONE = f"{POINTS}/<int:point>"
Answer = str | Response


def to_point(point: Point) -> Response:
    """Keep it, and go to its page."""
    db.session.commit()
    return redirect(url_for("proposals.point", congress=point.congress.slug, point=point.id))


@bp.route(POINTS)
@open_to(Role.office)
@work_page("点", _l("Collection points and stations"))
def points(congress: str) -> str:
    """All points of the congress, with what came in at each."""
    here = the_congress(congress)
    came = proposals_by_point(here)
    rows = [
        {
            "label": one.name,
            "url": url_for("proposals.point", congress=congress, point=one.id),
            "note": " · ".join(filter(None, (kind_word(one), one.address or one.place, days_words(one)))),
            "state": _("no longer kept") if not one.is_open else came_words(came.get(one.id, 0)),
        }
        for one in points_of(here)
    ]
    return render_template("proposals/points.html", here=here, rows=rows)


def came_words(number: int) -> str:
    """How many proposals came in at a point."""
    return ngettext("%(num)d proposal", "%(num)d proposals", number) if number else ""


@bp.route(f"{POINTS}/add", methods=["GET", "POST"])
@open_to(Role.office)
def point_add(congress: str) -> Answer:
    """设点."""
    here = the_congress(congress)
    form = PointForm()
    form.offer()
    if form.validate_on_submit():
        try:
            made = add_point(here, form.facts)
        except RuleBroken as broken:
            refuse(form.name, broken)
        else:
            return to_point(made)
    return render_template("proposals/point_edit.html", here=here, form=form, point=None)


@bp.route(f"{POINTS}/several", methods=["GET", "POST"])
@open_to(Role.office)
def points_add(congress: str) -> Answer:
    """Village points by the hundred, one a line."""
    here, form = the_congress(congress), PointsForm()
    if form.validate_on_submit():
        added = add_lines(here, read_lines(form.lines.data or ""))
        db.session.commit()
        flash(ngettext("One point added.", "%(num)d points added.", added))
        return redirect(url_for("proposals.points", congress=congress))
    return render_template("proposals/points_add.html", here=here, form=form)


@bp.route(ONE)
@open_to(Role.office)
def point(congress: str, point: int) -> str:
    """One point: what is known of it, who is there when, its QR."""
    found = the_row(Point, the_congress(congress), point)
    return render_template(
        "proposals/point.html",
        point=found,
        kind=kind_word(found),
        facts=point_facts(found),
        days=station_days(found, clock.today()),
        link=point_link(found),
        qr=qr_svg(point_link(found), found.name),
    )


@bp.route(f"{ONE}/facts", methods=["GET", "POST"])
@open_to(Role.office)
def point_edit(congress: str, point: int) -> Answer:
    """Say anew what a point is and when somebody is there."""
    found = the_row(Point, the_congress(congress), point)
    form = PointForm(data=stated(found))
    form.offer()
    if form.validate_on_submit():
        try:
            state_facts(found, form.facts)
        except RuleBroken as broken:
            db.session.rollback()
            refuse(form.name, broken)
        else:
            return to_point(found)
    return render_template("proposals/point_edit.html", here=found.congress, form=form, point=found)


def stated(point: Point) -> dict[str, Any]:
    """The facts of a point as its form holds them."""
    words = ("name", "place", "address", "hours", "phone")
    days = "、".join(str(day) for day in point.month_days)
    known = {word: getattr(point, word) for word in words}
    return {**known, "kind": point.kind.value, "month_days": days, "weekdays": point.weekdays}


@bp.route(f"{ONE}/deputies", methods=["GET", "POST"])
@open_to(Role.office)
def point_deputies(congress: str, point: int) -> Answer:
    """驻站: the deputies who can be met there."""
    found = the_row(Point, the_congress(congress), point)
    serving = serving_of(found.congress)
    form = DeputiesForm(data={"deputies": [one.id for one in found.deputies]})
    form.offer(serving)
    if form.validate_on_submit():
        appoint(found, form.chosen(serving))
        return to_point(found)
    return render_template("proposals/point_deputies.html", point=found, form=form)


@bp.route(f"{ONE}/turns", methods=["GET", "POST"])
@open_to(Role.office)
def point_turns(congress: str, point: int) -> Answer:
    """排班: who is there on each of the next station days."""
    found = the_row(Point, the_congress(congress), point)
    days, known = found.coming(clock.today()), turns_from([found], clock.today())
    form = turns_form({day: [one.id for one in known.get((found.id, day), [])] for day in days})
    form.offer(found.deputies)
    if form.validate_on_submit():
        set_turns(found, form.turns(days))
        return to_point(found)
    titles = [format_date(day, "full") for day in days]
    return render_template("proposals/point_turns.html", point=found, form=form, titles=titles)


@bp.route(f"{ONE}/close", methods=["POST"])
@open_to(Role.office)
def close_point(congress: str, point: int) -> Response:
    """撤销 a point; its page says so from then on."""
    found = the_row(Point, the_congress(congress), point)
    found.close(clock.now())
    return to_point(found)


@bp.route(f"{ONE}/reopen", methods=["POST"])
@open_to(Role.office)
def reopen_point(congress: str, point: int) -> Response:
    """恢复 a point."""
    found = the_row(Point, the_congress(congress), point)
    found.reopen()
    return to_point(found)


@bp.route(f"{POINTS}/print")
@open_to(Role.office)
def points_sheet(congress: str) -> Response:
    """A notice for each open point, with its QR: to hang on the wall."""
    here = the_congress(congress)
    signs = [
        {
            "title": one.name,
            "facts": [*point_facts(one), *met_at(one)],
            "qr": qr_svg(point_link(one), one.name),
            "link": point_link(one),
        }
        for one in points_of(here)
        if one.is_open
    ]
    return sheet("proposals/points_sheet.html", wants_pdf(), f"points-{congress}", here=here, signs=signs)


def met_at(point: Point) -> list[tuple[str, str]]:
    """Who is met at a point, as a fact of its notice."""
    names = "、".join(one.name for one in point.deputies)
    return [(_("Deputies"), names)] if names else []
