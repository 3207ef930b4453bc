"""会议、票决、测评: what was held in these days, by the sittings and rounds on record."""

from collections.abc import Callable

import sqlalchemy as sa

from votes.ballots.adopting import Purpose
from votes.ballots.round_rules import PUBLIC
from votes.ballots.rounds import Round
from votes.ballots.standing import declared_on
from votes.common.db import db
from votes.congress.models import Body, Session, Sitting
from votes.congress.titles import session_title, sitting_title
from votes.yearbook.scope import Row, Scope, path_of


def sessions_of(*bodies: Body) -> Callable[[Scope], list[Row]]:
    """Sessions of these bodies that began in these days."""

    def rows(scope: Scope) -> list[Row]:
        found = db.session.scalars(
            sa.select(Session)
            .where(scope.mine(Session), Session.body.in_(bodies), scope.holds(Session.begins_on))
            .order_by(Session.begins_on, Session.id)
        )
        slug = scope.congress.slug
        return [
            Row(
                session_title(one),
                path_of("sessions.edit_session", congress=slug, session=one.id),
                one.begins_on,
            )
            for one in found
        ]

    return rows


def sittings(scope: Scope) -> list[Row]:
    """Sittings (全体会议) of all bodies held in these days."""
    found = db.session.scalars(
        sa.select(Sitting)
        .where(scope.mine(Sitting), scope.holds(Sitting.held_on))
        .order_by(Sitting.held_on, Sitting.id)
    )
    slug = scope.congress.slug
    return [
        Row(sitting_title(one), path_of("ballots.sitting", congress=slug, sitting=one.id), one.held_on)
        for one in found
    ]


def declared(scope: Scope, purpose: Purpose) -> list[Round]:
    """Rounds of this purpose whose result was declared in these days and counts."""
    found = db.session.scalars(
        sa.select(Round)
        .where(scope.mine(Round), Round.purpose == purpose, Round.state.in_(PUBLIC), Round.void_reason == "")
        .order_by(Round.id)
    )
    return [one for one in found if (day := declared_on(one)) and scope.first <= day <= scope.until]


def rounds_for(purpose: Purpose) -> Callable[[Scope], list[Row]]:
    """The rounds of this purpose as rows."""
    return lambda scope: [
        Row(
            one.title,
            path_of("ballots.round", congress=scope.congress.slug, sitting=one.sitting_id, round=one.id),
            declared_on(one),
        )
        for one in declared(scope, purpose)
    ]


def rated_projects(scope: Scope) -> list[Row]:
    """What deputies rated in session (满意度测评), one row for each time it was rated."""
    return [
        Row(
            option.title,
            path_of("ballots.round", congress=scope.congress.slug, sitting=one.sitting_id, round=one.id),
            declared_on(one),
        )
        for one in declared(scope, Purpose.rating)
        for option in one.options
    ]
