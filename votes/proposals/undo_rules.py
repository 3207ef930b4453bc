"""撤销: the rules of taking back the last deed, of splitting and of taking down, on plain values."""

from collections.abc import Sequence
from typing import Any, Protocol

from votes.common.errors import RuleBroken, say
from votes.projects.stages import Stage
from votes.proposals.rules import Deed

BESIDE = frozenset({"contact_seen", "called", "forgotten", "joined", "parted"})
"""Steps that do not stand between a deed and its undoing."""

OUTCOME = frozenset({"answered", "taken_up", "refused"})
"""Steps whose words say what became of a proposal."""

LEAST_PARTS, MOST_PARTS = 2, 6


class Step(Protocol):
    """What these rules ask of a step."""

    deed: Deed
    at: Any
    by: str
    before: Any


def last_deed(steps: Sequence[Step]) -> Step | None:
    """The first step of the deed that was done last and can be taken back; None if there is none."""
    doing = [step for step in steps if step.deed not in BESIDE]
    if not doing or doing[-1].before is None:
        return None
    last = doing[-1]
    together = [step for step in doing if step.at == last.at and step.before == last.before]
    return together[0]


def deed_of(steps: Sequence[Step], one: Step | None) -> list[Step]:
    """The steps that the deed of this one left, all at one time; none without one."""
    return [step for step in steps if one and step.at == one.at and step.before == one.before]


def no_longer_standing(steps: Sequence[Step]) -> list[Step]:
    """The steps whose words stand no longer: of a deed that was taken back, or of an outcome that was opened again."""
    gone: list[Step] = []
    for place, step in enumerate(steps):
        if step.deed == "undone":
            gone += deed_of(steps[:place], last_deed(steps[:place]))
        elif step.deed == "reopened":
            gone += [one for one in steps[:place] if one.deed in OUTCOME]
    return gone


def check_says_why(answered: bool, why: str) -> None:
    """Refuse to take an answer back without a reason: who has read it reads why it is gone."""
    if answered and not why:
        raise RuleBroken(say("Say why the answer is taken back. Everyone reads this instead of it."))


def check_undoable(last: Step | None) -> None:
    """Refuse to take back where nothing can be: it came in just now, or the last deed was a taking back."""
    if last is None:
        raise RuleBroken(say("There is nothing to take back here. Load the page again to see what was done."))


def check_untouched(steps_of_parts: Sequence[int]) -> None:
    """Refuse to take a split back when one of the parts has been dealt with."""
    if any(steps > 1 for steps in steps_of_parts):
        raise RuleBroken(
            say("A part of this proposal has been dealt with. Take that back first, then the split.")
        )


def check_not_chosen(stage: Stage | None) -> None:
    """Refuse to take an adoption back once its project is a candidate: the project would lose where it came from."""
    if stage not in (None, Stage.proposed, Stage.declined):
        raise RuleBroken(say("Its project is a candidate or further. What it came from stands."))


def check_parts(parts: int) -> None:
    """Refuse to split into one part, or into more than anyone reads."""
    if not LEAST_PARTS <= parts <= MOST_PARTS:
        raise RuleBroken(
            say("Write down at least %(least)d and at most %(most)d matters."),
            least=LEAST_PARTS,
            most=MOST_PARTS,
        )


def check_public(public: bool) -> None:
    """Refuse to take down what is not public."""
    if not public:
        raise RuleBroken(say("This is not public. Load the page again to see what was done."))
