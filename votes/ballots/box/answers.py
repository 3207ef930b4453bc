"""M7, M8: what the box answers, decided by what it holds of one slip, and signed; every answer has one length."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from nacl.signing import SigningKey

from votes.ballots.box.canon import canonical, parse, unhex
from votes.ballots.box.casting import Cast, ask_words, is_signed, receipt
from votes.ballots.fields import Field, Refused
from votes.common.errors import say

LENGTH = 192
"""Bytes of every answer, filled up with blanks."""


class Word(StrEnum):
    """What became of a ballot, or of a question (unused: this slip has not voted yet)."""

    accepted = "accepted"
    same = "same"
    already = "already"
    closed = "closed"
    void = "void"
    unknown = "unknown"
    unused = "unused"


IN_THE_BOX = (Word.accepted, Word.same, Word.already)


@dataclass(frozen=True, slots=True)
class Slip:
    """What the box holds of a slip of its list: whether it is void, and H(ct) of its ballot if it has cast one."""

    is_void: bool = False
    kept: bytes | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer of the box; `receipt` is that of the ballot in the box, blank where there is none."""

    word: Word
    receipt: str
    sig: bytes

    def data(self) -> bytes:
        """The bytes that go out."""
        plain = {"answer": str(self.word), "receipt": self.receipt, "sig": self.sig.hex()}
        return canonical(plain).ljust(LENGTH)


def word_for_cast(cast: Cast | None, mh: bytes, is_open: bool, slip: Slip | None) -> Word:
    """What becomes of a ballot; one that is in the box is told so for ever, even after the close.

    `cast` is None where nothing readable arrived, `slip` None where its key is not in the printed list.
    """
    if cast is None or slip is None or not cast.is_signed(mh):
        return Word.unknown
    return word_for_signed(cast.hash, is_open, slip)


def word_for_signed(hash: bytes, is_open: bool, slip: Slip) -> Word:
    """What becomes of a ballot with this H(ct) that its slip signed."""
    if slip.kept is not None:
        return Word.same if slip.kept == hash else Word.already
    if slip.is_void:
        return Word.void
    return Word.accepted if is_open else Word.closed


def word_for_question(pk: bytes, sig: bytes, mh: bytes, is_open: bool, slip: Slip | None) -> Word:
    """Whether a slip was used, told to whoever holds it."""
    if slip is None or not is_signed(pk, ask_words(mh, pk), sig):
        return Word.unknown
    if slip.kept is not None:
        return Word.already
    if slip.is_void:
        return Word.void
    return Word.unused if is_open else Word.closed


def answer(word: Word, kept: bytes | None, mh: bytes, signer: SigningKey) -> Answer:
    """The signed answer; `kept` is H(ct) of the slip's ballot in the box, the new one included."""
    number = receipt(kept) if kept is not None and word in IN_THE_BOX else ""
    return Answer(word, number, signer.sign(answer_words(mh, word, number)).signature)


def answer_words(mh: bytes, word: str, number: str) -> bytes:
    """What the box signs."""
    return f"answer|{mh.hex()}|{word}|{number}".encode()


def read_answer(data: bytes, mh: bytes, signer: bytes) -> Answer:
    """An answer as the page reads it; one that the box of this manifest did not sign is none."""
    found = _answer(parse(data, "answer"))
    if not is_signed(signer, answer_words(mh, found.word, found.receipt), found.sig):
        raise Refused("answer", say("%(field)s was not given by this ballot box. Send the ballot again."))
    return found


def _answer(plain: Any) -> Answer:
    top = Field("answer", plain)
    word = Word(top.at("answer").one_of([str(word) for word in Word]))
    return Answer(word, top.at("receipt").text(), unhex(top.at("sig").value, 64) or b"")
