"""建议: what residents and others propose, who may be asked about it (kept apart), its pictures and its history."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.db import Base, db, enum_of
from votes.congress.models import Congress
from votes.projects.adoption import freeze
from votes.projects.documents import Document, keeper
from votes.projects.models import Cycle, Project
from votes.projects.settings import Subject, settings_of
from votes.proposals.pictures import ProposalPhoto
from votes.proposals.points import Point
from votes.proposals.rules import (
    INSIDE,
    Channel,
    Deed,
    State,
    check_answerable,
    check_callable,
    check_merge,
    check_move,
    check_not_public,
    check_reason,
    check_seen,
)
from votes.proposals.snapshots import before_of, undoable
from votes.proposals.steps import ProposalStep as ProposalStep


class Proposal(Base):
    """建议: one matter, as it came in; `code` follows it for ever, merged or not.

    Words are shown in public only as released (审签公开): `public_…` is what everyone may read, with names and
    numbers left out where needed; what came in stays as it was. `external` is the number it had elsewhere, `handover`
    the one it was handed over with, `doubts` why rules set it aside, `decider` who decided on it, as everyone may read it.
    """

    __tablename__ = "proposal"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    once: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    channel: Mapped[Channel] = mapped_column(enum_of(Channel))
    external: Mapped[str | None] = mapped_column(sa.String(80))
    handover: Mapped[str] = mapped_column(sa.String(80), default="")
    doubts: Mapped[str] = mapped_column(sa.String(80), default="")
    received_on: Mapped[date]
    received_at: Mapped[datetime]
    title: Mapped[str] = mapped_column(sa.String(100))
    what: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    category: Mapped[str] = mapped_column(sa.String(60), default="")
    point_id: Mapped[int | None] = mapped_column(sa.ForeignKey("point.id"), index=True)
    state: Mapped[State] = mapped_column(enum_of(State), default=State.received)
    released_at: Mapped[datetime | None]
    public_title: Mapped[str] = mapped_column(sa.String(100), default="")
    public_what: Mapped[str] = mapped_column(sa.Text, default="")
    public_place: Mapped[str] = mapped_column(sa.String(200), default="")
    held_why: Mapped[str] = mapped_column(sa.String(300), default="")
    merged_into_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    split_from_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)
    refusal: Mapped[str] = mapped_column(sa.String(200), default="")
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]
    decider: Mapped[str] = mapped_column(sa.String(100), default="")

    congress: Mapped[Congress] = relationship()
    cycle: Mapped[Cycle] = relationship()
    point: Mapped[Point | None] = relationship()
    project: Mapped[Project | None] = relationship()
    merged_into: Mapped["Proposal | None"] = relationship(
        remote_side="Proposal.id", foreign_keys="Proposal.merged_into_id"
    )
    split_from: Mapped["Proposal | None"] = relationship(
        remote_side="Proposal.id", foreign_keys="Proposal.split_from_id"
    )
    contact: Mapped["ProposalContact | None"] = relationship(back_populates="proposal")
    photos: Mapped[list[ProposalPhoto]] = relationship(order_by=ProposalPhoto.seq)
    steps: Mapped[list["ProposalStep"]] = relationship(back_populates="proposal", order_by="ProposalStep.seq")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "cycle_id", "external"),
        sa.Index("ix_proposal_congress_id_cycle_id_state", "congress_id", "cycle_id", "state"),
        sa.CheckConstraint("title <> '' AND what <> ''", name="says_something"),
        sa.CheckConstraint("(state = 'merged') = (merged_into_id IS NOT NULL)", name="merged_says_where"),
        sa.CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_into_itself"),
        sa.CheckConstraint("(state = 'taken_up') = (project_id IS NOT NULL)", name="taken_up_says_where"),
        sa.CheckConstraint("(state = 'refused') = (refusal <> '')", name="refused_says_why"),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_says_what"),
        sa.CheckConstraint(
            "state NOT IN ('refused','merged','divided') OR answered_at IS NOT NULL", name="ended_is_answered"
        ),
        sa.CheckConstraint(
            "(released_at IS NULL) = (public_title = '') AND (released_at IS NULL) = (public_what = '')",
            name="released_says_what",
        ),
        sa.CheckConstraint("released_at IS NULL OR held_why = ''", name="released_or_held"),
        sa.CheckConstraint("decider = '' OR state <> 'received'", name="decider_decided"),
    )

    @property
    def root(self) -> "Proposal":
        """The proposal that carries this one's matter on: the last of those it was merged into."""
        found = self
        while found.merged_into is not None:
            found = found.merged_into
        return found

    @property
    def whom(self) -> "ProposalContact | None":
        """Whom to ask back: who proposed it, or the whole that it is a part of."""
        return self.contact or (self.split_from.whom if self.split_from else None)

    @property
    def is_judged(self) -> bool:
        """Whether it was decided if everyone may read it."""
        return self.released_at is not None or bool(self.held_why)

    @property
    def public_steps(self) -> list["ProposalStep"]:
        """Its history as everyone may read it."""
        return [step for step in self.steps if step.deed not in INSIDE]

    def note(self, deed: Deed, at: datetime, by: str, words: str = "") -> "ProposalStep":
        """Leave a step in the history; two at once collide in its number, and one of them is told."""
        step = ProposalStep(
            congress_id=self.congress_id,
            seq=len(self.steps) + 1,
            deed=deed,
            at=at,
            by=by,
            words=words,
            before=before_of(self),
        )
        self.steps.append(step)
        return step

    @undoable
    def release(
        self, title: str, what: str, place: str, photos: bool, at: datetime, by: str, seen: int
    ) -> None:
        """审签公开: let everyone read these words, and see the pictures if they may."""
        check_seen(len(self.steps), seen)
        self.public_title, self.public_what, self.public_place = title, what, place
        self.released_at, self.held_why = at, ""
        self.show_photos(at if photos else None)
        self.note(Deed.released, at, by)

    @undoable
    def hold(self, why: str, at: datetime, by: str, seen: int) -> None:
        """不公开, with the reason as a note that stays; what is public already is taken down instead."""
        check_seen(len(self.steps), seen)
        check_not_public(self.released_at is not None)
        self.held_why = why
        self.note(Deed.held, at, by, why)

    def show_photos(self, at: datetime | None) -> None:
        """Release the pictures, or take them back."""
        for photo in self.photos:
            photo.document.release(at if photo.document.hash else None)

    @undoable
    def sort_into(self, category: str, at: datetime, by: str, seen: int) -> None:
        """归类: put it into a category."""
        check_seen(len(self.steps), seen)
        self.category = category
        self.note(Deed.sorted, at, by, category)

    @undoable
    def merge_into(
        self, target: "Proposal", answer: str, at: datetime, by: str, seen: int, decider: str = ""
    ) -> None:
        """合并 with another proposal of the cycle; both keep the trace, and this code goes on being followed."""
        check_seen(len(self.steps), seen)
        check_move(self.state, State.merged)
        check_merge(same=target is self, target=target.state)
        target.note(Deed.joined, at, by)
        self.note(Deed.merged, at, by)
        self.answer_with(answer, at, by)
        self.state, self.merged_into, self.decider = State.merged, target, decider

    @undoable
    def take_up(
        self, project: Project, answer: str, at: datetime, by: str, seen: int, decider: str = ""
    ) -> None:
        """采纳: let a project carry it; the answer may come later, and is counted as missing until then."""
        check_seen(len(self.steps), seen)
        check_move(self.state, State.taken_up)
        self.state, self.project, self.decider = State.taken_up, project, decider
        self.note(Deed.taken_up, at, by, project.title)
        if answer:
            self.answer_with(answer, at, by)

    @undoable
    def refuse(self, reason: str, answer: str, at: datetime, by: str, seen: int, decider: str = "") -> None:
        """不予采纳, for a reason of the cycle's negative list, which stands still from then on, and with an answer."""
        check_seen(len(self.steps), seen)
        check_move(self.state, State.refused)
        check_reason(reason, settings_of(self.cycle.settings).negative_list)
        freeze(self.cycle, Subject.negative_list, at)
        self.note(Deed.refused, at, by, reason)
        self.answer_with(answer, at, by)
        self.state, self.refusal, self.decider = State.refused, reason, decider

    def answer_with(self, answer: str, at: datetime, by: str) -> None:
        """答复: words for everyone; a later answer stands in front, the earlier ones stay in the history."""
        self.answer, self.answered_at = answer, at
        self.note(Deed.answered, at, by, answer)

    @undoable
    def give_answer(self, answer: str, at: datetime, by: str, seen: int, decider: str = "") -> None:
        """答复 what was decided on before, or once more."""
        check_seen(len(self.steps), seen)
        check_answerable(self.state)
        self.decider = decider or self.decider
        self.answer_with(answer, at, by)

    @undoable
    def reopen(self, why: str, at: datetime, by: str, seen: int) -> None:
        """重新办理 a proposal that was merged, taken up or refused; it waits for a new answer."""
        check_seen(len(self.steps), seen)
        check_move(self.state, State.received)
        self.state, self.merged_into, self.project, self.refusal = State.received, None, None, ""
        self.answer, self.answered_at, self.decider = "", None, ""
        self.note(Deed.reopened, at, by, why)


