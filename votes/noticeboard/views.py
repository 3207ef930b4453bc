"""公示: the public pages above all lists; the lists themselves stand in list_views."""

from typing import Any

from flask import render_template
from sqlalchemy import select, text
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.common.db import db
from votes.noticeboard import (
    advice_views,
    alike_index,
    archived,
    collection_views,
    data_views,
    draw_views,
    feed_views,
    follow_views,
    home_views,
    list_views,
    open_data,
    place_views,
    point_views,
    proposal_views,
    rating_views,
    report_views,
    screen_views,
    search_views,
    table_views,
    topics,
    village_views,
)
from votes.noticeboard.glance import lists_of
from votes.noticeboard.pages import bp, public_data, public_page
from votes.projects.archive import Practice

__all__ = [
    "advice_views",
    "alike_index",
    "bp",
    "collection_views",
    "data_views",
    "draw_views",
    "feed_views",
    "follow_views",
    "home_views",
    "list_views",
    "place_views",
    "point_views",
    "proposal_views",
    "rating_views",
    "report_views",
    "screen_views",
    "search_views",
    "table_views",
    "topics",
    "village_views",
]


@bp.route("/<congress>.json")
@open_to(PUBLIC)
def place_data(congress: str) -> Response:
    """One congress as data."""
    home = the_public_congress(congress)
    return public_data(open_data.congress_data(home, lists_of(home)))


@bp.route("/about/rules")
@open_to(PUBLIC)
def rules() -> Response:
    """各地规则: what law and local rules say, with where it stands."""
    stages: dict[str, list[dict[str, Any]]] = {}
    for row in db.session.scalars(select(Practice).order_by(Practice.seq)):
        told = archived.practice_row(row)
        stages.setdefault(told["stage"] or "", []).append(told)
    return public_page(render_template("noticeboard/rules.html", stages=stages))


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
