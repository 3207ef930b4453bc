"""A county starts its townships in one step, with its settings; all of the list or none."""

import pytest
from flask import Flask

from tests.people import People
from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.models import Cycle

PAGE = "/desk/demo-county/hosted/start"
LINES = "lihe-town\t礼河镇人民代表大会\t18\t45\nQING-xi，清溪乡人民代表大会，１９，60\n"


def sent(people: People, **other: object) -> dict[str, object]:
    known = {"level": "township", "lines": LINES, "acting": [str(people.clerk[1])]}
    return {**known, "cycle": str(people.ids["cycle_row"]), **other}


def hosted(app: Flask, people: People) -> list[tuple]:
    with app.app_context():
        rows = db.session.query(Congress).filter_by(parent_id=people.ids["county"]).order_by(Congress.id)
        return [(row.slug, row.place, row.term.number, row.term.all_deputies) for row in rows]


def test_they_start_with_their_term_and_the_countys_settings(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        cycle.settings, cycle.title = {"seats": 7, "order_days": 21}, "演示县2026年度民生实事"
        db.session.commit()
    clerk = browser_of(people.clerk)
    assert clerk.send(PAGE, sent(people)).status_code == 302
    assert hosted(app, people) == [("lihe-town", "礼河镇", 18, 45), ("qing-xi", "清溪乡", 19, 60)]
    with app.app_context():
        town = db.session.query(Congress).filter_by(slug="lihe-town").one()
        [cycle] = db.session.query(Cycle).filter_by(congress_id=town.id)
        assert (cycle.slug, cycle.title, cycle.settings["seats"]) == ("2026", "礼河镇2026年度民生实事", 7)
    listed = clerk.get("/desk/demo-county/hosted").text
    assert "/desk/lihe-town/congress" in listed
    assert "45名代表" in listed


def test_the_countys_clerk_acts_there_and_lets_others_in(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(PAGE, sent(people))
    for path in ("congress", "deputies", "accounts", "cycles"):
        assert clerk.get(f"/desk/lihe-town/{path}").status_code == 200
    assert browser_of(people.government).get("/desk/lihe-town/congress").status_code == 404
    assert "/desk/demo-county/accounts" not in clerk.get("/desk/demo-county/congress").text


def test_streets_are_started_as_streets(app: Flask, people: People, browser_of) -> None:
    street = sent(people, level="street", lines="dongjie 东街街道议事代表会议 1 33", cycle="0")
    clerk = browser_of(people.clerk)
    assert clerk.send(PAGE, street).status_code == 302
    assert hosted(app, people) == [("dongjie", "东街街道", 1, 33)]
    assert "议事代表" in clerk.get("/desk/dongjie/deputies").text


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        ("lihe 礼河镇人民代表大会 18", "第1行：请写四项"),
        ("lihe 礼河镇人民代表大会 18 45\nqing 清溪乡人民代表大会 18 many", "第2行：届次和全体代表人数"),
        ("lihe 礼河镇人民代表大会 0 45", "第1行：届次"),
        ("lihe 礼河镇人民代表大会 18 45\nlihe 清溪乡人民代表大会 18 45", "第2行：网址用词lihe在清单里重复"),
        ("lihe 礼河镇人民代表大会 18 45\ndesk 清溪乡人民代表大会 18 45", "第2行：网址用词desk已被系统保留"),
        (
            "lihe 礼河镇人民代表大会 18 45\ndemo-county 清溪乡人民代表大会 18 45",
            "第2行：网址用词demo-county已被使用",
        ),
        ("礼河 礼河镇人民代表大会 18 45", "第1行：网址用词为2到30个"),
        ("", "请填写"),
    ],
)
def test_one_wrong_line_is_named_and_none_is_started(app, people, browser_of, lines: str, words: str) -> None:
    answer = browser_of(people.clerk).send(PAGE, sent(people, lines=lines))
    assert answer.status_code == 200
    assert words in answer.text
    assert lines.split("\n")[0] in answer.text, "what was typed stays"
    assert hosted(app, people) == []


def test_somebody_must_act_for_them(app: Flask, people: People, browser_of) -> None:
    assert "至少勾选一位" in browser_of(people.clerk).send(PAGE, sent(people, acting=[])).text
    foreign = sent(people, acting=[str(people.other_clerk[1])])
    assert browser_of(people.clerk).send(PAGE, foreign).status_code == 200
    assert hosted(app, people) == []


def test_a_township_hosts_nobody(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(PAGE, sent(people))
    assert clerk.get("/desk/lihe-town/hosted").status_code == 200
    assert clerk.get("/desk/lihe-town/hosted/start").status_code == 404
