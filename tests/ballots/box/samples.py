"""A vote by sealed ballots to start a test from, made of fixed bytes: the same in every run."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from nacl import bindings
from nacl.hashlib import blake2b
from nacl.public import PrivateKey
from nacl.signing import SigningKey

from votes.ballots.box.canon import base32, hashed
from votes.ballots.box.casting import Cast, plaintext, seal, signed, voiding
from votes.ballots.box.closing import Closing, close
from votes.ballots.box.export import Export, export, read_export
from votes.ballots.box.log import Entry, added, state
from votes.ballots.box.manifest import Manifest, read_manifest
from votes.ballots.box.opening import Opened, check, open_box
from votes.ballots.box.slips import SlipList, list_of
from votes.ballots.round_rules import Papers

RULES = {
    "form": "three_way",
    "seats": 2,
    "most": 2,
    "over_marked": "void_ballot",
    "quorum": {"of": [2, 3], "strict": False},
    "pass": {"of": [1, 2], "strict": True, "base": "all", "min": 1},
    "tie": "revote",
    "shortfall": "vacant",
    "funds": None,
}
RATING = {
    "form": "rating",
    "quorum": {"of": [2, 3], "strict": False},
    "verdict": {"base": "valid", "of": [1, 2], "strict": True},
}


def fixed(words: str) -> bytes:
    """Thirty-two bytes that these words stand for."""
    return hashed(f"a sample: {words}".encode())


def rewritten(sig: bytes) -> bytes:
    """The same signature with the group's order added to its second half: equal by the curve, refused by libsodium."""
    order = 2**252 + 27742317777372353535851937790883648493
    return sig[:32] + (int.from_bytes(sig[32:], "little") + order).to_bytes(32, "little")


def codes_of(number: int) -> list[str]:
    return [base32(fixed(f"slip {place}")[:10]) for place in range(number)]


def manifest_plain(slips: SlipList, box: bytes, **changes: Any) -> dict[str, Any]:
    """A manifest as plain values, with members set by name."""
    options = [
        {"id": "1", "title": "市民中心建设工程", "text": "县住建局 · 全县", "cost": 12000},
        {"id": "2", "title": "新农村建设", "text": "县农业农村局 · 全县", "cost": 8000},
        {"id": "10", "title": "“厕所革命”行动", "text": "", "cost": None},
    ]
    return {
        "format": "minsheng-manifest/1",
        "suite": 1,
        "congress": "演示县人大",
        "session": "演示县第一届人民代表大会第一次会议",
        "ballot": "2026年度民生实事项目票决",
        "round": 1,
        "section": slips.section,
        "options": options,
        "rules": RULES,
        "roll": {"all": 12, "present": 10},
        "box": box.hex(),
        "signer": bytes(SigningKey(fixed("signer")).verify_key).hex(),
        "slips": {"count": len(slips.keys), "root": slips.root.hex()},
        "page": fixed("page").hex(),
        "previous": None,
        **changes,
    }


@dataclass(frozen=True)
class Vote:
    """A round that can be voted in: its codes are what deputies draw, its key what the cards give back."""

    codes: list[str]
    key: PrivateKey
    slips: SlipList
    manifest: Manifest

    def cast(self, place: int, **marks: str) -> Cast:
        """A ballot of the slip in this place: `cast(0, o1="approve")`."""
        return seal(self.manifest, named(marks), self.codes[place])

    def cast_bytes(self, place: int, data: bytes) -> Cast:
        """A ballot that holds these bytes, filled up with blanks, whatever they are."""
        ct = bindings.crypto_box_seal(data.ljust(self.manifest.length), self.manifest.box)
        return signed(self.manifest, ct, self.codes[place])

    def close(self, casts: Sequence[Cast], left: int = 0) -> Closing:
        printed = len(self.codes)
        papers = Papers(printed, printed - left, 0, left, len(casts))
        return close(self.manifest.mh, casts, self.log(casts), papers)

    def log(self, casts: Sequence[Cast]) -> list[Entry]:
        mh, hashes = self.manifest.mh, sorted(cast.hash for cast in casts)
        return added(added([], "open", state(mh, [])), "close", state(mh, hashes))

    def file(self, casts: Sequence[Cast], void: Sequence[int] = ()) -> dict[str, Any]:
        """The closed box as plain values; the slips in the places `void` were left over."""
        voided = dict(voiding(self.manifest.section, self.codes[place]) for place in void)
        closing = self.close(casts, len(void))
        return export(self.manifest, self.slips, voided, casts, closing, self.log(casts))

    def box(self, casts: Sequence[Cast], void: Sequence[int] = ()) -> Export:
        return read_export(self.file(casts, void))

    def open(self, casts: Sequence[Cast], void: Sequence[int] = ()) -> Opened:
        return open_box(check(self.box(casts, void)), self.key)


def named(marks: dict[str, str]) -> dict[str, str]:
    """Marks by option id from names that Python takes: o1 for 1."""
    return {name.removeprefix("o"): mark for name, mark in marks.items()}


def vote(slips: int = 10, section: str = "A", **changes: Any) -> Vote:
    """A vote with so many slips; changes go into its manifest."""
    codes, key = codes_of(slips), PrivateKey(fixed(f"box {section}"))
    listed = list_of(section, codes)
    plain = manifest_plain(listed, bytes(key.public_key), **changes)
    return Vote(codes, key, listed, read_manifest(plain))


def other(vote: Vote, **changes: Any) -> Vote:
    """The same vote under another manifest."""
    return replace(vote, manifest=read_manifest({**vote.manifest.plain(), **changes}))


def sealed_with(own: bytes, data: bytes, box: bytes) -> bytes:
    """A sealed box whose key of its own is given, so that its bytes are known beforehand."""
    public = bindings.crypto_scalarmult_base(own)
    nonce = blake2b(public + box, digest_size=24).digest()
    return public + bindings.crypto_box(data, nonce, box, own)


def known_bytes(vote: Vote, place: int, data: bytes) -> Cast:
    """A ballot that holds these bytes, filled up with blanks, whose every byte is known beforehand."""
    own = fixed(f"own key {place} {data.hex()}")
    sealed = sealed_with(own, data.ljust(vote.manifest.length), vote.manifest.box)
    return signed(vote.manifest, sealed, vote.codes[place])


def known_cast(vote: Vote, place: int, **marks: str) -> Cast:
    """A ballot of these marks, whose every byte is known beforehand."""
    return known_bytes(vote, place, plaintext(vote.manifest, named(marks), fixed(f"chance {place}")[:12]))


def sealed_box(ballots: int) -> tuple[Vote, Export]:
    """A full box on twelve options, every ballot another."""
    options = [{"id": str(n), "title": f"项目{n}", "text": "", "cost": n} for n in range(1, 13)]
    rules = {**RULES, "seats": 10, "most": 10}
    voted = vote(ballots, options=options, rules=rules, roll={"all": ballots, "present": ballots})
    marks = ("approve", "oppose", "abstain")
    casts = [
        voted.cast(place, **{f"o{n}": marks[(place + n * n) % 3] for n in range(1, 13)})
        for place in range(ballots)
    ]
    return voted, voted.box(casts)
