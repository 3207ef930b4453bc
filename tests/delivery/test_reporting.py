"""月报: the unit fills in its month on one page; saved, handed in once, signed off or returned."""

import re
from datetime import date
from decimal import Decimal

import pytest
import sqlalchemy as sa

from tests.delivery.browsing import fields_on, fill_in
from tests.delivery.making import GOVERNMENT, adopted_project, handed_in, july, noon, project_under_way
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.delivery.history import report_for, reports_of
from votes.delivery.month_rules import Month
from votes.delivery.reporting import check_open
from votes.delivery.reports import MonthReport, ReportStep
from votes.delivery.said import Said
from votes.delivery.states import ReportState
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage

JUNE, JULY = Month(2026, 6), Month(2026, 7)
PAGE = "/desk/demo-county/2026/month/2026-07"
REPORT = "/desk/demo-county/2026/delivery/10/report/2026-07"
LIGHTS = "城市路灯照明节能改造工程"


@pytest.fixture
def year(clock, scene) -> dict[int, int]:
    """Projects 10 and 6 of the first unit and 8 of the other, June reported; it is the 2nd of August."""
    clock.set(date(2026, 8, 2))

    def june(people) -> dict[int, int]:
        projects = {
            10: project_under_way(people),
            6: project_under_way(people, 6, title=LIGHTS),
            8: project_under_way(people, 8, "other_unit_row", "社区养老服务站"),
        }
        for project in projects.values():
            said = july(61, 38, next_words="新建45座，改造10座", why_slow="连续降雨")
            handed_in(project, JUNE, said, noon(2026, 7, 3)).accept(GOVERNMENT, noon(2026, 7, 4))
        return {number: project.id for number, project in projects.items()}

    return scene("June of three projects", june)


def july_of(app, project: int) -> MonthReport | None:
    """The newest version of July, with its lines and steps loaded."""
    with app.app_context():
        found = report_for(db.session.get(Project, project), JULY)
        if found is not None:
            _ = [line.milestone.key for line in found.lines], found.money, found.steps, found.plan
        return found


def figures(report: MonthReport) -> dict[int, Decimal]:
    return {line.milestone.key: line.quantity for line in report.lines}


def test_the_page_shows_last_month_beside_this_one(year, people, browser_of) -> None:
    page = browser_of(people.unit).get(PAGE).text
    typed = fields_on(page)
    assert (typed["p10-m3"], typed["p10-m4"], typed["p10-paid_own"]) == ("61", "38", "4150")
    assert "新建45座，改造10座" in page
    assert "8月5日前提交，还有3天" in page
    assert "社区养老服务站" not in page


def test_what_is_saved_shows_what_follows_and_is_not_handed_in(app, year, people, browser_of) -> None:
    unit = browser_of(people.unit)
    typed = {"p10-m3": "88", "p10-m4": "49", "p10-done_words": "新建27座，改造11座。"}
    assert fill_in(unit, PAGE, typed, "save").status_code == 302
    page = unit.get(PAGE).text
    for words in ("实际 46.3%", "计划 52.6%", "慢6.3个百分点"):
        assert words in page
    report = july_of(app, year[10])
    assert (report.state, report.submitted_at, report.public_on) == (ReportState.draft, None, None)
    assert july_of(app, year[6]) is None


def test_handing_in_takes_every_draft_of_the_page_once(app, year, people, browser_of, clock) -> None:
    unit = browser_of(people.unit)
    fill_in(unit, PAGE, {"p10-m3": "88"}, "save")
    typed = {**fields_on(unit.get(PAGE).text), "p6-m3": "70", "deed": ""}
    assert unit.post(PAGE, data=typed).status_code == 302
    for number, built in ((10, 88), (6, 70)):
        report = july_of(app, year[number])
        assert (report.state, report.submitted_at) == (ReportState.submitted, clock.at)
        assert figures(report)[3] == built
        assert report.public_on == date(2026, 8, 5)
        assert not report.entered_for
    assert unit.post(PAGE, data=typed).status_code == 409
    with app.app_context():
        assert db.session.query(MonthReport).filter_by(month=JULY).count() == 2
    page = unit.get(PAGE).text
    assert "p10-m3" not in page
    assert "已报送" in page


def test_the_month_says_how_many_are_open_and_has_no_button_when_none_is(year, people, browser_of) -> None:
    unit = browser_of(people.unit)
    assert "还没提交" not in unit.get(PAGE).text
    assert "其中1个还没提交" in fill_in(unit, PAGE, {"p10-m3": "88"}, follow=True).text
    done = fill_in(unit, PAGE, {}, "same-6", follow=True)
    assert "这个月没有要提交的了" in done.text
    assert "提交给政府办" not in done.text


