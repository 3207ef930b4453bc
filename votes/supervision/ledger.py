"""问题清单: every finding with its dated steps, for the public as far as it was signed off, for others as they may see.

Nobody's name stands in it: the group is called by its title, the unit by its own.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import sqlalchemy as sa
from flask_babel import gettext as _
from sqlalchemy.orm import selectinload
from sqlalchemy.orm.interfaces import ORMOption

from votes.common.days import short_day
from votes.common.db import db
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project
from votes.supervision.kinds import Kind, Origin
from votes.supervision.matters import Matter
from votes.supervision.models import Group, Watch
from votes.supervision.moments import Moment, moments_of, said
from votes.supervision.pursuits import Listing
from votes.supervision.rules import STATE_NAMES, State
from votes.supervision.steps import Order, Reply


@dataclass(frozen=True)
class Entry:
    """One finding as the ledger shows it; `late` in days, `steps` as the ledger macro takes them.

    `is_finding`: it was found by those who watch the project, not written by a resident nor ordered after a rating.
    """

    project: Project | None
    number: int
    title: str
    state: State
    tag: str
    unit: str
    due_on: date | None
    late: int
    moments: Sequence[Moment]
    evidence: Sequence[Document] = ()
    taken_down: bool = False
    url: str = ""
    is_finding: bool = True

    @property
    def closed(self) -> bool:
        """Whether the loop has come to its end."""
        return self.state in (State.closed, State.withdrawn, State.merged)

    @property
    def steps(self) -> list[tuple[str, str]]:
        """The moments with their days in words."""
        return [(short_day(moment.on), moment.words) for moment in self.moments]


@cache
def all_steps() -> tuple[ORMOption, ...]:
    """Everything the steps of many matters need, in a handful of queries; made when first asked for."""
    return (
        selectinload(Matter.handover).selectinload(Order.unit),
        selectinload(Matter.handover).selectinload(Order.co_units),
        selectinload(Matter.pictures),
        selectinload(Matter.replies).selectinload(Reply.evidence),
        selectinload(Matter.rechecks),
        selectinload(Matter.presses),
        selectinload(Matter.listings).selectinload(Listing.lifting),
        selectinload(Matter.look_backs),
        selectinload(Matter.merger),
        selectinload(Matter.merged_into),
        selectinload(Matter.taken_in).selectinload(Matter.merger),
    )


def ledger(cycle: Cycle, today: date) -> list[Entry]:
    """What everyone may read of a cycle's findings, by project, the newest first."""
    return public_entries(cycle.congress_id, Project.cycle_id == cycle.id, today)


def ledger_of(project: Project, today: date) -> list[Entry]:
    """What everyone may read of a project's findings, the newest first."""
    return public_entries(project.congress_id, Project.id == project.id, today)


def public_entries(congress_id: int, wanted: sa.ColumnElement[bool], today: date) -> list[Entry]:
    """Entries of the released and taken down findings of these projects, in a handful of queries."""
    found = db.session.scalars(
        sa.select(Matter)
        .join(Project, Project.id == Matter.project_id)
        .where(Matter.congress_id == congress_id, wanted)
        .where(sa.or_(Matter.released_at.is_not(None), Matter.taken_down_at.is_not(None)))
        .order_by(Project.number, Matter.number.desc())
        .options(
            selectinload(Matter.project),
            selectinload(Matter.unit),
            *all_steps(),
        )
    ).all()
    titles = group_titles({finding.project_id for finding in found if finding.project_id})
    return [public_entry(finding, titles.get(finding.project_id or 0, ""), today) for finding in found]


def group_titles(projects: Iterable[int]) -> dict[int, str]:
    """The titles of these projects' groups, by the project's id."""
    rows = sa.select(Watch.project_id, Group.title).join(Group, Group.id == Watch.group_id)
    rows = rows.where(Watch.project_id.in_(list(projects)), Watch.ended_at.is_(None))
    return {project: title for project, title in db.session.execute(rows)}


def public_entry(finding: Matter, group: str, today: date) -> Entry:
    """What everyone may read of one finding: facts as they happen, words up to the last sign-off."""
    if finding.taken_down_at is not None:
        moments = [Moment(finding.taken_down_at, said(_("Taken down"), finding.taken_down_why))]
        return entry(finding, _("Taken down"), moments, today, taken_down=True)
    shown = [document for document in finding.documents() if document.released_at is not None]
    return entry(finding, finding.title, moments_of(finding, group, finding.shows), today, shown)


def whole_entry(finding: Matter, group: str, today: date, url: str) -> Entry:
    """A finding with all its words, for those who may see it."""
    moments = moments_of(finding, group, lambda _at: True)
    return entry(finding, finding.title, moments, today, finding.documents(), url=url)


def entry(
    finding: Matter,
    title: str,
    moments: Sequence[Moment],
    today: date,
    evidence: Sequence[Document] = (),
    taken_down: bool = False,
    url: str = "",
) -> Entry:
    """The entry of a finding under this title with these steps."""
    late = finding.late(today)
    return Entry(
        finding.project,
        finding.number,
        title,
        finding.state,
        tag_of(finding.state, late),
        finding.unit.name if finding.unit else "",
        finding.due_on,
        late,
        moments,
        evidence,
        taken_down,
        url,
        finding.kind is Kind.finding and finding.origin is not Origin.rating,
    )


def tag_of(state: State, late: int) -> str:
    """The state in a word, and by how many days an answer is overdue."""
    words = _(STATE_NAMES[state])
    return str(_("%(state)s, %(n)d days overdue", state=words, n=late) if late else words)
