"""Where things stand in the database of a running site: the ids that addresses carry."""

from datetime import date

import sqlalchemy as sa

from tests.browser.running import Site
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.congress.models import Sitting, Unit
from votes.projects.models import Project
from votes.proposals.models import Proposal


def sitting_on(site: Site, congress: str, day: date) -> int:
    """The sitting of this congress on this day."""
    with site.app.app_context():
        found = sa.select(Sitting).where(Sitting.held_on == day, Sitting.congress.has(slug=congress))
        return db.session.scalars(found).one().id


def newest_round(site: Site, congress: str) -> int:
    """The round that was prepared last."""
    with site.app.app_context():
        found = sa.select(Round).where(Round.congress.has(slug=congress)).order_by(Round.id.desc())
        return db.session.scalars(found.limit(1)).one().id


def session_of(site: Site, congress: str, day: date) -> int:
    """The session of the sitting on this day."""
    with site.app.app_context():
        return db.session.get_one(Sitting, sitting_on(site, congress, day)).session_id


def code_of_proposal(site: Site, congress: str, title: str) -> str:
    """The code under which a proposal is followed."""
    with site.app.app_context():
        found = sa.select(Proposal.code).where(Proposal.title == title, Proposal.congress.has(slug=congress))
        return db.session.scalars(found).one()


def unit_row(site: Site, congress: str, name: str) -> int:
    """A unit (责任单位) of this congress."""
    with site.app.app_context():
        found = sa.select(Unit.id).where(Unit.name == name, Unit.congress.has(slug=congress))
        return db.session.scalars(found).one()


def screened_numbers(site: Site, congress: str) -> list[int]:
    """The numbers of the projects in screening, in the order in which they were begun."""
    with site.app.app_context():
        found = sa.select(Project.number).where(Project.congress.has(slug=congress))
        return list(db.session.scalars(found.order_by(Project.id)))
