"""Rows of results for the open data: each option of each declared round through its publish switch, and past years as published."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from votes.ballots.adopting import Purpose
from votes.ballots.publishing import Line, PublicResult, public_result
from votes.common.db import db
from votes.noticeboard.portions import Portion, Row
from votes.noticeboard.project_rows import declared_in
from votes.noticeboard.table_shapes import RESULTS
from votes.projects.archive import ArchivedBallot, ArchivedVote
from votes.projects.models import Project

BLANK: Row = dict.fromkeys(RESULTS.keys)
NUMBERS = ("all", "due", "present", "issued", "received", "valid", "invalid", "needed", "seats")


def result_rows(portion: Portion) -> Iterator[Row]:
    """Every option of every declared ballot and rating of these lists."""
    for round in declared_in(portion, Purpose.ballot, Purpose.rating):
        result = public_result(round)
        for line in result.lines if result else ():
            if result:
                yield result_row(portion, result, line)
    yield from past_rows(portion)


def result_row(portion: Portion, result: PublicResult, line: Line) -> Row:
    """One option of a declared round; its figures only where they are published."""
    round = result.round
    return {
        **BLANK,
        **portion.where(round.cycle_id),
        "round": round.number,
        "round_title": round.title,
        "declared_on": result.declared_on.isoformat() if result.declared_on else None,
        "publish": result.publish.value,
        **{key: getattr(result, key) for key in NUMBERS},
        "option": line.key,
        "title": line.title,
        "number": line.project.number if line.project else None,
        "fate": line.fate,
        **{key: number for key, number in (line.counts or {}).items() if key in BLANK},
        "url": portion.address(round.cycle_id),
    }


def past_rows(portion: Portion) -> Iterator[Row]:
    """What was published of the ballots of past years."""
    if not any(cycle.archived for cycle in portion.cycles.values()):
        return
    ballots = sa.select(ArchivedBallot).where(ArchivedBallot.cycle_id.in_(portion.ids))
    of_cycle = {ballot.cycle_id: ballot for ballot in db.session.scalars(ballots.order_by(ArchivedBallot.id))}
    votes = (
        sa.select(Project.cycle_id, Project.number, Project.title, Project.adopted, ArchivedVote)
        .join(ArchivedVote, ArchivedVote.project_id == Project.id)
        .where(Project.cycle_id.in_(portion.ids))
        .order_by(Project.congress_id, Project.cycle_id, Project.number)
    )
    for row in db.session.execute(votes):
        yield past_row(portion, row, of_cycle.get(row.cycle_id))


def past_row(portion: Portion, row: Any, ballot: ArchivedBallot | None) -> Row:
    """One project's votes in a past year, with the figures of its ballot."""
    vote: ArchivedVote = row.ArchivedVote
    return {
        **BLANK,
        **portion.where(row.cycle_id),
        **(past_figures(ballot) if ballot else {}),
        "option": str(row.number),
        "title": row.title,
        "number": row.number,
        "fate": {True: "adopted", False: "not_adopted", None: None}[row.adopted],
        **{key: getattr(vote, key) for key in ("approve", "oppose", "abstain")},
        "share_percent": vote.share_percent or None,
        "url": portion.address(row.cycle_id),
    }


def past_figures(ballot: ArchivedBallot) -> Row:
    """The figures of a past session's ballot."""
    return {
        "declared_on": ballot.held_on or None,
        "all": ballot.all_deputies,
        "present": ballot.present,
        "issued": ballot.issued,
        "received": ballot.received,
        "seats": int(ballot.selected) if ballot.selected.isdecimal() else None,
    }
