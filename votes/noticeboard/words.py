"""Words of the noticeboard: texts known in one or two languages, days, the names of what is enumerated."""

from datetime import date

from flask_babel import get_locale
from flask_babel import gettext as _
from markupsafe import Markup, escape

from votes.projects.archive import Words
from votes.projects.stages import STAGE_NAMES, Stage


def is_chinese() -> bool:
    """Whether this page speaks Chinese."""
    locale = get_locale()
    return locale is None or locale.language == "zh"


def words(said: Words | None) -> Markup | None:
    """A text of the archive in the page's language, else in the one it has, marked as such; None if blank."""
    mine, other = ("zh", "en") if is_chinese() else ("en", "zh")
    if not said:
        return None
    if said.get(mine):
        return escape(said[mine])
    return Markup('<span lang="{}">{}</span>').format("zh-CN" if other == "zh" else "en", said[other])


def day_words(day: date | None) -> str | None:
    """A day as people write it: 2026年2月27日, 27 February 2026."""
    if day is None:
        return None
    if is_chinese():
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {day:%B} {day.year}"


def published_day(text: str) -> str | None:
    """A day as a source gives it, whole or in part: "2020-05-11", "2024-12", "2024"."""
    parts = text.split("-")
    if not text or not all(part.isdigit() for part in parts):
        return text or None
    if len(parts) == 3:
        return day_words(date(*map(int, parts)))
    if is_chinese():
        return f"{parts[0]}年" + (f"{int(parts[1])}月" if len(parts) == 2 else "")
    return text


def stage_words(stage: Stage | None) -> str | None:
    """Where a project stands, in words; None where it is not known."""
    return _(STAGE_NAMES[stage]) if stage else None
