"""年度报告: what was asked, chosen, promised, done, late and judged in one year, as sentences with their figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext

from votes.ballots.adopting import Purpose
from votes.ballots.lookup import rounds_of
from votes.ballots.publishing import FATE_NAMES, PublicResult, public_result
from votes.ballots.standing import declared
from votes.delivery.progress import WallRow
from votes.delivery.rules import Light
from votes.evaluation.beside import turns_in
from votes.evaluation.rules import Spread
from votes.noticeboard.living import Living
from votes.noticeboard.rated_rows import rated_row, unrated_words
from votes.noticeboard.results import result_rows
from votes.noticeboard.words import Row, missing_words
from votes.projects.models import Project
from votes.projects.settings import settings_of
from votes.projects.stages import CHOSEN, Stage
from votes.projects.telling import wan
from votes.proposals.figures import grouped
from votes.proposals.models import Proposal
from votes.supervision.ledger import Entry

BEHIND = (Light.late, Light.behind, Light.slow)
FINISHED = (Stage.done, Stage.confirmed, Stage.closed)
MOST_CLASSES = 8


@dataclass(frozen=True)
class YearReport:
    """One year of one list, for whoever reads it to the end."""

    living: Living

    @cached_property
    def chosen(self) -> list[Project]:
        """The adopted projects, in ballot order."""
        return self.living.listed(Project.stage.in_(CHOSEN))

    @cached_property
    def classes(self) -> list[tuple[str, int]]:
        """What proposals were about, the largest class first."""
        found = grouped(self.living.cycle, Proposal.category)
        return [(name, n) for name, n in found.items() if name][:MOST_CLASSES]

    @cached_property
    def finished(self) -> list[WallRow]:
        """What is reported done, by number."""
        return sorted((row for row in self.living.wall if is_finished(row)), key=lambda row: row.number)

    @cached_property
    def late(self) -> list[WallRow]:
        """What lags, worst first."""
        return [row for row in self.living.wall if row.progress and row.progress.light in BEHIND]

    @cached_property
    def findings(self) -> list[Entry]:
        """发现问题: what those found who watch the projects, what still goes on first; messages and ratings stand elsewhere."""
        return sorted((one for one in self.living.ledger if one.is_finding), key=lambda one: one.closed)

    @cached_property
    def brought(self) -> list[Entry]:
        """群众反映和评价引出的: what residents wrote and ratings set going, which the ledger counts too."""
        return [one for one in self.living.ledger if not one.is_finding]

    @cached_property
    def still(self) -> list[WallRow]:
        """What was suspended or terminated."""
        return [row for row in self.living.wall if row.stage in (Stage.suspended, Stage.terminated)]

    @cached_property
    def turns(self) -> dict[int, dict[int, Spread]]:
        """How residents rated, by project and evaluation."""
        return turns_in(self.living.cycle)

    @cached_property
    def ratings(self) -> list[PublicResult]:
        """How the deputies rated the projects, as far as declared."""
        found = map(public_result, declared(rounds_of(self.living.cycle, Purpose.rating)))
        return [one for one in found if one is not None]


def is_finished(row: WallRow) -> bool:
    """Whether the unit has reported it done, or deputies have confirmed it."""
    return row.stage in FINISHED or bool(row.progress and row.progress.light is Light.done)


def headings(report: YearReport) -> dict[str, str]:
    """The sentence that heads each part, by its verb."""
    living = report.living
    closed = sum(entry.closed for entry in report.findings)
    asked = ngettext("%(num)d proposal came in", "%(num)d proposals came in", living.funnel.collected)
    many, few = living.funnel.candidates or 0, len(report.chosen)
    done, late = len(report.finished), len(report.late)
    found = ngettext(
        "Supervision found %(num)d problem", "Supervision found %(num)d problems", len(report.findings)
    )
    return {
        "asked": asked,
        "chosen": _("Deputies chose %(few)d of %(many)d candidates", few=few, many=many),
        "promised": ngettext("%(num)d project was promised", "%(num)d projects were promised", few),
        "done": ngettext("%(num)d is reported done", "%(num)d are reported done", done),
        "late": ngettext("%(num)d lags behind its plan", "%(num)d lag behind their plans", late),
        "found": _("%(found)s, %(n)d closed", found=found, n=closed),
        "judged": _("What people say of it"),
    }


def brought_words(report: YearReport) -> str:
    """What the ledger of the list counts beside the findings told here; blank where there is none."""
    if not report.brought:
        return ""
    return str(
        _(
            "Messages of residents and ratings brought up %(n)d more, %(closed)d of them closed; with these the ledger of the list counts %(all)d.",
            n=len(report.brought),
            closed=sum(entry.closed for entry in report.brought),
            all=len(report.living.ledger),
        )
    )


def in_short(report: YearReport) -> str:
    """The year in one sentence."""
    living = report.living
    return str(
        _(
            "%(asked)d asked for, %(few)d chosen, %(done)d done, %(late)d behind.",
            asked=living.funnel.collected,
            few=len(report.chosen),
            done=len(report.finished),
            late=len(report.late),
        )
    )


def not_chosen(report: YearReport, result: PublicResult) -> list[Row]:
    """What the ballot left out, each with its reason as far as it is published."""
    return [row for row in result_rows(report.living, result) if row.out]


def promised_rows(report: YearReport) -> list[Row]:
    """Each project with its promise, its unit and its money."""
    return [
        Row(
            no=project.number,
            title=project.title,
            url=report.living.address_of(project.number),
            goal=project.year_goal or project.content,
            unit=project.unit_name,
            state=wan(project.total_yuan),
        )
        for project in report.chosen
    ]


def money_words(report: YearReport) -> str:
    """What all of it is to cost, as far as it is published."""
    known = [project.total_yuan for project in report.chosen if project.total_yuan is not None]
    if not known:
        return ""
    whole = wan(sum(known))
    if len(known) == len(report.chosen):
        return str(_("All of it together is to cost %(money)s.", money=whole))
    return str(
        _(
            "%(n)d of them are to cost %(money)s; of the others it is not published.",
            n=len(known),
            money=whole,
        )
    )


def plain_rows(report: YearReport, rows: Sequence[WallRow]) -> list[Row]:
    """Projects of the wall as short lines."""
    return [
        Row(
            no=row.number,
            title=row.title,
            url=report.living.address_of(row.number),
            goal=row.goal,
            unit=row.unit,
            light=row.progress.light.value if row.progress and row.progress.light else None,
            state=_("stands still"),
        )
        for row in rows
    ]


def late_rows(report: YearReport) -> list[Row]:
    """What lags: by how much, and what the unit says of it, or left unsaid."""
    return [
        Row(
            no=row.number,
            title=row.title,
            url=report.living.address_of(row.number),
            unit=row.unit,
            fact=row.progress.fact,
            plan=row.progress.plan,
            light=row.progress.light.value if row.progress.light else None,
            why=row.progress.why,
            missing=missing_words(row.progress) if row.progress.silent else "",
        )
        for row in report.late
        if row.progress is not None
    ]


def resident_rows(report: YearReport) -> list[dict[str, Any]]:
    """What residents say of each project: counts, a share only from enough people, and what they said before."""
    least, turns = settings_of(report.living.cycle.settings).rating_min_people, report.turns
    return [rated_row(project, turns[project.id], least) for project in report.chosen if project.id in turns]


def unrated(report: YearReport) -> str:
    """Which promised projects no resident has rated; blank where none has been."""
    return unrated_words(report.chosen, report.turns) if report.turns else ""


def deputy_rows(report: YearReport, result: PublicResult) -> list[Row]:
    """What deputies say of each project; counts only where the switch lets them be published."""
    return [
        Row(
            no=line.project.number if line.project else line.key,
            title=line.title,
            url=report.living.address_of(line.project.number) if line.project else None,
            counts=[line.counts[grade] for grade in ("satisfied", "basic", "dissatisfied")]
            if line.counts
            else None,
            state=_(FATE_NAMES[line.fate]),
        )
        for line in result.lines
    ]
