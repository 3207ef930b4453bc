"""轮次: a round, its options, and the steps it went through; nothing here knows a ballot or a deputy."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, foreign, mapped_column, relationship

from votes.accounts.models import Badge
from votes.accounts.roles import Duty, Role
from votes.ballots.adopting import BallotRules, Publish, Purpose, latest
from votes.ballots.fixed import Fixed
from votes.ballots.round_rules import PUBLIC, UNOPENED, Deed, Doer, Mark, RoundState, check_deed
from votes.common.db import AppendOnly, Base, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Sitting
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project

if TYPE_CHECKING:
    from votes.ballots.channels import RoundChannel


class Cause(StrEnum):
    """Why a round is held: the first one, a tie, vacant seats, or a void vote before it."""

    first = "first"
    tie = "tie"
    vacancy = "vacancy"
    void = "void"


def words(*states: RoundState) -> str:
    """States as SQL lists them."""
    return ", ".join(f"'{state}'" for state in states)


S = RoundState
LONGEST_TITLE = 200
"""Characters of a round's title, at most."""
COUNTED = (S.counted, S.confirmed, S.declared, S.announced)
EARLY = (S.preparing, S.withdrawn, S.open, S.closed, S.checked, S.counting)


class Round(Fixed, Base):
    """轮次: one vote of a sitting on options of one cycle; 全体, 应到, 实到 and the rules are fixed when it opens.

    `result` is the immutable result of record.md; `ends_ballot` says that no further round will follow it.
    """

    __tablename__ = "ballot_round"
    fixed_by: ClassVar = {
        "present": ("rules", "publish", "whole_list", "ballot_rules_id", "all_deputies", "due", "cycle_id"),
        "result": (),
    }

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    sitting_id: Mapped[int] = mapped_column(sa.ForeignKey("sitting.id"), index=True)
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    number: Mapped[int]
    purpose: Mapped[Purpose] = mapped_column(enum_of(Purpose))
    title: Mapped[str] = mapped_column(sa.String(LONGEST_TITLE))
    state: Mapped[RoundState] = mapped_column(enum_of(RoundState), default=RoundState.preparing)
    cause: Mapped[Cause] = mapped_column(enum_of(Cause), default=Cause.first)
    after_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ballot_round.id"), index=True)
    ballot_rules_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ballot_rules.id"), index=True)
    rules: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True))
    publish: Mapped[Publish | None] = mapped_column(enum_of(Publish))
    whole_list: Mapped[bool] = mapped_column(default=False)
    all_deputies: Mapped[int | None]
    due: Mapped[int | None]
    present: Mapped[int | None] = mapped_column(active_history=True)
    void_reason: Mapped[str] = mapped_column(sa.Text, default="")
    result: Mapped[dict[str, Any] | None] = mapped_column(sa.JSON(none_as_null=True), active_history=True)
    ends_ballot: Mapped[bool] = mapped_column(default=False)

    congress: Mapped[Congress] = relationship()
    sitting: Mapped[Sitting] = relationship()
    cycle: Mapped[Cycle] = relationship()
    ballot_rules: Mapped[BallotRules | None] = relationship()
    after: Mapped["Round | None"] = relationship(remote_side="Round.id", back_populates="following")
    following: Mapped[list["Round"]] = relationship(back_populates="after", order_by="Round.number")
    options: Mapped[list["Option"]] = relationship(
        back_populates="round", order_by="Option.seq", cascade="all, delete-orphan"
    )
    channels: Mapped[list["RoundChannel"]] = relationship(
        back_populates="round", order_by="RoundChannel.id", cascade="all, delete-orphan"
    )
    badges: Mapped[list[Badge]] = relationship(
        primaryjoin=lambda: sa.and_(
            foreign(Badge.congress_id) == Round.congress_id,
            foreign(Badge.sitting_id) == Round.sitting_id,
            Badge.revoked_at.is_(None),
        ),
        viewonly=True,
    )
    steps: Mapped[list["RoundStep"]] = relationship(back_populates="round", order_by="RoundStep.seq")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "cycle_id", "number"),
        sa.CheckConstraint("title <> ''", name="titled"),
        sa.CheckConstraint("(cause = 'first') = (after_id IS NULL)", name="further_after_one"),
        sa.CheckConstraint(
            f"state IN ({words(*UNOPENED)}) OR (rules IS NOT NULL AND publish IS NOT NULL AND"
            " ballot_rules_id IS NOT NULL AND all_deputies IS NOT NULL AND due IS NOT NULL AND present IS NOT NULL)",
            name="opened_with_rules_and_roll",
        ),
        sa.CheckConstraint(
            "present IS NULL OR (present >= 0 AND present <= all_deputies)", name="present_within"
        ),
        sa.CheckConstraint(
            f"state NOT IN ({words(*COUNTED)}) OR result IS NOT NULL", name="counted_has_result"
        ),
        sa.CheckConstraint(f"state NOT IN ({words(*EARLY)}) OR result IS NULL", name="no_result_before"),
        sa.CheckConstraint("state <> 'void' OR void_reason <> ''", name="void_says_why"),
        sa.CheckConstraint(
            "state <> 'sealed' OR void_reason <> '' OR result IS NOT NULL", name="sealed_has_result"
        ),
        sa.CheckConstraint(
            "ends_ballot = false OR state IN ('declared', 'announced', 'sealed')", name="ends_when_declared"
        ),
    )

    @property
    def governing(self) -> BallotRules | None:
        """The adopted rules it opened with; before that, the newest version, adopted or not."""
        return self.ballot_rules or latest(self.sitting.session, self.cycle, self.purpose)

    @property
    def plain_rules(self) -> dict[str, Any] | None:
        """The rules as the record writes them: its own, or those it would open with."""
        if self.rules is not None:
            return self.rules
        return self.governing.rules if self.governing else None

    @property
    def kind(self) -> str:
        """The form of its ballots: `three_way`, `choose` or `rating`; blank while no rules are drafted."""
        return self.plain_rules["form"] if self.plain_rules else ""

    @property
    def is_void(self) -> bool:
        """Whether the vote as a whole does not count."""
        return self.void_reason != ""

    @property
    def successor(self) -> "Round | None":
        """The further round on the same matter, unless it was taken back."""
        return next((later for later in self.following if later.state is not S.withdrawn), None)

    @property
    def is_overtaken(self) -> bool:
        """Whether a further round on the same matter was declared, so that this one is not announced by itself."""
        later = self.successor
        return later is not None and ((later.state in PUBLIC and not later.is_void) or later.is_overtaken)

    def option(self, key: str) -> "Option":
        """The option of this id."""
        return next(option for option in self.options if option.key == key)

    def signed(self, deed: Deed) -> set[Mark]:
        """Who has done their part of a deed that takes several, since the last other step."""
        marks: set[Mark] = set()
        for step in reversed(self.steps):
            if step.deed is not deed:
                break
            marks.add(step.mark)
        return marks

    def has(self, duty: Duty, name: str) -> bool:
        """Whether this person holds the duty in its sitting now."""
        return any(badge.duty is duty and badge.holder == name for badge in self.badges)

    def take(
        self, deed: Deed, who: Doer, at: datetime, reason: str = "", document: Document | None = None
    ) -> "RoundStep":
        """Do this deed if it is open now, and leave a step; one that takes two persons moves on with the second."""
        move = check_deed(self.state, deed, who.mark)
        signed = self.signed(deed) if move.together else set()
        if who.mark in signed:
            raise RuleBroken(say("You have done your part already; the other signature is still missing."))
        done = not move.together or signed | {who.mark} == set(move.by)
        step = RoundStep(
            congress_id=self.congress_id,
            seq=len(self.steps) + 1,
            deed=deed,
            from_state=self.state,
            to_state=(move.to if done and move.to else self.state),
            at=at,
            by=who.name,
            role=str(who.mark),
            reason=reason,
            document=document,
        )
        self.steps.append(step)
        self.state = step.to_state
        return step


