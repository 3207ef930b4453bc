"""What the noticeboard shows of one project for its whole life: promise beside fact, answers beside questions."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from votes.ballots.publishing import FATE_NAMES, Line, PublicResult
from votes.common.clock import begin_of, day_of
from votes.delivery.done import SAID_DONE
from votes.delivery.figures import Figures, figures_of
from votes.delivery.history import reports_of
from votes.delivery.progress import Progress
from votes.delivery.reports import MonthReport
from votes.delivery.telling import month_words
from votes.evaluation.beside import Ratings, ratings_of
from votes.noticeboard.living import Living
from votes.noticeboard.promised import Shown, shown_as
from votes.noticeboard.words import day_words
from votes.projects.documents import Document
from votes.projects.models import Passage, Project
from votes.projects.stages import Stage
from votes.projects.telling import stage_word, wan
from votes.proposals.figures import proposals_of
from votes.proposals.models import Proposal
from votes.supervision.ledger import Entry, ledger_of
from votes.supervision.moments import Moment
from votes.supervision.visits import PublicVisit, visits_of

Row = dict[str, Any]
REASONED = (
    Stage.declined,
    Stage.adopted,
    Stage.not_adopted,
    Stage.suspended,
    Stage.terminated,
    Stage.done,
    Stage.closed,
)
"""Stages whose reason everyone may read, as the form says on which it is written."""
RESUMED = (Stage.suspended, Stage.closed)
"""Back to delivery from here a body or a look-back decides in public; from a check the group's words stay inside."""


@dataclass(frozen=True)
class Life:
    """All that everyone may see of one project on one day."""

    project: Project
    living: Living
    figures: Figures | None
    reports: Sequence[MonthReport]
    proposals: Sequence[Proposal]
    ledger: Sequence[Entry]
    visits: Sequence[PublicVisit]
    ratings: Ratings

    @property
    def shown(self) -> Shown:
        """Whether it is a promise, a candidate, or out."""
        return shown_as(self.project.stage)

    @property
    def is_promise(self) -> bool:
        """Whether deputies adopted it."""
        return self.shown is Shown.promise

    @property
    def is_out(self) -> bool:
        """Whether it is not carried on."""
        return self.shown is Shown.out

    @property
    def line(self) -> tuple[PublicResult, Line] | None:
        """What the deputies' ballot said of it last."""
        found = [(r, line) for r in self.living.results for line in r.lines if line.project is self.project]
        return found[-1] if found else None


def life_of(project: Project, living: Living) -> Life:
    """Everything of this project."""
    return Life(
        project,
        living,
        figures_of(project, living.on, public=True),
        reports_of(project, public_on=living.on),
        proposals_of(project),
        ledger_of(project, living.on),
        visits_of(project),
        ratings_of(project),
    )


def lead(life: Life) -> str:
    """Where the project stands, in one sentence."""
    if life.figures is None:
        return stage_word(life.project.stage) or ""
    progress = life.figures.progress
    if life.project.stage in SAID_DONE:
        return done_lead(life.project, progress)
    when = month_words(progress.reported) if progress.reported else day_words(progress.as_of)
    if progress.finished:
        return _("%(when)s: everything promised is reported done.", when=when)
    if progress.lag > 0:
        return _(
            "%(when)s: %(fact)s%% done, %(lag)s points behind the plan.",
            when=when,
            fact=progress.fact,
            lag=progress.lag,
        )
    return _("%(when)s: %(fact)s%% done, on plan.", when=when, fact=progress.fact)


def done_lead(project: Project, progress: Progress) -> str:
    """Who says so far that the project is done, and what the unit's own figures say of it."""
    words = stage_word(project.stage)
    if progress.finished:
        return _("%(words)s. By the last report everything promised is reached.", words=words)
    return _("%(words)s. By the last report %(fact)s%% of it is reached.", words=words, fact=progress.fact)


def vote_words(life: Life) -> str:
    """The outcome in words, with the figures as far as they are published."""
    if life.line is None:
        return ""
    _result, line = life.line
    said = _(FATE_NAMES[line.fate])
    if line.reason:
        said = _("%(fate)s (%(reason)s)", fate=said, reason=_(line.reason))
    if line.counts is None:
        return said
    return _(
        "%(fate)s: approve %(approve)s, oppose %(oppose)s, abstain %(abstain)s.",
        fate=said,
        approve=line.counts["approve"],
        oppose=line.counts["oppose"],
        abstain=line.counts["abstain"],
    )


