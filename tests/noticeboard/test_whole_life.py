"""One project for its whole life: what a form calls public stands on its page, with the papers and pictures that prove it."""

import re
from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.hall import AT, cycle_of, make_hall
from tests.delivery.making import GOVERNMENT, UNIT, handed_in, july, noon, toilets_plan
from tests.people import People
from votes.common.db import db
from votes.delivery.month_rules import Month
from votes.evaluation.rules import Spread
from votes.evaluation.totals import Brought, Collected, enter_totals
from votes.projects.documents import Document, Kind
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.proposals.intake import Incoming, receive
from votes.proposals.pictures import ProposalPhoto
from votes.proposals.rules import State
from votes.supervision.kinds import Origin, Raised
from votes.supervision.matters import raise_finding
from votes.supervision.models import Doer
from votes.supervision.rules import Hand

PAGE = "/demo-county/2026/1"


def kept(project: Project, kind: Kind, title: str, released: bool) -> Document:
    """A document of which only the row is there."""
    document = Document(
        congress_id=project.congress_id,
        kind=kind,
        title=title,
        media_type="image/jpeg",
        hash="0" * 64,
        small_hash="1" * 64,
        size=1,
        added_at=AT,
        released_at=AT if released else None,
    )
    db.session.add(document)
    db.session.flush()
    return document


@pytest.fixture
def project(app: Flask, people: People, clock) -> int:
    """Adopted, and promised in March; it is August now."""
    clock.set(noon(2026, 8, 6).date())
    with app.app_context():
        cycle = cycle_of(make_hall(people))
        cycle.candidates_published_at = AT
        found = cycle.projects[0]
        found.unit_id = people.ids["unit_row"]
        found.move_to(Stage.adopted, AT, "执行主席")
        plan = toilets_plan(found)
        plan.submit(UNIT, noon(2026, 3, 18))
        plan.publish(GOVERNMENT, noon(2026, 3, 20))
        db.session.commit()
        return found.id


def test_reasons_that_a_form_calls_public_are_told_with_the_decision(
    app: Flask, client: FlaskClient, project: int
) -> None:
    with app.app_context():
        found = db.session.get_one(Project, project)
        paper = kept(found, Kind.paper, "决定", released=True)
        secret = kept(found, Kind.signed, "签字单", released=False)
        for n, (stage, words, document) in enumerate(
            (
                (Stage.suspended, "地质条件变化", paper),
                (Stage.delivery, "地基已经加固", None),
                (Stage.done, "还差一处绿化", None),
                (Stage.confirmed, "组内的话", secret),
                (Stage.closed, "代表未测评的缘由", None),
                (Stage.delivery, "回头看发现渗水", None),
            )
        ):
            found.move_to(stage, AT + timedelta(days=30 + n), "某某", words, document)
        db.session.commit()
        papers = paper.id, secret.id
    page = client.get(PAGE).text
    for words in ("地质条件变化", "地基已经加固", "还差一处绿化", "代表未测评的缘由", "回头看发现渗水"):
        assert words in page
    assert "组内的话" not in page
    assert [f'href="/file/{paper}"' in page for paper in papers] == [True, False]


def test_photos_of_a_report_are_shown_once_they_are_released(
    app: Flask, client: FlaskClient, project: int
) -> None:
    with app.app_context():
        found = db.session.get_one(Project, project)
        report = handed_in(found, Month(2026, 7), july(), noon(2026, 8, 1))
        report.photos = [kept(found, Kind.photo, "工地照片", released=False)]
        db.session.commit()
        photo = report.photos[0].id
    assert "2026年7月" in client.get(PAGE).text
    assert f"/file/{photo}" not in client.get(PAGE).text
    with app.app_context():
        db.session.get_one(Document, photo).released_at = AT
        db.session.commit()
    assert f'src="/file/{photo}/small"' in client.get(PAGE).text


