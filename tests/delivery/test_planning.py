"""实施计划: the unit drafts and hands in, the government office publishes or returns, every version is kept."""

from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.delivery.browsing import fields_on, fill_in
from tests.delivery.making import GOVERNMENT, UNIT, adopted_project, noon, project_under_way, toilets_plan
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.delivery.drafting import begin, contents, open_plan, plan_in_force, plans_of, prefilled, write
from votes.delivery.goals_read import goals_in
from votes.delivery.models import FundSource, Plan, PlanStep
from votes.delivery.plan_said import GoalSaid
from votes.delivery.states import PlanState
from votes.delivery.step_templates import Kind, kind_of, steps_for
from votes.projects.adoption import frozen
from votes.projects.models import Project
from votes.projects.settings import Subject
from votes.projects.stages import Stage

HERE = "/desk/demo-county/2026/delivery/10"
NO_OTHER_STEPS = {
    f"milestones-{n}-{name}": ""
    for n in range(2, 6)
    for name in ("title", "weight", "starts_on", "ends_on", "goal", "target")
}
TYPED = {
    **NO_OTHER_STEPS,
    "task": "新建公厕326座，改造64座",
    "deadline": "2026-11-30",
    "money_words": "县财政安排9800万元",
    "measures": "一项目一专班",
    "goals-0-title": "新建公厕",
    "goals-0-number": "326",
    "goals-0-unit": "座",
    "milestones-0-title": "选址",
    "milestones-0-weight": "40",
    "milestones-0-starts_on": "",
    "milestones-0-ends_on": "2026-04-15",
    "milestones-1-title": "新建公厕",
    "milestones-1-weight": "60",
    "milestones-1-starts_on": "2026-05-15",
    "milestones-1-ends_on": "2026-11-15",
    "milestones-1-goal": "1",
}


@pytest.fixture
def adopted(app, people) -> int:
    """Project 10, adopted, of the first unit."""
    return made(app, lambda: adopted_project(people))


def made(app, deed) -> int:
    with app.app_context():
        project = deed()
        db.session.commit()
        return project.id


def plan_now(app, project: int) -> Plan | None:
    with app.app_context():
        return next(iter(plans_of(db.session.get(Project, project))), None)


def stage_now(app, project: int) -> Stage:
    with app.app_context():
        return db.session.get(Project, project).stage


def test_the_form_knows_what_the_candidate_says(adopted, people, browser_of) -> None:
    typed = fields_on(browser_of(people.unit).get(f"{HERE}/plan").text)
    assert typed["task"] == "新建公厕326座，改造64座"
    assert (typed["deadline"], typed["leader"], typed["own"]) == ("2026-11-30", "副县长", "9800")
    assert typed["co_units"] == "县自然资源局"
    goals = [[typed[f"goals-{n}-{name}"] for name in ("title", "number", "unit")] for n in (0, 1, 2)]
    assert goals == [["新建公厕", "326", "座"], ["改造", "64", "座"], ["", "", ""]]


@pytest.mark.parametrize(
    ("words", "goals"),
    [
        ("硬化村内道路12公里", [("硬化村内道路", Decimal(12), "公里")]),
        ("村道12.5公里；路灯300盏。", [("村道", Decimal("12.5"), "公里"), ("路灯", Decimal(300), "盏")]),
        ("新建公厕326座，其中乡镇64座", [("新建公厕", Decimal(326), "座")]),
        ("市民中心完成工程总量90%", []),
        ("2026年底前完工", []),
        ("约30个站点", []),
        ("改造小区0个", []),
    ],
)
def test_goals_are_read_from_words_that_promise_a_number(words: str, goals: list[object]) -> None:
    assert goals_in(words) == goals


def test_from_draft_to_published(app, adopted, people, browser_of, clock) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    assert fill_in(unit, f"{HERE}/plan", TYPED, "save").status_code == 302
    assert plan_now(app, adopted).state is PlanState.draft
    assert fill_in(unit, f"{HERE}/plan", {}).status_code == 302
    assert plan_now(app, adopted).state is PlanState.submitted
    assert stage_now(app, adopted) is Stage.adopted
    page = government.get(f"{HERE}/plan/decide").text
    assert "新建公厕 326 座" in page
    assert fill_in(government, f"{HERE}/plan/decide", {}).status_code == 302
    plan = plan_now(app, adopted)
    assert (plan.state, plan.published_at) == (PlanState.published, clock.at)
    assert stage_now(app, adopted) is Stage.delivery
    with app.app_context():
        project = db.session.get(Project, adopted)
        assert project.passages[-1].by == "工作人员02"
        assert Subject.delivery in frozen(project.cycle)
    assert "已公布" in unit.get(HERE).text


