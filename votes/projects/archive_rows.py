"""One row of an archive's sheet becomes one fact of a past cycle, in place of what its year had of this kind before."""

import hashlib
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from votes.common.errors import RuleBroken, say
from votes.common.sheets import Row
from votes.projects.archive import (
    ArchivedBallot,
    ArchivedCollection,
    ArchivedRating,
    ArchivedVote,
    Practice,
    Statement,
)
from votes.projects.archive_taking import Kind, Taking
from votes.projects.models import Cycle, Project

WAN = 10_000


def project(taking: Taking, row: Row, position: int) -> None:
    """One archived project with its votes; its stage is not known, whether it was adopted may be."""
    congress = taking.congress(row)
    cycle = taking.cycle(congress, row["year"], Project)
    key = row["key"] or f"{congress.slug}-{cycle.year}-{row['seq'] or position}"
    number = int(key.rpartition("-")[2]) if key.rpartition("-")[2].isdigit() else row["seq"] or position
    check_once(taking, cycle, number, row)
    wanted = select(Project).where(Project.cycle_id == cycle.id, Project.number == number)
    found = taking.session.scalar(wanted) or Project(
        congress_id=congress.id, cycle_id=cycle.id, number=number
    )
    for name, value in project_fields(row).items():
        setattr(found, name, value)
    found.source, found.note = taking.source(congress, row), taking.said(row["note"])
    taking.session.add(found)
    taking.session.flush()
    if votes := votes_of(row):
        taking.session.add(ArchivedVote(congress_id=congress.id, project_id=found.id, **votes))
    taking.projects[key] = found


def check_once(taking: Taking, cycle: Cycle, number: int, row: Row) -> None:
    """Refuse two projects with one number: the second would overwrite the first."""
    if (cycle.id, number) in taking.numbers:
        raise RuleBroken(
            say("Row %(row)d of %(sheet)s: the year %(year)d has a project %(number)d already."),
            row=row.number,
            sheet=row.sheet,
            year=cycle.year,
            number=number,
        )
    taking.numbers.add((cycle.id, number))


def about(taking: Taking, row: Row, year: int, kind: Kind) -> dict[str, Any]:
    """Congress, cycle, project and source of a statement or rating."""
    project = taking.projects.get(row["project_key"] or "")
    congress = taking.congress(row)
    cycle = taking.cycle(congress, project.cycle.year if project else year, kind)
    return {
        "congress_id": congress.id,
        "cycle_id": cycle.id,
        "project_id": project.id if project else None,
        "about": row["project"] or "",
        "source_id": taking.source(congress, row).id,
        "balloted": taking.said(row["deputies_ballot_project"]),
        "note": taking.said(row["note"]),
    }


def ballot(taking: Taking, row: Row) -> None:
    """The session's figures."""
    congress = taking.congress(row)
    cycle = taking.cycle(congress, row["year"], ArchivedBallot)
    if taking.session.scalar(select(ArchivedBallot.id).where(ArchivedBallot.cycle_id == cycle.id)):
        return
    taking.session.add(
        ArchivedBallot(
            congress_id=congress.id,
            cycle_id=cycle.id,
            held_on=row["session_date"] or "",
            all_deputies=row["deputies_total"],
            present=row["deputies_present"],
            issued=row["ballots_issued"],
            received=row["ballots_collected"],
            candidates=row["candidates"] or "",
            selected=row["selected_count"] or "",
            method=taking.said(row["vote_method"]),
            secret=taking.said(row["secret"]),
            form=taking.said(row["decision_form"]),
            published=taking.said(row["result_published"]),
            note=taking.said(row["note"]),
            source_id=taking.source(congress, row).id,
        )
    )


