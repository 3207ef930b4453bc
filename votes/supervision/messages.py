"""群众留言: a resident tells the unit of a project what is wrong; looked through, it becomes a matter of the loop.

Nothing is kept of who sent it but what the words say themselves, and these only until some weeks after the decision.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.clock import begin_of
from votes.common.codes import new_code, plain
from votes.common.db import Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Unit
from votes.projects.documents import Document, keeper
from votes.projects.models import Project
from votes.supervision.kinds import Kind, Origin, Raised, Raiser
from votes.supervision.matters import Matter, raise_matter
from votes.supervision.models import Doer
from votes.supervision.rules import check_supervised
from votes.supervision.steps import MatterPhoto

CODE_LENGTH = 10
"""50 bits, as the code of a proposal: nobody guesses what another one is told."""
PER_DEVICE, PER_ADDRESS = 10, 300
"""Messages of one browser in a day, and of one network: a whole village may stand behind one address."""
WORDS_KEPT = timedelta(days=30)
"""How long what came in is kept after it was decided; what was published of it stands in the matter."""
DECIDED = say("This message is dealt with already. Please load the page again to see what became of it.")


class MessageState(StrEnum):
    """待看, 已公开交办, 不公开."""

    waiting = "waiting"
    handed_on = "handed_on"
    declined = "declined"


class ResidentMessage(Base):
    """群众留言 about a project under way; `code` lets its sender follow it, `matter` is what became of it."""

    __tablename__ = "resident_message"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    matter_id: Mapped[int | None] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    once: Mapped[str] = mapped_column(sa.String(64), unique=True)
    state: Mapped[MessageState] = mapped_column(enum_of(MessageState), default=MessageState.waiting)
    words: Mapped[str] = mapped_column(sa.Text)
    place: Mapped[str] = mapped_column(sa.String(100), default="")
    received_at: Mapped[datetime]
    decided_at: Mapped[datetime | None]
    decided_by: Mapped[str] = mapped_column(sa.String(120), default="")
    why: Mapped[str] = mapped_column(sa.Text, default="")

    project: Mapped[Project] = relationship()
    matter: Mapped[Matter | None] = relationship()
    photos: Mapped[list[Document]] = relationship(secondary="message_photo", order_by=Document.id)

    __table_args__ = (
        sa.Index("ix_resident_message_congress_id_state", "congress_id", "state"),
        sa.CheckConstraint("state <> 'waiting' OR words <> ''", name="says_something"),
        sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name="decided_when"),
        sa.CheckConstraint("(state = 'handed_on') = (matter_id IS NOT NULL)", name="handed_on_as_a_matter"),
        sa.CheckConstraint("(state = 'declined') = (why <> '')", name="declined_says_why"),
    )

    def check_waiting(self) -> None:
        """Refuse to decide twice."""
        if self.state is not MessageState.waiting:
            raise RuleBroken(DECIDED)

    def hand_on(self, on: "HandedOn", doer: Doer, at: datetime) -> Matter:
        """公开并交办: its words as they were looked through are public, and the unit owes an answer."""
        self.check_waiting()
        said = Raised(on.title, on.words, Origin.residents, raiser=Raiser.resident)
        matter = raise_matter(self.project.congress, Kind.message, said, doer, at, self.project)
        matter.pictures = list(self.photos) if on.with_photos else []
        db.session.flush()
        matter.order(on.unit, on.due_on, on.demand, doer, at)
        matter.release(doer.name, at)
        self.matter, self.state = matter, MessageState.handed_on
        self.decided_at, self.decided_by = at, doer.name
        return matter

    def decline(self, why: str, doer: Doer, at: datetime) -> None:
        """不公开: it is not handed on; whoever has the code reads why."""
        self.check_waiting()
        self.state, self.why = MessageState.declined, why
        self.decided_at, self.decided_by = at, doer.name


class MessagePhoto(Base):
    """A picture that came with a message."""

    __tablename__ = "message_photo"

    message_id: Mapped[int] = mapped_column(sa.ForeignKey("resident_message.id"))
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("message_id", "document_id"),)


@dataclass(frozen=True)
class HandedOn:
    """What is published of a message, and to whom it goes until when with which demand."""

    title: str
    words: str
    with_photos: bool
    unit: Unit
    due_on: date
    demand: str


def send_message(
    project: Project, words: str, place: str, photos: Sequence[Document], once: str, at: datetime
) -> ResidentMessage:
    """留言: about a project that is under way; what one sees of another belongs to a proposal."""
    check_supervised(project.stage)
    message = ResidentMessage(congress_id=project.congress_id, project=project, words=words, place=place)
    message.code, message.once = new_code(CODE_LENGTH), once
    message.photos, message.received_at = list(photos), at
    message.state = MessageState.waiting
    db.session.add(message)
    return message


def message_of(code: str) -> ResidentMessage | None:
    """The message with this code, however it was typed."""
    return db.session.scalar(sa.select(ResidentMessage).where(ResidentMessage.code == plain(code)))


def sent_before(once: str) -> ResidentMessage | None:
    """What the first of two clicks has made."""
    return db.session.scalar(sa.select(ResidentMessage).where(ResidentMessage.once == once))


def messages_in(congress: Congress, *states: MessageState) -> Sequence[ResidentMessage]:
    """The messages of a congress in these states, the oldest first."""
    mine = (ResidentMessage.congress_id == congress.id, ResidentMessage.state.in_(states))
    return db.session.scalars(sa.select(ResidentMessage).where(*mine).order_by(ResidentMessage.id)).all()


def is_repeated(message: ResidentMessage) -> bool:
    """Whether the same words came in before, about whichever project."""
    mine = (ResidentMessage.congress_id == message.congress_id, ResidentMessage.words == message.words)
    before = sa.select(ResidentMessage.id).where(*mine, ResidentMessage.id < message.id)
    return db.session.scalar(before.limit(1)) is not None


def forget_words(on: date, _at: datetime) -> None:
    """Take away what came in once it was decided some weeks ago: the words, and pictures that were not published."""
    old = ResidentMessage.decided_at < begin_of(on) - WORDS_KEPT
    wordy = sa.update(ResidentMessage).where(old, ResidentMessage.words != "")
    db.session.execute(wordy.values(words="", place=""))
    sent = sa.select(MessagePhoto.document_id).join(
        ResidentMessage, ResidentMessage.id == MessagePhoto.message_id
    )
    published = sa.exists().where(MatterPhoto.document_id == MessagePhoto.document_id)
    gone = list(db.session.scalars(sent.where(old, ~published)))
    db.session.execute(sa.delete(MessagePhoto).where(MessagePhoto.document_id.in_(gone)))
    db.session.execute(sa.delete(Document).where(Document.id.in_(gone)))


@keeper
def may_see_photo(document: Document, actor: Actor) -> bool | None:
    """Pictures of residents are for the office until they are released."""
    mine = sa.select(ResidentMessage).where(ResidentMessage.photos.contains(document))
    message = db.session.scalar(mine.where(ResidentMessage.congress_id == document.congress_id))
    return actor.has(message.project.congress, Role.office) if message else None
