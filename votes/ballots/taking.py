"""收票: ballots on their way into the box, several in one transaction; plain SQL on the driver, for a cast needs no more.

The primary key alone decides that a slip votes once: every ballot is offered to the table, and only what it did not
take is looked at again. Nothing of a ballot is logged, and nothing but the ballot is written. An ORM session's or even
SQLAlchemy's own work on these statements took longer than the database did.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, ClassVar

from nacl.signing import SigningKey

from votes.ballots.box.answers import Answer, Slip, Word, answer, word_for_question, word_for_signed
from votes.ballots.box.canon import hashed, parse
from votes.ballots.box.casting import Cast
from votes.ballots.box.manifest import Manifest, read_manifest
from votes.ballots.round_rules import RoundState
from votes.common.db import locked

BOX = (
    "SELECT b.round_id, b.section_id, b.manifest, b.signer FROM slip_section s"
    " JOIN ballot_box b ON b.section_id = s.id WHERE s.mark = {slot}"
)
STATE = "SELECT r.state, b.mh FROM ballot_round r JOIN ballot_box b ON b.round_id = r.id WHERE r.id = {slot}"
VOIDED = "SELECT pk FROM slip_voiding WHERE section_id = {slot} AND pk IN ({slots})"
HOLD = "SELECT 1 FROM ballot_round WHERE id = %s FOR SHARE"
PUT = (
    "WITH given (pk, ct, sig) AS (VALUES {rows}) INSERT INTO sealed_ballot (round_id, pk, ct, sig)"
    " SELECT r.id, given.pk, given.ct, given.sig FROM given"
    " JOIN ballot_round r ON r.id = {slot} JOIN ballot_box b ON b.round_id = r.id"
    " WHERE r.state = {slot} AND b.mh = {slot} AND NOT EXISTS"
    " (SELECT 1 FROM slip_voiding v WHERE v.section_id = b.section_id AND v.pk = given.pk)"
    " ORDER BY given.pk ON CONFLICT DO NOTHING RETURNING pk"
)
"""In the order of the keys, so that two workers never wait for each other."""
PRINTED = "SELECT pk FROM slip_key WHERE section_id = {slot}"
KEPT = "SELECT pk, ct FROM sealed_ballot WHERE round_id = {slot} AND pk IN ({slots})"
UNSURE = "01000"
"""PostgreSQL warns so at a commit that no second machine has confirmed (synchronous replication)."""
PAUSE = 0.0005
"""Seconds between two looks at SQLite's write lock, while another worker commits."""


class Unconfirmed(Exception):
    """What came of it is not known for sure: the commit may stand on one machine only, or the round was just moved."""


class Gone(Exception):
    """The box of this mark is another one than was read before."""


@dataclass(frozen=True)
class Door:
    """An opened box as the way in needs it; all of it was fixed at the opening, so that it is read once."""

    round_id: int
    section_id: int
    manifest: Manifest
    signer: SigningKey
    printed: frozenset[bytes]

    @property
    def mh(self) -> bytes:
        """The hash of the manifest."""
        return self.manifest.mh

    def answer(self, word: Word, kept: bytes | None) -> Answer:
        """The signed answer."""
        return answer(word, kept, self.mh, self.signer)


def shut() -> Any:
    """A lock that somebody else opens."""
    lock = Lock()
    lock.acquire()
    return lock


@dataclass
class Ticket:
    """A ballot that waits for its transaction; `word` and `answer` say afterwards what came of it."""

    door: Door
    cast: Cast
    word: Word | None = None
    answer: Answer | None = None
    fault: Exception | None = None
    called: Any = field(default_factory=shut)
    """A lock that is opened when the ballot is done, or is the next to lead its worker's line."""

    @property
    def is_done(self) -> bool:
        """Whether its transaction was committed, or failed."""
        return self.word is not None or self.fault is not None

    def tell(self, word: Word, kept: bytes | None = None) -> None:
        """This came of it; `kept` is H(ct) of the slip's ballot in the box."""
        self.answer, self.word = self.door.answer(word, kept), word


@dataclass
class Desk:
    """A connection of the database's own driver in which every statement is a transaction of its own."""

    driver: Any
    slot: ClassVar[str]
    """How the driver writes a value's place."""

    def settle(self) -> None:
        """Make the connection the line's own."""

    def ask(self, words: str, *values: Any) -> Sequence[Any]:
        """The rows of a question whose last values fill a list."""
        slots = ",".join([self.slot] * (len(values) - 1))
        rows: Sequence[Any] = self.driver.execute(
            words.format(slot=self.slot, slots=slots), values
        ).fetchall()
        return rows

    def put(self, door: Door, casts: Sequence[Cast]) -> set[bytes]:
        """Offer ballots to the table in one transaction, which waits for the disk; the keys of those it took."""
        if not casts:
            return set()
        one = "(" + ",".join([self.slot] * 3) + ")"
        words = PUT.format(rows=",".join([one] * len(casts)), slot=self.slot)
        values = [value for cast in casts for value in (cast.pk, cast.ct, cast.sig)]
        rows = self.put_surely(door.round_id, words, [*values, door.round_id, RoundState.open.value, door.mh])
        return {bytes(pk) for (pk,) in rows}

    def put_surely(self, round_id: int, words: str, values: Sequence[Any]) -> Sequence[Any]:
        """Write, while nobody closes the round; it is committed when the rows come back."""
        raise NotImplementedError


