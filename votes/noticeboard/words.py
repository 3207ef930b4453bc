"""Words of the noticeboard: texts known in one or two languages, days, the names of what is enumerated."""

from collections.abc import Sequence
from datetime import date
from types import SimpleNamespace

from flask_babel import gettext as _
from markupsafe import Markup, escape

from votes.common.days import long_day
from votes.common.i18n import is_english
from votes.delivery.month_rules import Month
from votes.delivery.progress import Progress
from votes.delivery.telling import month_words
from votes.projects.archive import Words

Row = SimpleNamespace
"""A line of a long list, for a template: an attribute is found at once, a key of a dict only after a failed try."""


def words(said: Words | None) -> Markup | None:
    """A text of the archive in the page's language, else in the one it has, marked as such; None if blank."""
    mine, other = ("zh", "en") if not is_english() else ("en", "zh")
    if not said:
        return None
    if said.get(mine):
        return escape(said[mine])
    return Markup('<span lang="{}">{}</span>').format("zh-CN" if other == "zh" else "en", said[other])


def day_words(day: date | None) -> str | None:
    """A day with its year, None where there is none."""
    return long_day(day) if day else None


def published_day(text: str) -> str | None:
    """A day as a source gives it, whole or in part: "2020-05-11", "2024-12", "2024"."""
    parts = text.split("-")
    if not text or not all(part.isdigit() for part in parts):
        return text or None
    if len(parts) == 3:
        return day_words(date(*map(int, parts)))
    if not is_english():
        return f"{parts[0]}年" + (f"{int(parts[1])}月" if len(parts) == 2 else "")
    return text


def missing_words(progress: Progress) -> str:
    """Which months' reports are overdue, and what follows from that."""
    return silent_words(progress.silent)


def silent_words(months: Sequence[Month]) -> str:
    """The same of these months."""
    return _(
        "No report for %(months)s. Until one comes, what was done stands still and the plan goes on.",
        months=_(", ").join(month_words(month) for month in months),
    )
