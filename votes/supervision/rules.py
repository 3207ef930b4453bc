"""人大督: who may move a matter where, who may check a project, when an answer is late.

The whole loop on one screen: raised 已提出 → ordered 已交办 → answered 已答复 → closed 已销号 | returned 退回 | escalated 提请升级;
what is late, sent back or escalated may be listed 挂牌督办 or put to an inquiry 专题询问; a failed look-back 回头看 reopens.
A unit answers and never closes; whoever raised it closes and never answers; the office hands over and does neither.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from votes.common.errors import RuleBroken, say
from votes.projects.stages import Stage


class Hand(StrEnum):
    """Who acts: the congress office 人大机关, the project's group 监督小组, a committee 委员会, a deputy 代表, the unit 责任单位, the government office 政府办, a guest 联合监督.

    `checker` stands in the table of moves for whoever raised the matter and rechecks it.
    """

    office = "office"
    group = "group"
    committee = "committee"
    deputy = "deputy"
    checker = "checker"
    unit = "unit"
    government = "government"
    guest = "guest"


CHECKERS = frozenset({Hand.group, Hand.committee, Hand.deputy})
"""Hands of deputies: what they do is done by a deputy who is not tied to it."""


class State(StrEnum):
    """Where a matter (交办事项) stands."""

    raised = "raised"
    withdrawn = "withdrawn"
    merged = "merged"
    ordered = "ordered"
    answered = "answered"
    returned = "returned"
    escalated = "escalated"
    listed = "listed"
    inquired = "inquired"
    closed = "closed"


MOVES: dict[State, dict[State, tuple[Hand, ...]]] = {
    State.raised: {
        State.ordered: (Hand.office,),
        State.withdrawn: (Hand.office, Hand.checker),
        State.merged: (Hand.office,),
    },
    State.ordered: {
        State.answered: (Hand.unit,),
        State.listed: (Hand.office,),
        State.inquired: (Hand.office,),
        State.merged: (Hand.office,),
    },
    State.answered: {
        State.closed: (Hand.checker,),
        State.returned: (Hand.checker,),
        State.escalated: (Hand.checker,),
    },
    State.returned: {
        State.answered: (Hand.unit,),
        State.listed: (Hand.office,),
        State.inquired: (Hand.office,),
        State.merged: (Hand.office,),
    },
    State.escalated: {State.listed: (Hand.office,), State.inquired: (Hand.office,)},
    State.listed: {State.answered: (Hand.unit,), State.inquired: (Hand.office,)},
    State.inquired: {State.answered: (Hand.unit,), State.listed: (Hand.office,)},
    State.closed: {State.returned: (Hand.checker,)},
    State.withdrawn: {},
    State.merged: {},
}
"""From each state, where a matter may go and whose hand moves it."""

STATE_NAMES = {
    State.raised: say("raised"),
    State.withdrawn: say("withdrawn"),
    State.merged: say("merged into another"),
    State.ordered: say("handed over"),
    State.answered: say("answered, to be rechecked"),
    State.returned: say("sent back"),
    State.escalated: say("to be raised higher"),
    State.listed: say("listed for pressing"),
    State.inquired: say("put to an inquiry"),
    State.closed: say("closed after recheck"),
}

OPEN = tuple(state for state in State if state not in (State.closed, State.withdrawn, State.merged))
"""States in which somebody still has to do something."""

WITH_UNIT = (State.ordered, State.returned, State.listed, State.inquired)
"""States in which the unit owes an answer."""

ENTERED_FOR: dict[Hand, tuple[Hand, ...]] = {
    Hand.group: (Hand.office,),
    Hand.committee: (Hand.office,),
    Hand.deputy: (Hand.office,),
    Hand.unit: (Hand.office, Hand.government),
}
"""代录: who may enter what another has said or done on paper; it is marked, and a verdict needs the signed paper."""

SUPERVISED = (Stage.adopted, Stage.delivery, Stage.suspended, Stage.done, Stage.confirmed, Stage.closed)
"""Stages in which a project is watched; after closing, for the look-back (回头看)."""

NOT_OF_GROUP = say("Only deputies of this project's supervision group may check it.")

INSPECT_EVERY = timedelta(days=91)
"""一季一督查: a project under way is looked at once a quarter."""


def may_move(now: State, to: State, hand: Hand, checker: Hand = Hand.group) -> bool:
    """Whether this hand may move a matter there; `checker` is the hand of whoever raised it."""
    hands = MOVES[now].get(to, ())
    return hand in hands or (Hand.checker in hands and hand is checker)


def check_move(now: State, to: State, hand: Hand, checker: Hand = Hand.group) -> None:
    """Refuse a move the loop does not know, or by a hand that has no part in it."""
    if to not in MOVES[now]:
        raise RuleBroken(
            say("This step is not open now. Please load the page again to see where the finding stands.")
        )
    if not may_move(now, to, hand, checker):
        raise RuleBroken(say("This step is not yours. Please leave it to those whose turn it is."))


def may_act_as(hand: Hand, own: Collection[Hand]) -> bool:
    """Whether somebody with these hands may do what `hand` does, as oneself or entered for it (代录)."""
    return hand in own or any(other in own for other in ENTERED_FOR.get(hand, ()))


def is_entered_for(hand: Hand, own: Collection[Hand]) -> bool:
    """Whether such an entry is made for another (代录) and must be marked."""
    return hand not in own


def check_supervised(stage: Stage | None) -> None:
    """Refuse to watch a project that was not adopted, or was terminated."""
    if stage not in SUPERVISED:
        raise RuleBroken(say("Only an adopted project is supervised, until it is terminated."))


def check_may_check(in_group: bool, recused: bool) -> None:
    """回避: whoever leads or carries out a project may not inspect, recheck or confirm it; nor may another group."""
    if recused:
        raise RuleBroken(
            say(
                "Recusal: a deputy who leads or carries out this project may not check it. Please leave it to the others of the group."
            )
        )
    if not in_group:
        raise RuleBroken(NOT_OF_GROUP)


def check_group(leader: int, members: Collection[int], recused: Collection[int]) -> None:
    """Refuse a group without its leader in it, or with a deputy who must stand aside (ids of deputies)."""
    if leader not in members:
        raise RuleBroken(say("The leader must be one of the group's deputies. Please tick the leader too."))
    if set(members) & set(recused):
        raise RuleBroken(
            say(
                "A deputy who stands aside from this project (recusal) cannot be in its group. Please choose another."
            )
        )


def check_deadline(due_on: date, today: date) -> None:
    """Refuse a deadline that leaves the unit no day."""
    if due_on <= today:
        raise RuleBroken(say("The deadline must be later than today."))


def check_held(held_on: date, today: date) -> None:
    """Refuse an inspection that has not taken place yet."""
    if held_on > today:
        raise RuleBroken(say("An inspection is recorded after it was held. Please check the day."))


def check_on_site(grades: tuple[int, int, int], present: int) -> None:
    """现场评议: refuse more verdicts (satisfied, basic, dissatisfied) than deputies were present."""
    if sum(grades) > present:
        raise RuleBroken(
            say("The verdicts on site are %(given)d, but only %(present)d deputies were present."),
            given=sum(grades),
            present=present,
        )


def check_signed(entered_for: bool, has_paper: bool) -> None:
    """Refuse a verdict entered for a deputy without the paper the deputy has signed: the paper is the second person."""
    if entered_for and not has_paper:
        raise RuleBroken(say("You enter this for a deputy: please add a photo of the signed paper."))


def check_confirmation(stage: Stage | None, passed: bool, unsettled: int, words: str) -> None:
    """代表核查: only of a project reported done; unsettled findings, or sending back, ask for words."""
    if stage is not Stage.done:
        raise RuleBroken(say("Only a project that its unit has reported done can be confirmed or sent back."))
    if not passed and not words:
        raise RuleBroken(say("Please say what is still missing, so that the unit can finish it."))
    if passed and unsettled and not words:
        raise RuleBroken(
            say("Findings not closed yet: %(n)d. Please say why the project can be confirmed all the same."),
            n=unsettled,
        )


def days_late(state: State, due_on: date | None, today: date) -> int:
    """Days by which the unit's answer is overdue; 0 when it is not, or when it is not the unit's turn."""
    if state not in WITH_UNIT or due_on is None:
        return 0
    return max(0, (today - due_on).days)


def next_inspection(last_on: date) -> date:
    """The day by which the group should look again."""
    return last_on + INSPECT_EVERY
