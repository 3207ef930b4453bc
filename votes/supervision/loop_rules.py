"""交办 beyond the order: deadlines by kind, marks in three dimensions, look-back, merging; days and months of the calendar."""

from calendar import monthrange
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from datetime import date, timedelta
from enum import StrEnum

from votes.common.errors import RuleBroken, say
from votes.projects.settings import CycleSettings
from votes.supervision.rules import WITH_UNIT, State


class Mark(StrEnum):
    """满意, 基本满意, 不满意."""

    satisfied = "satisfied"
    basic = "basic"
    dissatisfied = "dissatisfied"


ORDER = (Mark.satisfied, Mark.basic, Mark.dissatisfied)
"""From the best to the worst."""


@dataclass(frozen=True)
class Marks:
    """评价 in three dimensions: 响应速度, 解决力度, 实际成效."""

    speed: Mark
    effort: Mark
    effect: Mark

    @property
    def overall(self) -> Mark:
        """The lowest of the three: satisfied is whoever is satisfied with everything."""
        return max(astuple(self), key=ORDER.index)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def usual_deadline(kind: str, today: date, terms: CycleSettings) -> date:
    """The day by which an answer is usually due: 审议意见 in 3 months, 代表建议 in 3, all else in the days of an order."""
    if kind in ("opinion", "review"):
        return months_after(today, terms.opinion_reply_months)
    if kind == "suggestion":
        return months_after(today, terms.suggestion_months)
    return today + timedelta(days=terms.order_days)


def longest_deadline(kind: str, today: date, terms: CycleSettings) -> date | None:
    """The last day an answer may be due: 代表建议 that are hard in 6 months, 审议意见 in 3; None: no limit is set."""
    if kind in ("opinion", "review"):
        return months_after(today, terms.opinion_reply_months)
    if kind == "suggestion":
        return months_after(today, terms.suggestion_hard_months)
    return None


def check_longest(kind: str, due_on: date, today: date, terms: CycleSettings) -> None:
    """Refuse a deadline beyond what the rules allow this kind."""
    last = longest_deadline(kind, today, terms)
    if last is not None and due_on > last:
        raise RuleBroken(
            say("The answer to this is due by %(last)s at the latest. Please set an earlier day."),
            last=last.isoformat(),
        )


def check_marks(to: State, marks: Marks | None) -> None:
    """Closing takes all three marks, and what did not help is not closed."""
    if to is not State.closed:
        return
    if marks is None:
        raise RuleBroken(say("Please rate speed, effort and effect before you close it."))
    if marks.effect is Mark.dissatisfied:
        raise RuleBroken(
            say(
                "You are not satisfied with the effect, so this is not closed. Please send it back or raise it higher."
            )
        )


def check_pressed(state: State) -> None:
    """督办: only while the unit owes an answer."""
    if state not in WITH_UNIT:
        raise RuleBroken(say("Only what waits for a unit's answer can be pressed."))


class Ending(StrEnum):
    """How a listing ends: taken back 撤回, since it was entered by mistake, or lifted 摘牌, since its demand is met."""

    taken_back = "taken_back"
    lifted = "lifted"


ENDINGS: dict[Ending, tuple[State, ...]] = {
    Ending.taken_back: (State.listed, State.inquired),
    Ending.lifted: (State.answered, State.closed),
}
"""Where the matter must stand: taken back only while nothing followed, lifted only after the unit has answered."""
ENDING_NAMES: dict[Ending, str] = {
    Ending.taken_back: say("Take the listing back"),
    Ending.lifted: say("Lift the listing"),
}
ENDING_LEADS: dict[Ending, str] = {
    Ending.taken_back: say(
        "Entered by mistake: it stands again where it stood before, with the deadline of then. The listing stays in what happened, with your reason."
    ),
    Ending.lifted: say(
        "What was demanded is done. The listing stays in what happened, and that it was lifted, with your reason."
    ),
}
NO_ENDING = say(
    "No listing can end here now: it is taken back until the unit has answered, and lifted after that."
)


def ending_of(state: State, standing: Sequence[State]) -> Ending | None:
    """How the listing of a matter may end now; `standing`: what it was put to that has not ended, oldest first."""
    if state in ENDINGS[Ending.taken_back] and standing and standing[-1] is state:
        return Ending.taken_back
    return Ending.lifted if state in ENDINGS[Ending.lifted] and State.listed in standing else None


def check_ending(ending: Ending, state: State, standing: Sequence[State]) -> None:
    """Refuse to end a listing that does not stand, or in a way that is not open now."""
    if ending_of(state, standing) is not ending:
        raise RuleBroken(NO_ENDING)


def check_merge(into: State, same: bool) -> None:
    """合并: into another matter that is still open."""
    if same:
        raise RuleBroken(say("A matter cannot be merged into itself. Please choose another."))
    if into in (State.closed, State.withdrawn, State.merged):
        raise RuleBroken(say("The matter to merge into is settled already. Please choose one that is open."))


def check_alone(taken_in: int) -> None:
    """Refuse to withdraw what others were merged into: they would end with it, and nobody would answer."""
    if taken_in:
        raise RuleBroken(say("Others were merged into this, so it cannot be withdrawn. Please hand it over."))


def check_look_back(state: State, due_on: date | None) -> None:
    """回头看: of what is closed and has not been looked back on."""
    if state is not State.closed or due_on is None:
        raise RuleBroken(
            say("No look-back is planned here. Please load the page again to see where it stands.")
        )


def check_publishable(of_project: bool) -> None:
    """Only what concerns a project has a public page."""
    if not of_project:
        raise RuleBroken(say("Only what concerns a project stands on public pages."))


def look_back_day(closed_on: date, terms: CycleSettings) -> date:
    """The day by which somebody looks again whether it stayed put right."""
    return closed_on + timedelta(days=terms.look_back_days)


def send_by(approved_on: date, terms: CycleSettings) -> date:
    """The day by which an approved 审议意见 must be sent (7 days)."""
    return approved_on + timedelta(days=terms.opinion_send_days)
