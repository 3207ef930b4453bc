"""Signing in: by a code that is spent once and only by a button, or by password and second factor."""

import logging
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.accounts.acts import PASSWORD, code_for, log_in, ready, step, use, write
from tests.people import People
from votes.accounts import attempts, proofs
from votes.accounts.models import Account, Attempt, Card, SignIn
from votes.common.codes import digest
from votes.common.db import db
from votes.congress.models import Congress


def count(app: Flask, model: type) -> int:
    with app.app_context():
        return db.session.query(model).count()


def test_a_deputy_signs_in_with_the_card_and_the_phone_stays(app, client, clock, people: People) -> None:
    code = code_for(app, people.deputy, clock.at)
    answer = use(client, code)
    assert answer.headers["Location"] == "/desk"
    clock.go(days=300)
    assert client.get("/desk").status_code == 200


def test_a_code_may_be_typed_with_dashes_and_small_letters(app, client, clock, people: People) -> None:
    code = code_for(app, people.deputy, clock.at)
    typed = " ".join(re.findall("....", code.lower()))
    assert use(client, typed).status_code == 302


def test_a_card_is_good_once(app, client, clock, people: People) -> None:
    code = code_for(app, people.deputy, clock.at)
    assert use(client, code).status_code == 302
    second = use(app.test_client(), code)
    assert "请向人大办公室重新领取" in second.text
    assert code in second.text, "what was typed stays"


def test_a_card_expires(app, client, clock, people: People) -> None:
    code = code_for(app, people.deputy, clock.at)
    clock.go(days=61)
    assert use(client, code).status_code == 200
    assert client.get("/desk").status_code == 302


def test_opening_the_page_spends_nothing(app, client, clock, people: People) -> None:
    code = code_for(app, people.deputy, clock.at)
    for path in ("/sign-in", f"/sign-in?code={code}", f"/sign-in?way=code&code={code}"):
        client.get(path)
        client.head(path)
    assert count(app, SignIn) == 0
    assert use(client, code).status_code == 302


def test_a_code_never_stands_in_a_path(app: Flask) -> None:
    in_paths = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if {"code", "token", "card"} & rule.arguments and rule.rule.startswith(("/sign", "/account"))
    ]
    assert in_paths == []


def test_no_code_is_logged_or_kept(app, client, clock, people: People, caplog) -> None:
    code = code_for(app, people.deputy, clock.at)
    with caplog.at_level(logging.DEBUG):
        use(client, code)
        use(app.test_client(), code)
    assert code not in caplog.text
    with app.app_context():
        card = db.session.query(Card).one()
        assert card.code_digest == digest(code)
        assert code not in str(vars(card))


def test_the_cookie_cannot_be_read_and_the_token_is_new_each_time(app, client, clock, people: People) -> None:
    tokens = []
    for _ in range(2):
        answer = use(client, code_for(app, people.deputy, clock.at))
        cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("votes="))
        assert "HttpOnly" in cookie
        assert "SameSite=Lax" in cookie
        assert "Path=/" in cookie
        tokens.append(client.get_cookie("votes").value)
    assert tokens[0] != tokens[1]
    other = app.test_client()
    other.set_cookie("votes", tokens[0])
    assert other.get("/desk").status_code == 302, "the token before it is good no more"
    with app.app_context():
        assert tokens[1] not in {row.token_digest for row in db.session.query(SignIn)}


def test_over_https_the_cookie_is_bound_to_the_host(app, client, clock, people: People) -> None:
    code = code_for(app, people.deputy, clock.at)
    base = "https://votes.example.cn"
    page = client.get("/sign-in", base_url=base)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
    sent = {"csrf_token": token, "way": "code", "code": code}
    answer = client.post("/sign-in", data=sent, base_url=base)
    cookie = next(c for c in answer.headers.getlist("Set-Cookie") if c.startswith("__Host-votes="))
    assert "Secure" in cookie
    assert "Path=/" in cookie
    assert "Domain" not in cookie


