"""A second counter of sealed boxes, written apart from the first from the page on the protocol alone.

It shares no line with `votes.ballots`: it takes a box file and a private key, and gives the line of the tally.
"""

import hashlib
import json

from nacl.bindings import crypto_box_seal_open, crypto_scalarmult_base, crypto_sign_open
from nacl.exceptions import CryptoError

MARKS = {
    "three_way": ["approve", "oppose", "abstain"],
    "choose": ["approve", "oppose", "abstain"],
    "rating": ["satisfied", "basic", "dissatisfied", "abstain"],
}


def h(data: bytes) -> bytes:
    return hashlib.sha512(data).digest()[:32]


def canon(value: object) -> str:
    """Canonical JSON written by hand."""
    if isinstance(value, dict):
        keys = sorted(value, key=lambda key: [ord(sign) for sign in key])
        return "{" + ",".join(canon(key) + ":" + canon(value[key]) for key in keys) + "}"
    if isinstance(value, list):
        return "[" + ",".join(canon(entry) for entry in value) + "]"
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False)
    if isinstance(value, float):
        raise ValueError("no floats")
    words = {None: "null", True: "true", False: "false"}
    return words[value] if value is None or isinstance(value, bool) else str(value)


def count(box: dict, private: bytes) -> bytes:
    """The line of the tally."""
    manifest = box["manifest"]
    mh = h(canon(manifest).encode()).hex()
    void, piles, used = 0, [], set()
    over = 0
    listed, voided = set(box["slips"]), {entry["pk"] for entry in box["void"]}
    for entry in box["ballots"]:
        if entry["pk"] not in listed or entry["pk"] in voided or not signed(entry, mh) or entry["pk"] in used:
            void += 1
        else:
            used.add(entry["pk"])
            marks = inside(entry, manifest, mh, private)
            if marks is None:
                void += 1
            elif too_many(marks, manifest["rules"]):
                over += 1
            else:
                piles.append(without_void_marks(marks, manifest["rules"]))
    return canon(
        {"mh": mh, "root": box["closing"]["root"], "channel": channel(box, piles, void, over)}
    ).encode()


def signed(entry: dict, mh: str) -> bool:
    words = "cast|" + mh + "|" + h(bytes.fromhex(entry["ct"])).hex()
    try:
        crypto_sign_open(bytes.fromhex(entry["sig"]) + words.encode(), bytes.fromhex(entry["pk"]))
    except (CryptoError, ValueError):
        return False
    return len(entry["sig"]) == 128


def inside(entry: dict, manifest: dict, mh: str, private: bytes) -> dict | None:
    """The marks of a ballot; None where it says nothing this vote can count."""
    try:
        data = crypto_box_seal_open(bytes.fromhex(entry["ct"]), crypto_scalarmult_base(private), private)
        text = data.decode("utf-8").rstrip(" ")
        ballot = json.loads(text)
        assert canon(ballot) == text
        assert sorted(ballot) == ["marks", "mh", "r", "v"]
        assert ballot["v"] == 1
        assert ballot["mh"] == mh[:32]
        assert len(ballot["r"]) == 24
        assert set(ballot["r"]) <= set("0123456789abcdef")
        known = [mark for mark in MARKS[manifest["rules"]["form"]]]
        if manifest["rules"]["form"] == "choose":
            known.remove("oppose")
        for id, mark in ballot["marks"].items():
            assert id in [option["id"] for option in manifest["options"]]
            assert mark in known
        return ballot["marks"]
    except (CryptoError, ValueError, AssertionError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def too_many(marks: dict, rules: dict) -> bool:
    limit = rules.get("most")
    return (
        limit is not None
        and rules["over_marked"] == "void_ballot"
        and [*marks.values()].count("approve") > limit
    )


def without_void_marks(marks: dict, rules: dict) -> dict:
    limit = rules.get("most")
    if limit is None or [*marks.values()].count("approve") <= limit:
        return marks
    return {id: mark for id, mark in marks.items() if mark != "approve"}


def channel(box: dict, piles: list, void: int, over: int) -> dict:
    rules = box["manifest"]["rules"]
    counts = {}
    for option in box["manifest"]["options"]:
        found = dict.fromkeys(MARKS[rules["form"]], 0)
        for marks in piles:
            found[marks.get(option["id"], "abstain")] += 1
        counts[option["id"]] = found
    reasons = {"unreadable": void, "over_marked": over}
    return {
        "kind": "slips",
        "issued": box["closing"]["papers"]["issued"],
        "received": len(box["ballots"]),
        "valid": len(piles),
        "void": {reason: number for reason, number in reasons.items() if number},
        "counts": counts,
    }
