"""人民评: the office's pages: how each project is judged, totals from paper, residents' sentences, closing, reopening."""

from collections.abc import Callable

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import Actor, me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.days import long_day
from votes.common.db import db
from votes.common.private import hidden
from votes.evaluation.beside import ratings_of
from votes.evaluation.closing import close as close_project
from votes.evaluation.closing import reopen as reopen_project
from votes.evaluation.forms import ClosingForm, ReopeningForm, TotalsForm, WindowForm
from votes.evaluation.models import WHY_NAMES, PublicRating, Why
from votes.evaluation.rules import RATED, check_closing, check_reopening
from votes.evaluation.sentences import sentence_rows, to_judge
from votes.evaluation.showing import deeds, project_rows, totals_rows
from votes.evaluation.totals import Brought, Collected, Totals, enter_totals
from votes.projects.loading import the_living_cycle, the_project
from votes.projects.models import Project
from votes.projects.workpages import work_page
from votes.supervision.forms import WhyForm
from votes.supervision.keeping import attempted, kept_paper, page_with
from votes.supervision.loading import held
from votes.supervision.rules import Hand
from votes.supervision.sight import sight_of

bp = Blueprint("evaluation", __name__)
Page = str | Response | tuple[str, int]
AT = "/desk/<congress>/<cycle>/evaluation"


def the_rated(congress: str, cycle: str, number: int) -> Project:
    """A project of a living cycle; locked while somebody changes it."""
    the_living_cycle(congress, cycle)
    return held(the_project(congress, cycle, number))


def back_to(project: Project) -> str:
    """The address of the project's evaluation."""
    return url_for(
        "evaluation.project",
        congress=project.congress.slug,
        cycle=project.cycle.slug,
        number=project.number,
    )


@bp.route(AT)
@open_to(Role.office, Role.government)
@work_page("评", _l("Evaluation"))
def overview(congress: str, cycle: str) -> str:
    """All projects of the cycle that can be judged, with what residents say so far."""
    found = the_living_cycle(congress, cycle)
    return render_template(
        "evaluation/overview.html",
        cycle=found,
        rows=project_rows(found),
        to_judge=to_judge(found),
        office=me().has(found.congress, Role.office),
        closes_on=long_day(found.rating_closes_on) if found.rating_closes_on else "",
    )


@bp.route(f"{AT}/<int:number>")
@open_to(Role.office, Role.government)
@work_page("评", _l("Evaluation of this project"))
def project(congress: str, cycle: str, number: int) -> str:
    """One project: every voice side by side, and what the office can do."""
    found = the_rated(congress, cycle, number)
    office = me().has(found.congress, Role.office)
    ratings = ratings_of(found)
    return render_template(
        "evaluation/project.html",
        project=found,
        ratings=ratings,
        deeds=deeds(found, ratings, clock.today()) if office else [],
        totals=totals_rows(found) if office else [],
    )


@bp.route(f"{AT}/window", methods=["GET", "POST"])
@open_to(Role.office)
@work_page("评", _l("Days of the public rating"))
def window(congress: str, cycle: str) -> Page:
    """When the public rating is announced, and its last day."""
    found = the_living_cycle(congress, cycle)
    form = WindowForm(obj=found)
    back = url_for(".overview", congress=congress, cycle=cycle)
    if form.validate_on_submit():
        form.populate_obj(found)
        db.session.commit()
        return redirect(back)
    return page_with("evaluation/window.html", form, cycle=found, back=back)


def may_enter(actor: Actor, project: Project) -> bool:
    """Whether this person may type in what was collected on paper: the office, or a deputy of the project's group."""
    if project.stage not in RATED:
        return False
    return actor.has(project.congress, Role.office) or sight_of(actor, project).may(Hand.group)


