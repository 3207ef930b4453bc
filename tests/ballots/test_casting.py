"""A ballot comes in by its slip's signature alone: once, while the round is open, whatever is sent and resent."""

import json
import secrets
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.box.samples import rewritten
from tests.ballots.boxed import Boxed, opened
from tests.ballots.hall import AT, CHAIR, Hall
from tests.ballots.printing import Printing
from votes.ballots import holding
from votes.ballots.box.answers import LENGTH, read_answer
from votes.ballots.box.canon import canonical
from votes.ballots.box.casting import Cast, ask_words, receipt, seal, signed
from votes.ballots.box.manifest import Manifest
from votes.ballots.box.slips import key_mark, public_key, signing_key
from votes.ballots.boxes import SealedBallot
from votes.ballots.taking import Ticket
from votes.ballots.voiding import void_slip
from votes.common.db import db

FOREIGN = "ZZZZZZZZZZZZZZZZ"
Inside = Callable[[Callable[[], Any]], Any]


class Voter:
    """Whoever holds slips of the printing, in a browser without a name."""

    def __init__(self, app: Flask, boxed: Boxed, terms: Manifest) -> None:
        self.app, self.boxed, self.terms = app, boxed, terms
        self.mark = key_mark(terms.box)
        self.browser: FlaskClient = app.test_client()

    def sealed(self, place: int, **marks: str) -> Cast:
        return seal(self.terms, marks or {"1": "approve"}, self.boxed.printing.codes[place])

    def send(self, cast: Cast) -> str:
        return self.post("cast", canonical(cast.plain()))

    def post(self, deed: str, body: bytes) -> str:
        """The word of the answer, once its length, its signature and its headers were looked at."""
        answer = self.browser.post(f"/b/{self.mark}/{deed}", data=body)
        assert (answer.status_code, len(answer.data)) == (200, LENGTH)
        assert "Set-Cookie" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Referrer-Policy"] == "no-referrer"
        self.last = read_answer(answer.data, self.terms.mh, self.terms.signer)
        return str(self.last.word)

    def ask(self, place: int, code: str = "") -> str:
        code = code or self.boxed.printing.codes[place]
        pk = public_key(self.terms.section, code)
        sig = signing_key(self.terms.section, code).sign(ask_words(self.terms.mh, pk)).signature
        return self.post("ask", canonical({"pk": pk.hex(), "sig": sig.hex()}))


@pytest.fixture
def boxed(hall: Hall, inside: Inside) -> Boxed:
    return inside(lambda: opened(hall))


@pytest.fixture
def voter(app: Flask, boxed: Boxed, inside: Inside) -> Voter:
    return Voter(app, boxed, inside(lambda: boxed.box.terms))


@pytest.fixture
def lying(boxed: Boxed, inside: Inside) -> Callable[[], list[tuple[bytes, bytes, bytes]]]:
    """What lies in the box."""

    def rows() -> list[tuple[bytes, bytes, bytes]]:
        found = db.session.query(SealedBallot).filter_by(round_id=boxed.round)
        return sorted((row.pk, row.ct, row.sig) for row in found)

    return lambda: inside(rows)


def test_a_ballot_goes_in_once_and_may_be_sent_for_ever(voter, boxed, inside, lying) -> None:
    cast = voter.sealed(0)
    assert voter.ask(0) == "unused"
    assert voter.send(cast) == "accepted"
    assert voter.last.receipt == receipt(cast.hash)
    assert voter.send(cast) == "same"
    assert voter.last.receipt == receipt(cast.hash)
    assert voter.send(voter.sealed(0)) == "already"
    assert voter.last.receipt == receipt(cast.hash)
    assert voter.ask(0) == "already"
    assert lying() == [(cast.pk, cast.ct, cast.sig)]
    inside(lambda: boxed.close(issued=10, left=2))
    assert voter.send(cast) == "same"
    assert voter.ask(0) == "already"
    assert len(lying()) == 1


def test_before_and_after_the_vote_nothing_goes_in(voter, boxed, inside, lying) -> None:
    inside(lambda: boxed.close(issued=10, left=2))
    assert voter.send(voter.sealed(1)) == "closed"
    assert voter.ask(1) == "closed"
    assert lying() == []