def test_no_change_is_one_tap(app, year, people, browser_of) -> None:
    unit = browser_of(people.unit)
    assert fill_in(unit, PAGE, {}, "same-6").status_code == 302
    report = july_of(app, year[6])
    assert (report.state, report.no_change) == (ReportState.submitted, True)
    assert (figures(report)[3], report.money[0].paid_yuan) == (61, 41_500_000)
    assert (report.next_words, report.why_slow) == ("新建45座，改造10座", "连续降雨")
    assert july_of(app, year[10]) is None
    assert fill_in(unit, PAGE, {}, "same-10").status_code == 302


def test_no_change_keeps_what_was_typed_for_others(app, year, people, browser_of) -> None:
    assert fill_in(browser_of(people.unit), PAGE, {"p10-m3": "88"}, "same-6").status_code == 302
    assert july_of(app, year[10]).state is ReportState.draft
    assert july_of(app, year[6]).state is ReportState.submitted


def test_no_change_with_changes_typed_is_asked_about(app, year, people, browser_of) -> None:
    answer = fill_in(browser_of(people.unit), PAGE, {"p10-m3": "88"}, "same-10")
    assert answer.status_code == 200
    assert "您在这里填了变化" in answer.text
    assert fields_on(answer.text)["p10-m3"] == "88"
    assert july_of(app, year[10]) is None


def test_handing_in_nothing_says_so(app, year, people, browser_of) -> None:
    unit = browser_of(people.unit)
    assert fill_in(unit, PAGE, {}).status_code == 302
    assert "还没有提交任何内容" in unit.get(PAGE).text
    assert july_of(app, year[10]) is None


def test_a_figure_that_falls_asks_why_and_nothing_typed_is_lost(app, year, people, browser_of) -> None:
    unit = browser_of(people.unit)
    answer = fill_in(unit, PAGE, {"p10-m3": "59", "p10-done_words": "返工2座", "p6-m3": "70"})
    assert "比6月底的61座少了2座" in answer.text
    assert re.search("更正原因：新建公厕[^（]*</label>", answer.text)
    typed = fields_on(answer.text)
    assert (typed["p10-m3"], typed["p10-done_words"]) == ("59", "返工2座")
    assert july_of(app, year[10]) is None
    assert july_of(app, year[6]).state is ReportState.draft
    answer = unit.post(PAGE, data={**typed, "p10-why_m3": "6月把两座改造算成了新建", "deed": ""})
    assert answer.status_code == 302
    report = july_of(app, year[10])
    assert (report.state, figures(report)[3]) == (ReportState.submitted, 59)
    assert "6月把两座改造算成了新建" in unit.get(REPORT).text


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("p10-paid_own", "4000", "比6月底的4,150万元少了150万元"),
        ("p10-allocated_own", "1", "比6月底的6,200万元少了6,199万元"),
        ("p10-m1", "", "6月报过4月9日已达到"),
        ("p10-m5", "2026-08-01", "请选7月31日或更早的日期"),
        ("p10-m5", "tomorrow", "2026-02-27"),
        ("p10-m3", "eighty", "三位小数"),
        ("p10-m3", "-1", "三位小数"),
        ("p10-m3", "NaN", "三位小数"),
        ("p10-m3", "99999999999999999999", "三位小数"),
        ("p10-paid_own", "1e99", "万元"),
    ],
)
def test_what_cannot_be_is_said_at_the_field(
    app, year, people, browser_of, field: str, value: str, words: str
) -> None:
    answer = fill_in(browser_of(people.unit), PAGE, {field: value}, "save")
    assert answer.status_code == 200
    assert f'id="{field}-error"' in answer.text
    assert words in answer.text
    assert fields_on(answer.text)[field] == value
    assert july_of(app, year[10]) is None


def test_a_number_left_blank_stays_as_it_stood(app, year, people, browser_of) -> None:
    fill_in(browser_of(people.unit), PAGE, {"p10-m3": "", "p10-m4": "40"}, "save")
    assert figures(july_of(app, year[10]))[3] == 61


def test_staff_enter_for_a_unit_and_it_is_marked_so(app, year, people, browser_of) -> None:
    address = f"{PAGE}?unit={people.ids['unit_row']}"
    for who, number in ((people.clerk, 10), (people.government, 6)):
        browser = browser_of(who)
        assert "您正在代县住建局录入" in browser.get(address).text
        assert fill_in(browser, address, {f"p{number}-m3": "88"}).status_code == 302
        assert july_of(app, year[number]).entered_for
    assert "代录" in browser_of(people.unit).get(REPORT).text