class Option(Base):
    """What is voted on: a candidate, an adopted project to rate, or the whole list (no project of its own)."""

    __tablename__ = "ballot_option"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ballot_round.id"), index=True)
    seq: Mapped[int]
    key: Mapped[str] = mapped_column(sa.String(20))
    title: Mapped[str] = mapped_column(sa.String(200))
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)

    round: Mapped[Round] = relationship(back_populates="options")
    project: Mapped[Project | None] = relationship(lazy="selectin")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "round_id", "key"),
        sa.UniqueConstraint("congress_id", "round_id", "project_id"),
    )


class RoundStep(AppendOnly, Base):
    """One deed of a round: when, by whom and in which role, why, on which document; the number orders them."""

    __tablename__ = "round_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ballot_round.id"), index=True)
    seq: Mapped[int]
    deed: Mapped[Deed] = mapped_column(enum_of(Deed))
    from_state: Mapped[RoundState] = mapped_column(enum_of(RoundState, "from_state"))
    to_state: Mapped[RoundState] = mapped_column(enum_of(RoundState, "to_state"))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    role: Mapped[str] = mapped_column("actor_role", sa.String(40))
    reason: Mapped[str] = mapped_column(sa.Text, default="")
    document_id: Mapped[int | None] = mapped_column(sa.ForeignKey("document.id"), index=True)

    round: Mapped[Round] = relationship(back_populates="steps")
    document: Mapped[Document | None] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "round_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
        sa.CheckConstraint("deed <> 'confirm' OR document_id IS NOT NULL", name="confirmed_on_document"),
        sa.CheckConstraint(
            "deed NOT IN ('stop', 'withdraw', 'clear_again') OR reason <> ''", name="says_why"
        ),
    )

    @property
    def mark(self) -> Mark:
        """The role or duty in which it was done."""
        return mark_of(self.role)


def mark_of(word: str) -> Mark:
    """The role or duty of this name."""
    return Duty(word) if word in set(Duty) else Role(word)
