"""建议、项目、资金、群众评价: what the lists of the year say of themselves."""

from collections.abc import Callable
from datetime import date

import sqlalchemy as sa

from votes.common.db import db
from votes.delivery.changes import Change
from votes.delivery.progress import Progress, wall
from votes.evaluation.models import PublicRating
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.stages import Stage
from votes.proposals.models import Proposal
from votes.yearbook.scope import Row, Scope, path_of, project_path, project_words

FINISHED = (Stage.done, Stage.confirmed, Stage.closed)


def proposals(*conditions: Callable[[Scope], sa.ColumnElement[bool]]) -> Callable[[Scope], list[Row]]:
    """Residents' proposals (建议) that meet these conditions, whatever list they are for."""

    def rows(scope: Scope) -> list[Row]:
        asked = sa.select(Proposal, Cycle.slug).join(Cycle, Cycle.id == Proposal.cycle_id)
        found = db.session.execute(
            asked.where(scope.mine(Proposal), *(condition(scope) for condition in conditions)).order_by(
                Proposal.received_on, Proposal.id
            )
        )
        slug = scope.congress.slug
        return [
            Row(
                f"{one.code} {one.title}",
                path_of("proposals.proposal", congress=slug, cycle=cycle, code=one.code),
                one.received_on,
            )
            for one, cycle in found
        ]

    return rows


def received(scope: Scope) -> sa.ColumnElement[bool]:
    """Received in these days."""
    return scope.holds(Proposal.received_on)


def answered(scope: Scope) -> sa.ColumnElement[bool]:
    """Answered by the end of these days."""
    return sa.and_(Proposal.answered_at.is_not(None), Proposal.answered_at < scope.end)


def at_stage(*stages: Stage) -> Callable[[Scope], list[Row]]:
    """Projects of the year's lists that stood at one of these stages on the last day."""
    return lambda scope: [
        Row(project_words(project), project_path("projects.project", project))
        for project, stage in scope.projects
        if stage in stages
    ]


def behind(scope: Scope) -> list[Row]:
    """Projects under way on the last day whose fact lagged behind the plan (偏慢、滞后)."""
    under_way = {project.id: project for project, stage in scope.projects if stage is Stage.delivery}
    return [
        Row(project_words(under_way[row.id]), project_path("delivery.project", under_way[row.id]))
        for cycle in scope.cycles
        for row in sorted(wall(cycle, scope.until), key=lambda row: row.number)
        if row.id in under_way and row.progress and is_behind(row.progress, cycle, scope.until)
    ]


def is_behind(progress: Progress, cycle: Cycle, on: date) -> bool:
    """Whether a project lagged by more than is still on track, or was past its deadline: its light then, whatever came after."""
    past = progress.deadline is not None and on > progress.deadline and not progress.finished
    return past or progress.lag > settings_of(cycle.settings).light_ok


def money(which: int) -> Callable[[Scope], list[Row]]:
    """元 of adopted projects on the last day: 0 planned 计划, 1 allocated 到位, 2 paid 支付."""
    return lambda scope: [
        Row(project_words(one), project_path("delivery.project", one), amount=yuan[which])
        for one, yuan in scope.money
    ]


def changes(scope: Scope) -> list[Row]:
    """Requests to change, suspend or end a project (变更申请) that a deciding body decided in these days, either way."""
    asked = sa.select(Change).where(scope.mine(Change), scope.holds(Change.decided_on))
    return [
        Row(project_words(one.project), project_path("delivery.project", one.project), one.decided_on)
        for one in db.session.scalars(asked.order_by(Change.decided_on, Change.id))
    ]


def public_ratings(scope: Scope) -> list[Row]:
    """How often residents rated projects in these days (群众评价), project by project."""
    found = db.session.execute(
        sa.select(Project, sa.func.count(PublicRating.id))
        .join(PublicRating, PublicRating.project_id == Project.id)
        .where(scope.mine(PublicRating), scope.holds(PublicRating.rated_on))
        .group_by(Project.id)
        .order_by(Project.id)
    )
    return [
        Row(project_words(one), project_path("evaluation.project", one), amount=times) for one, times in found
    ]
