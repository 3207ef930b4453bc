"""What the office writes and enters is kept, guarded, and every version stays."""

import pytest

from tests.yearbook.conftest import YEAR
from votes.common.db import db
from votes.yearbook.figures import ENTERED
from votes.yearbook.models import ReportEntry, ReportWords


def test_words_are_kept_and_every_version_stays(app, office) -> None:
    office.send(f"{YEAR}/words/meetings", {"words": "常委会依法履职。\n共召开会议14次。"})
    office.send(f"{YEAR}/words/meetings", {"words": "常委会共召开会议15次。"})
    page = office.get(YEAR).text
    assert "常委会共召开会议15次。" in page
    assert "共召开会议14次。" not in page
    history = office.get(f"{YEAR}/words/meetings").text
    assert "共召开会议14次。" in history
    assert "共召开会议15次。" in history
    with app.app_context():
        assert db.session.query(ReportWords).count() == 2


def test_the_same_words_leave_no_version(app, office) -> None:
    for _ in range(2):
        office.send(f"{YEAR}/words/closing", {"words": "继续盯着办。"})
    with app.app_context():
        assert db.session.query(ReportWords).count() == 1


def test_who_saves_over_anothers_words_is_told_and_loses_nothing(office) -> None:
    office.send(f"{YEAR}/words/opening", {"words": "甲写的"})
    answer = office.send(f"{YEAR}/words/opening", {"words": "乙写的", "seen": "0"})
    assert answer.status_code == 409
    assert "乙写的" in answer.text
    assert "甲写的" in answer.text
    assert "甲写的" in office.get(YEAR).text
    assert "乙写的" not in office.get(YEAR).text
    again = office.send(f"{YEAR}/words/opening", {"words": "乙写的", "seen": "1"})
    assert again.status_code == 302
    assert "乙写的" in office.get(YEAR).text


def test_a_number_is_shown_with_its_source_and_can_be_taken_back(app, office) -> None:
    office.send(f"{YEAR}/numbers", {"entries-0-number": "14", "entries-0-source": "主任会议纪要"})
    page = office.get(YEAR).text
    assert "14 次" in page
    assert "主任会议纪要" in page
    office.send(f"{YEAR}/numbers", {"entries-0-number": "", "entries-0-source": ""})
    assert "14 次" not in office.get(YEAR).text
    with app.app_context():
        rows = db.session.query(ReportEntry).order_by(ReportEntry.seq).all()
        assert [(row.number, row.source) for row in rows] == [(14, "主任会议纪要"), (None, "")]


def test_a_number_without_its_source_is_asked_for_it(office) -> None:
    answer = office.send(f"{YEAR}/numbers", {"entries-0-number": "14", "entries-0-source": ""})
    assert answer.status_code == 200
    assert "请写明这个数从哪里来" in answer.text
    assert 'value="14"' in answer.text


def test_the_row_of_a_mistake_is_counted_among_all_rows(office) -> None:
    typed = {"entries-0-number": "14", "entries-0-source": "主任会议纪要", "entries-1-number": "4"}
    answer = office.send(f"{YEAR}/numbers", {**typed, "entries-1-source": ""})
    assert "第2行 来源：请写明这个数从哪里来。" in answer.text
    assert "第1行" not in answer.text


def test_a_part_is_not_entered_larger_than_its_whole(office) -> None:
    keys = [one.key for one in ENTERED]
    whole, part = keys.index("suggestions_elsewhere"), keys.index("suggestions_satisfied")
    blank = {f"entries-{n}-{name}": "" for n in range(len(keys)) for name in ("number", "source")}
    typed = {**blank, f"entries-{whole}-number": "2", f"entries-{whole}-source": "建议台账"}
    more = {f"entries-{part}-number": "5", f"entries-{part}-source": "反馈表"}
    answer = office.send(f"{YEAR}/numbers", {**typed, **more})
    assert "不能多于“另有台账登记的代表建议”" in answer.text
    assert 'value="5"' in answer.text
    assert office.send(f"{YEAR}/numbers", {**typed, **more, f"entries-{part}-number": "2"}).status_code == 302
    assert "占“另有台账登记的代表建议”的100.0%" in office.get(YEAR).text


def test_who_enters_over_anothers_numbers_is_told(office) -> None:
    office.send(f"{YEAR}/numbers", {"entries-0-number": "14", "entries-0-source": "主任会议纪要"})
    answer = office.send(
        f"{YEAR}/numbers", {"entries-0-number": "15", "entries-0-source": "台账", "seen": "0"}
    )
    assert answer.status_code == 409
    assert 'value="15"' in answer.text


def test_versions_cannot_be_rewritten(app, office) -> None:
    office.send(f"{YEAR}/words/opening", {"words": "甲写的"})
    with app.app_context():
        db.session.query(ReportWords).one().words = "改写"
        with pytest.raises(RuntimeError, match="append-only"):
            db.session.flush()
        db.session.rollback()
