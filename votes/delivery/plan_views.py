"""实施计划: the unit drafts it and hands it in; the government office publishes or returns it."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse_form
from votes.delivery.asking import granted_for
from votes.delivery.change_telling import major_words
from votes.delivery.drafting import begin, contents, open_plan, plan_in_force, prefilled, write
from votes.delivery.forms import ReasonForm, WhyForm
from votes.delivery.loading import Place, the_place
from votes.delivery.models import Plan
from votes.delivery.plan_forms import PlanForm, as_typed
from votes.delivery.states import ALREADY, PlanState
from votes.delivery.step_forms import KIND_NAMES, STEP_DEEDS, put_steps
from votes.delivery.telling import differences, milestone_cells, plan_pairs, step_rows
from votes.projects.models import Project

bp = Blueprint("delivery", __name__)
AT = "/desk/<congress>/<cycle>/delivery/<int:number>"
HANDS = (Role.unit, Role.government, Role.office)
Answer = str | Response


def back(project: Project, endpoint: str = "project") -> Response:
    """To a page of this project."""
    return redirect(address(project, endpoint))


def address(project: Project, endpoint: str = "project", **more: Any) -> str:
    """The address of a page of this room about a project."""
    slugs: dict[str, Any] = {"congress": project.congress.slug, "cycle": project.cycle.slug}
    return url_for(f"delivery.{endpoint}", number=project.number, **slugs, **more)


def check_not_sent() -> None:
    """Whoever comes to look is led on; whoever sends what somebody else has just sent is told so."""
    if request.method == "POST":
        raise RuleBroken(ALREADY)


@bp.route(f"{AT}/plan", methods=["GET", "POST"])
@open_to(*HANDS)
def plan(congress: str, cycle: str, number: int) -> Answer:
    """Draft the plan, prefilled from the candidate's fields; save it, or hand it in."""
    place = the_place(congress, cycle, number)
    draft = open_plan(place.project)
    if draft.state is PlanState.submitted if draft else plan_in_force(place.project):
        check_not_sent()
        return back(place.project)
    said = contents(draft) if draft else prefilled(place.project)
    form = PlanForm(data={"seen": str(draft.revision if draft else 0), **as_typed(said)})
    is_first = draft is None or draft.version == 1
    if (
        form.is_submitted()
        and not is_reshaped(form, place.project.cycle.year, is_first)
        and is_well(form)
        and kept(place, draft, form)
    ):
        return back(place.project, "plan" if only_saves() else "project")
    form.make_room()
    returned = draft.steps[-1] if draft and draft.state is PlanState.returned else None
    return render_template(
        "delivery/plan.html",
        place=place,
        project=place.project,
        form=form,
        draft=draft,
        returned=returned,
        kinds=[(deed, KIND_NAMES[kind]) for deed, kind in STEP_DEEDS.items()] if is_first else [],
    )


def is_reshaped(form: PlanForm, year: int, is_first: bool) -> bool:
    """Whether only the form was to change: more rows, or, in a first plan, the usual steps of another kind."""
    deed = request.form.get("deed", "")
    if deed == "more":
        form.make_room(rows=5)
    elif deed in STEP_DEEDS and is_first:
        put_steps(form, STEP_DEEDS[deed], year)
    return deed == "more" or deed in STEP_DEEDS


def is_well(form: PlanForm) -> bool:
    """Whether it can be kept, and handed in if that is asked; whatever stands against it is said at once."""
    fine = form.validate()
    return (only_saves() or form.lack_nothing()) and fine


def only_saves() -> bool:
    """Whether the plan is to be saved and not handed in; the Enter key does no more than that."""
    return request.form.get("deed") in ("save", "enter")


def kept(place: Place, draft: Plan | None, form: PlanForm) -> bool:
    """Save what was typed, and unless it is only to be saved, hand it in; whether that went well."""
    only_save = only_saves()
    if form.is_overtaken(draft.revision if draft else 0):
        return False
    at = clock.now()
    try:
        draft = draft or begin(place.project)
        write(draft, form.read())
        if not only_save:
            draft.submit(place.hand, at)
    except RuleBroken as broken:
        db.session.rollback()
        refuse_form(form, broken)
        return False
    db.session.commit()
    flash(_("Saved as a draft.") if only_save else _("Handed in to the government office."))
    return True


@bp.route(f"{AT}/plan/change", methods=["GET", "POST"])
@open_to(*HANDS)
def change(congress: str, cycle: str, number: int) -> Answer:
    """Open a new version of a published plan; the published one stays as it is."""
    place = the_place(congress, cycle, number)
    form, published = WhyForm(), plan_in_force(place.project)
    if published is None or open_plan(place.project) is not None:
        check_not_sent()
        return back(place.project)
    if form.validate_on_submit():
        begin(place.project, form.why.data or "")
        db.session.commit()
        return back(place.project, "plan")
    return render_template("delivery/change.html", project=place.project, form=form, plan=published)


@bp.route(f"{AT}/plan/decide", methods=["GET", "POST"])
@open_to(Role.government)
def decide(congress: str, cycle: str, number: int) -> Answer:
    """Publish the plan that was handed in, or return it with what is to be put right."""
    place = the_place(congress, cycle, number)
    waiting, form = open_plan(place.project), ReasonForm()
    if waiting is None or waiting.state is not PlanState.submitted:
        check_not_sent()
        return back(place.project)
    if form.validate_on_submit() and decided(place, waiting, form):
        return back(place.project)
    before = plan_in_force(place.project)
    return render_template(
        "delivery/decide.html",
        project=place.project,
        plan=waiting,
        pairs=plan_pairs(waiting),
        cells=milestone_cells(waiting),
        before=differences(before, waiting) if before else [],
        major=major_words(waiting),
        granted=granted_for(place.project),
        steps=step_rows(waiting.steps),
        form=form,
    )


def decided(place: Place, waiting: Plan, form: ReasonForm) -> bool:
    """Publish or return; whether that could be done."""
    at = clock.now()
    if request.form.get("deed") != "return":
        waiting.publish(place.hand, at)
        words = _("The plan is published.")
    elif form.says_why():
        waiting.send_back(place.hand, at, form.reason.data or "")
        words = _("The plan is returned to the unit.")
    else:
        return False
    db.session.commit()
    flash(words)
    return True
