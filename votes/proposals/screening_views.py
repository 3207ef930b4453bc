"""筛选: the projects in screening, one of them, its elements, what was found, what the bodies decided."""

from typing import Any

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import Actor, me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import refuse, refuse_form
from votes.congress.models import Congress
from votes.projects.documents import Document
from votes.projects.loading import the_living_cycle, the_project
from votes.projects.models import Project
from votes.projects.settings import settings_of
from votes.projects.stages import Stage
from votes.projects.uploads import keep_paper
from votes.projects.workpages import work_page
from votes.proposals.projects import in_stage, new_project
from votes.proposals.public_views import bp
from votes.proposals.queue_views import STAFF
from votes.proposals.screening import (
    admit,
    decline,
    gates_of,
    is_open,
    passed_gates,
    record_check,
    record_gate,
)
from votes.proposals.screening_forms import (
    CheckForm,
    DeclineForm,
    ElementsForm,
    GateForm,
    NegativeForm,
    StartForm,
    fingerprint,
)
from votes.proposals.screening_rules import ASPECT_NAMES, Aspect, Decision, Verdict, check_screened, next_gate
from votes.proposals.screening_telling import (
    found,
    gate_rows,
    gate_steps,
    here,
    history,
    missing_words,
    screened_rows,
    sources,
)

ONE = "/desk/<congress>/<cycle>/<int:number>"


def the_screened(congress: str, cycle: str, number: int) -> Project:
    """The project of this address; to a unit's person only the unit's own."""
    the_living_cycle(congress, cycle)
    project = the_project(congress, cycle, number)
    if not opens(me(), project):
        abort(404)
    return project


def opens(actor: Actor, project: Project) -> bool:
    """Whether a project's screening is this person's: staff's, or the unit's that would carry it out."""
    return actor.has(project.congress, *STAFF) or project.unit in actor.units(project.congress)


def back_to(project: Project) -> Response:
    """Keep what was done and show the project's screening."""
    db.session.commit()
    return redirect(url_for("proposals.screen", **here(project)))


@bp.route("/desk/<congress>/<cycle>/screening", methods=["GET", "POST"])
@open_to(*STAFF)
@work_page("提", _l("Screening"))
def screening(congress: str, cycle: str) -> str | Response:
    """All projects in screening, and the gates they go through; a new project begins here too."""
    year = the_living_cycle(congress, cycle)
    form = StartForm()
    if form.validate_on_submit():
        form.spend(clock.today())
        return back_to(new_project(year, form.title.data))
    return render_template(
        "proposals/screening.html", cycle=year, form=form, rows=screened_rows(year), gates=gate_rows(year)
    )


@bp.route(f"{ONE}/screening")
@open_to(*STAFF, Role.unit)
@work_page("提", _l("Screening of this project"), opens)
def screen(congress: str, cycle: str, number: int) -> str:
    """One project in screening: what is missing, what was found, where the gates stand."""
    project = the_screened(congress, cycle, number)
    staff = me().has(project.congress, *STAFF)
    return render_template(
        "proposals/screen.html",
        project=project,
        open=is_open(project),
        staff=staff,
        missing=missing_words(project),
        found=found(project),
        gates=gate_steps(project),
        ready=next_gate(gates_of(project.cycle), passed_gates(project)) is None,
        sources=sources(project) if staff else [],
        history=history(project),
    )


@bp.route(f"{ONE}/elements", methods=["GET", "POST"])
@open_to(*STAFF, Role.unit)
def elements(congress: str, cycle: str, number: int) -> str | Response:
    """候选项目要素; the unit fills in all but who leads."""
    project = the_screened(congress, cycle, number)
    check_screened(is_open(project))
    form = ElementsForm(data=shown(project))
    form.offer(settings_of(project.cycle.settings).categories, project.category, project.congress.units)
    if not me().has(project.congress, *STAFF):
        del form.unit_id
    if not form.is_submitted():
        form.seen.data = fingerprint(project)
    elif form.validate() and still_as_seen(project, form):
        form.fill_in(project)
        return back_to(project)
    return render_template("proposals/elements.html", project=project, form=form)


def shown(project: Project) -> dict[str, Any]:
    """The elements as the form shows them."""
    names = (field for field in ElementsForm()._fields if hasattr(project, field))
    return {name: getattr(project, name) for name in names} | {"unit_id": project.unit_id or 0}


def still_as_seen(project: Project, form: ElementsForm) -> bool:
    """Whether nobody has changed the elements since the page was loaded; else the form says so."""
    db.session.refresh(project, with_for_update=True)
    if form.seen.data == fingerprint(project):
        return True
    words = _("Somebody has just changed this project. Compare it in a second window, then save once more.")
    form.form_errors.append(words)
    form.seen.raw_data, form.seen.data = None, fingerprint(project)
    return False


