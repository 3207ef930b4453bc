"""证: the duties of a sitting are held by different persons, by badges that open this sitting and nothing else."""

import re
from itertools import pairwise

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.accounts.acts import use, write
from tests.people import People
from votes.accounts.badge_rules import Person, check_different, labelled, named
from votes.accounts.models import Badge
from votes.accounts.roles import Duty
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.paper import pdf_available
from votes.congress.models import Congress, Deputy, Sitting

NAMES = {
    "chair": "代表001",
    "chief_scrutineer": "代表002",
    "scrutineer": "代表003\n代表004",
    "teller_a": "工作人员01",
    "teller_b": "工作人员02",
}


@pytest.fixture
def page(people: People) -> str:
    return f"/desk/demo-county/sitting/{people.ids['sitting']}/badges"


def codes_on(sheet: str) -> list[str]:
    """The codes of 16, printed in two lines of two groups."""
    group = "([A-Z2-9]{4})"
    return ["".join(found) for found in re.findall(f"{group}-{group}</p><p>{group}-{group}", sheet)]


def held(app: Flask, revoked: bool = False) -> dict[str, str]:
    with app.app_context():
        rows = db.session.query(Badge).order_by(Badge.id)
        return {row.duty.value: row.holder for row in rows if bool(row.revoked_at) == revoked}


def test_duties_are_given_and_badges_printed(app, client, people, browser_of, page: str) -> None:
    clerk = browser_of(people.clerk)
    assert clerk.send(page, NAMES).status_code == 302
    assert held(app) == {**NAMES, "scrutineer": "代表004"}, "and 代表003 as the first of the scrutineers"
    sheet = clerk.send(page, to=f"{page}/print")
    codes = codes_on(sheet.text)
    assert len(set(codes)) == 6
    assert sheet.text.count("<svg") == 6
    assert "no-store" in sheet.headers["Cache-Control"]
    assert use(client, codes[0]).headers["Location"] == "/desk"
    assert "执行主席" in client.get("/account").text


def test_scrutineers_may_stand_on_one_line(app, people, browser_of, page: str) -> None:
    clerk = browser_of(people.clerk)
    assert clerk.send(page, {"scrutineer": "代表003、代表004，代表005"}).status_code == 302
    with app.app_context():
        assert {row.holder for row in db.session.query(Badge)} == {"代表003", "代表004", "代表005"}
    assert "没有代表001、代表002" in clerk.send(page, {"chair": "代表001、代表002"}).text


def test_badges_of_a_rehearsal_say_so(app, people, browser_of, page: str) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(page, NAMES)
    assert "（会务演练）" not in clerk.send(page, to=f"{page}/print").text
    with app.app_context():
        home, other = db.session.query(Congress).order_by(Congress.slug == "demo-county").all()[::-1][:2]
        home.rehearsal_of_id, home.demo = other.id, False
        db.session.commit()
    assert "执行主席（会务演练）" in clerk.send(page, to=f"{page}/print").text


