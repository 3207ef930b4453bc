"""台账: one ledger, as each may see it; lists and rates on screen and in Excel say the same."""

from datetime import date

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.conftest import the_matter
from tests.supervision.scene import MARKS, OFFICE, UNIT, deputy
from votes.common.db import db
from votes.common.grids import read_grids
from votes.congress.models import Congress, Unit
from votes.projects.settings import CycleSettings
from votes.supervision.kinds import Kind, Raised, Raiser
from votes.supervision.loop_rules import Mark, longest_deadline, months_after, usual_deadline
from votes.supervision.matters import Matter, raise_matter
from votes.supervision.rate_rules import Case, Share, rates
from votes.supervision.rules import State

LEDGER = "/desk/demo-county/matters"
TODAY = date(2026, 3, 2)
SUGGESTION = {"title": "增开早班公交", "words": "6点以前没有车。"}


def message(people: People, title: str = "夜间施工") -> Matter:
    """A resident's message that the office has handed to the first unit."""
    congress = db.session.get_one(Congress, people.ids["county"])
    said = Raised(title, "凌晨还在施工。", raiser=Raiser.resident)
    matter = raise_matter(congress, Kind.message, said, OFFICE, MORNING)
    db.session.flush()
    matter.order(db.session.get_one(Unit, people.ids["unit_row"]), date(2026, 3, 20), "查处", OFFICE, MORNING)
    return matter


def test_a_deputy_makes_a_suggestion_and_rechecks_it(people: People, browser_of, kept) -> None:
    deputy, other = browser_of(people.deputy), browser_of(people.other_deputy)
    matter = deputy.send(f"{LEDGER}/raise", SUGGESTION).location
    assert kept(lambda: (the_matter().kind, the_matter().deputy.name)) == (Kind.suggestion, "代表001")
    assert other.get(matter).status_code == 404
    office = browser_of(people.clerk)
    page = office.get(f"{matter}/order").text
    assert 'value="2026-06-02"' in page
    assert "最迟2026年9月2日" in page
    late = {"unit": str(people.ids["unit_row"]), "due_on": "2026-10-01", "demand": "研究增开"}
    assert office.send(f"{matter}/order", late).status_code == 409
    assert office.send(f"{matter}/order", {**late, "due_on": "2026-09-02"}).status_code == 302
    unit = browser_of(people.unit)
    assert unit.send(f"{matter}/reply", {"words": "7月起增开"}).status_code == 302
    assert other.get(f"{matter}/recheck").status_code == 404
    closing = {
        "verdict": "closed",
        "words": "已开",
        "speed": "basic",
        "effort": "basic",
        "effect": "satisfied",
    }
    assert deputy.send(f"{matter}/recheck", closing).status_code == 302
    assert kept(lambda: the_matter().state) is State.closed


def test_the_office_names_the_deputy_of_a_suggestion(people: People, browser_of, kept) -> None:
    office = browser_of(people.clerk)
    bare = office.send(f"{LEDGER}/raise", {**SUGGESTION, "kind": "suggestion", "deputy": "0"})
    assert "请选提出这件建议的代表" in bare.text
    assert "6点以前没有车" in bare.text
    office.send(f"{LEDGER}/raise", {**SUGGESTION, "kind": "message", "deputy": "0"})
    assert kept(lambda: (the_matter().raiser, the_matter().checker.value)) == (Raiser.resident, "office")


def test_everyone_sees_their_part_of_the_ledger(people: People, browser_of, kept, app) -> None:
    with app.app_context():
        message(people)
        db.session.commit()
    assert all(
        "夜间施工" in browser_of(who).get(LEDGER).text
        for who in (people.clerk, people.unit, people.government)
    )
    for who in (people.other_unit, people.deputy):
        assert "夜间施工" not in browser_of(who).get(LEDGER).text
    assert browser_of(people.other_clerk).get(LEDGER).status_code == 404


