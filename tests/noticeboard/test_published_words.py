"""79 published statements of progress and 41 results of ratings: on page and as data, word for word and figure for figure."""

import csv
from collections import Counter
from decimal import Decimal
from typing import Any

import pytest
from flask.testing import FlaskClient
from lxml.html import document_fromstring
from sqlalchemy import select

from votes.common.db import db
from votes.demo.archive import FOLDER
from votes.projects.models import Cycle

YUAN = 10_000
Row = dict[str, str]


def published(name: str) -> list[Row]:
    """The rows as they were published."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def shown(client: FlaskClient, part: str) -> list[dict[str, Any]]:
    """Everything of this kind in the open data of all past years."""
    return [row for path in years() for row in client.get(f"{path}.json").json[part]]


def years() -> list[str]:
    """The addresses of all past years."""
    cycles = db.session.scalars(select(Cycle).where(Cycle.archived.is_(True)).order_by(Cycle.id))
    return [f"/{cycle.congress.slug}/{cycle.slug}" for cycle in cycles]


def yuan(wan: str) -> int | None:
    """万元 as it was published, in 元."""
    return int(Decimal(wan) * YUAN) if wan else None


def whole(number: str) -> int | None:
    """A count as it was published."""
    return int(number) if number else None


@pytest.mark.crawl
def test_statements_keep_their_words_and_figures(archive: None, client: FlaskClient) -> None:
    rows = published("progress")
    assert len(rows) == 79
    wanted = Counter(
        (
            row["project"],
            row["date"],
            row["text"] or None,
            row["percent"] or None,
            yuan(row["planned_wan_yuan"]),
            yuan(row["done_wan_yuan"]),
        )
        for row in rows
    )
    names = ("about", "on", "text", "percent", "planned_yuan", "done_yuan")
    assert Counter(tuple(one[name] for name in names) for one in shown(client, "statements")) == wanted
    pages = "\n".join(document_fromstring(client.get(path).text).text_content() for path in years())
    assert [row["text"] for row in rows if row["text"].strip() not in pages] == []
    assert [row["percent"] for row in rows if row["percent"] and f"{row['percent']}%" not in pages] == []


@pytest.mark.crawl
def test_ratings_keep_their_counts_and_rates(archive: None, client: FlaskClient) -> None:
    rows = published("satisfaction")
    assert len(rows) == 41
    wanted = Counter(
        (
            row["project"] or None,
            *(whole(row[name]) for name in ("satisfied", "basically_satisfied", "dissatisfied", "abstain")),
            row["rate_percent"] or None,
            row["rating"] or None,
        )
        for row in rows
    )
    names = ("about", "satisfied", "basic", "dissatisfied", "abstain", "rate_percent", "verdict")
    found = shown(client, "ratings")
    assert (
        Counter(tuple(one[name] or None if name == "about" else one[name] for name in names) for one in found)
        == wanted
    )
