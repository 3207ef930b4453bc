"""清理: the bytes of a picture are gone with the last row that names them, and not before."""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from tests.projects.papers import PDF, picture
from votes.common.config import data_folder
from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.documents import Document, store, stored_at
from votes.projects.leftovers import clear, forget_withdrawn, names_of, sweep
from votes.projects.uploads import keep_paper, keep_photo

LATER = MORNING + timedelta(days=31)


@pytest.fixture
def photo(
    app: Flask, people: People, context: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Document:
    """A picture that everyone may see, in a data folder of its own."""
    monkeypatch.setitem(app.config, "DATA", str(tmp_path))
    congress = db.session.get_one(Congress, people.ids["county"])
    document = keep_photo(congress, picture(), "现场", MORNING, data_folder())
    document.release(MORNING)
    db.session.commit()
    return document


def files_of(document: Document) -> list[Path]:
    return [stored_at(data_folder(), name) for name in names_of([document])]


def made_old(paths: list[Path]) -> None:
    for path in paths:
        os.utime(path, (MORNING.timestamp(), MORNING.timestamp()))


def test_a_file_goes_with_the_last_row_that_names_it(photo: Document) -> None:
    congress = db.session.get_one(Congress, photo.congress_id)
    same = keep_photo(congress, picture(), "同一张", MORNING, data_folder())
    assert names_of([same]) == names_of([photo])
    paths = files_of(photo)
    made_old(paths)
    for left, document in ((True, photo), (False, same)):
        names = names_of([document])
        db.session.delete(document)
        db.session.commit()
        clear(names)
        assert [path.exists() for path in paths] == [left] * len(paths)


def test_each_day_takes_out_what_nothing_names_but_what_is_on_its_way(photo: Document) -> None:
    unnamed, fresh = (stored_at(data_folder(), store(data_folder(), word)) for word in (b"left", b"fresh"))
    paths = files_of(photo)
    made_old([*paths, unnamed])
    (unnamed.parent / "renamed meanwhile").symlink_to("nowhere")
    for _time in range(2):
        sweep(MORNING.date(), MORNING + timedelta(hours=2))
        assert (unnamed.exists(), fresh.exists(), [path.exists() for path in paths]) == (
            False,
            True,
            [True] * len(paths),
        )


def test_the_bytes_of_a_picture_that_was_taken_down_go_after_a_month_and_its_note_stays(
    photo: Document, app: Flask
) -> None:
    paths = files_of(photo)
    made_old(paths)
    photo.withdraw("拍到了别人的孩子", MORNING)
    for day, left in ((MORNING, True), (LATER, False)):
        forget_withdrawn(day.date(), day)
        db.session.commit()
        sweep(day.date(), day)
        assert [path.exists() for path in paths] == [left] * len(paths)
    assert "拍到了别人的孩子" in app.test_client().get(f"/file/{photo.id}").text


def test_a_paper_that_is_evidence_stays(photo: Document) -> None:
    congress = db.session.get_one(Congress, photo.congress_id)
    paper = keep_paper(congress, PDF, "公告.pdf", "公告", MORNING, data_folder())
    made_old(files_of(paper))
    forget_withdrawn(LATER.date(), LATER)
    db.session.commit()
    sweep(LATER.date(), LATER)
    assert all(path.exists() for path in files_of(paper))
