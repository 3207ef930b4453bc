"""督办, 挂牌, 合并, 回头看: what follows an order that is not simply answered and closed."""

from datetime import date, timedelta

import pytest

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.conftest import the_matter
from tests.supervision.scene import (
    MARKS,
    OFFICE,
    RATED,
    UNIT,
    add_finding,
    by_group,
    deputy,
    order_it,
    watched,
)
from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Unit
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.supervision.inquiries import Asked, Called, call
from votes.supervision.inquiry_rules import Form
from votes.supervision.loop_rules import Ending
from votes.supervision.matters import Matter
from votes.supervision.models import Doer
from votes.supervision.pursuing import Decided, Looked, end_listing, look_back, merge, press, raise_higher
from votes.supervision.register import is_so
from votes.supervision.rules import Hand, State

LATER = MORNING + timedelta(days=20)
AGAIN = date(2026, 5, 1)


def closed(people: People, project: Project) -> Matter:
    """A finding that was put right and closed."""
    finding = add_finding(people, project)
    order_it(people, finding)
    finding.answer("已补三座", [], UNIT, MORNING)
    finding.recheck(None, "三座都已补好", by_group(people), MORNING, MARKS)
    db.session.flush()
    return finding


def test_closing_plans_the_look_back_by_itself(people: People, context: None) -> None:
    finding = closed(people, watched(people))
    assert finding.look_back_on == MORNING.date() + timedelta(days=90)


def test_a_failed_look_back_opens_the_finding_and_its_project_again(people: People, context: None) -> None:
    project = watched(people)
    finding = closed(people, project)
    project.stage = Stage.closed
    look_back(finding, Looked(LATER.date(), "坡道又堵了", AGAIN, True), by_group(people), LATER)
    db.session.commit()
    assert (finding.state, finding.due_on, finding.look_back_on) == (State.returned, AGAIN, None)
    assert (project.stage, project.passages[-1].by) == (Stage.delivery, "监督一组")
    finding.answer("已清理", [], UNIT, LATER)
    finding.recheck(None, "已通畅", by_group(people), LATER, MARKS)
    db.session.commit()
    assert finding.look_back_on == LATER.date() + timedelta(days=90)


def test_a_look_back_that_stands_ends_it(people: People, context: None) -> None:
    finding = closed(people, watched(people))
    look_back(finding, Looked(LATER.date(), "通畅"), by_group(people), LATER)
    db.session.commit()
    assert (finding.state, finding.look_back_on) == (State.closed, None)
    with pytest.raises(RuleBroken, match="No look-back"):
        look_back(finding, Looked(LATER.date(), "通畅"), by_group(people), LATER)


def test_the_unit_neither_closes_nor_looks_back_on_what_it_was_handed(people: People, context: None) -> None:
    finding = closed(people, watched(people))
    with pytest.raises(RuleBroken, match="not yours"):
        look_back(finding, Looked(LATER.date(), "通畅"), UNIT, LATER)
    other = add_finding(people, finding.project, "照明不亮")
    order_it(people, other)
    other.answer("已修", [], UNIT, MORNING)
    with pytest.raises(RuleBroken, match="not yours"):
        other.recheck(None, "已修好", UNIT, MORNING, MARKS)


