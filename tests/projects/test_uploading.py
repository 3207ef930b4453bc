"""Keeping a file: by what its bytes say, and handing it out to whoever may have it."""

import io
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from tests.conftest import MORNING, Clock
from tests.people import People
from tests.projects.papers import PDF, office_file, picture, picture_with_position
from votes.accounts.models import Badge
from votes.accounts.roles import Duty
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress, Sitting
from votes.projects.documents import Document, Kind, stored_at
from votes.projects.uploads import keep_paper, keep_photo


@pytest.fixture
def congress(app: Flask, people: People, context: None) -> Congress:
    return db.session.get_one(Congress, people.ids["county"])


def data_of(app: Flask) -> Path:
    return Path(app.config["DATA"])


def kept_photo(app: Flask, people: People, released: bool = False) -> int:
    with app.app_context():
        congress = db.session.get_one(Congress, people.ids["county"])
        document = keep_photo(congress, picture(), "施工现场", MORNING, data_of(app))
        document.released_at = MORNING if released else None
        db.session.commit()
        return document.id


def test_a_picture_is_kept_in_two_sizes_and_loses_its_position(app: Flask, congress: Congress) -> None:
    document = keep_photo(congress, picture_with_position(), "现场", MORNING, data_of(app))
    large = stored_at(data_of(app), document.hash).read_bytes()
    assert document.kind is Kind.photo
    assert document.small_hash
    assert stored_at(data_of(app), document.small_hash).is_file()
    assert dict(Image.open(io.BytesIO(large)).getexif()) == {}


@pytest.mark.parametrize(
    "content, media_type",
    [
        (PDF, "application/pdf"),
        (office_file("word/document.xml"), "wordprocessingml.document"),
        (office_file("xl/workbook.xml"), "spreadsheetml.sheet"),
        (office_file("OFD.xml"), "application/ofd"),
        (picture("PNG"), "image/jpeg"),
    ],
)
def test_papers_are_known_by_their_bytes(
    app: Flask, congress: Congress, content: bytes, media_type: str
) -> None:
    document = keep_paper(congress, content, "C:\\文件\\会议纪要.exe", "", MORNING, data_of(app))
    assert document.media_type.endswith(media_type)
    assert document.title == "会议纪要"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"MZ\x90\x00",
        b"<html><script>alert(1)</script>",
        b"%PDF-1.4\n1 0 obj",
        b"PK\x03\x04 cut off",
        office_file("nothing.xml"),
        office_file("word/document.xml", "word/vbaProject.bin"),
        b"\xd0\xcf\x11\xe0 old office file",
        b"\xff\xd8 no picture",
        b"0" * (10 * 1024 * 1024 + 1),
    ],
)
def test_what_is_no_paper_is_refused_with_a_sentence(app: Flask, congress: Congress, content: bytes) -> None:
    with pytest.raises(RuleBroken):
        keep_paper(congress, content, "a.pdf", "", MORNING, data_of(app))
    assert db.session.query(Document).count() == 0


def test_the_same_file_lies_there_once(app: Flask, congress: Congress) -> None:
    first = keep_paper(congress, PDF, "a.pdf", "", MORNING, data_of(app))
    second = keep_paper(congress, PDF, "b.pdf", "", MORNING, data_of(app))
    assert first.hash == second.hash
    assert [path.name for path in stored_at(data_of(app), first.hash).parent.iterdir()] == [first.hash]


def test_a_file_not_released_is_for_the_congress_alone(app: Flask, people: People, browser_of) -> None:
    address = f"/file/{kept_photo(app, people)}"
    assert browser_of(people.clerk).get(address).status_code == 200
    assert browser_of(people.deputy).get(f"{address}/small").status_code == 200
    assert browser_of(people.other_clerk).get(address).status_code == 404
    assert app.test_client().get(address).status_code == 404


@pytest.mark.parametrize("who", ["government", "unit", "deputy", "administrator", "other_clerk"])
def test_a_signed_sheet_is_for_the_office_alone(app: Flask, people: People, browser_of, who: str) -> None:
    """It may show a count that is not declared yet, or deputies' names."""
    with app.app_context():
        congress = db.session.get_one(Congress, people.ids["county"])
        sheet = keep_paper(congress, PDF, "a.pdf", "计票结果", MORNING, data_of(app), Kind.signed)
        db.session.commit()
        address = f"/file/{sheet.id}"
    assert browser_of(people.clerk).get(address).status_code == 200
    assert browser_of(getattr(people, who)).get(address).status_code == 404


def test_a_badge_of_a_sitting_opens_no_file(app: Flask, people: People, browser_of) -> None:
    address = f"/file/{kept_photo(app, people)}"
    with app.app_context():
        sitting = db.session.get_one(Sitting, people.ids["sitting"])
        badge = Badge(congress_id=sitting.congress_id, sitting=sitting, duty=Duty.teller_a, holder="计票人甲")
        db.session.add(badge)
        db.session.commit()
        teller = ("badge", badge.id)
    assert browser_of(teller).get(address).status_code == 404


def test_a_released_file_is_for_everyone_and_nothing_in_it_may_run(app: Flask, people: People) -> None:
    answer = app.test_client().get(f"/file/{kept_photo(app, people, released=True)}")
    assert answer.status_code == 200
    assert answer.content_type == "image/jpeg"
    assert "sandbox" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Content-Disposition"].startswith("inline")
    assert answer.headers["Cache-Control"] == "public, max-age=60"
    assert answer.headers["ETag"]
    assert "Set-Cookie" not in answer.headers


def test_a_released_file_of_a_rehearsal_stays_inside(app: Flask, people: People, browser_of) -> None:
    identity = kept_photo(app, people, released=True)
    with app.app_context():
        county = db.session.get_one(Congress, people.ids["county"])
        county.rehearsal_of_id = people.ids["other_county"]
        db.session.commit()
    assert app.test_client().get(f"/file/{identity}").status_code == 404
    inside = browser_of(people.clerk).get(f"/file/{identity}")
    assert inside.headers["Cache-Control"] == "private, no-store"


def test_a_paper_is_handed_out_as_a_download(app: Flask, people: People, browser_of) -> None:
    with app.app_context():
        congress = db.session.get_one(Congress, people.ids["county"])
        paper = keep_paper(congress, PDF, "纪要.pdf", "常务会议\r\n纪要 2026", MORNING, data_of(app))
        db.session.commit()
        identity = paper.id
    answer = browser_of(people.clerk).get(f"/file/{identity}")
    assert answer.data == PDF
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert browser_of(people.clerk).get(f"/file/{identity}/small").status_code == 404


@pytest.mark.parametrize("address", ["/file/0", "/file/99", "/file/99999999999999999999", "/a%00b/2026"])
def test_an_address_that_no_row_can_have_is_a_404(app: Flask, clock: Clock, address: str) -> None:
    assert app.test_client().get(address).status_code == 404
