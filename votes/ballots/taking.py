"""收票: ballots on their way into the box, several in one transaction; plain SQL on the driver, for a cast needs no more.

The primary key alone decides that a slip votes once: every ballot is offered to the table, and only what it did not
take is looked at again. Nothing of a ballot is logged, and nothing but the ballot is written. An ORM session's or even
SQLAlchemy's own work on these four statements took longer than the database did.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Any

from nacl.signing import SigningKey

from votes.ballots.box.answers import Answer, Slip, Word, answer, word_for_question, word_for_signed
from votes.ballots.box.canon import hashed, parse
from votes.ballots.box.casting import Cast
from votes.ballots.box.manifest import Manifest, read_manifest
from votes.ballots.round_rules import RoundState

BOX = (
    "SELECT b.round_id, b.section_id, b.manifest, b.signer FROM slip_section s"
    " JOIN ballot_box b ON b.section_id = s.id WHERE s.mark = {slot}"
)
STATE = "SELECT r.state, b.mh FROM ballot_round r JOIN ballot_box b ON b.round_id = r.id WHERE r.id = {slot}"
LISTED = (
    "SELECT k.pk, v.pk FROM slip_key k LEFT JOIN slip_voiding v ON v.section_id = k.section_id AND v.pk = k.pk"
    " WHERE k.section_id = {slot} AND k.pk IN ({slots})"
)
PUT = "INSERT INTO sealed_ballot (round_id, pk, ct, sig) VALUES {rows} ON CONFLICT DO NOTHING RETURNING pk"
PRINTED = "SELECT pk FROM slip_key WHERE section_id = {slot}"
KEPT = "SELECT pk, ct FROM sealed_ballot WHERE round_id = {slot} AND pk IN ({slots})"


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
    """A signed ballot that waits for its transaction; `word` and `kept` say afterwards what came of it."""

    door: Door
    cast: Cast
    word: Word | None = None
    kept: bytes | None = None
    fault: Exception | None = None
    called: Any = field(default_factory=shut)
    """A lock that is opened when the ballot is done, or is the next to lead its worker's line."""

    @property
    def is_done(self) -> bool:
        """Whether its transaction was committed, or failed."""
        return self.word is not None or self.fault is not None


@dataclass(frozen=True)
class Desk:
    """A connection of the database's own driver, and how the driver writes a value's place and holds a row."""

    driver: Any
    slot: str
    share: str

    def ask(self, words: str, *values: Any) -> Sequence[Any]:
        """The rows of a question whose last values fill a list."""
        slots = ",".join([self.slot] * (len(values) - 1))
        rows: Sequence[Any] = self.driver.execute(
            words.format(slot=self.slot, slots=slots), values
        ).fetchall()
        return rows

    def put(self, rows: Sequence[tuple[Any, ...]]) -> set[bytes]:
        """The keys of the rows that the table took."""
        one = "(" + ",".join([self.slot] * 4) + ")"
        words = PUT.format(rows=",".join([one] * len(rows)))
        taken = self.driver.execute(words, [value for row in rows for value in row]).fetchall()
        return {bytes(pk) for (pk,) in taken}


def desk_at(driver: Any, kind: str) -> Desk:
    """The desk at a connection of this kind; SQLite's one writer needs no lock on a row."""
    return Desk(driver, "?", "") if kind == "sqlite" else Desk(driver, "%s", " FOR SHARE OF r")


def door_of(desk: Desk, mark: str) -> Door | None:
    """The opened box of this mark."""
    rows = desk.ask(BOX, mark)
    if not rows:
        return None
    round_id, section_id, words, signer = rows[0]
    manifest = read_manifest(parse(words.encode(), "manifest"))
    printed = frozenset(bytes(pk) for (pk,) in desk.ask(PRINTED, section_id))
    return Door(round_id, section_id, manifest, SigningKey(bytes(signer)), printed)


def take(desk: Desk, tickets: Iterable[Ticket]) -> None:
    """Put these ballots into their boxes, as far as each is open, and say on each what came of it."""
    by_door: dict[int, list[Ticket]] = {}
    for ticket in tickets:
        by_door.setdefault(ticket.door.round_id, []).append(ticket)
    for round_id in sorted(by_door):
        take_into(desk, by_door[round_id][0].door, by_door[round_id])


def take_into(desk: Desk, door: Door, tickets: Sequence[Ticket]) -> None:
    """The same for one box, whose round cannot be closed meanwhile."""
    is_open = is_taking(desk, door, desk.share)
    voided = listed(desk, door, [ticket.cast.pk for ticket in tickets])
    first = {ticket.cast.pk: ticket for ticket in reversed(tickets)}
    good = sorted(pk for pk in first if is_open and voided.get(pk) is False)
    taken = put(desk, door, [first[pk].cast for pk in good])
    for pk in taken:
        first[pk].word, first[pk].kept = Word.accepted, first[pk].cast.hash
    others = [ticket for ticket in tickets if ticket.word is None]
    kept = hashes(desk, door, [ticket.cast.pk for ticket in others])
    for ticket in others:
        pk = ticket.cast.pk
        ticket.kept, ticket.word = kept.get(pk), Word.unknown
        if pk in voided:
            ticket.word = word_for_signed(ticket.cast.hash, is_open, Slip(voided[pk], ticket.kept))


def is_taking(desk: Desk, door: Door, share: str = "") -> bool:
    """Whether the round is open; with `share` it stays so until this transaction ends."""
    rows = desk.ask(STATE + share, door.round_id)
    if not rows or bytes(rows[0][1]) != door.mh:
        raise Gone
    return bool(rows[0][0] == RoundState.open)


def listed(desk: Desk, door: Door, pks: Sequence[bytes]) -> dict[bytes, bool]:
    """Those of these keys that were printed, and whether each is void."""
    rows = desk.ask(LISTED, door.section_id, *pks)
    return {bytes(pk): void is not None for pk, void in rows}


def put(desk: Desk, door: Door, casts: Sequence[Cast]) -> set[bytes]:
    """Offer ballots to the table, in the order of their keys so that two workers never wait for each other."""
    if not casts:
        return set()
    rows = [(door.round_id, cast.pk, cast.ct, cast.sig) for cast in casts]
    return desk.put(rows)


def hashes(desk: Desk, door: Door, pks: Sequence[bytes]) -> dict[bytes, bytes]:
    """H(ct) of the ballots that these slips have in the box."""
    if not pks:
        return {}
    rows = desk.ask(KEPT, door.round_id, *pks)
    return {bytes(pk): hashed(bytes(ct)) for pk, ct in rows}


def asked(desk: Desk, door: Door, pk: bytes, sig: bytes) -> Answer:
    """M8: whether a slip was used, told to whoever holds it."""
    is_open = is_taking(desk, door)
    voided, kept = listed(desk, door, [pk]), hashes(desk, door, [pk]).get(pk)
    slip = Slip(voided[pk], kept) if pk in voided else None
    return door.answer(word_for_question(pk, sig, door.mh, is_open, slip), kept)
