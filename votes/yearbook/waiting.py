"""What waits for the office here: a report whose days are over, to begin or to sign off."""

from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.projects.cycles import cycles_of
from votes.yearbook.book import title_of
from votes.yearbook.models import YearReport, reports_of
from votes.yearbook.rules import SPAN_NAMES, Span, days_of

REMINDED = timedelta(days=60)
"""So long after its last day the desk asks for a report that nobody has begun."""


def waiting(actor: Actor, congress: Congress, today: date) -> list[Waiting]:
    """Drafts to finish, and reports whose days have just ended."""
    if not actor.has(congress, Role.office) or not congress.is_public:
        return []
    reports = reports_of(congress)
    drafts = [to_finish(one) for one in reports if not one.is_signed]
    there = {(one.year, one.span) for one in reports}
    years = {cycle.year for cycle in cycles_of(congress) if not cycle.archived}
    wanted = [(year, span) for year in sorted(years) for span in Span if is_wanted(year, span, today)]
    return drafts + [to_begin(congress, year, span) for year, span in wanted if (year, span) not in there]


def is_wanted(year: int, span: Span, today: date) -> bool:
    """Whether the days of a report have just ended."""
    last = days_of(year, span)[1]
    return last < today <= last + REMINDED


def to_finish(report: YearReport) -> Waiting:
    """A draft."""
    url = url_for("yearbook.report", congress=report.congress.slug, period=report.word)
    return Waiting(_("Finish the report"), url, title_of(report), state=_("draft"))


def to_begin(congress: Congress, year: int, span: Span) -> Waiting:
    """A report that nobody has begun."""
    url = url_for("yearbook.begin_report", congress=congress.slug)
    return Waiting(_("Begin the report"), url, f"{congress.place} {year} {_(SPAN_NAMES[span])}")
