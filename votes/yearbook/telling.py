"""What the pages of a report show: rows ready for the templates."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask import request, url_for
from flask_babel import format_date
from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.yearbook.book import Plain, title_of
from votes.yearbook.models import ReportCopy, YearReport

Row = dict[str, Any]


def report_rows(reports: Sequence[YearReport]) -> list[Row]:
    """Reports as a list, each with how far it is."""
    return [
        {
            "no": "",
            "title": title_of(one),
            "url": url_for("yearbook.report", congress=one.congress.slug, period=one.word),
            "state": state_words(one),
        }
        for one in reports
    ]


def state_words(report: YearReport) -> str:
    """Whether it is a draft, or when it was signed off."""
    if report.signed_at is None:
        return str(_("draft"))
    return str(_("signed off on %(day)s", day=format_date(day_of(report.signed_at))))


def part_rows(report: YearReport, book: Plain, copy: ReportCopy | None, drafting: bool) -> list[Row]:
    """The parts with their figures; in a draft each with the address where its words are written."""
    here: dict[str, Any] = {"congress": report.congress.slug, "period": report.word}
    more: dict[str, Any] = {"copy": copy.number} if copy else {}
    return [
        {
            **part,
            "lines": [line for line in part["words"].split("\n") if line.strip()],
            "url": url_for("yearbook.words", part=part["key"], **here) if drafting else "",
            "rows": [
                {
                    **one,
                    "url": ""
                    if one["entered"]
                    else url_for("yearbook.figure", figure=one["key"], **here, **more),
                }
                for one in part["figures"]
            ],
        }
        for part in book["parts"]
    ]


def list_rows(one: Plain, linked: bool) -> list[Row]:
    """The list behind a figure; the office can go to where each row stands."""
    return [
        {
            "date": format_date(date.fromisoformat(on)) if on else "",
            "words": words if amount == 1 else f"{words}：{amount_words(one, amount)}",
            "url": f"{request.script_root}{path}" if path and linked else "",
        }
        for on, words, path, amount in one["rows"]
    ]


def amount_words(one: Plain, amount: int) -> str:
    """For how much a row counts, in the unit of the figure; money is kept in 元 and shown in 万元."""
    shown = f"{amount / 10_000:,.4f}".rstrip("0").rstrip(".") if one["money"] else f"{amount:,}"
    return f"{shown}{one['unit']}"
