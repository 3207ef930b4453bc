"""The script of the ballot page writes the bytes that the protocol names: its vectors, in a browser."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from nacl.bindings import crypto_core_ed25519_add, crypto_core_ed25519_scalar_mul
from nacl.bindings import crypto_scalarmult_ed25519_base_noclamp as times_base
from playwright.sync_api import Browser, Error, Page

from tests.ballots.box.samples import fixed, rewritten, vote
from votes.ballots.box.canon import base32, canonical, fingerprint, hashed, unbase32
from votes.ballots.box.casting import is_signed, read_cast
from votes.ballots.box.manifest import read_manifest
from votes.ballots.box.opening import check, open_box

STATIC = Path(__file__).parents[2] / "votes/static"
SCRIPTS = (
    "vendor/tweetnacl-1.0.3/nacl-fast.min.js",
    "vendor/tweetnacl-sealedbox-js-1.2.0/sealedbox.web.js",
    "box/core.js",
)
VECTORS = json.loads((Path(__file__).parents[1] / "ballots/box/vectors.json").read_text())
"""What every counter must give."""
ORDER = 2**252 + 27742317777372353535851937790883648493
"""Of the group that signatures are made in."""
SMALL = (
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
    "0000000000000000000000000000000000000000000000000000000000000000",
)
"""Points of small order: sums with one of them look alike to careless judges."""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """An empty page with the scripts that stand before the ballot page's own."""
    opened = browser.new_page()
    for script in SCRIPTS:
        opened.add_script_tag(path=STATIC / script)
    opened.evaluate("() => { const m = window.minsheng; window.b = (t) => m.unhex(t); window.h = m.hex; }")
    yield opened
    opened.close()


def given(page: Page, words: str, *values: Any) -> Any:
    """What an expression gives in the page; `m` is the script, `b` reads hexadecimal, `h` writes it, `v` the values."""
    return page.evaluate(f"(v) => {{ const m = window.minsheng; return {words}; }}", list(values))


def test_bytes_hashes_and_signs_are_those_of_the_vectors(page: Page) -> None:
    known = VECTORS["bytes"]
    found = given(
        page,
        """{
      hash: v[0].hash.map((one) => h(m.H(m.utf8(one.of)))),
      canonical: v[0].canonical.map((one) => h(m.canonical(one.of))),
      base32: v[0].base32.map((one) => m.base32(b(one.of))),
      back: v[0].base32.map((one) => h(m.unbase32(one.is))),
      typed: v[0].typed.map((one) => m.asSigns(one.of)),
      root: v[0].root.map((one) => h(m.root(one.of.map(b)))),
      fingerprint: m.fingerprint(b(v[0].fingerprint.of))}""",
        known,
    )
    for name in ("hash", "canonical", "base32", "typed", "root"):
        assert found[name] == [one["is"] for one in known[name]], name
    assert found["back"] == [one["of"] for one in known["base32"]]
    assert found["fingerprint"] == known["fingerprint"]["is"] == fingerprint(fixed("box A"))


def test_what_canonical_json_does_not_hold_is_refused(page: Page) -> None:
    for words in ('"\\ud83c"', '{"\\ud800": 1}', "[0.5]", "9007199254740992", "[undefined]", "NaN"):
        with pytest.raises(Error):
            given(page, f"h(m.canonical({words}))")


def test_signs_with_bits_left_over_or_foreign_ones_are_none(page: Page) -> None:
    for signs in ("ZZ", "0", "I0", "zw", "ZW="):
        assert unbase32(signs) is None
        assert given(page, "m.unbase32(v[0])", signs) is None


def test_slips_are_those_of_the_vectors(page: Page) -> None:
    slips, ceremony = VECTORS["slips"], VECTORS["ceremony"]["keys"]
    for section in ceremony["sections"]:
        known = slips["sections"][section["id"]]
        drawn = given(page, "m.readFragment(v[0])", known["fragment"])
        assert (drawn["section"], drawn["code"]) == (section["id"], slips["code"])
        assert drawn["mark"] == given(page, "m.keyMark(b(v[0]))", section["box"])
        assert given(page, "h(m.slipKeys(v[0], v[1]).publicKey)", section["id"], slips["code"]) == known["pk"]
        voiding = given(page, "m.voiding(v[0], v[1])", section["id"], slips["code"])
        assert voiding == {"pk": known["pk"], "sig": known["void"]["sig"]}


def test_a_slip_is_read_however_a_scanner_or_a_hand_writes_it(page: Page) -> None:
    known = VECTORS["slips"]["sections"]["A"]["fragment"]
    code = VECTORS["slips"]["code"]
    for scanned in (
        f"https://host/b#{known}",
        f"https：//host/b＃{known.replace('.', '。').lower()}",
        f" {known}\n",
    ):
        assert given(page, "m.readScan(v[0])", scanned)["code"] == code, scanned
    for fragment in (known[:-1], known + "0", known.replace("A.", "."), known.lower(), f"#{known}", ""):
        assert given(page, "m.readFragment(v[0])", fragment) is None, fragment
    assert given(page, "m.readCode(v[0])", " b7pf-kb0v bsry．14sj") == code
    for typed in (code[:-1], code + "1", "票" + code[1:], ""):
        assert given(page, "m.readCode(v[0])", typed) is None, typed


@pytest.mark.parametrize("kind", ["ballot", "rating"])
def test_the_manifest_gives_its_hash_and_the_length_of_ballots(page: Page, kind: str) -> None:
    known = VECTORS[kind]["manifest"]
    found = given(page, "[h(m.mhOf(v[0])), m.ballotLength(v[0])]", known["plain"])
    assert found == [known["mh"], known["length"]]


