"""After the year nothing is kept that leads to a person (联系方式删除); what was asked for stays."""

from datetime import UTC, date, datetime

import pytest
from flask import Flask
from sqlalchemy import text

from tests.people import People
from tests.proposals.queue_scene import came, released
from votes.common.db import Base, db
from votes.common.errors import RuleBroken
from votes.projects.models import Cycle
from votes.proposals.forgetting import forget_contacts, gone_on
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal, ProposalContact
from votes.proposals.rules import Deed, forgotten_on
from votes.proposals.supports import device_of, support, supporters
from votes.proposals.telling import photos_of

ASKED = datetime(2026, 3, 2, 1, tzinfo=UTC)
GONE = datetime(2027, 1, 31, 1, tzinfo=UTC)


def asked(people: People, **words: object) -> Proposal:
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    said = Incoming("修路", "路不平", date(2026, 3, 2), name="居民07", phone="13800007777", **words)
    found = receive(cycle, said, ASKED)
    found.release("修路", "路不平", "", False, ASKED, "工作人员01", 1)
    db.session.flush()
    return found


def said_anywhere(words: str) -> list[str]:
    """Tables in which these words stand."""
    return [
        table.name
        for table in Base.metadata.sorted_tables
        if any(words in str(row) for row in db.session.execute(text(f'SELECT * FROM "{table.name}"')))
    ]


def test_the_day_counts_from_the_end_of_the_year_or_of_its_rating() -> None:
    assert forgotten_on(2026, None, 30) == date(2027, 1, 31)
    assert forgotten_on(2026, date(2026, 12, 20), 0) == date(2027, 1, 1)
    assert forgotten_on(2026, date(2027, 1, 20), 30) == date(2027, 2, 20)


def test_contacts_are_there_for_the_year_and_nowhere_after_it(
    app: Flask, people: People, context: None
) -> None:
    found = asked(people, wants_call=True)
    assert gone_on(found.cycle) == date(2027, 1, 31)
    assert forget_contacts(date(2027, 1, 30), GONE) == 0
    assert said_anywhere("13800007777") == ["proposal_contact"]
    assert forget_contacts(date(2027, 1, 31), GONE) == 1
    db.session.flush()
    assert said_anywhere("13800007777") == []
    assert said_anywhere("居民07") == []
    db.session.expire_all()
    assert found.contact is None
    assert found.steps[-1].deed is Deed.forgotten
    assert found.title == "修路"
    assert forget_contacts(date(2027, 2, 1), GONE) == 0


def test_pictures_that_are_not_public_are_let_go_of(app: Flask, people: People, context: None) -> None:
    hidden, shown = came(people, pictured=True), released(people, pictured=True)
    forget_contacts(date(2027, 1, 31), GONE)
    assert [bool(one.photos[0].document.hash) for one in (hidden, shown)] == [False, True]
    hidden.release(hidden.title, hidden.what, "", True, GONE, "工作人员01", len(hidden.steps))
    with app.test_request_context():
        assert photos_of(hidden) == []
        assert len(photos_of(shown)) == 1


def test_devices_are_cut_off_and_the_count_stays(app: Flask, people: People, context: None) -> None:
    found = asked(people)
    devices = [device_of(word, found.cycle) for word in ("one", "two")]
    assert [support(found, device, "here", ASKED) for device in devices] == [None, None]
    db.session.flush()
    forget_contacts(date(2027, 1, 31), GONE)
    db.session.flush()
    assert supporters(found) == 2
    assert [said_anywhere(device) for device in devices] == [[], []]


def test_a_call_is_noted_once_and_only_if_it_was_asked_for(app: Flask, people: People, context: None) -> None:
    contact = asked(people, wants_call=True).contact
    assert contact is not None
    assert contact.waits_for_call
    contact.note_call(ASKED, "工作人员01")
    assert not contact.waits_for_call
    with pytest.raises(RuleBroken):
        contact.note_call(ASKED, "工作人员01")
    silent = ProposalContact(phone="13800007778", wants_call=False)
    with pytest.raises(RuleBroken):
        silent.note_call(ASKED, "工作人员01")