@dataclass
class SqliteDesk(Desk):
    """SQLite's one writer: its lock keeps the round as it is."""

    lock: str = ""
    """The file at which writers take turns."""
    slot = "?"

    def put_surely(self, round_id: int, words: str, values: Sequence[Any]) -> Sequence[Any]:
        handle = locked(self.lock, PAUSE)
        try:
            rows: Sequence[Any] = self.driver.execute(words, values).fetchall()
            return rows
        finally:
            os.close(handle)


@dataclass
class PostgresDesk(Desk):
    """PostgreSQL: the round's row is held first, then a statement of its own sees what stands; sent together."""

    slot = "%s"
    notices: list[str] = field(default_factory=list)

    def settle(self) -> None:
        self.driver.autocommit = True
        self.driver.add_notice_handler(lambda diagnostic: self.notices.append(diagnostic.sqlstate))

    def put_surely(self, round_id: int, words: str, values: Sequence[Any]) -> Sequence[Any]:
        self.notices.clear()
        with self.driver.pipeline():
            self.driver.execute(HOLD, (round_id,))
            taken = self.driver.execute(words, values)
        if UNSURE in self.notices:
            raise Unconfirmed
        rows: Sequence[Any] = taken.fetchall()
        return rows


def door_of(desk: Desk, mark: str) -> Door | None:
    """The opened box of this mark."""
    rows = desk.ask(BOX, mark)
    if not rows:
        return None
    round_id, section_id, words, signer = rows[0]
    manifest = read_manifest(parse(words.encode(), "manifest"))
    printed = frozenset(bytes(pk) for (pk,) in desk.ask(PRINTED, section_id))
    return Door(round_id, section_id, manifest, SigningKey(bytes(signer)), printed)


def by_box(tickets: Iterable[Ticket]) -> Iterator[list[Ticket]]:
    """Ballots that go into one box, box by box."""
    boxes: dict[int, list[Ticket]] = {}
    for ticket in tickets:
        boxes.setdefault(id(ticket.door), []).append(ticket)
    yield from boxes.values()


def take(desk: Desk, tickets: Sequence[Ticket]) -> None:
    """Put these ballots into their box, as far as it is open, and say on each what came of it.

    Signatures are looked at and answers signed here, in one thread: threads that take turns at it hinder one another.
    """
    door, first = tickets[0].door, dict[bytes, Ticket]()
    for ticket in tickets:
        if not ticket.cast.is_signed(door.mh):
            ticket.tell(Word.unknown)
        else:
            first.setdefault(ticket.cast.pk, ticket)
    for pk in desk.put(door, [ticket.cast for ticket in first.values()]):
        first[pk].tell(Word.accepted, first[pk].cast.hash)
    say_why(desk, door, [ticket for ticket in tickets if ticket.word is None])


def say_why(desk: Desk, door: Door, tickets: Sequence[Ticket]) -> None:
    """Say on ballots that the table did not take why; none of them is accepted, whatever has changed since."""
    if not tickets:
        return
    is_open, pks = is_taking(desk, door), [ticket.cast.pk for ticket in tickets]
    voided, kept = voided_of(desk, door, pks), hashes(desk, door, pks)
    for ticket in tickets:
        pk = ticket.cast.pk
        word = word_for_signed(ticket.cast.hash, is_open, Slip(pk in voided, kept.get(pk)))
        if word is Word.accepted:
            raise Unconfirmed
        ticket.tell(word, kept.get(pk))


def is_taking(desk: Desk, door: Door) -> bool:
    """Whether the round is open."""
    rows = desk.ask(STATE, door.round_id)
    if not rows or bytes(rows[0][1]) != door.mh:
        raise Gone
    return bool(rows[0][0] == RoundState.open)


def voided_of(desk: Desk, door: Door, pks: Sequence[bytes]) -> set[bytes]:
    """Those of these slips that are void."""
    return {bytes(pk) for (pk,) in desk.ask(VOIDED, door.section_id, *pks)}


def hashes(desk: Desk, door: Door, pks: Sequence[bytes]) -> dict[bytes, bytes]:
    """H(ct) of the ballots that these slips have in the box."""
    rows = desk.ask(KEPT, door.round_id, *pks)
    return {bytes(pk): hashed(bytes(ct)) for pk, ct in rows}


def asked(desk: Desk, door: Door, pk: bytes, sig: bytes) -> Answer:
    """M8: whether a printed slip was used, told to whoever holds it."""
    is_open = is_taking(desk, door)
    slip = Slip(bool(voided_of(desk, door, [pk])), hashes(desk, door, [pk]).get(pk))
    return door.answer(word_for_question(pk, sig, door.mh, is_open, slip), slip.kept)
