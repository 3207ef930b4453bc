"""预警 of projects as they were found: told to the unit, then to the office, explained, signed off, public, ended."""

from collections.abc import Sequence
from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.roles import Role
from votes.common.clock import day_of
from votes.common.db import AppendOnly, Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.delivery.states import ALREADY, UNIT_SIDE, Hand
from votes.delivery.watch_rules import TroubleKind, check_explanation
from votes.projects.models import Cycle, Project

SYSTEM = "系统"
"""Who did it, where a day did it by itself."""


class TroubleDeed(StrEnum):
    """What becomes of a warning; each leaves a step."""

    found = "found"
    told_office = "told_office"
    explained = "explained"
    signed_off = "signed_off"
    made_public = "made_public"
    ended = "ended"


TROUBLE_NAMES: dict[TroubleKind, LazyString] = {
    TroubleKind.late: _l("lagging"),
    TroubleKind.silent: _l("no report"),
    TroubleKind.stalled: _l("at a standstill"),
}
DEED_NAMES: dict[TroubleDeed, LazyString] = {
    TroubleDeed.found: _l("found, and the unit was told"),
    TroubleDeed.told_office: _l("the offices were told"),
    TroubleDeed.explained: _l("explained"),
    TroubleDeed.signed_off: _l("signed off for everyone to see"),
    TroubleDeed.made_public: _l("public, since its days were over"),
    TroubleDeed.ended: _l("over"),
}
SIGNERS = (Role.government, Role.office)


class Trouble(Base):
    """预警 of one project; `since_on` is when it began, `told_unit_on` when it was found, `ended_on` null while it lasts."""

    __tablename__ = "trouble"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    number: Mapped[int]
    kind: Mapped[TroubleKind] = mapped_column(enum_of(TroubleKind))
    since_on: Mapped[date]
    told_unit_on: Mapped[date]
    told_office_on: Mapped[date | None]
    explanation: Mapped[str] = mapped_column(sa.Text, default="")
    entered_for: Mapped[bool] = mapped_column(default=False)
    signed_at: Mapped[datetime | None]
    public_on: Mapped[date | None]
    ended_on: Mapped[date | None]

    project: Mapped[Project] = relationship()
    steps: Mapped[list["TroubleStep"]] = relationship(order_by="TroubleStep.seq", back_populates="trouble")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "number"),
        sa.Index(
            "uq_trouble_one_open",
            "congress_id",
            "project_id",
            "kind",
            unique=True,
            sqlite_where=sa.text("ended_on IS NULL"),
            postgresql_where=sa.text("ended_on IS NULL"),
        ),
        sa.CheckConstraint("signed_at IS NULL OR public_on IS NOT NULL", name="signed_is_public"),
        sa.CheckConstraint("ended_on IS NULL OR ended_on >= told_unit_on", name="ends_after_it_was_found"),
    )

    def explain(self, words: str, hand: Hand, at: datetime) -> None:
        """The unit says what holds it up (说明); everyone reads it beside the warning. It may be said anew."""
        self.check_lasts()
        if hand.roles.isdisjoint(UNIT_SIDE):
            raise RuleBroken(say("This step is taken by somebody else. Nothing was changed."))
        check_explanation(words)
        self.explanation, self.entered_for = words.strip(), hand.for_unit
        self.leave(TroubleDeed.explained, day_of(at), hand.name, words.strip())

    def sign_off(self, hand: Hand, at: datetime) -> None:
        """Let everyone see it from today on (审签)."""
        self.check_lasts()
        if hand.roles.isdisjoint(SIGNERS):
            raise RuleBroken(say("This step is taken by somebody else. Nothing was changed."))
        if self.public_on is not None:
            raise RuleBroken(ALREADY)
        self.signed_at, self.public_on = at, day_of(at)
        self.leave(TroubleDeed.signed_off, day_of(at), hand.name)

    def check_lasts(self) -> None:
        """Refuse to touch what is over."""
        if self.ended_on is not None:
            raise RuleBroken(ALREADY)

    def leave(self, deed: TroubleDeed, on: date, by: str = SYSTEM, words: str = "") -> None:
        """Leave the trace of a deed."""
        seq = len(self.steps) + 1
        step = TroubleStep(congress_id=self.congress_id, seq=seq, deed=deed, on=on, by=by, words=words)
        self.steps.append(step)


class TroubleStep(AppendOnly, Base):
    """The trace of a warning: what became of it on which day, by whom, in which words."""

    __tablename__ = "trouble_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    trouble_id: Mapped[int] = mapped_column(sa.ForeignKey("trouble.id"), index=True)
    seq: Mapped[int]
    deed: Mapped[TroubleDeed] = mapped_column(enum_of(TroubleDeed))
    on: Mapped[date] = mapped_column("done_on")
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    words: Mapped[str] = mapped_column(sa.Text, default="")

    trouble: Mapped[Trouble] = relationship(back_populates="steps")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "trouble_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
        sa.CheckConstraint("deed <> 'explained' OR words <> ''", name="explained_in_words"),
    )


def troubles_of(project: Project, public_on: date | None = None) -> list[Trouble]:
    """All warnings about a project, the newest first; or those that everyone may see on a day."""
    wanted = sa.select(Trouble).where(
        Trouble.congress_id == project.congress_id, Trouble.project_id == project.id
    )
    if public_on is not None:
        wanted = wanted.where(Trouble.public_on <= public_on)
    return list(db.session.scalars(wanted.order_by(Trouble.number.desc())))


def open_troubles(cycle: Cycle, units: Sequence[int] | None = None) -> list[Trouble]:
    """Warnings of a cycle that last, the oldest first; those of these units' projects, if any are named."""
    wanted = (
        sa.select(Trouble)
        .join(Project, Trouble.project_id == Project.id)
        .where(Trouble.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
        .where(Trouble.ended_on.is_(None))
        .options(sa.orm.contains_eager(Trouble.project))
        .order_by(Trouble.since_on, Project.number)
    )
    if units is not None:
        wanted = wanted.where(Project.unit_id.in_(units))
    return list(db.session.scalars(wanted))