def test_only_its_own_unit_and_staff_may(year, people, browser_of, client) -> None:
    other = browser_of(people.other_unit)
    assert "“厕所革命”行动" not in other.get(PAGE).text
    assert other.get(f"{PAGE}?unit={people.ids['unit_row']}").status_code == 404
    assert other.get(REPORT).status_code == 404
    for who in (people.deputy, people.other_clerk, people.administrator):
        assert browser_of(who).get(PAGE).status_code == 404
    for who in (people.clerk, people.government):
        assert browser_of(who).get(PAGE).status_code == 404
        assert browser_of(who).get(f"{PAGE}?unit=999").status_code == 404
    assert client.get(PAGE).status_code == 302


def test_a_forged_part_for_another_unit_changes_nothing(app, year, people, browser_of) -> None:
    forged = {"p8-seen": "0", "p8-m3": "300", "p10-m4": "40"}
    assert fill_in(browser_of(people.unit), PAGE, forged).status_code == 302
    assert july_of(app, year[8]) is None


def test_what_is_no_month_is_not_found(year, people, browser_of) -> None:
    unit = browser_of(people.unit)
    for text in ("2026-13", "2026-7", "July", "0000-00"):
        assert unit.get(f"/desk/demo-county/2026/month/{text}").status_code == 404
    assert unit.get("/desk/demo-county/2026/month").headers["Location"].endswith("/month/2026-07")


@pytest.mark.parametrize("month", ["2026-02", "2026-06", "2026-09", "2199-12"])
def test_a_month_that_cannot_be_reported_has_no_fields(year, people, browser_of, month: str) -> None:
    page = browser_of(people.unit).get(f"/desk/demo-county/2026/month/{month}")
    assert page.status_code == 200
    assert "p10-m3" not in page.text


def test_nobody_writes_over_what_another_has_just_saved(app, year, people, browser_of) -> None:
    unit, clerk = browser_of(people.unit), browser_of(people.clerk)
    address = f"{PAGE}?unit={people.ids['unit_row']}"
    opened = {**fields_on(clerk.get(address).text), "p10-m3": "90", "deed": "save"}
    fill_in(unit, PAGE, {"p10-m3": "88"}, "save")
    answer = clerk.post(address, data=opened)
    assert "刚才有人改过" in answer.text
    assert figures(july_of(app, year[10]))[3] == 88
    assert clerk.post(address, data={**fields_on(answer.text), "deed": "save"}).status_code == 302
    assert figures(july_of(app, year[10]))[3] == 90


def test_the_government_office_signs_off_or_returns(app, year, people, browser_of, clock) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    fill_in(unit, PAGE, {"p10-m3": "88", "p6-m3": "70"})
    six = REPORT.replace("/10/", "/6/")
    assert fill_in(government, f"{six}/sign-off").status_code == 302
    assert (july_of(app, year[6]).state, july_of(app, year[6]).public_on) == (
        ReportState.accepted,
        date(2026, 8, 2),
    )
    answer = fill_in(government, f"{REPORT}/sign-off", {}, "return")
    assert "请写明要改什么" in answer.text
    assert (
        fill_in(government, f"{REPORT}/sign-off", {"reason": "座数与现场不符"}, "return").status_code == 302
    )
    assert july_of(app, year[10]).state is ReportState.returned
    page = unit.get(PAGE).text
    assert "座数与现场不符" in page
    assert fields_on(page)["p10-m3"] == "88"
    assert fill_in(unit, PAGE, {"p10-m3": "86"}).status_code == 302
    report = july_of(app, year[10])
    assert (report.version, report.state, figures(report)[3]) == (2, ReportState.submitted, 86)
    with app.app_context():
        versions = [
            (r.version, r.state) for r in reports_of(db.session.get(Project, year[10])) if r.month == JULY
        ]
    assert versions == [(2, ReportState.submitted), (1, ReportState.returned)]


def test_whoever_signs_off_is_told_what_is_beyond_its_goal_or_paid_ahead(year, people, browser_of) -> None:
    unit, government = browser_of(people.unit), browser_of(people.government)
    fill_in(unit, PAGE, {"p10-m4": "65", "p10-paid_own": "6300"})
    page = government.get(f"{REPORT}/sign-off").text
    assert "改造公厕：已报65座，目标是64座。" in page
    assert "本级财政：支付的多于到位的。" in page
    fill_in(government, f"{REPORT}/sign-off", {"reason": "核对"}, "return")
    fill_in(unit, PAGE, {"p10-m4": "64", "p10-paid_own": "6200"})
    assert "请核对" not in government.get(REPORT).text


