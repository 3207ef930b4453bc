"""人大督: the pages of a cycle's and of a project's supervision, its group and its recusals."""

from flask import Blueprint, abort, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress, Deputy
from votes.projects.loading import the_living_cycle
from votes.projects.workpages import work_page
from votes.supervision.forms import RecusalForm, WhyForm
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import the_recusal, the_sight
from votes.supervision.models import TIE_NAMES, recusals_of, recuse
from votes.supervision.overview import watched_by
from votes.supervision.proposing import mix_words
from votes.supervision.rules import Hand
from votes.supervision.showing import deeds, inspection_rows, watched_rows, whole_ledger
from votes.supervision.sight import Sight, opens

bp = Blueprint("supervision", __name__)
Page = str | Response | tuple[str, int]


@bp.route("/desk/<congress>/<cycle>/supervision")
@open_to(Role.office, Role.government, Role.unit, Role.deputy)
@work_page("督", _l("Supervision"))
def overview(congress: str, cycle: str) -> str:
    """All projects of the cycle that concern me, with what is open and overdue."""
    found = the_living_cycle(congress, cycle)
    rows = watched_rows(watched_by(me(), found), clock.today())
    return render_template("supervision/overview.html", cycle=found, rows=rows)


@bp.route("/desk/<congress>/<cycle>/supervision/<int:number>")
@open_to(Role.office, Role.government, Role.unit, Role.deputy, Role.guest)
@work_page("督", _l("Supervision of this project"), opens)
def project(congress: str, cycle: str, number: int) -> str:
    """One project: its group, what was seen, its findings, and what I can do."""
    sight = the_sight(congress, cycle, number)
    return render_template(
        "supervision/project.html",
        project=sight.project,
        group=sight.group,
        mix=mix_words(sight.group.deputies) if sight.group else "",
        names=sight.sees_names,
        recusals=recusals_of(sight.project) if sight.sees_names else [],
        ties=TIE_NAMES,
        may_lift=sight.may(Hand.office),
        recused=sight.recused,
        owner=owner(),
        is_guest=sight.hands == {Hand.guest},
        inspections=inspection_rows(sight),
        findings=whole_ledger(sight, clock.today()),
        deeds=deeds(sight),
    )


def owner() -> str:
    """Whose records a phone keeps: the account that is signed in."""
    account = me().account
    return str(account.id if account else 0)


def back_to(sight: Sight) -> str:
    """The address of the project's supervision."""
    project = sight.project
    return url_for(
        "supervision.project",
        congress=project.congress.slug,
        cycle=project.cycle.slug,
        number=project.number,
    )


def serving(congress: Congress) -> list[Deputy]:
    """全体代表 of today."""
    return congress.term.serving if congress.term else []


@bp.route("/desk/<congress>/<cycle>/supervision/<int:number>/recuse", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def recuse_deputy(congress: str, cycle: str, number: int) -> Page:
    """回避: a deputy of the group stands aside, or the office records who must."""
    sight = the_sight(congress, cycle, number, Hand.office, Hand.group)
    office = sight.may(Hand.office)
    deputies = serving(sight.project.congress) if office else []
    form = RecusalForm()
    form.offer(deputies)
    if form.validate_on_submit() and attempted(form, lambda: stand_aside(sight, form, deputies)):
        db.session.commit()
        return redirect(back_to(sight))
    return page_with("supervision/recuse_deputy.html", form, project=sight.project, back=back_to(sight))


def stand_aside(sight: Sight, form: RecusalForm, deputies: list[Deputy]) -> None:
    """Record the deputy the office names, or the one who speaks for oneself."""
    named = next((one for one in deputies if one.id == form.deputy.data), None) if deputies else sight.deputy
    if named is None:
        abort(404)
    recuse(
        sight.project,
        named,
        form.chosen_tie,
        form.words.data or "",
        declared=not deputies,
        by=sight.name,
        at=clock.now(),
    )


@bp.route(
    "/desk/<congress>/<cycle>/supervision/<int:number>/recusals/<int:recusal>/lift", methods=["GET", "POST"]
)
@open_to(Role.office)
def lift(congress: str, cycle: str, number: int, recusal: int) -> Page:
    """End a recusal, with the reason."""
    sight = the_sight(congress, cycle, number, Hand.office)
    found = the_recusal(sight, recusal)
    form = WhyForm()
    if form.validate_on_submit() and attempted(form, lambda: found.lift(form.why.data or "", clock.now())):
        db.session.commit()
        return redirect(back_to(sight))
    return page_with(
        "supervision/lift.html", form, project=sight.project, deputy=found.deputy, back=back_to(sight)
    )