def test_a_vote_that_is_stopped_takes_nothing_more(voter, boxed, inside, lying) -> None:
    """Given up for paper: the box stays shut, and says so."""
    inside(lambda: (holding.stop(boxed.row, "网络中断，改用纸质票", CHAIR, AT), db.session.commit()))
    assert voter.send(voter.sealed(1)) == "closed"
    assert voter.browser.get(f"/b/{voter.mark}/manifest.json").json["state"] == "closed"
    assert lying() == []


def test_a_void_slip_and_one_that_was_not_printed_are_told(voter, boxed, inside, lying) -> None:
    inside(lambda: (void_slip(boxed.box.section.set, boxed.voiding(3)), db.session.commit()))
    assert voter.send(voter.sealed(3)) == "void"
    assert voter.ask(3) == "void"
    assert voter.send(seal(voter.terms, {"1": "approve"}, FOREIGN)) == "unknown"
    assert voter.ask(0, FOREIGN) == "unknown"
    assert lying() == []


def test_a_ballot_of_another_round_section_manifest_or_slip_is_refused(voter, lying) -> None:
    terms, codes = voter.terms, voter.boxed.printing.codes
    ours = voter.sealed(0)
    for other in (
        replace(terms, section="B"),
        replace(terms, round=terms.round + 1),
        replace(terms, previous=bytes(32)),
        replace(terms, roll=replace(terms.roll, present=11)),
    ):
        assert voter.send(seal(other, {"1": "approve"}, codes[0])) == "unknown"
    stolen = Cast(public_key("A", codes[1]), ours.ct, ours.sig)
    assert voter.send(stolen) == "unknown"
    assert voter.send(replace(ours, sig=rewritten(ours.sig))) == "unknown"
    assert voter.send(replace(ours, ct=ours.ct[:-1] + bytes([ours.ct[-1] ^ 1]))) == "unknown"
    assert lying() == []


