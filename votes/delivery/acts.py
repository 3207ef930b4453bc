"""What a person can do next with a project, as links for its page."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _

from votes.accounts.roles import Role
from votes.delivery.asking import open_change
from votes.delivery.change_states import WITH_BODY
from votes.delivery.change_telling import state_word
from votes.delivery.done import SAID_DONE
from votes.delivery.halting import kinds_open
from votes.delivery.loading import Place
from votes.delivery.models import Plan
from votes.delivery.plan_views import address
from votes.delivery.reporting import month_to_report
from votes.delivery.states import PlanState
from votes.delivery.telling import month_words
from votes.projects.stages import Stage

Act = dict[str, str]


def acts_on(place: Place, waiting: Plan | None, today: date) -> list[Act]:
    """The plan first, then the month, then its change and its end."""
    project = place.project
    found = plan_acts(place, waiting)
    if project.stage is Stage.delivery:
        found += month_acts(place, today)
        if waiting is None:
            found.append(act("改", _("Change the plan"), address(project, "change")))
        found.append(act("完", _("Report it done"), address(project, "done")))
    elif project.stage in SAID_DONE:
        found += month_acts(place, today)
    return found + change_acts(place)


def change_acts(place: Place) -> list[Act]:
    """To the request that is under way; else to ask for a change, or to record what the body decided without one."""
    project, change = place.project, open_change(place.project)
    if not kinds_open(project):
        return []
    if change is None:
        found = [act("变", _("Ask for a major change, to suspend or to end it"), address(project, "ask"))]
    else:
        url = address(project, "asked", change=change.number)
        found = [act("变", _("The request for a change"), url, state_word(change))]
    if Role.office in place.hand.roles and (change is None or change.state in WITH_BODY):
        found.append(
            act("议", _("Record a decision: adjust, suspend, go on, end"), address(project, "decision"))
        )
    return found


def plan_acts(place: Place, waiting: Plan | None) -> list[Act]:
    """What is to be done with a plan that is not published."""
    url = address(place.project, "plan")
    if waiting is None:
        return [act("计", _("Write the plan"), url)] if place.project.stage is Stage.adopted else []
    if waiting.state is PlanState.draft:
        return [act("计", _("Go on with the plan"), url)]
    if waiting.state is PlanState.returned:
        return [act("计", _("Put the plan right"), url, _("It was returned; the reason stands on its page."))]
    if place.is_government:
        return [act("审", _("Publish or return the plan"), address(place.project, "decide"))]
    return []


def month_acts(place: Place, today: date) -> list[Act]:
    """To the page of the month that is to be reported next, if any; staff enter for the unit."""
    month = month_to_report(place.project, today)
    if month is None or place.project.unit is None:
        return []
    unit = place.project.unit_id if place.hand.for_unit else None
    here = {"congress": place.project.congress.slug, "cycle": place.project.cycle.slug, "month": str(month)}
    url = url_for("delivery.month", **here, unit=unit)  # type: ignore[arg-type]
    note = _("Entered for the unit, and marked so.") if unit else ""
    return [act("报", _("Report on %(month)s", month=month_words(month)), url, note)]


def act(verb: str, label: str, url: str, note: str = "") -> Act:
    """One link."""
    return {"verb": verb, "label": label, "url": url, "note": note}
