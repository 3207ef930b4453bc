"""Whatever is sent into whichever field of whichever form of the office: an answer with a sentence, never a 500."""

import io
import random
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.people import People
from tests.proposals.made import DESK, LIST, SCREENING, begin, open_collection, send, to_the_list

pytestmark = pytest.mark.crawl

CYCLE = "/desk/demo-county/2026"
DEEDS = ("release", "hold", "sort", "merge", "take-up", "refuse", "answer", "reopen")
PAGES = (
    *(f"{DESK}/{word}" for word in ("enter", "import", "release")),
    *(f"{LIST}/{word}" for word in ("order", "publish")),
    *(
        f"{CYCLE}/1001/{word}"
        for word in ("elements", "study", "check/money", "check/negative_list", "decline")
    ),
    *(f"{CYCLE}/{word}" for word in ("settings", "dates", "screening", "screening/gate/1")),
    "/desk/demo-county/cycles/start",
)
ODD = (
    "", "\x00", "a\x00b", "9" * 400, "-1", "1e9", "²", "😀" * 300, "\u202e", "%s%(x)s", "2026-02-30", "0000-00-00",
    "[]", "长" * 5000, "'\"><", "\ufffd", "other", "new", "passed", "problem", "1", "2026-03-01", "dispensable",
)  # fmt: skip
FIELDS = (
    "title what place category channel received_on external name phone photos seen why target code answer project "
    "reason content total_yuan year_yuan unit_id deadline verdict words reasons projects decision decided_on paper "
    "places-0-place sheet chosen seats window_days gates negative_list more_reasons light_ok light_behind profile "
    "collection_opens_on collection_closes_on year slug"
).split()


def odd_form(chance: random.Random) -> dict[str, Any]:
    """Some fields, each with something nobody expects there: words, several of them, or a file."""
    kinds = (lambda: chance.choice(ODD), lambda: [chance.choice(ODD), chance.choice(ODD)], odd_file)
    return {
        name: chance.choices(kinds, (8, 1, 1))[0]() for name in chance.sample(FIELDS, chance.randint(1, 40))
    }


def odd_file() -> tuple[io.BytesIO, str]:
    return io.BytesIO(b"\xff\xd8\xff no picture"), "../../a.jpg"


@pytest.mark.parametrize("seed", [1, 2])
def test_every_form_answers_whatever_is_sent(
    app: Flask, people: People, client: FlaskClient, browser_of, seed: int
) -> None:
    open_collection(app, people)
    code = send(client)
    clerk = browser_of(people.clerk)
    begin(clerk, "一")
    to_the_list(clerk, "二")
    chance = random.Random(seed)
    for address in (*PAGES, *(f"{DESK}/{code}/{deed}" for deed in DEEDS)):
        answer = clerk.send(address, odd_form(chance), content_type="multipart/form-data")
        assert answer.status_code < 500, address


@pytest.mark.parametrize("odd", ["%00", "%25", "%ff", "9" * 50, "%E9%95%BF" * 60, "-1", "_"])
def test_every_address_answers_whatever_stands_in_it(people: People, browser_of, odd: str) -> None:
    clerk = browser_of(people.clerk)
    for address in (
        f"{DESK}?words={odd}&show={odd}&page={odd}",
        f"/follow?code={odd}",
        f"/follow/{odd}",
        f"{DESK}/{odd}/refuse",
        f"{CYCLE}/{odd}/screening",
        f"{SCREENING}/gate/{odd}",
        f"/file/{odd}/small",
    ):
        assert clerk.get(address).status_code < 500, address
