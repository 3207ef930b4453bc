"""人民评: who may rate when, how sure a rate is, and what closing asks for. A rating is a fact, never a move."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from math import sqrt

from votes.common.errors import RuleBroken, say
from votes.projects.stages import Stage

ADDRESS_LIMIT = 1200
"""Ratings of one project that one address may send in a day: a whole factory or school passes, a flood does not."""

PHOTO_LIMIT = 60
"""Pictures for one project that one address may send in a day; they are large."""

TOO_MANY_PHOTOS = say(
    "Too many pictures came from this network today. Please send your rating without one, or tomorrow."
)

Z95 = 1.959963984540054
"""The 97.5 % point of the normal distribution, for an interval of 95 %."""

RATED = (Stage.delivery, Stage.suspended, Stage.done, Stage.confirmed, Stage.closed)
"""Stages in which the public may rate: from the first day of work on, so that a code on the site can be used at once."""


class Grade(StrEnum):
    """等次, as in a rating round: 满意, 基本满意, 不满意."""

    satisfied = "satisfied"
    basic = "basic"
    dissatisfied = "dissatisfied"


class Channel(StrEnum):
    """How a resident's rating came in: 现场扫码, 项目页, 一次性评价码."""

    site = "site"
    page = "page"
    slip = "slip"


class AgeBand(StrEnum):
    """年龄段, told by whoever likes to."""

    young = "under_35"
    middle = "35_59"
    old = "60_up"


class Held(StrEnum):
    """Why a rating was held back: this device had rated, its address had sent too many, its browser keeps no cookie."""

    device = "device"
    address = "address"
    no_cookie = "no_cookie"


HELD_WORDS = {
    Held.device: say("This device has already rated this project. Thank you; it is counted once."),
    Held.address: say(
        "Too many ratings came from this network today. Please try again tomorrow, or over mobile data."
    ),
    Held.no_cookie: say(
        "Your browser keeps no cookies, so nobody can tell one rating from two. Please allow cookies for this page and load it again."
    ),
}


@dataclass(frozen=True)
class Spread:
    """How the opinions lie: numbers of people."""

    satisfied: int
    basic: int
    dissatisfied: int
    abstain: int = 0

    @property
    def people(self) -> int:
        """All who answered, abstentions included."""
        return self.satisfied + self.basic + self.dissatisfied + self.abstain


@dataclass(frozen=True)
class Share:
    """满意率 with its 95 % interval, all in percent."""

    percent: float
    low: float
    high: float


def wilson(part: int, whole: int, z: float = Z95) -> tuple[float, float]:
    """Wilson's interval for a share (0…1): honest near 0 and 1 and for few people, unlike the textbook one."""
    if not 0 <= part <= whole or whole < 1:
        raise ValueError("a part of at least one")
    share, spread = part / whole, z * z / whole
    middle = (share + spread / 2) / (1 + spread)
    reach = z / (1 + spread) * sqrt(share * (1 - share) / whole + spread / (4 * whole))
    return max(0.0, min(share, middle - reach)), min(1.0, max(share, middle + reach))


def share_of(spread: Spread, least: int) -> Share | None:
    """The share of the satisfied; None below `least` people (at least 1): then counts alone are said."""
    if spread.people < max(1, least):
        return None
    low, high = wilson(spread.satisfied, spread.people)
    return Share(100 * spread.satisfied / spread.people, 100 * low, 100 * high)


def by_share(spreads: Mapping[int, Spread], least: int) -> tuple[list[tuple[int, Share]], list[int]]:
    """Keys in order of the share of the satisfied, the lowest first; and those with too few people for a place in it."""
    shares = {key: share_of(spread, least) for key, spread in sorted(spreads.items())}
    ordered = sorted(((key, share) for key, share in shares.items() if share), key=lambda one: one[1].percent)
    return ordered, [key for key, share in shares.items() if share is None]


def is_open(stage: Stage | None, archived: bool, closes_on: date | None, today: date) -> bool:
    """Whether the public may rate now."""
    return stage in RATED and not archived and (closes_on is None or today <= closes_on)


def check_open(stage: Stage | None, archived: bool, closes_on: date | None, today: date) -> None:
    """Refuse a rating before work began or after the last day."""
    if not is_open(stage, archived, closes_on, today):
        raise RuleBroken(say("This project cannot be rated now."))


def check_totals(spread: Spread, people: int) -> None:
    """Refuse figures copied from paper that do not add up; published ones of the past are flagged instead."""
    if people < 1:
        raise RuleBroken(say("Please enter how many people answered."))
    if spread.people != people:
        raise RuleBroken(
            say("The figures add up to %(sum)d, but %(people)d people answered. Please check the paper."),
            sum=spread.people,
            people=people,
        )


def check_period(first: date, last: date, today: date) -> None:
    """Refuse a survey that ended before it began, or ends tomorrow."""
    if last < first:
        raise RuleBroken(say("The last day must not be before the first."))
    if last > today:
        raise RuleBroken(say("Please enter the totals after the last day."))


def check_closing(stage: Stage | None, rated: bool, reason: str) -> None:
    """办结: a confirmed project, rated by the deputies, or with the reason why it closes without."""
    if stage is not Stage.confirmed:
        raise RuleBroken(say("Only a project that its group has confirmed can be closed."))
    if not rated and not reason:
        raise RuleBroken(
            say(
                "The deputies have not rated this project yet. Please say why it is closed without their rating."
            )
        )


def check_reopening(stage: Stage | None, reason: str) -> None:
    """回头看: a closed project goes back to delivery when the look-back fails, with the reason."""
    if stage is not Stage.closed:
        raise RuleBroken(say("Only a closed project can be reopened."))
    if not reason:
        raise RuleBroken(say("Please say what the look-back found."))
