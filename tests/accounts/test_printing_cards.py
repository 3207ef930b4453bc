"""履职码 and 报到码: the office prints sign-in cards and desk codes; a card binds one phone, a desk code opens nothing."""

import pytest
from flask import Flask

from tests.accounts.acts import use
from tests.accounts.test_giving_badges import codes_on
from tests.people import People
from votes.accounts.models import Account
from votes.common.db import db
from votes.common.paper import pdf_available
from votes.congress.models import Deputy

DESK = "/desk/demo-county"


def printed(browser, delegation: int | str = 1, **more: str):
    return browser.send(f"{DESK}/cards", {"delegation": str(delegation), **more}, to=f"{DESK}/cards/print")


def test_a_delegation_gets_its_cards_and_each_opens_its_own(
    app: Flask, client, people: People, browser_of
) -> None:
    clerk = browser_of(people.clerk)
    sheet = printed(clerk)
    codes = codes_on(sheet.text)
    assert len(set(codes)) == 12
    assert "只能用一次" in sheet.text
    use(client, codes[4])
    assert "代表005" in client.get("/account").text
    with app.app_context():
        assert db.session.query(Account).filter(Account.deputy_id.is_not(None)).count() == 12


def test_printing_again_spares_the_phones_that_are_bound(
    app: Flask, client, people: People, browser_of
) -> None:
    clerk = browser_of(people.clerk)
    first = codes_on(printed(clerk).text)
    use(client, first[0])
    assert "已绑定手机1部，已发未用11张" in clerk.get(f"{DESK}/cards").text
    assert len(codes_on(printed(clerk).text)) == 11
    assert use(app.test_client(), first[1]).status_code == 200
    assert client.get("/desk").status_code == 200


def test_a_new_phone_gets_a_new_card_and_the_old_one_is_out(
    app: Flask, client, people: People, browser_of
) -> None:
    clerk = browser_of(people.clerk)
    use(client, codes_on(printed(clerk).text)[0])
    page = f"{DESK}/deputies/1"
    [fresh] = codes_on(clerk.send(page, to=f"{page}/card").text)
    assert client.get("/desk").status_code == 302
    assert use(client, fresh).status_code == 302
    assert clerk.send(page, to=f"{page}/card/revoke").status_code == 302
    assert client.get("/desk").status_code == 302


def test_without_anyone_to_print_for_a_sentence_says_so(people: People, browser_of) -> None:
    assert printed(browser_of(people.clerk), 0).status_code == 409
    assert printed(browser_of(people.clerk), 99).status_code == 404
    assert printed(browser_of(people.clerk), 2).status_code == 404, "of another congress"


def test_a_desk_code_is_printed_and_opens_nothing(app: Flask, client, people: People, browser_of) -> None:
    page = browser_of(people.clerk).get(f"{DESK}/desk-codes?delegation=1")
    assert page.text.count("<svg") == 12
    with app.app_context():
        code = db.session.get_one(Deputy, 1).desk_code
    assert use(client, code).status_code == 200
    assert client.get("/desk").status_code == 302


@pytest.mark.parametrize("path", ["cards/print", "desk-codes"])
def test_sheets_are_made_as_pdf(people: People, browser_of, path: str) -> None:
    clerk = browser_of(people.clerk)
    answer = printed(clerk, **{"as": "pdf"}) if "print" in path else clerk.get(f"{DESK}/desk-codes?as=pdf")
    if not pdf_available():
        assert answer.status_code == 409
        return
    assert answer.data.startswith(b"%PDF")


@pytest.mark.parametrize("nobody", ["9" * 30, "9" * 5000, "x", "-1"])
def test_a_delegation_that_cannot_be_is_not_found(people: People, browser_of, nobody: str) -> None:
    clerk = browser_of(people.clerk)
    assert clerk.get(f"{DESK}/desk-codes?delegation={nobody}").status_code == 404
    assert printed(clerk, nobody).status_code in (404, 409)
