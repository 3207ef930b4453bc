"""变更 by the right body alone: which change is major, who decides it, and what a vote on it says.

A change is measured against the promise: the first plan, or the last version that the deciding body has approved.
So a large change cannot come in small steps.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from votes.common.errors import RuleBroken, say
from votes.congress.models import Body, Level

BY_LEVEL = "by_level"
Why = tuple[str, dict[str, Any]]
"""A sentence for the catalogue, and the values that stand in it."""


@dataclass(frozen=True)
class Terms:
    """What a plan promises that can be measured: the day, the money in 元, and each goal's number by title and unit."""

    deadline: date | None
    yuan: int
    goals: Mapping[tuple[str, str], Decimal] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """重大: more than so many percent of the money, so many days later, so many percent less of a goal."""

    money_percent: int
    delay_days: int
    quantity_percent: int


@dataclass(frozen=True)
class Votes:
    """A vote as it was counted: all members of the body (全体组成人员), and how many approved, opposed, abstained."""

    members: int
    approve: int
    oppose: int = 0
    abstain: int = 0


def deciding_body(adopted: str, level: Level) -> Body:
    """Who decides on a change: the body that was adopted, else by level (县人大常委会, 乡镇人大, 街道议事代表会议)."""
    if adopted != BY_LEVEL:
        return Body(adopted)
    by_level = {Level.township: Body.congress, Level.street: Body.assembly}
    return by_level.get(level, Body.standing_committee)


def meets_in_sessions(body: Body) -> bool:
    """Whether this body decides only while a session is held; standing committee and presidium meet all year."""
    return body in (Body.congress, Body.assembly)


def is_passed(votes: Votes) -> bool:
    """Whether more than half of all members approved (组织法: 以全体组成人员、全体代表的过半数通过)."""
    return 2 * votes.approve > votes.members


def check_votes(votes: Votes) -> None:
    """Refuse a vote in which more people voted than there are, or nobody."""
    cast = votes.approve + votes.oppose + votes.abstain
    if not 0 < cast <= votes.members:
        raise RuleBroken(
            say("%(cast)d votes of %(members)d members: please put the numbers right."),
            cast=cast,
            members=votes.members,
        )


def majors(before: Terms, after: Terms, limits: Limits) -> list[Why]:
    """Why a change is a major one (重大调整); empty for one that the government office may publish by itself."""
    return [
        *late_reasons(before, after, limits.delay_days),
        *money_reasons(before, after, limits.money_percent),
        *goal_reasons(before, after, limits.quantity_percent),
    ]


def late_reasons(before: Terms, after: Terms, most_days: int) -> Sequence[Why]:
    """All done by a day later than promised, by more than so many days."""
    if before.deadline is None or after.deadline is None:
        return []
    days = (after.deadline - before.deadline).days
    return (
        [(say("all is done %(days)d days later than promised"), {"days": days})] if days > most_days else []
    )


def money_reasons(before: Terms, after: Terms, most_percent: int) -> Sequence[Why]:
    """More or less money than promised, by more than so many percent."""
    moved = abs(after.yuan - before.yuan)
    if not before.yuan or 100 * moved <= most_percent * before.yuan:
        return []
    percent = round(Decimal(100 * (after.yuan - before.yuan)) / before.yuan, 1)
    return [(say("the money differs from the promise by %(percent)s%%"), {"percent": f"{percent:+}"})]


def goal_reasons(before: Terms, after: Terms, most_percent: int) -> list[Why]:
    """Less of a goal than promised by more than so many percent, or nothing of it any more."""
    found: list[Why] = []
    for (title, unit), number in before.goals.items():
        left = after.goals.get((title, unit), Decimal(0))
        if 100 * (number - left) > most_percent * number:
            values = {"title": title, "before": f"{number:f}", "after": f"{left:f}", "unit": unit}
            found.append((say("“%(title)s” falls from %(before)s to %(after)s %(unit)s"), values))
    return found
