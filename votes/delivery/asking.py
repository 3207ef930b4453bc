"""变更申请 begun: asked for by the unit, or recorded at once as the body decided it; and what a changed plan needs."""

from datetime import date, datetime

from sqlalchemy import func, select

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress
from votes.delivery.change_rules import Limits, Terms, Votes, Why, majors
from votes.delivery.change_states import CHANGE_MOVES, GRANTED, OPEN, ChangeKind, ChangeState, Ground
from votes.delivery.changes import Change
from votes.delivery.drafting import plans_of
from votes.delivery.halting import body_of, check_open
from votes.delivery.models import Plan, asked_before_publishing
from votes.delivery.states import Hand, PlanState, check_move
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project
from votes.projects.settings import CycleSettings, settings_of


def changes_of(project: Project) -> list[Change]:
    """All requests about a project, the newest first."""
    wanted = select(Change).where(Change.congress_id == project.congress_id, Change.project_id == project.id)
    return list(db.session.scalars(wanted.order_by(Change.number.desc())))


def changes_in(congress: Congress, cycle: Cycle | None = None) -> list[Change]:
    """All requests of a congress, or of one of its cycles, the newest first."""
    wanted = select(Change).where(Change.congress_id == congress.id).order_by(Change.id.desc())
    if cycle is not None:
        wanted = wanted.where(Change.project.has(cycle_id=cycle.id))
    return list(db.session.scalars(wanted))


def open_change(project: Project) -> Change | None:
    """The request that is under way; a project has one at a time."""
    return next((change for change in changes_of(project) if change.state in OPEN), None)


def ask(
    project: Project,
    kind: ChangeKind,
    ground: Ground,
    words: str,
    document: Document | None,
    hand: Hand,
    at: datetime,
) -> Change:
    """申请: ask the deciding body for a change, with the reason and the paper that shows it."""
    check_move(CHANGE_MOVES, None, ChangeState.asked, hand)
    if document is None:
        raise RuleBroken(say("Please attach the paper that shows why."))
    change = begun(project, kind, ground, words)
    change.move(ChangeState.asked, hand, at, asked_at=at, document=document, entered_for=hand.for_unit)
    db.session.add(change)
    db.session.flush()
    return change


def record_decision(
    project: Project,
    kind: ChangeKind,
    ground: Ground,
    words: str,
    votes: Votes,
    decided_on: date,
    decision: Document | None,
    hand: Hand,
    at: datetime,
) -> Change:
    """Record at once what the body decided without a request in the system, with its vote and document."""
    check_move(CHANGE_MOVES, None, ChangeState.approved, hand)
    change = begun(project, kind, ground, words)
    change.decide(votes, decided_on, decision, hand, at)
    db.session.add(change)
    db.session.flush()
    return change


def begun(project: Project, kind: ChangeKind, ground: Ground, words: str) -> Change:
    """A request with its next number, if the project can be changed so and no other request is under way."""
    check_open(project, kind)
    if not words.strip():
        raise RuleBroken(say("Please say why it is to be changed."))
    if open_change(project) is not None:
        raise RuleBroken(say("A request for this project is under way. It has to be decided first."))
    last = select(func.max(Change.number)).where(
        Change.congress_id == project.congress_id, Change.project_id == project.id
    )
    return Change(
        congress_id=project.congress_id,
        project_id=project.id,
        project=project,
        number=(db.session.scalar(last) or 0) + 1,
        kind=kind,
        ground=ground,
        words=words.strip(),
        body=body_of(project.cycle),
    )


def terms_of(plan: Plan) -> Terms:
    """What a plan promises that can be measured."""
    goals = {(goal.title, goal.unit): goal.number for goal in plan.goals}
    return Terms(plan.deadline, sum(fund.planned_yuan for fund in plan.funds), goals)


def limits_of(settings: CycleSettings) -> Limits:
    """What counts as major in a cycle."""
    return Limits(settings.major_money_percent, settings.major_delay_days, settings.major_quantity_percent)


def base_of(plan: Plan) -> Plan | None:
    """What a new version is measured against: the last one that was approved by the body, else the first promise."""
    approved = {change.plan_id for change in changes_of(plan.project)}
    published = [one for one in plans_of(plan.project) if one.state is PlanState.published]
    earlier = [one for one in published if one.version < plan.version]
    return next((one for one in earlier if one.id in approved), earlier[-1] if earlier else None)


def why_major(plan: Plan) -> list[Why]:
    """Why a version of a plan is a major change of what was promised; empty for the first, and for a small one."""
    base = base_of(plan)
    if base is None:
        return []
    return majors(terms_of(base), terms_of(plan), limits_of(settings_of(plan.project.cycle.settings)))


def granted_for(project: Project) -> Change | None:
    """An approved adjustment that no version of the plan has carried out yet."""
    return next(
        (
            change
            for change in changes_of(project)
            if change.kind is ChangeKind.adjust and change.state in GRANTED and change.plan_id is None
        ),
        None,
    )


@asked_before_publishing
def check_major(plan: Plan) -> None:
    """Refuse to publish a major change that the deciding body has not approved; an approved one is used up by it."""
    if not why_major(plan):
        return
    granted = granted_for(plan.project)
    if granted is None:
        raise RuleBroken(
            say(
                "This is a major change of the plan: the deciding body has to approve it first."
                " Ask for it on the project's page, or return the plan."
            )
        )
    granted.plan = plan
