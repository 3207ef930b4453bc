"""新进展: what is new goes by feed and by message to whoever follows, once, and never before everyone may read it."""

import xml.etree.ElementTree as ET
from datetime import timedelta
from types import SimpleNamespace

import pytest

from tests.delivery.making import GOVERNMENT, handed_in, july, noon, project_under_way
from tests.people import People
from tests.supervision.scene import add_finding, add_group
from votes.common.db import db
from votes.common.outbox import Channel, Message
from votes.congress.place_list import remove_place
from votes.congress.places import Place, PlaceKind
from votes.delivery.month_rules import Month
from votes.noticeboard.news import News, keyed, news_of_cycle
from votes.noticeboard.newsletter import said
from votes.noticeboard.newsletter_commands import write_news
from votes.noticeboard.seen_news import SeenNews
from votes.projects.follower_telling import Named
from votes.projects.followers import Follower, confirm, follow, leave, topic_of
from votes.projects.models import Cycle, Project
from votes.proposals.forgetting import gone_on
from votes.supervision.moments import Moment

ATOM = "{http://www.w3.org/2005/Atom}"
MAY = noon(2026, 5, 3)
PAGE = "/demo-county/2026"


def make(people: People) -> tuple[int, int]:
    """A project under way since March."""
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    cycle.candidates_published_at = noon(2026, 3, 1)
    project = project_under_way(people)
    return cycle.id, project.id


@pytest.fixture
def way(scene, app, clock) -> tuple[int, int]:
    clock.at = MAY
    return scene("news", make)


def entries(client, page: str) -> list[tuple[str, str]]:
    answer = client.get(page)
    assert answer.status_code == 200
    assert answer.mimetype == "application/atom+xml"
    assert "Set-Cookie" not in answer.headers
    tree = ET.fromstring(answer.data)
    return [
        (one.findtext(f"{ATOM}title") or "", one.findtext(f"{ATOM}content") or "")
        for one in tree.iter(f"{ATOM}entry")
    ]


