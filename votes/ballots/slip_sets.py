"""印票批: the keys and slips made for one sitting, as they were brought in from the laptop; never a code, never a deputy.

Lists of keys and of voidings are kept by key alone: neither ids nor times nor an order tell one slip from another.
"""

from datetime import datetime
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.box.canon import canonical, fingerprint, hashed, parse
from votes.ballots.box.cards import KeySet, Section, read_keyset
from votes.ballots.box.slips import SlipList, key_mark, read_slip_file
from votes.common.db import AppendOnly, Base, db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Sitting

if TYPE_CHECKING:
    from votes.ballots.boxes import Box

ANOTHER = say(
    "The slips in this file belong to other keys. Bring the two files of one printing: keys.json and slips.json."
)
UNLIKE = say("The two files name different votes. Bring the two files of one printing.")
IN_USE = say(
    "A vote was opened with the slips that are here already. They stay until the end of the sitting."
)
UNPRINTABLE = say("A name in keys.json holds signs that cannot be printed. Make keys and slips anew.")
OF_ANOTHER_SITTING = say(
    "These slips were brought in for another sitting. Bring the files that were made for this one."
)


class SlipSet(Base):
    """印票批 of one sitting: the public half of its keys as the file says it, and the fingerprint that is read aloud."""

    __tablename__ = "slip_set"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    sitting_id: Mapped[int] = mapped_column(sa.ForeignKey("sitting.id"), index=True)
    keys: Mapped[dict[str, Any]]
    fingerprint: Mapped[str] = mapped_column(sa.String(19))
    brought_at: Mapped[datetime]

    congress: Mapped[Congress] = relationship()
    sitting: Mapped[Sitting] = relationship()
    sections: Mapped[list["SlipSection"]] = relationship(
        back_populates="set", order_by="SlipSection.seq", cascade="all, delete-orphan"
    )

    __table_args__ = (sa.UniqueConstraint("congress_id", "sitting_id"),)

    @property
    def keyset(self) -> KeySet:
        """The ceremony's public half, read."""
        return read_keyset(self.keys)

    @property
    def is_in_use(self) -> bool:
        """Whether a vote was opened with one of its sections."""
        return any(section.opened for section in self.sections)

    def section(self, sign: str) -> "SlipSection | None":
        """The section of this sign."""
        return next((one for one in self.sections if one.sign == sign), None)


class SlipSection(Base):
    """票段: one round that may come, with the key its ballots are sealed for and the root of its printed list.

    `mark` is what each slip says of that key; it names the section on the web and says nothing of any slip.
    """

    __tablename__ = "slip_section"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    set_id: Mapped[int] = mapped_column(sa.ForeignKey("slip_set.id"), index=True)
    seq: Mapped[int]
    sign: Mapped[str] = mapped_column(sa.String(8))
    title: Mapped[str] = mapped_column(sa.Text)
    box: Mapped[bytes]
    mark: Mapped[str] = mapped_column(sa.String(26), unique=True)
    count: Mapped[int]
    root: Mapped[bytes]

    set: Mapped[SlipSet] = relationship(back_populates="sections")
    opened: Mapped["Box | None"] = relationship(back_populates="section")

    __table_args__ = (sa.UniqueConstraint("congress_id", "set_id", "sign"),)


class SlipKey(AppendOnly, Base):
    """The public key of one printed slip in one section."""

    __tablename__ = "slip_key"

    id = None  # type: ignore[assignment]
    section_id: Mapped[int] = mapped_column(sa.ForeignKey("slip_section.id"), primary_key=True)
    pk: Mapped[bytes] = mapped_column(primary_key=True)

    __table_args__ = ({"sqlite_with_rowid": False},)


class SlipVoiding(AppendOnly, Base):
    """作废: a slip of the list that voided itself with its own key; it was `left_over` in the tray, or else exchanged."""

    __tablename__ = "slip_voiding"

    id = None  # type: ignore[assignment]
    section_id: Mapped[int] = mapped_column(sa.ForeignKey("slip_section.id"), primary_key=True)
    pk: Mapped[bytes] = mapped_column(primary_key=True)
    sig: Mapped[bytes]
    left_over: Mapped[bool] = mapped_column(default=False)

    __table_args__ = ({"sqlite_with_rowid": False},)


