"""整改和再评价: which rating fails, and what follows from it: an order in the loop, then a second evaluation."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from votes.common.errors import RuleBroken, say
from votes.evaluation.rules import Grade, Spread


class Judge(StrEnum):
    """Whose rating it is: 代表, 群众, 纸质汇总, 问卷调查."""

    deputies = "deputies"
    public = "public"
    paper = "paper"
    survey = "survey"


@dataclass(frozen=True)
class Verdict:
    """One rating as the rule sees it: whose, the grade it was given if any, the counts if they are known, its day."""

    judge: Judge
    grade: Grade | None
    spread: Spread | None
    on: date | None = None


@dataclass(frozen=True)
class Failing:
    """A rating that fails: whose, and its rate in percent; without one it is the verdict 不满意 itself."""

    judge: Judge
    percent: float | None = None


def rate_of(spread: Spread, least: int) -> float | None:
    """总体满意率: satisfied and basically satisfied over all who answered, percent; None below `least` people."""
    if spread.people < max(1, least):
        return None
    return 100 * (spread.satisfied + spread.basic) / spread.people


def first_failing(verdicts: Iterable[Verdict], below: int | None, least: int) -> Failing | None:
    """The first rating that fails: by its verdict, or under the threshold where one is set and enough people rated."""
    for one in verdicts:
        if one.grade is Grade.dissatisfied:
            return Failing(one.judge)
        rate = rate_of(one.spread, least) if one.spread and below is not None else None
        if rate is not None and below is not None and rate < below:
            return Failing(one.judge, rate)
    return None


def fresh(verdicts: Iterable[Verdict], since: date | None) -> list[Verdict]:
    """Those given after the last order went out; the earlier ones have had their consequence."""
    return [one for one in verdicts if since is None or (one.on is not None and one.on > since)]


def check_failing(failing: Failing | None) -> Failing:
    """Refuse an order where no rating fails."""
    if failing is None:
        raise RuleBroken(say("No rating of this project asks for an order now."))
    return failing


def check_no_rework(under_way: bool) -> None:
    """Refuse what has to wait until the order from a rating is closed."""
    if under_way:
        raise RuleBroken(
            say("The order that followed from the rating is still open. Please wait until it is closed.")
        )
