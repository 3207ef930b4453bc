"""视察、交办事项: what supervision left on record in these days."""

from collections.abc import Callable, Collection

import sqlalchemy as sa
from flask import request

from votes.common.clock import day_of
from votes.common.db import db
from votes.supervision.inquiries import Inquiry, Promise
from votes.supervision.inquiry_rules import Form
from votes.supervision.inquiry_showing import place
from votes.supervision.inspections import Inspection
from votes.supervision.kinds import Kind
from votes.supervision.loop_rules import Mark
from votes.supervision.matters import Matter
from votes.supervision.rates import case_of
from votes.supervision.rules import State
from votes.supervision.showing import matter_address
from votes.yearbook.scope import Row, Scope, project_path, project_words

Condition = Callable[[Scope], sa.ColumnElement[bool]]


def inspections(scope: Scope) -> list[Row]:
    """Inspections (视察) that were held in these days."""
    found = db.session.scalars(
        sa.select(Inspection)
        .where(scope.mine(Inspection), scope.holds(Inspection.held_on))
        .order_by(Inspection.held_on, Inspection.id)
    )
    return [
        Row(
            f"{project_words(one.project)}，{one.place}",
            project_path("supervision.project", one.project),
            one.held_on,
        )
        for one in found
    ]


def matters(kinds: Collection[Kind], *conditions: Condition) -> Callable[[Scope], list[Row]]:
    """Matters (交办事项) of these kinds that meet these conditions, by number."""

    def rows(scope: Scope) -> list[Row]:
        asked = sa.select(Matter).where(scope.mine(Matter), Matter.kind.in_(kinds))
        found = db.session.scalars(asked.where(*(one(scope) for one in conditions)).order_by(Matter.number))
        return [row_of(one) for one in found]

    return rows


def overdue(scope: Scope) -> list[Row]:
    """Matters whose unit owes an answer on the day the report is asked for, and is late with it."""
    standing = db.session.scalars(sa.select(Matter).where(scope.mine(Matter)).order_by(Matter.number))
    return [row_of(one) for one in standing if one.late(scope.today) > 0]


def rated_suggestions(scope: Scope) -> list[Matter]:
    """Suggestions raised in these days whose deputy has rated how they were handled (满意度)."""
    asked = sa.select(Matter).where(scope.mine(Matter), Matter.kind == Kind.suggestion, raised(scope))
    found = db.session.scalars(asked.order_by(Matter.number))
    return [one for one in found if (case := case_of(one)) and case.overall is not None]


def rated(scope: Scope) -> list[Row]:
    """These suggestions."""
    return [row_of(one) for one in rated_suggestions(scope)]


def content(scope: Scope) -> list[Row]:
    """Those of them where no mark was 不满意."""
    found = rated_suggestions(scope)
    return [row_of(one) for one in found if (case := case_of(one)) and case.overall is not Mark.dissatisfied]


def inquiries(form: Form) -> Callable[[Scope], list[Row]]:
    """Inquiries or hearings of these days that were held, or go on."""

    def rows(scope: Scope) -> list[Row]:
        asked = sa.select(Inquiry).where(scope.mine(Inquiry), Inquiry.form == form)
        held = asked.where(Inquiry.began_at.is_not(None), scope.holds(Inquiry.held_on))
        return [
            Row(one.title, place(one).removeprefix(request.script_root), one.held_on)
            for one in db.session.scalars(held.order_by(Inquiry.held_on, Inquiry.number))
        ]

    return rows


def promises(scope: Scope) -> list[Row]:
    """What was promised at inquiries and handed over in these days."""
    asked = sa.select(Promise).where(scope.mine(Promise), scope.holds_moment(Promise.at))
    return [row_of(one.matter) for one in db.session.scalars(asked.order_by(Promise.id))]


def row_of(one: Matter) -> Row:
    """A matter as a row; nobody's name stands in it."""
    words = f"{one.number} {one.title}" + (f"（{one.project.title}）" if one.project else "")
    return Row(words, matter_address(one).removeprefix(request.script_root), day_of(one.raised_at))


def raised(scope: Scope) -> sa.ColumnElement[bool]:
    """Raised in these days, and neither withdrawn nor merged into another."""
    return sa.and_(scope.holds_moment(Matter.raised_at), Matter.state.not_in((State.withdrawn, State.merged)))


def answered(_scope: Scope) -> sa.ColumnElement[bool]:
    """With an answer of its unit, whatever became of it."""
    return Matter.answers > 0


def closed(scope: Scope) -> sa.ColumnElement[bool]:
    """Closed after a recheck (销号) in these days."""
    return scope.holds_moment(Matter.closed_at)
