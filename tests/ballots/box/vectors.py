"""Golden vectors of every message, made of fixed bytes alone: `python -m tests.ballots.box.vectors` writes them anew."""

import json
import random
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from nacl.public import PrivateKey
from nacl.signing import SigningKey

from tests.ballots.box.samples import RATING, Vote, fixed, known_bytes, known_cast, other, sealed_with, vote
from votes.ballots.box import cards, slips
from votes.ballots.box.answers import Word, answer
from votes.ballots.box.canon import as_signs, base32, canonical, fingerprint, hashed
from votes.ballots.box.casting import (
    Cast,
    ask_words,
    cast_words,
    plaintext,
    receipt,
    signed,
    void_words,
    voiding,
)
from votes.ballots.box.closing import receipts
from votes.ballots.box.merkle import root
from votes.ballots.box.opening import check, open_box
from votes.ballots.box.tally import full_record, result_file, tally
from votes.ballots.record import read

FILE = Path(__file__).with_name("vectors.json")
VALUES: list[Any] = [
    {"é": [1, None, True], "10": "市", "2": '"\\\n\u2028/', "\U0001f3db": {}, "\ufb01": -1},
    [],
    "\u0000\u001f\u007f\t",
    9007199254740991,
]
TYPED = ["oo00-iIlL-11uU-vvVV", "ＡＢＣＤ ＥＦＧＨ ｊｋｍｎ ｐｑｒｓ", "000g 40r4 0m30 e209"]


class FixedSecrets:
    """What the shares are mixed with, the same in every run."""

    def __init__(self) -> None:
        self.dice = random.Random(20260301)

    def token_bytes(self, number: int) -> bytes:
        return self.dice.randbytes(number)

    def SystemRandom(self) -> random.Random:
        return self.dice


@contextmanager
def fixed_chance() -> Iterator[None]:
    """Key pairs and shares of fixed bytes."""
    keys = iter([PrivateKey(fixed("box A")), PrivateKey(fixed("box B"))])
    with (
        patch("pyshamir._utils.secrets", FixedSecrets()),
        patch.object(PrivateKey, "generate", lambda: next(keys)),
    ):
        yield


def of_bytes() -> dict[str, Any]:
    """H, canonical JSON, base32, codes as typed, roots."""
    entries = [fixed(f"entry {place}") for place in range(5)]
    return {
        "hash": [{"of": text, "is": hashed(text.encode()).hex()} for text in ("", "abc", "票决")],
        "canonical": [{"of": value, "is": canonical(value).hex()} for value in VALUES],
        "base32": [
            {"of": data.hex(), "is": base32(data)} for data in (b"", b"\xff", bytes(range(10)), fixed("x"))
        ],
        "typed": [{"of": text, "is": as_signs(text)} for text in TYPED],
        "fingerprint": {"of": fixed("box A").hex(), "is": fingerprint(fixed("box A"))},
        "root": [
            {"of": [entry.hex() for entry in entries[:n]], "is": root(entries[:n]).hex()} for n in range(6)
        ],
    }


def of_ceremony() -> dict[str, Any]:
    """M1."""
    titles = {"A": "2026年度民生实事项目票决", "B": "2025年度民生实事项目测评"}
    with fixed_chance():
        keyset, made = cards.make_keys("演示县人大", "第一次会议", titles, need=2, cards=3)
    private = {id: fixed(f"box {id}").hex() for id in titles}
    return {
        "keys": keyset.plain(),
        "set": keyset.name,
        "private": private,
        "fingerprints": {section.id: fingerprint(hashed(section.box)) for section in keyset.sections},
        "cards": [card.text for card in made],
    }


def of_slips(votes: dict[str, Vote], keyset: str) -> dict[str, Any]:
    """M2 and M4."""
    code = votes["A"].codes[0]
    pairs = {id: (voted, voiding(id, code)) for id, voted in votes.items()}
    return {
        "code": code,
        "bytes": fixed("slip 0")[:10].hex(),
        "sections": {
            id: {
                "seed": bytes(slips.signing_key(id, code)).hex(),
                "pk": pk.hex(),
                "fragment": slips.fragment(id, code, voted.manifest.box),
                "void": {"words": void_words(id, pk).decode(), "sig": sig.hex()},
            }
            for id, (voted, (pk, sig)) in pairs.items()
        },
        "file": slips.slip_file(keyset, [voted.slips for voted in votes.values()]),
    }


