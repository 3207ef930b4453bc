"""筛选: the rules from a proposed project (建议项目) to a candidate (候选项目), on plain values."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

from votes.common.errors import RuleBroken, say


class Aspect(StrEnum):
    """What is looked at before a project becomes a candidate."""

    study = "study"
    negative_list = "negative_list"
    money = "money"
    land = "land"
    legality = "legality"


ASPECT_NAMES: dict[Aspect, str] = {
    Aspect.study: say("Study by the unit"),
    Aspect.negative_list: say("Negative list"),
    Aspect.money: say("Money"),
    Aspect.land: say("Land and permits"),
    Aspect.legality: say("Legality"),
}


class Verdict(StrEnum):
    """What the look at one aspect found."""

    fine = "fine"
    problem = "problem"
    not_needed = "not_needed"


VERDICT_NAMES: dict[Verdict, str] = {
    Verdict.fine: say("in order"),
    Verdict.problem: say("there is a problem"),
    Verdict.not_needed: say("does not apply"),
}


class Decision(StrEnum):
    """What a body decided at its gate (审议环节)."""

    passed = "passed"
    returned = "returned"


DECISION_NAMES: dict[Decision, str] = {
    Decision.passed: say("passed"),
    Decision.returned: say("not passed, returned"),
}


@dataclass(frozen=True)
class Surplus:
    """差额: candidates over seats; `percent` of the seats, `least` the floor below which the page warns."""

    candidates: int
    seats: int
    least: int

    @property
    def over(self) -> int:
        """How many candidates there are over the seats; negative if there are too few."""
        return self.candidates - self.seats

    @property
    def percent(self) -> float:
        """The surplus in percent of the seats."""
        return self.over / self.seats * 100

    @property
    def is_low(self) -> bool:
        """Whether the page warns; nothing is ever blocked by it."""
        return self.percent < self.least


def next_gate(gates: Sequence[str], passed: Collection[str]) -> str | None:
    """The gate that is next, in their order; None when all are passed."""
    return next((gate for gate in gates if gate not in passed), None)


def check_gate(gate: str, gates: Sequence[str], passed: Collection[str]) -> None:
    """Refuse a decision of a body whose turn it is not."""
    if gate != next_gate(gates, passed):
        raise RuleBroken(say("The gates go in order. Load the page again to see which body is next."))


def check_admission(gates: Sequence[str], passed: Collection[str]) -> None:
    """Refuse to call a project a candidate while a gate is open (Zhejiang, Art. 4: 应当经本级人大常委会审议)."""
    if next_gate(gates, passed) is not None:
        raise RuleBroken(say("A gate has not passed this project yet. Record its decision first."))


def check_screened(stage_open: bool) -> None:
    """Refuse to screen what is no longer open: declined, decided, or on a published list."""
    if not stage_open:
        raise RuleBroken(say("This project is not being screened any more."))


def check_unpublished(published: bool) -> None:
    """Refuse to change a list of candidates that is public."""
    if published:
        raise RuleBroken(say("The candidates are published; their list and numbers cannot change any more."))


def check_publishable(candidates: int) -> None:
    """Refuse to publish an empty list."""
    if not candidates:
        raise RuleBroken(say("There is no candidate yet. Move projects that passed all gates onto the list."))


def check_order(places: Sequence[int | None]) -> None:
    """Refuse an order in which a place is missing or given twice."""
    if sorted(place or 0 for place in places) != list(range(1, len(places) + 1)):
        raise RuleBroken(
            say("Give each candidate its own place, from 1 to %(n)d, none twice."), n=len(places)
        )


def screening_number(taken: Collection[int], first: int) -> int:
    """The number of the next project in screening; those begin at `first`."""
    return max([*taken, first - 1]) + 1


def candidate_number(taken: Collection[int], first: int) -> int:
    """The place of the next candidate: after the last of those below `first`."""
    return max([0, *(number for number in taken if number < first)]) + 1
