"""Who is proposed for a group: deputies whose trade fits the project, or who come from its place; mixed of all walks of life.

A proposal only ticks names in a form; the office decides. Two texts fit as far as they share pairs of signs (交通, 城关)
that are not common to all.
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

GROUP_SIZE = 10
"""Deputies of a group, as most places have it: one or two of 党政, two to four of firms, the others from below."""

MOST_OF: dict[str, int] = {"government": 2, "firm": 4}
"""How many of a walk of life (界别) are proposed at most while others would do as well."""

COMMON = frozenset(
    "选区 选举 单位 第一 第二 第三 第四 第五 第六 第七 第八 第九 第十 代表 街道 社区 村委 居委 乡镇 全县 全市 全区 公司 有限 限公 责任 主任 局长 "
    "书记 经理 工作 人员 中心 服务 建设 项目 管理 民生 实事 新建 改造 提升 工程 一批 万元 年度".split()
)
"""Pairs of signs that say nothing about trade or place."""


class By(StrEnum):
    """By what deputies are proposed: trade 行业, place 所在地."""

    trade = "trade"
    place = "place"


@dataclass(frozen=True)
class Known:
    """What is known of a deputy: id, the text that must fit, the walk of life, in how many groups already."""

    id: int
    words: str
    walk: str | None = None
    busy: int = 0


def pairs(text: str) -> set[str]:
    """The pairs of neighbouring signs of a text that may tell a trade or place."""
    found = {text[place : place + 2] for place in range(len(text) - 1)}
    return {pair for pair in found if pair.isalnum() and pair not in COMMON}


def fitting(deputies: Iterable[Known], about: str) -> list[Known]:
    """The deputies who fit, best first; of equals the one with fewer groups."""
    wanted = pairs(about)
    fits = [(len(pairs(one.words) & wanted), one) for one in deputies]
    return [one for fit, one in sorted(fits, key=lambda row: (-row[0], row[1].busy)) if fit]


def mixed(found: Sequence[Known], size: int = GROUP_SIZE) -> list[Known]:
    """The first of them, but no walk of life above its share while others are left."""
    chosen: list[Known] = []
    for one in found:
        same = sum(other.walk == one.walk for other in chosen)
        if same < MOST_OF.get(one.walk or "", size) and len(chosen) < size:
            chosen.append(one)
    rest = [one for one in found if one not in chosen]
    return [*chosen, *rest[: size - len(chosen)]]


def proposed(deputies: Iterable[Known], about: str, aside: Collection[int]) -> list[int]:
    """Ids of the deputies proposed for a group; whoever stands aside (回避) is not."""
    free = (one for one in deputies if one.id not in aside)
    return [one.id for one in mixed(fitting(free, about))]


def mix(walks: Iterable[str | None]) -> dict[str, int]:
    """How many of a group are of each walk of life; those of whom it is not known stand under a blank."""
    counted: dict[str, int] = {}
    for walk in walks:
        counted[walk or ""] = counted.get(walk or "", 0) + 1
    return counted
