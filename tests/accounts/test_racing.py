"""Two at once, and several processes: one succeeds, and tries are counted together."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from sqlalchemy.orm import close_all_sessions

from tests.accounts.acts import PASSWORD, code_for, log_in, ready, step, use
from tests.people import People
from votes.accounts import attempts
from votes.accounts.models import SignIn
from votes.app import create_app
from votes.common.db import db


def at_once(*deeds) -> list:
    with ThreadPoolExecutor(len(deeds)) as pool:
        return [future.result() for future in [pool.submit(deed) for deed in deeds]]


def test_of_two_who_spend_a_code_at_once_one_gets_in(app: Flask, clock, people: People) -> None:
    code = code_for(app, people.deputy, clock.at)
    answers = at_once(*(lambda: use(app.test_client(), code) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 302]
    with app.app_context():
        assert db.session.query(SignIn).count() == 1


def test_of_two_who_use_six_digits_at_once_one_gets_in(app: Flask, clock, people: People) -> None:
    digits = step(ready(app, people.clerk), clock.at)
    answers = at_once(*(lambda: log_in(app.test_client(), "clerk", PASSWORD, digits) for _ in range(3)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 302]


@pytest.fixture
def another_process(app: Flask, clock):
    """The same service in a second process: another application on the same database."""
    kept = ("TESTING", "DATA", "SQLALCHEMY_DATABASE_URI", "SECRET_KEY", "BASE_URL")
    second = create_app({key: app.config[key] for key in kept} | {"CLOCK": clock})
    second.test_client_class = app.test_client_class
    yield second
    with second.app_context():
        close_all_sessions()
        db.engine.dispose()


def test_tries_in_one_process_count_in_the_other(
    app: Flask, another_process, clock, people: People, monkeypatch
) -> None:
    monkeypatch.setattr(attempts, "PER_ACCOUNT", 4)
    secret = ready(app, people.clerk)
    for n in range(attempts.PER_ACCOUNT):
        log_in((app, another_process)[n % 2].test_client(), "clerk", "a wrong one", "000000")
    for process in (app, another_process):
        right = log_in(process.test_client(), "clerk", PASSWORD, step(secret, clock.at))
        assert right.status_code == 429


def test_a_burst_of_guesses_does_not_slip_through_together(app: Flask, people: People, monkeypatch) -> None:
    monkeypatch.setattr(attempts, "PER_ACCOUNT", 3)
    guess = lambda: log_in(app.test_client(), "clerk", "a wrong one", "000000").status_code  # noqa: E731
    assert at_once(*[guess] * 8).count(200) <= 3
