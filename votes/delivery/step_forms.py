"""里程碑模板 on the form of a plan: one tap puts the usual steps of a kind, or none, in place of the milestones."""

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.delivery.plan_forms import PlanForm
from votes.delivery.plan_said import GoalSaid
from votes.delivery.step_templates import Kind, steps_for

KIND_NAMES: dict[Kind | None, LazyString] = {
    Kind.construction: _l("Steps of a building project"),
    Kind.purchase: _l("Steps of a purchase"),
    Kind.service: _l("Steps of a service"),
    Kind.policy: _l("Steps of a policy"),
    None: _l("Steps of our own"),
}
STEP_DEEDS: dict[str, Kind | None] = {f"steps-{kind or 'none'}": kind for kind in KIND_NAMES}
"""The buttons, by what they send."""


def put_steps(form: PlanForm, kind: Kind | None, year: int) -> None:
    """Put the usual steps of a kind, or none, in place of the milestones, for the goals that are filled in."""
    rows = [
        (n, entry.form)
        for n, entry in enumerate(form.goals, 1)
        if entry.form.title.data and entry.form.number.data and entry.form.unit.data
    ]
    goals = [GoalSaid(row.title.data, row.number.data, row.unit.data) for _n, row in rows]
    while form.milestones.entries:
        form.milestones.pop_entry()
    for step in steps_for(kind, goals, year, form.deadline.data) if kind else []:
        goal = str(rows[step.goal - 1][0]) if step.goal else ""
        form.milestones.append_entry({**vars(step), "key": "", "goal": goal, "target": None})
