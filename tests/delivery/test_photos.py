"""Photos go with a month's report if the unit likes; nobody outside sees them before the sign-off."""

import io
import re
from datetime import date

import pytest

from tests.delivery.browsing import fields_on, fill_in
from tests.delivery.making import project_under_way
from tests.projects.papers import PDF, picture, picture_with_position
from votes.common.db import db
from votes.delivery.reports import MonthReport

PAGE = "/desk/demo-county/2026/month/2026-07"
REPORT = "/desk/demo-county/2026/delivery/10/report/2026-07"


@pytest.fixture(autouse=True)
def year(clock, scene) -> None:
    """Project 10 under way on the 2nd of August."""
    clock.set(date(2026, 8, 2))
    scene("a project under way", lambda people: project_under_way(people).id)


def with_photos(browser, contents: list[bytes], deed: str = "save", **typed: str):
    files = [(io.BytesIO(content), f"IMG_{n}.jpg") for n, content in enumerate(contents)]
    data = {**fields_on(browser.get(PAGE).text), **typed, "deed": deed, "p10-photos": files}
    return browser.post(PAGE, data=data, content_type="multipart/form-data")


def photos(app) -> list[int]:
    with app.app_context():
        return [photo.id for report in db.session.query(MonthReport) for photo in report.photos]


def test_photos_are_kept_shown_and_public_once_signed_off(app, people, browser_of, client) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    assert with_photos(unit, [picture(), picture_with_position()]).status_code == 302
    shown = re.findall(r'src="(/file/\d+/small)"', unit.get(PAGE).text)
    assert len(shown) == 2
    assert fill_in(unit, PAGE, {}).status_code == 302
    assert b"Exif" not in unit.get(shown[1].removesuffix("/small")).data
    assert client.get(shown[0]).status_code == 404
    assert "/small" in government.get(f"{REPORT}/sign-off").text
    fill_in(government, f"{REPORT}/sign-off")
    assert client.get(shown[0]).status_code == 200


def test_until_then_a_photo_is_for_its_unit_and_for_staff(app, people, browser_of) -> None:
    with_photos(browser_of(people.unit), [picture()])
    (photo,) = photos(app)
    everyone = "clerk government unit other_unit deputy administrator other_clerk".split()
    answers = {who: browser_of(getattr(people, who)).get(f"/file/{photo}").status_code for who in everyone}
    assert [who for who, status in answers.items() if status == 200] == ["clerk", "government", "unit"]


def test_what_is_no_photo_is_said_at_the_field_and_nothing_typed_is_lost(app, people, browser_of) -> None:
    answer = with_photos(browser_of(people.unit), [PDF], "save", **{"p10-done_words": "开工"})
    assert 'id="p10-photos-error"' in answer.text
    assert fields_on(answer.text)["p10-done_words"] == "开工"
    assert photos(app) == []


def test_a_photo_is_taken_out_of_a_draft(app, people, browser_of) -> None:
    unit = browser_of(people.unit)
    with_photos(unit, [picture(), picture(size=(50, 40))])
    first, second = photos(app)
    assert fill_in(unit, PAGE, {}, f"drop-{first}").status_code == 302
    assert photos(app) == [second]
    for nonsense in ("drop-", "drop-x", "drop-999", "drop-²", "drop-" + "9" * 5000):
        assert fill_in(unit, PAGE, {}, nonsense).status_code == 302
    assert photos(app) == [second]


def test_too_many_photos_are_refused(app, people, browser_of) -> None:
    answer = with_photos(browser_of(people.unit), [picture(size=(10 + n, 10)) for n in range(10)])
    assert "最多传9张" in answer.text
    assert photos(app) == []
    with_photos(browser_of(people.unit), [picture(size=(10 + n, 10)) for n in range(8)])
    answer = with_photos(browser_of(people.unit), [picture(size=(30 + n, 10)) for n in range(2)])
    assert "最多传9张" in answer.text
    assert len(photos(app)) == 8


def test_a_returned_report_keeps_its_photos(app, people, browser_of) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    with_photos(unit, [picture()], "")
    fill_in(government, f"{REPORT}/sign-off", {"reason": "补数字"}, "return")
    assert fill_in(unit, PAGE, {"p10-m3": "5"}).status_code == 302
    assert len(photos(app)) == 2
    assert len(set(photos(app))) == 1
