"""审议意见卡: members write three columns at a meeting (问题, 建议, 责任单位); the lines become one review opinion, which is sent and answered."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import day_of
from votes.common.db import AppendOnly, Base, db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Committee, Congress, Deputy, Unit
from votes.projects.models import Cycle
from votes.supervision.kinds import Kind, Raised, Raiser
from votes.supervision.loop_rules import send_by, usual_deadline
from votes.supervision.matters import Matter, raise_matter
from votes.supervision.models import Doer
from votes.supervision.terms import current_cycle, terms_of


class Deliberation(Base):
    """审议议题: an item of a meeting, with the committee whose members fill in cards; none: every deputy may."""

    __tablename__ = "deliberation"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    committee_id: Mapped[int | None] = mapped_column(sa.ForeignKey("committee.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    held_on: Mapped[date]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    congress: Mapped[Congress] = relationship()
    cycle: Mapped[Cycle | None] = relationship()
    committee: Mapped[Committee | None] = relationship()
    lines: Mapped[list["CardLine"]] = relationship(order_by="CardLine.id", back_populates="deliberation")
    review: Mapped["Review | None"] = relationship(back_populates="deliberation")

    __table_args__ = (
        sa.CheckConstraint("title <> ''", name="titled"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def standing(self) -> list["CardLine"]:
        """The lines that were not withdrawn."""
        return [line for line in self.lines if line.withdrawn_at is None]

    def may_write(self, deputy: Deputy | None) -> bool:
        """Whether this deputy may fill in a card."""
        if deputy is None or deputy.congress_id != self.congress_id:
            return False
        return self.committee is None or deputy in self.committee.members


class CardLine(Base):
    """审议意见卡 of one line: 问题, 建议内容, 责任单位; nobody's once it is in the review, and never deleted."""

    __tablename__ = "card_line"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    deliberation_id: Mapped[int] = mapped_column(sa.ForeignKey("deliberation.id"), index=True)
    problem: Mapped[str] = mapped_column(sa.Text)
    advice: Mapped[str] = mapped_column(sa.Text)
    unit_id: Mapped[int | None] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    deliberation: Mapped[Deliberation] = relationship(back_populates="lines")
    unit: Mapped[Unit | None] = relationship()
    deputy: Mapped[Deputy | None] = relationship()
    matter: Mapped[Matter | None] = relationship()

    __table_args__ = (
        sa.CheckConstraint("problem <> '' AND advice <> ''", name="says_what"),
        sa.CheckConstraint("matter_id IS NULL OR withdrawn_at IS NULL", name="not_handed_over_if_withdrawn"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Review(AppendOnly, Base):
    """审议意见: collected from the cards and approved by a body on a day; from then the days to send it run."""

    __tablename__ = "review"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    deliberation_id: Mapped[int] = mapped_column(sa.ForeignKey("deliberation.id"), index=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    words: Mapped[str] = mapped_column(sa.Text)
    body: Mapped[str] = mapped_column(sa.String(120))
    approved_on: Mapped[date]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    deliberation: Mapped[Deliberation] = relationship(back_populates="review")
    lines: Mapped[list[CardLine]] = relationship(secondary="review_line", order_by=CardLine.id)
    sending: Mapped["Sending | None"] = relationship(viewonly=True)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "deliberation_id"),
        sa.CheckConstraint("title <> '' AND words <> '' AND body <> ''", name="says_what"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def send_by(self) -> date:
        """The day by which it must be sent."""
        return send_by(self.approved_on, terms_of(self.deliberation.cycle))

    def late(self, today: date) -> int:
        """Days by which the sending is overdue; 0 when it was sent."""
        return 0 if self.sending else max(0, (today - self.send_by).days)


class ReviewLine(Base):
    """A line of a card that was taken into the review opinion."""

    __tablename__ = "review_line"

    review_id: Mapped[int] = mapped_column(sa.ForeignKey("review.id"))
    line_id: Mapped[int] = mapped_column(sa.ForeignKey("card_line.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("review_id", "line_id"),)


class Sending(AppendOnly, Base):
    """交办审议意见: when it was sent, and as which matter the whole of it is answered."""

    __tablename__ = "review_sending"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    review_id: Mapped[int] = mapped_column(sa.ForeignKey("review.id"), index=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    review: Mapped[Review] = relationship()
    matter: Mapped[Matter] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "review_id"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


@dataclass(frozen=True)
class Approved:
    """What was approved: title and words of the review opinion, by which body, on which day."""

    title: str
    words: str
    body: str
    approved_on: date


def deliberations_of(congress: Congress) -> Sequence[Deliberation]:
    """The items of a congress, the newest first."""
    return db.session.scalars(
        sa.select(Deliberation)
        .where(Deliberation.congress_id == congress.id)
        .order_by(Deliberation.held_on.desc(), Deliberation.id.desc())
    ).all()


def open_deliberation(
    congress: Congress, title: str, held_on: date, committee: Committee | None, by: str, at: datetime
) -> Deliberation:
    """Put an item up, so that members can fill in cards on their phones."""
    row = Deliberation(congress=congress, cycle=current_cycle(congress), title=title, held_on=held_on)
    row.committee, row.by, row.at = committee, by, at
    db.session.add(row)
    return row


def write_line(
    item: Deliberation,
    problem: str,
    advice: str,
    unit: Unit | None,
    deputy: Deputy | None,
    by: str,
    at: datetime,
) -> CardLine:
    """Fill in one line; by a member, or typed in by the office from a paper card (`deputy` None)."""
    check_not_collected(item)
    if deputy is not None and not item.may_write(deputy):
        raise RuleBroken(say("Only members of the committee that deliberates fill in its cards."))
    line = CardLine(congress_id=item.congress_id, problem=problem, advice=advice, unit=unit, deputy=deputy)
    line.by, line.at = by, at
    item.lines.append(line)
    return line


def withdraw_line(line: CardLine, at: datetime) -> None:
    """Take a line back, before the lines are collected."""
    check_not_collected(line.deliberation)
    line.withdrawn_at = line.withdrawn_at or at


def check_not_collected(item: Deliberation) -> None:
    """Refuse to change cards that have become a review opinion."""
    if item.review is not None:
        raise RuleBroken(say("The cards of this item are collected. Nothing can be added or taken back."))


def collect(item: Deliberation, lines: Sequence[CardLine], said: Approved, by: str, at: datetime) -> Review:
    """Make one review opinion of the lines, as a body approved it."""
    check_not_collected(item)
    if said.approved_on > day_of(at):
        raise RuleBroken(say("The day of the approval is still to come. Please check the day."))
    if said.approved_on < item.held_on:
        raise RuleBroken(
            say("It cannot be approved before the meeting that deliberated it. Please check the day.")
        )
    if not lines:
        raise RuleBroken(say("Please tick at least one line of the cards."))
    review = Review(congress_id=item.congress_id, title=said.title, words=said.words, body=said.body)
    review.approved_on, review.by, review.at, review.lines = said.approved_on, by, at, list(lines)
    item.review = review
    return review


def send(review: Review, unit: Unit, demand: str, doer: Doer, at: datetime) -> list[Matter]:
    """交办: the review as a whole to one unit, and each of its lines to the unit named in it, all with one deadline."""
    if review.sending is not None:
        raise RuleBroken(say("This review opinion was sent before."))
    due_on = usual_deadline(Kind.review, day_of(at), terms_of(review.deliberation.cycle))
    whole = raised(review, Kind.review, review.title, review.words, doer, at)
    db.session.flush()
    whole.order(unit, due_on, demand, doer, at)
    db.session.add(Sending(congress_id=review.congress_id, review=review, matter=whole, by=doer.name, at=at))
    db.session.flush()
    db.session.expire(review, ["sending"])
    return [whole, *(sent_line(review, line, due_on, doer, at) for line in review.lines if line.unit)]


def sent_line(review: Review, line: CardLine, due_on: date, doer: Doer, at: datetime) -> Matter:
    """One line of the cards, handed to the unit named in it."""
    assert line.unit is not None
    title = line.problem.splitlines()[0][:100]
    line.matter = matter = raised(review, Kind.opinion, title, line.problem, doer, at)
    db.session.flush()
    matter.order(line.unit, due_on, line.advice, doer, at)
    return matter


def raised(review: Review, kind: Kind, title: str, words: str, doer: Doer, at: datetime) -> Matter:
    """A matter raised by the committee of the item, or by the office where all deputies deliberated."""
    item = review.deliberation
    raiser = Raiser.committee if item.committee else Raiser.office
    said = Raised(title, words, raiser=raiser, committee=item.committee, cycle=item.cycle)
    return raise_matter(item.congress, kind, said, doer, at)