def set_of(sitting: Sitting) -> SlipSet | None:
    """The set that was brought in for this sitting."""
    mine = (SlipSet.congress_id == sitting.congress_id, SlipSet.sitting_id == sitting.id)
    return db.session.scalar(sa.select(SlipSet).where(*mine))


def section_of(mark: str) -> SlipSection | None:
    """The section of this mark."""
    return db.session.scalar(sa.select(SlipSection).where(SlipSection.mark == mark))


def keys_of(section: SlipSection) -> SlipList:
    """The printed list of a section, sorted."""
    query = sa.select(SlipKey.pk).where(SlipKey.section_id == section.id)
    return SlipList(section.sign, tuple(sorted(db.session.scalars(query))))


def voided_in(section: SlipSection) -> dict[bytes, bytes]:
    """The voided slips of a section: each one's key and its signature."""
    query = sa.select(SlipVoiding.pk, SlipVoiding.sig).where(SlipVoiding.section_id == section.id)
    return {pk: sig for pk, sig in db.session.execute(query)}


def voided_by_kind(section: SlipSection) -> tuple[int, int]:
    """How many slips of a section voided themselves: exchanged, and left over."""
    kinds = db.session.scalars(sa.select(SlipVoiding.left_over).where(SlipVoiding.section_id == section.id))
    left = [is_left for is_left in kinds]
    return len(left) - sum(left), sum(left)


def read_set(keys: bytes, slips: bytes) -> tuple[KeySet, dict[str, SlipList]]:
    """Keys and slips of one printing, from the two files; refused unless they belong together."""
    keyset = read_keyset(parse(keys, "keys.json"))
    plain = parse(slips, "slips.json")
    lists = read_slip_file(plain)
    if plain["set"] != keyset.name:
        raise RuleBroken(ANOTHER)
    counts = {len(one.keys) for one in lists.values()}
    if not all(name.isprintable() for name in names_in(keyset)):
        raise RuleBroken(UNPRINTABLE)
    if set(lists) != {section.id for section in keyset.sections} or len(counts) > 1:
        raise RuleBroken(UNLIKE)
    return keyset, lists


def names_in(keyset: KeySet) -> list[str]:
    """What people typed when the keys were made."""
    return [keyset.congress, keyset.session, *(section.title for section in keyset.sections)]


def keep_set(sitting: Sitting, keys: bytes, slips: bytes, at: datetime) -> SlipSet:
    """Bring keys and slips in for this sitting, in place of what was brought before; a box in use keeps its own."""
    keyset, lists = read_set(keys, slips)
    drop_set(sitting)
    marks = [key_mark(section.box) for section in keyset.sections]
    if db.session.scalar(sa.select(SlipSection.id).where(SlipSection.mark.in_(marks)).limit(1)):
        raise RuleBroken(OF_ANOTHER_SITTING)
    kept = SlipSet(
        congress_id=sitting.congress_id,
        sitting=sitting,
        keys=keyset.plain(),
        fingerprint=fingerprint(hashed(canonical(keyset.plain()))),
        brought_at=at,
    )
    db.session.add(kept)
    for seq, one in enumerate(keyset.sections, 1):
        keep_section(kept, seq, one, lists[one.id])
    return kept


def keep_section(kept: SlipSet, seq: int, section: Section, slips: SlipList) -> None:
    """Keep one section and its printed list, in the order of the list."""
    row = SlipSection(
        congress_id=kept.congress_id,
        seq=seq,
        sign=section.id,
        title=section.title,
        box=section.box,
        mark=key_mark(section.box),
        count=len(slips.keys),
        root=slips.root,
    )
    kept.sections.append(row)
    db.session.flush()
    rows = [{"section_id": row.id, "pk": pk} for pk in slips.keys]
    db.session.execute(sa.insert(SlipKey), rows)


def drop_set(sitting: Sitting) -> None:
    """Take back the set that is here, unless a vote was opened with it."""
    old = set_of(sitting)
    if old is None:
        return
    if old.is_in_use:
        raise RuleBroken(IN_USE)
    ids = [section.id for section in old.sections]
    for rows in (SlipVoiding, SlipKey):
        db.session.execute(sa.delete(rows).where(rows.section_id.in_(ids)))
    db.session.delete(old)
    db.session.flush()
