"""代表名册: the office keeps the list of deputies, by hand and from a sheet; a sheet is taken in whole or not at all."""

import io

import pytest
from flask import Flask

from tests.accounts.acts import code_for, use
from tests.people import People
from votes.common.db import db
from votes.common.exports import write_csv, write_xlsx
from votes.congress.models import Congress, Deputy, Level, Term
from votes.congress.roll_import import import_roll

DESK = "/desk/demo-county"
HEADS = ("姓名", "代表团", "手机号码", "选区", "职业")


def roll(app: Flask, people: People) -> list[str]:
    with app.app_context():
        term = db.session.query(Term).filter_by(congress_id=people.ids["county"]).one()
        return [
            f"{one.name} {one.delegation.name if one.delegation else '-'} {one.phone}" for one in term.serving
        ]


def test_a_deputy_enters_the_list_in_the_order_of_strokes(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    for name in ("魏十三", "丁 十四"):
        sent = {
            "name": name,
            "delegation": "1",
            "phone": "138 0000-0013",
            "place": "第三选区",
            "trade": "教师",
        }
        assert clerk.send(f"{DESK}/deputies/add", sent).status_code == 302
    page = clerk.get(f"{DESK}/deputies").text
    assert page.index("丁十四") < page.index("魏十三")
    assert "丁十四 第一代表团 13800000013" in roll(app, people)
    with app.app_context():
        codes = [
            one.desk_code for one in db.session.query(Deputy).filter(Deputy.name.in_(["丁十四", "魏十三"]))
        ]
    assert len({code for code in codes if len(code) == 8}) == 2


@pytest.mark.parametrize(
    ("field", "value"), [("name", ""), ("phone", "none"), ("phone", "1" * 30), ("delegation", "99")]
)
def test_a_wrong_entry_is_named_and_nothing_is_lost(
    people: People, browser_of, field: str, value: str
) -> None:
    sent = {"name": "丁十四", "delegation": "0", "phone": "", "place": "第三选区", field: value}
    answer = browser_of(people.clerk).send(f"{DESK}/deputies/add", sent)
    assert answer.status_code == 200
    assert 'class="error"' in answer.text
    assert 'value="第三选区"' in answer.text


def test_two_of_one_name_need_their_phones(people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    assert "同名" in clerk.send(f"{DESK}/deputies/add", {"name": "代表001", "delegation": "0"}).text
    sent = {"name": "代表001", "delegation": "0", "phone": "13800000001"}
    assert clerk.send(f"{DESK}/deputies/add", sent).status_code == 302


def test_particulars_change_and_the_account_with_them(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    sent = {"name": "代表壹", "delegation": "0", "phone": "", "place": "", "trade": ""}
    assert clerk.send(f"{DESK}/deputies/1", sent).status_code == 302
    assert "代表壹" in browser_of(people.deputy).get("/account").text


def test_a_mandate_ends_and_the_phone_is_signed_out(
    app: Flask, people: People, browser_of, client, clock
) -> None:
    clerk, phone = browser_of(people.clerk), browser_of(people.deputy)
    code = code_for(app, people.deputy, clock.at)
    assert clerk.send(f"{DESK}/deputies/1/end", {"day": "2026-03-01"}).status_code == 302
    assert phone.get("/desk").status_code == 302
    assert use(client, code).status_code == 200
    assert len(roll(app, people)) == 11
    assert "代表001" in clerk.get(f"{DESK}/deputies").text, "those who left stay in the history"
    assert clerk.send(f"{DESK}/deputies/1", to=f"{DESK}/deputies/1/restore").status_code == 302
    assert len(roll(app, people)) == 12


def test_the_list_is_shown_by_delegation(people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(f"{DESK}/deputies/add", {"name": "丁十四", "delegation": "0"})
    assert "丁十四" in clerk.get(f"{DESK}/deputies").text
    assert "丁十四" not in clerk.get(f"{DESK}/deputies?delegation=1").text
    assert "代表001" in clerk.get(f"{DESK}/deputies?delegation=1").text
    assert "代表001" not in clerk.get(f"{DESK}/deputies?delegation=77").text


def test_characters_without_a_place_are_named(people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(f"{DESK}/deputies/add", {"name": "龘十四", "delegation": "0"})
    assert "这些字的笔画：龘" in clerk.get(f"{DESK}/deputies").text


def upload(browser, data: bytes, name: str = "roll.xlsx"):
    return browser.send(f"{DESK}/deputies/import", {"sheet": (io.BytesIO(data), name)})


SHEET = [
    ("张　三", "第二代表团", "13900000001", "一选区", "工人"),
    ("李四", "第一代表团", "", "", ""),
    ("代表001", "第二代表团", "13900000002", "", ""),
]


def test_a_sheet_is_taken_in_and_a_second_time_changes_nothing(
    app: Flask, people: People, browser_of
) -> None:
    clerk = browser_of(people.clerk)
    data = write_xlsx("名册", HEADS, SHEET)
    assert upload(clerk, data).status_code == 302
    after = roll(app, people)
    assert len(after) == 14
    assert "张三 第二代表团 13900000001" in after
    assert "代表001 第二代表团 13900000002" in after
    again = clerk.get(upload(clerk, data).headers["Location"]).text
    assert "新增0名，更新0名，未变3名" in again
    assert roll(app, people) == after


def test_a_csv_is_read_too(app: Flask, people: People, browser_of) -> None:
    assert upload(browser_of(people.clerk), write_csv(HEADS, SHEET), "roll.csv").status_code == 302
    assert len(roll(app, people)) == 14


def test_blank_cells_and_missing_columns_take_nothing_away(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    upload(clerk, write_xlsx("名册", HEADS, SHEET))
    upload(clerk, write_xlsx("名册", HEADS[:1], [("张三",)]))
    assert "张三 第二代表团 13900000001" in roll(app, people)


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        (
            [("张三", "", "电话", "", ""), ("李四", "", "", "", "")],
            "第2行C列“手机号码”：应为5到20位数字的电话号码，现在是“电话”",
        ),
        ([("李四", "", "", "", ""), ("", "", "13900000001", "", "")], "第3行A列“姓名”"),
        ([("张三", "", "13900000001", "", ""), ("张三", "", "13900000001", "", "")], "第3行"),
        ([("代表001", "", "13900000001", "", ""), ("代表001", "", "13900000002", "", "")], "同名代表"),
    ],
)
def test_one_wrong_cell_and_nothing_is_taken_in(app: Flask, people: People, browser_of, rows, words) -> None:
    before = roll(app, people)
    answer = upload(browser_of(people.clerk), write_xlsx("名册", HEADS, rows))
    assert answer.status_code == 200
    assert words in answer.text
    assert roll(app, people) == before


@pytest.mark.parametrize(
    "data", [b"", b"not a sheet", b"PK\x03\x04 broken", write_csv(("甲", "乙"), [("1", "2")])]
)
def test_a_file_that_is_no_list_is_refused_with_a_sentence(people: People, browser_of, data: bytes) -> None:
    answer = upload(browser_of(people.clerk), data)
    assert answer.status_code == 200
    assert "error" in answer.text


def test_another_phone_is_not_taken_for_the_same_person(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    upload(clerk, write_xlsx("名册", HEADS, SHEET))
    answer = upload(clerk, write_xlsx("名册", HEADS, [("张三", "", "13911111111", "", "")]))
    assert "先在该代表的页面上修改" in answer.text
    both = [("张三", "", "13900000001", "", ""), ("张三", "", "13911111111", "", "")]
    assert upload(clerk, write_xlsx("名册", HEADS, both)).status_code == 302, "both together are two persons"
    assert sum(line.startswith("张三") for line in roll(app, people)) == 2


def test_one_whose_mandate_has_ended_does_not_come_back_by_a_sheet(
    app: Flask, people: People, browser_of
) -> None:
    clerk = browser_of(people.clerk)
    upload(clerk, write_xlsx("名册", HEADS, SHEET))
    with app.app_context():
        gone = db.session.query(Deputy).filter_by(name="张三").one().id
    clerk.send(f"{DESK}/deputies/{gone}/end", {"day": "2026-03-01"})
    assert "代表资格未终止" in upload(clerk, write_xlsx("名册", HEADS, SHEET)).text


def test_what_goes_out_can_be_taken_in_again(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    data = clerk.get(f"{DESK}/deputies.xlsx").data
    answer = upload(clerk, data)
    assert "未变12名" in clerk.get(answer.headers["Location"]).text


@pytest.mark.usefixtures("context")
def test_a_county_of_232_is_taken_in_at_once() -> None:
    county = Congress(slug="big", place="大县", name="大县人民代表大会", level=Level.county)
    term = Term(congress=county, number=1)
    db.session.add(term)
    db.session.flush()
    rows = [(f"代表{n:03d}", f"第{n % 12 + 1}代表团", "", "", "") for n in range(1, 233)]
    outcome = import_roll(term, write_xlsx("名册", HEADS, rows))
    assert (outcome.added, outcome.errors) == (232, ())
    assert len(term.delegations) == 12
    db.session.rollback()


def test_without_a_term_there_is_nobody_to_list(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        town = Congress(slug="town", place="镇", name="镇人民代表大会", level=Level.township)
        db.session.add(town)
        db.session.commit()
    clerk = browser_of(people.clerk)
    assert clerk.get("/desk/town/deputies").status_code == 404


def test_the_walk_of_life_is_kept_by_form_and_by_sheet(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    sent = {"name": "丁十四", "delegation": "0", "phone": "", "place": "", "trade": "", "walk": "firm"}
    assert clerk.send(f"{DESK}/deputies/add", sent).status_code == 302
    assert clerk.send(f"{DESK}/deputies/add", {**sent, "name": "丁十五", "walk": "other"}).status_code == 200
    again = clerk.get(f"{DESK}/deputies.xlsx").data
    assert upload(clerk, again).status_code == 302
    with app.app_context():
        assert db.session.query(Deputy).filter_by(name="丁十四").one().walk == "firm"
    wrong = upload(clerk, write_xlsx("名册", ["姓名", "界别"], [["丁十四", "国企"]]))
    assert "党政、企业、基层、专业技术" in wrong.text
    assert upload(clerk, write_xlsx("名册", ["姓名", "界别"], [["丁十四", "基层"]])).status_code == 302
    with app.app_context():
        assert db.session.query(Deputy).filter_by(name="丁十四").one().walk == "grass_roots"
