"""向大会报告: the changes of projects that were decided between two plenaries, as rows and as a Word file."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from flask_babel import gettext as _

from votes.ballots.papers import lineage
from votes.common.days import long_day
from votes.common.paper import fill, find_template, template_folders
from votes.delivery.change_states import GROUND_NAMES, KIND_NAMES
from votes.delivery.changes import Change
from votes.delivery.halting import body_name
from votes.projects.models import Cycle

Row = dict[str, Any]


def report_rows(changes: Sequence[Change]) -> list[Row]:
    """Each change that was decided, in the order of the paper's columns."""
    return [report_row(number, change) for number, change in enumerate(changes, 1)]


def report_row(number: int, change: Change) -> Row:
    """One change: what, why, who decided, how the vote went, when it was announced."""
    return {
        "number": number,
        "title": change.project.title,
        "unit": change.project.unit_name,
        "kind": str(KIND_NAMES[change.kind]),
        "ground": str(GROUND_NAMES[change.ground]),
        "body": body_name(change.project.congress, change.body),
        "decided": long_day(change.decided_on) if change.decided_on else "",
        "vote": short_vote(change),
        "announced": long_day(change.announced_on) if change.announced_on else _("not announced yet"),
        "words": change.words,
    }


def short_vote(change: Change) -> str:
    """The vote in as many words as a column takes."""
    return str(
        _(
            "%(approve)d for, %(oppose)d against, %(abstain)d abstained, of %(members)d",
            approve=change.approve or 0,
            oppose=change.oppose or 0,
            abstain=change.abstain or 0,
            members=change.members or 0,
        )
    )


def report_file(cycle: Cycle, changes: Sequence[Change], on: date, data: Path) -> bytes:
    """The report as a Word file; offices replace its template as any other."""
    congress = cycle.congress
    name = "changes-report.docx"
    path = find_template(name, template_folders(data, lineage(congress), "delivery"))
    context = {"congress": congress.name, "subject": cycle.title, "date": on, "items": report_rows(changes)}
    return fill(path, context)
