"""What stands in sight of each folded part of a project's page: its answer in a few words."""

from flask_babel import gettext as _
from flask_babel import ngettext

from votes.delivery.figures import Figures
from votes.delivery.promise import Promise
from votes.delivery.telling import month_words
from votes.noticeboard.lives import Life, vote_words
from votes.projects.telling import wan

YUAN = 10_000
LEAST_JUMPS = 3
"""Fewer parts are seen at a glance."""


def briefs(life: Life, promise: Promise | None) -> dict[str, str]:
    """By the part's name; a part that has nothing to say is left out by its template."""
    figures = life.figures
    return {
        "milestones": points_brief(figures) if figures else "",
        "money": money_brief(figures) if figures else "",
        "first_plan": promise_brief(promise) if promise else "",
        "reports": reports_brief(life),
        "vote": vote_words(life),
    }


def points_brief(figures: Figures) -> str:
    """Points done beside points planned."""
    progress = figures.progress
    return str(_("%(fact)s of 100 points, %(plan)s by plan", fact=progress.fact, plan=progress.plan))


def money_brief(figures: Figures) -> str:
    """What is paid, and of how much."""
    planned, _allocated, paid = (wan(round(amount * YUAN)) for amount in figures.money())
    return str(_("%(paid)s paid of %(planned)s", paid=paid, planned=planned))


def promise_brief(promise: Promise) -> str:
    """Whether anything promised was changed."""
    many = len(promise.rows)
    return ngettext("one thing changed", "%(num)d things changed", many) if many else _("nothing changed")


def reports_brief(life: Life) -> str:
    """How many months are told, and the newest."""
    if not life.reports:
        return ""
    newest = month_words(life.reports[0].month)
    many = len(life.reports)
    return ngettext("one month, %(month)s", "%(num)d months, the newest %(month)s", many, month=newest)


def jumps(life: Life, has_pictures: bool) -> list[tuple[str, str]]:
    """What the page holds, to go there at once; nothing while there is little of it."""
    found = [
        ("promise", _("Promise and fact"), life.figures is not None),
        ("photos", _("Before and after"), has_pictures),
        ("findings", _("Findings"), bool(life.ledger)),
        ("ratings", _("Ratings"), bool(life.ratings.voices)),
        ("detail", _("In detail"), life.figures is not None),
        ("way", _("The way so far"), True),
    ]
    there = [(name, words) for name, words, is_there in found if is_there]
    return there if len(there) > LEAST_JUMPS else []