def test_a_feed_tells_the_list_and_its_projects_newest_first(way, client) -> None:
    found = entries(client, f"{PAGE}.atom")
    assert found[0] == ("“厕所革命”行动", "实施中")
    assert ("2026年度民生实事", "候选项目已公布。") in found
    assert entries(client, f"{PAGE}/10.atom") == [("“厕所革命”行动", "实施中")]
    assert entries(client, f"/en{PAGE}/10.atom") == [("“厕所革命”行动", "in delivery")]
    answer = client.get(f"{PAGE}.atom")
    assert client.get(f"{PAGE}.atom", headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_what_not_everyone_may_read_stands_in_no_feed(way, app, people, client, clock) -> None:
    with app.app_context():
        project = db.session.get_one(Project, way[1])
        handed_in(project, Month(2026, 4), july(done_words="四月的话"), MAY)
        other = db.session.get_one(Cycle, people.ids["cycle_row"]).projects
        other.append(
            Project(congress_id=people.ids["county"], number=11, title="还在筛选的项目", stage="proposed")
        )
        db.session.commit()
    assert "四月的话" not in client.get(f"{PAGE}.atom").text
    assert "还在筛选" not in client.get(f"{PAGE}.atom").text
    assert client.get(f"{PAGE}/11.atom").status_code == 404
    clock.go(days=3)
    assert ("“厕所革命”行动", "4月月报：四月的话") in entries(client, f"{PAGE}.atom")


def test_public_days_go_into_a_calendar(way, client) -> None:
    days = client.get(f"{PAGE}.ics")
    assert days.mimetype == "text/calendar"
    assert "SUMMARY:征集开始" in days.text
    assert "DTSTART;VALUE=DATE:20261130" in days.text
    project = client.get(f"{PAGE}/10.ics").text
    assert project.count("BEGIN:VEVENT") == 6
    assert "“厕所革命”行动：计划完成：招标与开工" in project.replace("\r\n ", "")
    assert client.get(f"{PAGE}/10.ics").text == project


@pytest.fixture
def reader(way, context, people, clock) -> Follower:
    """Somebody who has followed the list since the third of May."""
    found = follow(people.ids["county"], topic_of("cycle", way[0]), Channel.mail, "a@example.cn", clock.at)
    confirm(found, clock.at)
    db.session.commit()
    return found


def told(clock) -> list[str]:
    """What the morning writes."""
    before = db.session.query(Message).count()
    write_news(clock.at.date(), clock.at)
    db.session.commit()
    return [one.text for one in db.session.query(Message).order_by(Message.id).offset(before)]


def test_nothing_is_written_when_nothing_is_new(reader, clock) -> None:
    assert told(clock) == []
    clock.go(days=1)
    assert told(clock) == [], "what lay there before one followed is not news"


def test_what_is_new_is_told_once_when_it_is_public(reader, way, clock) -> None:
    told(clock)
    handed_in(db.session.get_one(Project, way[1]), Month(2026, 4), july(done_words="四月的话"), clock.at)
    db.session.commit()
    clock.go(days=1)
    assert told(clock) == []
    clock.go(days=2)
    [text] = told(clock)
    assert "5月6日 “厕所革命”行动\n4月月报：四月的话\nhttp" in text
    assert f"/news/{reader.token}" in text
    clock.go(days=1)
    assert told(clock) == []


def test_a_report_signed_off_in_the_afternoon_is_told_the_next_morning(reader, way, clock) -> None:
    told(clock)
    report = handed_in(db.session.get_one(Project, way[1]), Month(2026, 4), july(), clock.at)
    report.accept(GOVERNMENT, clock.at + timedelta(hours=1))
    db.session.commit()
    clock.go(days=1)
    assert len(told(clock)) == 1
    clock.go(days=3)
    assert told(clock) == []


def test_a_finding_signed_off_long_after_it_was_raised_is_told(reader, way, people, clock) -> None:
    told(clock)
    project = db.session.get_one(Project, way[1])
    add_group(people, project)
    finding = add_finding(people, project)
    db.session.commit()
    clock.go(days=1)
    assert told(clock) == []
    finding.release("工作人员01", clock.at)
    db.session.commit()
    clock.go(days=1)
    [text] = told(clock)
    assert "三座新建公厕没有无障碍坡道" in text
    assert "代表001" not in text


def test_what_goes_wrong_with_one_topic_keeps_nobody_else_from_the_news(reader, way, people, clock) -> None:
    broken = follow(people.ids["county"], "cycle:999999", Channel.mail, "b@example.cn", clock.at)
    odd = follow(people.ids["county"], "cycle:not-a-number", Channel.mail, "c@example.cn", clock.at)
    for one in (broken, odd):
        confirm(one, clock.at)
    db.session.commit()
    told(clock)
    handed_in(db.session.get_one(Project, way[1]), Month(2026, 4), july(), clock.at)
    db.session.commit()
    clock.go(days=3)
    told(clock)
    assert [one.address for one in db.session.query(Message)] == ["a@example.cn"]


def test_nothing_is_kept_of_a_topic_that_nobody_follows(reader, clock) -> None:
    told(clock)
    assert db.session.query(SeenNews).count() > 0
    leave(reader)
    db.session.commit()
    told(clock)
    assert db.session.query(SeenNews).count() == 0


def test_when_a_list_is_over_the_addresses_of_its_followers_go(reader, way, people, clock) -> None:
    cycle = db.session.get_one(Cycle, way[0])
    cycle.year = 2025
    place = Place(congress_id=people.ids["county"], slug="t1", name="东关镇", kind=PlaceKind.town)
    db.session.add(place)
    db.session.flush()
    for topic in (f"project:{way[1]}", f"place:{place.id}"):
        confirm(follow(people.ids["county"], topic, Channel.mail, "a@example.cn", clock.at), clock.at)
    db.session.commit()
    clock.set(gone_on(cycle) - timedelta(days=1))
    told(clock)
    assert db.session.query(Follower).count() == 3
    clock.go(days=1)
    told(clock)
    assert [one.topic for one in db.session.query(Follower)] == [f"place:{place.id}"]
    remove_place(place)
    db.session.commit()
    told(clock)
    assert db.session.query(Follower).count() == 0, "nobody follows a place that is not in the list any more"


def test_a_past_list_has_no_news(reader, way) -> None:
    cycle = db.session.get_one(Cycle, way[0])
    cycle.archived = True
    assert news_of_cycle(cycle, MAY.date()) == []


def test_two_steps_of_one_click_are_two_entries_of_a_feed() -> None:
    at = noon(2026, 5, 4)
    entry = SimpleNamespace(number=7, moments=[Moment(at, "提出"), Moment(at, "交办")])
    first, second = (key for key, _moment in keyed(entry))
    assert first != second
    assert first == next(keyed(entry))[0]


def test_a_page_that_several_pieces_are_about_is_linked_once(reader, clock) -> None:
    pieces = [News(str(n), clock.at, "某项目", f"第{n}件", path) for n, path in enumerate(("/a", "/a", "/b"))]
    words = said(reader, Named("某清单", "/b"), pieces).words
    assert [line.rpartition("/")[2] for line in words.splitlines() if line.startswith("http")] == ["a"]
    assert [n for n in range(3) if f"第{n}件" in words] == [0, 1, 2]
