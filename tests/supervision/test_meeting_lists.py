"""交办会、集中答复会: their lists, once more by plain loops; the same on screen, on paper and in Word."""

import io
from datetime import date, datetime, timedelta, timezone

from docx import Document

from tests.full_house import AUGUST
from votes.common.db import db
from votes.congress.models import Congress
from votes.supervision.matters import Matter
from votes.supervision.meeting_rows import Meeting, lines_for

AT = "/desk/demo-county/meeting-lists"
BEIJING = timezone(timedelta(hours=8))
DAYS = {
    Meeting.hand_over: (date(2026, 1, 1), date(2026, 8, 10)),
    Meeting.replies: (date(2026, 8, 1), date(2026, 8, 31)),
}


def day(at: datetime) -> date:
    return at.astimezone(BEIJING).date()


def plain(slug: str, meeting: Meeting) -> list[int]:
    """The numbers in the ledger that the list must hold."""
    first, last = DAYS[meeting]
    found = []
    for one in db.session.query(Matter):
        moments = (
            [one.handover.at]
            if meeting is Meeting.hand_over and one.handover
            else [reply.at for reply in one.replies]
        )
        if one.congress.slug == slug and any(first <= day(at) <= last for at in moments):
            found.append(one.number)
    return sorted(found)


def test_each_list_holds_what_plain_loops_find(app, full, clock) -> None:
    clock.at = AUGUST
    with app.test_request_context():
        for slug in ("demo-county", "other-county"):
            congress = db.session.query(Congress).filter_by(slug=slug).one()
            for meeting in Meeting:
                lines = lines_for(meeting, congress, *DAYS[meeting])
                assert sorted(line.number for line in lines) == plain(slug, meeting)
                assert lines


def test_screen_paper_and_word_say_the_same_and_name_nobody(full, clock, browser_of) -> None:
    clock.at = AUGUST
    office = browser_of(full.home.people.clerk)
    for meeting in Meeting:
        asked = "?first={}&last={}".format(*DAYS[meeting])
        word = Document(io.BytesIO(office.get(f"{AT}/{meeting}/word{asked}").data))
        rows = [[cell.text for cell in row.cells] for row in word.tables[0].rows[1:]]
        assert rows
        for path in (f"{AT}/{meeting}{asked}", f"{AT}/{meeting}/sheet{asked}"):
            page = office.get(path).text
            assert page.count("<tr>") == len(rows) + 1
            assert all(cell in page for row in rows for cell in row[1:3])
            assert "代表001" not in page


def test_days_that_are_none_are_asked_for_again(full, clock, browser_of) -> None:
    clock.at = AUGUST
    page = browser_of(full.home.people.clerk).get(f"{AT}/replies?first=昨天&last=2026-08-31")
    assert page.status_code == 200
    assert "昨天" in page.text
    assert browser_of(full.home.people.clerk).get(f"{AT}/nothing").status_code == 404
