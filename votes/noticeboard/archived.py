"""What the noticeboard shows of a past year: the published figures, and what was not published."""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from sqlalchemy.orm import selectinload

from votes.common.db import db
from votes.noticeboard.seen import public_projects
from votes.noticeboard.words import Row, published_day, words
from votes.projects.archive import (
    ArchivedBallot,
    ArchivedCollection,
    ArchivedRating,
    ArchivedVote,
    Practice,
    Statement,
    odd_totals,
)
from votes.projects.models import Cycle, Project, Source
from votes.projects.telling import stage_word, wan


@dataclass(frozen=True)
class Past:
    """All that is known of one archived cycle."""

    cycle: Cycle
    ballot: ArchivedBallot | None
    votes: dict[int, ArchivedVote]
    statements: list[Statement]
    ratings: list[ArchivedRating]
    collections: list[ArchivedCollection]

    @cached_property
    def projects(self) -> list[Project]:
        """Its projects in the order of the source, each with its source and unit."""
        asked = select(Project).where(*public_projects(self.cycle)).order_by(Project.number)
        parts = (selectinload(Project.source), selectinload(Project.unit))
        return list(db.session.scalars(asked.options(*parts)))

    @cached_property
    def address(self) -> str:
        """The address of the cycle's page."""
        return url_for("noticeboard.cycle", congress=self.cycle.congress.slug, cycle=self.cycle.slug)

    def address_of(self, number: int) -> str:
        """The address of a project: long lists hold hundreds, so the cycle's is asked for once."""
        return f"{self.address}/{number}"

    @property
    def odd(self) -> set[int]:
        """Published rating rows whose counts don't add up as the others do."""
        return odd_totals(self.ratings)


def past_of(cycle: Cycle) -> Past:
    """Everything of this cycle, in six queries."""

    def facts(kind: Any) -> list[Any]:
        return list(db.session.scalars(select(kind).where(kind.cycle_id == cycle.id).order_by(kind.id)))

    votes = select(ArchivedVote).join(Project).where(Project.cycle_id == cycle.id)
    ballots = facts(ArchivedBallot)
    return Past(
        cycle,
        ballots[0] if ballots else None,
        {vote.project_id: vote for vote in db.session.scalars(votes)},
        facts(Statement),
        facts(ArchivedRating),
        facts(ArchivedCollection),
    )


def outcome_words(project: Project) -> str | None:
    """What the source says of the project's fate; None where it says nothing."""
    if project.stage:
        return stage_word(project.stage)
    return {True: _("Adopted"), False: _("Not adopted"), None: None}[project.adopted]


def band(past: Past) -> list[dict[str, Any]]:
    """The five stages, as far as they were published."""
    ballot, collection = past.ballot, past.collections[0] if past.collections else None
    return [
        step(collection and collection.collected and _("%(n)s items", n=collection.collected)),
        step(ballot_figure(past), published_day(ballot.held_on) if ballot else None),
        step(past.statements and ngettext("%(num)d statement", "%(num)d statements", len(past.statements))),
        step(None),
        step(past.ratings and ngettext("%(num)d result", "%(num)d results", len(past.ratings))),
    ]


def step(figure: Any, note: str | None = None) -> dict[str, Any]:
    """One stage of the band: past if anything of it was published."""
    return {"state": "past" if figure else "todo", "figure": figure or None, "note": note or ""}


def ballot_figure(past: Past) -> str | None:
    """候选 and adopted, as the source gives them: 12选10."""
    if past.ballot is None:
        chosen = sum(project.adopted is True for project in past.projects)
        return ngettext("%(num)d project", "%(num)d projects", chosen) if chosen else None
    many, few = past.ballot.candidates, past.ballot.selected
    if many and few:
        return _("%(few)s of %(many)s", many=many, few=few)
    return _("%(n)s projects", n=few) if few else None


def project_rows(past: Past) -> list[Row]:
    """Candidates and their outcome, in the order of the source; those not adopted stay in their place."""
    return [
        Row(
            no=project.number,
            title=project.title,
            goal=project.content,
            url=past.address_of(project.number),
            state=outcome_words(project),
            out=project.adopted is False,
            approve=past.votes[project.id].approve if project.id in past.votes else None,
        )
        for project in past.projects
    ]


def ballot_facts(past: Past) -> list[tuple[str, Any]]:
    """The session's figures; what was not published says so."""
    ballot = past.ballot
    if ballot is None:
        return []
    return [
        (_("Held on"), published_day(ballot.held_on)),
        (_("All deputies"), ballot.all_deputies),
        (_("Present"), ballot.present),
        (_("Issued"), ballot.issued),
        (_("Received"), ballot.received),
        (_("Way of voting"), words(ballot.method)),
        (_("Secret ballot"), words(ballot.secret)),
        (_("Form of the ballot"), words(ballot.form)),
        (_("What was published"), words(ballot.published)),
        (_("Remark"), words(ballot.note)),
    ]


