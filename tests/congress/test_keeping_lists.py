"""The short lists of a congress: units, committees, delegations; its title, place and contact."""

from io import BytesIO
from zipfile import ZipFile

from flask import Flask

from tests.people import People
from votes.accounts.models import Account, Grant
from votes.common.db import db
from votes.congress.models import Committee, Congress, Delegation, Unit
from votes.congress.place_list import COLUMNS, add_place

DESK = "/desk/demo-county"


def names(app: Flask, model: type, people: People) -> list[str]:
    with app.app_context():
        rows = db.session.query(model).filter_by(congress_id=people.ids["county"]).order_by(model.id)
        return [row.name for row in rows]


def test_the_way_to_every_page_stands_on_one(people: People, browser_of) -> None:
    page = browser_of(people.clerk).get(f"{DESK}/congress").text
    for path in ("deputies", "sessions", "committees", "units", "delegations", "congress/facts"):
        assert f"{DESK}/{path}" in page
    assert f"{DESK}/accounts" not in page
    administrator = browser_of(people.administrator).get(f"{DESK}/congress").text
    assert f"{DESK}/accounts" in administrator
    assert f"{DESK}/deputies" not in administrator


def test_title_place_and_contact_are_kept(app: Flask, people: People, browser_of) -> None:
    sent = {"name": "演示县人民代表大会", "place": "演示县", "province": "某省", "contact": "0000-1234567"}
    assert browser_of(people.clerk).send(f"{DESK}/congress/facts", sent).status_code == 302
    with app.app_context():
        assert db.session.get(Congress, people.ids["county"]).contact == "0000-1234567"


def test_units_are_added_one_a_line_and_known_ones_passed_over(
    app: Flask, people: People, browser_of
) -> None:
    clerk = browser_of(people.clerk)
    for _ in range(2):
        clerk.send(f"{DESK}/units", {"names": "县教育局\n\n  县民政局 \n县住建局\n县教育局"})
    assert names(app, Unit, people) == ["县住建局", "县城管局", "县教育局", "县民政局"]


def test_a_unit_is_renamed_but_not_to_anothers_name(app: Flask, people: People, browser_of) -> None:
    clerk, page = browser_of(people.clerk), f"{DESK}/units/{people.ids['unit_row']}"
    assert "已经有“县城管局”" in clerk.send(page, {"name": "县城管局"}).text
    assert clerk.send(page, {"name": "县住房和城乡建设局"}).status_code == 302
    assert names(app, Unit, people) == ["县住房和城乡建设局", "县城管局"]


def test_a_unit_in_use_stays(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    page = f"{DESK}/units/{people.ids['unit_row']}"
    assert clerk.send(page, to=f"{page}/remove").status_code == 409
    clerk.send(f"{DESK}/units", {"names": "错加的局"})
    with app.app_context():
        fresh = db.session.query(Unit).filter_by(name="错加的局").one().id
    assert clerk.send(page, to=f"{DESK}/units/{fresh}/remove").status_code == 302
    assert names(app, Unit, people) == ["县住建局", "县城管局"]
    with app.app_context():
        assert db.session.query(Account).count() == 8, "nobody was removed with it"
        assert db.session.query(Grant).filter_by(unit_id=people.ids["unit_row"]).count() == 1


def test_a_committee_gets_members_and_loses_them(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    assert (
        clerk.send(f"{DESK}/committees/add", {"name": "财经委员会", "members": ["1", "3"]}).status_code == 302
    )
    with app.app_context():
        row = db.session.query(Committee).filter_by(name="财经委员会").one()
        assert [one.name for one in row.members] == ["代表001", "代表003"]
        page = f"{DESK}/committees/{row.id}"
    assert clerk.send(page, {"name": "社会建设工作委员会", "members": ["2"]}).status_code == 200, "name taken"
    assert clerk.send(page, {"name": "财政经济委员会", "members": ["2"]}).status_code == 302
    with app.app_context():
        row = db.session.query(Committee).filter_by(name="财政经济委员会").one()
        assert [one.name for one in row.members] == ["代表002"]
    assert clerk.send(page, to=f"{page}/remove").status_code == 302
    assert names(app, Committee, people) == ["社会建设工作委员会"]


def test_deputies_of_another_congress_cannot_be_members(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{DESK}/committees/add", {"name": "x", "members": ["13"]}).status_code == 200
    assert names(app, Committee, people) == ["社会建设工作委员会"]


def test_delegations_are_added_renamed_and_removed_when_empty(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(f"{DESK}/delegations", {"names": "第二代表团\n第一代表团"})
    assert names(app, Delegation, people) == ["第一代表团", "第二代表团"]
    with app.app_context():
        first, second = (
            row.id
            for row in db.session.query(Delegation)
            .filter_by(congress_id=people.ids["county"])
            .order_by(Delegation.seq)
        )
    assert (
        clerk.send(f"{DESK}/delegations/{first}", to=f"{DESK}/delegations/{first}/remove").status_code == 409
    )
    assert clerk.send(f"{DESK}/delegations/{second}", {"name": "城关代表团"}).status_code == 302
    assert (
        clerk.send(f"{DESK}/delegations/{second}", to=f"{DESK}/delegations/{second}/remove").status_code
        == 302
    )
    assert names(app, Delegation, people) == ["第一代表团"]


def test_lists_of_another_congress_are_out_of_reach(people: People, browser_of) -> None:
    other = browser_of(people.other_clerk)
    for path in ("units/1", "committees/1", "delegations/1", "deputies/1"):
        assert other.get(f"/desk/other-county/{path}").status_code == 404


def test_a_name_too_long_for_its_column_is_refused_with_all_that_was_typed(
    people: People, browser_of
) -> None:
    browser = browser_of(people.clerk)
    for page in ("units", "delegations"):
        refused = browser.send(f"/desk/{people.county}/{page}", {"names": "县水利局\n" + "长" * 61})
        assert (refused.status_code, "长" * 61 in refused.text, "60" in refused.text) == (200, True, True)


def test_the_blank_sheet_of_places_has_headings_alone(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        add_place(db.session.get_one(Congress, people.ids["county"]), "洪洲镇", None, None)
        db.session.commit()
    clerk, here = browser_of(people.clerk), "/desk/demo-county/places"
    assert f"{here}.xlsx?blank=1" in clerk.get(f"{here}/import").text
    for path, holds in ((f"{here}.xlsx", True), (f"{here}.xlsx?blank=1", False)):
        with ZipFile(BytesIO(clerk.get(path).data)) as sheet:
            words = "".join(sheet.read(name).decode() for name in sheet.namelist())
        assert ("洪洲镇" in words, COLUMNS[0].headings[0] in words) == (holds, True)
