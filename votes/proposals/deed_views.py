"""建议办理: one page for each deed on a proposal; two at once: the second is told, nothing is lost."""

from typing import Any

from flask import redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.common import clock, validators
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.models import Project
from votes.projects.settings import settings_of
from votes.proposals.beginning import beginnings, begun, is_sent
from votes.proposals.deed_forms import (
    NEW,
    OTHER,
    AnswerForm,
    DeedForm,
    HoldForm,
    MergeForm,
    RefuseForm,
    ReopenForm,
    SortForm,
    TakeUpForm,
)
from votes.proposals.likes import to_choose_from
from votes.proposals.loading import in_cycle, the_proposal
from votes.proposals.models import Proposal
from votes.proposals.projects import new_project, open_projects
from votes.proposals.proposed_words import to_publish
from votes.proposals.public_views import bp
from votes.proposals.queue_views import STAFF, proposal_url
from votes.proposals.rules import check_merge
from votes.proposals.telling import grouped_code, told_inside

ONE = "/desk/<congress>/<cycle>/proposals/<code>"


def page(proposal: Proposal, form: DeedForm, title: str, verb: str) -> str:
    """The page of one deed: the proposal's words, and one form."""
    return render_template(
        "proposals/deed.html",
        proposal=proposal,
        told=told_inside(proposal),
        code=grouped_code(proposal.code),
        form=form,
        title=title,
        verb=verb,
        back=proposal_url(proposal),
        begin=request.values.get("begin", ""),
        beginnings=beginnings(proposal) if "answer" in form else [],
    )


def done(proposal: Proposal) -> Response:
    """Keep what was done; go back to the proposal, or on to the next that waits if they are read one after another."""
    db.session.commit()
    if "on" in request.args:
        here: dict[str, Any] = {"congress": proposal.congress.slug, "cycle": proposal.cycle.slug}
        return redirect(url_for(".release_next", **here))
    return redirect(proposal_url(proposal))


@bp.route(f"{ONE}/hold", methods=["GET", "POST"])
@open_to(*STAFF)
def hold(congress: str, cycle: str, code: str) -> str | Response:
    """Do not publish, with the reason."""
    found = the_proposal(congress, cycle, code)
    form = HoldForm()
    form.look_at(found)
    if form.validate_on_submit():
        found.hold(form.why.data, clock.now(), me().name, form.steps_seen())
        return done(found)
    return page(found, form, _("Do not publish"), _("Keep it unpublished"))


@bp.route(f"{ONE}/sort", methods=["GET", "POST"])
@open_to(*STAFF)
def sort(congress: str, cycle: str, code: str) -> str | Response:
    """归类."""
    found = the_proposal(congress, cycle, code)
    form = SortForm(data={"category": found.category})
    form.offer(settings_of(found.cycle.settings).categories, found.category)
    form.look_at(found)
    if form.validate_on_submit():
        found.sort_into(form.category.data, clock.now(), me().name, form.steps_seen())
        return done(found)
    return page(found, form, _("Sort into a category"), _("Sort it"))


@bp.route(f"{ONE}/merge", methods=["GET", "POST"])
@open_to(*STAFF)
def merge(congress: str, cycle: str, code: str) -> str | Response:
    """合并: let another proposal carry the matter on."""
    found = the_proposal(congress, cycle, code)
    form = MergeForm(
        data=begun(found, _("Others have proposed the same. Your proposal goes on together with theirs."))
    )
    form.offer(to_choose_from(found))
    form.look_at(found)
    if is_sent(form, found):
        target = merge_target(found, form)
        if target:
            said = (form.answer.data, clock.now(), me().name, form.steps_seen(), form.decider.data)
            found.merge_into(target, *said)
            return done(found)
    return page(found, form, _("Merge with another proposal"), _("Merge"))


def merge_target(proposal: Proposal, form: MergeForm) -> Proposal | None:
    """The proposal that was chosen or whose code was typed; None and an error at the field otherwise."""
    field = form.code if form.target.data == OTHER else form.target
    target = in_cycle(proposal.cycle, field.data or "")
    if target is None:
        field.errors = [_("No proposal of this year has this code.")]
        return None
    try:
        check_merge(same=target is proposal, target=target.state)
    except RuleBroken as broken:
        validators.refuse(field, broken)
        return None
    return target


@bp.route(f"{ONE}/take-up", methods=["GET", "POST"])
@open_to(*STAFF)
def take_up(congress: str, cycle: str, code: str) -> str | Response:
    """采纳: let a project carry it, a new one or one that is being screened."""
    found = the_proposal(congress, cycle, code)
    form = TakeUpForm(data={"title": to_publish(found)["title"], "project": NEW, **begun(found)})
    form.offer(open_projects(found.cycle))
    form.look_at(found)
    if is_sent(form, found):
        project = chosen_project(found, form)
        if project:
            said = (form.answer.data, clock.now(), me().name, form.steps_seen(), form.decider.data)
            found.take_up(project, *said)
            return done(found)
    return page(found, form, _("Take it up"), _("Take up"))


def chosen_project(proposal: Proposal, form: TakeUpForm) -> Project | None:
    """The project that was chosen, or a new one; None and an error at the field if it has no title."""
    if form.project.data != NEW:
        number = int(form.project.data)
        return next(one for one in open_projects(proposal.cycle) if one.number == number)
    if not form.title.data:
        form.title.errors = [_("Give the new project a title.")]
        return None
    return new_project(proposal.cycle, form.title.data, proposal.category, to_publish(proposal)["place"])


@bp.route(f"{ONE}/refuse", methods=["GET", "POST"])
@open_to(*STAFF)
def refuse(congress: str, cycle: str, code: str) -> str | Response:
    """不予采纳, for a reason of the negative list, with an answer."""
    found = the_proposal(congress, cycle, code)
    form = RefuseForm(data=begun(found))
    form.offer(settings_of(found.cycle.settings).negative_list)
    form.look_at(found)
    if is_sent(form, found):
        said = (form.answer.data, clock.now(), me().name, form.steps_seen(), form.decider.data)
        found.refuse(form.reason.data, *said)
        return done(found)
    return page(found, form, _("Do not take it up"), _("Send this answer"))


@bp.route(f"{ONE}/answer", methods=["GET", "POST"])
@open_to(*STAFF)
def answer(congress: str, cycle: str, code: str) -> str | Response:
    """答复: what was taken up is answered, or anything is answered anew."""
    found = the_proposal(congress, cycle, code)
    form = AnswerForm(data=begun(found))
    form.look_at(found)
    if is_sent(form, found):
        said = (form.answer.data, clock.now(), me().name, form.steps_seen(), form.decider.data)
        found.give_answer(*said)
        return done(found)
    return page(found, form, _("Answer it"), _("Send this answer"))


@bp.route(f"{ONE}/reopen", methods=["GET", "POST"])
@open_to(*STAFF)
def reopen(congress: str, cycle: str, code: str) -> str | Response:
    """重新办理."""
    found = the_proposal(congress, cycle, code)
    form = ReopenForm()
    form.look_at(found)
    if form.validate_on_submit():
        found.reopen(form.why.data, clock.now(), me().name, form.steps_seen())
        return done(found)
    return page(found, form, _("Open it again"), _("Open again"))