def test_each_list_says_on_screen_what_stands_in_its_sheet(people: People, browser_of, app) -> None:
    with app.app_context():
        first = message(people)
        first.answer("已制止", [], UNIT, MORNING)
        first.recheck(None, "没有再施工", OFFICE, MORNING, MARKS)
        message(people, "扬尘")
        db.session.commit()
    office = browser_of(people.clerk)
    expected = {"overview": 2, "orders": 2, "problems": 2, "remedies": 2, "results": 1, "ratings": 1}
    for which, rows in expected.items():
        [grid] = read_grids(office.get(f"{LEDGER}/sheet.xlsx?list={which}").data)
        cells = [[cell for cell in row if cell != ""] for row in grid.rows]
        assert len(cells) == rows + 1, which
        page = office.get(f"{LEDGER}?list={which}").text
        paper = office.get(f"{LEDGER}/paper?list={which}").text
        for cell in (cell for row in cells for cell in row if isinstance(cell, str)):
            assert cell in page, (which, cell)
            assert cell in paper, (which, cell)


def test_the_ledger_shows_what_was_asked_for(people: People, browser_of, app) -> None:
    with app.app_context():
        message(people)
        db.session.commit()
    office = browser_of(people.clerk)
    for asked, there in {
        "kind=message": True,
        "kind=suggestion": False,
        f"unit={people.ids['unit_row']}": True,
        f"unit={people.ids['other_unit_row']}": False,
        "state=open": True,
        "state=closed": False,
        "month=2026-03": True,
        "month=2026-04": False,
        "kind=odd&state=odd&month=odd&unit=odd": True,
    }.items():
        assert ("夜间施工" in office.get(f"{LEDGER}?{asked}").text) is there, asked


def test_only_the_office_asks_for_what_one_deputy_has_raised(people: People, browser_of, app) -> None:
    with app.app_context():
        county, one = db.session.get_one(Congress, people.ids["county"]), deputy(1, people)
        said = Raised("增开早班公交", "6点以前没有车。", raiser=Raiser.deputy, deputy=one)
        matter = raise_matter(county, Kind.suggestion, said, OFFICE, MORNING)
        db.session.flush()
        unit = db.session.get_one(Unit, people.ids["unit_row"])
        matter.order(unit, date(2026, 3, 20), "研究增开", OFFICE, MORNING)
        own, another = one.id, deputy(5, people).id
        db.session.commit()
    for who, tells in ((people.clerk, True), (people.unit, False), (people.government, False)):
        found = [
            "增开早班公交" in browser_of(who).get(f"{LEDGER}?deputy={one}").text for one in (own, another)
        ]
        assert found == [True, not tells]


def test_rates_are_shown_with_their_numbers_and_in_no_ranking(people: People, browser_of, app) -> None:
    with app.app_context():
        first = message(people)
        first.answer("已制止", [], UNIT, MORNING)
        first.recheck(None, "没有再施工", OFFICE, MORNING, MARKS)
        message(people, "扬尘")
        db.session.commit()
    page = browser_of(people.clerk).get(f"{LEDGER}/rates").text
    assert "100.0%（1件中1件）" in page
    assert "50.0%（2件中1件）" in page
    assert "满意0件，基本满意1件，不满意0件" in page


def test_rates_of_a_part_say_so(people: People, browser_of) -> None:
    words = "这里只算您看得到的事项，不是全部。"
    for who, partly in ((people.clerk, 0), (people.government, 0), (people.unit, 1), (people.deputy, 1)):
        assert browser_of(who).get(f"{LEDGER}/rates").text.count(words) == partly


def test_rates_count_what_they_say() -> None:
    cases = [
        Case("甲", date(2026, 2, 1), date(2026, 1, 20), True, Mark.satisfied),
        Case("甲", date(2026, 2, 1), date(2026, 2, 20), True, Mark.dissatisfied),
        Case("甲", date(2026, 2, 1), None, False, None),
        Case("甲", date(2026, 4, 1), None, False, None),
    ]
    found = rates("甲", cases, TODAY)
    assert (found.in_time, found.solved, found.content) == (Share(1, 3), Share(2, 4), Share(1, 2))
    assert [one.percent for one in (found.in_time, found.solved, Share(0, 0))] == [33.3, 50.0, None]


def test_deadlines_follow_the_kind() -> None:
    terms = CycleSettings()
    assert usual_deadline(Kind.suggestion, TODAY, terms) == date(2026, 6, 2)
    assert longest_deadline(Kind.suggestion, TODAY, terms) == date(2026, 9, 2)
    assert usual_deadline(Kind.review, TODAY, terms) == longest_deadline(Kind.review, TODAY, terms)
    assert usual_deadline(Kind.finding, TODAY, terms) == date(2026, 4, 1)
    assert longest_deadline(Kind.finding, TODAY, terms) is None
    assert months_after(date(2026, 11, 30), 3) == date(2027, 2, 28)