@pytest.mark.parametrize(
    "host", ["http://votes.example.cn", "http://10.0.0.8:8000", "http://localhost.evil.cn"]
)
def test_over_plain_http_nobody_signs_in(app, client, clock, people: People, host: str) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        assert "https" in client.get("/sign-in", base_url=host).text
        code = code_for(app, people.deputy, clock.at)
        answer = client.post("/sign-in", data={"way": "code", "code": code}, base_url=host)
    finally:
        app.config["WTF_CSRF_ENABLED"] = True
    assert answer.status_code == 403
    assert count(app, SignIn) == 0


def test_this_machine_itself_may_sign_in_without_https(client: FlaskClient) -> None:
    for host in ("http://localhost:8000", "http://127.0.0.1", "http://[::1]:8000"):
        assert 'name="code"' in client.get("/sign-in", base_url=host).text


def test_staff_sign_in_with_password_and_second_factor(app, client, clock, people: People) -> None:
    secret = ready(app, people.clerk)
    answer = log_in(client, " CLERK ", PASSWORD, step(secret, clock.at))
    assert answer.headers["Location"] == "/desk"
    clock.go(hours=13)
    assert client.get("/desk").status_code == 302, "a working day, no longer"


def test_six_digits_are_good_once(app, client, clock, people: People) -> None:
    secret = ready(app, people.clerk)
    digits = step(secret, clock.at)
    assert log_in(client, "clerk", PASSWORD, digits).status_code == 302
    assert log_in(app.test_client(), "clerk", PASSWORD, digits).status_code == 200
    clock.go(seconds=30)
    assert log_in(app.test_client(), "clerk", PASSWORD, step(secret, clock.at)).status_code == 302


def refusal_of(answer) -> str:
    return re.search(r'<div class="errors".*?</div>', answer.text, re.DOTALL)[0]


def test_unknown_wrong_closed_and_unready_read_the_same(app, client, clock, people: People) -> None:
    secret = ready(app, people.clerk)
    ready(app, people.government)
    write(app, lambda: setattr(db.session.get(Account, people.government[1]), "closed_at", clock.at))
    digits = step(secret, clock.at)
    tries = [("nobody", PASSWORD, digits), ("clerk", "wrong password", digits), ("clerk", PASSWORD, "000000")]
    tries += [("government", PASSWORD, digits), ("unit", PASSWORD, digits)]
    answers = [log_in(client, *one) for one in tries]
    assert {answer.status_code for answer in answers} == {200}
    assert len({refusal_of(answer) for answer in answers}) == 1
    assert 'value="nobody"' in answers[0].text, "the login stays"
    assert PASSWORD not in answers[0].text, "the password does not"


def test_an_unknown_login_costs_one_hash_like_a_known_one(app, client, clock, people, monkeypatch) -> None:
    """What could be told by time is the hash; it is computed once, whoever asks."""
    secret, seen = ready(app, people.clerk), []
    verify = proofs.hasher.verify

    class Counting:
        def verify(self, kept: str, password: str) -> bool:
            seen.append(kept.split("$")[3])
            return verify(kept, password)

    monkeypatch.setattr(proofs, "hasher", Counting())
    for login in ("nobody", "clerk", "unit"):
        log_in(client, login, "wrong password", step(secret, clock.at))
    assert seen == ["m=19456,t=2,p=1"] * 3


def test_guessing_at_one_login_is_stopped_for_every_address(app, client, clock, people, monkeypatch) -> None:
    monkeypatch.setattr(attempts, "PER_ACCOUNT", 4)
    secret = ready(app, people.clerk)
    for n in range(attempts.PER_ACCOUNT):
        log_in(
            client, "clerk", f"guess number {n}", "000000", environ_overrides={"REMOTE_ADDR": f"10.0.0.{n}"}
        )
    right = ("clerk", PASSWORD, step(secret, clock.at))
    assert log_in(app.test_client(), *right).status_code == 429
    clock.go(minutes=16)
    assert log_in(app.test_client(), "clerk", PASSWORD, step(secret, clock.at)).status_code == 302


def test_an_unknown_login_is_throttled_alike(app, client, people: People, monkeypatch) -> None:
    monkeypatch.setattr(attempts, "PER_ACCOUNT", 4)
    statuses = [log_in(client, "nobody", "x", "000000").status_code for _ in range(attempts.PER_ACCOUNT + 1)]
    assert statuses[-2:] == [200, 429]