@bp.route(f"{AT}/<int:number>/totals", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
@work_page("评", _l("Enter totals from paper or a survey"), may_enter)
def totals(congress: str, cycle: str, number: int) -> Page:
    """Enter what was counted on paper or by a survey, as totals with their source; the group what it collected on paper."""
    found, form = the_rated(congress, cycle, number), TotalsForm()
    office = me().has(found.congress, Role.office)
    if not may_enter(me(), found):
        abort(404)
    form.offer(Collected if office else (Collected.paper,))
    back = back_to(found) if office else project_page(found)
    if form.validate_on_submit() and attempted(form, lambda: bring(found, form)):
        db.session.commit()
        return redirect(back)
    return page_with("evaluation/totals.html", form, project=found, back=back)


def project_page(project: Project) -> str:
    """The working page of the project, which everyone who works with it may open."""
    return url_for(
        "projects.project",
        congress=project.congress.slug,
        cycle=project.cycle.slug,
        number=project.number,
    )


def bring(project: Project, form: TotalsForm) -> None:
    """The totals as the form says."""
    today = clock.today()
    form.spend(today)
    brought = Brought(
        form.chosen,
        form.words.data or "",
        form.first_on.data or today,
        form.last_on.data or today,
        form.people.data or 0,
        form.spread,
        kept_paper(form, project.congress, project.title, clock.now()),
    )
    looked_at = me().has(project.congress, Role.office)
    enter_totals(project, brought, me().name, clock.now(), looked_at)


def the_totals(project: Project, totals: int) -> Totals:
    """Totals of this project."""
    row = db.session.get(Totals, totals)
    if row is None or row.project_id != project.id:
        abort(404)
    return held(row)


@bp.route(f"{AT}/<int:number>/totals/<int:totals>/paper", methods=["POST"])
@open_to(Role.office)
def show_paper(congress: str, cycle: str, number: int, totals: int) -> Response:
    """Publish the paper that the group sent with its totals, once it was looked at."""
    found = the_rated(congress, cycle, number)
    the_totals(found, totals).show_paper(clock.now())
    db.session.commit()
    return redirect(back_to(found))


@bp.route(f"{AT}/<int:number>/totals/<int:totals>/strike", methods=["GET", "POST"])
@open_to(Role.office)
def strike(congress: str, cycle: str, number: int, totals: int) -> Page:
    """Strike totals that were entered wrongly, with the reason."""
    found = the_rated(congress, cycle, number)
    row, form = the_totals(found, totals), WhyForm()
    if form.validate_on_submit() and attempted(form, lambda: row.strike(form.why.data or "", clock.now())):
        db.session.commit()
        return redirect(back_to(found))
    return page_with("evaluation/strike.html", form, project=found, row=row, back=back_to(found))


@bp.route(f"{AT}/sentences")
@open_to(Role.office)
@work_page("评", _l("Residents' sentences to read"))
def sentences(congress: str, cycle: str) -> str:
    """What residents wrote and nobody has read yet, the oldest first."""
    found = the_living_cycle(congress, cycle)
    return render_template(
        "evaluation/sentences.html", cycle=found, rows=sentence_rows(found), left=to_judge(found)
    )


@bp.route(f"{AT}/sentences/<int:rating>/release", methods=["POST"])
@open_to(Role.office)
def release_sentence(congress: str, cycle: str, rating: int) -> Response:
    """公开 a sentence as it was proposed: what points to a person is hidden, a picture is not shown yet."""
    return judged(
        congress, cycle, rating, lambda row: row.release(me().name, clock.now(), hidden(row.sentence), False)
    )


@bp.route(f"{AT}/sentences/<int:rating>/keep-back/<why>", methods=["POST"])
@open_to(Role.office)
def keep_back(congress: str, cycle: str, rating: int, why: str) -> Response:
    """不公开 a sentence, for one of three reasons; the rating counts all the same."""
    if why not in WHY_NAMES:
        abort(404)
    return judged(congress, cycle, rating, lambda row: row.keep_back(Why(why), me().name, clock.now()))


def judged(congress: str, cycle: str, rating: int, deed: Callable[[PublicRating], None]) -> Response:
    """The rating of this cycle, judged."""
    deed(held(the_rating(congress, cycle, rating)))
    db.session.commit()
    return redirect(url_for(".sentences", congress=congress, cycle=cycle))


def the_rating(congress: str, cycle: str, rating: int) -> PublicRating:
    """A rating of a living cycle."""
    found = the_living_cycle(congress, cycle)
    row = db.session.get(PublicRating, rating)
    if row is None or row.project.cycle_id != found.id:
        abort(404)
    return row


@bp.route(f"{AT}/<int:number>/close", methods=["GET", "POST"])
@open_to(Role.office)
def close(congress: str, cycle: str, number: int) -> Page:
    """办结 a confirmed project."""
    found, form = the_rated(congress, cycle, number), ClosingForm()
    check_closing(found.stage, True, "")
    rated = bool(ratings_of(found).deputies)
    form.fit(rated)
    if form.validate_on_submit() and attempted(form, lambda: end(found, form.why)):
        db.session.commit()
        return redirect(back_to(found))
    return page_with("evaluation/close.html", form, project=found, rated=rated, back=back_to(found))


def end(project: Project, reason: str) -> None:
    """Close it."""
    close_project(project, reason, me().name, clock.now())


@bp.route(f"{AT}/<int:number>/reopen", methods=["GET", "POST"])
@open_to(Role.office)
def reopen(congress: str, cycle: str, number: int) -> Page:
    """回头看不过关: a closed project goes back to its unit."""
    found, form = the_rated(congress, cycle, number), ReopeningForm()
    check_reopening(found.stage, "x")
    reason = form.reason
    if form.validate_on_submit() and attempted(form, lambda: begin_again(found, reason.data or "")):
        db.session.commit()
        return redirect(back_to(found))
    return page_with("evaluation/reopen.html", form, project=found, back=back_to(found))


def begin_again(project: Project, reason: str) -> None:
    """Open it again."""
    reopen_project(project, reason, me().name, clock.now())
