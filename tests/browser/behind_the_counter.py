"""What offices, unit, deputies and group do in the year of a resident, by their verbs: other walks do it by hand."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from decimal import Decimal

from tests.ballots import hall
from tests.browser.running import Site
from tests.delivery import making
from tests.people import People
from tests.supervision import scene
from votes.ballots import announcing
from votes.ballots.profile_rules import Terms
from votes.common.db import db, writing
from votes.delivery.models import FundSource
from votes.delivery.month_rules import Month
from votes.delivery.reporting import report_done
from votes.delivery.said import Achieved, Said, Spent
from votes.evaluation.closing import close
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.proposals.models import Proposal
from votes.proposals.point_rules import PointKind
from votes.proposals.points import Point, PointFacts, add_point
from votes.supervision.confirmations import confirm
from votes.supervision.messages import HandedOn, ResidentMessage

POINT, TITLE = "南街征集点", "南街公厕改造"
OTHERS = ("北街停车场建设", "西街足球场建设")
ANSWER = f"您的建议已列入候选项目“{TITLE}”。"
DECIDER = "县政府常务会议"
REPLY = "灯管已全部换好，往后每晚巡查一次。"
BY = "工作人员01"


def collecting(people: People) -> None:
    """The list of the year, open for a month, and a collection point."""
    cycle = cycle_of(people)
    cycle.collection_opens_on, cycle.collection_closes_on = date(2026, 1, 5), date(2026, 2, 5)
    add_point(cycle.congress, PointFacts(PointKind.point, POINT, "南街"))


def cycle_of(people: People) -> Cycle:
    """The list of the year."""
    return db.session.get_one(Cycle, people.ids["cycle_row"])


def project_of(people: People) -> Project:
    """What the resident's proposal became."""
    return next(one for one in cycle_of(people).projects if one.title == TITLE)


@contextmanager
def at_work(site: Site) -> Iterator[People]:
    """The people of a running site do something; it is kept."""
    assert site.people
    token = writing.set(True)
    with site.app.app_context():
        yield site.people
        db.session.commit()
    writing.reset(token)


def code_on_the_poster(site: Site) -> str:
    """What the QR code of the collection point says, after the address of the service."""
    with at_work(site):
        return db.session.query(Point).one().code


def take_up(site: Site) -> None:
    """审签公开, then 采纳: three candidates, of which one carries the proposal."""
    with at_work(site) as people:
        at, cycle, proposal = site.clock.at, cycle_of(people), db.session.query(Proposal).one()
        for number, title in enumerate((TITLE, *OTHERS), 1):
            candidate = Project(congress_id=proposal.congress_id, number=number, title=title)
            candidate.stage, candidate.unit_id = Stage.proposed, people.ids["unit_row"]
            candidate.content = candidate.year_goal = (
                "新建公厕326座，改造64座" if title == TITLE else "新建1处"
            )
            cycle.projects.append(candidate)
            candidate.move_to(Stage.candidate, at, BY)
        db.session.flush()
        proposal.release(proposal.title, proposal.what, proposal.place, False, at, BY, len(proposal.steps))
        proposal.take_up(project_of(people), ANSWER, at, BY, len(proposal.steps), DECIDER)
        cycle.candidates_published_at = at


def hold_the_vote(site: Site) -> None:
    """代表决: two of three are adopted, and it is announced with all figures."""
    with at_work(site) as people:
        here = hall.make_hall(people, candidates=0)
        hall.sign_in(here, 10)
        hall.adopt_rules(here, Terms(seats=2, most=None, publish="counts"))
        round = hall.prepare_round(here)
        hall.whole_round(round, 10, [9, 8, 3])
        announcing.announce(round, "1", site.clock.at.date(), "公告全文", hall.OFFICE, site.clock.at)


def start_the_work(site: Site) -> None:
    """政府办: the plan is published, a group formed, the report of July signed off."""
    with at_work(site) as people:
        project = project_of(people)
        plan = making.toilets_plan(project)
        plan.submit(making.UNIT, making.noon(2026, 3, 18))
        plan.publish(making.GOVERNMENT, making.noon(2026, 3, 20))
        scene.add_group(people, project)
        report(site, project, Month(2026, 7), making.july(next_words="新建45座", why_slow="连续降雨"))


def report(site: Site, project: Project, month: Month, said: Said, before: Said | None = None) -> None:
    """A month's report, handed in and signed off."""
    handed_in = making.handed_in(project, month, said, site.clock.at, before=before)
    handed_in.accept(making.GOVERNMENT, site.clock.at)


def hand_on(site: Site) -> None:
    """公开并交办: the unit has to answer the message."""
    with at_work(site):
        message = db.session.query(ResidentMessage).one()
        unit, due_on = message.project.unit, site.clock.at.date() + timedelta(days=10)
        handed = HandedOn("公厕夜里没有灯", message.words, False, unit, due_on, "修好灯")
        message.hand_on(handed, scene.OFFICE, site.clock.at)


def reply(site: Site) -> None:
    """答复 by the unit, 复查 by the group, and the office lets everyone read it."""
    with at_work(site) as people:
        matter, at = db.session.query(ResidentMessage).one().matter, site.clock.at
        matter.answer(REPLY, [], scene.UNIT, at)
        matter.recheck(None, "现场看过，灯已亮", scene.by_group(people), at, scene.MARKS)
        matter.release(BY, at)


def finish(site: Site) -> None:
    """The last report, 报完成, 代表核查."""
    with at_work(site) as people:
        project, at = project_of(people), site.clock.at
        report(site, project, Month(2026, 11), all_done(), making.july())
        report_done(project, making.UNIT, at, True, "")
        confirm(project, True, "逐座看过，数量与承诺一致", scene.by_group(people), at)


def all_done() -> Said:
    """Everything that was promised, spent as planned."""
    days = {1: date(2026, 4, 9), 2: date(2026, 5, 20), 5: date(2026, 11, 28)}
    steps = {step: Achieved(reached_on=day) for step, day in days.items()}
    counted = {3: Achieved(Decimal(326)), 4: Achieved(Decimal(64))}
    return Said(steps | counted, {FundSource.own: Spent(98_000_000, 98_000_000)})


def end_the_year(site: Site) -> None:
    """办结."""
    with at_work(site) as people:
        assert project_of(people).stage is Stage.confirmed
        close(project_of(people), "代表测评安排在明年会议", BY, site.clock.at)
