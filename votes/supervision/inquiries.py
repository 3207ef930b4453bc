"""专题询问、听证: called, asked, answered on the spot; what is promised goes into the ledger, and answers are rated."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.rounds import Round
from votes.common.db import AppendOnly, Base, db, enum_of
from votes.congress.models import Congress, Deputy, Sitting, Unit
from votes.projects.models import Cycle, Project
from votes.supervision.inquiry_rules import (
    Course,
    Form,
    Part,
    check_can_answer,
    check_can_ask,
    check_can_change,
    check_can_strike,
    check_course,
    check_promised,
)
from votes.supervision.kinds import Kind, Raised, Raiser
from votes.supervision.matters import Matter, raise_matter
from votes.supervision.models import Doer
from votes.supervision.rules import State


@dataclass(frozen=True)
class Called:
    """What is called: its form, title, reason, day, place, agenda line by line, the sitting and the list it is about."""

    form: Form
    title: str
    words: str
    held_on: date
    place: str
    agenda: str
    sitting: Sitting | None = None
    cycle: Cycle | None = None


@dataclass(frozen=True)
class Asked:
    """A question: to which unit, about which project, put by a deputy or by another (`asker`, for the office alone).

    `about` is the matter of the ledger that was put to the inquiry.
    """

    title: str
    words: str
    unit: Unit
    deputy: Deputy | None = None
    asker: str = ""
    project: Project | None = None
    about: Matter | None = None


class Inquiry(Base):
    """专题询问 or 听证, numbered per congress; `round` rates its answers."""

    __tablename__ = "inquiry"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    number: Mapped[int]
    form: Mapped[Form] = mapped_column(enum_of(Form, "inquiry_form"))
    title: Mapped[str] = mapped_column(sa.String(100))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    held_on: Mapped[date]
    place: Mapped[str] = mapped_column(sa.String(200), default="")
    agenda: Mapped[str] = mapped_column(sa.Text, default="")
    state: Mapped[Course] = mapped_column(enum_of(Course, "inquiry_state"), default=Course.preparing)
    began_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    called_off_why: Mapped[str] = mapped_column(sa.Text, default="")
    sitting_id: Mapped[int | None] = mapped_column(sa.ForeignKey("sitting.id"), index=True)
    cycle_id: Mapped[int | None] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    round_id: Mapped[int | None] = mapped_column(sa.ForeignKey("ballot_round.id"), index=True)

    congress: Mapped[Congress] = relationship()
    sitting: Mapped[Sitting | None] = relationship()
    cycle: Mapped[Cycle | None] = relationship()
    round: Mapped[Round | None] = relationship()
    questions: Mapped[list["Question"]] = relationship(back_populates="inquiry", order_by="Question.seq")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "number"),
        sa.CheckConstraint("title <> ''", name="titled"),
        sa.CheckConstraint("(state IN ('preparing','called_off')) = (began_at IS NULL)", name="begun_when"),
        sa.CheckConstraint("(state = 'over') = (ended_at IS NOT NULL)", name="ended_when"),
        sa.CheckConstraint("(state = 'called_off') = (called_off_why <> '')", name="called_off_says_why"),
        sa.CheckConstraint(
            "round_id IS NULL OR (sitting_id IS NOT NULL AND cycle_id IS NOT NULL)", name="rated_in_a_sitting"
        ),
    )

    @property
    def standing(self) -> list["Question"]:
        """The questions that were not struck, in their order."""
        return [one for one in self.questions if not one.struck_why]

    def change(self, called: Called) -> None:
        """Change what is called for, until it begins."""
        check_can_change(self.state)
        self.form, self.title, self.words = called.form, called.title, called.words
        self.held_on, self.place, self.agenda = called.held_on, called.place, called.agenda
        self.sitting, self.cycle = called.sitting, called.cycle

    def belong_to(self, sitting: Sitting | None, cycle: Cycle | None) -> None:
        """Name the sitting and the list where the call named none; what was called for stands."""
        self.sitting, self.cycle = self.sitting or sitting, self.cycle or cycle

    def begin(self, at: datetime) -> None:
        """开始."""
        check_course(self.state, Course.under_way)
        self.state, self.began_at = Course.under_way, at

    def end(self, at: datetime) -> None:
        """结束."""
        check_course(self.state, Course.over)
        self.state, self.ended_at = Course.over, at

    def call_off(self, why: str) -> None:
        """取消, with the reason."""
        check_course(self.state, Course.called_off)
        self.state, self.called_off_why = Course.called_off, why

    def ask(self, asked: Asked, by: str, at: datetime) -> "Question":
        """提出询问问题."""
        check_can_ask(self.state)
        question = Question(congress_id=self.congress_id, seq=len(self.questions) + 1, by=by, at=at)
        question.title, question.words, question.unit = asked.title, asked.words, asked.unit
        question.deputy, question.asker, question.project = asked.deputy, asked.asker, asked.project
        question.about = asked.about
        self.questions.append(question)
        return question


class Question(Base):
    """询问问题: who puts it is for the office and deputies alone, never for the unit."""

    __tablename__ = "inquiry_question"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    inquiry_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiry.id"), index=True)
    seq: Mapped[int]
    title: Mapped[str] = mapped_column(sa.String(100))
    words: Mapped[str] = mapped_column(sa.Text, default="")
    unit_id: Mapped[int] = mapped_column(sa.ForeignKey("unit.id"), index=True)
    deputy_id: Mapped[int | None] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    asker: Mapped[str] = mapped_column(sa.String(60), default="")
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)
    about_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    struck_why: Mapped[str] = mapped_column(sa.Text, default="")
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    inquiry: Mapped[Inquiry] = relationship(back_populates="questions")
    unit: Mapped[Unit] = relationship()
    deputy: Mapped[Deputy | None] = relationship()
    project: Mapped[Project | None] = relationship()
    about: Mapped[Matter | None] = relationship()
    exchanges: Mapped[list["Exchange"]] = relationship(order_by="Exchange.seq")
    promises: Mapped[list["Promise"]] = relationship(order_by="Promise.id")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "inquiry_id", "seq"),
        sa.CheckConstraint("title <> ''", name="titled"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )

    @property
    def is_answered(self) -> bool:
        """Whether anything was answered to it."""
        return any(one.part is Part.answer for one in self.exchanges)

    def strike(self, why: str) -> None:
        """不列入, with the reason; it stays to be read."""
        check_can_strike(bool(self.exchanges), bool(self.struck_why))
        check_can_ask(self.inquiry.state)
        self.struck_why = why

    def record(self, part: Part, speaker: str, words: str, by: str, at: datetime) -> "Exchange":
        """记录 what was said to it, as it is said or from the minutes."""
        check_can_answer(self.inquiry.state, bool(self.struck_why))
        row = Exchange(congress_id=self.congress_id, seq=len(self.exchanges) + 1, part=part, at=at, by=by)
        row.speaker, row.words = speaker, words
        self.exchanges.append(row)
        return row

    def promise(self, title: str, words: str, due_on: date, doer: Doer, at: datetime) -> Matter:
        """承诺事项: what was promised becomes a matter of the ledger, handed to the unit at once; who asked rechecks it.

        The question stays the words of who asked; `words` are what the unit promised.
        """
        check_can_answer(self.inquiry.state, bool(self.struck_why))
        check_promised(self.is_answered)
        raiser = Raiser.deputy if self.deputy else Raiser.office
        asked = self.words or self.title
        said = Raised(title, asked, raiser=raiser, deputy=self.deputy, cycle=self.inquiry.cycle)
        matter = raise_matter(self.inquiry.congress, Kind.question, said, doer, at, self.project)
        db.session.flush()
        matter.order(self.unit, due_on, words, doer, at)
        self.promises.append(Promise(congress_id=self.congress_id, matter=matter, at=at))
        return matter


class Exchange(AppendOnly, Base):
    """问答记录: one thing said to a question."""

    __tablename__ = "inquiry_exchange"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiry_question.id"), index=True)
    seq: Mapped[int]
    part: Mapped[Part] = mapped_column(enum_of(Part, "exchange_part"))
    speaker: Mapped[str] = mapped_column(sa.String(100), default="")
    words: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "question_id", "seq"),
        sa.CheckConstraint("words <> ''", name="says_something"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class Promise(AppendOnly, Base):
    """承诺: which matter of the ledger came from which question."""

    __tablename__ = "inquiry_promise"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    question_id: Mapped[int] = mapped_column(sa.ForeignKey("inquiry_question.id"), index=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    at: Mapped[datetime]

    matter: Mapped[Matter] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "matter_id"),)


def inquiries_of(congress: Congress) -> Sequence[Inquiry]:
    """All inquiries and hearings of a congress, the newest first."""
    mine = sa.select(Inquiry).where(Inquiry.congress_id == congress.id)
    return db.session.scalars(mine.order_by(Inquiry.number.desc())).all()


def inquiry_of(congress: Congress, number: int) -> Inquiry | None:
    """The inquiry of this number."""
    mine = (Inquiry.congress_id == congress.id, Inquiry.number == number)
    return db.session.scalar(sa.select(Inquiry).where(*mine))


def to_be_asked(congress: Congress) -> list[Matter]:
    """Matters that were put to an inquiry (state `inquired`) and about which no question stands yet."""
    asked = sa.select(Question.about_id).where(
        Question.congress_id == congress.id, Question.about_id.is_not(None), Question.struck_why == ""
    )
    put = sa.select(Matter).where(Matter.congress_id == congress.id, Matter.state == State.inquired)
    return list(db.session.scalars(put.where(Matter.id.not_in(asked)).order_by(Matter.number)))


def call(congress: Congress, called: Called) -> Inquiry:
    """召集 an inquiry or a hearing."""
    number = 1 + max((one.number for one in inquiries_of(congress)), default=0)
    inquiry = Inquiry(congress_id=congress.id, congress=congress, number=number, state=Course.preparing)
    inquiry.change(called)
    db.session.add(inquiry)
    return inquiry