def test_two_at_once_one_succeeds_and_the_other_is_told(app, year, people, browser_of) -> None:
    fill_in(browser_of(people.unit), PAGE, {"p10-m3": "88"})
    government = browser_of(people.government)
    typed = fields_on(government.get(f"{REPORT}/sign-off").text)
    assert government.post(f"{REPORT}/sign-off", data=typed).status_code == 302
    assert government.post(f"{REPORT}/sign-off", data=typed).status_code == 409
    late = {**typed, "deed": "return", "reason": "晚了"}
    assert government.post(f"{REPORT}/sign-off", data=late).status_code == 409
    with app.app_context():
        steps = db.session.query(ReportStep).filter_by(report_id=july_of(app, year[10]).id)
        assert [step.state for step in steps.order_by(ReportStep.id)] == [
            ReportState.submitted,
            ReportState.accepted,
        ]


def test_only_the_government_office_signs_off(year, people, browser_of) -> None:
    fill_in(browser_of(people.unit), PAGE, {"p10-m3": "88"})
    for who in (people.unit, people.clerk, people.other_unit, people.deputy):
        assert browser_of(who).get(f"{REPORT}/sign-off").status_code == 404
    assert "审签公开或退回" not in browser_of(people.clerk).get(REPORT).text


def test_a_report_says_for_which_day_it_is_reckoned_and_why_it_becomes_public(
    year, people, browser_of, clock
) -> None:
    clock.set(date(2026, 7, 22))
    unit = browser_of(people.unit)
    assert "系统算得（截至7月22日）" in fill_in(unit, PAGE, {"p10-m3": "88"}, "save", follow=True).text
    fill_in(unit, PAGE, {"p10-m3": "89"})
    page = unit.get(REPORT).text
    assert "截至7月22日：" in page
    assert "2026年7月25日起公开：没有审签公开的月报，提交满3天自动公开" in page


def test_a_draft_is_nobody_elses_business(year, people, browser_of) -> None:
    fill_in(browser_of(people.unit), PAGE, {"p10-m3": "88"}, "save")
    assert browser_of(people.government).get(REPORT).status_code == 404


def test_the_board_says_what_is_missing_and_what_waits(year, people, browser_of, clock) -> None:
    fill_in(browser_of(people.unit), PAGE, {"p10-m3": "88"})
    page = browser_of(people.government).get("/desk/demo-county/2026/delivery").text
    assert page.count("还没交") == 2
    assert page.count("待审签公开") == 1
    own = browser_of(people.other_unit).get("/desk/demo-county/2026/delivery").text
    assert "社区养老服务站" in own
    assert LIGHTS not in own
    clock.set(date(2026, 8, 6))
    late = browser_of(people.unit).get("/desk/demo-county/2026/delivery/6").text
    assert "7月没有交月报" in late


def test_reporting_done_needs_all_milestones_or_a_reason(app, year, people, browser_of) -> None:
    unit, done = browser_of(people.unit), "/desk/demo-county/2026/delivery/10/done"
    answer = fill_in(unit, done)
    assert answer.status_code == 200
    assert "写明为什么仍算完成" in answer.text
    assert "选填" not in answer.text
    assert fill_in(unit, done, {"reason": "余下两座并入明年"}).status_code == 302
    with app.app_context():
        passage = db.session.get(Project, year[10]).passages[-1]
        assert (passage.to_stage, passage.reason) == (Stage.done, "余下两座并入明年")
    page = unit.get("/desk/demo-county/2026/delivery/10").text
    assert "余下两座并入明年" in page
    assert "新建公厕（61 / 326 座）" in page
    typed = fields_on(unit.get(done).text)
    assert unit.post(done, data={**typed, "reason": "再报"}).status_code == 409


def test_the_last_report_can_be_written_after_done_up_to_the_month_it_was_reported_in(
    app, year, people, browser_of
) -> None:
    unit, at = browser_of(people.unit), "/desk/demo-county/2026/delivery/10"
    fill_in(unit, f"{at}/done", {"reason": "余下两座并入明年"})
    assert "month/2026-08" in unit.get(at).text
    last = PAGE.replace("07", "08")
    assert fill_in(unit, last, {"p10-m3": "324", "p10-done_words": "全部开放"}).status_code == 302
    with app.app_context():
        project = db.session.get(Project, year[10])
        assert project.stage is Stage.done
        report = report_for(project, Month(2026, 8))
        assert (report.state, report.done_words) == (ReportState.submitted, "全部开放")
        with pytest.raises(RuleBroken, match="last report"):
            check_open(project, Month(2026, 9), noon(2026, 9, 1))
    assert "month/2026-08" not in unit.get(at).text.partition("月报</h2>")[0]