def collection_facts(collection: ArchivedCollection) -> list[tuple[str, Any]]:
    """A past collection, as far as it was published."""
    start, end = published_day(collection.window_start), published_day(collection.window_end)
    window = _("%(start)s to %(end)s", start=start, end=end) if start and end else start or end
    days = f"{collection.window_days}" if collection.window_days else None
    pairs = [
        (_("Collection window"), window),
        (_("Days"), days),
        (_("Collected"), collection.collected),
        (_("From the public"), collection.from_public),
        (_("From deputies"), collection.from_deputies),
        (_("From departments"), collection.from_departments),
        (_("From CPPCC members"), collection.from_cppcc),
        (_("After merging"), collection.after_merge),
        (_("Ways in"), collection.channels.replace(";", "；")),
        (_("Asked for on the form"), collection.form_fields.replace(";", "；")),
        (_("Remark"), words(collection.note)),
    ]
    return [(term, value) for term, value in pairs if value] or pairs[:3]


def source_line(source: Source) -> dict[str, Any]:
    """How a source is named and, if it may be, linked."""
    names = {
        "official": _("official site"),
        "press": _("press report"),
        "journal": _("journal article"),
        "aggregator": _("collected elsewhere, not linked"),
        "mirror": _("a copy elsewhere, not linked"),
        "own": _("the congress's own records"),
    }
    return {"title": names[source.kind.value], "url": source.link}


def project_facts(past: Past, project: Project) -> list[tuple[str, Any]]:
    """The published fields of a project; what was not published says so."""
    vote = past.votes.get(project.id)
    shown = [
        (_("Content"), project.content),
        (_("Outcome"), outcome_words(project)),
        (_("Approve"), vote.approve if vote else None),
        (_("Oppose"), vote.oppose if vote else None),
        (_("Abstain"), vote.abstain if vote else None),
        (_("Total investment"), wan(project.total_yuan)),
        (_("This year's investment"), wan(project.year_yuan)),
        (_("Source of money"), project.funding),
        (_("Lead unit"), project.unit_name),
        (_("Deadline"), published_day(project.deadline_words)),
        (_("Remark"), words(project.note)),
    ]
    extra = (
        [
            (_("Share of votes"), vote.share_percent and f"{vote.share_percent}%"),
            (_("Rank by votes"), vote.rank),
        ]
        if vote
        else []
    )
    return shown + [(term, value) for term, value in extra if value]


def statement_line(row: Statement) -> dict[str, Any]:
    """A published statement as a line of a page: its words, figures and source."""
    kind = words(row.percent_kind)
    figures = [
        row.percent and f"{row.percent}%" + (f" ({kind})" if kind else ""),
        row.planned_yuan is not None and _("planned %(money)s", money=wan(row.planned_yuan)),
        row.done_yuan is not None and _("done %(money)s", money=wan(row.done_yuan)),
        words(row.status),
    ]
    return {
        "date": published_day(row.on),
        "about": row.about,
        "text": row.text,
        "figures": [figure for figure in figures if figure],
        "note": words(row.note),
        "source": source_line(row.source),
    }


def rating_line(row: ArchivedRating, odd: set[int]) -> dict[str, Any]:
    """A published rating as a block of a page."""
    counts = [
        (_("Satisfied"), row.satisfied),
        (_("Basically satisfied"), row.basic),
        (_("Dissatisfied"), row.dissatisfied),
        (_("Abstain"), row.abstain),
    ]
    kind = words(row.rate_kind)
    return {
        "title": row.about or _("All projects together"),
        "who": words(row.evaluator),
        "date": published_day(row.on),
        "voters": row.voters or row.total,
        "parts": [(term, count) for term, count in counts if count is not None] if row.total else [],
        "total": row.total,
        "odd": row.id in odd,
        "rate": row.rate_percent and f"{row.rate_percent}" + (f" ({kind})" if kind else ""),
        "verdict": row.verdict,
        "note": words(row.note),
        "source": source_line(row.source),
    }


def practice_row(row: Practice) -> dict[str, Any]:
    """One rule or practice as a row of the table."""
    return {
        "stage": words(row.stage),
        "parameter": words(row.parameter),
        "value": words(row.value),
        "place": words(row.place),
        "instrument": words(row.instrument),
        "year": row.year,
        "evidence": words(row.evidence),
        "note": words(row.note),
        "url": row.url if row.url.startswith("http") else None,
    }
