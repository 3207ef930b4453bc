"""Figures of a vote before it is declared: every page and paper, as everyone, searched for figures that stand nowhere else."""

import io
import re
import zipfile
from collections.abc import Iterator

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.ballots import hall as halls
from tests.ballots.hall import Hall
from tests.pages import Browser
from tests.people import People
from tests.routes import Route, routes_of
from votes.accounts.roles import Duty
from votes.ballots import deciding, tallying
from votes.ballots.channels import ChannelKind
from votes.ballots.counting import Counted
from votes.ballots.paper_views import PAPERS
from votes.ballots.rounds import Round
from votes.common.db import db

pytestmark = pytest.mark.crawl

BALLOTS = 4999
AGREED = (4793, 4679, 4637, 4571)
"""Approvals on which both tellers agree in the end; nothing else of the house has such numbers."""
WRONG = 4783
"""What teller B read first for the first option."""
MARKS = {
    "stranger": "public",
    "clerk": "office",
    "government": "government",
    "unit": "unit",
    "deputy": "deputy",
    "administrator": "administrator",
    "chair": "chair",
    "other_chair": "chair",
    "chief": "chief_scrutineer",
    "scrutineer": "scrutineer",
    "teller_a": "teller_a",
    "teller_b": "teller_b",
}
"""Everyone, and the mark of the routes that are open to them; that all others are shut, the table role × route proves."""


def counting(hall: Hall) -> Round:
    """A round in the hands of the tellers, on handsets of a hall so large that its figures stand out: one batch."""
    halls.adopt_rules(hall)
    halls.sign_in(hall, 12)
    round = halls.prepare_round(hall, kinds=(ChannelKind.device,))
    halls.open_round(round)
    db.session.flush()
    large = sa.update(Round).values(all_deputies=BALLOTS, due=BALLOTS, present=BALLOTS)
    db.session.execute(large, execution_options={"synchronize_session": False})
    db.session.expire(round)
    halls.record(round, BALLOTS, BALLOTS)
    halls.close(round)
    halls.start_counting(round)
    return round


def enter(round: Round, teller: Duty, approvals: tuple[int, ...]) -> None:
    """One teller's figures of the batch."""
    who = next(one for one in halls.TELLERS if one.mark is teller)
    (batch,) = tallying.all_batches(round)
    counted: Counted = halls.figures(round, approvals, BALLOTS)
    tallying.enter(batch, counted, batch.attempts(teller) + 1, who, halls.AT)
    db.session.flush()


def differing(round: Round) -> None:
    """Both are in, and do not agree on the first option."""
    enter(round, Duty.teller_a, AGREED)
    enter(round, Duty.teller_b, (WRONG, *AGREED[1:]))


def confirmed(round: Round) -> None:
    """Counted, confirmed by the chief scrutineer and by the presidium; not declared."""
    enter(round, Duty.teller_a, AGREED)
    enter(round, Duty.teller_b, AGREED)
    deciding.confirm_count(round, halls.CHIEF, halls.AT)
    deciding.confirm(round, halls.paper(round), "主席团第三次会议", halls.OFFICE, halls.AT)


MAY_SEE = {
    differing: {"teller_a": {*AGREED}, "teller_b": {WRONG, *AGREED[1:]}, "chief": {AGREED[0], WRONG}},
    confirmed: {
        "chair": {*AGREED},
        "chief": {*AGREED},
        "teller_a": {*AGREED},
        "teller_b": {*AGREED},
    },
}
"""Who sees which figures, as the design's table has it; a teller's own entry stays the teller's."""


@pytest.mark.parametrize("moment", [differing, confirmed])
def test_nobody_reads_a_figure_but_those_the_table_names(
    app: Flask, people: People, browser_of, quick, moment
) -> None:
    with app.app_context():
        hall = halls.make_hall(people)
        round = counting(hall)
        moment(round)
        known = {"congress": people.county, "cycle": people.cycle, "sitting": hall.sitting, "round": round.id}
        known |= {"batch": tallying.all_batches(round)[0].id, "session": round.sitting.session_id}
        db.session.commit()
    seen: dict[str, set[int]] = {}
    for word, mark in MARKS.items():
        who = None if word == "stranger" else hall.badges.get(word) or getattr(people, word)
        browser = quick(browser_of(who)) if who else quick()
        for address in addresses(app, mark, known):
            found = figures_in(browser, address)
            assert found <= MAY_SEE[moment].get(word, set()), f"{word} reads {found} at {address}"
            seen.setdefault(word, set()).update(found)
    assert seen["chief"] == MAY_SEE[moment]["chief"]
    assert seen["teller_b" if moment is differing else "chair"]


def addresses(app: Flask, mark: str, known: dict[str, object]) -> Iterator[str]:
    """Every route that can be opened with this mark, with all that may be asked for there."""
    for route in routes_of(app):
        if "GET" in route.methods and route.marks & {mark, "signed_in"}:
            yield from (route.address({**known, **values}) for values in choices(route))


def choices(route: Route) -> list[dict[str, object]]:
    """The words of an address that are neither a place nor a number."""
    if "matter" in route.rule.arguments:
        return [{"matter": "ballot"}, {"matter": "rating"}]
    if route.name == "ballots.paper":
        return [{"name": name} for name in PAPERS]
    return [{"month": "2026-02", "number": n, "document": n} for n in (1, 2)]


def figures_in(browser: Browser, address: str) -> set[int]:
    """Which of the planted figures stand in the answer, be it a page, data, a Word file or a sheet."""
    answer = browser.get(address)
    assert answer.status_code < 500, address
    texts = [answer.data]
    if answer.data.startswith(b"PK"):
        parts = zipfile.ZipFile(io.BytesIO(answer.data))
        texts = [parts.read(name) for name in parts.namelist() if name.endswith(".xml")]
    words = " ".join(text.decode(errors="replace") for text in texts)
    planted = {str(number) for number in (*AGREED, WRONG)}
    return {int(number) for number in re.findall(r"(?<![\w.#-])\d{4}(?![\w.-])", words) if number in planted}
