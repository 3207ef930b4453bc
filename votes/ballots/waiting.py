"""What waits in the ballots: for the office round by round, for a badge in its own sitting."""

from collections.abc import Iterator, Sequence
from datetime import date

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.ballots import roll
from votes.ballots.adopting import Purpose
from votes.ballots.lookup import rounds_of, sessions_of
from votes.ballots.names import role_name
from votes.ballots.preparing import votable
from votes.ballots.round_rules import COUNTERS, Mark, RoundState
from votes.ballots.rounds import Round
from votes.ballots.turn import Turn, address
from votes.ballots.turns import turns
from votes.common.db import db
from votes.common.i18n import retold
from votes.common.waiting import Waiting
from votes.congress.meetings import sittings_between
from votes.congress.models import Congress, Sitting
from votes.congress.titles import sitting_title
from votes.congress.wording import words_of
from votes.projects.models import Cycle

OVER = (RoundState.withdrawn,)


def waiting(actor: Actor, congress: Congress, today: date) -> list[Waiting]:
    """Everything of this room that waits for this person."""
    if actor.badge and actor.badge.congress_id == congress.id:
        here = living_rounds(congress, Round.sitting_id == actor.badge.sitting_id)
        return list(of_rounds(here, actor.badge.duty, today))
    if not actor.has(congress, Role.office):
        return []
    return [*of_rounds(living_rounds(congress), Role.office, today), *to_prepare(congress)]


def of_rounds(rounds: Sequence[Round], mark: Mark, today: date) -> Iterator[Waiting]:
    """What these rounds need, their sign-in before all."""
    yield from to_sign_in(rounds, mark, today)
    for round in rounds:
        with retold(words_of(round.sitting.session.body)):
            found = list(of_round(round, mark))
        yield from found


def to_sign_in(rounds: Sequence[Round], mark: Mark, today: date) -> Iterator[Waiting]:
    """Sittings that have come, with a vote prepared, in which not all are signed in who are due (签到)."""
    preparing = [round.sitting for round in rounds if round.state is RoundState.preparing]
    for sitting in {one.id: one for one in preparing if one.held_on <= today}.values():
        now, mine = roll.figures(sitting), mark in COUNTERS
        if now.present < now.due:
            yield Waiting(
                _("Sign the deputies in"),
                sitting_url(sitting, "roll" if mine else "sitting"),
                sitting_title(sitting),
                sitting.held_on,
                mine,
                _("%(present)d of %(due)d are signed in", present=now.present, due=now.due),
            )


def sitting_url(sitting: Sitting, view: str) -> str:
    """The address of a page of a sitting."""
    return url_for(f"ballots.{view}", congress=sitting.congress.slug, sitting=sitting.id)


def sittings_now(actor: Actor, today: date) -> list[tuple[str, str]]:
    """The sitting of a badge, or those held today where the person is of the office: titles and addresses."""
    if actor.badge:
        found = [actor.badge.sitting]
    else:
        places = [one for one in actor.congresses if actor.has(one, Role.office)]
        found = [one for place in places for one in sittings_between(place, today, today)]
    return [(title_of(one), sitting_url(one, "sitting")) for one in found]


def title_of(sitting: Sitting) -> str:
    """The title of a sitting; that of a rehearsal, which is called the same, says that it is one."""
    title = sitting_title(sitting)
    return title if sitting.congress.is_public else _("%(title)s (rehearsal)", title=title)


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
