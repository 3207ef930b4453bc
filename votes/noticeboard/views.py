"""公示: the public pages above all lists; the lists themselves stand in list_views."""

from flask import render_template
from sqlalchemy import select, text
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress
from votes.noticeboard import archived, cycles, list_views, open_data
from votes.noticeboard.living import Living
from votes.noticeboard.pages import bp, public_data, public_page
from votes.projects.archive import Practice
from votes.projects.models import Cycle

__all__ = ["bp", "list_views"]


@bp.route("/")
@open_to(PUBLIC)
def home() -> Response:
    """All congresses, and what happens now."""
    shown = (
        select(Congress).where(Congress.rehearsal_of_id.is_(None)).order_by(Congress.province, Congress.id)
    )
    lists_of: dict[int, list[Cycle]] = {}
    for cycle in db.session.scalars(select(Cycle).order_by(Cycle.year.desc(), Cycle.id)):
        lists_of.setdefault(cycle.congress_id, []).append(cycle)
    places = [(congress, lists_of.get(congress.id, [])) for congress in db.session.scalars(shown)]
    day = clock.today()
    living = [
        (congress, [Living(cycle, day) for cycle in lists])
        for congress, lists in places
        if not congress.archive_only
    ]
    past: dict[str, list[tuple[Congress, list[Cycle]]]] = {}
    for congress, lists in places:
        if congress.archive_only:
            past.setdefault(congress.province, []).append((congress, lists))
    return public_page(render_template("noticeboard/home.html", living=living, past=past, show=cycles))


@bp.route("/<congress>")
@open_to(PUBLIC)
def place(congress: str) -> Response:
    """One congress: where its newest list stands, and all lists, newest first."""
    home, lists = cycles_of(congress)
    living = [Living(cycle, clock.today()) for cycle in lists[:1] if not cycle.archived]
    rest = lists[len(living) :]
    return public_page(
        render_template("noticeboard/place.html", living=living, cycles=rest, home=home, show=cycles)
    )


@bp.route("/<congress>.json")
@open_to(PUBLIC)
def place_data(congress: str) -> Response:
    """One congress as data."""
    return public_data(open_data.congress_data(*cycles_of(congress)))


def cycles_of(slug: str) -> tuple[Congress, list[Cycle]]:
    """A congress and its lists, newest first."""
    home = the_public_congress(slug)
    wanted = select(Cycle).where(Cycle.congress_id == home.id).order_by(Cycle.year.desc(), Cycle.id.desc())
    return home, list(db.session.scalars(wanted))


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
