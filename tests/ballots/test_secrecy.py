"""Before the declaration nobody reads a figure but those who may; after it, what the publish switch says.

Every page is opened by everyone, once with these figures and once with those, nothing else being changed: a page
that is not the same both times tells something. That the search finds what is there, the last test shows.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.hall import (
    AT,
    TELLERS,
    carry,
    count,
    figures,
    round_by,
    sitting_of,
    tallying,
)
from votes.ballots.channels import RoundChannel
from votes.ballots.profile_rules import Terms
from votes.ballots.roll import Presence
from votes.ballots.round_record import result_of
from votes.ballots.rounds import Round
from votes.ballots.slip_sets import SlipSection
from votes.ballots.tallying import Tally
from votes.common.db import db
from votes.noticeboard.table_files import FORMS, TABLES
from votes.projects.documents import Document

pytestmark = pytest.mark.crawl

THESE, THOSE = (9, 8, 3, 2), (1, 4, 9, 10)
SAME_OUTCOME = (7, 10, 1, 0)
ROLES = {"clerk": "office", "other_deputy": "deputy", "chief": "chief_scrutineer", "other_chair": "chair"}
HALL = "clerk chair chief scrutineer teller_a teller_b".split()
EVERYONE = [*HALL, *"stranger government unit deputy administrator other_clerk other_chair".split()]
PAPERS = ("script", "ballot", "check", "count", "announcement")
OWN = {("teller_a", "ballots.tally"), ("teller_b", "ballots.tally")}
"""Each teller sees the own entry."""
HEADS = {(word, view) for word in ("chair", "chief") for view in ("ballots.figures", "ballots.paper")}
"""Chair and chief scrutineer know the confirmed count, and have it on paper."""
TWICE = {"proposals.booklet_pdf"}
"""Made of a page that is read as well, and slowly."""


def readable(answer: Any) -> str:
    """What a page, a sheet of data or a Word file says, without the form's token."""
    if answer.data.startswith(b"PK"):
        archive = zipfile.ZipFile(io.BytesIO(answer.data))
        names = sorted(name for name in archive.namelist() if "core" not in name)
        return "".join(archive.read(name).decode("utf-8", "replace") for name in names)
    text: str = answer.data.decode("utf-8", "replace")
    return re.sub(r'name="(csrf_token|once)"[^>]*', "", text)


def addresses(
    app: Flask, hall: Any, word: str, reads_public: bool, ids: dict[str, list[Any]]
) -> Iterator[tuple[str, str]]:
    """Every address that this person may open, with every value that may stand in it."""
    known = {
        "congress": [hall.people.county],
        "cycle": [hall.people.cycle],
        "sitting": [hall.sitting],
        "number": [1, 3],
        "matter": ["ballot", "rating"],
        "ballot": [1],
        "table": list(TABLES),
        "form": list(FORMS),
        **ids,
    }
    marks = set() if word == "stranger" else {"signed_in", ROLES.get(word, word)}
    marks |= {"public"} if reads_public else set()
    for rule in app.url_map.iter_rules():
        opened = {str(mark) for mark in getattr(app.view_functions[rule.endpoint], "open_to", ())}
        if "GET" in rule.methods and opened & marks and rule.endpoint not in TWICE:
            yield from ((rule.endpoint, address) for address in built(rule, known))


def built(rule: Any, known: dict[str, list[Any]]) -> Iterator[str]:
    """A rule's addresses with each known value in turn; what is not known is 1 or `x`."""
    names = [name for name in rule.arguments if name in rule._converters]
    spare = {
        name: known.get(name, [1] if "Integer" in type(rule._converters[name]).__name__ else ["x"])
        for name in names
    }
    for place in range(max([len(values) for values in spare.values()], default=1)):
        yield rule.build({name: values[place % len(values)] for name, values in spare.items()})[1]


Pages = dict[tuple[str, str, str], str]


def pages(app: Flask, hall: Any, browsers: dict[str, Any], ids: dict[str, list[Any]]) -> Pages:
    """What these people read everywhere; the public pages, which are the same for everyone, one of them."""
    found, reader = {}, "stranger" if "stranger" in browsers else next(iter(browsers))
    for word, browser in browsers.items():
        for endpoint, address in addresses(app, hall, word, word == reader, ids):
            answer = FlaskClient.open(browser, address)  # other tests look at the HTML; this one reads
            found[word, endpoint, address] = readable(answer)
    return found


