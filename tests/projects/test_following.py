"""关注: asked for in a form, confirmed by the owner of the address, left with one press."""

import re
from datetime import date

import pytest

from tests.conftest import MORNING
from votes.accounts.floods import SentToday
from votes.common.days import long_day
from votes.common.db import db
from votes.common.outbox import Channel, Message
from votes.projects.follower_telling import Said, ask_to_confirm, tell
from votes.projects.followers import (
    MOST_ASKED,
    MOST_WAITING,
    Follower,
    confirm,
    end,
    follow,
    followers_of,
    forget_unconfirmed,
    leave,
)

PAGE = "/demo-county/2026/news"
LINK = re.compile(r"(/en)?/news/[\w-]{20,}")


def written(app) -> list[tuple[str, str, str]]:
    with app.app_context():
        return [
            (one.address, one.subject, one.text) for one in db.session.query(Message).order_by(Message.id)
        ]


def asked(client, address: str = "resident@example.cn", page: str = PAGE):
    return client.send(page, {"address": address})


def test_nothing_is_sent_before_the_owner_of_the_address_confirms(app, people, client) -> None:
    assert asked(client).headers["Location"].endswith("/news/asked")
    [(to, subject, text)] = written(app)
    assert (to, subject) == ("resident@example.cn", "请确认：关注演示县 · 2026年度民生实事")
    link = LINK.search(text)[0]
    assert "要把新进展告诉您吗" in client.get(link).text
    with app.app_context():
        assert followers_of(f"cycle:{people.ids['cycle_row']}") == [], "opening the link changes nothing"
    assert "有新进展会告诉您" in client.send(link, {"deed": "confirm"}, follow_redirects=True).text
    with app.app_context():
        [follower] = followers_of(f"cycle:{people.ids['cycle_row']}")
        assert follower.english is False


def test_who_leaves_is_forgotten_with_all_that_was_written(app, people, client) -> None:
    asked(client)
    link = LINK.search(written(app)[0][2])[0]
    client.send(link, {"deed": "confirm"})
    assert (
        "您的地址和发给它的内容都已删掉" in client.send(link, {"deed": "leave"}, follow_redirects=True).text
    )
    assert client.get(link).status_code == 404
    with app.app_context():
        assert db.session.query(Follower).count() == db.session.query(Message).count() == 0


def test_nobodys_mailbox_is_filled_and_nobody_learns_who_follows(app, people, client, clock) -> None:
    for _ in range(3):
        assert asked(client, "Resident@example.cn").headers["Location"].endswith("/news/asked")
    assert len(written(app)) == 1
    clock.go(days=1)
    asked(client, "Resident@example.cn")
    assert len(written(app)) == 2


def test_a_wrong_address_stays_to_be_mended(people, client) -> None:
    answer = asked(client, "不是邮箱@")
    assert answer.status_code == 200
    assert "邮箱请写成name@example.cn的样子" in answer.text
    assert 'value="不是邮箱@"' in answer.text


def test_a_network_asks_so_often_a_day(app, people, client, monkeypatch) -> None:
    monkeypatch.setattr("votes.noticeboard.follow_views.PER_ADDRESS", 2)
    said = [asked(client, f"r{n}@example.cn") for n in range(3)]
    assert [answer.status_code for answer in said] == [302, 302, 200]
    assert "请明天再来" in said[2].text
    assert len(written(app)) == 2
    with app.app_context():
        assert "127.0.0.1" not in {one.key for one in db.session.query(SentToday)}


def test_who_asked_in_english_is_told_in_english(app, people, client) -> None:
    asked(client, page=f"/en{PAGE}")
    [(_to, subject, text)] = written(app)
    assert subject.startswith("Please confirm: follow")
    assert LINK.search(text)[1] == "/en"


def test_where_a_gateway_is_plugged_in_a_mobile_number_will_do(app, people, client, monkeypatch) -> None:
    monkeypatch.setenv("GATEWAY", "votes.common.gateway:plugged")
    assert "您的邮箱、手机号，或公众号里的编号" in client.get(PAGE).text
    client.send(PAGE, {"channel": "sms", "address": "139 0000 0000"})
    with app.app_context():
        [message] = db.session.query(Message)
        assert (message.channel, message.address) == (Channel.sms, "13900000000")


