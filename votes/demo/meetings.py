"""会议 of the demonstration: cards of a committee become a review opinion, a special inquiry is held, the calendar runs."""

from votes.accounts.roles import Role
from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, rows_of
from votes.demo.watching import FORMED, by_office
from votes.demo.work import works
from votes.supervision.calendar_rules import Kind
from votes.supervision.calendars import fill, items_in
from votes.supervision.inquiries import Asked, Called, Inquiry, call
from votes.supervision.inquiry_rules import Form, Part
from votes.supervision.opinions import (
    Approved,
    CardLine,
    Deliberation,
    collect,
    open_deliberation,
    send,
    write_line,
)

DELIBERATED, INQUIRED = 118, 146
"""Days after the vote on which the committee deliberates, and on which the inquiry is held."""
REPORTED = "上半年民生实事项目进展情况的报告"
NOTIFIED = "已印发各单位和各代表小组。"
SENT_TO = "县住建局"
PLACE = "县人大常委会会议室"
AGENDA = "播放暗访短片\n代表询问、单位答复\n测评答复情况\n主任会议组成人员讲话"


def start_calendar(place: Place, story: Story) -> None:
    """日程 by the usual rhythm, from the day on which the groups are formed; notices and reports were sent in time."""
    fill(place.list, story.day(FORMED), story.at(FORMED))
    db.session.flush()
    for item in items_in(place.list):
        if item.kind in (Kind.notice, Kind.report) and item.due_on < story.today:
            item.tick(item.due_on, NOTIFIED, place.name_of(Role.office), item.due_on)
    db.session.flush()


def deliberate(place: Place, story: Story) -> None:
    """审议意见: three members fill in cards at the meeting; the office collects and sends them."""
    lines = rows_of("cards", place.key)
    if not lines or not story.is_past(DELIBERATED):
        return
    committee, office = place.congress.committees[1], by_office(place)
    at = story.at(DELIBERATED, 9)
    item = open_deliberation(place.congress, REPORTED, story.day(DELIBERATED), committee, office.name, at)
    db.session.flush()
    written = [card(place, story, item, row) for row in lines]
    db.session.flush()
    said = Approved(
        f"关于{REPORTED}的审议意见",
        "会议原则同意报告，并提出以下意见。",
        "主任会议",
        story.day(DELIBERATED + 4),
    )
    review = collect(item, written, said, office.name, story.at(DELIBERATED + 4, 15))
    db.session.flush()
    send(
        review,
        place.units[SENT_TO],
        "请逐条研究，三个月内报送办理情况。",
        office,
        story.at(DELIBERATED + 6, 10),
    )
    db.session.flush()


def card(place: Place, story: Story, item: Deliberation, row: Row) -> CardLine:
    """One line of a member's card."""
    deputy = place.deputies[int(row["deputy"]) - 1]
    unit = place.units[row["unit"]]
    at = story.at(DELIBERATED, 10)
    return write_line(item, row["problem"], row["advice"], unit, deputy, deputy.name, at)


def inquire(place: Place, story: Story) -> None:
    """专题询问 on what lags: asked, answered on the spot, one promise taken down as an order."""
    asked = rows_of("questions", place.key)
    if not asked or not story.is_past(INQUIRED):
        return
    title, words = "民生实事项目进度专题询问", "进度滞后的项目优先询问。"
    called = Called(Form.special, title, words, story.day(INQUIRED), PLACE, AGENDA, cycle=place.list)
    inquiry = call(place.congress, called)
    db.session.flush()
    for row in asked:
        put(place, story, inquiry, row)
    db.session.flush()
    inquiry.begin(story.at(INQUIRED, 9))
    for question, row in zip(inquiry.questions, asked, strict=True):
        question.record(
            Part.answer, row["unit"], row["answer"], by_office(place).name, story.at(INQUIRED, 10)
        )
        db.session.flush()
        if row["promise"]:
            due = story.day(INQUIRED + 25)
            question.promise(row["promise"], row["promise"], due, by_office(place), story.at(INQUIRED, 11))
    inquiry.end(story.at(INQUIRED, 12))
    db.session.flush()


def put(place: Place, story: Story, inquiry: Inquiry, row: Row) -> None:
    """One question, typed in by the office for the deputy who put it."""
    projects = {work.number: work.project for work in works(place)}
    deputy = place.deputies[int(row["deputy"]) - 1]
    asked = Asked(
        row["title"], row["words"], place.units[row["unit"]], deputy, project=projects[row["project"]]
    )
    inquiry.ask(asked, place.name_of(Role.office), story.at(INQUIRED - 6, 15))
