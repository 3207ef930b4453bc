"""The same figures as the pages show, as `.json` under the same address."""

from typing import Any

from flask import url_for

from votes.congress.models import Congress
from votes.noticeboard.archived import Past
from votes.projects.archive import ArchivedBallot, ArchivedRating, Practice, Statement
from votes.projects.models import Cycle, Project, Source


def congress_data(congress: Congress, cycles: list[Cycle]) -> dict[str, Any]:
    """A congress and its lists."""
    return {
        "slug": congress.slug,
        "name": congress.name,
        "level": congress.level.value,
        "province": congress.province or None,
        "demo": congress.demo,
        "cycles": [
            {
                "cycle": cycle.slug,
                "title": cycle.title,
                "archived": cycle.archived,
                "url": cycle_url(cycle),
            }
            for cycle in cycles
        ],
    }


def practice_data(row: Practice) -> dict[str, Any]:
    """One rule or practice of one place: each text by language, `zh` or `en`."""
    texts = ("stage", "parameter", "value", "place", "level", "instrument", "evidence", "note")
    said = {name: getattr(row, name) or None for name in texts}
    return {**said, "year": row.year or None, "url": row.url if row.url.startswith("http") else None}


def cycle_url(cycle: Cycle) -> str:
    """The address of a cycle."""
    return url_for("noticeboard.cycle", congress=cycle.congress.slug, cycle=cycle.slug)


def source_data(source: Source | None) -> dict[str, Any] | None:
    """Where a figure was published."""
    return {"kind": source.kind.value, "url": source.link} if source else None


def past_project_data(past: Past, project: Project) -> dict[str, Any]:
    """One archived project; null is what was not published."""
    vote = past.votes.get(project.id)
    return {
        "id": project.number,
        "title": project.title,
        "content": project.content or None,
        "stage": project.stage.value if project.stage else None,
        "adopted": project.adopted,
        "approve": vote.approve if vote else None,
        "oppose": vote.oppose if vote else None,
        "abstain": vote.abstain if vote else None,
        "share_percent": vote.share_percent or None if vote else None,
        "rank": vote.rank if vote else None,
        "total_yuan": project.total_yuan,
        "year_yuan": project.year_yuan,
        "funding": project.funding or None,
        "unit": project.unit_name or None,
        "deadline": project.deadline_words or None,
        "note": project.note or None,
        "source": source_data(project.source),
    }


def past_data(past: Past) -> dict[str, Any]:
    """All of an archived cycle."""
    return {
        "congress": past.cycle.congress.slug,
        "cycle": past.cycle.slug,
        "title": past.cycle.title,
        "archived": True,
        "ballot": ballot_data(past.ballot) if past.ballot else None,
        "projects": [past_project_data(past, project) for project in past.projects],
        "statements": [statement_data(row) for row in past.statements],
        "ratings": [rating_data(row, past.odd) for row in past.ratings],
    }


def ballot_data(ballot: ArchivedBallot) -> dict[str, Any]:
    """The figures of a past session."""
    return {
        "held_on": ballot.held_on or None,
        "all": ballot.all_deputies,
        "present": ballot.present,
        "issued": ballot.issued,
        "received": ballot.received,
        "candidates": ballot.candidates or None,
        "seats": ballot.selected or None,
        "method": ballot.method or None,
        "source": source_data(ballot.source),
    }


def statement_data(row: Statement) -> dict[str, Any]:
    """A published statement of progress, word for word."""
    return {
        "about": row.about,
        "on": row.on,
        "text": row.text or None,
        "percent": row.percent or None,
        "percent_kind": row.percent_kind or None,
        "planned_yuan": row.planned_yuan,
        "done_yuan": row.done_yuan,
        "status": row.status or None,
        "note": row.note or None,
        "source": source_data(row.source),
    }


def rating_data(row: ArchivedRating, odd: set[int]) -> dict[str, Any]:
    """A published rating; `odd` marks counts that do not sum as the others of the same evaluation do."""
    return {
        "about": row.about,
        "on": row.on or None,
        "evaluator": row.evaluator or None,
        "voters": row.voters or None,
        "satisfied": row.satisfied,
        "basic": row.basic,
        "dissatisfied": row.dissatisfied,
        "abstain": row.abstain,
        "total": row.total,
        "odd_total": row.id in odd,
        "rate_percent": row.rate_percent or None,
        "rate_kind": row.rate_kind or None,
        "verdict": row.verdict or None,
        "note": row.note or None,
        "source": source_data(row.source),
    }
