"""群众来信: a resident's letter to a deputy, followed by its code; answered, or handed on into the loop.

The contact stands in a table apart and is deleted with time; in public stand only words that the office released.
"""

from datetime import date, datetime, time, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import BEIJING
from votes.common.codes import new_code, plain
from votes.common.db import AppendOnly, Base, db, enum_of
from votes.congress.models import Congress, Deputy
from votes.proposals.deputy_pages import DeputyPage
from votes.proposals.models import Proposal
from votes.supervision.letter_rules import LetterDeed, LetterState, check_hand_on, check_steps_seen
from votes.supervision.matters import Matter

LETTER_CODE_LENGTH = 10
MOST_SHOWN = 50
"""Letters that the page of a deputy shows."""
KEPT = timedelta(days=180)
"""How long a contact is kept after the last thing that was done with the letter."""


class Letter(Base):
    """来信 to one deputy: what came in stays as it was; `public_…` is what everyone may read, answer and all."""

    __tablename__ = "letter"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    title: Mapped[str] = mapped_column(sa.String(100))
    words: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.String(100), default="")
    sent_at: Mapped[datetime]
    state: Mapped[LetterState] = mapped_column(enum_of(LetterState), default=LetterState.received)
    answer: Mapped[str] = mapped_column(sa.Text, default="")
    answered_at: Mapped[datetime | None]
    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    proposal_id: Mapped[int | None] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    released_at: Mapped[datetime | None]
    public_title: Mapped[str] = mapped_column(sa.String(100), default="")
    public_words: Mapped[str] = mapped_column(sa.Text, default="")
    public_answer: Mapped[str] = mapped_column(sa.Text, default="")
    held_why: Mapped[str] = mapped_column(sa.String(300), default="")

    congress: Mapped[Congress] = relationship()
    deputy: Mapped[Deputy] = relationship()
    matter: Mapped[Matter | None] = relationship()
    proposal: Mapped[Proposal | None] = relationship()
    contact: Mapped["LetterContact | None"] = relationship(cascade="all, delete-orphan")
    steps: Mapped[list["LetterStep"]] = relationship(order_by="LetterStep.seq")

    __table_args__ = (
        sa.Index("ix_letter_congress_id_deputy_id", "congress_id", "deputy_id"),
        sa.CheckConstraint("title <> '' AND words <> ''", name="says_something"),
        sa.CheckConstraint("(answered_at IS NULL) = (answer = '')", name="answered_says_what"),
        sa.CheckConstraint(
            "(state = 'handed_on') = (matter_id IS NOT NULL OR proposal_id IS NOT NULL)",
            name="handed_on_says_where",
        ),
        sa.CheckConstraint("state <> 'answered' OR answered_at IS NOT NULL", name="answered_has_its_day"),
        sa.CheckConstraint("(released_at IS NULL) = (public_title = '')", name="released_says_what"),
        sa.CheckConstraint("released_at IS NULL OR held_why = ''", name="released_or_held"),
    )

    @property
    def awaits_sign_off(self) -> bool:
        """Whether nobody has decided yet if everyone may read it, or its answer came after it was released."""
        if self.released_at is None:
            return not self.held_why
        return self.answered_at is not None and self.answered_at > self.released_at

    def note(self, deed: LetterDeed, at: datetime, by: str = "", words: str = "") -> None:
        """Leave a step in the history."""
        step = LetterStep(congress_id=self.congress_id, seq=len(self.steps) + 1, deed=deed, at=at, by=by)
        step.words = words
        self.steps.append(step)

    def reply(self, words: str, at: datetime, by: str, seen: int) -> None:
        """回信: who wrote it reads the answer at once; a later one stands in front, the earlier ones in the history."""
        check_steps_seen(len(self.steps), seen)
        self.answer, self.answered_at = words, at
        if self.state is LetterState.received:
            self.state = LetterState.answered
        self.note(LetterDeed.answered, at, by, words)

    def hand_on(self, to: Matter | Proposal, at: datetime, by: str, seen: int) -> None:
        """转办 as a matter of the loop or as a proposal; its page then tells what becomes of that."""
        check_steps_seen(len(self.steps), seen)
        check_hand_on(self.state)
        if isinstance(to, Matter):
            self.matter = to
        else:
            self.proposal = to
        self.state = LetterState.handed_on
        self.note(LetterDeed.handed_on, at, by)

    def release(self, title: str, words: str, answer: str, at: datetime, by: str, seen: int) -> None:
        """审签公开: let everyone read these words on the deputy's page."""
        check_steps_seen(len(self.steps), seen)
        self.public_title, self.public_words, self.public_answer = title, words, answer
        self.released_at, self.held_why = at, ""
        self.note(LetterDeed.released, at, by)

    def hold(self, why: str, at: datetime, by: str, seen: int) -> None:
        """不公开, or take down what was public, with the reason; the letter is answered all the same."""
        check_steps_seen(len(self.steps), seen)
        self.released_at, self.held_why = None, why
        self.public_title = self.public_words = self.public_answer = ""
        self.note(LetterDeed.held, at, by, why)


