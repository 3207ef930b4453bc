"""抽签 as kept for ever: what was prepared, and each thing done with it after; nothing is changed or deleted.

The seed lies in the database before the draw, so whoever runs the server could read it; that is why a word called out
on the spot goes into the draw (draw_rules), and why a draw that was prepared keeps its number though it be called off.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, db, enum_of
from votes.projects.models import Cycle, Project
from votes.supervision import draw_rules
from votes.supervision.draw_rules import Kind, Lot, Stated, Step, check_lots, check_step


@dataclass(frozen=True)
class Entry:
    """What may be drawn: its title in the list, and the id of its row (deputy, expert, project), if it is one."""

    title: str
    row: int | None = None


class Draw(AppendOnly, Base):
    """抽签: numbered per cycle; the list, how many, and the commitment are fixed when it is prepared (备签)."""

    __tablename__ = "draw"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)
    number: Mapped[int]
    kind: Mapped[Kind] = mapped_column(enum_of(Kind, "draw_kind"))
    title: Mapped[str] = mapped_column(sa.String(100))
    entries: Mapped[list[Any]]
    left_out: Mapped[list[str]]
    count: Mapped[int] = mapped_column("drawn_count")
    list_hash: Mapped[str] = mapped_column(sa.String(64))
    commitment: Mapped[str] = mapped_column(sa.String(64))
    seed: Mapped[str] = mapped_column(sa.String(64))
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    cycle: Mapped[Cycle] = relationship()
    project: Mapped[Project | None] = relationship()
    steps: Mapped[list["DrawStep"]] = relationship(back_populates="draw", order_by="DrawStep.id")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "cycle_id", "number"),
        sa.CheckConstraint("title <> '' AND actor <> ''", name="titled_by_someone"),
        sa.CheckConstraint("drawn_count > 0", name="draws_something"),
    )

    @property
    def lots(self) -> list[Lot]:
        """The list from which is drawn."""
        return [Lot(one["key"], one["title"]) for one in self.entries]

    def step(self, step: Step) -> "DrawStep | None":
        """This step, if it was done."""
        return next((one for one in self.steps if one.step is step), None)

    @property
    def winners(self) -> list[Entry]:
        """What was drawn, in its order; nothing before."""
        outcome = self.step(Step.drawn)
        by_key = {one["key"]: Entry(one["title"], one["row"]) for one in self.entries}
        return [by_key[key] for key in outcome.drawn] if outcome else []

    def take(self, step: Step, by: str, at: datetime, words: str = "", word: str = "") -> "DrawStep":
        """Draw (开签) with the word called out, call it off (作废) with the reason, or publish it (公开)."""
        check_step(step, frozenset(one.step for one in self.steps), self.kind)
        keys = [one["key"] for one in self.entries]
        out = draw_rules.drawn(self.seed, self.list_hash, word, keys, self.count)
        done = DrawStep(congress_id=self.congress_id, step=step, words=words, word=word, by=by, at=at)
        done.drawn = out if step is Step.drawn else []
        self.steps.append(done)
        return done

    def stated(self, with_titles: bool) -> Stated:
        """The draw as its file states it; the seed only once it was drawn."""
        outcome = self.step(Step.drawn)
        return Stated(
            self.commitment,
            self.list_hash,
            tuple(lot.key for lot in self.lots),
            tuple(lot.title for lot in self.lots) if with_titles else None,
            self.count,
            outcome.word if outcome else "",
            self.seed if outcome else "",
            tuple(outcome.drawn) if outcome else (),
        )


class DrawStep(AppendOnly, Base):
    """One thing done with a draw: the word called out and what was drawn, or why it was called off."""

    __tablename__ = "draw_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    draw_id: Mapped[int] = mapped_column(sa.ForeignKey("draw.id"), index=True)
    step: Mapped[Step] = mapped_column(enum_of(Step, "draw_step_kind"))
    word: Mapped[str] = mapped_column(sa.String(60))
    drawn: Mapped[list[str]]
    words: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    draw: Mapped[Draw] = relationship(back_populates="steps")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "draw_id", "step"),
        sa.CheckConstraint("step <> 'called_off' OR words <> ''", name="called_off_says_why"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


@dataclass(frozen=True)
class Prepared:
    """What the office wants drawn: from these entries so many; `left_out` says who stands aside and why."""

    kind: Kind
    title: str
    entries: Sequence[Entry]
    count: int
    project: Project | None = None
    left_out: Sequence[str] = ()


def prepare_draw(cycle: Cycle, wanted: Prepared, seed: str, by: str, at: datetime) -> Draw:
    """备签: fix list and number, and commit to a seed (64 hexadecimal digits) that nobody is shown yet."""
    lots = [Lot(str(place), entry.title) for place, entry in enumerate(wanted.entries, 1)]
    check_lots(lots, wanted.count)
    rows = [entry.row for entry in wanted.entries]
    highest = sa.select(sa.func.max(Draw.number)).where(
        Draw.congress_id == cycle.congress_id, Draw.cycle_id == cycle.id
    )
    draw = Draw(
        congress_id=cycle.congress_id,
        cycle=cycle,
        project=wanted.project,
        number=1 + (db.session.scalar(highest) or 0),
        kind=wanted.kind,
        title=wanted.title,
        entries=[
            {"key": lot.key, "title": lot.title, "row": row} for lot, row in zip(lots, rows, strict=True)
        ],
        left_out=list(wanted.left_out),
        count=wanted.count,
        list_hash=draw_rules.list_hash(lots),
        commitment=draw_rules.commitment(seed),
        seed=seed,
        by=by,
        at=at,
    )
    db.session.add(draw)
    return draw


def draws_in(cycle: Cycle) -> Sequence[Draw]:
    """All draws of a cycle, the newest first; one that was called off too."""
    here = sa.select(Draw).where(Draw.congress_id == cycle.congress_id, Draw.cycle_id == cycle.id)
    return db.session.scalars(here.order_by(Draw.number.desc())).all()


def draws_for(project: Project, *kinds: Kind) -> list[Draw]:
    """The draws for this project that took place, of these kinds, the newest first."""
    here = sa.select(Draw).where(Draw.congress_id == project.congress_id, Draw.project_id == project.id)
    found = db.session.scalars(here.where(Draw.kind.in_(kinds)).order_by(Draw.number.desc()))
    return [draw for draw in found if draw.step(Step.drawn)]
