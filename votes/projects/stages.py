"""The whole procedure on one screen: the stages of a project (项目阶段) and the moves between them.

proposed 建议 → candidate 候选 | declined 不予采纳
candidate → adopted 票决通过 | not_adopted 未入选 | declined
adopted → delivery 实施 (the plan is published)
delivery → done 已完成 (the unit says so) | suspended 暂缓 | terminated 终止
suspended → delivery | terminated
done → confirmed 代表核查通过 | delivery (sent back)
confirmed → closed 办结 | delivery
closed → delivery (a look-back reopens)
"""

from enum import StrEnum

from votes.common.errors import RuleBroken, say


class Stage(StrEnum):
    """阶段: where a project stands in its life."""

    proposed = "proposed"
    candidate = "candidate"
    declined = "declined"
    adopted = "adopted"
    not_adopted = "not_adopted"
    delivery = "delivery"
    suspended = "suspended"
    terminated = "terminated"
    done = "done"
    confirmed = "confirmed"
    closed = "closed"


MOVES: dict[Stage, tuple[Stage, ...]] = {
    Stage.proposed: (Stage.candidate, Stage.declined),
    Stage.candidate: (Stage.adopted, Stage.not_adopted, Stage.declined),
    Stage.adopted: (Stage.delivery,),
    Stage.delivery: (Stage.done, Stage.suspended, Stage.terminated),
    Stage.suspended: (Stage.delivery, Stage.terminated),
    Stage.done: (Stage.confirmed, Stage.delivery),
    Stage.confirmed: (Stage.closed, Stage.delivery),
    Stage.closed: (Stage.delivery,),
    Stage.declined: (),
    Stage.not_adopted: (),
    Stage.terminated: (),
}

STAGE_NAMES = {
    Stage.proposed: say("proposed"),
    Stage.candidate: say("candidate"),
    Stage.declined: say("declined"),
    Stage.adopted: say("adopted"),
    Stage.not_adopted: say("not adopted"),
    Stage.delivery: say("in delivery"),
    Stage.suspended: say("suspended"),
    Stage.terminated: say("terminated"),
    Stage.done: say("reported done"),
    Stage.confirmed: say("confirmed by deputies"),
    Stage.closed: say("closed"),
}

CHOSEN = (
    Stage.adopted,
    Stage.delivery,
    Stage.suspended,
    Stage.terminated,
    Stage.done,
    Stage.confirmed,
    Stage.closed,
)
"""Stages that only an adopted project reaches."""


def check_move(now: Stage | None, to: Stage) -> None:
    """Refuse a move that the procedure does not know."""
    if now is None or to not in MOVES[now]:
        raise RuleBroken(
            say("This step is not open now. Please load the page again to see where the project stands.")
        )
