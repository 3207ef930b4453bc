"""The months of many projects written at once: drafts, or handed in, with the evidence and trace that one alone leaves."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa

from votes.common.clock import day_of
from votes.common.db import db
from votes.delivery.month_book import Page
from votes.delivery.month_rules import Month, public_from
from votes.delivery.reports import MonthReport, ReportLine, ReportMoney, ReportPhoto, ReportStep
from votes.delivery.said import Achieved, Said, Spent, check_falls
from votes.delivery.sheet_entries import Entry
from votes.delivery.states import REPORT_MOVES, Hand, ReportState, check_move
from votes.projects.models import Cycle
from votes.projects.settings import settings_of

Row = dict[str, Any]


@dataclass(frozen=True)
class Writing:
    """When and into which month it is written, and the sheet's mark."""

    cycle: Cycle
    month: Month
    at: datetime
    mark: str


def write_drafts(entries: Sequence[Entry], writing: Writing) -> list[int]:
    """Write these months as drafts, new or begun; the ids of their reports, in the same order."""
    begun = [entry for entry in entries if entry.page.state is ReportState.draft]
    fresh = [entry for entry in entries if entry.page.state is not ReportState.draft]
    ids = {entry.page.project_id: entry.page.report.id for entry in begun}
    if begun:
        write_over(begun, writing)
    if fresh:
        ids |= opened(fresh, writing)
    fill(entries, ids, writing.cycle.congress_id)
    return [ids[entry.page.project_id] for entry in entries]


def write_over(begun: Sequence[Entry], writing: Writing) -> None:
    """Write drafts that stand anew."""
    rows = [
        {
            "id": entry.page.report.id,
            "plan_id": entry.page.plan_id,
            "revision": entry.page.report.revision + 1,
            **said_columns(entry.said, writing),
        }
        for entry in begun
    ]
    db.session.execute(sa.update(MonthReport), rows)
    ids = [row["id"] for row in rows]
    for table in (ReportLine, ReportMoney):
        db.session.execute(sa.delete(table).where(table.report_id.in_(ids)))


def opened(fresh: Sequence[Entry], writing: Writing) -> dict[int, int]:
    """New drafts; one after a returned version keeps its photos. Their ids by project."""
    rows = [
        {
            "congress_id": writing.cycle.congress_id,
            "project_id": entry.page.project_id,
            "plan_id": entry.page.plan_id,
            "month": writing.month,
            "version": entry.page.report.version + 1 if entry.page.report else 1,
            "state": ReportState.draft,
            "revision": 1,
            "entered_for": False,
            **said_columns(entry.said, writing),
        }
        for entry in fresh
    ]
    made = db.session.execute(sa.insert(MonthReport).returning(MonthReport.project_id, MonthReport.id), rows)
    ids = {project_id: report_id for project_id, report_id in made}
    copy_photos({entry.page.report.id: ids[entry.page.project_id] for entry in fresh if entry.page.report})
    return ids


def said_columns(said: Said, writing: Writing) -> Row:
    """The words of a month, and that a sheet wrote them."""
    return {
        "done_words": said.done_words,
        "next_words": said.next_words,
        "why_slow": said.why_slow,
        "no_change": said.no_change,
        "sheet": writing.mark,
    }


def copy_photos(versions: dict[int, int]) -> None:
    """The photos of returned versions go with those that follow, by their ids."""
    wanted = sa.select(ReportPhoto.report_id, ReportPhoto.document_id).where(
        ReportPhoto.report_id.in_(versions)
    )
    rows = [{"report_id": versions[old], "document_id": photo} for old, photo in db.session.execute(wanted)]
    if rows:
        db.session.execute(sa.insert(ReportPhoto), rows)


def fill(entries: Sequence[Entry], ids: dict[int, int], congress_id: int) -> None:
    """The figures of these months."""
    lines, money = list[Row](), list[Row]()
    for entry in entries:
        base = {"congress_id": congress_id, "report_id": ids[entry.page.project_id]}
        lines += [{**base, **line} for line in lines_of(entry.page, entry.said)]
        money += [{**base, **part} for part in money_of(entry.page, entry.said)]
    for table, rows in ((ReportLine, lines), (ReportMoney, money)):
        if rows:
            db.session.execute(sa.insert(table), rows)


def lines_of(page: Page, said: Said) -> list[Row]:
    """Every milestone of the plan, as a report has it."""
    entries = [(step, said.achieved.get(step.key, Achieved())) for step in page.steps]
    return [
        {
            "milestone_id": step.id,
            "quantity": entry.quantity if step.target is not None else Decimal(0),
            "reached_on": entry.reached_on if step.target is None else None,
            "reason": entry.reason,
        }
        for step, entry in entries
    ]


def money_of(page: Page, said: Said) -> list[Row]:
    """Every source of money of the plan, as a report has it."""
    entries = [(source, said.spent.get(source, Spent())) for source in page.sources]
    return [
        {
            "source": source,
            "allocated_yuan": entry.allocated_yuan,
            "paid_yuan": entry.paid_yuan,
            "reason": entry.reason,
        }
        for source, entry in entries
    ]


def hand_in(entries: Sequence[Entry], writing: Writing, hand_of: Callable[[Page], Hand]) -> None:
    """Write these months and hand them in (报送), each with its trace; a month that says nothing new says so."""
    hands = [hand_of(entry.page) for entry in entries]
    for entry, hand in zip(entries, hands, strict=True):
        check_move(REPORT_MOVES, ReportState.draft, ReportState.submitted, hand)
        check_falls(entry.page.before, entry.said)
        entry.said = replace(entry.said, no_change=says_nothing_new(entry))
    ids = write_drafts(entries, writing)
    public_on = public_day(writing)
    done = [
        {
            "id": report_id,
            "state": ReportState.submitted,
            "submitted_at": writing.at,
            "entered_for": hand.for_unit,
            "public_on": public_on,
        }
        for report_id, hand in zip(ids, hands, strict=True)
    ]
    db.session.execute(sa.update(MonthReport), done)
    db.session.execute(sa.insert(ReportStep), [step(*one, writing) for one in zip(ids, hands, strict=True)])


def says_nothing_new(entry: Entry) -> bool:
    """Whether the figures are those of the month before, and no words were said."""
    words = (entry.said.done_words, entry.said.next_words, entry.said.why_slow)
    same = replace(entry.page, report=None).stands()
    return not any(words) and (entry.said.achieved, entry.said.spent) == (same.achieved, same.spent)


def step(report_id: int, hand: Hand, writing: Writing) -> Row:
    """The trace of handing in."""
    return {
        "congress_id": writing.cycle.congress_id,
        "report_id": report_id,
        "seq": 1,
        "state": ReportState.submitted,
        "at": writing.at,
        "by": hand.name,
        "reason": "",
    }


def public_day(writing: Writing) -> date | None:
    """From when everyone can read what is handed in now."""
    days = settings_of(writing.cycle.settings).public_after_days
    return public_from(day_of(writing.at), None, False, days)
