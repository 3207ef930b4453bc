"""文书: the lists of hand-over and reply meetings, and the record of an inquiry, as Word files a county may replace."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from votes.ballots.papers import lineage
from votes.common.paper import fill, find_template, template_folders
from votes.common.paper_tags import chinese_day
from votes.congress.models import Congress
from votes.supervision.inquiries import Inquiry
from votes.supervision.inquiry_rules import FORM_NAMES, agenda_items
from votes.supervision.inquiry_showing import View, question_rows, rating_rows
from votes.supervision.meeting_rows import MEETING_NAMES, Line, Meeting


def filled(name: str, congress: Congress, data: Path, context: dict[str, Any]) -> bytes:
    """The template of this name with these values, and whose it is."""
    path = find_template(name, template_folders(data, lineage(congress), "supervision"))
    mark = "演示件" if congress.demo else "" if congress.is_public else "演练件"
    return fill(path, {"issuer": congress.name, "mark": mark, **context})


def list_paper(
    congress: Congress, meeting: Meeting, first: date, last: date, lines: Sequence[Line], on: date, data: Path
) -> bytes:
    """交办会、集中答复会 list."""
    rows = [
        {
            "number": line.number,
            "title": line.title,
            "kind": line.kind,
            "unit": line.unit,
            "due": line.due_on,
            "demand": line.demand,
            "reply": line.reply,
            "state": line.state,
        }
        for line in lines
    ]
    return filled(
        "meeting-list.docx",
        congress,
        data,
        {
            "title": _(MEETING_NAMES[meeting]),
            "days": f"{chinese_day(first)}至{chinese_day(last)}",
            "date": on,
            "count": len(rows),
            "replies": meeting is Meeting.replies,
            "items": rows,
        },
    )


def record_paper(inquiry: Inquiry, view: View, data: Path) -> bytes:
    """专题询问记录、听证记录."""
    questions = [one for one in question_rows(inquiry, view) if not one["struck"]]
    return filled(
        "inquiry-record.docx",
        inquiry.congress,
        data,
        {
            "form": _(FORM_NAMES[inquiry.form]),
            "title": inquiry.title.removesuffix(_(FORM_NAMES[inquiry.form])),
            "date": inquiry.held_on,
            "place": inquiry.place,
            "words": inquiry.words,
            "agenda": [{"text": line} for line in agenda_items(inquiry.agenda)],
            "questions": [question(one) for one in questions],
            "ratings": [{"title": title, "verdict": verdict} for title, verdict in rating_rows(inquiry)],
        },
    )


def question(one: dict[str, Any]) -> dict[str, Any]:
    """One question with what was said and promised."""
    return {
        "number": one["seq"],
        "title": one["title"],
        "unit": one["unit"],
        "asker": one["asker"],
        "words": one["words"],
        "said": [{"who": who, "text": words} for who, words in one["said"]],
        "promised": [{"text": made["words"], "state": made["state"]} for made in one["promises"]],
    }
