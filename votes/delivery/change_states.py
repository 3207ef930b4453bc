"""变更申请: what can be asked of the deciding body, the states of such a request, and who may make each move.

(nothing) → asked 已申请 by the unit | approved, refused: a decision that the office records at once
asked → forwarded 已转报 | returned 退回 by the government office | withdrawn 撤回 by the unit
forwarded → waiting_session 待大会决定 (the body meets in sessions, and none is held) | approved | refused | withdrawn
waiting_session → approved | refused | withdrawn
approved 批准 → announced 已公告 → reported 已向大会报告
"""

from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.accounts.roles import Role
from votes.delivery.states import UNIT_SIDE


class ChangeKind(StrEnum):
    """What is asked for: 重大调整, 暂缓, 恢复, 终止 (陕西条例第十八条)."""

    adjust = "adjust"
    suspend = "suspend"
    resume = "resume"
    terminate = "terminate"


class Ground(StrEnum):
    """事由: why a project that was adopted is changed at all."""

    force_majeure = "force_majeure"
    policy = "policy"
    planning = "planning"
    money = "money"
    other = "other"


class ChangeState(StrEnum):
    """Where a request stands."""

    asked = "asked"
    returned = "returned"
    forwarded = "forwarded"
    waiting_session = "waiting_session"
    approved = "approved"
    refused = "refused"
    withdrawn = "withdrawn"
    announced = "announced"
    reported = "reported"


CHANGE_MOVES: dict[ChangeState | None, dict[ChangeState, tuple[Role, ...]]] = {
    None: {
        ChangeState.asked: UNIT_SIDE,
        ChangeState.approved: (Role.office,),
        ChangeState.refused: (Role.office,),
    },
    ChangeState.asked: {
        ChangeState.forwarded: (Role.government,),
        ChangeState.returned: (Role.government,),
        ChangeState.withdrawn: UNIT_SIDE,
    },
    ChangeState.returned: {},
    ChangeState.forwarded: {
        ChangeState.waiting_session: (Role.government, Role.office),
        ChangeState.approved: (Role.office,),
        ChangeState.refused: (Role.office,),
        ChangeState.withdrawn: (Role.government,),
    },
    ChangeState.waiting_session: {
        ChangeState.approved: (Role.office,),
        ChangeState.refused: (Role.office,),
        ChangeState.withdrawn: (Role.government,),
    },
    ChangeState.approved: {ChangeState.announced: (Role.office,)},
    ChangeState.announced: {ChangeState.reported: (Role.office,)},
    ChangeState.refused: {},
    ChangeState.withdrawn: {},
    ChangeState.reported: {},
}
OPEN = (ChangeState.asked, ChangeState.forwarded, ChangeState.waiting_session)
"""States in which a request is under way; a project has one at a time."""
WITH_BODY = (ChangeState.forwarded, ChangeState.waiting_session)
"""States in which it lies with the deciding body; from here on everyone may know of it."""
GRANTED = (ChangeState.approved, ChangeState.announced, ChangeState.reported)
DECIDED = (*GRANTED, ChangeState.refused)

KIND_NAMES: dict[ChangeKind, LazyString] = {
    ChangeKind.adjust: _l("adjust the plan (major change)"),
    ChangeKind.suspend: _l("suspend the project"),
    ChangeKind.resume: _l("go on with the project"),
    ChangeKind.terminate: _l("end the project"),
}
GROUND_NAMES: dict[Ground, LazyString] = {
    Ground.force_majeure: _l("force majeure"),
    Ground.policy: _l("change of policy"),
    Ground.planning: _l("change of the spatial plan"),
    Ground.money: _l("lack of money"),
    Ground.other: _l("another ground"),
}
CHANGE_STATE_NAMES: dict[ChangeState, LazyString] = {
    ChangeState.asked: _l("asked for, with the government office"),
    ChangeState.returned: _l("returned to the unit"),
    ChangeState.forwarded: _l("with the deciding body"),
    ChangeState.waiting_session: _l("waits for the next session to decide"),
    ChangeState.approved: _l("approved"),
    ChangeState.refused: _l("not approved"),
    ChangeState.withdrawn: _l("withdrawn"),
    ChangeState.announced: _l("approved and announced"),
    ChangeState.reported: _l("approved, announced, and reported to the plenary"),
}
