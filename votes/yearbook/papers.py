"""文书: the report as a Word file, in Chinese; a county may put a template of its own in place of ours."""

from datetime import date
from pathlib import Path
from typing import Any

from votes.ballots.papers import lineage
from votes.common.clock import day_of
from votes.common.paper import fill, find_template, template_folders
from votes.yearbook.book import Plain, official
from votes.yearbook.models import ReportCopy, YearReport

TEMPLATE = "year-report.docx"
NUMERALS = "一二三四五六七八九十"


def word_file(report: YearReport, copy: ReportCopy | None, today: date, data: Path) -> bytes:
    """The signed copy if one is asked for, else the draft of today, marked as a draft."""
    book = copy.content if copy else official(report, today)
    path = find_template(TEMPLATE, template_folders(data, lineage(report.congress), "yearbook"))
    return fill(path, context(report, book, copy))


def context(report: YearReport, book: Plain, copy: ReportCopy | None) -> dict[str, Any]:
    """What the template is given."""
    congress = report.congress
    marks = ["演示件"] if congress.demo else [] if congress.is_public else ["演练件"]
    parts = [part for part in book["parts"] if part["words"] or part["figures"]]
    return {
        "issuer": congress.name,
        "title": book["title"],
        "mark": "　".join([*marks, *([] if copy else ["草稿"])]),
        "days": book["days"],
        "date": day_of(copy.at) if copy else date.fromisoformat(book["made_on"]),
        "sections": [section(part, n) for n, part in enumerate(parts)],
    }


def section(part: Plain, n: int) -> dict[str, Any]:
    """One part with its number, its paragraphs and its figures."""
    return {
        "number": NUMERALS[n],
        "heading": part["title"],
        "paragraphs": [{"text": line} for line in part["words"].split("\n") if line.strip()],
        "figures": [row(figure) for figure in part["figures"]],
        "tabled": bool(part["figures"]),
    }


def row(figure: Plain) -> dict[str, Any]:
    """One figure with its unit, its share, and where it comes from."""
    share = f"占“{figure['of']}”的{figure['percent']}%" if figure["percent"] else ""
    entered = f"人工填报：{figure['source']}" if figure["source"] else "人工填报"
    return {
        "label": figure["label"],
        "value": f"{figure['shown']}{figure['unit']}" if figure["shown"] else "",
        "share": share,
        "source": entered if figure["entered"] else figure["query"],
    }
