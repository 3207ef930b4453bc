"""What of the ledger waits for whom: to hand over, answer, recheck, raise higher, look back; and whom others wait for."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from votes.accounts.access import Actor
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.delivery.standing_in import units_alone
from votes.projects.models import Cycle
from votes.supervision.kinds import Kind
from votes.supervision.ledger import all_steps
from votes.supervision.matter_sight import MatterSight, matter_sight
from votes.supervision.matters import Matter
from votes.supervision.register import seen_of
from votes.supervision.rules import CHECKERS, OPEN, STATE_NAMES, WITH_UNIT, Hand, State
from votes.supervision.showing import head_of, matter_address

SOON = timedelta(days=14)
"""How long before its day an inspection or a look-back is called."""


def pending(congress: Congress) -> Sequence[Matter]:
    """Matters of which something may wait: open, to be looked back on, or public; the newest first."""
    waits = (Matter.state.in_(OPEN), Matter.look_back_on.is_not(None), Matter.released_at.is_not(None))
    return db.session.scalars(
        sa.select(Matter)
        .outerjoin(Cycle, Cycle.id == Matter.cycle_id)
        .where(Matter.congress_id == congress.id, sa.or_(*waits), Cycle.archived.is_not(True))
        .order_by(Matter.number.desc())
        .options(selectinload(Matter.project), selectinload(Matter.unit), *all_steps())
    ).all()


def of_ledger(actor: Actor, congress: Congress, matters: Sequence[Matter], today: date) -> Iterator[Waiting]:
    """What of these matters waits for this person."""
    alone = units_alone(actor, congress)
    for matter in seen_of(actor, congress, matters):
        sight = matter_sight(actor, matter)
        if matter.unit_id in alone and matter.state in WITH_UNIT:
            yield about(matter, _("Enter the answer of %(unit)s for it", unit=alone[matter.unit_id or 0]))
        yield from mine(sight, today)
        if Hand.office in sight.hands or (Hand.unit in sight.hands and matter.unit_id in sight.units):
            yield from of_others(sight)
        if sight.hands & {Hand.office, Hand.government} and matter.unit_id not in alone:
            yield from late_answer(matter, today)


def about(matter: Matter, words: str, is_mine: bool = True, due: date | None = None) -> Waiting:
    """One matter that waits, with the day it is due and where it stands."""
    context = _("%(head)s: %(title)s", head=head_of(matter), title=matter.title)
    if matter.project is not None:
        words_of = {"title": matter.project.title, "n": matter.number, "words": matter.title}
        context = _("%(title)s, finding %(n)d: %(words)s", **words_of) if is_finding(matter) else context
    day = due or (matter.due_on if matter.state in WITH_UNIT else None)
    return Waiting(words, matter_address(matter), context, day, is_mine, state_of(matter))


def state_of(matter: Matter) -> str:
    """Where it stands, and that its unit was pressed since it last answered (督办)."""
    words = _(STATE_NAMES[matter.state])
    since = max((one.at for one in matter.replies), default=None)
    pressed = any(since is None or one.at > since for one in matter.presses)
    return _("%(state)s, pressed", state=words) if pressed and matter.state in WITH_UNIT else words


def is_finding(matter: Matter) -> bool:
    """Whether it is a finding at a project."""
    return matter.kind is Kind.finding


def mine(sight: MatterSight, today: date) -> Iterator[Waiting]:
    """What it is this person's turn to do."""
    matter = sight.matter
    if Hand.office in sight.hands and matter.state is State.raised:
        yield about(matter, _("Hand the finding over") if is_finding(matter) else _("Hand it over"))
    if Hand.office in sight.hands and matter.state is State.escalated:
        yield about(matter, _("Decide how to raise it higher"))
    if Hand.unit in sight.acting(matter) and matter.state in WITH_UNIT:
        yield about(matter, _("Answer the finding") if is_finding(matter) else _("Answer"))
    if matter.checker in sight.acting(matter):
        yield from to_check(matter, today)


def to_check(matter: Matter, today: date) -> Iterator[Waiting]:
    """What waits for those who raised it."""
    if matter.state is State.answered:
        yield about(matter, _("Recheck the answer"))
    if matter.look_back_on is not None and matter.look_back_on - SOON <= today:
        yield about(matter, _("Look back"), due=matter.look_back_on)


def of_others(sight: MatterSight) -> Iterator[Waiting]:
    """The recheck that others owe."""
    matter = sight.matter
    if matter.state is State.answered and matter.checker in CHECKERS and matter.checker not in sight.hands:
        words = _("The group rechecks") if matter.checker is Hand.group else _("Those who raised it recheck")
        yield about(matter, words, is_mine=False)


def late_answer(matter: Matter, today: date) -> Iterator[Waiting]:
    """What a unit is late with, for those who press it."""
    if matter.late(today) and matter.unit is not None:
        yield about(matter, _("%(unit)s owes an answer", unit=matter.unit.name), is_mine=False)
