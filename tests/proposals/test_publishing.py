"""The list of candidates (候选项目): its surplus, its order, its publication, its papers."""

import io
import re
import threading
import zipfile

import pytest
from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from tests.projects.papers import PDF
from tests.proposals.made import LIST, begin, project, to_the_list
from votes.common import paper
from votes.common.db import db
from votes.common.grids import read_grids
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.proposals.figures import funnel
from votes.proposals.screening import ListPublication


def cycle_of(people: People) -> Cycle:
    return db.session.get_one(Cycle, people.ids["cycle_row"])


def settle(app: Flask, people: People, **settings: int) -> None:
    with app.app_context():
        cycle_of(people).settings = settings
        db.session.commit()


def test_a_low_surplus_warns_and_blocks_nothing(app: Flask, people: People, browser_of) -> None:
    settle(app, people, seats=2)
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一", "二")
    for page in (LIST, f"{LIST}/publish"):
        assert "差额不低于应选数的百分之20" in clerk.get(page).text
    assert clerk.send(f"{LIST}/publish", {}).status_code == 302
    with app.app_context():
        assert cycle_of(people).candidates_published_at is not None


def test_a_good_surplus_is_said_without_a_warning(app: Flask, people: People, browser_of) -> None:
    settle(app, people, seats=2)
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一", "二", "三")
    page = clerk.get(LIST).text
    assert "50" in page
    assert 'class="note' not in page


def test_the_order_of_the_ballot_is_set_until_it_is_published(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一", "二", "三")
    places = {"places-0-place": "3", "places-1-place": "1", "places-2-place": "2"}
    assert clerk.send(f"{LIST}/order", places).status_code == 302
    assert [project(app, title).number for title in ("二", "三", "一")] == [1, 2, 3]
    clerk.send(f"{LIST}/publish", {})
    again = clerk.send(f"{LIST}/order", places)
    assert again.status_code == 200
    assert 'class="errors"' in again.text
    assert project(app, "二").number == 1


@pytest.mark.parametrize("places", [("1", "1"), ("1", "3"), ("", "2"), ("x", "1"), ("1",), ("2", "1", "3")])
def test_an_order_that_is_none_keeps_what_was_typed(
    app: Flask, people: People, browser_of, places: tuple[str, ...]
) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一", "二")
    typed = {f"places-{n}-place": place for n, place in enumerate(places)}
    assert clerk.send(f"{LIST}/order", typed).status_code in (200, 302)
    assert sorted(project(app, title).number for title in ("一", "二")) == [1, 2]


def test_publishing_is_once_with_the_signed_paper(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一")
    wrong = clerk.send(
        f"{LIST}/publish", {"paper": (io.BytesIO(b"MZ"), "a.pdf")}, content_type="multipart/form-data"
    )
    assert 'id="paper-error"' in wrong.text
    signed = {"paper": (io.BytesIO(PDF), "审签单.pdf")}
    assert clerk.send(f"{LIST}/publish", signed, content_type="multipart/form-data").status_code == 302
    assert clerk.send(f"{LIST}/publish", {}).status_code == 409
    with app.app_context():
        (publication,) = db.session.query(ListPublication)
        assert publication.document.title
        assert project(app, "一").is_public
        assert funnel(cycle_of(people)).candidates == 1


def test_nothing_is_published_without_a_candidate(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    begin(clerk, "一")
    assert clerk.send(f"{LIST}/publish", {}).status_code == 409
    assert browser_of(people.government).get(f"{LIST}/publish").status_code == 404
    with app.app_context():
        assert not db.session.query(Project).one().is_public
        assert funnel(cycle_of(people)).candidates is None


def test_after_publication_nothing_joins_and_elements_stand(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一")
    clerk.send(f"{LIST}/publish", {})
    assert clerk.get("/desk/demo-county/2026/1/elements").status_code == 409
    assert "列入候选" not in clerk.get("/desk/demo-county/2026/1/screening").text


def test_the_table_goes_out_as_word_and_excel(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一", "二")
    with app.app_context():
        for row in db.session.query(Project):
            row.total_yuan, row.unit_id = 12_345_600, people.ids["unit_row"]
        db.session.commit()
    sheet = clerk.get(f"{LIST}.xlsx")
    (grid,) = read_grids(sheet.data)
    assert list(grid.rows[1][:3]) == [1, "", "一"]
    assert grid.rows[1][6] == 1234.56
    word = browser_of(people.deputy).get(f"{LIST}.docx")
    text = zipfile.ZipFile(io.BytesIO(word.data)).read("word/document.xml").decode()
    assert "1234.56" in text
    assert "2469.12" in text
    assert "县住建局" in text


def test_the_booklet_is_a_print_sheet_and_a_pdf_where_the_machine_can(
    app: Flask, people: People, browser_of
) -> None:
    to_the_list(browser_of(people.clerk), "一座天桥")
    deputy = browser_of(people.deputy)
    page = deputy.get(f"{LIST}/booklet")
    assert "一座天桥" in page.text
    made = deputy.get(f"{LIST}/booklet.pdf")
    assert (made.status_code, made.data[:5]) == (
        (200, b"%PDF-") if paper.pdf_available() else (409, b"<!doc")
    )


def test_a_county_may_have_its_own_template(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    notice = clerk.get("/desk/demo-county/2026/collection-notice.docx")
    text = zipfile.ZipFile(io.BytesIO(notice.data)).read("word/document.xml").decode()
    assert "/demo-county/2026/propose" in text
    assert "没有资金来源" in text


def test_stage_of_every_one_is_told_on_the_page_of_the_cycle(app: Flask, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    to_the_list(clerk, "一")
    begin(clerk, "二")
    page = clerk.get("/desk/demo-county/2026").text
    assert "候选项目" in page
    assert '<span class="no">1001' not in page
    assert project(app, "二").stage is Stage.proposed


def test_nobody_rewrites_a_candidate_while_the_list_is_published(
    app: Flask, people: People, browser_of
) -> None:
    """Whoever saves at that moment waits, and is told that the list stands."""
    clerk, page = browser_of(people.clerk), "/desk/demo-county/2026/1/elements"
    to_the_list(clerk, "一")
    shown = clerk.get(page).text
    sent = {
        name: re.search(rf'name="{name}"[^>]*value="([^"]+)"', shown)[1] for name in ("csrf_token", "seen")
    } | {"title": "改过的名称", "unit_id": "0", "category": ""}
    statuses: list[int] = []
    saving = threading.Thread(target=lambda: statuses.append(clerk.post(page, data=sent).status_code))
    with app.app_context():
        cycle_of(people).candidates_published_at = MORNING
        db.session.flush()
        saving.start()
        saving.join(0.5)
        db.session.commit()
    saving.join()
    assert statuses == [409]
    assert project(app, "一").number == 1
