"""The administrator lets staff in, says what they may do, and shuts them out."""

import re

import pytest
from flask import Flask

from tests.accounts.acts import use, write
from tests.people import People
from votes.accounts import staff
from votes.accounts.models import Account, Grant, SignIn
from votes.accounts.roles import Role
from votes.common.db import db
from votes.congress.models import Congress, Level

DESK = "/desk/demo-county"
NEW = {"name": "工作人员09", "login": "worker09", "roles": ["office"]}


def code_on(page: str) -> str:
    return re.search(r"/sign-in#([A-Z2-9]{16})", page)[1]


def roles_of(app: Flask, login: str) -> set[tuple[str, str, int | None]]:
    with app.app_context():
        account = db.session.query(Account).filter_by(login=login).one()
        return {(grant.congress.slug, grant.role.value, grant.unit_id) for grant in account.grants}


def test_a_new_account_gets_an_invitation_that_is_shown_once(app, client, people: People, browser_of) -> None:
    administrator = browser_of(people.administrator)
    units = [str(people.ids["unit_row"])]
    page = administrator.send(f"{DESK}/accounts/add", {**NEW, "units": units}).text
    assert roles_of(app, "worker09") == {
        ("demo-county", "office", None),
        ("demo-county", "unit", people.ids["unit_row"]),
    }
    code = code_on(page)
    assert code not in administrator.get(f"{DESK}/accounts").text
    assert use(client, code).headers["Location"] == "/account/set-up"


@pytest.mark.parametrize(
    "wrong",
    [{"login": "clerk"}, {"login": "坏"}, {"login": "x"}, {"roles": []}, {"name": ""}, {"units": ["99"]}],
)
def test_a_wrong_entry_is_named_and_nothing_is_lost(app, people: People, browser_of, wrong: dict) -> None:
    answer = browser_of(people.administrator).send(f"{DESK}/accounts/add", {**NEW, **wrong})
    assert answer.status_code == 200
    assert "aria-invalid" in answer.text or 'class="error"' in answer.text
    if "name" not in wrong:
        assert 'value="工作人员09"' in answer.text
    with app.app_context():
        assert db.session.query(Account).filter_by(login="worker09").count() == 0


def test_a_unit_of_another_congress_cannot_be_given(app, people: People, context) -> None:
    account = db.session.get_one(Account, people.clerk[1])
    other = db.session.get_one(Congress, people.ids["other_county"])
    county = db.session.get_one(Congress, people.ids["county"])
    with pytest.raises(Exception, match="units of this congress"):
        staff.give(account, other, [Role.office], [county.units[0]])


def test_roles_change_and_take_effect_at_once(app, people: People, browser_of) -> None:
    administrator, clerk = browser_of(people.administrator), browser_of(people.clerk)
    page = f"{DESK}/accounts/{people.clerk[1]}"
    assert clerk.get(f"{DESK}/accounts").status_code == 404
    administrator.send(page, {"name": "工作人员01", "roles": ["office", "administrator"]})
    assert clerk.get(f"{DESK}/accounts").status_code == 200
    administrator.send(page, {"name": "工作人员01", "roles": ["office"]})
    assert clerk.get(f"{DESK}/accounts").status_code == 404


def test_the_last_administrator_stays(app, people: People, browser_of) -> None:
    administrator = browser_of(people.administrator)
    page = f"{DESK}/accounts/{people.administrator[1]}"
    assert "最后一位管理员" in administrator.send(page, {"name": "工作人员05", "roles": ["office"]}).text
    assert administrator.send(page, to=f"{page}/close").status_code == 409
    assert administrator.get(f"{DESK}/accounts").status_code == 200


def test_a_closed_account_is_out_at_once_and_its_codes_are_dead(
    app, client, people: People, browser_of
) -> None:
    administrator, clerk = browser_of(people.administrator), browser_of(people.clerk)
    page = f"{DESK}/accounts/{people.clerk[1]}"
    code = code_on(administrator.send(page, to=f"{page}/invite").text)
    administrator.send(page, to=f"{page}/close")
    assert clerk.get("/desk").status_code == 302
    assert use(client, code).status_code == 200
    administrator.send(page, to=f"{page}/reopen")
    assert clerk.get("/desk").status_code == 302, "opened again, but not signed in again"
    assert use(client, code_on(administrator.send(page, to=f"{page}/invite").text)).status_code == 302