def test_pictures_stand_before_during_and_after_each_with_words_and_in_two_sizes(
    app: Flask, client: FlaskClient, project: int
) -> None:
    with app.app_context():
        found = db.session.get_one(Project, project)
        asked = receive(found.cycle, Incoming("这里没有厕所", "逛街不便", AT.date()), AT)
        asked.photos.append(
            ProposalPhoto(
                congress_id=found.congress_id, seq=1, document=kept(found, Kind.photo, "街口", released=False)
            )
        )
        asked.release("这里没有厕所", "逛街不便", "", True, AT, "工作人员01", len(asked.steps))
        asked.project_id, asked.state = found.id, State.taken_up
        report = handed_in(found, Month(2026, 7), july(), noon(2026, 8, 1))
        report.photos = [kept(found, Kind.photo, "工地照片", released=True)]
        db.session.commit()
        report.accept(GOVERNMENT, noon(2026, 8, 2))
        db.session.commit()
    page = client.get(PAGE).text
    before, during = "<b>办之前</b> 居民拍的：这里没有厕所", "<b>办的过程</b> 工地照片，2026年7月31日"
    assert page.index(before) < page.index(during)
    assert page.count('loading="lazy"') >= 2
    assert all(re.search(r'alt="[^"]+"', tag) for tag in re.findall(r"<img[^>]+>", page))
    assert re.search(r'<a href="/file/(\d+)"><img src="/file/\1/small"', page)


def test_what_proves_an_answer_stands_beside_it_once_it_is_released(
    app: Flask, client: FlaskClient, project: int
) -> None:
    office, at = Doer(Hand.office, "工作人员01"), noon(2026, 8, 1)
    with app.app_context():
        found = db.session.get_one(Project, project)
        finding = raise_finding(found, Raised("坡道", "入口只有台阶", Origin.residents), office, at)
        finding.order(found.unit, date(2026, 8, 20), "补建坡道", office, at)
        proof = kept(found, Kind.photo, "坡道照片", released=False)
        finding.answer("已补两座", [proof], Doer(Hand.unit, "工作人员03"), at)
        db.session.commit()
        photo = proof.id
        assert f"/file/{photo}" not in client.get(PAGE).text
        finding.release("工作人员01", at)
        db.session.commit()
    assert f'href="/file/{photo}"' in client.get(PAGE).text


def test_a_project_called_done_shows_why_and_what_is_still_open(
    app: Flask, client: FlaskClient, project: int
) -> None:
    with app.app_context():
        found = db.session.get_one(Project, project)
        handed_in(found, Month(2026, 7), july(), noon(2026, 8, 1)).accept(GOVERNMENT, noon(2026, 8, 2))
        found.move_to(Stage.done, noon(2026, 8, 3), "工作人员03", "余下各座并入明年")
        db.session.commit()
    page = client.get(PAGE).text.partition("一路走来")[0]
    assert "已完成（单位报告）。按最后一次月报，承诺的完成了" in page
    assert "落后" not in page.partition("承诺与事实")[0]
    assert "余下各座并入明年" in page
    assert "新建公厕（88 / 326 座）" in page


def test_each_stage_of_the_band_ends_with_its_own_last_step(
    app: Flask, client: FlaskClient, project: int
) -> None:
    def stages() -> list[str]:
        return re.findall(r'<li class="(past|now|todo)"', client.get(PAGE).text)[:5]

    assert stages() == ["past", "past", "now", "now", "todo"]
    with app.app_context():
        found = db.session.get_one(Project, project)
        found.move_to(Stage.done, noon(2026, 8, 3), "工作人员03", "")
        db.session.commit()
    assert stages() == ["past", "past", "past", "now", "todo"]
    with app.app_context():
        days, spread = (date(2026, 8, 4), date(2026, 8, 4)), Spread(8, 0, 2)
        said = Brought(Collected.deputies, "大会测评", *days, 10, spread)
        enter_totals(db.session.get_one(Project, project), said, "工作人员01", noon(2026, 8, 5))
        db.session.commit()
    assert stages() == ["past", "past", "past", "now", "now"]
    with app.app_context():
        db.session.get_one(Project, project).move_to(Stage.confirmed, noon(2026, 8, 6), "监督一组", "")
        db.session.commit()
    assert stages() == ["past", "past", "past", "past", "now"]
