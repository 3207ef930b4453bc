"""The first administrator is made by command, with an invitation that is printed once."""

import re

import click
import pytest
from flask import Flask

from tests.accounts.acts import use
from tests.people import People
from votes.accounts import commands
from votes.accounts.models import Account
from votes.common import clock
from votes.common.db import db


@pytest.fixture
def at_work(app: Flask, people: People):
    """The application as a command has it, with the clock of the machine."""
    app.config["CLOCK"] = None
    with app.app_context():
        yield


def printed_code(capsys) -> str:
    return re.search(r"/sign-in#([A-Z2-9]{16})", capsys.readouterr().out)[1]


def roles_of(login: str) -> list[tuple[str, str, str]]:
    account = db.session.query(Account).filter_by(login=login).one()
    return sorted((g.congress.slug, g.role.value, g.unit.name if g.unit else "") for g in account.grants)


def test_the_first_administrator_gets_in(app, at_work, client, people: People, capsys) -> None:
    commands.add("demo-county", "boss", "工作人员31", ["administrator", "office"], ["县教育局"])
    assert roles_of("boss") == [
        ("demo-county", "administrator", ""),
        ("demo-county", "office", ""),
        ("demo-county", "unit", "县教育局"),
    ]
    db.session.rollback()
    assert use(client, printed_code(capsys)).headers["Location"] == "/account/set-up"


def test_a_lost_phone_gets_a_new_invitation(app, at_work, client, capsys) -> None:
    commands.invite("clerk")
    first = printed_code(capsys)
    commands.invite("CLERK")
    second = printed_code(capsys)
    db.session.rollback()
    assert use(client, first).status_code == 200
    assert use(client, second).status_code == 302


def test_an_account_is_granted_to_a_hosted_congress_and_closed(at_work, client, capsys) -> None:
    commands.grant("clerk", "other-county", ["office"], [])
    assert ("other-county", "office", "") in roles_of("clerk")
    commands.close("clerk")
    assert db.session.query(Account).filter_by(login="clerk").one().closed_at <= clock.now()
    with pytest.raises(click.ClickException):
        commands.invite("clerk")


@pytest.mark.parametrize(
    "deed",
    [
        lambda: commands.add("nowhere", "a1", "x", ["office"], []),
        lambda: commands.add("demo-county", "clerk", "x", ["office"], []),
        lambda: commands.add("demo-county", "a1", "x", [], []),
        lambda: commands.add("demo-county", "a1", "x", ["unit"], []),
        lambda: commands.add("demo-county", "不行", "x", ["office"], []),
        lambda: commands.close("administrator"),
        lambda: commands.invite("nobody"),
        lambda: commands.grant("nobody", "demo-county", ["office"], []),
    ],
)
def test_a_wrong_word_ends_the_command_with_a_sentence(at_work, deed) -> None:
    with pytest.raises(click.ClickException):
        deed()
