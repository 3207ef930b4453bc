"""At the box: what becomes of a ballot, decided by what the box holds, told in answers of one length."""

import json
from dataclasses import replace

import pytest
from nacl.signing import SigningKey

from tests.ballots.box.samples import codes_of, fixed, other, rewritten, vote
from votes.ballots.box.answers import (
    LENGTH,
    Answer,
    Slip,
    Word,
    answer,
    read_answer,
    word_for_cast,
    word_for_question,
)
from votes.ballots.box.casting import Cast, ask_words, is_signed, read_cast, receipt, void_words, voiding
from votes.ballots.box.slips import public_key, signing_key
from votes.common.errors import RuleBroken

VOTE = vote()
MH = VOTE.manifest.mh
SIGNER = SigningKey(fixed("signer"))
CAST = VOTE.cast(0, o1="approve")
AGAIN = VOTE.cast(0, o1="approve")


def test_the_same_marks_never_look_the_same() -> None:
    assert CAST.ct != AGAIN.ct
    assert len(CAST.ct) == len(AGAIN.ct)
    assert CAST.pk == AGAIN.pk


def test_a_ballot_arrives_as_it_was_sent() -> None:
    assert read_cast(json.loads(json.dumps(CAST.plain())), VOTE.manifest) == CAST


@pytest.mark.parametrize(
    "is_open, slip, word",
    [
        (True, Slip(), Word.accepted),
        (False, Slip(), Word.closed),
        (True, Slip(kept=CAST.hash), Word.same),
        (False, Slip(kept=CAST.hash), Word.same),
        (True, Slip(kept=AGAIN.hash), Word.already),
        (False, Slip(kept=AGAIN.hash), Word.already),
        (True, Slip(is_void=True), Word.void),
        (False, Slip(is_void=True), Word.void),
        (True, None, Word.unknown),
        (False, None, Word.unknown),
    ],
)
def test_the_box_answers_by_what_it_holds(is_open: bool, slip: Slip | None, word: Word) -> None:
    assert word_for_cast(CAST, MH, is_open, slip) is word


def forgeries() -> dict[str, Cast]:
    """Ballots under a listed key that its slip never signed for this vote."""
    foreign = VOTE.cast(1)
    return {
        "signature of another slip": replace(CAST, sig=foreign.sig),
        "key of another slip": replace(CAST, pk=foreign.pk),
        "changed after signing": replace(CAST, ct=CAST.ct[:-1] + bytes([CAST.ct[-1] ^ 1])),
        "changed signature": replace(CAST, sig=bytes([CAST.sig[0] ^ 1]) + CAST.sig[1:]),
        "signature written another way": replace(CAST, sig=rewritten(CAST.sig)),
        "signature of nothing": replace(CAST, sig=bytes(64)),
        "short signature": replace(CAST, sig=CAST.sig[:-1]),
        "short key": replace(CAST, pk=CAST.pk[:-1]),
        "another manifest": other(VOTE, ballot="另一次").cast(0),
        "another round": other(VOTE, round=2).cast(0),
        "another section": replace(vote(section="B").cast(0), pk=CAST.pk),
    }


@pytest.mark.parametrize("words", forgeries())
def test_what_its_slip_did_not_sign_is_unknown(words: str) -> None:
    for slip in (Slip(), Slip(kept=CAST.hash), Slip(is_void=True)):
        assert word_for_cast(forgeries()[words], MH, True, slip) is Word.unknown


MALFORMED = [
    None,
    [],
    "",
    1,
    {},
    {**CAST.plain(), "name": "代表001"},
    {"pk": CAST.plain()["pk"], "ct": CAST.plain()["ct"]},
    {**CAST.plain(), "pk": CAST.plain()["pk"].upper()},
    {**CAST.plain(), "pk": CAST.plain()["pk"][2:]},
    {**CAST.plain(), "pk": " " + CAST.plain()["pk"][1:]},
    {**CAST.plain(), "ct": CAST.plain()["ct"][2:]},
    {**CAST.plain(), "ct": CAST.plain()["ct"] + "00"},
    {**CAST.plain(), "ct": ""},
    {**CAST.plain(), "ct": None},
    {**CAST.plain(), "ct": ["00"]},
    {**CAST.plain(), "sig": CAST.plain()["sig"][:-1]},
    {**CAST.plain(), "sig": "zz" * 64},
    {**CAST.plain(), "sig": 7},
]


@pytest.mark.parametrize("plain", MALFORMED, ids=range(len(MALFORMED)))
def test_what_is_no_ballot_is_unknown(plain: object) -> None:
    assert read_cast(plain, VOTE.manifest) is None
    assert word_for_cast(read_cast(plain, VOTE.manifest), MH, True, Slip()) is Word.unknown


def test_a_slip_asks_whether_it_was_used() -> None:
    pk, sig = CAST.pk, signing_key("A", VOTE.codes[0]).sign(ask_words(MH, CAST.pk)).signature
    assert word_for_question(pk, sig, MH, True, Slip()) is Word.unused
    assert word_for_question(pk, sig, MH, False, Slip()) is Word.closed
    assert word_for_question(pk, sig, MH, False, Slip(kept=CAST.hash)) is Word.already
    assert word_for_question(pk, sig, MH, True, Slip(is_void=True)) is Word.void
    assert word_for_question(pk, sig, MH, True, None) is Word.unknown
    assert word_for_question(pk, CAST.sig, MH, True, Slip()) is Word.unknown, "only the slip itself may ask"


def test_a_voiding_is_signed_by_the_slip_itself() -> None:
    code = codes_of(1)[0]
    pk, sig = voiding("A", code)
    assert pk == public_key("A", code)
    assert is_signed(pk, void_words("A", pk), sig)
    assert not is_signed(pk, void_words("B", pk), sig)
    assert not is_signed(voiding("A", VOTE.codes[1])[0], void_words("A", pk), sig)
    assert not is_signed(pk, void_words("A", pk), CAST.sig), "a ballot is no voiding"


def test_all_answers_have_one_length() -> None:
    answers = {word: answer(word, CAST.hash, MH, SIGNER).data() for word in Word}
    assert {len(data) for data in answers.values()} == {LENGTH}
    assert answers[Word.unknown] != answers[Word.closed]


def test_the_receipt_stands_where_a_ballot_is_in_the_box() -> None:
    told = {word: answer(word, CAST.hash, MH, SIGNER).receipt for word in Word}
    assert {word for word, number in told.items() if number} == {"accepted", "same", "already"}
    assert told[Word.accepted] == receipt(CAST.hash)
    assert len(told[Word.accepted]) == 10


def test_an_answer_holds_only_for_this_vote_and_as_it_was_signed() -> None:
    signer = bytes(SIGNER.verify_key)
    said = answer(Word.accepted, CAST.hash, MH, SIGNER)
    assert read_answer(said.data(), MH, signer) == said
    forged = Answer(Word.accepted, said.receipt, answer(Word.already, CAST.hash, MH, SIGNER).sig)
    for data, mh in ((forged.data(), MH), (said.data(), other(VOTE, round=2).manifest.mh)):
        with pytest.raises(RuleBroken, match="not given by this ballot box"):
            read_answer(data, mh, signer)
    with pytest.raises(RuleBroken):
        read_answer(b"<html>502 Bad Gateway</html>", MH, signer)
