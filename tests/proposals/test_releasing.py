"""Releasing (审签公开): nothing a resident wrote or photographed is public before, and a takedown leaves a note."""

import io

from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.projects.papers import picture
from tests.proposals.made import DESK, MATTER, act, deeds, open_collection, proposal, send
from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.figures import released, tally
from votes.proposals.models import Proposal

WORDS = {"title": "校门口建天桥", "what": "学生过马路不安全。", "place": ""}


def public_titles(app: Flask, people: People) -> list[str]:
    with app.app_context():
        return [one.public_title for one in released(db.session.get_one(Cycle, people.ids["cycle_row"]))]


def test_the_clerk_publishes_the_words_without_what_names_somebody(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    assert act(browser_of(people.clerk), code, "release", **WORDS).status_code == 302
    found = proposal(app, code)
    assert (found.public_title, found.title) == ("校门口建天桥", MATTER["title"])
    assert deeds(found) == ["received", "released"]
    assert public_titles(app, people) == ["校门口建天桥"]


def test_the_government_office_may_publish_too(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client)
    assert act(browser_of(people.government), code, "release", **WORDS).status_code == 302


def test_pictures_are_published_with_the_words_or_kept_back(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    clerk = browser_of(people.clerk)
    code = send(client, photos=[(io.BytesIO(picture()), "a.jpg")])
    address = f"/file/{proposal(app, code).photos[0].document_id}"
    act(clerk, code, "release", **WORDS)
    assert client.get(address).status_code == 404
    act(clerk, code, "release", **WORDS, photos="y")
    assert client.get(address).status_code == 200
    assert address in client.get(f"/follow/{code}").text
    act(clerk, code, "take-down", extent="photos", why="照片里能认出人。")
    gone = client.get(address)
    assert gone.status_code == 410
    assert "照片里能认出人。" in gone.text
    assert WORDS["what"] in client.get(f"/follow/{code}").text


def test_what_is_not_published_says_why_and_a_takedown_leaves_a_note(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    clerk = browser_of(people.clerk)
    code = send(client)
    act(clerk, code, "release", **WORDS)
    act(clerk, code, "take-down", extent="whole", why="文中提到了个人。")
    page = client.get(f"/follow/{code}").text
    assert "文中提到了个人。" in page
    assert WORDS["what"] not in page
    assert deeds(proposal(app, code)) == ["received", "released", "taken_down"]
    assert public_titles(app, people) == []
    assert "不公开：文中提到了个人。" in clerk.get(f"{DESK}/{code}").text


def test_why_it_was_kept_from_the_public_only_its_followers_read(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    clerk = browser_of(people.clerk)
    code = send(client)
    act(clerk, code, "hold", why="写了李某的病情。")
    assert "不公开：写了李某的病情。" in client.get(f"/follow/{code}").text
    act(clerk, code, "release", **WORDS)
    for page in (f"/demo-county/2026/proposals/{proposal(app, code).id}", f"/follow/{code}.atom"):
        told = client.get(page)
        assert (told.status_code, "李某" in told.text) == (200, False)
    assert "写了李某的病情。" in clerk.get(f"{DESK}/{code}").text


def test_the_list_says_why_fewer_stand_there_than_came_in(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    clerk = browser_of(people.clerk)
    shown, kept, _waiting = (send(client, title=title) for title in "一二三")
    act(clerk, shown, "release", **WORDS)
    act(clerk, kept, "hold", why="文中提到了个人。")
    page = client.get("/demo-county/2026/proposals").text
    assert "已收到3条建议。" in page
    assert "其中1条工作人员还没看完" in page
    assert "1条的原文没有公开，同样会答复。" in page


def test_several_are_published_at_once_without_numbers_and_taken_back_at_once(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    first = send(client, title="校门口建天桥", what="请打13800000000找我")
    second = send(client, title="南门装路灯")
    pictured = send(client, title="修桥", what="桥面有坑", photos=[(io.BytesIO(picture()), "a.jpg")])
    clerk = browser_of(people.clerk)
    page = clerk.get(f"{DESK}/release").text
    assert "请打***找我" in page
    assert "电话号码" in page
    assert f'value="{pictured}"' not in page
    assert clerk.send(f"{DESK}/release", {"chosen": [first, second]}).status_code == 302
    assert sorted(public_titles(app, people)) == ["南门装路灯", "校门口建天桥"]
    assert proposal(app, first).public_what == "请打***找我"
    assert "最近一次操作：审签公开，2件" in clerk.get(f"{DESK}/release").text
    address = f"/demo-county/2026/proposals/{proposal(app, first).id}"
    assert "请打***找我" in client.get(address).text
    undone = {"codes": f"{first},{second}"}
    for _twice in range(2):
        assert clerk.send(f"{DESK}/release", undone, to=f"{DESK}/undo").status_code == 302
    assert public_titles(app, people) == []
    assert deeds(proposal(app, second)) == ["received", "released", "undone"]
    gone = client.get(address)
    assert (gone.status_code, "正在重新审看" in gone.text) == (200, True)
    assert "请打" not in gone.text
    assert "校门口建天桥" not in gone.text
    assert client.get(f"/demo-county/2026/proposals/{proposal(app, pictured).id}").status_code == 404
    act(clerk, first, "hold", why="写了李某的病情。")
    act(clerk, first, "refuse", reason="dispensable", answer="李某的事由民政部门跟进，请放心。")
    kept = client.get(address).text
    assert "正在重新审看" in kept
    assert "李某" not in kept
    assert "李某" in client.get(f"/follow/{first}").text


def test_nothing_ticked_and_what_has_pictures_publishes_nothing(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    pictured = send(client, photos=[(io.BytesIO(picture()), "a.jpg")])
    send(client, title="南门装路灯")
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{DESK}/release", {}).status_code == 200
    assert clerk.send(f"{DESK}/release", {"chosen": [pictured]}).status_code == 200
    assert public_titles(app, people) == []
    page = clerk.get(f"{DESK}/release").text
    assert f'{DESK}/{pictured}/release?on=1"' in page.split("带图片的")[1]


def test_what_a_rule_set_aside_says_why_and_is_published_with_one_tap(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client, what="详情见http://example.com/x")
    clerk = browser_of(people.clerk)
    page = clerk.get(f"{DESK}/release").text
    assert "先放一放的原因：建议中有网址" in page
    assert 'type="checkbox"' not in page
    assert clerk.send(f"{DESK}/release", {"chosen": code}).status_code == 302
    assert public_titles(app, people) == [MATTER["title"]]


def test_they_are_read_one_after_another_beside_what_is_alike(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    first = send(client, what="村民张三家门口，学生横穿马路不安全。")
    second = send(client, what="早晚高峰学生横穿马路，很不安全。")
    clerk = browser_of(people.clerk)
    assert clerk.get(f"{DESK}/release/next").location.endswith(f"{first}/release?on=1")
    page = clerk.get(f"{DESK}/{first}/release?on=1").text
    assert "张三（人名）→ 张某" in page
    assert "村民张某家门口" in page
    assert f"{DESK}/{second}" in page
    words = {"seen": "1", "target": "other", "code": second, "answer": "并入", "decider": "县发改局"}
    answer = clerk.send(f"{DESK}/{first}/release?on=1", words, to=f"{DESK}/{first}/merge?on=1")
    assert answer.location.endswith("/release/next")
    assert proposal(app, first).merged_into.code == second
    act(clerk, first, "release", **WORDS)
    assert clerk.send(f"{DESK}/{second}/release?on=1", {"seen": "2", **WORDS}).status_code == 302
    assert clerk.get(f"{DESK}/release/next").location.endswith("/release")


def test_empty_words_keep_the_form(app: Flask, people: People, client: FlaskClient, browser_of) -> None:
    open_collection(app, people)
    code = send(client)
    answer = act(browser_of(people.clerk), code, "release", title="", what="留下的话", place="")
    assert answer.status_code == 200
    assert "留下的话" in answer.text
    assert act(browser_of(people.clerk), code, "hold", why="").status_code == 200


def test_figures_tell_what_is_published(app: Flask, people: People, client: FlaskClient, browser_of) -> None:
    open_collection(app, people)
    code = send(client)
    send(client)
    act(browser_of(people.clerk), code, "release", **WORDS)
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        counted = tally(cycle, db.session.query(Proposal).first().received_on)
    assert (counted.collected, counted.released, counted.held, counted.unanswered) == (2, 1, 0, 2)
    assert counted.by_category == {"交通出行": 2}


def test_nobody_else_gets_near_it(app: Flask, people: People, client: FlaskClient, browser_of) -> None:
    open_collection(app, people)
    code = send(client)
    for who in (people.other_clerk, people.unit, people.deputy):
        assert browser_of(who).get(f"{DESK}/{code}").status_code == 404
        assert browser_of(who).get(f"{DESK}/{code}/release").status_code == 404
    assert client.get(f"{DESK}/{code}").status_code == 302


def test_a_picture_nobody_has_looked_at_is_for_staff_alone(
    app: Flask, people: People, client: FlaskClient, browser_of
) -> None:
    open_collection(app, people)
    code = send(client, photos=[(io.BytesIO(picture()), "a.jpg")])
    address = f"/file/{proposal(app, code).photos[0].document_id}"
    for who in (people.clerk, people.government):
        assert browser_of(who).get(address).status_code == 200
    for who in (people.unit, people.deputy, people.administrator):
        assert browser_of(who).get(address).status_code == 404
        assert browser_of(who).get(f"{address}/small").status_code == 404