def test_a_draft_may_be_incomplete_and_a_plan_handed_in_may_not(app, adopted, people, browser_of) -> None:
    unit = browser_of(people.unit)
    half = {**TYPED, "measures": "", "milestones-1-weight": "50"}
    answer = fill_in(unit, f"{HERE}/plan", half)
    assert answer.status_code == 200
    assert 'id="measures-error"' in answer.text
    assert "合计90分" in answer.text
    assert plan_now(app, adopted) is None
    assert fill_in(unit, f"{HERE}/plan", half, "save").status_code == 302
    answer = fill_in(unit, f"{HERE}/plan", {"measures": "一项目一专班"})
    assert "合计90分" in answer.text
    assert plan_now(app, adopted).state is PlanState.draft
    assert fields_on(answer.text)["measures"] == "一项目一专班"


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("milestones-0-weight", "101", "1"),
        ("milestones-0-weight", "ten", "1"),
        ("milestones-0-weight", "", "请填写"),
        ("milestones-0-ends_on", "", "请填写"),
        ("milestones-0-ends_on", "2026-02-30", "2026-02-27"),
        ("milestones-1-ends_on", "2026-05-14", "开始当天或以后"),
        ("milestones-1-goal", "3", "还是空的"),
        ("milestones-0-target", "3", "算进哪个目标"),
        ("milestones-1-target", "0", "大于0"),
        ("milestones-1-target", "1.2345", "三位小数"),
        ("goals-0-number", "1e5000", "三位小数"),
        ("goals-0-number", "-3", "三位小数"),
        ("goals-0-number", "0", "大于0"),
        ("goals-0-unit", "", "请填写"),
        ("own", "abc", "万元"),
        ("deadline", "soon", "2026-02-27"),
    ],
)
def test_what_cannot_be_kept_is_said_at_the_field_and_stays(
    app, adopted, people, browser_of, field: str, value: str, words: str
) -> None:
    answer = fill_in(browser_of(people.unit), f"{HERE}/plan", {**TYPED, field: value}, "save")
    assert answer.status_code == 200
    assert f'id="{field}-error"' in answer.text
    assert words in answer.text
    assert fields_on(answer.text)[field] == value
    assert plan_now(app, adopted) is None


def test_a_goal_that_was_never_offered_is_refused(app, adopted, people, browser_of) -> None:
    for forged in ("77", "-1", "1 OR 1", "９"):
        answer = fill_in(
            browser_of(people.unit), f"{HERE}/plan", {**TYPED, "milestones-1-goal": forged}, "save"
        )
        assert "还是空的" in answer.text
    assert plan_now(app, adopted) is None


def test_more_rows_come_without_losing_a_word(adopted, people, browser_of) -> None:
    answer = fill_in(browser_of(people.unit), f"{HERE}/plan", {**TYPED, "task": "改了"}, "more")
    typed = fields_on(answer.text)
    assert typed["task"] == "改了"
    assert "milestones-6-title" in typed
    assert typed["milestones-1-goal"] == "1"


def test_a_returned_plan_shows_the_reason_and_is_handed_in_again(app, adopted, people, browser_of) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    fill_in(unit, f"{HERE}/plan", TYPED)
    answer = fill_in(government, f"{HERE}/plan/decide", {}, "return")
    assert answer.status_code == 200
    assert "请写明要改什么" in answer.text
    assert (
        fill_in(government, f"{HERE}/plan/decide", {"reason": "请写明招标日期"}, "return").status_code == 302
    )
    assert plan_now(app, adopted).state is PlanState.returned
    assert "请写明招标日期" in unit.get(f"{HERE}/plan").text
    assert fill_in(unit, f"{HERE}/plan", {}).status_code == 302
    assert plan_now(app, adopted).state is PlanState.submitted


