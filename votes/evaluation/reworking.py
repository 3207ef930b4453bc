"""整改的依据: which rating of a project asks for an order now; looked at for one project, and each day for all."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa

from votes.ballots.adopting import Purpose
from votes.ballots.round_rules import PUBLIC
from votes.ballots.rounds import Round
from votes.common.clock import day_of
from votes.common.db import db
from votes.delivery.troubles import SYSTEM
from votes.delivery.watching import living_lists
from votes.evaluation.beside import Ratings, Voice, public_spreads, ratings_of
from votes.evaluation.models import PublicRating
from votes.evaluation.rework import Rework, open_rework
from votes.evaluation.rework_rules import Failing, Judge, Verdict, first_failing, fresh, rate_of
from votes.evaluation.rules import Grade
from votes.evaluation.totals import Totals
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.supervision.models import Doer
from votes.supervision.rules import SUPERVISED, Hand


def failing_of(project: Project, ratings: Ratings, today: date) -> Failing | None:
    """The rating that asks for an order now: one that fails, newer than the last order, with none under way."""
    if project.stage not in SUPERVISED or ratings.rework is not None:
        return None
    settings = settings_of(project.cycle.settings)
    last = max((one.opened_at for one in ratings.reworks), default=None)
    verdicts = fresh(verdicts_of(ratings, today), day_of(last) if last else None)
    return first_failing(verdicts, settings.rating_rework_below, settings.rating_min_people)


def verdicts_of(ratings: Ratings, today: date) -> Iterator[Verdict]:
    """The ratings that count: the newest of the deputies, the running one of residents, every paper and survey."""
    after = max((one.turn for one in ratings.reworks), default=1)
    if ratings.deputies:
        yield verdict_of(ratings.deputies[0], ratings.deputies[0].on)
    if ratings.public and (ratings.public.turn == after):
        yield verdict_of(ratings.public, today)
    yield from (verdict_of(voice, voice.on) for voice in ratings.others)


def verdict_of(voice: Voice, on: date | None) -> Verdict:
    """A voice as the rule sees it."""
    return Verdict(voice.judge or Judge.public, voice.verdict, voice.spread, on)


def watch_ratings(on: date, at: datetime) -> list[Rework]:
    """每日: open the orders that ratings ask for, over all lists under way; on the same day nothing a second time."""
    opened = []
    for project in sorted(suspects(), key=lambda one: one.id):
        failing = failing_of(project, ratings_of(project), on)
        if failing is not None:
            opened.append(open_rework(project, failing, Doer(Hand.office, SYSTEM), at))
    return opened


def suspects() -> set[Project]:
    """Projects of which some rating may fail, found in a few queries; each is looked at closely then."""
    living = living_lists(None)
    rounds = sa.select(Round).where(
        Round.purpose == Purpose.rating,
        Round.state.in_(PUBLIC),
        Round.void_reason == "",
        Round.cycle_id.in_(living),
    )
    found = {project for round in db.session.scalars(rounds) for project in failed_in(round)}
    with_threshold = [
        cycle
        for cycle in db.session.scalars(sa.select(Cycle).where(Cycle.id.in_(living)))
        if settings_of(cycle.settings).rating_rework_below is not None
    ]
    return found.union(*(rated_low(cycle) for cycle in with_threshold))


def failed_in(round: Round) -> Iterator[Project]:
    """The projects a declared rating round found 不满意."""
    verdicts: dict[str, Any] = (round.result or {}).get("verdicts", {})
    for option in round.options:
        if option.project is not None and verdicts.get(option.key) == Grade.dissatisfied:
            yield option.project


def rated_low(cycle: Cycle) -> set[Project]:
    """The projects of a cycle that residents rate under its threshold, and all with totals of paper or a survey."""
    settings = settings_of(cycle.settings)
    inside = sa.select(Project.id).where(Project.cycle_id == cycle.id)
    spreads = public_spreads(PublicRating.project_id.in_(inside), cycle.congress_id)
    rates = {key: rate_of(spread, settings.rating_min_people) for key, spread in spreads.items()}
    below = settings.rating_rework_below or 0
    low = {project for (project, _turn), rate in rates.items() if rate is not None and rate < below}
    low |= set(db.session.scalars(sa.select(Totals.project_id).where(Totals.project_id.in_(inside))))
    return set(db.session.scalars(sa.select(Project).where(Project.id.in_(low))))