class ProposalContact(Base):
    """联系方式: kept apart from the proposal, masked on pages, each look at it leaves a step; deleted after the year.

    With `wants_call` the proposer asks to be called back (回电).
    """

    __tablename__ = "proposal_contact"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(60), default="")
    wants_call: Mapped[bool] = mapped_column(default=False)
    called_at: Mapped[datetime | None]

    proposal: Mapped[Proposal] = relationship(back_populates="contact")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "proposal_id"),
        sa.CheckConstraint("name <> '' OR phone <> ''", name="says_something"),
        sa.CheckConstraint("NOT wants_call OR phone <> ''", name="call_needs_number"),
        sa.CheckConstraint("called_at IS NULL OR wants_call", name="called_was_wanted"),
    )

    @property
    def waits_for_call(self) -> bool:
        """Whether somebody is to call back and has not yet."""
        return self.wants_call and self.called_at is None

    def note_call(self, at: datetime, by: str) -> None:
        """回电: the call that was asked for was made."""
        check_callable(self.phone, not self.waits_for_call)
        self.called_at = at
        self.proposal.note(Deed.called, at, by)


@keeper
def is_for(document: Document, actor: Actor) -> bool | None:
    """Staff alone for what a resident sent: it may show a face or a name nobody has looked at yet."""
    mine = (ProposalPhoto.congress_id == document.congress_id, ProposalPhoto.document_id == document.id)
    proposal = db.session.scalar(sa.select(Proposal).join(Proposal.photos).where(*mine))
    return actor.has(proposal.congress, Role.office, Role.government) if proposal else None