def test_a_second_invitation_ends_the_first(app, client, people: People, browser_of) -> None:
    administrator = browser_of(people.administrator)
    page = f"{DESK}/accounts/{people.clerk[1]}"
    first = code_on(administrator.send(page, to=f"{page}/invite").text)
    second = code_on(administrator.send(page, to=f"{page}/invite").text)
    assert use(client, first).status_code == 200
    assert use(client, second).status_code == 302


def test_sign_ins_are_shown_and_ended(app, people: People, browser_of) -> None:
    administrator, clerk = browser_of(people.administrator), browser_of(people.clerk)
    listed = administrator.get(f"{DESK}/sign-ins").text
    end = re.search(rf"工作人员01</span>.*?({DESK}/sign-ins/\d+/end)", listed, re.DOTALL)[1]
    administrator.send(f"{DESK}/sign-ins", to=end)
    assert clerk.get("/desk").status_code == 302
    assert administrator.get("/desk").status_code == 200


def test_accounts_and_sign_ins_of_another_congress_stay_out_of_reach(app, people: People, browser_of) -> None:
    administrator, other = browser_of(people.administrator), browser_of(people.other_clerk)
    foreign = people.other_clerk[1]
    assert administrator.get(f"{DESK}/accounts/{foreign}").status_code == 404
    assert administrator.get(f"{DESK}/accounts/{people.deputy[1]}").status_code == 404
    for deed in ("invite", "close", "reopen"):
        assert (
            administrator.send(f"{DESK}/accounts/add", to=f"{DESK}/accounts/{foreign}/{deed}").status_code
            == 404
        )
    foreign_sign_in = sign_in_of(app, people.other_clerk)
    answer = administrator.send(f"{DESK}/accounts/add", to=f"{DESK}/sign-ins/{foreign_sign_in}/end")
    assert answer.status_code == 404
    assert other.get("/desk").status_code == 200


def sign_in_of(app: Flask, who: tuple[str, int]) -> int:
    with app.app_context():
        return db.session.query(SignIn).filter_by(account_id=who[1]).one().id


def township(app: Flask, people: People) -> None:
    def deed() -> None:
        town = Congress(slug="demo-town", place="演示镇", name="演示镇人民代表大会", level=Level.township)
        town.parent_id = people.ids["county"]
        db.session.add(town)
        db.session.flush()
        grant = Grant(account_id=people.administrator[1], congress_id=town.id, role=Role.administrator)
        db.session.add(grant)

    write(app, deed)


def test_a_county_clerk_is_brought_to_a_township(app, people: People, browser_of) -> None:
    township(app, people)
    administrator = browser_of(people.administrator)
    sent = {"account": str(people.clerk[1]), "roles": ["office"]}
    assert administrator.send("/desk/demo-town/accounts/bring", sent).status_code == 302
    assert ("demo-town", "office", None) in roles_of(app, "clerk")
    page = f"/desk/demo-town/accounts/{people.clerk[1]}"
    for deed in ("invite", "close"):
        assert administrator.send(page, to=f"{page}/{deed}").status_code == 404, "only its own congress may"
    administrator.send(page, {"name": "somebody else", "roles": []})
    assert roles_of(app, "clerk") == {("demo-county", "office", None)}
    assert "工作人员01" in administrator.get(f"{DESK}/accounts").text


def test_an_account_of_a_demonstration_opens_nothing_real(app, people: People, browser_of) -> None:
    township(app, people)
    write(app, lambda: setattr(db.session.get(Congress, people.ids["county"]), "demo", True))
    sent = {"account": str(people.clerk[1]), "roles": ["office"]}
    assert "演示" in browser_of(people.administrator).send("/desk/demo-town/accounts/bring", sent).text
    assert roles_of(app, "clerk") == {("demo-county", "office", None)}
