"""Projects to carry out, as tests need them: the toilets of the look, with five milestones of 100 points."""

from datetime import UTC, date, datetime
from decimal import Decimal

from votes.accounts.roles import Role
from votes.common.db import db
from votes.delivery.models import Fund, FundSource, Milestone, Plan, PlanGoal
from votes.delivery.month_rules import Month
from votes.delivery.reports import MonthReport
from votes.delivery.said import Achieved, Said, Spent
from votes.delivery.states import Hand
from votes.projects.documents import Document, Kind
from votes.projects.models import Project
from votes.projects.stages import Stage

UNIT = Hand("工作人员03", frozenset({Role.unit}))
GOVERNMENT = Hand("工作人员02", frozenset({Role.government}))
OFFICE = Hand("工作人员01", frozenset({Role.office}), for_unit=True)
DEADLINE = date(2026, 11, 30)


def noon(year: int, month: int, day: int) -> datetime:
    """Noon of this day in China."""
    return datetime(year, month, day, 4, tzinfo=UTC)


def adopted_project(
    people, number: int = 10, unit: str = "unit_row", title: str = "“厕所革命”行动"
) -> Project:
    """A project that the congress has adopted."""
    project = Project(
        congress_id=people.ids["county"],
        cycle_id=people.ids["cycle_row"],
        number=number,
        title=title,
        stage=Stage.adopted,
        adopted=True,
        unit_id=people.ids[unit],
        co_units="县自然资源局",
        leader="副县长",
        year_goal="新建公厕326座，改造64座",
        funding="县财政",
        year_yuan=98_000_000,
        deadline=DEADLINE,
    )
    db.session.add(project)
    db.session.flush()
    return project


def toilets_plan(project: Project, version: int = 1) -> Plan:
    """A complete plan, not handed in."""
    plan = Plan.opened(project, version, "省里下达了新标准" if version > 1 else "")
    plan.leader, plan.deadline = "副县长", DEADLINE
    plan.task, plan.measures = "新建公厕326座，改造64座", "一项目一专班，每月调度"
    plan.money_words = "县财政安排9800万元"
    plan.funds = [Fund(congress_id=project.congress_id, source=FundSource.own, planned_yuan=98_000_000)]
    build, rebuild = plan.goals = [
        PlanGoal(congress_id=project.congress_id, seq=1, title="新建公厕", number=Decimal(326), unit="座"),
        PlanGoal(congress_id=project.congress_id, seq=2, title="改造公厕", number=Decimal(64), unit="座"),
    ]
    rows = (
        ("选址与用地手续", 10, date(2026, 3, 1), date(2026, 4, 15), None),
        ("招标与开工", 10, date(2026, 4, 1), date(2026, 5, 15), None),
        ("新建公厕", 55, date(2026, 5, 15), date(2026, 11, 15), build),
        ("改造公厕", 15, date(2026, 4, 15), date(2026, 9, 30), rebuild),
        ("验收、移交管养", 10, date(2026, 11, 1), date(2026, 11, 30), None),
    )
    plan.milestones = [
        Milestone(
            congress_id=project.congress_id,
            key=seq,
            seq=seq,
            title=title,
            weight=weight,
            starts_on=starts,
            ends_on=ends,
            goal=goal,
            target=goal.number if goal else None,
        )
        for seq, (title, weight, starts, ends, goal) in enumerate(rows, 1)
    ]
    db.session.add(plan)
    db.session.flush()
    return plan


def project_under_way(
    people, number: int = 10, unit: str = "unit_row", title: str = "“厕所革命”行动"
) -> Project:
    """A project whose plan was published on 20 March."""
    project = adopted_project(people, number, unit, title)
    plan = toilets_plan(project)
    plan.submit(UNIT, noon(2026, 3, 18))
    plan.publish(GOVERNMENT, noon(2026, 3, 20))
    return project


def july(built: int = 88, rebuilt: int = 49, **words: str) -> Said:
    """What the unit says of July."""
    return Said(
        {
            1: Achieved(reached_on=date(2026, 4, 9)),
            2: Achieved(reached_on=date(2026, 5, 20)),
            3: Achieved(Decimal(built)),
            4: Achieved(Decimal(rebuilt)),
            5: Achieved(),
        },
        {FundSource.own: Spent(62_000_000, 41_500_000)},
        **words,
    )


def handed_in(
    project: Project, month: Month, said: Said, at: datetime, version: int = 1, before: Said | None = None
) -> MonthReport:
    """A report that the unit has handed in."""
    plan = db.session.query(Plan).filter_by(project_id=project.id).order_by(Plan.version.desc()).first()
    report = MonthReport.opened(plan, month, version)
    db.session.add(report)
    report.fill(said)
    report.submit(UNIT, at, before or Said())
    db.session.flush()
    return report


def paper(project: Project, at: datetime) -> Document:
    """A paper in the rows alone."""
    made = Document(
        congress_id=project.congress_id,
        kind=Kind.paper,
        title="材料",
        media_type="application/pdf",
        hash="0" * 64,
        size=1,
        added_at=at,
    )
    db.session.add(made)
    return made
