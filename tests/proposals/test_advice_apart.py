"""民意投票: whoever reads both tables, and where and when their rows were written, cannot tell whose choice is whose."""

import random
from collections.abc import Callable
from datetime import date

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.proposals import mixing
from votes.proposals.advice import AdvisoryChoice, AdvisoryTurn, AdvisoryVote, call_vote, take_part
from votes.proposals.advice_rules import choice_word

PEOPLE, OPTIONS, MOST = 60, 14, 6
Rows = list[tuple[str, int]]
"""What is read of each row, and the transaction that wrote it, in the order in which they are found."""


@pytest.fixture
def chosen(app: Flask, people: People, monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Who chose what, each something else, one after another; the rows that each is written among are few here."""
    monkeypatch.setattr(mixing, "MIXED", 16)
    draw = random.Random(3)
    numbers = list(range(1, OPTIONS + 1))
    found = {choice_word(draw.sample(numbers, MOST)) for _ in range(4 * PEOPLE)}
    choices = draw.sample(sorted(found), PEOPLE)
    with app.test_request_context(method="POST"):
        vote = called(people)
        for n, choice in enumerate(choices):
            picked = [int(number) for number in choice.split(",")]
            assert take_part(vote, picked, f"device {n}", f"address {n}", MORNING) is None
            db.session.commit()
    return {f"device {n}": choice for n, choice in enumerate(choices)}


def called(people: People) -> AdvisoryVote:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    for number in range(1, OPTIONS + 1):
        one = Project(congress_id=cycle.congress_id, number=number, title=f"候选项目{number}")
        one.stage = Stage.candidate
        cycle.projects.append(one)
    cycle.candidates_published_at = MORNING
    vote = call_vote(cycle, date(2026, 3, 2), date(2026, 3, 10), MOST, MORNING, "工作人员01")
    db.session.commit()
    return vote


def read(column: str, table: str, order: str) -> Rows:
    written = "0" if db.engine.dialect.name == "sqlite" else "xmin::text::bigint"
    rows = db.session.execute(sa.text(f"SELECT {column}, {written} FROM {table} {order}"))
    return [(str(value), int(when)) for value, when in rows]


def by_place(turns: Rows, choices: Rows) -> dict[str, str]:
    """The first device chose what lies first, and so on."""
    return {device: choice for (device, _), (choice, _) in zip(turns, choices, strict=True)}


def by_transaction(turns: Rows, choices: Rows) -> dict[str, str]:
    """Each device chose what was written nearest to it in time."""
    return {device: min(choices, key=lambda row: abs(row[1] - when))[0] for device, when in turns}


@pytest.mark.crawl(both=True)
@pytest.mark.parametrize("attack", [by_place, by_transaction])
def test_neither_place_nor_transaction_ties_a_device_to_its_choice(
    app: Flask, chosen: dict[str, str], attack: Callable[[Rows, Rows], dict[str, str]]
) -> None:
    with app.app_context():
        orders = ["", "ORDER BY id"]
        orders += (
            [] if db.engine.dialect.name == "sqlite" else ["ORDER BY ctid", "ORDER BY xmin::text::bigint"]
        )
        for order in orders:
            turns, choices = read("device", "advisory_turn", order), read("choice", "advisory_choice", order)
            guessed = attack(turns, choices)
            hits = sum(chosen[device] == choice for device, choice in guessed.items())
            assert hits < PEOPLE / 4, (order, hits)


@pytest.mark.crawl(both=True)
def test_each_row_is_written_among_others_and_none_is_lost(app: Flask, chosen: dict[str, str]) -> None:
    with app.app_context():
        assert {row.device for row in db.session.query(AdvisoryTurn)} == set(chosen)
        assert {row.choice: row.n for row in db.session.query(AdvisoryChoice)} == dict.fromkeys(
            chosen.values(), 1
        )
        if db.engine.dialect.name == "postgresql":
            for table in ("advisory_turn", "advisory_choice"):
                times = [when for _, when in read("id", table, "")]
                assert times.count(max(times)) == 17
