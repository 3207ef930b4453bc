"""What stands: the projects adopted over all declared rounds of a cycle, and how deputies rated a project.

Everything here keeps to the publish switch, so that no page that uses it can say more than was decided.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa

from votes.ballots.adopting import Publish, Purpose
from votes.ballots.deciding import settlement_of
from votes.ballots.lookup import rounds_of
from votes.ballots.round_rules import PUBLIC, Deed
from votes.ballots.rounds import Option, Round
from votes.common.clock import day_of
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.projects.stages import CHOSEN, Stage


@dataclass(frozen=True)
class Standing:
    """The ballot of a cycle: what is adopted, out, or still open, over its declared rounds.

    `adopted` is in ballot order, or in order of votes where the publish switch allows that.
    """

    rounds: Sequence[Round]
    adopted: Sequence[Project]
    not_adopted: Sequence[Project]
    undecided: Sequence[Project]
    is_final: bool


def declared(rounds: Sequence[Round]) -> list[Round]:
    """Those of these rounds whose result was declared."""
    return [one for one in rounds if one.state in PUBLIC and not one.is_void]


def declared_on(round: Round) -> date | None:
    """The day on which the chair declared the result."""
    at = next((step.at for step in round.steps if step.deed is Deed.declare), None)
    return day_of(at) if at else None


def adopted_keys(round: Round) -> list[str]:
    """Ids of what the round adopted, most approvals first, a settled tie included."""
    settlement = settlement_of(round)
    found: list[str] = settlement.adopted if settlement else (round.result or {}).get("adopted", [])
    return list(found)


def standing_result(cycle: Cycle) -> Standing | None:
    """What stands adopted by the ballot of this cycle; None before any round is declared."""
    rounds = declared(rounds_of(cycle, Purpose.ballot))
    if not rounds:
        return None
    options = {
        option.project_id: option.project for one in rounds for option in one.options if option.project
    }
    projects = list(options.values()) or [p for p in cycle.projects if p.stage is not Stage.declined]
    projects.sort(key=lambda project: project.number)
    return Standing(
        rounds=rounds,
        adopted=_in_order(rounds, [project for project in projects if project.stage in CHOSEN]),
        not_adopted=[project for project in projects if project.stage is Stage.not_adopted],
        undecided=[project for project in projects if project.stage is Stage.candidate],
        is_final=rounds[-1].ends_ballot,
    )


def _in_order(rounds: Sequence[Round], adopted: list[Project]) -> list[Project]:
    """Adopted projects in ballot order, or by votes if every round may show that."""
    if any(one.publish is Publish.list for one in rounds):
        return adopted
    order = [one.option(key).project_id for one in rounds for key in adopted_keys(one)]
    return sorted(adopted, key=lambda project: order.index(project.id) if project.id in order else 0)


@dataclass(frozen=True)
class Rated:
    """How the deputies rated a project in one round: verdict, and the counts where they are published."""

    round: Round
    on: date | None
    verdict: str
    valid: int
    counts: dict[str, int] | None


def rating_results(project: Project) -> list[Rated]:
    """Every declared rating of a project by deputies (测评), the newest first."""
    query = (
        sa.select(Option)
        .join(Round, Option.round_id == Round.id)
        .where(
            Option.congress_id == project.congress_id,
            Option.project_id == project.id,
            Round.purpose == Purpose.rating,
            Round.state.in_(PUBLIC),
            Round.void_reason == "",
        )
    )
    found = db.session.scalars(query.order_by(Round.id.desc()))
    return [_rated(option) for option in found]


def _rated(option: Option) -> Rated:
    round, result = option.round, option.round.result or {}
    shown = result["counts"][option.key] if round.publish is Publish.counts else None
    verdict = result["verdicts"][option.key]
    return Rated(round, declared_on(round), verdict, result["valid"], shown)
