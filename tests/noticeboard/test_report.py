"""The year on one page: asked, chosen, promised, done, late, judged, each as a sentence with its figures."""

from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.hall import (
    Hall,
    cycle_of,
)
from tests.delivery.making import noon
from tests.noticeboard.conftest import carry_out, vote
from tests.people import People
from tests.supervision.scene import OFFICE
from votes.common.db import db
from votes.projects.stages import Stage
from votes.supervision.kinds import Kind, Origin, Raised
from votes.supervision.matters import raise_matter

REPORT = "/demo-county/2026/report"


def part(page: str, name: str) -> str:
    """One part of the report."""
    return page.split(f'<h2 id="{name}">')[1].split("<h2")[0]


def test_before_the_vote_the_report_says_that_nothing_is_decided(hall: Hall, client: FlaskClient) -> None:
    page = client.get(REPORT).text
    assert "还没有票决" in part(page, "chosen")
    assert 'id="promised"' not in page


@pytest.mark.parametrize("publish", ["list", "counts"])
def test_the_report_names_what_was_not_chosen_and_why_as_far_as_it_may(
    app: Flask, hall: Hall, client: FlaskClient, publish: str
) -> None:
    with app.app_context():
        vote(hall, publish)
        out = [p.title for p in cycle_of(hall).projects if p.stage is Stage.not_adopted]
    chosen = part(client.get(REPORT).text, "chosen")
    assert "代表从4个候选里选了2个" in chosen
    assert len(out) == 2
    assert all(title in chosen for title in out)
    assert ("不到7票的通过线" in chosen) == (publish == "counts")
    assert ("只公布名单" in chosen) == (publish == "list")


def test_the_report_tells_what_lags_and_why_what_is_done_and_how_it_is_judged(
    app: Flask, hall: Hall, client: FlaskClient, people: People, clock
) -> None:
    with app.app_context():
        vote(hall, "counts")
        first = next(p for p in cycle_of(hall).projects if p.number == 1)
        first.total_yuan = 98_000_000
        carry_out(hall)
        for kind, origin in (
            (Kind.finding, Origin.other),
            (Kind.message, Origin.residents),
            (Kind.finding, Origin.rating),
        ):
            said = Raised(f"{kind}{origin}", "没有坡道", origin)
            found = raise_matter(first.congress, kind, said, OFFICE, noon(2026, 8, 4), first)
            db.session.flush()
            found.release("工作人员01", noon(2026, 8, 4))
        db.session.commit()
    clock.set(date(2026, 8, 6))
    page = client.get(REPORT).text
    assert "监督发现1个问题，0个已销号" in part(page, "found")
    assert "群众反映和评价引出的另有2个" in part(page, "found")
    assert "合计3个" in part(page, "found")
    on_the_list = client.get(REPORT.removesuffix("/report")).text
    assert "3个问题（监督发现1个，群众反映和评价引出2个），0个已销号" in on_the_list
    assert "messageresidents" not in part(page, "found")
    assert "1件落在计划后面" in part(page, "late")
    assert "6月连续降雨" in part(page, "late")
    assert "其中1件总投资9,800万元，其余未公开" in part(page, "promised")
    assert "目前还没有项目报完成" in part(page, "done")
    assert "还没有人评价" in part(page, "judged")
    assert client.get(f"/en{REPORT}").status_code == client.get(f"/elder{REPORT}").status_code == 200


def test_an_archived_year_has_no_report(client: FlaskClient, archive: None) -> None:
    assert client.get("/nanchang/2020/report").status_code == 404
