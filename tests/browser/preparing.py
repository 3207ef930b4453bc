"""Before a vote: the rules adopted, the duties given, the round prepared, the ballot to print."""

from datetime import date
from typing import Any

from tests.browser.person import Person
from tests.browser.year import Year


def adopt_rules(year: Year, office: Person, matter: str, session: int, day: date, **terms: Any) -> None:
    """票决办法 drafted from a profile, then adopted by the meeting."""
    office.open(year.desk(matter))
    office.follow("/rules")
    office.send(session=str(session), **terms)
    office.follow(f"/{matter}/rules/{session}/adopt")
    office.send(adopted_on=day.isoformat())


def give_badges(year: Year, office: Person, sitting: int, holders: dict[str, str]) -> None:
    """证: each duty to another person, and the sheet to print."""
    office.open(f"/desk/{year.place}/sitting/{sitting}/badges")
    office.send(**holders)


def prepare(year: Year, office: Person, matter: str, sitting: int) -> str:
    """The round, ready to vote; its id."""
    office.open(year.desk(matter))
    office.follow(f"/{matter}/prepare")
    office.send(sitting=str(sitting))
    number = office.path.rsplit("/", 1)[1]
    office.follow("/slip")
    return number


def call_session(year: Year, office: Person, day: date) -> None:
    """The next session, with a sitting on its first day."""
    office.open(f"/desk/{year.place}/sessions")
    office.follow("/sessions/add")
    office.send(begins_on=day.isoformat(), ends_on=day.isoformat())
    office.open(f"/desk/{year.place}/sessions")
    office.follow("/sittings/add")
    office.send()
