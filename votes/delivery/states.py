"""实施计划 and 月报: their states, the moves between them, and who may make each move."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.accounts.roles import Role
from votes.common.errors import RuleBroken, say


class PlanState(StrEnum):
    """A plan is drafted, handed in, then published for good, or returned to be mended."""

    draft = "draft"
    submitted = "submitted"
    returned = "returned"
    published = "published"


class ReportState(StrEnum):
    """A month's report is drafted, handed in, then accepted, or returned: then a new version follows it."""

    draft = "draft"
    submitted = "submitted"
    accepted = "accepted"
    returned = "returned"


UNIT_SIDE = (Role.unit, Role.government, Role.office)
"""The unit itself, or whoever enters for it (代录)."""

PLAN_MOVES: dict[PlanState, dict[PlanState, tuple[Role, ...]]] = {
    PlanState.draft: {PlanState.submitted: UNIT_SIDE},
    PlanState.submitted: {PlanState.published: (Role.government,), PlanState.returned: (Role.government,)},
    PlanState.returned: {PlanState.submitted: UNIT_SIDE},
    PlanState.published: {},
}
REPORT_MOVES: dict[ReportState, dict[ReportState, tuple[Role, ...]]] = {
    ReportState.draft: {ReportState.submitted: UNIT_SIDE},
    ReportState.submitted: {
        ReportState.accepted: (Role.government,),
        ReportState.returned: (Role.government,),
    },
    ReportState.accepted: {},
    ReportState.returned: {},
}
PLAN_STATE_NAMES: dict[PlanState, LazyString] = {
    PlanState.draft: _l("draft"),
    PlanState.submitted: _l("handed in"),
    PlanState.returned: _l("returned"),
    PlanState.published: _l("published"),
}
REPORT_STATE_NAMES: dict[ReportState, LazyString] = {
    ReportState.draft: _l("draft"),
    ReportState.submitted: _l("handed in"),
    ReportState.accepted: _l("signed off"),
    ReportState.returned: _l("returned"),
}

ALREADY = say("This has already been dealt with. Please load the page again to see where it stands.")


@dataclass(frozen=True)
class Hand:
    """Who acts: the name for the trace, the roles held, and whether it is done for the unit by another (代录)."""

    name: str
    roles: frozenset[Role]
    for_unit: bool = False


N = TypeVar("N")
S = TypeVar("S")


def check_move(moves: dict[N, dict[S, tuple[Role, ...]]], now: N, to: S, hand: Hand) -> None:
    """Refuse a move that the procedure does not know now, or not from this person."""
    if to not in moves[now]:
        raise RuleBroken(ALREADY)
    if hand.roles.isdisjoint(moves[now][to]):
        raise RuleBroken(say("This step is taken by somebody else. Nothing was changed."))


def check_reason(reason: str) -> None:
    """Refuse to return something without saying what to mend."""
    if not reason.strip():
        raise RuleBroken(say("Please say what is to be put right before you return it."))
