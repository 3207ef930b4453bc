"""Nothing of an address stays once it is told and let go: in no table, no file of the data folder, no journal."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import Clock
from tests.people import People
from votes.common.config import data_folder
from votes.common.db import Base, db
from votes.common.gateway import post
from votes.common.outbox import Channel
from votes.desk.commands import daily, send_waiting
from votes.projects.follower_telling import ask_to_confirm
from votes.projects.followers import confirm, follow, topic_of
from votes.projects.models import Cycle
from votes.proposals.intake import Incoming, receive

NUMBER, ADDRESS = "13971640528", "zq7.resident@example.cn"


def tables_with(words: str) -> list[str]:
    found = [
        table.name
        for table in Base.metadata.sorted_tables
        if any(words in str(row) for row in db.session.execute(sa.select(table)))
    ]
    db.session.rollback()
    return found


def files_with(words: str) -> list[str]:
    files = (path for path in data_folder().rglob("*") if path.is_file())
    return sorted(path.name for path in files if words.encode() in path.read_bytes())


@pytest.fixture
def told(app: Flask, people: People, context: None, clock: Clock) -> str:
    """A code went to a phone, and news of a proposal to an address; the link to leave."""
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    said = Incoming("修路", "路不平", date(2026, 3, 2), phone=NUMBER)
    asked = receive(cycle, said, clock.at)
    db.session.flush()
    post(Channel.sms, cycle.congress_id, NUMBER, "验证码", f"{NUMBER}的验证码：482913", clock.at)
    found = follow(cycle.congress_id, topic_of("proposal", asked.id), Channel.mail, ADDRESS, clock.at)
    assert found is not None
    db.session.flush()
    ask_to_confirm(found, clock.at)
    confirm(found, clock.at)
    db.session.commit()
    post(Channel.mail, cycle.congress_id, ADDRESS, "答复", "有结果了", clock.at, found.about)
    db.session.commit()
    assert send_waiting(clock.at) >= 2
    return f"/news/{found.token}"


def test_what_is_handed_over_stands_in_no_message_any_more(told: str) -> None:
    assert [tables_with(word) for word in (NUMBER, ADDRESS)] == [["proposal_contact"], ["follower"]]


def test_who_leaves_leaves_no_file(told: str, client: FlaskClient) -> None:
    assert files_with(ADDRESS) or list((data_folder() / "outbox").glob("*.eml"))
    db.session.rollback()
    assert client.send(told, {"deed": "leave"}).status_code == 302
    assert tables_with(ADDRESS) == []
    assert mails_to(ADDRESS) == []


def mails_to(address: str) -> list[Path]:
    return [path for path in (data_folder() / "outbox").glob("*") if address.encode() in path.read_bytes()]


def test_after_the_year_neither_number_nor_address_stands_anywhere(told: str, clock: Clock) -> None:
    assert f"{NUMBER}" in "".join(path.read_text() for path in (data_folder() / "outbox").glob("*.sms.json"))
    clock.go(days=400)
    daily(date(2027, 4, 6), once=False)
    for word in (NUMBER, ADDRESS):
        assert (tables_with(word), files_with(word)) == ([], [])
