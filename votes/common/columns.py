"""The columns an uploaded table may have, and where they stand in a sheet, by their headings (表头)."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from votes.common.cells import AN_INTEGER, Kind, Unfit, Value, check_range, folded, value_of
from votes.common.errors import say
from votes.common.grids import Cell

WAN = {"万元": Decimal(1), "元": Decimal("0.0001"), "亿元": Decimal(10_000)}
BRACKETS = re.compile(r"[(\[【〔]([^)\]】〕]*)[)\]】〕]")

FILLED = say("not blank")
A_UNIT = say("a unit in brackets that is one of %(units)s")


@dataclass(frozen=True)
class Column:
    """One column an upload may have: its key, its headings in both languages, and what its cells say.

    `units` names what the brackets behind the heading may say, each with its factor to the unit we keep
    (money: `WAN`, kept in 万元); without brackets the unit is ours. `choices` maps words to their values.
    """

    key: str
    headings: tuple[str, ...]
    required: bool = False
    kind: Kind = "text"
    choices: Mapping[str, Any] = field(default_factory=dict)
    units: Mapping[str, Decimal] = field(default_factory=dict)
    longest: int = 2000
    least: int | None = None
    most: int | None = None

    def factor(self, heading: str) -> Decimal:
        """What a number under this heading is multiplied by; a unit we do not know is `Unfit`."""
        noted = [note.removeprefix("单位:") for note in BRACKETS.findall(folded(heading))]
        known = {folded(unit): factor for unit, factor in self.units.items()}
        if not noted or not known:
            return Decimal(1)
        for note in noted:
            if note in known:
                return known[note]
        raise Unfit(A_UNIT, units="、".join(self.units))

    def value(self, cell: Cell, factor: Decimal) -> Value:
        """What a cell of this column says, in our unit; `Unfit` if it does not fit."""
        value = value_of(cell, self.kind, self.longest, self.choices)
        if value is None and self.required:
            raise Unfit(FILLED)
        if value is None or self.kind not in ("integer", "decimal"):
            return value
        check_range(value * factor, self.least, self.most)
        return value if factor == 1 else self.scaled(value * factor)

    def scaled(self, number: Decimal) -> int | Decimal:
        """A number brought to our unit; a whole number must stay one."""
        if self.kind == "decimal":
            return number
        if number != int(number):
            raise Unfit(AN_INTEGER)
        return int(number)


@dataclass(frozen=True)
class Head:
    """Where a column of ours stands in a sheet: its number from 0, its heading there, its unit's factor."""

    column: Column
    index: int
    label: str
    factor: Decimal = Decimal(1)

    def value(self, cells: Sequence[Cell]) -> Value:
        """What a row says in this column; `Unfit` if it does not fit."""
        return self.column.value(cells[self.index] if self.index < len(cells) else "", self.factor)


def bare(heading: str) -> str:
    """A heading for comparing: without brackets, stars, colons, hyphens and spaces."""
    return BRACKETS.sub("", folded(heading)).strip("*:").replace("-", "")


def named(columns: Sequence[Column]) -> dict[str, Column]:
    """Our columns by every heading they go by."""
    return {bare(heading): column for column in columns for heading in column.headings}