def test_a_plan_entered_for_the_unit_is_marked_so(app, adopted, people, browser_of) -> None:
    assert fill_in(browser_of(people.clerk), f"{HERE}/plan", TYPED).status_code == 302
    assert plan_now(app, adopted).entered_for
    assert "代录" in browser_of(people.unit).get(HERE).text


def test_nobody_writes_over_what_another_has_just_saved(app, adopted, people, browser_of) -> None:
    unit, clerk = browser_of(people.unit), browser_of(people.clerk)
    opened = {**fields_on(clerk.get(f"{HERE}/plan").text), "measures": "机关填的", "deed": "save"}
    fill_in(unit, f"{HERE}/plan", {**TYPED, "measures": "单位填的"}, "save")
    answer = clerk.post(f"{HERE}/plan", data=opened)
    assert answer.status_code == 200
    assert "刚才有人改过" in answer.text
    assert plan_now(app, adopted).measures == "单位填的"
    again = {**fields_on(answer.text), "deed": "save"}
    assert again["measures"] == "机关填的"
    assert clerk.post(f"{HERE}/plan", data=again).status_code == 302
    assert plan_now(app, adopted).measures == "机关填的"


def test_a_second_click_changes_nothing(app, adopted, people, browser_of) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    typed = {**fields_on(unit.get(f"{HERE}/plan").text), **TYPED, "deed": ""}
    assert unit.post(f"{HERE}/plan", data=typed).status_code == 302
    assert unit.post(f"{HERE}/plan", data=typed).status_code == 409
    decision = {**fields_on(government.get(f"{HERE}/plan/decide").text), "deed": ""}
    assert government.post(f"{HERE}/plan/decide", data=decision).status_code == 302
    assert government.post(f"{HERE}/plan/decide", data=decision).status_code == 409
    assert government.post(f"{HERE}/plan/decide", data={**decision, "deed": "return"}).status_code == 409
    with app.app_context():
        assert db.session.query(PlanStep).count() == 2


def test_a_change_is_a_new_version_beside_the_published_one(app, people, browser_of) -> None:
    project = made(app, lambda: project_under_way(people))
    unit, government = browser_of(people.unit), browser_of(people.government)
    assert unit.get(f"{HERE}/plan").status_code == 302
    assert fill_in(unit, f"{HERE}/plan/change", {"why": ""}).status_code == 200
    assert fill_in(unit, f"{HERE}/plan/change", {"why": "省里下达了新标准"}).status_code == 302
    changed = {"milestones-2-target": "", "goals-0-number": "340"}
    assert fill_in(unit, f"{HERE}/plan", changed).status_code == 302
    assert "326" in government.get(f"{HERE}/plan/decide").text
    with app.app_context():
        assert plan_in_force(db.session.get(Project, project)).version == 1
    assert fill_in(government, f"{HERE}/plan/decide", {}).status_code == 302
    with app.app_context():
        second, first = plans_of(db.session.get(Project, project))
        assert (first.goals[0].number, second.goals[0].number) == (Decimal(326), Decimal(340))
        assert [m.key for m in first.milestones] == [m.key for m in second.milestones]
        assert second.milestones[2].target == Decimal(340)
        assert second.why == "省里下达了新标准"
    page = unit.get(HERE).text
    assert "第1版" in page
    assert "第2版" in page


def test_only_its_own_unit_and_staff_find_the_project(adopted, people, browser_of, client) -> None:
    pages = ("", "/plan", "/plan/change", "/done")
    for who in (people.other_unit, people.deputy, people.other_clerk, people.administrator):
        browser = browser_of(who)
        assert {browser.get(HERE + page).status_code for page in pages} == {404}
        assert {browser.get(f"/desk/demo-county/2026/delivery/11{page}").status_code for page in pages} == {
            404
        }
    assert {client.get(HERE + page).status_code for page in pages} == {302}
    for who in (people.unit, people.clerk, people.other_unit):
        assert browser_of(who).get(f"{HERE}/plan/decide").status_code == 404