def test_whoever_acts_for_a_unit_that_helps_rechecks_nothing(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    db.session.flush()
    units = [db.session.get_one(Unit, people.ids[name]) for name in ("unit_row", "other_unit_row")]
    finding.order(units[0], AGAIN, "补建坡道", OFFICE, MORNING, units)
    assert finding.handover.co_units == units[1:]
    account = db.session.query(Account).filter_by(deputy_id=deputy(1, people).id).one()
    account.grants.append(Grant(congress_id=people.ids["county"], role=Role.unit, unit_id=units[1].id))
    finding.answer("已补三座", [], UNIT, LATER)
    with pytest.raises(RuleBroken, match="Recusal"):
        finding.recheck(None, "看过", by_group(people, 1), LATER, MARKS)
    finding.recheck(None, "看过", by_group(people, 3), LATER, MARKS)


def test_only_what_waits_for_a_unit_is_pressed_and_by_those_who_may(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    with pytest.raises(RuleBroken, match="can be pressed"):
        press(finding, "请抓紧", OFFICE, MORNING)
    order_it(people, finding)
    for doer in (OFFICE, Doer(Hand.government, "工作人员02"), by_group(people, 3)):
        press(finding, "请抓紧", doer, LATER)
    with pytest.raises(RuleBroken, match="may press"):
        press(finding, "请抓紧", UNIT, LATER)
    db.session.commit()
    assert [one.by for one in finding.presses] == ["工作人员01", "工作人员02", "代表003"]


def test_what_is_not_solved_is_raised_higher_and_listed(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    order_it(people, finding)
    finding.answer("正在研究", [], UNIT, LATER)
    finding.recheck(None, "没有动工", by_group(people), LATER, escalate=True)
    raise_higher(finding, State.listed, Decided("主任会议", "限期动工", AGAIN, "县领导01"), OFFICE, LATER)
    db.session.commit()
    assert (finding.state, finding.due_on, finding.listings[0].leader) == (State.listed, AGAIN, "县领导01")
    assert finding.late(AGAIN + timedelta(days=2)) == 2


def test_what_was_listed_is_found_as_listed_until_it_is_closed(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    order_it(people, finding)
    raise_higher(finding, State.listed, Decided("主任会议", "限期动工", AGAIN, "县领导01"), OFFICE, LATER)
    finding.answer("已动工", [], UNIT, LATER)
    finding.recheck(AGAIN, "还有两处", by_group(people), LATER)
    assert (finding.state, is_so(finding, "listed", LATER.date())) == (State.returned, True)
    finding.answer("都动工了", [], UNIT, LATER)
    finding.recheck(None, "看过", by_group(people), LATER, MARKS)
    assert not is_so(finding, "listed", LATER.date())


def test_a_listing_entered_by_mistake_leaves_it_as_it_was(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    order_it(people, finding)
    due = finding.due_on
    raise_higher(finding, State.listed, Decided("主任会议", "限期动工", AGAIN), OFFICE, LATER)
    with pytest.raises(RuleBroken, match="not yours"):
        end_listing(finding, Ending.taken_back, "录错了", UNIT, LATER)
    with pytest.raises(RuleBroken, match="No listing"):
        end_listing(finding, Ending.lifted, "已动工", OFFICE, LATER)
    end_listing(finding, Ending.taken_back, "录错了", OFFICE, LATER)
    db.session.commit()
    assert (finding.state, finding.due_on, len(finding.listings)) == (State.ordered, due, 1)
    assert not is_so(finding, "listed", LATER.date())
    with pytest.raises(RuleBroken, match="No listing"):
        end_listing(finding, Ending.taken_back, "再撤一次", OFFICE, LATER)


def test_what_is_asked_about_in_an_inquiry_is_not_taken_back(people: People, context: None) -> None:
    finding = add_finding(people, watched(people))
    order_it(people, finding)
    raise_higher(finding, State.inquired, Decided("主任会议", "当面答复", AGAIN), OFFICE, LATER)
    inquiry = call(finding.congress, Called(Form.special, "公厕专题询问", "", AGAIN, "会议室", ""))
    inquiry.ask(Asked("公厕", "何时建好", finding.unit, about=finding), "工作人员01", LATER)
    db.session.flush()
    with pytest.raises(RuleBroken, match="Strike that question"):
        end_listing(finding, Ending.taken_back, "录错了", OFFICE, LATER)


def test_merging_keeps_the_trace_on_both(people: People, context: None) -> None:
    project = watched(people)
    first, second = add_finding(people, project), add_finding(people, project, "坡道太陡")
    db.session.flush()
    with pytest.raises(RuleBroken, match="itself"):
        merge(second, second, "同一处", OFFICE, MORNING)
    merge(second, first, "同一处", OFFICE, MORNING)
    db.session.commit()
    assert (second.state, second.merged_into, first.taken_in) == (State.merged, first, [second])
    third = add_finding(people, project, "坡道太窄")
    db.session.flush()
    with pytest.raises(RuleBroken, match="settled"):
        merge(third, second, "同一处", OFFICE, MORNING)
    with pytest.raises(RuleBroken, match="cannot be withdrawn"):
        first.withdraw("重复", OFFICE, MORNING)


def test_closing_takes_three_marks_and_an_effect(people: People, finding_in, browser_of, kept) -> None:
    finding = finding_in(State.answered)
    browser = browser_of(people.deputy)
    bare = browser.send(f"{finding}/recheck", {"verdict": "closed", "words": "看过"})
    assert "三项都要评" in bare.text
    poor = {"verdict": "closed", "words": "看过", **RATED, "effect": "dissatisfied"}
    refused = browser.send(f"{finding}/recheck", poor)
    assert (refused.status_code, "不能销号" in refused.text) == (409, True)
    assert kept(lambda: the_matter().state) is State.answered


def test_all_of_it_in_the_browser(people: People, finding_in, browser_of, clock, kept) -> None:
    """Pressed and listed by the office, answered, closed by the deputy, looked back on, opened again."""
    finding = finding_in(State.ordered)
    office, unit, deputy = (browser_of(who) for who in (people.clerk, people.unit, people.deputy))
    assert office.send(f"{finding}/press", {"words": "请在月底前动工"}).status_code == 302
    decided = {"to": "listed", "body": "主任会议", "due_on": "2026-04-20", "words": "限期动工"}
    assert office.send(f"{finding}/raise-higher", decided).status_code == 302
    assert "主任会议决定挂牌督办，限4月20日前答复：限期动工" in unit.get(finding).text
    assert unit.get(f"{finding}/end-listing").status_code == 404
    assert "撤回挂牌" in office.get(finding).text
    assert unit.send(f"{finding}/reply", {"words": "已补三座"}).status_code == 302
    assert unit.get(f"{finding}/recheck").status_code == 404
    closing = {"verdict": "closed", "words": "三座都已补好", **RATED}
    assert deputy.send(f"{finding}/recheck", closing).status_code == 302
    assert "请填写" in office.send(f"{finding}/end-listing", {"why": ""}).text
    assert office.send(f"{finding}/end-listing", {"why": "三座都建好了"}).status_code == 302
    assert "摘牌：三座都建好了" in unit.get(finding).text
    assert office.get(f"{finding}/end-listing").status_code == 409
    clock.set(date(2026, 5, 25))
    assert "回头看" in deputy.get("/desk").text
    failed = {"verdict": "failed", "held_on": "2026-05-25", "words": "又堵了", "again_on": "2026-06-10"}
    assert deputy.send(f"{finding}/look-back", failed).status_code == 302
    assert "回头看，重新交办，限6月10日前再答复：又堵了" in unit.get(finding).text
    assert kept(lambda: the_matter().state) is State.returned


def test_two_matters_become_one_in_the_browser(people: People, finding_in, browser_of, kept) -> None:
    first, second = finding_in(), finding_in()
    office = browser_of(people.clerk)
    with_first = kept(lambda: str(db.session.query(Matter).filter_by(number=1).one().id))
    assert office.send(f"{second}/merge", {"into": with_first, "why": "同一处"}).status_code == 302
    assert "并入1号：同一处" in office.get(second).text
    assert "2号并入本件：同一处" in office.get(first).text
    order = {"unit": str(people.ids["unit_row"]), "due_on": "2026-04-10", "demand": "补建坡道"}
    office.send(f"{first}/order", order)
    unit = browser_of(people.unit)
    assert "2号" in unit.get(first).text
    for browser, status in ((office, 200), (unit, 404)):
        assert browser.get(second).status_code == status
        assert (second in browser.get(first).text) == (status == 200)
