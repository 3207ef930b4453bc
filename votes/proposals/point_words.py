"""How points and stations are told: when somebody is there, and the addresses their QRs lead to."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from votes.accounts.links import site
from votes.common.days import short_day
from votes.congress.models import Congress, Deputy
from votes.congress.titles import numeral
from votes.proposals.deputy_pages import DeputyPage, codes_of
from votes.proposals.point_forms import weekday_names
from votes.proposals.point_rules import POINT_KIND_NAMES, ending_of
from votes.proposals.points import Point, turns_from


def kind_word(point: Point) -> str:
    """What a point is."""
    return _(POINT_KIND_NAMES[point.kind])


def days_words(point: Point) -> str:
    """逢六, or the days of the month and the week, with the hours; blank if none are fixed."""
    days = [*month_words(point.month_days), *week_words(point.weekdays)]
    return " ".join(filter(None, [_(", ").join(days), point.hours]))


def month_words(days: Sequence[int]) -> list[str]:
    """Station days of the month."""
    if not days:
        return []
    end = ending_of(days)
    if end is not None:
        return [_("days of the month that end in %(digit)s", digit=numeral(end) if end < 10 else _("nought"))]
    return [_("days %(days)s of the month", days="、".join(str(day) for day in days))]


def week_words(weekdays: Sequence[int]) -> list[str]:
    """Station days of the week."""
    names = weekday_names()
    return [_("every %(weekday)s", weekday=names[day - 1]) for day in weekdays]


def point_link(point: Point) -> str:
    """The whole address of a point's page as it is printed, the same in every language and look."""
    return f"{site()}/{point.congress.slug}/points/{point.code}"


def deputy_link(page: DeputyPage) -> str:
    """The whole address of a deputy's page as it is printed."""
    return f"{site()}/{page.congress.slug}/deputies/{page.code}"


def point_facts(point: Point) -> list[tuple[str, str]]:
    """Where a point is and when somebody is there; what is not known is left out."""
    rows = [
        (_("Where to find it"), point.address or point.place),
        (_("When"), days_words(point)),
        (_("Telephone"), point.phone),
    ]
    return [(term, value) for term, value in rows if value]


def station_days(point: Point, today: date) -> list[dict[str, Any]]:
    """The next station days, each with who will be there (name and the code of the page); nobody named: not said yet."""
    turns = turns_from([point], today)
    codes = codes_of(point.deputies)
    return [
        {
            "date": f"{short_day(day)} {format_date(day, 'EEEE')}",
            "there": [(one.name, codes.get(one.id)) for one in turns.get((point.id, day), [])],
        }
        for day in point.coming(today)
    ]


def serving_of(congress: Congress) -> list[Deputy]:
    """The serving deputies of the current term."""
    return congress.term.serving if congress.term else []
