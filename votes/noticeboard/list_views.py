"""A list of projects and each project of it: an archived year as published, a living one as it stands today."""

from typing import Any

from flask import abort, render_template, request
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.accounts.links import site
from votes.common import clock
from votes.common.days import long_day
from votes.common.qr import qr_svg
from votes.delivery.asking import changes_of
from votes.delivery.carrying import carried_items
from votes.delivery.change_telling import public_changes
from votes.delivery.done import said_done
from votes.delivery.money import curve_of, money_by_month
from votes.delivery.promise import promise_of
from votes.delivery.telling import marks_of, month_words
from votes.delivery.trouble_telling import public_troubles
from votes.delivery.troubles import troubles_of
from votes.evaluation.rules import is_open
from votes.noticeboard import archived, cycles, lives, living_data, open_data, results
from votes.noticeboard.album import album
from votes.noticeboard.booklet import booklet
from votes.noticeboard.briefs import briefs, jumps
from votes.noticeboard.cycles import project_address
from votes.noticeboard.filters import narrowed
from votes.noticeboard.funnels import funnel_steps
from votes.noticeboard.life_band import band
from votes.noticeboard.lives import Life, life_of
from votes.noticeboard.living import Living
from votes.noticeboard.maps import map_of, map_of_project
from votes.noticeboard.pages import bp, public_data, public_page, the_project
from votes.noticeboard.words import missing_words
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle, Project
from votes.supervision.rules import SUPERVISED

FEW_ENOUGH = 60
"""Projects whose sites can be told apart on a map beside their list; of a longer list the map has a page of its own."""


@bp.route("/<congress>/<cycle>")
@open_to(PUBLIC)
def cycle(congress: str, cycle: str) -> Response:
    """One list of projects: how each is going, how it was chosen, why not that one."""
    found = the_public_cycle(congress, cycle)
    return public_page(past_page(found) if found.archived else living_page(found))


def past_page(cycle: Cycle) -> str:
    """A past year, as published."""
    past = archived.past_of(cycle)
    rows = [(archived.collection_facts(row), archived.source_line(row.source)) for row in past.collections]
    return render_template("noticeboard/past.html", past=past, cycle=cycle, collections=rows, show=archived)


def living_page(cycle: Cycle) -> str:
    """A year that is under way; the wall as far as the address asks for it."""
    living = Living(cycle, clock.today())
    wall = narrowed(living, request.args)
    return render_template(
        "noticeboard/cycle.html",
        living=living,
        cycle=cycle,
        wall=wall,
        lights=cycles.lights(wall.rows),
        day=long_day(living.on),
        show=cycles,
        carried=carried_items(living.carried, "noticeboard.project"),
        told=results,
        steps=funnel_steps(living.funnel),
        map=map_of(living) if len(living.wall) <= FEW_ENOUGH else None,
    )


@bp.route("/<congress>/<cycle>/candidates")
@open_to(PUBLIC)
def candidates(congress: str, cycle: str) -> Response:
    """候选项目册: every candidate with all its elements, for everyone to read before the ballot and after it."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    leaves = booklet(Living(found, clock.today()))
    return public_page(render_template("noticeboard/candidates.html", cycle=found, leaves=leaves))


@bp.route("/<congress>/<cycle>.json")
@open_to(PUBLIC)
def cycle_data(congress: str, cycle: str) -> Response:
    """One list of projects as data."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        return public_data(open_data.past_data(archived.past_of(found)))
    return public_data(living_data.cycle_data(Living(found, clock.today())))


def the_life(cycle: Cycle, number: int) -> Life:
    """All of one project that everyone may see, or a 404."""
    return life_of(the_project(cycle, number), Living(cycle, clock.today()))


@bp.route("/<congress>/<cycle>/<int:number>")
@open_to(PUBLIC)
def project(congress: str, cycle: str, number: int) -> Response:
    """One project for its whole life: promise, fact and answer under one address."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        return public_page(past_project_page(found, number))
    return public_page(life_page(the_life(found, number)))


def past_project_page(cycle: Cycle, number: int) -> str:
    """One archived project."""
    past, found = archived.past_of(cycle), the_project(cycle, number)
    facts = archived.project_facts(past, found)
    return render_template(
        "noticeboard/past_project.html", past=past, cycle=cycle, project=found, facts=facts, show=archived
    )


def life_page(life: Life) -> str:
    """One living project."""
    project, figures = life.project, life.figures
    values: dict[str, Any] = {"life": life, "project": project, "cycle": project.cycle, "figures": figures}
    if figures and figures.plan.published_at:
        values["promised_on"] = long_day(clock.day_of(figures.plan.published_at))
        values["fact_on"] = long_day(figures.progress.as_of)
        values["missing"] = missing_words(figures.progress) if figures.progress.silent else ""
    values["steps"] = band(life)
    values["promise"] = promise_of(project, life.living.on)
    values["brief"] = briefs(life, values["promise"])
    values["pictures"] = album(life)
    values["jumps"] = jumps(life, bool(values["pictures"]))
    values["open"] = [entry for entry in life.ledger if not entry.closed]
    values["closed"] = [entry for entry in life.ledger if entry.closed]
    values["asked"] = [proposal for proposal in life.proposals if proposal.released_at]
    if life.line:
        values["why"], values["published"] = (
            results.why_words(*life.line),
            results.published_words(life.line[0]),
        )
    values["said"] = said_done(project, figures)
    values["curve"] = curve_of(money_by_month(project, life.living.on, public=True))
    values["changes"] = public_changes(changes_of(project))
    values["troubles"] = public_troubles(troubles_of(project), life.living.on)
    values["reports"] = [(report, month_words(report.month), marks_of(report)) for report in life.reports]
    closes = project.cycle.rating_closes_on
    values["may_write"] = project.stage in SUPERVISED
    values["may_rate"] = is_open(project.stage, False, closes, life.living.on)
    values["qr"] = qr_svg(whole_address(project), project.title)
    values["map"] = map_of_project(project, life.living.on)
    return render_template("noticeboard/project.html", show=lives, long_day=long_day, **values)


def whole_address(project: Project) -> str:
    """The address of a project as it is printed, the same in every language and look."""
    path = project_address(project.cycle, project.number).removeprefix(request.root_path)
    return f"{site()}{path}"


@bp.route("/<congress>/<cycle>/<int:number>.json")
@open_to(PUBLIC)
def project_data(congress: str, cycle: str, number: int) -> Response:
    """One project as data."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        past = archived.past_of(found)
        return public_data(open_data.past_project_data(past, the_project(found, number)))
    return public_data(living_data.project_data(the_life(found, number)))


@bp.route("/<congress>/<cycle>/<int:number>/poster")
@open_to(PUBLIC)
def poster(congress: str, cycle: str, number: int) -> Response:
    """A poster (公示牌) for the site, with the QR of the project's page; only what is promised has one."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    life = the_life(found, number)
    if not life.is_promise:
        abort(404)
    address = whole_address(life.project)
    return public_page(
        render_template(
            "noticeboard/poster.html",
            project=life.project,
            of=f"{found.congress.name} {found.title}",
            facts=lives.poster_facts(life),
            qr=qr_svg(address, life.project.title),
            address=address,
        )
    )