def test_who_reads_the_official_account_is_told_there_after_confirming(
    app, people, client, monkeypatch
) -> None:
    monkeypatch.setenv("GATEWAY", "votes.common.gateway:plugged")
    assert "请照公众号告诉您的编号填" in client.send(PAGE, {"channel": "official", "address": "我的号"}).text
    assert client.send(PAGE, {"channel": "official", "address": "oAbCdEfGh_0123456789"}).status_code == 302
    with app.app_context():
        [message] = db.session.query(Message)
        assert (message.channel, message.address) == (Channel.official, "oAbCdEfGh_0123456789")
        link = LINK.search(message.text)
    assert link is not None
    assert client.send(link[0], {}).status_code == 302
    with app.app_context():
        assert db.session.query(Follower).one().confirmed_at is not None


@pytest.fixture
def two(people, context, clock) -> tuple[Follower, Follower]:
    """Two who follow a project, one of them in English."""
    made = []
    for address, english in (("a@example.cn", False), ("b@example.cn", True)):
        follower = follow(people.ids["county"], "proposal:1", Channel.mail, address, clock.at, english)
        confirm(follower, clock.at)
        made.append(follower)
    return made[0], made[1]


def test_each_is_told_in_the_language_in_which_they_follow_with_a_link_to_leave(two, clock) -> None:
    said = []

    def told() -> Said:
        said.append(long_day(date(2026, 3, 2)))
        return Said("有了答复", "您的建议有了答复。", "/follow/ABC")

    assert tell("proposal:1", told, clock.at) == 2
    assert said == ["2026年3月2日", "2 March 2026"]
    texts = [one.text for one in db.session.query(Message).order_by(Message.id)]
    assert all(f"/news/{one.token}" in text for one, text in zip(two, texts, strict=True))
    assert "/en/follow/ABC" in texts[1]
    assert tell("proposal:1", lambda: None, clock.at) == 0
    assert tell("proposal:2", told, clock.at) == 0


def test_when_a_topic_ends_all_its_addresses_go(two, clock) -> None:
    tell("proposal:1", lambda: Said("有了答复", "看一看", "/follow/ABC"), clock.at)
    end("proposal:1")
    assert db.session.query(Follower).count() == db.session.query(Message).count() == 0


def test_an_address_nobody_confirms_is_forgotten_in_three_days(people, context, clock) -> None:
    for n in range(5):
        follow(people.ids["county"], f"project:{n}", Channel.mail, "a@example.cn", clock.at)
    forget_unconfirmed(clock.go(days=3))
    assert db.session.query(Follower).count() == 5
    forget_unconfirmed(clock.go(minutes=1))
    assert db.session.query(Follower).count() == 0


def test_nobody_shuts_a_strangers_address_out_nor_fills_its_mailbox(app, people, client) -> None:
    """Whatever somebody asked for in its name, the owner of the address confirms the own wish by any link it has."""
    with app.app_context():
        for n in range(MOST_WAITING + 5):
            follow(people.ids["county"], f"project:{n}", Channel.mail, "resident@example.cn", MORNING)
            asked_for = follow(people.ids["county"], "place:9", Channel.mail, "b@example.cn", MORNING)
            assert (asked_for is None) == (n > 0)
        db.session.flush()
        mails = db.session.query(Follower).filter_by(address="resident@example.cn")
        link = f"/news/{mails.order_by(Follower.id.desc()).first().token}"
        db.session.commit()
    assert asked(client).headers["Location"].endswith("/news/asked")
    assert written(app) == []
    page = client.get(link).text
    assert "演示县 · 2026年度民生实事" in page
    with app.app_context():
        mine = db.session.query(Follower).filter_by(topic=f"cycle:{people.ids['cycle_row']}").one()
        assert db.session.query(Follower).count() <= MOST_WAITING + 1
        other = f"/news/{mine.token}"
    assert other in page
    client.send(link, {"deed": "confirm"}, to=other)
    with app.app_context():
        assert [one.address for one in followers_of(mine.topic)] == ["resident@example.cn"]


def test_what_waits_is_not_asked_about_all_at_once_a_day_later(people, context, clock) -> None:
    for at in (clock.at, clock.go(days=1)):
        sent = [
            follow(people.ids["county"], f"project:{n}", Channel.mail, "a@example.cn", at) for n in range(8)
        ]
        assert len([one for one in sent if one]) == MOST_ASKED


def test_what_is_not_public_is_neither_named_nor_asked_for(two, people, context, clock) -> None:
    ask_to_confirm(two[0], clock.at)
    assert db.session.query(Message).count() == 0, "no room names proposals here"
    leave(two[0])
    assert [one.address for one in followers_of("proposal:1")] == ["b@example.cn"]
