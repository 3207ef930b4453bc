"""A congress is added by command; its word in addresses is checked once and stands for ever."""

import click
import pytest
from click.testing import CliRunner
from flask import Flask

from votes import cli
from votes.common.db import db, writing
from votes.common.errors import RuleBroken
from votes.congress import commands
from votes.congress.founding import check_host, check_slug, found
from votes.congress.models import RESERVED, Congress, Level


@pytest.fixture
def command(app: Flask, monkeypatch):
    """Run a command of `votes` inside the test's application."""
    monkeypatch.setattr("votes.app.create_app", lambda: app)

    def run(*words: str):
        token = writing.set(False)
        try:
            return CliRunner().invoke(cli.main, list(words))
        finally:
            writing.reset(token)

    return run


def test_a_county_and_its_township_are_added(app: Flask, command) -> None:
    county = ("congress", "add", "yuhe", "玉河县人民代表大会", "--level", "county", "--province", "某省")
    assert command(*county).exit_code == 0
    town = ("congress", "add", "yuhe-town", "玉河镇人民代表大会", "--level", "township", "--parent", "yuhe")
    assert command(*town).exit_code == 0
    listed = command("congress", "list").output.splitlines()
    assert listed == ["yuhe\tcounty\t玉河县人民代表大会\t-", "yuhe-town\ttownship\t玉河镇人民代表大会\tyuhe"]
    with app.app_context():
        places = [(row.place, row.province) for row in db.session.query(Congress).order_by(Congress.id)]
    assert places == [("玉河县", "某省"), ("玉河镇", "某省")]


def test_the_name_of_the_place_is_enough_for_the_full_title(app: Flask, command) -> None:
    for slug, name, level in [
        ("linshui", "临水县", "county"),
        ("liushu", "柳树乡人大", "township"),
        ("donghu", "东湖街道", "street"),
    ]:
        assert command("congress", "add", slug, name, "--level", level).exit_code == 0
    with app.app_context():
        rows = [(row.name, row.place) for row in db.session.query(Congress).order_by(Congress.id)]
    assert rows == [
        ("临水县人民代表大会", "临水县"),
        ("柳树乡人民代表大会", "柳树乡"),
        ("东湖街道议事代表会议", "东湖街道"),
    ]


@pytest.mark.parametrize(
    "word", ["desk", "Yuhe", "y", "yu--he", "yuhe-", "1yuhe", "玉河", "x" * 31, "yuhe-rehearsal", "a/b"]
)
def test_a_word_that_cannot_be_an_address_is_refused(app: Flask, command, word: str) -> None:
    answer = command("congress", "add", word, "玉河县人民代表大会", "--level", "county")
    assert answer.exit_code == 1
    assert "Traceback" not in answer.output
    with app.app_context():
        assert db.session.query(Congress).count() == 0


@pytest.mark.usefixtures("context")
def test_every_reserved_word_is_refused() -> None:
    for word in RESERVED:
        with pytest.raises(RuleBroken):
            check_slug(word)


@pytest.mark.usefixtures("context")
def test_a_word_is_given_once() -> None:
    found("yuhe", "玉河县人民代表大会", Level.county)
    with pytest.raises(RuleBroken, match="already"):
        found("yuhe", "另一个", Level.county)
    db.session.rollback()


@pytest.mark.usefixtures("context")
def test_only_a_congress_above_can_host() -> None:
    town = Congress(slug="t", name="镇", place="镇", level=Level.township)
    with pytest.raises(RuleBroken):
        check_host(Level.county, town)
    check_host(Level.street, Congress(slug="c", name="县", place="县", level=Level.county))


@pytest.mark.usefixtures("context")
def test_an_unknown_host_ends_the_command() -> None:
    with pytest.raises(click.ClickException):
        commands.add("x1", "某镇", "township", "nowhere", "", "")
