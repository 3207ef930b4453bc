"""An invitation leads to a password and a second factor of one's own before anything else opens."""

import re

from flask import Flask

from tests.accounts.acts import PASSWORD, code_for, log_in, ready, step, use
from tests.people import People
from votes.accounts.models import Account
from votes.common.db import db


def secret_on(page: str) -> str:
    return re.search(r"[A-Z2-7]{32}", page)[0]


def set_up(client, password: str = PASSWORD, again: str = PASSWORD, digits: str = "000000"):
    return client.send("/account/set-up", {"password": password, "again": again, "step": digits})


def account(app: Flask, people: People) -> Account:
    with app.app_context():
        return db.session.get_one(Account, people.clerk[1])


def test_the_way_in(app, client, clock, people: People) -> None:
    use(client, code_for(app, people.clerk, clock.at))
    page = client.get("/account/set-up")
    assert "<svg" in page.text
    digits = step(secret_on(page.text), clock.at)
    assert set_up(client, digits=digits).headers["Location"] == "/desk"
    assert client.get("/desk").status_code == 200
    clock.go(minutes=1)
    digits = step(secret_on(page.text), clock.at)
    assert log_in(app.test_client(), "clerk", PASSWORD, digits).status_code == 302
    kept = account(app, people).password
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_wrong_digits_lose_nothing_and_open_nothing(app, client, clock, people: People) -> None:
    use(client, code_for(app, people.clerk, clock.at))
    answer = set_up(client)
    assert answer.status_code == 200
    assert answer.text.count(f'value="{PASSWORD}"') == 2
    assert client.get("/desk").status_code == 302
    assert account(app, people).password is None


def test_a_short_password_is_refused(app, client, clock, people: People) -> None:
    use(client, code_for(app, people.clerk, clock.at))
    for weak in ("short", "clerk clerk clerk", "aaaaaaaaaaaaaaaa"):
        digits = step(secret_on(client.get("/account/set-up").text), clock.at)
        assert "密码" in set_up(client, weak, weak, digits).text
        assert account(app, people).password is None


def test_two_different_passwords_are_refused(app, client, clock, people: People) -> None:
    use(client, code_for(app, people.clerk, clock.at))
    assert "两次" in set_up(client, again="another password").text


def test_the_page_is_closed_to_everyone_else(app, client, people: People, browser_of) -> None:
    assert client.get("/account/set-up").headers["Location"] == "/sign-in"
    assert browser_of(people.clerk).get("/account/set-up").headers["Location"] == "/sign-in"


def test_it_stays_open_for_an_hour(app, client, clock, people: People) -> None:
    use(client, code_for(app, people.clerk, clock.at))
    clock.go(hours=2)
    assert client.get("/account/set-up").headers["Location"] == "/sign-in"


def test_a_new_invitation_ends_what_was_before(app, client, clock, people: People, browser_of) -> None:
    secret = ready(app, people.clerk)
    old = browser_of(people.clerk)
    use(client, code_for(app, people.clerk, clock.at))
    assert old.get("/desk").status_code == 302
    assert log_in(app.test_client(), "clerk", PASSWORD, step(secret, clock.at)).status_code == 200


def test_an_invitation_is_good_for_a_week(app, client, clock, people: People) -> None:
    code = code_for(app, people.clerk, clock.at)
    clock.go(days=8)
    assert use(client, code).status_code == 200