def test_a_badge_opens_no_page_of_a_standing_role(app, client, people, browser_of, page: str) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(page, NAMES)
    use(client, codes_on(clerk.send(page, to=f"{page}/print").text)[4])
    for path in (
        page,
        "/desk/demo-county/deputies",
        "/desk/demo-county/accounts",
        "/desk/other-county/congress",
    ):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"teller_b": "工作人员01"}, "担任了两项职责"),
        ({"chief_scrutineer": "代表001"}, "担任了两项职责"),
        ({"scrutineer": "代表003\n代表002"}, "担任了两项职责"),
        ({"chair": "谁也不是"}, "没有谁也不是"),
        ({"scrutineer": "代表003\n谁也不是"}, "没有谁也不是"),
        ({"chair": "代表013号"}, "没有代表013号"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_lost(app, people, browser_of, page, changed, words) -> None:
    answer = browser_of(people.clerk).send(page, {**NAMES, **changed})
    assert answer.status_code == 200
    assert words in answer.text
    assert 'value="工作人员02"' in answer.text or "teller_b" in changed
    assert held(app) == {}


@pytest.mark.parametrize(
    "second", [{"duty": Duty.teller_b, "holder": "一人"}, {"duty": Duty.teller_a, "holder": "另一人"}]
)
def test_the_database_holds_it_too(app: Flask, people: People, second: dict) -> None:
    """Nobody holds two duties of a sitting, and only scrutineers are several."""

    def planted() -> None:
        sitting = db.session.get_one(Sitting, people.ids["sitting"])
        for one in ({"duty": Duty.teller_a, "holder": "一人"}, second):
            db.session.add(Badge(congress_id=sitting.congress_id, sitting=sitting, **one))

    with pytest.raises(sa.exc.IntegrityError):
        write(app, planted)


def test_another_person_takes_over_and_the_badge_before_is_dead(
    app, client, people, browser_of, page
) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(page, NAMES)
    first, *rest = codes_on(clerk.send(page, to=f"{page}/print").text)
    assert use(client, first).status_code == 302
    clerk.send(page, {**NAMES, "chair": "代表005"})
    assert client.get("/desk").status_code == 302, "signed out at once"
    assert held(app)["chair"] == "代表005"
    assert held(app, revoked=True) == {"chair": "代表001"}
    assert use(app.test_client(), rest[0]).status_code == 302, "who keeps a duty keeps the badge"


def test_two_may_change_places(app, people, browser_of, page) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(page, NAMES)
    swapped = {**NAMES, "teller_a": NAMES["teller_b"], "teller_b": NAMES["teller_a"]}
    assert clerk.send(page, swapped).status_code == 302
    assert held(app)["teller_a"] == "工作人员02"


def test_a_lost_badge_is_reissued_and_another_revoked(app, client, people, browser_of, page) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(page, NAMES)
    chair, chief, *_ = codes_on(clerk.send(page, to=f"{page}/print").text)
    use(client, chair)
    [fresh] = codes_on(clerk.send(page, to=f"{page}/1/reissue").text)
    assert client.get("/desk").status_code == 302
    assert use(client, fresh).status_code == 302
    assert clerk.send(page, to=f"{page}/2/revoke").status_code == 302
    assert use(app.test_client(), chief).status_code == 200
    assert clerk.send(page, to=f"{page}/2/reissue").status_code == 404


def test_printing_again_leaves_badges_in_use_alone(app, client, people, browser_of, page) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(page, NAMES)
    first = codes_on(clerk.send(page, to=f"{page}/print").text)
    use(client, first[0])
    second = codes_on(clerk.send(page, to=f"{page}/print").text)
    assert len(second) == 5
    assert client.get("/desk").status_code == 200
    assert use(app.test_client(), first[1]).status_code == 200, "the sheet before is good no more"
    for code in second:
        use(app.test_client(), code)
    assert clerk.send(page, to=f"{page}/print").status_code == 409


def test_a_badge_ends_with_its_sitting(app, client, clock, people, browser_of, page) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(page, NAMES)
    codes = codes_on(clerk.send(page, to=f"{page}/print").text)
    use(client, codes[0])
    clock.go(hours=19)
    assert client.get("/desk").status_code == 302
    clock.go(days=2)
    assert use(app.test_client(), codes[1]).status_code == 200


def test_the_sheet_is_made_as_pdf(people, browser_of, page) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(page, NAMES)
    answer = clerk.send(page, {"as": "pdf"}, to=f"{page}/print")
    if not pdf_available():
        assert answer.status_code == 409
        return
    assert answer.content_type == "application/pdf"
    assert answer.data.startswith(b"%PDF")


def test_badges_of_another_congress_are_out_of_reach(people, browser_of, page) -> None:
    clerk, other = browser_of(people.clerk), browser_of(people.other_clerk)
    clerk.send(page, NAMES)
    assert other.get(page.replace("demo-county", "other-county")).status_code == 404
    own = f"/desk/other-county/sitting/{people.ids['sitting'] + 1}/badges"
    assert other.get(own).status_code == 200
    assert other.send(own, to=f"{own}/1/reissue").status_code == 404


def test_namesakes_are_told_apart(app, people, browser_of, page) -> None:
    def namesake() -> None:
        other = db.session.get_one(Deputy, 2)
        other.name, other.phone, other.delegation_id = "代表001", "13800000002", None

    write(app, namesake)
    clerk = browser_of(people.clerk)
    answer = clerk.send(page, {**NAMES, "chief_scrutineer": "代表003", "scrutineer": ""})
    assert "代表001（第一代表团）、代表001（0002）" in answer.text
    sent = {"chair": "代表001（第一代表团）", "chief_scrutineer": "代表001（0002）"}
    assert clerk.send(page, sent).status_code == 302


def test_a_namesake_who_comes_later_changes_no_badge(app, people, browser_of, page) -> None:
    """A teller whose badge was given anew would count from the beginning."""
    clerk = browser_of(people.clerk)
    assert clerk.send(page, NAMES).status_code == 302

    def namesake(number: int, name: str) -> None:
        deputy = db.session.get_one(Deputy, number)
        deputy.name, deputy.phone = name, f"1380000{number:04d}"

    write(app, lambda: namesake(9, "代表001"))
    write(app, lambda: namesake(10, "工作人员01"))
    assert clerk.send(page, {**NAMES, "scrutineer": "代表005"}).status_code == 302
    assert held(app) == {**NAMES, "scrutineer": "代表005"}
    assert set(held(app, revoked=True)) == {"scrutineer"}


def test_labels_that_were_given_stay() -> None:
    people = [
        ("张三", "一团", 1),
        ("张三", "二团", 2),
        ("李四", "李四", 3),
        ("李四", "li", None),
        ("王五", "三团", 4),
    ]
    given = [("张三", 1), ("李四", None), ("王五（三团）", 4)]
    assert [one.label for one in labelled(people, given)] == [
        "张三",
        "张三（二团）",
        "李四（李四）",
        "李四",
        "王五（三团）",
    ]


def test_the_rule_by_itself() -> None:
    people = labelled([("张三", "一团", 1), ("张三", "二团", 2), ("李四", "", 3), ("李四", "li", None)])
    assert [one.label for one in people] == ["张三（一团）", "张三（二团）", "李四", "李四（li）"]
    check_different(people[:3])
    for wrong in ([people[2], people[3]], [people[0], people[0]]):
        with pytest.raises(RuleBroken):
            check_different(wrong)
    assert named("李四", people).deputy_id == 3
    assert named("张三（二团）", people) == Person("张三", "张三（二团）", 2)
    for words in ("张三", "王五", ""):
        with pytest.raises(RuleBroken):
            named(words, people)
    assert all(one != other for one, other in pairwise(people))
