"""问题清单 in public: only after sign-off, never a name, and a takedown leaves its note."""

from collections.abc import Callable
from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.conftest import the_matter
from tests.supervision.scene import MARKS, by_group
from votes.common.db import db
from votes.projects.models import Project
from votes.supervision.ledger import ledger, ledger_of
from votes.supervision.release import Signoff
from votes.supervision.rules import State


@pytest.fixture
def public(app: Flask) -> Callable[..., list[SimpleNamespace]]:
    """What everyone may read on a day."""

    def read(today: date = MORNING.date()) -> list[SimpleNamespace]:
        with app.test_request_context():
            project = db.session.query(Project).one()
            whole = ledger(project.cycle, today)
            assert [entry.steps for entry in whole] == [entry.steps for entry in ledger_of(project, today)]
            return [SimpleNamespace(**vars(entry), steps=entry.steps, closed=entry.closed) for entry in whole]

    return read


def test_nothing_is_public_before_the_office_signs_off(
    people: People, finding_in, browser_of, public
) -> None:
    finding = finding_in(State.returned)
    assert public() == []
    assert browser_of(people.clerk).send(finding, to=f"{finding}/release").status_code == 302
    [entry] = public()
    assert entry.steps == [
        ("3月2日", "监督一组提出，群众反映：现场看到入口只有台阶"),
        ("3月2日", "交县住建局，限4月10日前答复：补建坡道"),
        ("3月2日", "县住建局答复：已补两座"),
        ("3月2日", "复查，退回，限5月1日前再答复：到现场看过"),
    ]
    assert not any("代表0" in words or "工作人员" in words for _, words in entry.steps)


def test_words_written_later_wait_for_the_next_sign_off_and_facts_do_not(
    app: Flask, people: People, finding_in, browser_of, clock, public
) -> None:
    finding = finding_in(State.answered)
    clerk = browser_of(people.clerk)
    clerk.send(finding, to=f"{finding}/release")
    clock.go(days=1)
    with app.app_context():
        the_matter().recheck(None, "王某某家门口已改", by_group(people), clock.at, MARKS)
        db.session.commit()
    [entry] = public()
    assert entry.tag == "已销号"
    assert entry.steps[-1] == ("3月3日", "复查，销号")
    clerk.send(finding, to=f"{finding}/release")
    assert public()[0].steps[-1] == (
        "3月3日",
        "复查，销号：王某某家门口已改（响应速度满意，解决力度基本满意，实际成效满意）",
    )


def test_overdue_is_computed_for_the_day_that_reads(people: People, finding_in, browser_of, public) -> None:
    finding = finding_in(State.ordered)
    browser_of(people.clerk).send(finding, to=f"{finding}/release")
    assert public()[0].tag == "已交办"
    [entry] = public(date(2026, 4, 13))
    assert (entry.late, entry.tag) == (3, "已交办，过期3天")


def test_a_takedown_leaves_when_and_why(
    app: Flask, people: People, finding_in, browser_of, clock, public
) -> None:
    finding = finding_in(State.ordered)
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{finding}/take-down", {"why": "含个人信息"}).status_code == 409
    clerk.send(finding, to=f"{finding}/release")
    clock.go(days=2)
    assert "请填写" in clerk.send(f"{finding}/take-down", {"why": ""}).text
    assert clerk.send(f"{finding}/take-down", {"why": "含个人信息"}).status_code == 302
    [entry] = public()
    assert entry.taken_down
    assert entry.title == "已撤下"
    assert entry.steps == [("3月4日", "已撤下：含个人信息")]
    with app.app_context():
        kept = [(row.released, row.why) for row in db.session.query(Signoff).order_by(Signoff.id)]
    assert kept == [(True, ""), (False, "含个人信息")]


def test_only_the_office_signs_off(project: str, people: People, finding_in, browser_of, public) -> None:
    finding = finding_in()
    for who in (people.deputy, people.government, people.other_clerk):
        browser = browser_of(who)
        assert browser.send("/desk", to=f"{finding}/release").status_code == 404
        assert browser.get(f"{finding}/take-down").status_code == 404
    assert public() == []


def test_a_withdrawn_finding_keeps_its_line(
    app: Flask, people: People, finding_in, browser_of, public
) -> None:
    finding = finding_in()
    clerk = browser_of(people.clerk)
    clerk.send(f"{finding}/withdraw", {"why": "重复"})
    clerk.send(finding, to=f"{finding}/release")
    [entry] = public(MORNING.date() + timedelta(days=400))
    assert entry.closed
    assert entry.steps[-1] == ("3月2日", "撤回：重复")