def statement(taking: Taking, row: Row) -> None:
    """A published statement of progress."""
    facts, digest = about(taking, row, year_of(row), Statement), digest_of(row)
    if taking.has(Statement, facts["cycle_id"], digest):
        return
    taking.session.add(
        Statement(
            **facts,
            on=row["date"],
            text=row["text"] or "",
            percent=row["percent"] or "",
            percent_kind=taking.said(row["percent_kind"]),
            planned_yuan=yuan(row["planned_wan_yuan"]),
            done_yuan=yuan(row["done_wan_yuan"]),
            status=taking.said(row["status"]),
            digest=digest,
        )
    )


def rating(taking: Taking, row: Row) -> None:
    """A published satisfaction result."""
    facts, digest = about(taking, row, row["project_year"], ArchivedRating), digest_of(row)
    if taking.has(ArchivedRating, facts["cycle_id"], digest):
        return
    taking.session.add(
        ArchivedRating(
            **facts,
            on=row["date"] or "",
            evaluator=taking.said(row["evaluator"]),
            voters=row["n_participants"] or "",
            satisfied=row["satisfied"],
            basic=row["basically_satisfied"],
            dissatisfied=row["dissatisfied"],
            abstain=row["abstain"],
            rate_percent=row["rate_percent"] or "",
            rate_kind=taking.said(row["rate_kind"]),
            verdict=row["rating"] or "",
            digest=digest,
        )
    )


def collection(taking: Taking, row: Row) -> None:
    """A past collection."""
    congress, digest = taking.congress(row), digest_of(row)
    cycle = taking.cycle(congress, row["for_year"], ArchivedCollection)
    if taking.has(ArchivedCollection, cycle.id, digest):
        return
    plain = "window_start window_end window_days from_public from_deputies from_departments from_cppcc"
    plain += " after_merge candidates selected channels form_fields"
    taking.session.add(
        ArchivedCollection(
            congress_id=congress.id,
            cycle_id=cycle.id,
            collected=row["collected_total"] or "",
            note=taking.said(row["note"]),
            source_id=taking.source(congress, row).id,
            digest=digest,
            **{key: row[key] or "" for key in plain.split()},
        )
    )


def practice(taking: Taking, row: Row, number: int) -> None:
    """A rule or practice of some place."""
    if taking.session.scalar(select(Practice.id).where(Practice.seq == number)):
        return
    words = {
        key: taking.said(row[key]) for key in "stage parameter value level instrument evidence note".split()
    }
    taking.session.add(
        Practice(
            seq=number,
            place=taking.said(row["locality"]),
            year=row["year"] or "",
            url=row["source_url"] or "",
            **words,
        )
    )


def project_fields(row: Row) -> dict[str, Any]:
    """The published fields of a project."""
    return {
        "stage": None,
        "adopted": row["selected"],
        "title": row["title"],
        "content": row["content"] or "",
        "total_yuan": yuan(row["investment_wan_yuan"]),
        "year_yuan": yuan(row["annual_investment_wan_yuan"]),
        "funding": row["funding_source"] or "",
        "unit_words": row["responsible_unit"] or "",
        "deadline_words": row["deadline"] or "",
    }


def votes_of(row: Row) -> dict[str, Any]:
    """The published votes of a project; empty where none were."""
    votes = {
        "approve": row["votes_for"],
        "oppose": row["votes_against"],
        "abstain": row["votes_abstain"],
        "share_percent": row["votes_share_percent"] or "",
        "rank": row["rank_by_votes"],
    }
    return votes if any(value not in (None, "") for value in votes.values()) else {}


def year_of(row: Row) -> int:
    """The year in which a statement was published."""
    year = str(row["date"])[:4]
    if not year.isdecimal():
        raise RuleBroken(
            say("Row %(row)d of %(sheet)s: write the date like 2025-06-30, or the year alone."),
            row=row.number,
            sheet=row.sheet,
        )
    return int(year)


def yuan(wan: Decimal | None) -> int | None:
    """万元 as published, in 元."""
    return None if wan is None else int(wan * WAN)


def digest_of(row: Row) -> str:
    """What tells a row from every other: all that it says."""
    return hashlib.sha256(repr(sorted(row.values.items())).encode()).hexdigest()