def malformed(cast: Cast) -> dict[str, bytes]:
    """Thirty-odd ways not to be a ballot."""
    plain = cast.plain()
    longer = {name: text + "00" for name, text in plain.items()}
    changes: dict[str, dict[str, Any]] = {
        "no key": {"pk": ""},
        "short key": {"pk": plain["pk"][:-2]},
        "long key": {"pk": longer["pk"]},
        "key in capitals": {"pk": plain["pk"].upper() + "AB"},
        "key no hexadecimal": {"pk": "g" * 64},
        "key a number": {"pk": 7},
        "key a list": {"pk": [plain["pk"]]},
        "key null": {"pk": None},
        "key of small order": {"pk": "01" + "00" * 31},
        "key half a character": {"pk": "\\ud800" * 64},
        "no bytes": {"ct": ""},
        "one byte fewer": {"ct": plain["ct"][:-2]},
        "one byte more": {"ct": longer["ct"]},
        "half a byte": {"ct": plain["ct"][:-1]},
        "bytes an object": {"ct": {"a": plain["ct"]}},
        "bytes with blanks": {"ct": plain["ct"][:-2] + "  "},
        "bytes full-width": {"ct": plain["ct"][:-1] + "０"},
        "bytes true": {"ct": True},
        "no signature": {"sig": ""},
        "short signature": {"sig": plain["sig"][:-2]},
        "long signature": {"sig": longer["sig"]},
        "empty signature": {"sig": "00" * 64},
        "random signature": {"sig": secrets.token_hex(64)},
        "signature null": {"sig": None},
        "one member more": {"voter": "代表001"},
    }
    sent = {name: json.dumps({**plain, **change}).encode() for name, change in changes.items()}
    whole = canonical(plain)
    return sent | {
        "nothing": b"",
        "no JSON": b"\x00\xff\xfe",
        "half of it": whole[: len(whole) // 2],
        "a list": b"[" + whole + b"]",
        "null": b"null",
        "a number with a point": b"1.5",
        "too deep": b"[" * 9000,
        "the same member twice": whole[:-1] + b',"pk":"' + plain["pk"].encode() + b'"}',
        "one member fewer": json.dumps({"pk": plain["pk"], "ct": plain["ct"]}).encode(),
        "two of them": whole + whole,
        "a form": b"pk=" + plain["pk"].encode(),
        "another character set": json.dumps(plain).encode("utf-16"),
        "nan": b'{"pk":NaN}',
        "a very long number": b"9" * 5000,
    }


def test_what_is_no_ballot_is_refused_and_changes_nothing(voter, lying) -> None:
    ways = malformed(voter.sealed(0))
    assert len(ways) >= 30
    words = {name: voter.post("cast", body) for name, body in ways.items()}
    assert set(words.values()) == {"unknown"}, words
    asked = {voter.post("ask", body) for body in (*ways.values(), b"{}", b'{"pk":"","sig":""}')}
    assert asked == {"unknown"}
    assert lying() == []
    assert voter.send(voter.sealed(0)) == "accepted"


def test_too_much_is_not_read_and_no_other_box_answers(voter, app) -> None:
    answer = voter.browser.post(f"/b/{voter.mark}/cast", data=b" " * 65_537)
    assert (answer.status_code, answer.data) == (413, b"")
    other = key_mark(bytes(Printing(word="second").key().public_key))
    assert voter.browser.post(f"/b/{other}/cast", data=b"{}").status_code == 404
    assert voter.browser.get(f"/b/{voter.mark}/cast").status_code == 405


def test_whoever_holds_no_printed_slip_costs_the_database_nothing(app, voter, monkeypatch) -> None:
    voter.send(voter.sealed(0))

    def fail(*_anything: object) -> None:
        raise AssertionError("the database is asked")

    for name in ("pass_through", "reading"):
        monkeypatch.setattr(app.extensions["way in"].line, name, fail)
    assert voter.send(seal(voter.terms, {"1": "approve"}, FOREIGN)) == "unknown"
    assert voter.ask(0, FOREIGN) == "unknown"


@pytest.mark.parametrize("prefix", ["/en", "/elder"])
def test_a_ballot_from_the_page_in_large_type_takes_the_same_way(app, voter, monkeypatch, prefix) -> None:
    voter.send(voter.sealed(0))
    monkeypatch.setattr(app.extensions["way in"], "next", None)
    body = canonical(voter.sealed(1).plain())
    assert b'"accepted"' in voter.browser.post(f"{prefix}/b/{voter.mark}/cast", data=body).data


def test_ballots_of_one_commit_do_not_spoil_one_another(app, voter, boxed, inside, lying) -> None:
    """Good, void, unsigned, twice and twice otherwise: each is told what it would be told alone."""
    inside(lambda: (void_slip(boxed.box.section.set, boxed.voiding(3)), db.session.commit()))
    way = app.extensions["way in"]
    door, good, void = way.door(voter.mark), voter.sealed(0), voter.sealed(3)
    forged = replace(voter.sealed(1), sig=rewritten(good.sig))
    cast = [forged, good, void, good, voter.sealed(0), voter.sealed(2)]
    tickets = [Ticket(door, one) for one in cast]
    way.line.commit(tickets)
    assert [str(ticket.word) for ticket in tickets] == "unknown accepted void same already accepted".split()
    assert {pk for pk, _ct, _sig in lying()} == {good.pk, cast[5].pk}


def test_a_key_of_small_order_signs_nothing(voter) -> None:
    """Its signature would hold for any words by some libraries."""
    cast = voter.sealed(0)
    weak = Cast(b"\x01" + bytes(31), cast.ct, b"\x01" + bytes(63))
    assert voter.send(weak) == "unknown"
    assert voter.send(signed(voter.terms, cast.ct, FOREIGN)) == "unknown"


def test_all_ballots_of_a_round_have_one_length_and_so_have_all_answers(voter, boxed, inside, lying) -> None:
    full = dict.fromkeys(voter.terms.ids, "abstain")
    for place, marks in enumerate(({}, {"1": "approve"}, full)):
        voter.send(seal(voter.terms, marks, boxed.printing.codes[place]))
    assert len({(len(pk), len(ct), len(sig)) for pk, ct, sig in lying()}) == 1


def test_a_database_that_does_not_answer_is_no_acceptance(app, voter, lying, monkeypatch) -> None:
    faults = [app.extensions["way in"].trouble[1]("database or disk is full"), OSError("too many open files")]

    def full(*_anything: Any) -> None:
        raise faults.pop()

    cast = voter.sealed(0)
    with monkeypatch.context() as patch:
        while faults:
            patch.setattr(app.extensions["way in"].line.desk(), "put_surely", full)
            answer = voter.browser.post(f"/b/{voter.mark}/cast", data=canonical(cast.plain()))
            assert (answer.status_code, answer.headers["Retry-After"], answer.data) == (503, "1", b"")
    assert lying() == []
    assert voter.send(cast) == "accepted"