@pytest.mark.usefixtures("context")
def test_what_is_published_cannot_be_written(people) -> None:
    plan = plan_in_force(project_under_way(people))
    with pytest.raises(RuleBroken, match="already been handed in"):
        write(plan, contents(plan))
    with pytest.raises(RuleBroken, match="already been dealt with"):
        plan.submit(UNIT, noon(2026, 4, 1))


@pytest.mark.usefixtures("context")
def test_each_step_is_taken_by_whom_it_belongs_to(people) -> None:
    plan = toilets_plan(adopted_project(people))
    plan.submit(UNIT, noon(2026, 3, 18))
    for step in (
        lambda: plan.publish(UNIT, noon(2026, 3, 20)),
        lambda: plan.send_back(UNIT, noon(2026, 3, 20), "改"),
    ):
        with pytest.raises(RuleBroken, match="somebody else"):
            step()
    with pytest.raises(RuleBroken, match="put right"):
        plan.send_back(GOVERNMENT, noon(2026, 3, 20), "  ")


@pytest.mark.usefixtures("context")
def test_milestones_of_a_goal_add_up_to_it(people) -> None:
    plan = toilets_plan(adopted_project(people))
    plan.milestones[2].target = Decimal(300)
    with pytest.raises(RuleBroken, match="add up to 300, the goal is 326"):
        plan.submit(UNIT, noon(2026, 3, 18))


@pytest.mark.usefixtures("context")
def test_a_key_is_never_used_for_another_milestone(people) -> None:
    project = project_under_way(people)
    second = begin(project, "省里下达了新标准")
    said = contents(second)
    write(second, type(said)(**{**vars(said), "milestones": said.milestones[:2]}))
    fresh = [
        type(said.milestones[0])(**{**vars(row), "key": key})
        for row, key in zip(said.milestones, (1, 1, None, 99, 3), strict=True)
    ]
    write(second, type(said)(**{**vars(said), "milestones": fresh}))
    assert [row.key for row in second.milestones] == [1, 6, 7, 8, 3]


@pytest.mark.usefixtures("context")
@pytest.mark.parametrize(
    ("funding", "source"),
    [
        ("县财政", FundSource.own),
        ("上级补助资金", FundSource.higher),
        ("企业自筹", FundSource.private),
        ("", FundSource.own),
    ],
)
def test_the_candidate_says_where_money_comes_from(people, funding: str, source: FundSource) -> None:
    project = adopted_project(people)
    project.funding = funding
    write(plan := begin(project), prefilled(project))
    assert [fund.source for fund in plan.funds] == [source]


