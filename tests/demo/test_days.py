"""演示的日子: on whatever day the demonstration is started, its days fit together and its lights say what they should."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest

from votes.delivery.month_rules import due_on, month_of
from votes.delivery.rules import Light, Piece, Standing, scale_of, standing
from votes.demo.pace_rules import Pace, Stretch, reached_on, share
from votes.demo.story import Start, Story
from votes.demo.tables import candidates, nanchang, rows, rows_of

DAYS = [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 366, 3)]
DUE = 5
LIGHTS = {
    "1": {Light.ok},
    "2": {Light.ok},
    "3": {Light.slow},
    "4": {Light.late},
    "6": {Light.ok},
    "7": {Light.ok},
    "8": {Light.slow, Light.late},
    "10": {Light.slow},
    "12": {Light.ok},
}


def story_on(day: date, start: Start = Start.session) -> Story:
    return Story(datetime(day.year, day.month, day.day, 1, tzinfo=UTC), start)


def found_on(story: Story, facts: dict[str, str]) -> Standing:
    """Where a county's project stands on the day of the demonstration, by the rules of delivery alone."""
    reported = month_of(story.today).before
    while due_on(reported, DUE) >= story.today:
        reported = reported.before
    told = reported.before if facts["project"] == "8" else reported
    pace = Pace(Fraction(facts["pace"]), int(facts["finish"]) if facts["finish"] else None)
    days = (told.last - story.vote).days
    pieces = [piece_of(story, row, pace, days) for row in stretches(facts["project"])]
    deadline = story.day(int(candidates("county")[int(facts["project"])]["deadline"]))
    return standing(pieces, reported.last, story.today, deadline, scale_of(5, 15))


def stretches(project: str) -> list[dict[str, str]]:
    return [row for row in rows_of("milestones", "county") if row["project"] == project]


def piece_of(story: Story, row: dict[str, str], pace: Pace, days: int) -> Piece:
    stretch = Stretch(int(row["starts"]), int(row["ends"]))
    starts, ends, weight = story.day(stretch.starts), story.day(stretch.ends), int(row["weight"])
    if not row["goal"]:
        on = reached_on(stretch, pace)
        return Piece(weight, ends, starts, None, Decimal(on is not None and on <= days))
    target = Decimal(row["goal"])
    achieved = Decimal(int(Fraction(target) * share(stretch, pace, days)))
    return Piece(weight, ends, starts, target, achieved)


@pytest.mark.parametrize("project", sorted(LIGHTS, key=int))
def test_five_months_after_the_vote_each_project_shows_its_light_on_every_day_of_the_year(
    project: str,
) -> None:
    facts = next(row for row in rows_of("works", "county") if row["project"] == project)
    wrong = {}
    for day in DAYS:
        found = found_on(story_on(day, Start.delivery), facts)
        if found.light not in LIGHTS[project]:
            wrong[day] = found.fact, found.plan
    assert wrong == {}


def test_milestones_weigh_a_hundred_and_end_before_the_deadline() -> None:
    for facts in rows("works"):
        mine = [row for row in rows_of("milestones", facts["place"]) if row["project"] == facts["project"]]
        deadline = int(candidates(facts["place"])[int(facts["project"])]["deadline"])
        assert sum(int(row["weight"]) for row in mine) == 100, facts
        assert max(int(row["ends"]) for row in mine) <= deadline, facts


def test_the_list_voted_on_from_september_on_is_the_coming_years() -> None:
    years = {day.month: story_on(day).year - day.year for day in DAYS}
    assert years == {month: int(month >= 9) for month in range(1, 13)}


def test_nothing_happens_after_the_moment_of_the_start() -> None:
    for start in Start:
        story = story_on(date(2026, 11, 22), start)
        assert max(story.at(days, 23) for days in range(-200, 400)) == story.now
        assert story.at(-200, 9) < story.now


def test_what_is_reached_never_falls() -> None:
    for facts in rows("works"):
        pace = Pace(Fraction(facts["pace"]), int(facts["finish"]) if facts["finish"] else None)
        for row in rows_of("milestones", facts["place"]):
            stretch = Stretch(int(row["starts"]), int(row["ends"]))
            reached = [share(stretch, pace, days) for days in range(0, 300, 7)]
            assert reached == sorted(reached), (facts, row)


def test_titles_and_goals_of_the_county_are_the_published_list_of_nanchang() -> None:
    listed = nanchang()
    assert len(listed) == 12
    assert listed["10"] == {"title": "“厕所革命”行动", "goal": "主城区新建公厕326座、改造64座"}
    assert [row["title"] for row in candidates("county").values()] == [
        row["title"] for row in listed.values()
    ]
