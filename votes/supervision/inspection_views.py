"""视察 and 核查: what deputies saw, its release, and the check of a project reported done."""

from typing import Any

from flask import redirect, url_for
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.days import long_day
from votes.common.db import db
from votes.congress.models import Deputy
from votes.delivery.done import said_done
from votes.delivery.figures import figures_of
from votes.supervision.confirmations import confirm as confirm_project
from votes.supervision.confirmations import unsettled
from votes.supervision.forms import ConfirmForm, WhyForm
from votes.supervision.keeping import attempted, kept_paper, page_with
from votes.supervision.loading import held, the_inspection, the_sight
from votes.supervision.models import is_recused
from votes.supervision.rules import Hand, check_confirmation
from votes.supervision.sight import Sight
from votes.supervision.views import Page, back_to, bp


def free_deputies(sight: Sight) -> list[Deputy]:
    """Deputies of the group who may check the project."""
    members = sight.group.deputies if sight.group else []
    return [deputy for deputy in members if not is_recused(sight.project, deputy)]


@bp.route(
    "/desk/<congress>/<cycle>/supervision/<int:number>/inspections/<int:inspection>/release",
    methods=["POST"],
)
@open_to(Role.office)
def release_inspection(congress: str, cycle: str, number: int, inspection: int) -> Response:
    """Let everyone read an inspection record (发布审签)."""
    sight = the_sight(congress, cycle, number, Hand.office)
    the_inspection(sight, inspection).release(sight.name, clock.now())
    db.session.commit()
    return redirect(back_to(sight))


@bp.route(
    "/desk/<congress>/<cycle>/supervision/<int:number>/inspections/<int:inspection>/take-down",
    methods=["GET", "POST"],
)
@open_to(Role.office)
def take_down_inspection(congress: str, cycle: str, number: int, inspection: int) -> Page:
    """Take a public inspection record down, with the reason."""
    sight = the_sight(congress, cycle, number, Hand.office)
    found, form = the_inspection(sight, inspection), WhyForm()
    why = form.why
    if form.validate_on_submit() and attempted(
        form, lambda: found.take_down(why.data or "", sight.name, clock.now())
    ):
        db.session.commit()
        return redirect(back_to(sight))
    return page_with("supervision/take_down.html", form, project=sight.project, back=back_to(sight))


@bp.route("/desk/<congress>/<cycle>/supervision/<int:number>/confirm", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def confirm(congress: str, cycle: str, number: int) -> Page:
    """代表核查: the group confirms a project reported done, or sends it back; the office may enter it with the signed paper."""
    sight = the_sight(congress, cycle, number, Hand.group)
    held(sight.project)
    check_confirmation(sight.project.stage, True, 0, "")
    deputies, form = free_deputies(sight), ConfirmForm()
    entered_for = sight.enters_for(Hand.group)
    form.offer(deputies, entered_for)
    if form.validate_on_submit() and attempted(form, lambda: check(sight, form, deputies)):
        db.session.commit()
        return redirect(back_to(sight))
    return page_with(
        "supervision/confirm.html",
        form,
        project=sight.project,
        left=unsettled(sight.project),
        **what_is_done(sight),
        entered_for=entered_for,
        back=back_to(sight),
        inspect_url=url_for("supervision.inspect", congress=congress, cycle=cycle, number=number),
    )


def what_is_done(sight: Sight) -> dict[str, Any]:
    """What the unit has promised, reached and said, for those who check it."""
    figures = figures_of(sight.project, clock.today())
    published = figures.plan.published_at if figures else None
    return {
        "figures": figures,
        "said": said_done(sight.project, figures),
        "promised_on": long_day(clock.day_of(published)) if published else "",
        "as_of": long_day(figures.progress.as_of) if figures else "",
    }


def check(sight: Sight, form: ConfirmForm, deputies: list[Deputy]) -> None:
    """The check as the form says."""
    paper = kept_paper(form, sight.project.congress, sight.project.title, clock.now())
    doer = sight.doer(Hand.group, None, form.chosen(deputies), paper)
    confirm_project(sight.project, form.verdict.data == "confirmed", form.words.data or "", doer, clock.now())
