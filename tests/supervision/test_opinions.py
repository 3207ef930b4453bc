"""审议意见卡: filled in by members, collected into one review opinion, sent within its days, answered within its months."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.scene import MARKS, OFFICE, UNIT, deputy
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress, Unit
from votes.supervision.kinds import Kind
from votes.supervision.matters import Matter
from votes.supervision.models import Doer
from votes.supervision.opinions import (
    Approved,
    Deliberation,
    Review,
    collect,
    open_deliberation,
    send,
    withdraw_line,
    write_line,
)
from votes.supervision.rules import Hand, State

AT = "/desk/demo-county/deliberations"
SAID = Approved("关于公厕改造的审议意见", "一、按标准改造坡道。", "主任会议", MORNING.date())


def item_of(people: People) -> Deliberation:
    """An item of the committee, whose members are 代表001 and 002."""
    congress = db.session.get_one(Congress, people.ids["county"])
    item = open_deliberation(
        congress, "公厕改造情况的报告", MORNING.date(), congress.committees[0], "工作人员01", MORNING
    )
    db.session.flush()
    return item


def reviewed(people: People) -> Review:
    """The item with two lines, one of them without a unit, collected and approved."""
    item, unit = item_of(people), db.session.get_one(Unit, people.ids["unit_row"])
    writer = deputy(1, people)
    lines = [
        write_line(item, "坡道太陡", "按标准改造", unit, writer, writer.name, MORNING),
        write_line(item, "夜间不亮", "装灯", None, writer, writer.name, MORNING),
    ]
    db.session.flush()
    return collect(item, lines, SAID, "工作人员01", MORNING)


def test_a_review_opinion_is_sent_within_seven_days(people: People, context: None) -> None:
    review = reviewed(people)
    assert review.send_by == MORNING.date() + timedelta(days=7)
    assert [review.late(MORNING.date() + timedelta(days=n)) for n in (7, 9)] == [0, 2]


def test_no_review_opinion_is_approved_before_its_meeting(people: People, context: None) -> None:
    item, writer = item_of(people), deputy(1, people)
    line = write_line(item, "坡道太陡", "按标准改造", None, writer, writer.name, MORNING)
    db.session.flush()
    early = replace(SAID, approved_on=MORNING.date() - timedelta(days=1))
    with pytest.raises(RuleBroken, match="before the meeting"):
        collect(item, [line], early, "工作人员01", MORNING)


def test_sending_hands_over_the_whole_and_each_line_with_a_unit(people: People, context: None) -> None:
    review = reviewed(people)
    db.session.flush()
    whole, line = send(
        review, db.session.get_one(Unit, people.ids["other_unit_row"]), "逐条答复", OFFICE, MORNING
    )
    db.session.commit()
    assert (whole.kind, whole.unit.name, line.kind, line.unit.name) == (
        Kind.review,
        "县城管局",
        Kind.opinion,
        "县住建局",
    )
    assert {one.due_on for one in (whole, line)} == {date(2026, 6, 2)}
    assert (line.handover.demand, line.checker, review.late(date(2026, 12, 1))) == (
        "按标准改造",
        Hand.committee,
        0,
    )
    with pytest.raises(RuleBroken, match="sent before"):
        send(review, line.unit, "逐条答复", OFFICE, MORNING)


def test_only_the_committee_that_raised_a_line_closes_it(people: People, context: None) -> None:
    review = reviewed(people)
    db.session.flush()
    _whole, line = send(review, db.session.get_one(Unit, people.ids["unit_row"]), "逐条答复", OFFICE, MORNING)
    line.answer("已改造", [], UNIT, MORNING)
    outsider = deputy(3, people)
    with pytest.raises(RuleBroken, match="those who raised"):
        line.recheck(None, "看过", Doer(Hand.committee, outsider.name, outsider), MORNING, MARKS)
    with pytest.raises(RuleBroken, match="not yours"):
        line.recheck(None, "看过", OFFICE, MORNING, MARKS)
    member = deputy(2, people)
    line.recheck(None, "看过", Doer(Hand.committee, member.name, member), MORNING, MARKS)
    db.session.commit()
    assert line.state is State.closed


def test_collected_cards_do_not_change(people: People, context: None) -> None:
    review = reviewed(people)
    db.session.commit()
    item = review.deliberation
    for deed in (
        lambda: write_line(item, "又一个", "又一条", None, None, "工作人员01", MORNING),
        lambda: withdraw_line(item.lines[0], MORNING),
        lambda: collect(item, item.lines, SAID, "工作人员01", MORNING),
    ):
        with pytest.raises(RuleBroken, match="collected"):
            deed()
    review.words = "改过的意见"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()


def test_from_the_card_on_the_phone_to_the_order_in_the_browser(people: People, browser_of, kept) -> None:
    office, member, stranger = (browser_of(who) for who in (people.clerk, people.deputy, people.unit))
    committee = kept(lambda: str(db.session.get_one(Congress, people.ids["county"]).committees[0].id))
    up = {"title": "公厕改造情况的报告", "held_on": "2026-03-02", "committee": committee}
    item = office.send(f"{AT}/new", up).location
    assert "填审议意见卡" in member.get("/desk").text
    line = {
        "lines-0-problem": "坡道太陡",
        "lines-0-advice": "按标准改造",
        "lines-0-unit": str(people.ids["unit_row"]),
    }
    half = member.send(f"{item}/card", {**line, "lines-1-problem": "夜间不亮", "lines-1-unit": "0"})
    assert half.status_code == 200
    assert "夜间不亮" in half.text
    assert member.send(f"{item}/card", line).status_code == 302
    assert member.get(f"{item}/review").status_code == 404
    assert stranger.get(item).status_code == 404
    page = office.get(f"{item}/review").text
    assert "1. 坡道太陡 按标准改造" in page
    ticked = kept(lambda: str(db.session.query(Deliberation).one().lines[0].id))
    said = {
        "lines": [ticked],
        "title": "审议意见",
        "words": "一、改造坡道。",
        "body": "主任会议",
        "approved_on": "2026-03-02",
    }
    assert office.send(f"{item}/review", said).status_code == 302
    assert "2026年3月9日" in office.get(item).text
    sent = {"unit": str(people.ids["other_unit_row"]), "demand": "逐条答复"}
    assert office.send(f"{item}/send", sent).status_code == 302
    assert kept(lambda: [one.kind for one in db.session.query(Matter).order_by(Matter.number)]) == [
        Kind.review,
        Kind.opinion,
    ]
    assert "坡道太陡" in stranger.get("/desk/demo-county/matters").text


def test_members_see_their_own_lines_and_take_them_back(people: People, browser_of, kept) -> None:
    office, member, other = (browser_of(who) for who in (people.clerk, people.deputy, people.other_deputy))
    item = office.send(
        f"{AT}/new", {"title": "关于公厕的报告", "held_on": "2026-03-02", "committee": "0"}
    ).location
    assert "关于关于" not in office.get(f"{item}/review").text
    line = {"lines-0-problem": "坡道太陡", "lines-0-advice": "按标准改造", "lines-0-unit": "0"}
    member.send(f"{item}/card", line)
    assert "坡道太陡" not in other.get(item).text
    row = kept(lambda: db.session.query(Deliberation).one().lines[0].id)
    assert other.send(item, to=f"{item}/lines/{row}/withdraw").status_code == 404
    assert member.send(item, to=f"{item}/lines/{row}/withdraw").status_code == 302
    assert "坡道太陡" not in office.get(item).text
