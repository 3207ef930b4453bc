"""对应列: which column of an office's own sheet is what, and where these columns stand in this month's copy of it.

A heading is known without its brackets, and without the month or year that it may carry, for 截至6月底完成 stands in
the next sheet as 截至7月底完成. A column may move; one without a heading is known by its place alone.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from votes.common.cells import is_empty, shown
from votes.common.columns import WAN, Column, bare
from votes.common.errors import RuleBroken, say
from votes.common.grids import ABOVE, Cell

WHEN = re.compile(r"(20\d\d年?)|(1[0-2]|[1-9]|十[一二]?|[一二三四五六七八九])月(份|底|末)?|本月|当月")
MOST_WAN = 10**11


class Field(StrEnum):
    """What a column can be read as; money in 万元, all figures cumulative."""

    number = "number"
    project = "project"
    milestone = "milestone"
    quantity = "quantity"
    reached_on = "reached_on"
    allocated = "allocated"
    paid = "paid"
    reason = "reason"
    done_words = "done_words"
    next_words = "next_words"
    why_slow = "why_slow"


WHICH = (Field.number, Field.project)
"""Columns that say which project a row is of."""
WORDS = (Field.done_words, Field.next_words, Field.why_slow)
MONEY = (Field.allocated, Field.paid)
VALUES = (Field.quantity, Field.reached_on, *MONEY, *WORDS)
"""Columns that say something of the month."""

SIGNS: tuple[tuple[Field, tuple[str, ...]], ...] = (
    (Field.project, ("项目名称", "实事名称", "项目", "事项")),
    (Field.number, ("项目编号", "编号", "序号")),
    (Field.milestone, ("里程碑", "节点", "子项", "工作内容")),
    (Field.next_words, ("下月", "下一步", "下步")),
    (Field.why_slow, ("滞后原因", "存在问题", "问题", "困难")),
    (Field.reason, ("更正原因",)),
    (Field.allocated, ("到位",)),
    (Field.paid, ("支付", "完成投资", "支出")),
    (Field.reached_on, ("达到日期", "完成时间", "完成日期")),
    (Field.quantity, ("完成数量", "完成量", "累计完成")),
    (Field.done_words, ("进展", "形象进度", "完成情况", "推进情况")),
)
"""Words in headings by which a column is guessed, the surest first."""

PASSED_OVER = ("合计", "总计", "小计", "填表", "制表", "审核", "备注", "说明", "注:", "联系")
"""How a row begins that is of no project: sums, and what is written below a table."""

NEEDS_WHICH = say("Choose the column that says which project a row is of: its number or its title.")
NEEDS_VALUE = say("Choose at least one column that says something of the month.")
NOT_TWICE = say("Each meaning can belong to one column only. Please choose again where it stands twice.")


@dataclass(frozen=True)
class Mapped:
    """One column of the office's sheet: what it is, the heading it had, its place from 0."""

    field: Field
    label: str
    index: int


def check_mapping(fields: Sequence[Field]) -> None:
    """Refuse a choice of columns from which no month can be read."""
    if len(set(fields)) < len(fields):
        raise RuleBroken(NOT_TWICE)
    if not set(WHICH) & set(fields):
        raise RuleBroken(NEEDS_WHICH)
    if not set(VALUES) & set(fields):
        raise RuleBroken(NEEDS_VALUE)


def steady(heading: str) -> str:
    """A heading without what changes from month to month."""
    return WHEN.sub("", bare(heading))


def column_for(mapped: Mapped) -> Column:
    """How the cells of a mapped column are read."""
    heads = (mapped.label or "—",)
    if mapped.field in MONEY:
        return Column(mapped.field, heads, kind="decimal", units=WAN, least=0, most=MOST_WAN)
    if mapped.field is Field.quantity:
        return Column(mapped.field, heads, kind="decimal", least=0, most=10**12)
    if mapped.field is Field.reached_on:
        return Column(mapped.field, heads, kind="date")
    return Column(mapped.field, heads, longest=300 if mapped.field is Field.reason else 2000)


def heading_place(rows: Sequence[Sequence[Cell]], mapping: Sequence[Mapped]) -> int | None:
    """The row, counted from 0, that has most of the mapped headings; None where none has half of them."""
    wanted = {steady(one.label) for one in mapping} - {""}
    found = [len(wanted & {steady(shown(cell)) for cell in row}) for row in rows[:ABOVE]]
    best = max(range(len(found)), key=found.__getitem__, default=None)
    return best if best is not None and 2 * found[best] >= max(len(wanted), 1) and found[best] else None


def places_in(row: Sequence[Cell], mapping: Sequence[Mapped]) -> dict[Field, int | None]:
    """Where each mapped column stands in a row of headings: at its old place if its heading is there, else where that went."""
    heads = [steady(shown(cell)) for cell in row]
    return {one.field: place_of(one, heads) for one in mapping}


def place_of(one: Mapped, heads: Sequence[str]) -> int | None:
    """The place of one mapped column; None where its heading is gone."""
    name = steady(one.label)
    at_home = heads[one.index] if one.index < len(heads) else ""
    if not name or at_home == name:
        return one.index
    return heads.index(name) if name in heads else None


def guessed_row(rows: Sequence[Sequence[str]]) -> int:
    """The row, counted from 0, that looks most like headings: the first with the most words we know, or the most cells."""
    known = [sum(guess(cell) is not None for cell in row) for row in rows]
    if max(known, default=0) > 1:
        return known.index(max(known))
    filled = [sum(bool(cell) for cell in row) for row in rows]
    return filled.index(max(filled)) if filled else 0


def guess(heading: str) -> Field | None:
    """What a heading seems to mean."""
    name = steady(heading)
    return next((field for field, signs in SIGNS if any(sign in name for sign in signs)), None)


def guessed(headings: Sequence[str]) -> dict[int, Field]:
    """What each column seems to be, by its place; a meaning is given once, and beside a title 序号 only counts rows."""
    found: dict[Field, int] = {}
    for index, heading in enumerate(headings):
        field = guess(heading)
        if field is not None:
            found.setdefault(field, index)
    if Field.project in found:
        found.pop(Field.number, None)
    return {index: field for field, index in found.items()}


def is_passed_over(cells: Sequence[Cell]) -> bool:
    """Whether a row is a sum, or a line below the table."""
    first = next((shown(cell) for cell in cells if not is_empty(cell)), "")
    return bare(first).startswith(tuple(bare(sign) for sign in PASSED_OVER))


def key_of(values: Mapping[str, object]) -> tuple[str, str]:
    """Which project a row names: number and title, blank where there is none."""
    number, title = values.get(Field.number), values.get(Field.project)
    return str(number or "").removeprefix("第").removesuffix("号").strip(), str(title or "")
