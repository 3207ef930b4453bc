"""What waits in supervision: for deputies to look and to judge, for units to answer, for the office to hand over."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.clock import day_of
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress, Deputy
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.supervision.calendar_waiting import of_calendar
from votes.supervision.guests import guest_of
from votes.supervision.inquiry_waiting import of_inquiries
from votes.supervision.inspections import Inspection
from votes.supervision.ledger_waiting import SOON, of_ledger, pending
from votes.supervision.letter_waiting import of_letters
from votes.supervision.matters import Matter
from votes.supervision.messages import MessageState, messages_in
from votes.supervision.models import Group, is_recused
from votes.supervision.opinion_waiting import of_cards
from votes.supervision.overview import groups_in, supervised
from votes.supervision.rules import State, next_inspection
from votes.supervision.showing import address, matter_address

LOOKED_THROUGH = timedelta(days=3)
"""How soon somebody looks through a message: a lamp that is dark is dark tonight."""


def waiting(actor: Actor, congress: Congress, today: date) -> list[Waiting]:
    """Everything of this room that waits for this person: of each cycle, and of the ledger."""
    matters = pending(congress)
    living = sa.select(Cycle).where(Cycle.congress_id == congress.id, Cycle.archived.is_(False))
    found: list[Waiting] = []
    if actor.has(congress, Role.guest):
        found += for_guest(actor)
    for cycle in db.session.scalars(living.order_by(Cycle.id)):
        if actor.has(congress, Role.office):
            found += for_office(cycle)
            found += of_calendar(cycle, today)
            found += releases(cycle, [one for one in matters if one.project and one.cycle_id == cycle.id])
        if actor.has(congress, Role.deputy) and actor.deputy is not None:
            found += for_deputy(actor.deputy, cycle, today)
    if actor.has(congress, Role.office):
        found += of_messages(congress)
    found += of_inquiries(actor, congress, today)
    found += of_letters(actor, congress)
    return [*found, *of_cards(actor, congress, today), *of_ledger(actor, congress, matters, today)]


def of_messages(congress: Congress) -> Iterator[Waiting]:
    """群众留言 that nobody has looked through."""
    found = messages_in(congress, MessageState.waiting)
    if found:
        words = ngettext("Look through one message", "Look through %(num)d messages", len(found))
        url = url_for("supervision.messages", congress=congress.slug)
        about = {one.project.title for one in found}
        note = about.pop() if len(about) == 1 else ""
        yield Waiting(words, url, note, day_of(found[0].received_at) + LOOKED_THROUGH)


def for_guest(actor: Actor) -> Iterator[Waiting]:
    """联合监督: the one thing a guest is invited to, until its day."""
    guest = guest_of(actor.account)
    if guest is not None and guest.matter is not None:
        yield Waiting(_("Read the matter"), matter_address(guest.matter), guest.matter.title, guest.until_on)
    elif guest is not None and guest.project is not None:
        url = address("project", guest.project)
        yield Waiting(_("Read how the project is supervised"), url, guest.project.title, guest.until_on)


def for_office(cycle: Cycle) -> Iterator[Waiting]:
    """To form groups, and what groups have still to check."""
    groups = groups_in(cycle)
    for project in supervised(cycle):
        if project.id not in groups and project.stage is not Stage.closed:
            yield Waiting(_("Form the supervision group"), address("group", project), project.title)
        if project.stage is Stage.done:
            words = _("The group checks the finished project")
            yield Waiting(words, address("project", project), project.title, mine=False)


def releases(cycle: Cycle, matters: list[Matter]) -> Iterator[Waiting]:
    """发布审签: what was handed over, recorded or added since the last sign-off."""
    yield from to_release(cycle, [one for one in matters if one.is_open()])
    yield from steps_to_release(cycle, matters)


def steps_to_release(cycle: Cycle, findings: Sequence[Matter]) -> Iterator[Waiting]:
    """Public findings with an answer or recheck that is not signed off yet, closed ones too."""
    news = [one for one in findings if one.awaits_sign_off()]
    if news:
        words = ngettext(
            "Release what was added to one public finding",
            "Release what was added to %(num)d public findings",
            len(news),
        )
        yield Waiting(words, matter_address(news[0]), cycle.title)


def to_release(cycle: Cycle, findings: list[Matter]) -> Iterator[Waiting]:
    """发布审签: findings handed over and inspection records that nobody has released yet, one line each kind."""
    unseen = [one for one in findings if one.state is not State.raised and not one.is_public()]
    if unseen:
        words = ngettext("Release one finding", "Release %(num)d findings", len(unseen))
        yield Waiting(words, matter_address(unseen[0]), cycle.title)
    records = db.session.scalars(
        sa.select(Inspection)
        .join(Project, Project.id == Inspection.project_id)
        .where(Inspection.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
        .where(Inspection.released_at.is_(None), Inspection.taken_down_at.is_(None))
        .order_by(Inspection.id)
    ).all()
    if records:
        words = ngettext("Release one inspection record", "Release %(num)d inspection records", len(records))
        yield Waiting(words, address("project", records[0].project), cycle.title)


def for_deputy(deputy: Deputy, cycle: Cycle, today: date) -> Iterator[Waiting]:
    """To inspect and to confirm; nothing of what one stands aside from."""
    for project, group in watched(deputy, cycle):
        yield from checks(project, group, today)


def watched(deputy: Deputy, cycle: Cycle) -> Iterator[tuple[Project, Group]]:
    """The projects this deputy may check, with their groups."""
    groups = groups_in(cycle)
    for project in supervised(cycle):
        group = groups.get(project.id)
        if group is not None and group.has(deputy) and not is_recused(project, deputy):
            yield project, group


def checks(project: Project, group: Group, today: date) -> Iterator[Waiting]:
    """The check of a finished project, or the next inspection when it comes near (一季一督查)."""
    if project.stage is Stage.done:
        yield Waiting(_("Check whether it is done"), address("confirm", project), project.title)
    elif project.stage is Stage.delivery:
        due = next_inspection(last_look(project, group))
        if due - SOON <= today:
            yield Waiting(_("Inspect the project"), address("inspect", project), project.title, due)


def last_look(project: Project, group: Group) -> date:
    """The day of the last inspection, or the day the group was formed."""
    newest = sa.select(sa.func.max(Inspection.held_on)).where(
        Inspection.congress_id == project.congress_id, Inspection.project_id == project.id
    )
    return db.session.scalar(newest) or day_of(group.formed_at)
