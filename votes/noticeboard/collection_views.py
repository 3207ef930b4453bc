"""征集: what is collected until when and by which ways, what has come in from whom about what, and the funnel at the end."""

from collections.abc import Callable
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.accounts.links import site
from votes.common import clock
from votes.common.qr import qr_svg
from votes.noticeboard import cycles
from votes.noticeboard.funnels import funnel_steps
from votes.noticeboard.living import Living
from votes.noticeboard.pages import bp, public_data, public_page
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.projects.settings import settings_of
from votes.projects.telling import window_words
from votes.proposals.figures import Tally, tally
from votes.proposals.point_figures import points_in
from votes.proposals.point_words import days_words
from votes.proposals.points import has_points, points_of
from votes.proposals.rules import CHANNEL_NAMES


def the_collecting_cycle(congress: str, cycle: str) -> Cycle:
    """The list of this public address, if it was collected for here."""
    found = the_public_cycle(congress, cycle)
    return found if not found.archived else abort(404)


@bp.route("/<congress>/<cycle>/collection")
@open_to(PUBLIC)
def collection(congress: str, cycle: str) -> Response:
    """The collection as it stands now: ways, window, count by source, class and point, funnel."""
    found = the_collecting_cycle(congress, cycle)
    living, figures = Living(found, clock.today()), tally(found, clock.today())
    return public_page(
        render_template(
            "noticeboard/collection.html",
            cycle=found,
            window=window_words(found),
            channels=settings_of(found.settings).channels,
            figures=figures,
            words=cycles.asked_words(living),
            by_source=shares(figures.by_channel, lambda one: _(CHANNEL_NAMES[one])),
            by_class=shares(figures.by_category, lambda one: one or _("not sorted yet")),
            by_point=[(point, n) for point, n in points_in(found)],
            steps=funnel_steps(living.funnel),
            may_propose=cycles.may_propose(living),
            points=has_points(found.congress),
        )
    )


def shares(counts: dict[Any, int], named: Callable[[Any], str]) -> list[tuple[str, int, int]]:
    """Each word with its number, and the sum for its bar."""
    total = sum(counts.values())
    return [(named(key), n, total) for key, n in counts.items()]


@bp.route("/<congress>/<cycle>/collection.json")
@open_to(PUBLIC)
def collection_data(congress: str, cycle: str) -> Response:
    """The same figures as data."""
    found = the_collecting_cycle(congress, cycle)
    return public_data(collected(found, tally(found, clock.today())))


def collected(cycle: Cycle, figures: Tally) -> dict[str, Any]:
    """The counts of a collection; a null is not known yet."""
    funnel = Living(cycle, clock.today()).funnel
    opens, closes = cycle.collection_opens_on, cycle.collection_closes_on
    return {
        "congress": cycle.congress.slug,
        "cycle": cycle.slug,
        "opens_on": opens.isoformat() if opens else None,
        "closes_on": closes.isoformat() if closes else None,
        "channels": list(settings_of(cycle.settings).channels),
        "collected": figures.collected,
        "released": figures.released,
        "answered": figures.answered,
        "unanswered": figures.unanswered,
        "late": figures.overdue,
        "by_source": {channel.value: n for channel, n in figures.by_channel.items()},
        "by_category": [{"category": word or None, "n": n} for word, n in figures.by_category.items()],
        "by_point": [{"point": point.code, "name": point.name, "n": n} for point, n in points_in(cycle)],
        "by_state": {state.value: n for state, n in figures.by_state.items()},
        "funnel": {
            "collected": funnel.collected,
            "merged_to": funnel.merged_to,
            "candidates": funnel.candidates,
            "seats": funnel.seats,
            "adopted": funnel.adopted,
        },
    }


@bp.route("/<congress>/<cycle>/collection/notice")
@open_to(PUBLIC)
def collection_notice(congress: str, cycle: str) -> Response:
    """征集公告 to print and hang up: the window, every way to propose, the points, the QR."""
    found = the_collecting_cycle(congress, cycle)
    settings = settings_of(found.settings)
    address = f"{site()}{plain_path('proposals.propose', found)}"
    return public_page(
        render_template(
            "noticeboard/collection_notice.html",
            cycle=found,
            window=window_words(found),
            channels=settings.channels,
            categories="、".join(settings.categories),
            reasons=[_(reason) for reason in settings.negative_list],
            points=[(one, days_words(one)) for one in points_of(found.congress) if one.is_open],
            address=address,
            qr=qr_svg(address, _("QR code to propose")),
            day=format_date(clock.today()),
        )
    )


def plain_path(endpoint: str, cycle: Cycle) -> str:
    """The path of a page as it is printed, the same in every language and look."""
    path = url_for(endpoint, congress=cycle.congress.slug, cycle=cycle.slug)
    return path.removeprefix(request.root_path)
