"""What waits for whom in this room: words to publish, answers, findings of units, gates, the list of candidates."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import ColumnElement, func, select

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.stages import Stage
from votes.proposals.figures import counted, late, of_cycle, to_release, waits_for_call
from votes.proposals.models import Proposal
from votes.proposals.projects import in_stage
from votes.proposals.screening import candidates_of, checks_of, gates_of, passed_gates
from votes.proposals.screening_rules import Aspect, next_gate
from votes.proposals.verdicts import unsatisfied


def waiting(actor: Actor, congress: Congress, today: date) -> list[Waiting]:
    """What waits for this person among the proposals and in screening."""
    items: list[Waiting] = []
    for cycle in living(congress):
        if actor.has(congress, Role.office, Role.government):
            items += of_proposals(cycle, today)
            items += of_people(cycle)
            items += of_screening(cycle, mine=actor.has(congress, Role.office))
        items += of_units(actor, cycle)
    return items


def living(congress: Congress) -> list[Cycle]:
    """The cycles of a congress that go on."""
    rows = select(Cycle).where(Cycle.congress_id == congress.id, Cycle.archived.is_(False))
    return list(db.session.scalars(rows.order_by(Cycle.id)))


def here(cycle: Cycle) -> dict[str, Any]:
    """The parts of a cycle's address."""
    return {"congress": cycle.congress.slug, "cycle": cycle.slug}


def of_proposals(cycle: Cycle, today: date) -> Iterator[Waiting]:
    """Words to publish, and proposals to answer: the late ones by themselves."""
    to_publish = counted(cycle, *to_release())
    if to_publish:
        words = ngettext("Publish %(num)s proposal", "Publish %(num)s proposals", to_publish)
        yield Waiting(words, url_for("proposals.release_many", **here(cycle)), cycle.title)
    overdue = counted(cycle, *late(cycle, today))
    if overdue:
        words = ngettext("Answer %(num)s late proposal", "Answer %(num)s late proposals", overdue)
        link = url_for("proposals.queue", show="late", **here(cycle))
        yield Waiting(words, link, cycle.title, oldest_due(cycle), state=_("late"))
    due = counted(cycle, Proposal.answered_at.is_(None)) - overdue
    if due:
        words = ngettext("Answer %(num)s proposal", "Answer %(num)s proposals", due)
        link = url_for("proposals.queue", show="open", **here(cycle))
        yield Waiting(words, link, cycle.title, oldest_due(cycle, not_before=today))


def of_people(cycle: Cycle) -> Iterator[Waiting]:
    """Proposers to call back, and those whom the answer did not satisfy."""
    calls = counted(cycle, waits_for_call())
    if calls:
        words = ngettext("Call %(num)s proposer back", "Call %(num)s proposers back", calls)
        yield Waiting(words, url_for("proposals.queue", show="call", **here(cycle)), cycle.title)
    unhappy = counted(cycle, unsatisfied())
    if unhappy:
        words = ngettext(
            "Look again at %(num)s answer that did not satisfy",
            "Look again at %(num)s answers that did not satisfy",
            unhappy,
        )
        yield Waiting(words, url_for("proposals.queue", show="unsatisfied", **here(cycle)), cycle.title)


def oldest_due(cycle: Cycle, not_before: date | None = None) -> date | None:
    """The first day on which an answer is or was due."""
    days = timedelta(days=settings_of(cycle.settings).answer_days)
    still: list[ColumnElement[bool]] = [Proposal.answered_at.is_(None)]
    if not_before:
        still.append(Proposal.received_on >= not_before - days)
    oldest = of_cycle(cycle, *still).order_by(None).with_only_columns(func.min(Proposal.received_on))
    received: date | None = db.session.scalar(oldest)
    return received + days if received else None


def of_screening(cycle: Cycle, mine: bool) -> Iterator[Waiting]:
    """Decisions to record, projects to put on the list, the list to publish; the office does it, others see it."""
    gates = gates_of(cycle)
    turns = [next_gate(gates, passed_gates(one)) for one in in_stage(cycle, Stage.proposed)]
    for place, gate in enumerate(gates, start=1):
        if gate in turns:
            words = _("Record the decision of: %(gate)s", gate=_(gate))
            link = url_for("proposals.gate", place=place, **here(cycle)) if mine else screening_url(cycle)
            waits = ngettext("%(num)s project", "%(num)s projects", turns.count(gate))
            yield Waiting(words, link, cycle.title, mine=mine, state=waits)
    if None in turns:
        words = ngettext(
            "Put %(num)s project on the list", "Put %(num)s projects on the list", turns.count(None)
        )
        yield Waiting(words, screening_url(cycle), cycle.title, mine=mine)
    if cycle.candidates_published_at is None and candidates_of(cycle):
        link = url_for("proposals.candidates", **here(cycle))
        yield Waiting(_("Publish the candidates"), link, cycle.title, mine=mine)


def screening_url(cycle: Cycle) -> str:
    """The page of all projects in screening."""
    return url_for("proposals.screening", **here(cycle))


def of_units(actor: Actor, cycle: Cycle) -> Iterator[Waiting]:
    """Projects of the person's own unit that it has not said anything about yet."""
    units = actor.units(cycle.congress)
    for project in in_stage(cycle, Stage.proposed):
        if project.unit in units and not is_studied(project):
            link = url_for("proposals.study", number=project.number, **here(cycle))
            yield Waiting(_("Say whether it can be done: %(title)s", title=project.title), link, cycle.title)


def is_studied(project: Project) -> bool:
    """Whether the unit's study is there."""
    return any(check.aspect is Aspect.study for check in checks_of(project))
