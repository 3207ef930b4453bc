"""全文: a report as plain values, from which page, Word file and `.json` are all made, so that no figure differs.

A draft is asked of the facts each time; a signed copy is read as it was kept.
"""

import hashlib
import json
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import force_locale, format_date
from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.yearbook.figure import Figure, Part, is_money
from votes.yearbook.figures import FIGURES, PARTS
from votes.yearbook.models import ReportCopy, YearReport
from votes.yearbook.rules import SPAN_NAMES, percent_of
from votes.yearbook.scope import Row, Scope

Plain = dict[str, Any]
WAN = 10_000


def scope_of(report: YearReport, today: date) -> Scope:
    """What a report asks of the other rooms."""
    first, last = report.days
    return Scope(report.congress, report.year, first, last, today)


def title_of(report: YearReport) -> str:
    """The title of a report: 演示县人大常委会 … 2026年半年报告."""
    return str(
        _(
            "%(name)s, %(span)s %(year)d",
            name=report.congress.name,
            span=_(SPAN_NAMES[report.span]),
            year=report.year,
        )
    )


def draft(report: YearReport, today: date) -> Plain:
    """The report as the facts are today, in the language asked for."""
    scope = scope_of(report, today)
    lists = {key: figure.rows(scope) for key, figure in FIGURES.items() if figure.rows}
    numbers = {key: sum(row.amount for row in rows) for key, rows in lists.items()}
    numbers |= {key: one.number for key in FIGURES if (one := report.entered(key)) and one.number is not None}
    return {
        "title": title_of(report),
        "congress": report.congress.name,
        "period": report.word,
        "first": scope.first.isoformat(),
        "last": scope.last.isoformat(),
        "until": scope.until.isoformat(),
        "made_on": today.isoformat(),
        "days": days_words(scope),
        "parts": [plain_part(report, part, numbers, lists) for part in PARTS],
    }


def days_words(scope: Scope) -> str:
    """The days it covers in words, and until when the figures go."""
    return str(
        _(
            "%(first)s to %(last)s; figures until %(until)s",
            first=format_date(scope.first, "long"),
            last=format_date(scope.last, "long"),
            until=format_date(scope.until, "long"),
        )
    )


def plain_part(report: YearReport, part: Part, numbers: dict[str, int], lists: dict[str, list[Row]]) -> Plain:
    """One part: its heading, its words, its figures."""
    return {
        "key": part.key,
        "title": _(part.title),
        "words": report.words(part.key),
        "figures": [
            plain_figure(report, figure, numbers, lists.get(figure.key, [])) for figure in part.figures
        ],
    }


def plain_figure(report: YearReport, figure: Figure, numbers: dict[str, int], rows: list[Row]) -> Plain:
    """One figure with its share, the query in words, and the list behind it; `number` of money is in 元."""
    number, whole = numbers.get(figure.key), numbers.get(figure.of)
    share = percent_of(number, whole) if number is not None and whole else None
    entry = report.entered(figure.key)
    return {
        "key": figure.key,
        "label": _(figure.label),
        "number": number,
        "shown": shown(figure, number),
        "unit": _(figure.unit),
        "percent": None if share is None else str(share),
        "of": _(FIGURES[figure.of].label) if share is not None else "",
        "query": _(figure.query),
        "money": is_money(figure),
        "entered": figure.rows is None,
        "source": entry.source if entry else "",
        "rows": [[row.on.isoformat() if row.on else "", row.words, row.path, row.amount] for row in rows],
    }


def shown(figure: Figure, number: int | None) -> str:
    """A number as it is read: 元 as 万元 without idle zeros; blank where nobody has entered one."""
    if number is None:
        return ""
    if not is_money(figure):
        return f"{number:,}"
    whole = f"{Decimal(number) / WAN:,.4f}"
    return whole.rstrip("0").rstrip(".")


def official(report: YearReport, today: date) -> Plain:
    """The draft in Chinese, as offices write: what is signed off, and what the Word file says."""
    with force_locale("zh_CN"):
        return draft(report, today)


def check_of(content: Plain) -> str:
    """A short check of what was read, so that nothing else is signed off."""
    text = json.dumps(content, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def book_of(report: YearReport, copy: ReportCopy | None, today: date) -> Plain:
    """The report as page and `.json` show it: the signed copy as it was signed, else the draft of today."""
    if copy is None:
        return {**draft(report, today), "copy": None, "signed_on": None}
    kept: Plain = copy.content
    return {**kept, "copy": copy.number, "signed_on": day_of(copy.at).isoformat()}


def one_figure(report: YearReport, copy: ReportCopy | None, key: str, today: date) -> Plain | None:
    """One figure with the list behind it: of the signed copy, else asked of the facts alone, without all others."""
    if copy is not None:
        return figure_in(copy.content, key)
    figure = FIGURES.get(key)
    if figure is None:
        return None
    scope = scope_of(report, today)
    wanted = [figure, *([FIGURES[figure.of]] if figure.of else [])]
    lists = {one.key: one.rows(scope) for one in wanted if one.rows}
    numbers = {word: sum(row.amount for row in rows) for word, rows in lists.items()}
    return plain_figure(report, figure, numbers, lists.get(key, []))


def figure_in(book: Plain, key: str) -> Plain | None:
    """The figure of this key in a report."""
    found = (figure for part in book["parts"] for figure in part["figures"])
    return next((figure for figure in found if figure["key"] == key), None)


def without_lists(book: Plain) -> Plain:
    """The report without the lists behind its figures, for `.json` and Word."""
    parts = [
        {**part, "figures": [{k: v for k, v in one.items() if k != "rows"} for one in part["figures"]]}
        for part in book["parts"]
    ]
    return {**book, "parts": parts}


def sign(report: YearReport, by: str, at: datetime) -> ReportCopy:
    """审签 the draft as the facts are now."""
    return report.sign_off(official(report, day_of(at)), by, at)
