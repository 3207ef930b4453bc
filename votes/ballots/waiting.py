"""What waits in the ballots: for the office round by round, for a badge in its own sitting."""

from collections.abc import Iterator
from datetime import date

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.ballots.adopting import Purpose
from votes.ballots.lookup import rounds_of, sessions_of
from votes.ballots.names import role_name
from votes.ballots.preparing import votable
from votes.ballots.round_rules import Mark, RoundState
from votes.ballots.rounds import Round
from votes.ballots.turns import Turn, address, turns
from votes.common.db import db
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.projects.models import Cycle

OVER = (RoundState.withdrawn,)


def waiting(actor: Actor, congress: Congress, _today: date) -> list[Waiting]:
    """Everything of this room that waits for this person."""
    if actor.badge and actor.badge.congress_id == congress.id:
        here = living_rounds(congress, Round.sitting_id == actor.badge.sitting_id)
        return [one for round in here for one in of_round(round, actor.badge.duty)]
    if not actor.has(congress, Role.office):
        return []
    found = [one for round in living_rounds(congress) for one in of_round(round, Role.office)]
    return found + list(to_prepare(congress))


def living_rounds(congress: Congress, *where: sa.ColumnElement[bool]) -> list[Round]:
    """Rounds that were not taken back."""
    query = sa.select(Round).where(Round.congress_id == congress.id, Round.state.not_in(OVER), *where)
    return list(db.session.scalars(query.order_by(Round.id)))


def of_round(round: Round, mark: Mark) -> Iterator[Waiting]:
    """What a round needs from this role, and what it waits for from others."""
    for turn in turns(round):
        if turn.is_needed:
            yield of_turn(round, turn, mark)


def of_turn(round: Round, turn: Turn, mark: Mark) -> Waiting:
    """One thing to do, mine or another role's."""
    mine = mark in turn.marks
    who = "" if mine else "、".join(str(role_name(one)) for one in turn.marks)
    url = turn.url if mine else address(round, "round")  # the step's own page opens for its doer alone
    return Waiting(turn.words, url, round.title, round.sitting.held_on, mine, who)


def to_prepare(congress: Congress) -> Iterator[Waiting]:
    """Lists with published candidates on which no round is prepared yet."""
    if not sessions_of(congress):
        return
    living = sa.select(Cycle).where(Cycle.congress_id == congress.id, Cycle.archived.is_(False))
    for cycle in db.session.scalars(living.order_by(Cycle.id)):
        ready = cycle.candidates_published_at and votable(cycle, Purpose.ballot)
        if ready and not rounds_of(cycle, Purpose.ballot):
            url = url_for("ballots.ballot", congress=congress.slug, cycle=cycle.slug)
            yield Waiting(_("Draft the rules and prepare the ballot"), url, cycle.title)