def test_guessing_from_one_address_is_stopped_for_every_code(
    app, client, clock, people: People, monkeypatch
) -> None:
    monkeypatch.setattr(attempts, "PER_ADDRESS", 5)
    for _ in range(5):
        use(client, "AAAABBBBCCCCDDDD")
    code = code_for(app, people.deputy, clock.at)
    assert use(client, code).status_code == 429
    page = client.get("/sign-in").text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    sent = {"csrf_token": token, "way": "code", "code": code}
    assert (
        client.post("/sign-in", data=sent, environ_overrides={"REMOTE_ADDR": "10.1.1.1"}).status_code == 302
    )


def test_success_does_not_count_against_a_hall_behind_one_address(
    app, clock, people: People, monkeypatch
) -> None:
    monkeypatch.setattr(attempts, "PER_ADDRESS", 3)
    for _ in range(8):
        assert use(app.test_client(), code_for(app, people.deputy, clock.at)).status_code == 302
    assert count(app, Attempt) == 0


def test_tries_are_counted_in_the_database_under_hashed_keys(app, client, people: People) -> None:
    log_in(client, "clerk", "wrong", "000000")
    with app.app_context():
        keys = [row.key for row in db.session.query(Attempt)]
    assert len(keys) == 2
    assert all(re.fullmatch("[0-9a-f]{64}", key) for key in keys)


def test_old_tries_are_forgotten(app, client, clock, people: People) -> None:
    log_in(client, "clerk", "wrong", "000000")
    clock.go(hours=2)
    log_in(client, "clerk", "wrong", "000000")
    assert count(app, Attempt) == 2


@pytest.mark.parametrize(
    "place",
    [
        "https://evil.cn/",
        "//evil.cn",
        "/\\evil.cn",
        "javascript:alert(1)",
        "\\\\evil.cn",
        "/\tevil",
        "evil",
        "/\n/evil.cn",
    ],
)
def test_next_leads_nowhere_else(app, client, clock, people: People, place: str) -> None:
    code = code_for(app, people.deputy, clock.at)
    page = client.get("/sign-in", query_string={"next": place})
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)[1]
    sent = {"csrf_token": token, "way": "code", "code": code}
    answer = client.post("/sign-in", query_string={"next": place}, data=sent)
    assert answer.headers["Location"] == "/desk"


def test_next_leads_back_to_the_page_one_came_for(app, client, clock, people: People) -> None:
    asked = client.get("/en/desk?x=1")
    answer = use(client, code_for(app, people.deputy, clock.at), asked.headers["Location"])
    assert answer.headers["Location"] == "/en/desk?x=1"


def test_a_form_token_of_before_is_good_no_more(app, client, clock, people: People) -> None:
    old = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', client.get("/sign-in").text)[1]
    use(client, code_for(app, people.deputy, clock.at))
    assert client.post("/sign-out", data={"csrf_token": old}).status_code == 400


def test_in_a_demonstration_a_code_opens_the_desk_of_staff(app, client, clock, people: People) -> None:
    write(app, lambda: setattr(db.session.get(Congress, people.ids["county"]), "demo", True))
    use(client, code_for(app, people.clerk, clock.at))
    assert client.get("/desk").status_code == 200


def test_anywhere_else_a_code_alone_opens_nothing_for_staff(app, client, clock, people: People) -> None:
    answer = use(client, code_for(app, people.clerk, clock.at))
    assert answer.headers["Location"] == "/account/set-up"
    assert client.get("/desk").status_code == 302


def test_one_signs_out_everywhere(app, clock, people: People, browser_of) -> None:
    here, there = browser_of(people.clerk), browser_of(people.clerk)
    deputy = browser_of(people.deputy)
    assert here.get("/account").text.count("<li>") == 2
    here.send("/account", to="/account/sign-out-everywhere")
    assert [here.get("/desk").status_code, there.get("/desk").status_code] == [302, 302]
    assert deputy.get("/desk").status_code == 200
