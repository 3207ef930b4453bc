"""对应表: an office's own sheet, its columns told once, kept under a name and read each month as it is."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped as Attribute
from sqlalchemy.orm import mapped_column, validates

from votes.common.cells import shown
from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say
from votes.common.grids import Grid
from votes.congress.models import Congress
from votes.delivery.mapping_rules import Field, Mapped, check_mapping, guessed, guessed_row

ROWS_KEPT, COLUMNS_KEPT, LETTERS_KEPT = 12, 60, 80
"""How much of the first sheet is kept, to choose its columns from."""


class SheetMap(Base):
    """An office's own sheet: the top of the first copy, its row of headings (from 0), and which column is what."""

    __tablename__ = "sheet_map"

    congress_id: Attribute[int] = mapped_column(sa.ForeignKey("congress.id"))
    name: Attribute[str] = mapped_column(sa.String(80))
    sample: Attribute[list[Any]]
    heading_row: Attribute[int]
    columns: Attribute[dict[str, Any]] = mapped_column(default=dict)
    made_at: Attribute[datetime]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "name"),
        sa.CheckConstraint("name <> ''", name="named"),
        sa.CheckConstraint("heading_row >= 0", name="heading_row_counted"),
    )

    @validates("name")
    def check_name(self, _key: str, name: str) -> str:
        """A mapping is asked for by its name."""
        if not name.strip():
            raise RuleBroken(say("Please give this sheet a name."))
        return name

    @classmethod
    def begun(cls, congress: Congress, name: str, grid: Grid, at: datetime) -> "SheetMap":
        """A mapping as far as the headings tell it."""
        sample = [
            [shown(cell)[:LETTERS_KEPT] for cell in row[:COLUMNS_KEPT]] for row in grid.rows[:ROWS_KEPT]
        ]
        row = guessed_row(sample)
        columns = {field.value: index for index, field in guessed(sample[row]).items()}
        return cls(
            congress_id=congress.id, name=name, sample=sample, heading_row=row, columns=columns, made_at=at
        )

    @property
    def width(self) -> int:
        """How many columns the sheet has."""
        return max(map(len, self.sample), default=0)

    def heading(self, index: int, row: int | None = None) -> str:
        """What stands over a column."""
        cells = self.sample[self.heading_row if row is None else row]
        return str(cells[index]) if index < len(cells) else ""

    @property
    def mapping(self) -> list[Mapped]:
        """Which column is what."""
        return [Mapped(Field(name), self.heading(index), index) for name, index in self.columns.items()]

    @property
    def mark(self) -> str:
        """How a draft names the sheet that wrote it."""
        return f"map-{self.id}"

    def choose(self, heading_row: int, chosen: Mapping[int, Field]) -> None:
        """Say which row has the headings, and which column is what."""
        check_mapping(list(chosen.values()))
        if not 0 <= heading_row < len(self.sample):
            raise RuleBroken(say("Choose the row of headings among those shown."))
        self.heading_row = heading_row
        self.columns = {field.value: index for index, field in chosen.items()}


def maps_of(congress: Congress) -> Sequence[SheetMap]:
    """All mappings of a congress, by name."""
    wanted = sa.select(SheetMap).where(SheetMap.congress_id == congress.id).order_by(SheetMap.name)
    return db.session.scalars(wanted).all()


def check_name_free(congress: Congress, name: str) -> None:
    """Refuse a second mapping of one name."""
    if any(one.name == name for one in maps_of(congress)):
        raise RuleBroken(say("There is a sheet of this name already. Choose another name."))