def content_pairs(project: Project) -> list[tuple[str, Any]]:
    """What the candidate's page says before there is a plan."""
    pairs = [
        (_("Content"), project.content),
        (_("Goal of the year"), project.year_goal),
        (_("Goals by stage"), project.stage_goals),
        (_("Why it is needed"), project.necessity),
        (_("Why it can be done"), project.feasibility),
        (_("Where it comes from"), project.origin),
        (_("Why it was declined"), project.why_declined),
    ]
    return [(term, value) for term, value in pairs if value]


def fact_pairs(life: Life) -> list[tuple[str, Any]]:
    """基本情况: what everyone looks for."""
    project, plan = life.project, life.figures.plan if life.figures else None
    pairs = [
        (_("Lead unit"), plan.unit_name if plan else project.unit_name),
        (_("Where"), project.place),
        (_("Who benefits"), project.benefit),
        (_("Total investment"), wan(project.total_yuan)),
        (_("Deadline"), day_words(project.deadline) or project.deadline_words),
    ]
    return [(term, value) for term, value in pairs if value]


def more_pairs(life: Life) -> list[tuple[str, Any]]:
    """The other elements (要素)."""
    project, plan = life.project, life.figures.plan if life.figures else None
    pairs = [
        (_("With"), plan.co_units if plan else project.co_units),
        (_("Responsible leader"), plan.leader if plan else project.leader),
        (_("Scale"), project.scale),
        (_("This year's investment"), wan(project.year_yuan)),
        (_("Source of money"), project.funding),
    ]
    return [(term, value) for term, value in pairs if value]


def timeline(life: Life) -> list[Row]:
    """一路走来, newest first, on one day too; what is promised for later stands on top, pale."""
    told = [(p.at, moved(p), paper_of(p)) for p in life.project.passages if is_told(p)]
    told += [
        (begin_of(r.public_on), _("Report for %(month)s", month=month_words(r.month)), "")
        for r in life.reports
        if r.public_on
    ]
    told += [(moment.at, step_words(entry, moment), "") for entry in life.ledger for moment in entry.moments]
    told = sorted(reversed(told), key=lambda one: one[0], reverse=True)
    ahead = life.figures.plan.deadline if life.figures else None
    rows = [
        {"date": day_words(day_of(at)), "words": words, "state": "", "url": url} for at, words, url in told
    ]
    if ahead and ahead > life.living.on and life.project.stage is Stage.delivery:
        rows.insert(
            0, {"date": day_words(ahead), "words": _("The day everything is promised for"), "state": "todo"}
        )
    return rows


def step_words(entry: Entry, moment: Moment) -> str:
    """What happened to a finding; its words stand with the finding itself."""
    return str(_("No. %(n)d: %(words)s", n=entry.number, words=moment.head)) if moment.head else moment.words


def is_told(passage: Passage) -> bool:
    """Every move from candidate on is told; what went before is the office's."""
    return passage.to_stage is not Stage.proposed


def moved(passage: Passage) -> str:
    """A move in words; with its reason where everyone may read it, not where a deputy wrote it unsigned."""
    words = stage_word(passage.to_stage)
    if passage.reason and (passage.to_stage in REASONED or passage.from_stage in RESUMED):
        return _("%(words)s: %(reason)s", words=words, reason=passage.reason)
    return str(words)


def paper_of(passage: Passage) -> str:
    """The address of the decision on which it moved, where that is released."""
    paper = passage.document
    return url_for("projects.file", document=paper.id) if paper and paper.released_at else ""


def pictures(documents: Sequence[Document]) -> list[Row]:
    """Those pictures that are released; a report is public before its photos are."""
    return [
        {"url": url_for("projects.small_file", document=one.id), "words": one.title}
        for one in documents
        if one.released_at
    ]


def poster_facts(life: Life) -> list[tuple[str, Any]]:
    """What stands on the fence of the site."""
    figures, project = life.figures, life.project
    goals = (
        [f"{row['label']} {row['promise']}" for row in figures.promises() if row.get("label")]
        if figures
        else []
    )
    deadline = figures.plan.deadline if figures else project.deadline
    return [
        (_("Promise"), _(", ").join(goals) or project.year_goal or project.content),
        (_("Where"), project.place or None),
        (_("Lead unit"), figures.plan.unit_name if figures else project.unit_name),
        (_("Total investment"), wan(project.total_yuan)),
        (_("All done by"), day_words(deadline)),
    ]
