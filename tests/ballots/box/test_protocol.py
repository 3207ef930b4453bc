"""The page on the protocol says what the code does: every format, answer and reason stands on it."""

import json
import re
from pathlib import Path

from flask import Flask

import votes.ballots
from tests.ballots.box.vectors import FILE
from votes.ballots.box import cards, closing, export, manifest, slips, tally
from votes.ballots.box.answers import LENGTH, Word
from votes.ballots.box.canon import SIGNS
from votes.ballots.box.opening import REASON_WORDS, Reason
from votes.ballots.boxes import Box, SealedBallot
from votes.ballots.slip_sets import SlipKey, SlipVoiding

PAGE = (Path(votes.ballots.__file__).parent / "PROTOCOL.md").read_text("utf-8")


def test_every_format_answer_and_reason_stands_on_the_page() -> None:
    formats = [module.FORMAT for module in (manifest, cards, slips, closing, export, tally)]
    words = [*formats, *(f"`{word}`" for word in (*Word, *Reason)), SIGNS, f"{LENGTH} bytes"]
    assert [word for word in words if word not in PAGE] == []
    assert set(REASON_WORDS) == set(Reason)


def test_every_member_of_the_messages_stands_on_the_page() -> None:
    golden = json.loads(FILE.read_text("utf-8"))
    box = golden["ballot"]["export"]
    messages = [
        box,
        box["manifest"],
        box["closing"],
        box["closing"]["papers"],
        box["log"][0],
        box["ballots"][0],
    ]
    messages += [golden["ceremony"]["keys"], golden["slips"]["file"], golden["ballot"]["result"]]
    members = {name for message in messages for name in message}
    assert sorted(name for name in members if f'"{name}"' not in PAGE) == []


def test_the_page_names_files_that_stand() -> None:
    house = Path(__file__).parents[3]
    named = re.findall(r"`((?:tests|votes)/[\w/.]+)`", PAGE)
    assert len(named) >= 3
    assert [path for path in named if not (house / path).exists()] == []


def test_every_address_and_table_of_the_box_stands_on_the_page(app: Flask) -> None:
    addresses = [rule.rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("box.")]
    tables = [row.__tablename__ for row in (SlipKey, SlipVoiding, SealedBallot, Box)]
    assert [word for word in (*addresses, *tables) if f"{word}`" not in PAGE] == []
    assert len(addresses) == 5
