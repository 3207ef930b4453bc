"""All that everyone may see of a list that is under way, asked of each room once."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from functools import cached_property

import sqlalchemy as sa
from flask import url_for
from sqlalchemy.orm import selectinload

from votes.ballots.announcing import Announcement, announcements
from votes.ballots.publishing import PublicResult, public_result
from votes.ballots.standing import Standing, standing_result
from votes.common.db import db
from votes.delivery.carrying import Carried, carried_on
from votes.delivery.progress import WallRow, wall
from votes.noticeboard.seen import public_projects
from votes.projects.models import Cycle, Project
from votes.projects.stages import CHOSEN, Stage
from votes.proposals.figures import Funnel, Unanswered, funnel, unanswered
from votes.supervision.ledger import Entry, ledger


class Living:
    """All that everyone may see of one cycle on one day; each room is asked once, and only if a page shows it."""

    def __init__(self, cycle: Cycle, on: date) -> None:
        self.cycle, self.on = cycle, on

    @cached_property
    def projects(self) -> list[Project]:
        """The projects that everyone may see, in ballot order."""
        return self.listed()

    @cached_property
    def stages(self) -> Counter[Stage]:
        """How many of them stand at each stage: hundreds are counted faster than read."""
        counted = sa.select(Project.stage, sa.func.count()).where(*public_projects(self.cycle))
        return Counter(
            {stage: n for stage, n in db.session.execute(counted.group_by(Project.stage)) if stage}
        )

    def listed(self, *which: sa.ColumnElement[bool]) -> list[Project]:
        """Of the projects that everyone may see these, in ballot order."""
        asked = sa.select(Project).where(*public_projects(self.cycle), *which).order_by(Project.number)
        return list(db.session.scalars(asked.options(selectinload(Project.unit))))

    @cached_property
    def funnel(self) -> Funnel:
        """How many proposals became how many projects."""
        return funnel(self.cycle)

    @cached_property
    def unanswered(self) -> Unanswered:
        """How many proposals have no answer yet."""
        return unanswered(self.cycle, self.on)

    @cached_property
    def standing(self) -> Standing | None:
        """What stands adopted."""
        return standing_result(self.cycle)

    @cached_property
    def results(self) -> list[PublicResult]:
        """The declared rounds, as far as they are public."""
        found = [public_result(one) for one in self.standing.rounds] if self.standing else []
        return [result for result in found if result is not None]

    @cached_property
    def wall(self) -> list[WallRow]:
        """The projects that are carried out, worst first."""
        return wall(self.cycle, self.on, public=True)

    def wall_of(self, projects: Collection[int]) -> list[WallRow]:
        """Of the projects that are carried out these, by their ids: a place asks for few of a long list."""
        return wall(self.cycle, self.on, True, (Project.id.in_(projects),))

    @cached_property
    def carried(self) -> list[Carried]:
        """Projects of earlier years that are carried on (结转)."""
        return carried_on(self.cycle, self.on, public=True)

    @cached_property
    def ledger(self) -> list[Entry]:
        """The findings that everyone may read."""
        return ledger(self.cycle, self.on)

    @cached_property
    def announcements(self) -> list[Announcement]:
        """The announcements of the ballot."""
        return announcements(self.cycle)

    @cached_property
    def address(self) -> str:
        """The address of the cycle's page."""
        return url_for("noticeboard.cycle", congress=self.cycle.congress.slug, cycle=self.cycle.slug)

    def address_of(self, number: int) -> str:
        """The address of a project: long lists hold hundreds, so the cycle's is asked for once."""
        return f"{self.address}/{number}"

    @property
    def chosen(self) -> int:
        """How many were adopted by the ballot."""
        return sum(self.stages[stage] for stage in CHOSEN)

    @property
    def is_decided(self) -> bool:
        """Whether the ballot is over."""
        return self.standing is not None and self.standing.is_final