def of_cast(voted: Vote, marks: dict[str, str]) -> dict[str, Any]:
    """M7 and M8."""
    manifest, chance = voted.manifest, fixed("chance 0")[:12]
    cast = known_cast(voted, 0, **{f"o{id}": mark for id, mark in marks.items()})
    key, signer = slips.signing_key(manifest.section, voted.codes[0]), SigningKey(fixed("signer"))
    question = ask_words(manifest.mh, cast.pk)
    return {
        "marks": marks,
        "r": chance.hex(),
        "plaintext": plaintext(manifest, marks, chance).decode(),
        "words": cast_words(manifest.mh, cast.hash).decode(),
        "message": cast.plain(),
        "hash": cast.hash.hex(),
        "receipt": receipt(cast.hash),
        "ask": {"words": question.decode(), "sig": key.sign(question).signature.hex()},
        "signer": bytes(signer).hex(),
        "answers": {str(word): answer(word, cast.hash, manifest.mh, signer).data().decode() for word in Word},
    }


def ballots_of(voted: Vote, marks: tuple[str, str]) -> list[Cast]:
    """A box of every kind: good ones, blank ones, doubles, and invalid ones of every reason but a void slip."""
    yes, no = marks
    good = [known_cast(voted, 0, o1=yes), known_cast(voted, 1, o1=yes, o2=no), known_cast(voted, 2)]
    return [
        *good,
        known_cast(voted, 3, o1=yes, o2=yes, o10=yes),
        known_cast(voted, 3, o1=no),
        known_bytes(voted, 4, b"no ballot"),
        known_bytes(other(voted, round=2), 5, b"{}"),
        replace(good[0], ct=known_cast(voted, 6, o1=no).ct),
        known_cast(replace(voted, codes=["0" * 16]), 0, o1=yes),
        signed(
            voted.manifest,
            sealed_with(fixed("own"), bytes(voted.manifest.length), fixed("box")),
            voted.codes[6],
        ),
        known_cast(voted, 9, o1=yes),
        foreign(voted, 7),
    ]


def foreign(voted: Vote, place: int) -> Cast:
    """A ballot signed for this vote that was filled in for another."""
    filled = plaintext(other(voted, round=2).manifest, {}, fixed("chance")[:12])
    return known_bytes(voted, place, filled)


def of_box(voted: Vote, marks: tuple[str, str]) -> dict[str, Any]:
    """M5, M10 to M13."""
    plain = voted.file(ballots_of(voted, marks), void=[9])
    box = voted.box(ballots_of(voted, marks), void=[9])
    opened = open_box(check(box), voted.key)
    counted = tally(box, opened)
    record = full_record(box, opened)
    return {
        "manifest": {
            "plain": voted.manifest.plain(),
            "mh": voted.manifest.mh.hex(),
            "length": voted.manifest.length,
        },
        "export": plain,
        "receipts": receipts(cast.hash for cast in box.casts),
        "private": bytes(voted.key).hex(),
        "reasons": {str(reason): number for reason, number in opened.reasons.items()},
        "record": record,
        "record_result": read(record).result().line().decode(),
        "tally": {"line": counted.line.decode(), "hash": counted.hash.hex()},
        "result": result_file(counted, counted.hash),
    }


def vectors() -> dict[str, Any]:
    """All of them."""
    roll = {"all": 24, "present": 20}
    ballot = vote(20, roll=roll)
    rating = vote(20, section="B", roll=roll, rules=RATING)
    ceremony = of_ceremony()
    return {
        "bytes": of_bytes(),
        "ceremony": ceremony,
        "slips": of_slips({"A": ballot, "B": rating}, ceremony["set"]),
        "cast": of_cast(ballot, {"1": "approve", "10": "oppose"}),
        "ballot": of_box(ballot, ("approve", "oppose")),
        "rating": of_box(rating, ("satisfied", "dissatisfied")),
    }


def text(found: dict[str, Any]) -> str:
    """The file, easy to read and to compare."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(vectors()), encoding="utf-8")
