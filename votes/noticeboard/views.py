"""公示: every public page; the same for everyone, without a cookie, with an ETag."""

from flask import Blueprint, abort, make_response, render_template, request
from flask import json as flask_json
from sqlalchemy import select, text
from sqlalchemy.orm import selectinload
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.common.db import db
from votes.congress.models import Congress
from votes.noticeboard import archived, open_data
from votes.projects.archive import Practice
from votes.projects.models import Cycle, Project

bp = Blueprint("noticeboard", __name__)


def public_page(body: str, media_type: str = "text/html; charset=utf-8", seconds: int = 1) -> Response:
    """An answer that every cache may keep for `seconds`, and that costs nothing when it has not changed."""
    answer = make_response(body)
    answer.headers["Content-Type"] = media_type
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    answer.add_etag()
    return answer.make_conditional(request)


def public_data(data: object) -> Response:
    """The figures of a page as JSON."""
    return public_page(flask_json.dumps(data, ensure_ascii=False, sort_keys=False), open_data.JSON)


def the_cycle(congress: str, cycle: str) -> Cycle:
    """The public cycle of this address with its projects, or a 404."""
    home = the_public_congress(congress)
    wanted = select(Cycle).where(Cycle.congress_id == home.id, Cycle.slug == cycle)
    found = db.session.scalar(wanted.options(selectinload(Cycle.projects).selectinload(Project.source)))
    if found is None:
        abort(404)
    return found


def the_project(cycle: Cycle, number: int) -> Project:
    """The project of this number, or a 404."""
    return next((project for project in cycle.projects if project.number == number), None) or abort(404)


@bp.route("/")
@open_to(PUBLIC)
def home() -> Response:
    """All congresses, and what happens now."""
    shown = (
        select(Congress).where(Congress.rehearsal_of_id.is_(None)).order_by(Congress.province, Congress.id)
    )
    cycles: dict[int, list[Cycle]] = {}
    for cycle in db.session.scalars(select(Cycle).order_by(Cycle.year.desc(), Cycle.id)):
        cycles.setdefault(cycle.congress_id, []).append(cycle)
    places = [(congress, cycles.get(congress.id, [])) for congress in db.session.scalars(shown)]
    living = [(congress, lists) for congress, lists in places if not congress.archive_only]
    past: dict[str, list[tuple[Congress, list[Cycle]]]] = {}
    for congress, lists in places:
        if congress.archive_only:
            past.setdefault(congress.province, []).append((congress, lists))
    return public_page(render_template("noticeboard/home.html", living=living, past=past))


@bp.route("/<congress>")
@open_to(PUBLIC)
def place(congress: str) -> Response:
    """One congress: its lists, newest first."""
    home, cycles = cycles_of(congress)
    return public_page(render_template("noticeboard/place.html", cycles=cycles, home=home))


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


@bp.route("/<congress>/<cycle>")
@open_to(PUBLIC)
def cycle(congress: str, cycle: str) -> Response:
    """One list of projects: how each is going, how it was chosen, why not that one."""
    past = archived.past_of(the_cycle(congress, cycle))
    return public_page(
        render_template(
            "noticeboard/past.html",
            past=past,
            cycle=past.cycle,
            band_steps=archived.band(past),
            rows=archived.project_rows(past),
            facts=archived.ballot_facts(past),
            collections=[
                (archived.collection_facts(row), archived.source_line(row.source)) for row in past.collections
            ],
            show=archived,
        )
    )


@bp.route("/<congress>/<cycle>.json")
@open_to(PUBLIC)
def cycle_data(congress: str, cycle: str) -> Response:
    """One list of projects as data."""
    return public_data(open_data.past_data(archived.past_of(the_cycle(congress, cycle))))


@bp.route("/<congress>/<cycle>/<int:number>")
@open_to(PUBLIC)
def project(congress: str, cycle: str, number: int) -> Response:
    """One project for its whole life: promise, fact and answer under one address."""
    past = archived.past_of(the_cycle(congress, cycle))
    found = the_project(past.cycle, number)
    return public_page(
        render_template(
            "noticeboard/past_project.html",
            past=past,
            cycle=past.cycle,
            project=found,
            facts=archived.project_facts(past, found),
            show=archived,
        )
    )


@bp.route("/<congress>/<cycle>/<int:number>.json")
@open_to(PUBLIC)
def project_data(congress: str, cycle: str, number: int) -> Response:
    """One project as data."""
    past = archived.past_of(the_cycle(congress, cycle))
    return public_data(open_data.past_project_data(past, the_project(past.cycle, number)))


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
