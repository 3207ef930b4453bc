"""The parts of a unit's month page: a project each, with last month beside, the form, and what follows from it."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from votes.common.clock import day_of
from votes.common.errors import RuleBroken
from votes.common.validators import told
from votes.delivery.figures import standing_of
from votes.delivery.history import last_report, report_for
from votes.delivery.models import Plan
from votes.delivery.month_forms import as_typed, check_part, pictures_in, typed
from votes.delivery.month_rules import Month
from votes.delivery.progress import progress_of
from votes.delivery.reporting import begun, check_open, published_plans, unchanged
from votes.delivery.reports import MonthReport
from votes.delivery.rules import Light, Standing
from votes.delivery.said import Said
from votes.delivery.states import ReportState
from votes.projects.documents import Document
from votes.projects.models import Project

UNBEGUN = "0"
"""The mark of a month of which no draft stands."""


@dataclass
class Section:
    """One project on the page of a month; `barred` says why nothing can be written, then there is no form."""

    project: Project
    plan: Plan
    month: Month
    today: date
    report: MonthReport | None
    last: MonthReport | None
    barred: str = ""
    part: Any = None
    before: Said = field(default_factory=Said)
    photos: list[Document] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Its prefix on the form."""
        return f"p{self.project.number}"

    @property
    def draft(self) -> MonthReport | None:
        """The draft begun for this month."""
        return self.report if self.report and self.report.state is ReportState.draft else None

    @property
    def returned(self) -> MonthReport | None:
        """The version that was returned, while nothing newer is begun."""
        return self.report if self.report and self.report.state is ReportState.returned else None

    @property
    def stands(self) -> MonthReport | None:
        """What was handed in for this month and not returned."""
        handed_in = (ReportState.submitted, ReportState.accepted)
        return self.report if self.report and self.report.state in handed_in else None

    @property
    def light(self) -> Light | None:
        """The light of the project today."""
        progress = progress_of(self.project, self.today)
        return progress.light if progress else None

    @property
    def as_of(self) -> date:
        """The day for which the figures of this month hold."""
        return min(self.today, self.month.last)

    def initial(self) -> Said:
        """What the form shows at first: the draft, the version returned, or last month's figures."""
        known = self.draft or self.returned
        if known is None:
            return unchanged(self.plan, self.before)
        said = known.says()
        same = unchanged(self.plan, said)
        for key, entry in said.achieved.items():
            if key in same.achieved:
                same.achieved[key] = entry
        same.spent.update({source: spent for source, spent in said.spent.items() if source in same.spent})
        return Said(same.achieved, same.spent, said.done_words, said.next_words, said.why_slow)

    @property
    def is_begun(self) -> bool:
        """Whether a draft says something else than that nothing changed."""
        return self.draft is not None and self.initial() != unchanged(self.plan, self.before)

    def values(self) -> dict[str, Any]:
        """What its part of the form is filled with."""
        return as_typed(self.initial(), self.plan, self.mark)

    @property
    def mark(self) -> str:
        """Which state of the draft stands now."""
        return self.draft.mark if self.draft else UNBEGUN

    def is_touched(self) -> bool:
        """Whether what was typed differs from what the form showed."""
        return self.typed() != self.initial() or bool(pictures_in(self.part))

    def is_well(self) -> bool:
        """Whether all that was typed can be kept; what cannot gets its error."""
        last = self.last.month if self.last else None
        return check_part(self.part, self.plan, self.before, last, self.as_of)

    def refuse(self, words: Any) -> None:
        """Put what stands against it into the summary; sent once more, what was typed counts."""
        self.part.form_errors.append(words)
        self.see()

    def see(self) -> None:
        """Note on the form which state of the draft it was made from."""
        self.part.seen.data, self.part.seen.raw_data = self.mark, [self.mark]

    def is_overtaken(self) -> bool:
        """Whether somebody has written this draft since the page was opened."""
        return (self.part.seen.data or UNBEGUN) != self.mark

    def is_ahead_of(self, sheet: str) -> bool:
        """Whether the draft was written by other means since this sheet was handed out."""
        draft = self.draft
        return draft is not None and draft.sheet != sheet and sheet.partition("-")[0] != draft.mark

    def keep(self, sheet: str = "") -> None:
        """Save what was typed, or what a sheet says, as the draft."""
        self.report = begun(self.plan, self.report, self.month)
        self.report.fill(self.typed(), sheet)
        self.report.photos += self.photos
        self.see()

    def typed(self) -> Said:
        """What was typed; a number left blank stays as it stood."""
        return typed(self.part, self.plan, self.before)

    def result(self) -> Standing | None:
        """What follows from what was saved or handed in: 系统算得."""
        report = self.draft or self.stands
        return standing_of(report, self.as_of) if report else None


def sections_for(projects: list[Project], month: Month, at: datetime) -> list[Section]:
    """The parts of the page: projects with a published plan that have, or can have, a report for this month."""
    found = [section_for(project, month, at) for project in projects]
    return [section for section in found if section is not None]


def section_for(project: Project, month: Month, at: datetime) -> Section | None:
    """The part of one project, with a form if a report can still be written."""
    plans, today = published_plans(project), day_of(at)
    report = report_for(project, month)
    if not plans:
        return None
    last = last_report(project, today, before=month)
    section = Section(project, plans[0], month, today, report, last, before=last.says() if last else Said())
    if section.stands is None:
        section.barred = why_barred(project, month, at)
    if section.barred and section.report is None:
        return None
    return section


def why_barred(project: Project, month: Month, at: datetime) -> str:
    """Why no report can be written for this month; blank if one can."""
    try:
        check_open(project, month, at)
    except RuleBroken as broken:
        return told(broken)
    return ""
