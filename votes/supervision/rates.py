"""三率 per unit, from the ledger: in the order of the units, never ranked."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.supervision.matters import Matter
from votes.supervision.rate_rules import Case, Rates, rates
from votes.supervision.rules import State

NOT_COUNTED = (State.raised, State.withdrawn, State.merged)
"""What was never handed over, or goes on in another matter."""


def case_of(matter: Matter) -> Case | None:
    """What the rates need of a matter; None where it does not count."""
    if matter.state in NOT_COUNTED or matter.handover is None or matter.unit is None:
        return None
    answered = day_of(matter.replies[-1].at) if matter.replies else None
    rated = [step.marks for step in matter.rechecks if step.marks is not None]
    return Case(
        matter.unit.name,
        matter.handover.due_on,
        answered,
        matter.state is State.closed,
        rated[-1].overall if rated else None,
    )


def rates_of(matters: Iterable[Matter], today: date) -> list[Rates]:
    """The rates of each unit these matters were handed to, in the order of the units, and of all together at the end."""
    by_unit: dict[tuple[int, str], list[Case]] = defaultdict(list)
    for matter in matters:
        case = case_of(matter)
        if case is not None and matter.unit is not None:
            by_unit[matter.unit.id, case.unit].append(case)
    found = [rates(name, by_unit[key, name], today) for key, name in sorted(by_unit)]
    everything = [case for cases in by_unit.values() for case in cases]
    return [*found, rates(_("All together"), everything, today)] if found else []