class LetterContact(Base):
    """联系方式 of who wrote: for the deputy and the office alone, each look leaves a step; deleted with time."""

    __tablename__ = "letter_contact"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letter.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60), default="")
    phone: Mapped[str] = mapped_column(sa.String(60), default="")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "letter_id"),
        sa.CheckConstraint("name <> '' OR phone <> ''", name="says_something"),
    )


class LetterStep(AppendOnly, Base):
    """One thing done with a letter: when, by whom, with which words. Never changed, never deleted."""

    __tablename__ = "letter_step"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    letter_id: Mapped[int] = mapped_column(sa.ForeignKey("letter.id"), index=True)
    seq: Mapped[int]
    deed: Mapped[LetterDeed] = mapped_column(enum_of(LetterDeed))
    at: Mapped[datetime]
    by: Mapped[str] = mapped_column("actor", sa.String(120), default="")
    words: Mapped[str] = mapped_column(sa.Text, default="")

    __table_args__ = (sa.UniqueConstraint("congress_id", "letter_id", "seq"),)


def write(
    page: DeputyPage,
    title: str,
    words: str,
    at: datetime,
    place: str = "",
    name: str = "",
    phone: str = "",
    code: str = "",
) -> Letter:
    """写信给代表; without a code of its own the letter gets a random one."""
    letter = Letter(congress_id=page.congress_id, congress=page.congress, deputy=page.deputy)
    letter.code, letter.sent_at = code or new_code(LETTER_CODE_LENGTH), at
    letter.title, letter.words, letter.place = title, words, place
    if name or phone:
        letter.contact = LetterContact(congress_id=page.congress_id, name=name, phone=phone)
    letter.note(LetterDeed.received, at)
    db.session.add(letter)
    return letter


def letter_of(congress: Congress, code: str) -> Letter | None:
    """The letter with this code, however it was typed."""
    mine = (Letter.congress_id == congress.id, Letter.code == plain(code))
    return db.session.scalar(sa.select(Letter).where(*mine))


def letter_anywhere(code: str) -> Letter | None:
    """The letter with this code, whichever congress it was sent in: who types a code need not know."""
    return db.session.scalar(sa.select(Letter).where(Letter.code == plain(code)))


def letters_to(congress: Congress, deputy: Deputy | None = None) -> list[Letter]:
    """The letters to one deputy, or to all of them; the newest first."""
    rows = sa.select(Letter).where(Letter.congress_id == congress.id).order_by(Letter.id.desc())
    return list(db.session.scalars(rows.where(Letter.deputy_id == deputy.id) if deputy else rows))


def released_letters(deputy: Deputy) -> list[Letter]:
    """The newest letters to a deputy whose words everyone may read."""
    rows = sa.select(Letter).where(*of_deputy(deputy), Letter.released_at.is_not(None))
    return list(db.session.scalars(rows.order_by(Letter.id.desc()).limit(MOST_SHOWN)))


def letter_counts(deputy: Deputy) -> tuple[int, int]:
    """How many letters came to a deputy, and how many of them are answered or handed on."""
    settled = sa.func.count().filter(Letter.state != LetterState.received)
    came, done = db.session.execute(sa.select(sa.func.count(), settled).where(*of_deputy(deputy))).one()
    return int(came), int(done)


def of_deputy(deputy: Deputy) -> tuple[sa.ColumnElement[bool], ...]:
    """The letters to a deputy."""
    return (Letter.congress_id == deputy.congress_id, Letter.deputy_id == deputy.id)


def forget_letter_contacts(on: date, at: datetime) -> int:
    """Delete the contacts of letters with which nothing was done for half a year; how many."""
    last = sa.select(sa.func.max(LetterStep.at)).where(LetterStep.letter_id == Letter.id).scalar_subquery()
    before = datetime.combine(on - KEPT, time(), BEIJING)
    old = sa.select(Letter).join(Letter.contact).where(last < before)
    found = list(db.session.scalars(old))
    for letter in found:
        letter.contact = None
        letter.note(LetterDeed.forgotten, at)
    return len(found)
