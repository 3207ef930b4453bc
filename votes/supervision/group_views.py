"""监督小组: the groups of a cycle, with their projects and their mix; forming one, by trade, by place or by lot."""

from typing import Any

from flask import redirect, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.words import sent_number
from votes.congress.models import Deputy
from votes.projects.loading import the_living_cycle
from votes.projects.models import Project
from votes.projects.workpages import work_page
from votes.supervision.assign_rules import By
from votes.supervision.forms import GroupForm
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import the_sight
from votes.supervision.models import Group, form_group, groups_of
from votes.supervision.overview import groups_in, supervised
from votes.supervision.proposing import by_fit, lots_of, mix_words
from votes.supervision.rules import Hand, check_supervised
from votes.supervision.showing import Row, address
from votes.supervision.sight import Sight
from votes.supervision.views import Page, back_to, bp, serving


@bp.route("/desk/<congress>/<cycle>/groups")
@open_to(Role.office)
@work_page("督", _l("Supervision groups"))
def groups(congress: str, cycle: str) -> str:
    """All groups of the cycle with their mix, and the projects that have none yet."""
    found = the_living_cycle(congress, cycle)
    watched = groups_in(found)
    alone = [one for one in supervised(found) if one.id not in watched]
    return render_template(
        "supervision/groups.html",
        cycle=found,
        groups=[group_row(one) for one in groups_of(found)],
        alone=[(one, address("group", one)) for one in alone],
    )


def group_row(group: Group) -> Row:
    """One group, ready for the list."""
    projects, deputies = group.projects, group.deputies
    return {
        "title": group.title,
        "url": address("group", projects[0]),
        "committee": group.committee.name if group.committee else "",
        "leader": group.leader.name,
        "size": len(deputies),
        "mix": mix_words(deputies),
        "projects": [(one, address("project", one)) for one in projects],
    }


@bp.route("/desk/<congress>/<cycle>/supervision/<int:number>/group", methods=["GET", "POST"])
@open_to(Role.office)
def group(congress: str, cycle: str, number: int) -> Page:
    """Form the group of a project, or change it; `?by=` ticks those who are proposed."""
    sight = the_sight(congress, cycle, number, Hand.office)
    check_supervised(sight.project.stage)
    home, deputies = sight.project.congress, serving(sight.project.congress)
    form = GroupForm(data=group_data(sight) | ticked(sight.project, deputies))
    form.offer(home.committees, deputies, beside(sight))
    if form.validate_on_submit() and attempted(form, lambda: change_group(sight, form, deputies)):
        db.session.commit()
        return redirect(back_to(sight))
    return page_with(
        "supervision/group.html",
        form,
        project=sight.project,
        ways=ways(sight.project),
        back=back_to(sight),
    )


def beside(sight: Sight) -> list[Project]:
    """The other projects of the cycle that have no group, or this one."""
    watched = groups_in(sight.project.cycle)
    others = [one for one in supervised(sight.project.cycle) if one.id != sight.project.id]
    return [one for one in others if watched.get(one.id) in (None, sight.group)]


def ways(project: Project) -> list[Row]:
    """The ways to have deputies proposed."""
    found = [
        {"verb": "业", "label": _("Propose by trade"), "url": address("group", project, by=By.trade.value)},
        {"verb": "地", "label": _("Propose by place"), "url": address("group", project, by=By.place.value)},
    ]
    for draw in lots_of(project):
        words = _("As drawn by lot, draw %(n)d", n=draw.number)
        found.append({"verb": "签", "label": words, "url": address("group", project, draw=draw.number)})
    return found


def ticked(project: Project, deputies: list[Deputy]) -> dict[str, Any]:
    """The deputies that the address asks to be proposed, for the form."""
    by, number = request.args.get("by", ""), sent_number(request.args.get("draw"))
    if by in list(By):
        return {"deputies": by_fit(By(by), project, deputies)}
    drawn = next((one for one in lots_of(project) if one.number == number), None)
    return {"deputies": [winner.row for winner in drawn.winners]} if drawn else {}


def group_data(sight: Sight) -> dict[str, Any]:
    """The group as it is, for its form."""
    if sight.group is None:
        return {"title": _("Supervision group %(n)d", n=sight.project.number)}
    return {
        "title": sight.group.title,
        "committee": sight.group.committee_id or 0,
        "leader": sight.group.leader_id,
        "deputies": [deputy.id for deputy in sight.group.deputies],
        "projects": [one.id for one in sight.group.projects if one.id != sight.project.id],
    }


def change_group(sight: Sight, form: GroupForm, deputies: list[Deputy]) -> None:
    """The group as the form says."""
    chosen = set(form.deputies.data or [])
    also = set(form.projects.data or []) if "projects" in form else set()
    form_group(
        sight.project,
        form.title.data or "",
        next((one for one in sight.project.congress.committees if one.id == form.committee.data), None),
        next(one for one in deputies if one.id == form.leader.data),
        [one for one in deputies if one.id in chosen],
        clock.now(),
        [one for one in beside(sight) if one.id in also],
    )
