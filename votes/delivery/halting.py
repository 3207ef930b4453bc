"""暂缓、恢复、终止、重大调整: what the deciding body can be asked of a project now, who that body is, and where it leads."""

from datetime import date

import sqlalchemy as sa

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Body, Congress, Session
from votes.delivery.change_rules import deciding_body, meets_in_sessions
from votes.delivery.change_states import ChangeKind
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.stages import MOVES, Stage

LEADS_TO: dict[ChangeKind, Stage] = {
    ChangeKind.suspend: Stage.suspended,
    ChangeKind.resume: Stage.delivery,
    ChangeKind.terminate: Stage.terminated,
}
CHANGED_IN = (Stage.delivery, Stage.suspended)
"""Stages in which a project can be adjusted, suspended, resumed or ended."""


def kinds_open(project: Project) -> list[ChangeKind]:
    """What can be asked, and decided, of this project now."""
    if project.stage not in CHANGED_IN:
        return []
    moves = MOVES[project.stage]
    return [kind for kind in ChangeKind if kind not in LEADS_TO or LEADS_TO[kind] in moves]


def check_open(project: Project, kind: ChangeKind) -> None:
    """Refuse what cannot be decided of the project where it stands."""
    if kind not in kinds_open(project):
        raise RuleBroken(
            say(
                "This cannot be decided of the project now. Please load the page again to see where it stands."
            )
        )


def body_of(cycle: Cycle) -> Body:
    """决定机关: who decides on changes of this cycle's projects."""
    return deciding_body(settings_of(cycle.settings).adjust_body, cycle.congress.level)


def body_name(congress: Congress, body: Body) -> str:
    """The deciding body by its name, as it stands in the trace."""
    endings = {Body.standing_committee: "常务委员会", Body.presidium: "主席团"}
    return congress.name + endings.get(body, "")


def can_decide_now(congress: Congress, body: Body, on: date) -> bool:
    """Whether this body can take it up today: between its sessions a congress cannot."""
    if not meets_in_sessions(body):
        return True
    held = sa.select(Session).where(
        Session.congress_id == congress.id, Session.body == body, Session.begins_on <= on
    )
    return any(last_day(session) >= on for session in db.session.scalars(held))


def check_in_session(congress: Congress, body: Body, on: date) -> None:
    """Refuse a decision of a congress on a day on which it held no session: until then it waits (待大会决定)."""
    if not can_decide_now(congress, body, on):
        raise RuleBroken(
            say(
                "No session of the congress is on record for that day. Enter the session first, or check the day."
            )
        )


def last_day(session: Session) -> date:
    """The last day of a session: the one stated, else that of its last sitting."""
    days = [sitting.held_on for sitting in session.sittings if sitting.held_on]
    return session.ends_on or max(days, default=session.begins_on)