def test_the_first_report_is_of_the_month_in_which_the_plan_was_published(
    app, people, browser_of, clock
) -> None:
    clock.set(date(2026, 3, 22))
    with app.app_context():
        project_under_way(people)
        db.session.commit()
    clerk = browser_of(people.government)
    at = "/desk/demo-county/2026/delivery"
    assert "month/2026-03" in clerk.get(f"{at}/10").text
    assert "month/2026-03" in clerk.get(at).text
    assert "还没交" not in clerk.get(f"{at}?month=2026-02").text
    assert "month/2026-03" in clerk.get(PAGE.replace("07", "02") + "?unit=1").text


def test_reporting_done_with_everything_reached(app, year, people, browser_of) -> None:
    unit, clerk = browser_of(people.unit), browser_of(people.clerk)
    everything = {"p6-m3": "326", "p6-m4": "64", "p6-m5": "2026-07-30"}
    assert fill_in(unit, PAGE, everything).status_code == 302
    assert "已完成" in unit.get("/desk/demo-county/2026/delivery/6").text
    assert fill_in(clerk, "/desk/demo-county/2026/delivery/6/done").status_code == 302
    with app.app_context():
        assert db.session.get(Project, year[6]).stage is Stage.done


def test_the_pages_speak_english_too(year, people, browser_of) -> None:
    unit = browser_of(people.unit)
    for path in (
        PAGE,
        REPORT.replace("07", "06"),
        "/desk/demo-county/2026/delivery",
        "/desk/demo-county/2026/delivery/10",
    ):
        page = unit.get(f"/en{path}")
        assert page.status_code == 200
        assert 'lang="en"' in page.text
    assert "Progress in July" in unit.get(f"/en{PAGE}").text


@pytest.mark.usefixtures("context")
def test_figures_handed_in_are_never_written_over(people) -> None:
    report = handed_in(project_under_way(people), JULY, july(), noon(2026, 8, 3))
    with pytest.raises(RuleBroken, match="already been handed in"):
        report.fill(Said())
    with pytest.raises(RuleBroken, match="already been dealt with"):
        report.submit(GOVERNMENT, noon(2026, 8, 3), Said())


@pytest.mark.usefixtures("context")
def test_a_verb_too_refuses_a_fall_without_a_reason(people) -> None:
    project = project_under_way(people)
    handed_in(project, JUNE, july(61, 38), noon(2026, 7, 3))
    with pytest.raises(RuleBroken, match="less than last month's 61"):
        handed_in(project, JULY, july(60, 38), noon(2026, 8, 3), before=july(61, 38))


@pytest.mark.usefixtures("context")
def test_the_database_holds_what_the_rules_say_of_reports(people) -> None:
    report = handed_in(project_under_way(people), JULY, july(), noon(2026, 8, 3))
    db.session.commit()
    for statement in (
        "UPDATE month_report SET submitted_at = NULL",
        "UPDATE month_report SET state = 'accepted'",
        "UPDATE month_report SET public_on = NULL",
        "UPDATE month_report SET version = 0",
        "UPDATE month_report SET month = '2026'",
        "UPDATE report_line SET quantity = -1",
        "UPDATE report_line SET reached_on = '2026-07-01'",
        "UPDATE report_money SET paid_yuan = -1",
        "INSERT INTO month_report (congress_id, project_id, plan_id, month, version, state, revision, no_change,"
        " done_words, next_words, why_slow, entered_for) SELECT congress_id, project_id, plan_id, month, 2, 'draft',"
        " 0, no_change, '', '', '', entered_for FROM month_report",
    ):
        with pytest.raises(sa.exc.IntegrityError):
            db.session.execute(sa.text(statement))
        db.session.rollback()
    report.steps[0].reason = "改写历史"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()
    db.session.rollback()


def test_a_project_without_a_plan_has_no_month(app, people, browser_of, clock) -> None:
    clock.set(date(2026, 8, 2))
    with app.app_context():
        adopted_project(people)
        db.session.commit()
        assert db.session.query(Cycle).count() == 2
    assert "没有要填的项目" in browser_of(people.unit).get(PAGE).text