def test_a_ballot_is_written_and_signed_as_the_vectors_say(page: Page) -> None:
    known, manifest = VECTORS["cast"], VECTORS["ballot"]["manifest"]["plain"]
    code = VECTORS["slips"]["code"]
    filled = given(page, "m.text(m.plaintext(v[0], v[1], b(v[2])))", manifest, known["marks"], known["r"])
    assert filled == known["plaintext"]
    assert (
        given(page, "m.signed(v[0], b(v[1]), v[2])", manifest, known["message"]["ct"], code)
        == known["message"]
    )
    assert given(page, "m.receipt(m.H(b(v[0])))", known["message"]["ct"]) == known["receipt"]
    assert given(page, "m.ask(v[0], v[1])", manifest, code) == {
        "pk": known["message"]["pk"],
        "sig": known["ask"]["sig"],
    }


def test_a_ballot_sealed_in_the_page_opens_on_the_laptop_and_the_other_way_round(page: Page) -> None:
    voted = vote(3)
    marks = {"1": "approve", "10": "oppose"}
    plain = given(page, "m.seal(v[0], v[1], v[2])", voted.manifest.plain(), marks, voted.codes[0])
    cast = read_cast(plain, read_manifest(voted.manifest.plain()))
    assert cast is not None
    assert cast.is_signed(voted.manifest.mh)
    assert open_box(check(voted.box([cast])), voted.key).ballots == [marks]
    back = given(
        page,
        "m.text(m.unseal(b(v[0]), b(v[1]), b(v[2])))",
        voted.cast(1, o1="abstain").ct.hex(),
        voted.manifest.box.hex(),
        bytes(voted.key).hex(),
    )
    assert json.loads(back)["marks"] == {"1": "abstain"}
    weak = bytes(32) + plain["ct"].encode()[:100]
    assert given(page, "m.unseal(b(v[0]), b(v[1]), b(v[1]))", weak.hex(), voted.manifest.box.hex()) is None


def test_answers_are_believed_only_from_this_box(page: Page) -> None:
    known, manifest = VECTORS["cast"], VECTORS["ballot"]["manifest"]
    mh, signer = manifest["mh"], manifest["plain"]["signer"]
    read = "m.readAnswer(m.utf8(v[0]), b(v[1]), b(v[2]))"
    for word, data in known["answers"].items():
        found = given(page, read, data, mh, signer)
        assert found == {"word": word, "receipt": json.loads(data)["receipt"]}
    good = known["answers"]["closed"]
    for data, own in (
        (good.replace("closed", "unused"), mh),
        (good, hashed(b"other").hex()),
        (good[:-1], mh),
        ("<html>", mh),
    ):
        assert given(page, read, data, own, signer) is None


def crafted(seed: bytes, words: bytes, chance: bytes, apart: bytes) -> bytes:
    """A signature whose first half has a point of small order in it, made by who holds the key."""
    digest = hashlib.sha512(seed).digest()
    secret = int.from_bytes(digest[:32], "little") & ((1 << 254) - 8) | (1 << 254)
    own = times_base((secret % ORDER).to_bytes(32, "little"))
    point = crypto_core_ed25519_add(times_base(chance), apart) if any(chance) else apart
    k = int.from_bytes(hashlib.sha512(point + own + words).digest(), "little") % ORDER
    total = int.from_bytes(chance, "little") + int.from_bytes(
        crypto_core_ed25519_scalar_mul(k.to_bytes(32, "little"), (secret % ORDER).to_bytes(32, "little")),
        "little",
    )
    return point + (total % ORDER).to_bytes(32, "little")


def test_both_judge_odd_signatures_alike(page: Page) -> None:
    seed, words, chance = fixed("seed"), b"words", (12345).to_bytes(32, "little")
    own = bytes.fromhex(given(page, "h(nacl.sign.keyPair.fromSeed(b(v[0])).publicKey)", seed.hex()))
    honest = bytes.fromhex(
        given(
            page,
            "h(nacl.sign.detached(b(v[0]), nacl.sign.keyPair.fromSeed(b(v[1])).secretKey))",
            words.hex(),
            seed.hex(),
        )
    )
    odd = [
        crafted(seed, words, part, bytes.fromhex(point)) for part in (chance, bytes(32)) for point in SMALL
    ]
    tried = [(own, honest), (own, crafted(seed, words, chance, bytes.fromhex(SMALL[0])))]
    tried += [(own, sig) for sig in odd[1:]] + [
        (own, rewritten(honest)),
        (own, honest[:63]),
        (own[:31], honest),
    ]
    tried += [(bytes.fromhex(point), bytes.fromhex(point) + bytes(32)) for point in SMALL]
    for pk, sig in tried:
        judged = given(page, "m.isSigned(b(v[0]), b(v[1]), b(v[2]))", pk.hex(), words.hex(), sig.hex())
        assert judged == is_signed(pk, words, sig), (pk.hex(), sig.hex())
    assert [is_signed(pk, words, sig) for pk, sig in tried] == [True, True] + [False] * (len(tried) - 2)


def test_long_bytes_are_written_alike(page: Page) -> None:
    value = {"市": ["民" * 1000, {"\U0001f3db": list(range(300)), "ￔ": -5}], "a\u2028": "\x7f\x00\\"}
    assert given(page, "h(m.canonical(v[0]))", value) == canonical(value).hex()
    data = bytes(range(256)) * 3
    for length in range(7):
        assert given(page, "m.base32(b(v[0]))", data[: 500 + length].hex()) == base32(data[: 500 + length])
