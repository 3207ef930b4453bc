"""统计指标: what one figure of a report is, and the parts figures stand in.

A figure is the number of rows behind it, or the sum of their amounts, so that it never differs from its list. What the
product cannot know is entered by hand with its source (`rows` is None).
"""

from collections.abc import Callable
from dataclasses import dataclass

from votes.common.errors import say
from votes.yearbook.scope import Row, Scope

TIMES, ITEMS, PROJECTS, PERSONS = say("times"), say("items"), say("livelihood projects"), say("person-times")
YUAN = say("× 10,000 yuan")


@dataclass(frozen=True)
class Figure:
    """One figure (指标): `of` names the figure it is a part of, so that a share stands beside it."""

    key: str
    label: str
    unit: str
    query: str
    rows: Callable[[Scope], list[Row]] | None = None
    of: str = ""


@dataclass(frozen=True)
class Part:
    """One part (部分) of the report: its heading and its figures; a part without figures is words alone."""

    key: str
    title: str
    figures: tuple[Figure, ...] = ()


def entered(key: str, label: str, unit: str, query: str, of: str = "") -> Figure:
    """A figure that people bring, with their own source; `query` says where it is commonly found."""
    return Figure(key, label, unit, query, of=of)


def is_money(figure: Figure) -> bool:
    """Whether its amounts are 元, shown as 万元."""
    return figure.unit == YUAN
