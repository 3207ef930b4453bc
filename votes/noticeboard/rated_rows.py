"""群众评价 as rows: the newest evaluation of each project, with what residents said before it was put right."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.evaluation.rules import Share, Spread, share_of
from votes.projects.models import Project

Row = dict[str, Any]
Turns = Mapping[int, Spread]
"""The evaluations of a project by their number."""


def newest(turns: Mapping[int, Turns]) -> dict[int, Spread]:
    """The last evaluation of each project, by the project's id."""
    return {key: found[max(found)] for key, found in turns.items()}


def rated_row(project: Project, turns: Turns, least: int) -> Row:
    """One project with its counts, its rate with the interval where there is one, and its earlier evaluations."""
    spread = turns[max(turns)]
    return {
        "no": project.number,
        "title": project.title,
        "url": url_for(
            "noticeboard.project",
            congress=project.congress.slug,
            cycle=project.cycle.slug,
            number=project.number,
        ),
        "goal": people_words(spread.people),
        "unit": project.unit_name,
        "counts": [spread.satisfied, spread.basic, spread.dissatisfied],
        "state": rate_words(share_of(spread, least)),
        "why": earlier_words(turns, least),
    }


def people_words(people: int) -> str:
    """How many rated."""
    return str(ngettext("%(num)d rating", "%(num)d ratings", people))


def rate_words(share: Share | None) -> str:
    """The share of the satisfied with its interval; blank where too few rated."""
    if share is None:
        return ""
    low, high = f"{share.low:.0f}", f"{share.high:.0f}"
    return str(_("%(percent)s%% (%(low)s to %(high)s)", percent=f"{share.percent:.1f}", low=low, high=high))


def earlier_words(turns: Turns, least: int) -> str:
    """What residents said before, the first evaluation first; blank where this is the only one."""
    before = [evaluation_words(n, turns[n], least) for n in sorted(turns)[:-1]]
    if not before:
        return ""
    return str(_("Rated again after it was put right. Before: %(list)s.", list=_("; ").join(before)))


def evaluation_words(turn: int, spread: Spread, least: int) -> str:
    """One earlier evaluation: a rate only from enough people, the counts always."""
    share = share_of(spread, least)
    counts = _(
        "evaluation %(n)d, %(people)s: %(good)d satisfied, %(fair)d basically, %(bad)d dissatisfied",
        n=turn,
        people=people_words(spread.people),
        good=spread.satisfied,
        fair=spread.basic,
        bad=spread.dissatisfied,
    )
    if share is None:
        return str(counts)
    return str(_("%(counts)s (%(percent)s%% satisfied)", counts=counts, percent=f"{share.percent:.1f}"))


def unrated_words(projects: Sequence[Project], rated: Collection[int]) -> str:
    """Which of these nobody has rated yet; blank where everyone has a rating."""
    names = [
        str(_("%(no)s %(title)s", no=one.number, title=one.title)) for one in projects if one.id not in rated
    ]
    return str(_("Nobody has rated these yet: %(list)s.", list=_("; ").join(names))) if names else ""
