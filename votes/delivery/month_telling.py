"""The parts of a month's page in words and figures, ready for the template."""

from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import Any

from flask_babel import gettext as _

from votes.common.days import short_day
from votes.delivery.figures import piece_of
from votes.delivery.month_forms import Entry, entries_of, what_of
from votes.delivery.plan_views import address
from votes.delivery.quantities import plainly
from votes.delivery.rules import Standing, share_done, share_planned, shown
from votes.delivery.sections import Section
from votes.delivery.states import REPORT_STATE_NAMES, ReportState
from votes.delivery.telling import month_end_words, month_words, pictures, span_words
from votes.projects.models import Project
from votes.projects.telling import wan_words


@dataclass
class ShownSection:
    """One project on the page of a month."""

    section: Section

    @property
    def project(self) -> Project:
        """The project."""
        return self.section.project

    @property
    def name(self) -> str:
        """Its prefix on the form."""
        return self.section.name

    @property
    def part(self) -> Any:
        """Its part of the form; None where nothing can be written."""
        return self.section.part

    @property
    def light(self) -> Any:
        """The light that follows from what was saved, else its light today."""
        return self.result.light if self.result else self.section.light

    @property
    def barred(self) -> str:
        """Why nothing can be written."""
        return self.section.barred

    @property
    def before(self) -> Any:
        """What stood before."""
        return self.section.before

    @cached_property
    def result(self) -> Standing | None:
        """What follows from what was saved."""
        return self.section.result()

    @property
    def url(self) -> str:
        """The address of the project's page."""
        return address(self.project)

    @property
    def tag(self) -> str:
        """How far this month's report is, in a word."""
        report = self.section.report
        return str(REPORT_STATE_NAMES[report.state]) if report else ""

    @property
    def is_open(self) -> bool:
        """Whether its fields stand open: something was typed, saved, returned or is wrong."""
        part = self.section.part
        return bool(self.section.draft or self.section.returned or part.errors or self.section.is_touched())

    @property
    def lag(self) -> str:
        """The lag in words; blank where the fact is up to the plan."""
        lag = self.result.lag if self.result else 0
        return (
            str(_("%(n)s points behind", n=lag))
            if self.result and lag > 0 and not self.result.finished
            else ""
        )

    @property
    def follows(self) -> str:
        """What follows from what was saved, as one line."""
        if self.result is None:
            return ""
        words = (
            _("Reckoned from this, as of %(day)s:", day=self.as_of),
            _("Actual %(n)s%%", n=self.result.fact),
            _("Plan %(n)s%%", n=self.result.plan),
            self.lag,
        )
        return " ".join(str(one) for one in words if one)

    @property
    def as_of(self) -> str:
        """For which day its figures hold."""
        return short_day(self.section.as_of)

    @property
    def returned_why(self) -> str:
        """Why the last version was returned."""
        found = self.section.returned
        reasons = [step.reason for step in found.steps if step.state is ReportState.returned] if found else []
        return reasons[-1] if reasons else ""

    @property
    def said_then(self) -> str:
        """Whose words those are that stand beside: what the last report said would come next."""
        last = self.section.last
        return str(_("What %(month)s said would come next", month=month_words(last.month))) if last else ""

    @property
    def stood_head(self) -> str:
        """The head of the column of earlier figures."""
        return month_end_words(self.section.last.month if self.section.last else self.section.month.before)

    @property
    def now_head(self) -> str:
        """The head of the column to fill in."""
        return month_end_words(self.section.month)

    @property
    def photos(self) -> list[dict[str, Any]]:
        """The photos that stand in the draft or in what was handed in."""
        return pictures(self.section.report.photos) if self.section.report else []

    @cached_property
    def lines(self) -> list["FigureLine"]:
        """Every figure as a row of the table."""
        return [FigureLine(self.section, entry) for entry in entries_of(self.section.plan)]

    @property
    def moving(self) -> list["FigureLine"]:
        """Figures of which something may have to be said."""
        return [line for line in self.lines if not line.is_still]

    @property
    def still(self) -> list["FigureLine"]:
        """Milestones reached before, or not yet due."""
        return [line for line in self.lines if line.is_still]


@dataclass
class FigureLine:
    """One figure on the page: what, the target, last month's, the field, and a bar of what is saved."""

    section: Section
    entry: Entry

    @property
    def field(self) -> Any:
        """Its field."""
        return self.section.part[self.entry.name]

    @property
    def reason(self) -> Any:
        """The field for why it fell; shown once it is needed."""
        return self.section.part[self.entry.reason]

    @property
    def asks_why(self) -> bool:
        """Whether the reason is asked for."""
        return bool(self.field.errors or self.reason.data or self.reason.errors)

    @property
    def title(self) -> str:
        """What it is of."""
        return what_of(self.entry, alone=len(self.section.plan.funds) == 1)

    @property
    def sub(self) -> str:
        """By when; for money, in what it is counted."""
        row = self.entry.milestone
        return span_words(row, self.section.plan) if row else str(_("in 10,000 yuan"))

    @property
    def is_still(self) -> bool:
        """Whether nothing is to be said of it this month: reached before, or not yet its time."""
        row = self.entry.milestone
        if row is None or self.field.errors or self.reason.data:
            return False
        same = self.field.data == self.entry.before(self.section.before)
        before = piece_of(row, self.section.before)
        ahead = row.starts_on is not None and row.starts_on > self.section.month.last and not before.achieved
        return bool(same and (share_done(before) == (1, 1) or ahead))

    @property
    def target(self) -> str:
        """What is promised: 326 座, or the money planned."""
        row = self.entry.milestone
        if row is None:
            return wan_words(self.entry.fund.planned_yuan) if self.entry.fund else ""
        return f"{plainly(row.target)} {row.unit}" if row.target is not None else ""

    @property
    def stood(self) -> str:
        """What stood there last month."""
        value = self.entry.before(self.section.before)
        if self.entry.fund is not None:
            return wan_words(value)
        if isinstance(value, date):
            return short_day(value)
        return "" if value is None else plainly(value)

    @property
    def bar(self) -> tuple[Any, Any] | None:
        """Percent done and planned, of what was saved; None where there is nothing to measure."""
        report = self.section.draft or self.section.stands
        said = report.says() if report else self.section.before
        row, fund = self.entry.milestone, self.entry.fund
        if fund is not None:
            share = Fraction(self.entry.before(said), fund.planned_yuan) if fund.planned_yuan else Fraction(0)
            return (shown(min(share, Fraction(1)) * 100), None) if fund.planned_yuan else None
        if row is None or row.target is None:
            return None
        piece = piece_of(row, said)
        planned = Fraction(*share_planned(piece, self.section.as_of))
        return shown(Fraction(*share_done(piece)) * 100), shown(planned * 100)