@pytest.fixture
def tells(app, hall, browse, inside):
    """Who learns something from which page when the round's figures are others."""

    def compare(
        round: int,
        others: tuple[int, ...],
        persons: list[str] = HALL,
        papers: tuple[str, ...] = ("count",),
        put: Callable[[Round, tuple[int, ...]], None] = put_others,
    ) -> set[tuple[str, str]]:
        browsers = {word: app.test_client() if word == "stranger" else browse(word) for word in persons}
        ids = inside(
            lambda: {
                "round": [round],
                "name": list(papers),
                "batch": [batch.id for batch in tallying.all_batches(round_by(round))] or [1],
                "document": [one.id for one in db.session.query(Document)] or [1],
                "session": [sitting_of(hall).session_id],
                "delegation": [sitting_of(hall).session.term.delegations[0].id],
                "mark": [one.mark for one in db.session.query(SlipSection)] or ["x"],
            }
        )
        before = pages(app, hall, browsers, ids)
        inside(lambda: put(round_by(round), others))
        after = pages(app, hall, browsers, ids)
        assert before.keys() == after.keys()
        return {key[:2] for key, text in before.items() if after[key] != text}

    return compare


def put_others(round: Round, approvals: tuple[int, ...]) -> None:
    """Other figures in every row that holds some, past all that forbids it."""
    other = figures(round, approvals, 10)
    db.session.execute(sa.update(Tally).values(counts=other.counts))
    if round.result is None:
        return
    channel = round.channels[0]
    result = result_of(round, {channel.id: other}).plain()
    db.session.execute(sa.update(RoundChannel).values(counts=other.counts))
    db.session.execute(sa.update(Round).values(result=result))


def test_when_both_agree_only_the_chief_scrutineer_sees_the_sums(tells, carried) -> None:
    round = carried("agreed", approvals=THESE)
    assert tells(round, THOSE) == OWN | {("chief", "ballots.confirm_count")}


def test_before_the_declaration_only_chair_and_chief_scrutineer_know(tells, carried) -> None:
    """Neither a figure nor who would be adopted shows anywhere else."""
    round = carried("confirmed", approvals=THESE)
    assert tells(round, THOSE, EVERYONE, PAPERS) == OWN | HEADS | {("chair", "ballots.declare")}


def test_after_the_declaration_the_switch_rules_for_all_others(tells, carried) -> None:
    """Under `list` neither counts nor the order of votes show, to nobody but chair and chief scrutineer."""
    round = carried("declared", approvals=THESE)
    assert tells(round, SAME_OUTCOME, EVERYONE, ("count", "announcement")) == OWN | HEADS


def test_the_search_finds_what_is_there(tells, carried) -> None:
    """Positive control: with published counts everyone in the hall learns them from the round's page."""
    round = carried("declared", terms=Terms(seats=2, most=None, publish="counts"), approvals=THESE)
    found = tells(round, SAME_OUTCOME, ["clerk", "scrutineer", "teller_a"])
    assert {
        ("clerk", "ballots.round"),
        ("teller_a", "ballots.round"),
        ("scrutineer", "ballots.round"),
    } <= found


def test_while_one_still_counts_nobody_learns_what_the_other_entered(tells, inside, hall) -> None:
    def enter() -> int:
        round = carry(hall, "counting")
        batch = tallying.all_batches(round)[0]
        tallying.enter(batch, figures(round, THESE, 10), 1, TELLERS[0], AT)
        return round.id

    assert tells(inside(enter), THOSE, ["chief", "teller_a", "teller_b"]) == {("teller_a", "ballots.tally")}


def test_where_they_differ_the_chief_scrutineer_learns_which_figure_and_nobody_else_any(
    tells, inside, hall
) -> None:
    def differ(round: Round, approvals: tuple[int, ...]) -> None:
        """The second teller misses one approval of the first option."""
        entries = (approvals, (approvals[0] - 1, *approvals[1:]))
        for teller, entered in zip(TELLERS, entries, strict=True):
            mine = sa.update(Tally).where(Tally.teller == teller.mark)
            db.session.execute(mine.values(counts=figures(round, entered, 10).counts))

    def enter() -> int:
        round = carry(hall, "counting")
        count(round, THESE)
        differ(round, THESE)
        return round.id

    found = tells(inside(enter), THOSE, [*HALL, "stranger", "deputy", "government"], PAPERS, differ)
    assert found == OWN | {("chief", "ballots.compare")}


def test_no_table_holds_a_deputy_beside_a_count() -> None:
    """The roll and the tallies share nothing but the sitting, and the roll has neither time nor order of its own."""
    assert not {"at", "round_id", "batch_id", "seq"} & set(Presence.__table__.columns.keys())
    owners = {table.name for table in db.metadata.sorted_tables if "deputy_id" in table.columns}
    ballots = {"ballot_round", "ballot_option", "round_channel", "round_step", "batch", "tally", "settlement"}
    assert not owners & ballots


@pytest.mark.usefixtures("context")
def test_a_tally_keeps_sums_of_a_batch_and_no_ballot(hall) -> None:
    round = carry(hall, "counting")
    count(round, THESE)
    kept = tallying.all_batches(round)[0].last_of(TELLERS[0].mark)
    assert set(Tally.__table__.columns.keys()) == {
        "id",
        "congress_id",
        "batch_id",
        "teller",
        "attempt",
        "at",
        "actor",
        "valid",
        "void",
        "counts",
    }
    assert kept.counts["1"] == {"approve": 9, "oppose": 1, "abstain": 0}