@pytest.mark.usefixtures("context")
def test_the_database_holds_what_the_rules_say(people) -> None:
    project = project_under_way(people)
    plan = plan_in_force(project)
    db.session.commit()
    for statement in (
        "UPDATE plan SET published_at = NULL",
        "UPDATE plan SET state = 'draft'",
        "UPDATE plan SET measures = ''",
        "UPDATE milestone SET weight = 0",
        "UPDATE milestone SET target = 5 WHERE goal_id IS NULL",
        "UPDATE milestone SET starts_on = '2027-01-01'",
        "UPDATE plan_goal SET number = 0",
        "UPDATE plan SET version = 2",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            db.session.execute(sa.text(statement))
        db.session.rollback()
    plan.steps[0].reason = "改写历史"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
    db.session.rollback()


@pytest.mark.usefixtures("context")
def test_no_plan_for_a_project_that_is_not_adopted_or_over(people) -> None:
    project = adopted_project(people)
    project.stage, project.adopted = Stage.candidate, None
    with pytest.raises(RuleBroken, match="once a project is adopted"):
        begin(project)
    project.stage, project.adopted = Stage.delivery, True
    begin(project)
    with pytest.raises(RuleBroken, match="already open"):
        begin(project)
    assert open_plan(project).version == 1


@pytest.mark.usefixtures("context")
def test_what_is_asked_before_publishing_can_refuse(people, monkeypatch) -> None:
    def word(plan: Plan) -> None:
        raise RuleBroken("%(version)d needs its decision", version=plan.version)

    project = adopted_project(people)
    plan = toilets_plan(project)
    plan.submit(UNIT, noon(2026, 3, 18))
    monkeypatch.setattr("votes.delivery.models.PUBLISHING_WORDS", [word])
    with pytest.raises(RuleBroken, match="1 needs its decision"):
        plan.publish(GOVERNMENT, noon(2026, 3, 20))
    assert (plan.state, project.stage) == (PlanState.submitted, Stage.adopted)


def steps_on(page: str) -> list[tuple[str, str, str, str, str]]:
    """Title, weight, days and goal of each milestone on the form."""
    typed = fields_on(page)
    names = ("title", "weight", "starts_on", "ends_on", "goal")
    rows = [tuple(typed.get(f"milestones-{n}-{name}", "") for name in names) for n in range(8)]
    return [row for row in rows if row[0]]


def test_the_usual_steps_of_its_kind_are_filled_in_and_make_a_whole_plan(
    app, adopted, people, browser_of
) -> None:
    unit = browser_of(people.unit)
    page = unit.get(f"{HERE}/plan").text
    assert steps_on(page) == [
        ("前期手续（立项、用地、设计）", "10", "2026-03-01", "2026-04-24", ""),
        ("招标与开工", "15", "2026-04-11", "2026-06-04", ""),
        ("新建公厕", "25", "2026-05-22", "2026-11-02", "1"),
        ("改造", "25", "2026-05-22", "2026-11-02", "2"),
        ("竣工验收", "15", "2026-10-19", "2026-11-21", ""),
        ("移交使用", "10", "2026-11-16", "2026-11-30", ""),
    ]
    assert fill_in(unit, f"{HERE}/plan", {"measures": "一项目一专班"}).status_code == 302
    plan = plan_now(app, adopted)
    assert plan.state is PlanState.submitted


def test_another_kind_is_one_tap_and_takes_nothing_else_away(app, adopted, people, browser_of) -> None:
    unit = browser_of(people.unit)
    answer = fill_in(unit, f"{HERE}/plan", {"measures": "每周调度"}, "steps-purchase")
    assert [row[0] for row in steps_on(answer.text)] == [
        "确定需求与预算",
        "招标采购",
        "新建公厕",
        "改造",
        "验收",
        "投入使用",
    ]
    assert fields_on(answer.text)["measures"] == "每周调度"
    assert steps_on(fill_in(unit, f"{HERE}/plan", {}, "steps-none").text) == []
    assert plan_now(app, adopted) is None


def test_a_version_that_carries_figures_keeps_its_milestones(app, people, browser_of) -> None:
    made(app, lambda: project_under_way(people))
    unit = browser_of(people.unit)
    fill_in(unit, f"{HERE}/plan/change", {"why": "用地调整"})
    page = unit.get(f"{HERE}/plan").text
    assert "steps-purchase" not in page
    unit.post(f"{HERE}/plan", data={**fields_on(page), "deed": "steps-purchase"})
    assert steps_on(unit.get(f"{HERE}/plan").text) == steps_on(page)


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("goals", range(4))
@pytest.mark.parametrize(
    "deadline", [None, date(2026, 11, 30), date(2026, 1, 3), date(2027, 6, 30), date(2026, 1, 1)]
)
def test_every_template_makes_100_points_within_its_time(
    kind: Kind, goals: int, deadline: date | None
) -> None:
    promised = [GoalSaid(f"目标{n}", Decimal(n), "座") for n in range(1, goals + 1)]
    steps = steps_for(kind, promised, 2026, deadline)
    assert sum(step.weight for step in steps) == 100
    last = deadline or date(2026, 11, 30)
    assert all(step.weight > 0 and step.starts_on <= step.ends_on <= last for step in steps)
    assert [step.goal for step in steps if step.goal] == list(range(1, goals + 1))
    assert max(step.ends_on for step in steps) == last


@pytest.mark.parametrize(
    ("category", "words", "kind"),
    [
        ("教育", "新建小学2所", Kind.construction),
        ("公共安全", "为独居老人安装烟感报警器", Kind.purchase),
        ("养老托育", "居家养老助餐服务", Kind.service),
        ("社会保障", "提高城乡低保标准", Kind.policy),
        ("助残帮困", "结对走访", Kind.service),
        ("别的", "别的", Kind.construction),
    ],
)
def test_the_kind_follows_from_words_then_from_the_category(category: str, words: str, kind: Kind) -> None:
    assert kind_of(category, words) is kind