@bp.route(f"{ONE}/study", methods=["GET", "POST"])
@open_to(*STAFF, Role.unit)
def study(congress: str, cycle: str, number: int) -> str | Response:
    """部门研究意见: whether it can be done, by the unit, or entered for it (代录)."""
    return finding(the_screened(congress, cycle, number), Aspect.study)


@bp.route(f"{ONE}/check/<aspect>", methods=["GET", "POST"])
@open_to(*STAFF)
def check(congress: str, cycle: str, number: int, aspect: str) -> str | Response:
    """审查 of money, land, legality, or the negative list."""
    if aspect not in set(Aspect) or aspect == Aspect.study:
        abort(404)
    project = the_screened(congress, cycle, number)
    return on_list(project) if aspect == Aspect.negative_list else finding(project, Aspect(aspect))


def finding(project: Project, aspect: Aspect) -> str | Response:
    """The page on which a verdict on one aspect is written."""
    form = CheckForm()
    form.offer()
    if form.validate_on_submit():
        form.spend(clock.today())
        person = me()
        for_unit = aspect is Aspect.study and project.unit not in person.units(project.congress)
        verdict = Verdict(form.verdict.data)
        record_check(project, aspect, verdict, form.words.data, clock.now(), person.name, for_unit)
        return back_to(project)
    return render_template("proposals/check.html", project=project, form=form, title=_(ASPECT_NAMES[aspect]))


def on_list(project: Project) -> str | Response:
    """The page on which a project is held against the negative list."""
    form = NegativeForm()
    form.offer(settings_of(project.cycle.settings).negative_list)
    if form.validate_on_submit():
        form.spend(clock.today())
        reasons = [_(reason) for reason in form.reasons.data or []]
        verdict = Verdict.problem if reasons else Verdict.fine
        words = _("; ").join([*reasons, *([form.words.data] if form.words.data else [])])
        record_check(project, Aspect.negative_list, verdict, words, clock.now(), me().name)
        return back_to(project)
    title = _(ASPECT_NAMES[Aspect.negative_list])
    return render_template("proposals/check.html", project=project, form=form, title=title)


@bp.route("/desk/<congress>/<cycle>/screening/gate/<int:place>", methods=["GET", "POST"])
@open_to(Role.office)
def gate(congress: str, cycle: str, place: int) -> str | Response:
    """登记审议结果 of one body, for all the projects that were before it."""
    year = the_living_cycle(congress, cycle)
    gates = gates_of(year)
    if not 1 <= place <= len(gates):
        abort(404)
    name = gates[place - 1]
    before = [one for one in in_stage(year, Stage.proposed) if next_gate(gates, passed_gates(one)) == name]
    form = GateForm(data={"decided_on": clock.today()})
    form.offer(before)
    if form.validate_on_submit() and decided(before, name, form):
        db.session.commit()
        return redirect(url_for("proposals.screening", congress=congress, cycle=cycle))
    return render_template("proposals/gate.html", cycle=year, form=form, gate=_(name), before=before)


def decided(before: list[Project], name: str, form: GateForm) -> bool:
    """Record the decision for each chosen project; False and an error at the field if it cannot be."""
    day: Any = form.decided_on.data
    if day > clock.today():
        form.decided_on.errors = [_("This day has not come yet.")]
        return False
    chosen = [one for one in before if one.number in form.projects.data]
    try:
        paper = kept_paper(chosen[0].congress, form.paper, _(name))
    except RuleBroken as broken:
        db.session.rollback()
        refuse(form.paper, broken)
        return False
    decision, words = Decision(form.decision.data), form.words.data
    for project in chosen:
        record_gate(project, name, decision, day, words, paper, clock.now(), me().name)
    return True


def kept_paper(congress: Congress, field: Any, title: str) -> Document | None:
    """The paper of a decision, if one was sent."""
    upload = field.data
    if not upload or not upload.filename:
        return None
    data = data_folder()
    return keep_paper(congress, upload.read(), upload.filename, title, clock.now(), data)


@bp.route(f"{ONE}/admit", methods=["POST"])
@open_to(Role.office)
def put_on_list(congress: str, cycle: str, number: int) -> Response:
    """列为候选 what passed every gate."""
    project = the_screened(congress, cycle, number)
    admit(project, clock.now(), me().name)
    db.session.commit()
    return redirect(url_for("proposals.candidates", congress=congress, cycle=cycle))


@bp.route(f"{ONE}/decline", methods=["GET", "POST"])
@open_to(Role.office)
def decline_project(congress: str, cycle: str, number: int) -> str | Response | tuple[str, int]:
    """不予采纳 a project, and answer all who proposed it."""
    project = the_screened(congress, cycle, number)
    form = DeclineForm()
    if form.validate_on_submit():
        try:
            decline(project, form.reason.data, form.answer.data, clock.now(), me().name)
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            return back_to(project)
    page = render_template("proposals/decline_project.html", project=project, form=form)
    return page, 409 if form.form_errors else 200
