"""征集点、代表网页、来信和民意投票 of the demonstration: who is met where, what residents write, what they find most needed."""

from datetime import datetime

from votes.accounts.roles import Role
from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row, numbers, rows, rows_of
from votes.proposals.advice import call_vote, count_choice
from votes.proposals.advice_rules import AdviceWay
from votes.proposals.deputy_pages import give_pages, pages_of
from votes.proposals.point_rules import PointKind, read_days
from votes.proposals.points import Point, PointFacts, add_point, appoint, points_of, set_turns
from votes.proposals.rules import Channel
from votes.supervision.letters import Letter, write

CALLED, FIRST, LAST = -29, -28, -8
"""Days from the vote on which the advisory vote is called, and on which it is open."""
MOST = {"county": 5, "town": 2}
ANSWERED_AFTER = 3


def set_points(place: Place, story: Story) -> None:
    """设点: stations with their deputies and the turns of the next days; deputies of stations have pages."""
    met: list[int] = []
    for row in rows("points"):
        if row["key"] == place.key:
            point = kept(place, row)
            met += numbers(row["deputies"]) if row["deputies"] else []
            appoint(
                point, [place.deputies[n - 1] for n in numbers(row["deputies"])] if row["deputies"] else []
            )
            db.session.flush()
            take_turns(point, story)
    give_pages(place.congress, [place.deputies[n - 1] for n in sorted(set(met))], story.at(-150))
    db.session.flush()


def kept(place: Place, row: Row) -> Point:
    """One point; its village or community is what its name begins with."""
    where = row["name"].removesuffix("代表联络站").removesuffix("征集点")
    days = read_days(row["month_days"])
    facts = PointFacts(PointKind(row["kind"]), row["name"], where, row["address"], row["hours"], "", days)
    return add_point(place.congress, facts)


def take_turns(point: Point, story: Story) -> None:
    """The deputies of a point take the next station days in turn; the last one is not said yet."""
    ids = [deputy.id for deputy in point.deputies]
    days = point.coming(story.today)[:-1] if ids else []
    set_turns(point, {day: [ids[n % len(ids)]] for n, day in enumerate(days)})


def point_of_channel(place: Place, channel: Channel) -> int | None:
    """The point at which a wish that came in at a station was left: the first of the place."""
    stations = [point for point in points_of(place.congress) if point.kind is PointKind.station]
    return stations[0].id if channel is Channel.station and stations else None


def send_letters(place: Place, story: Story) -> None:
    """Letters to deputies, some answered and released."""
    pages = {page.deputy_id: page for page in pages_of(place.congress)}
    for row in rows_of("letters", place.key):
        deputy, day = place.deputies[int(row["deputy"]) - 1], int(row["day"])
        if story.is_past(day):
            at = story.at(day, 20)
            letter = write(pages[deputy.id], row["title"], row["words"], at, row["where"])
            db.session.flush()
            if row["answer"] and story.is_past(day + ANSWERED_AFTER):
                settle_letter(place, row, letter, story.at(day + ANSWERED_AFTER, 19))


def settle_letter(place: Place, row: Row, letter: Letter, at: datetime) -> None:
    """The deputy's answer, and the office's sign-off."""
    letter.reply(row["answer"], at, letter.deputy.name, len(letter.steps))
    if row["released"]:
        by = place.name_of(Role.office)
        letter.release(row["title"], row["words"], row["answer"], at, by, len(letter.steps))


def ask_residents(place: Place, story: Story) -> None:
    """民意投票 on the published candidates, over before the deputies vote."""
    by, at = place.name_of(Role.office), story.at(CALLED)
    vote = call_vote(place.list, story.day(FIRST), story.day(LAST), MOST[place.key], at, by)
    db.session.flush()
    for row in rows_of("advice", place.key):
        chosen = [int(number) for number in row["choice"].split(",")]
        for way in AdviceWay:
            if int(row[way.value]):
                count_choice(vote, way, chosen, int(row[way.value]))
