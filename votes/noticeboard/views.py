"""公示: the public pages above all lists; the lists themselves stand in list_views."""

from flask import render_template
from sqlalchemy import select, text
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress
from votes.noticeboard import (
    advice_views,
    archived,
    collection_views,
    cycles,
    data_views,
    draw_views,
    feed_views,
    follow_views,
    list_views,
    open_data,
    place_views,
    point_views,
    proposal_views,
    screen_views,
    table_views,
    topics,
)
from votes.noticeboard.living import Living
from votes.noticeboard.pages import bp, public_data, public_page
from votes.projects.archive import Practice
from votes.projects.models import Cycle

__all__ = [
    "advice_views",
    "bp",
    "collection_views",
    "data_views",
    "draw_views",
    "feed_views",
    "follow_views",
    "list_views",
    "place_views",
    "point_views",
    "proposal_views",
    "screen_views",
    "table_views",
    "topics",
]


@bp.route("/")
@open_to(PUBLIC)
def home() -> Response:
    """All congresses, and what happens now."""
    shown = (
        select(Congress).where(Congress.rehearsal_of_id.is_(None)).order_by(Congress.province, Congress.id)
    )
    lists_of: dict[int, list[Cycle]] = {}
    for cycle in db.session.scalars(select(Cycle).order_by(Cycle.year.desc(), Cycle.id)):
        if cycle.is_public:
            lists_of.setdefault(cycle.congress_id, []).append(cycle)
    living: list[tuple[Congress, list[Living], list[Cycle]]] = []
    past: dict[str, list[tuple[Congress, list[Cycle]]]] = {}
    for congress in db.session.scalars(shown):
        running, over = parted(lists_of.get(congress.id, []))
        if running:
            living.append((congress, [Living(cycle, clock.today()) for cycle in running], over))
        elif over:
            past.setdefault(congress.province, []).append((congress, over))
    return public_page(render_template("noticeboard/home.html", living=living, past=past, show=cycles))


def parted(lists: list[Cycle]) -> tuple[list[Cycle], list[Cycle]]:
    """The lists that are carried on here, and the past ones that were taken in as published."""
    return [cycle for cycle in lists if not cycle.archived], [cycle for cycle in lists if cycle.archived]


@bp.route("/<congress>")
@open_to(PUBLIC)
def place(congress: str) -> Response:
    """One congress: where its newest list stands, and all lists, newest first."""
    home, lists = cycles_of(congress)
    newest = parted(lists)[0][:1]
    living = [Living(cycle, clock.today()) for cycle in newest]
    rest = [cycle for cycle in lists if cycle not in newest]
    return public_page(
        render_template("noticeboard/place.html", living=living, cycles=rest, home=home, show=cycles)
    )


@bp.route("/<congress>.json")
@open_to(PUBLIC)
def place_data(congress: str) -> Response:
    """One congress as data."""
    return public_data(open_data.congress_data(*cycles_of(congress)))


def cycles_of(slug: str) -> tuple[Congress, list[Cycle]]:
    """A congress and its public lists, newest first."""
    home = the_public_congress(slug)
    wanted = select(Cycle).where(Cycle.congress_id == home.id).order_by(Cycle.year.desc(), Cycle.id.desc())
    return home, [cycle for cycle in db.session.scalars(wanted) if cycle.is_public]


@bp.route("/about/rules")
@open_to(PUBLIC)
def rules() -> Response:
    """各地规则: what law and local rules say, with where it stands."""
    rows = db.session.scalars(select(Practice).order_by(Practice.seq)).all()
    return public_page(
        render_template("noticeboard/rules.html", rows=[archived.practice_row(row) for row in rows])
    )


@bp.route("/about/how")
@open_to(PUBLIC)
def how() -> Response:
    """怎么算出来的: how percent, light, result and rating follow from what was recorded."""
    return public_page(render_template("noticeboard/how.html"))


@bp.route("/about/accessibility")
@open_to(PUBLIC)
def accessibility() -> Response:
    """无障碍说明."""
    return public_page(render_template("noticeboard/accessibility.html"))


@bp.route("/healthz")
@open_to(PUBLIC)
def healthz() -> Response:
    """The process answers."""
    return public_page("ok\n", "text/plain", seconds=0)


@bp.route("/readyz")
@open_to(PUBLIC)
def readyz() -> Response:
    """The process answers and its database does."""
    db.session.execute(text("SELECT 1"))
    return public_page("ok\n", "text/plain", seconds=0)
