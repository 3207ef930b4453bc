"""The order of a round (轮次) on one screen: its states, who may do what, and the numbers that stop it.

preparing 准备 → open 投票 (chair and chief scrutineer together, quorum counted anew) | withdrawn 撤回 (office)
open → closed 投票结束 (chair and chief scrutineer together) | void 无效 (chair stops it, with the reason)
closed → checked 清点有效 | void (chair, on the 清点报告单: 收回 ≤ 发出 ≤ 实到)
checked → counting 计票 (chief scrutineer hands the batches to the two tellers, or brings back what the laptop
    counted of the slips) | void (stopped)
counting → counted 计票确认 (chief scrutineer, once both tellers agree and the chair too has compared the laptop's
    sheet) | closed (the ballots are cleared again)
counted → confirmed 主席团确认 (office records it, with the document)
confirmed → declared 宣布 (chair)
declared → announced 公告 (office) → sealed 封存
a round that a further one has overtaken (declared as well) → sealed without announcement
void → sealed
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from votes.accounts.roles import Duty, Role
from votes.common.errors import RuleBroken, say


class RoundState(StrEnum):
    """Where a round stands."""

    preparing = "preparing"
    withdrawn = "withdrawn"
    open = "open"
    closed = "closed"
    void = "void"
    checked = "checked"
    counting = "counting"
    counted = "counted"
    confirmed = "confirmed"
    declared = "declared"
    announced = "announced"
    sealed = "sealed"


class Deed(StrEnum):
    """What is done to a round; each leaves a step."""

    prepare = "prepare"
    withdraw = "withdraw"
    open = "open"
    record_papers = "record_papers"
    hand_out = "hand_out"
    void_slip = "void_slip"
    close = "close"
    stop = "stop"
    check = "check"
    void = "void"
    divide = "divide"
    clear_again = "clear_again"
    bring_back = "bring_back"
    compare = "compare"
    confirm_count = "confirm_count"
    confirm = "confirm"
    declare = "declare"
    settle = "settle"
    finish = "finish"
    announce = "announce"
    seal = "seal"


Mark = Role | Duty


@dataclass(frozen=True)
class Doer:
    """Who does it: the name for the trace, and the role or duty in which it is done."""

    name: str
    mark: Mark


@dataclass(frozen=True)
class Move:
    """A deed: the states in which it is open, by whom, where it leads (None: stays), and whether all must do it."""

    states: tuple[RoundState, ...]
    by: tuple[Mark, ...]
    to: RoundState | None = None
    together: bool = False


S = RoundState
HEADS = (Duty.chair, Duty.chief_scrutineer)
COUNTERS = (Duty.chief_scrutineer, Duty.scrutineer, Role.office)

MOVES: dict[Deed, Move] = {
    Deed.prepare: Move((S.preparing,), (Role.office, Duty.chair)),
    Deed.withdraw: Move((S.preparing,), (Role.office,), S.withdrawn),
    Deed.open: Move((S.preparing,), HEADS, S.open, together=True),
    Deed.record_papers: Move((S.preparing, S.open, S.closed), COUNTERS),
    Deed.hand_out: Move((S.preparing, S.open), (Duty.chief_scrutineer, Duty.scrutineer)),
    Deed.void_slip: Move((S.preparing, S.open), COUNTERS),
    Deed.close: Move((S.open,), HEADS, S.closed, together=True),
    Deed.stop: Move((S.open, S.closed, S.checked), (Duty.chair,), S.void),
    Deed.check: Move((S.closed,), (Duty.chair,), S.checked),
    Deed.void: Move((S.closed,), (Duty.chair,), S.void),
    Deed.divide: Move((S.checked, S.counting), (Duty.chief_scrutineer,), S.counting),
    Deed.clear_again: Move((S.counting,), (Duty.chief_scrutineer,), S.closed),
    Deed.bring_back: Move((S.checked, S.counting), (Duty.chief_scrutineer,), S.counting),
    Deed.compare: Move((S.counting,), (Duty.chair,)),
    Deed.confirm_count: Move((S.counting,), (Duty.chief_scrutineer,), S.counted),
    Deed.confirm: Move((S.counted,), (Role.office,), S.confirmed),
    Deed.declare: Move((S.confirmed,), (Duty.chair,), S.declared),
    Deed.settle: Move((S.declared,), (Role.office,)),
    Deed.finish: Move((S.declared, S.void, S.sealed), (Role.office,)),
    Deed.announce: Move((S.declared,), (Role.office,), S.announced),
    Deed.seal: Move((S.declared, S.announced, S.void), (Duty.chief_scrutineer, Role.office), S.sealed),
}

UNOPENED = (S.preparing, S.withdrawn)
UNCOUNTED = (S.preparing, S.withdrawn, S.open, S.closed, S.checked, S.counting)
PUBLIC = (S.declared, S.announced, S.sealed)
"""States in which the result may be seen by all, as far as the publish switch says."""


def check_deed(state: RoundState, deed: Deed, mark: Mark) -> Move:
    """The move this deed is, refused where the state or the role does not allow it."""
    move = MOVES[deed]
    if mark not in move.by:
        raise RuleBroken(
            say("This step is for another role. Hand the computer to the person whose turn it is.")
        )
    if state not in move.states:
        raise RuleBroken(
            say("This step is not open now. Load the round's page again to see where it stands.")
        )
    return move


@dataclass(frozen=True)
class Papers:
    """The papers (or handsets) of one channel: 印制, 发出, 作废, 剩余, 收回; null where not recorded yet."""

    printed: int | None = None
    issued: int | None = None
    spoiled: int | None = None
    left: int | None = None
    received: int | None = None

    @property
    def is_complete(self) -> bool:
        """Whether what was handed out and what came back is recorded."""
        return self.issued is not None and self.received is not None

    @property
    def is_balanced(self) -> bool:
        """印制 = 发出 + 作废 + 剩余, once all four are recorded."""
        if self.printed is None or self.issued is None or self.spoiled is None or self.left is None:
            return False
        return self.printed == self.issued + self.spoiled + self.left


def check_complete(papers: Papers, is_paper: bool) -> None:
    """Refuse a 清点报告单 with a gap, or with papers that do not add up."""
    if not papers.is_complete:
        raise RuleBroken(say("Record first how many ballots were handed out and how many came back."))
    if is_paper and not papers.is_balanced:
        raise RuleBroken(
            say("Papers printed must be those handed out, spoiled and left over together. Count them again.")
        )


def check_issued(channels: Iterable[Papers]) -> None:
    """Refuse to close a vote for which no ballot is recorded as handed out (发出)."""
    if not any(papers.issued for papers in channels):
        raise RuleBroken(
            say(
                "No ballot is recorded as handed out. Record the number handed out first, then close the vote."
            )
        )


def fault_of(present: int, channels: Iterable[Papers]) -> str:
    """Why the vote as a whole is void (record.md, step 1): `issued`, `received`, or blank for a valid one."""
    rows = [(row.issued or 0, row.received or 0) for row in channels]
    if sum(issued for issued, _ in rows) > present:
        return "issued"
    return "received" if any(received > issued for issued, received in rows) else ""


def check_seal(state: RoundState, needs_announcement: bool) -> None:
    """Refuse to seal a ballot whose result was not announced yet."""
    if state is RoundState.declared and needs_announcement:
        raise RuleBroken(say("Announce the result first; the papers are sealed after that."))


def check_present(present: int, all_deputies: int, due: int, needed: int) -> None:
    """Refuse to open without a quorum (法定人数), or with more present than there are deputies or than are due (应到)."""
    if present > all_deputies:
        raise RuleBroken(
            say(
                "%(present)d are signed in, but there are only %(all)d deputies. Correct the roll or the sitting first."
            ),
            present=present,
            all=all_deputies,
        )
    if present > due:
        raise RuleBroken(
            say(
                "%(present)d are signed in, but only %(due)d are due to come. Correct the roll, or the number due in the sitting, before the vote begins: both are read out and recorded."
            ),
            present=present,
            due=due,
        )
    if present < needed:
        raise RuleBroken(
            say("%(present)d are present, %(needed)d are needed. Without a quorum the vote cannot begin."),
            present=present,
            needed=needed,
        )
