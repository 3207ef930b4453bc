"""The report on the year: of a county with little in it for what people write, of a full house for the figures."""

from datetime import date

import pytest

from tests.conftest import MORNING
from tests.delivery import making
from tests.full_house import AUGUST, House, full_house
from tests.full_rooms import under_way_too
from tests.supervision.scene import MARKS, OFFICE, UNIT
from votes.common.db import db
from votes.congress.models import Body, Congress, Session, Unit
from votes.delivery.month_rules import Month
from votes.projects.models import Passage, Project
from votes.projects.stages import Stage
from votes.supervision.inquiries import Called, Inquiry, call
from votes.supervision.inquiry_rules import Form
from votes.supervision.kinds import Kind, Raised, Raiser
from votes.supervision.loop_rules import Mark, Marks
from votes.supervision.matters import Matter, raise_matter

BOOK = "/desk/demo-county/yearbook"
YEAR = f"{BOOK}/2026"


@pytest.fixture
def house(app, kept_rows, clock):
    """The county every test knows, every room of it in use."""
    clock.at = AUGUST
    with app.app_context():
        return kept_rows.bring("a full house with a whole year", lambda: lived(full_house(kept_rows)))


def lived(house: House) -> House:
    """A full house whose projects went their ways, one in spring; a committee that met; suggestions; an answer overdue."""
    people = house.home.people
    county = db.session.get_one(Congress, people.ids["county"])
    rows = [one for one in db.session.query(Project).filter_by(congress_id=county.id) if one.stage]
    for n, project in enumerate(rows):
        last = project.passages[-1].to_stage if project.passages else Stage.proposed
        if last is not project.stage:
            at = MORNING if n % 2 else AUGUST
            leave(project, last, at)
    under_way = next(one for one in rows if one.stage is Stage.delivery)
    under_way.move_to(Stage.suspended, AUGUST, "工作人员01", "汛期停工")
    meeting = Session(congress=county, term=county.terms[0], body=Body.standing_committee, number=30)
    meeting.begins_on = date(2026, 7, 10)
    db.session.add(meeting)
    for n in range(4):
        said = Raised(f"代表建议{n}", "请加密夜班公交", raiser=Raiser.office)
        raise_matter(county, Kind.suggestion, said, OFFICE, AUGUST)
    db.session.flush()
    unit = db.session.get_one(Unit, people.ids["unit_row"])
    verdicts = (None, None, MARKS, Marks(Mark.dissatisfied, Mark.satisfied, Mark.satisfied))
    suggestions = db.session.query(Matter).filter_by(congress_id=county.id, kind=Kind.suggestion)
    for n, one in enumerate(suggestions.order_by(Matter.number)):
        one.order(unit, date(2026, 4, 10), "请研究", OFFICE, MORNING)
        db.session.flush()
        if n:
            one.answer("已加密", [], UNIT, AUGUST)
        if verdicts[n]:
            one.recheck(None, "已看过", OFFICE, AUGUST, verdicts[n])
    inquire_too(county)
    on_track = under_way_too(people, 60)
    making.handed_in(on_track, Month(2026, 7), making.july(300, 64), making.noon(2026, 8, 3))
    db.session.commit()
    return house


def inquire_too(county) -> None:
    """An inquiry of the house was held in July, and a hearing."""
    held = db.session.query(Inquiry).filter_by(congress_id=county.id, number=2).one()
    held.held_on = date(2026, 7, 20)
    hearing = call(county, Called(Form.hearing, "收费", "", date(2026, 7, 21), "", ""))
    hearing.begin(AUGUST)
    db.session.flush()


def leave(project, last, at) -> None:
    """The passage that brought a project where the house puts it."""
    row = Passage(congress_id=project.congress_id, seq=len(project.passages) + 1, at=at, by="工作人员01")
    row.from_stage, row.to_stage = last, project.stage
    project.passages.append(row)


@pytest.fixture
def office(people, browser_of):
    """The clerk's browser, with the report on the year begun."""
    browser = browser_of(people.clerk)
    answer = browser.send(f"{BOOK}/begin", {"span": "year", "year": "2026"})
    assert answer.location == YEAR
    return browser
