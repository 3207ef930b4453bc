"""What a plan says, in plain values: prefilled from what the candidate already says, copied for a new version."""

from sqlalchemy import func, select

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.delivery.goals_read import goals_in
from votes.delivery.models import Fund, FundSource, Milestone, Plan, PlanGoal
from votes.delivery.plan_said import GoalSaid as GoalSaid
from votes.delivery.plan_said import MilestoneSaid as MilestoneSaid
from votes.delivery.plan_said import PlanSaid as PlanSaid
from votes.delivery.states import PlanState
from votes.delivery.step_templates import kind_of, steps_for
from votes.projects.models import Project
from votes.projects.stages import Stage

MOST_GOALS = 12
PLANNED_IN = (Stage.adopted, Stage.delivery, Stage.suspended)
SIGNS_OF_SOURCE = (
    (FundSource.higher, ("上级", "中央", "省级", "转移支付", "专项债")),
    (FundSource.private, ("社会", "企业", "自筹", "PPP")),
)
"""Words by which a candidate's 资金来源 tells where money comes from; without any it is the own budget."""


def plans_of(project: Project) -> list[Plan]:
    """All versions of a project's plan, the newest first."""
    wanted = select(Plan).where(Plan.congress_id == project.congress_id, Plan.project_id == project.id)
    return list(db.session.scalars(wanted.order_by(Plan.version.desc())))


def plan_in_force(project: Project) -> Plan | None:
    """The newest published plan."""
    return next((plan for plan in plans_of(project) if plan.state is PlanState.published), None)


def open_plan(project: Project) -> Plan | None:
    """The version that is not published yet: drafted, handed in, or returned."""
    return next((plan for plan in plans_of(project) if plan.state is not PlanState.published), None)


def prefilled(project: Project) -> PlanSaid:
    """What the candidate's fields already say of the plan, with the usual steps of its kind; nothing is asked twice."""
    task = project.year_goal or project.content
    goals = [GoalSaid(*one) for one in goals_in(task)][:MOST_GOALS]
    kind = kind_of(project.category, f"{project.title} {task}")
    money = project.year_yuan if project.year_yuan is not None else project.total_yuan
    return PlanSaid(
        task=task,
        deadline=project.deadline,
        leader=project.leader,
        co_units=project.co_units,
        money_words=project.funding,
        goals=goals,
        milestones=steps_for(kind, goals, project.cycle.year, project.deadline),
        funds={} if money is None else {source_told(project.funding): money},
    )


def source_told(funding: str) -> FundSource:
    """Where the candidate's words say that the money comes from."""
    told = (source for source, signs in SIGNS_OF_SOURCE if any(sign in funding for sign in signs))
    return next(told, FundSource.own)


def contents(plan: Plan) -> PlanSaid:
    """What a plan says now."""
    return PlanSaid(
        plan.task,
        plan.deadline,
        plan.leader,
        plan.co_units,
        plan.money_words,
        plan.measures,
        plan.why,
        [GoalSaid(goal.title, goal.number, goal.unit) for goal in plan.goals],
        [milestone_said(milestone) for milestone in plan.milestones],
        {fund.source: fund.planned_yuan for fund in plan.funds},
    )


def milestone_said(milestone: Milestone) -> MilestoneSaid:
    """What a plan says of one milestone."""
    return MilestoneSaid(
        milestone.title,
        milestone.weight,
        milestone.ends_on,
        milestone.starts_on,
        milestone.goal.seq if milestone.goal else None,
        milestone.target,
        milestone.key,
    )


def begin(project: Project, why: str = "") -> Plan:
    """Open a draft: the first one, or a new version that copies the plan in force and says why."""
    check_plannable(project)
    versions = plans_of(project)
    if versions and versions[0].state is not PlanState.published:
        raise RuleBroken(say("A version of this plan is already open. Please load the page again."))
    if versions and not why:
        raise RuleBroken(say("Please say why the published plan is changed."))
    plan = Plan.opened(project, len(versions) + 1, why)
    db.session.add(plan)
    db.session.flush()
    if versions:
        write(plan, contents(versions[0]))
        plan.why = why
    return plan


def check_plannable(project: Project) -> None:
    """Refuse a plan for a project that is not adopted, or over."""
    if project.stage not in PLANNED_IN:
        raise RuleBroken(say("A plan is made once a project is adopted, and until it is reported done."))


def write(plan: Plan, said: PlanSaid) -> None:
    """Write a draft anew; milestones keep the key by which what was achieved is carried along."""
    if not plan.is_open:
        raise RuleBroken(say("This plan has already been handed in. Please load the page again."))
    plan.unit_name = plan.project.unit_name
    plan.revision += 1
    for name in ("task", "deadline", "leader", "co_units", "money_words", "measures"):
        setattr(plan, name, getattr(said, name))
    fresh = unused_key(plan.project)
    for rows in (plan.milestones, plan.goals, plan.funds):
        rows.clear()
        db.session.flush()
    add_rows(plan, said, fresh)
    db.session.flush()


def add_rows(plan: Plan, said: PlanSaid, fresh: int) -> None:
    """The goals, milestones and money of a draft; `fresh` is the first key that was never used."""
    here = plan.congress_id
    plan.goals += [
        PlanGoal(congress_id=here, seq=seq, title=goal.title, number=goal.number, unit=goal.unit)
        for seq, goal in enumerate(said.goals, 1)
    ]
    kept = {row.key for row in said.milestones if row.key is not None}
    for seq, row in enumerate(said.milestones, 1):
        key = row.key
        if key is None or key >= fresh or key not in kept:
            key, fresh = fresh, fresh + 1
        kept.discard(key)
        plan.milestones.append(milestone_row(plan, row, seq, key))
    plan.funds += [
        Fund(congress_id=here, source=source, planned_yuan=yuan) for source, yuan in said.funds.items()
    ]


def milestone_row(plan: Plan, row: MilestoneSaid, seq: int, key: int) -> Milestone:
    """A milestone of a draft; one that measures a goal and names no target measures the whole goal."""
    goal = plan.goals[row.goal - 1] if row.goal and row.goal <= len(plan.goals) else None
    return Milestone(
        congress_id=plan.congress_id,
        key=key,
        seq=seq,
        title=row.title,
        weight=row.weight,
        starts_on=row.starts_on,
        ends_on=row.ends_on,
        goal=goal,
        target=(row.target or goal.number) if goal else None,
    )


def unused_key(project: Project) -> int:
    """The first milestone key that no version of this project's plan has ever used."""
    used = select(func.max(Milestone.key)).join(Plan, Milestone.plan_id == Plan.id)
    return (db.session.scalar(used.where(Plan.project_id == project.id)) or 0) + 1
