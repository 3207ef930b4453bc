"""The rooms of a full house: of everything that people can do next there is a row, in one county.

The vote is in tests/ballots/points.py.
"""

from dataclasses import replace
from datetime import UTC, date, datetime

from flask import current_app

from tests.ballots import hall
from tests.delivery import making
from tests.delivery.making import noon
from tests.evaluation.scene import public_project
from tests.people import People
from tests.projects.papers import picture
from tests.supervision import scene
from votes.accounts.models import Account
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.grids import Grid
from votes.common.outbox import Channel
from votes.congress.models import Congress, Sitting, Unit
from votes.delivery.asking import ask
from votes.delivery.change_rules import Votes
from votes.delivery.change_states import ChangeKind, Ground
from votes.delivery.month_rules import Month
from votes.delivery.said import Said
from votes.delivery.sheet_maps import SheetMap
from votes.delivery.troubles import Trouble
from votes.delivery.watching import look_at
from votes.evaluation.rating import Opinion, rate
from votes.evaluation.rules import Grade, Spread
from votes.evaluation.totals import Brought, Collected, enter_totals
from votes.projects.followers import follow
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.stages import Stage
from votes.projects.uploads import keep_photo
from votes.proposals.advice import call_vote, end_vote
from votes.proposals.advice_papers import enter_papers
from votes.proposals.answer_templates import AnswerTemplate
from votes.proposals.deputy_pages import give_pages, pages_of
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal
from votes.proposals.point_rules import PointKind
from votes.proposals.points import PointFacts, add_point, appoint, set_turns
from votes.supervision.calendars import fill as fill_calendar
from votes.supervision.calendars import subscribe
from votes.supervision.draw_rules import Kind, Step
from votes.supervision.draws import Entry, Prepared, prepare_draw
from votes.supervision.experts import add_expert
from votes.supervision.guests import Invited, invite
from votes.supervision.inquiries import Asked, Called, call
from votes.supervision.inquiry_rules import Form, Part
from votes.supervision.inspections import Seen, Visit, record_inspection
from votes.supervision.letters import write
from votes.supervision.messages import send_message
from votes.supervision.models import Tie, recuse
from votes.supervision.opinions import Approved, open_deliberation, write_line
from votes.supervision.opinions import collect as collect_cards
from votes.supervision.pursuing import Decided, raise_higher
from votes.supervision.rules import State
from votes.yearbook.book import sign
from votes.yearbook.models import begin
from votes.yearbook.rules import Span

AUGUST = datetime(2026, 8, 10, 1, tzinfo=UTC)


# 群众提


def collect(people: People) -> None:
    """Next year's collection is open; of its proposals one stands at every point."""
    cycle = add_cycle(people, "2027", "2027年度民生实事", 2027)
    cycle.collection_opens_on, cycle.collection_closes_on = date(2026, 8, 1), date(2026, 9, 30)
    project = Project(congress_id=cycle.congress_id, number=1, title="学校周边天桥", stage=Stage.proposed)
    cycle.projects.append(project)
    db.session.flush()
    by = "工作人员01"
    came = [proposal(cycle, n) for n in range(1, 9)]
    db.session.flush()
    template = AnswerTemplate(
        congress_id=cycle.congress_id, name="已列入", words="{标题}已列入。", changed_at=AUGUST
    )
    db.session.add(template)
    came[1].release("天桥", "建天桥", "学校", True, AUGUST, by, 1)
    came[2].hold("写了别人的姓名", AUGUST, by, 1)
    came[3].merge_into(came[1], "与另一条合并办理", AUGUST, by, 1)
    came[4].take_up(project, "列入项目", AUGUST, by, 1)
    came[5].refuse(negative(cycle), "条件尚不具备", AUGUST, by, 1)
    came[6].take_up(project, "", AUGUST, by, 1)
    be_followed(cycle)
    set_points(people, came[1])
    ask_residents(people)


def be_followed(cycle: Cycle) -> None:
    """Somebody has asked to be told of a list, and has not confirmed yet."""
    follow(cycle.congress_id, f"cycle:{cycle.id}", Channel.mail, "somebody@example.cn", AUGUST)


def ask_residents(people: People) -> None:
    """An advisory vote that is open, on a list of its own, and one that is over."""
    for slug, closes in (("2028", date(2026, 8, 20)), ("2029", date(2026, 8, 10))):
        cycle = add_cycle(people, slug, f"{slug}年度民生实事", int(slug))
        for number in (1, 2, 3):
            one = Project(congress_id=cycle.congress_id, number=number, title=f"项目{number}")
            one.stage = Stage.candidate
            cycle.projects.append(one)
        cycle.candidates_published_at = AUGUST
        db.session.flush()
        vote = call_vote(cycle, date(2026, 8, 10), closes, 2, AUGUST, "工作人员01")
        db.session.flush()
        enter_papers(vote, [1, 3], 40, AUGUST, "工作人员01")
    end_vote(vote, AUGUST, "工作人员01")


def set_points(people: People, came: Proposal) -> None:
    """A station with a deputy whose turn it is and who has a page, a point that closed, a proposal made at the station."""
    home = db.session.get_one(Congress, people.ids["county"])
    deputies = home.terms[0].deputies[:2]
    station = add_point(home, PointFacts(PointKind.station, "北街联络站", "北街", month_days=[6, 16, 26]))
    add_point(home, PointFacts(PointKind.point, "南街征集点", "南街")).close(AUGUST)
    db.session.flush()
    appoint(station, deputies)
    set_turns(station, {station.coming(AUGUST.date())[0]: [deputies[0].id]})
    give_pages(home, deputies, AUGUST)
    db.session.flush()
    page = next(one for one in pages_of(home) if one.deputy_id == deputies[0].id)
    for n in (1, 2):
        write(page, f"路灯不亮{n}", "巷口三盏灯不亮", AUGUST, "北街", f"居民{n:02d}", "13800000009")
    came.point_id = station.id


def add_cycle(people: People, slug: str, title: str, year: int = 2026) -> Cycle:
    cycle = Cycle(congress_id=people.ids["county"], slug=slug, title=title, year=year)
    db.session.add(cycle)
    db.session.flush()
    return cycle


def proposal(cycle: Cycle, n: int) -> Proposal:
    """A resident's proposal with a way to reach them."""
    said = Incoming(
        f"校门口建一座天桥{n}",
        "早晚高峰学生横穿马路，不安全。",
        date(2026, 8, 2),
        place="实验小学",
        category="交通出行",
        name=f"居民{n:02d}",
        phone=f"1380000{n:04d}",
    )
    return receive(cycle, said, AUGUST)


def negative(cycle: Cycle) -> str:
    """The first reason of the negative list."""
    return settings_of(cycle.settings).negative_list[0]


# 政府办


def deliver(people: People) -> None:
    """Of the unit's projects one is under way, one waits for its plan to be published, one has none; one is done."""
    main = db.session.get_one(Cycle, people.ids["cycle_row"])
    for project in main.projects:
        project.unit_id = people.ids["unit_row"]
    under_way, waits = main.projects[0], main.projects[1]
    plan = making.toilets_plan(under_way)
    plan.submit(making.UNIT, noon(2026, 3, 18))
    plan.publish(making.GOVERNMENT, noon(2026, 3, 20))
    db.session.flush()
    said = making.july(61, 38, next_words="新建45座", why_slow="连续降雨")
    june = making.handed_in(under_way, Month(2026, 6), said, noon(2026, 7, 3))
    june.accept(making.GOVERNMENT, noon(2026, 7, 4))
    making.handed_in(under_way, Month(2026, 7), making.july(), noon(2026, 8, 3), before=said)
    making.toilets_plan(waits).submit(making.UNIT, noon(2026, 3, 18))
    db.session.flush()
    late, reported = (under_way_too(people, n) for n in (20, 21))
    late.title = "月报还没有交"
    rows = [["序号", "项目名称", "工作进展"], ["1", late.title, "在建"]]
    db.session.add(SheetMap.begun(late.congress, "月度汇总表", Grid("汇总", rows), AUGUST))
    last = making.handed_in(reported, Month(2026, 7), Said(), noon(2026, 8, 3))
    last.send_back(making.GOVERNMENT, noon(2026, 8, 4), "数字请核对")
    find_troubles(people)
    ask_for_changes(people)


def find_troubles(people: People) -> None:
    """Warnings of three passes: told to the unit, to the offices, public and explained, and one that is over."""
    home = db.session.get_one(Congress, people.ids["county"])
    for day in (7, 8, 10):
        look_at(date(2026, 8, day), home)
    first = db.session.query(Trouble).filter_by(congress_id=home.id).order_by(Trouble.id).first()
    assert first is not None
    first.explain("连续降雨，八月补上", making.UNIT, AUGUST)


def ask_for_changes(people: People) -> None:
    """One request lies with the government office, one with the standing committee, one is approved, one announced."""
    for number, steps in enumerate(range(4), 22):
        project = under_way_too(people, number)
        given = making.paper(project, AUGUST)
        change = ask(
            project, ChangeKind.suspend, Ground.policy, "上级暂停同类项目", given, making.UNIT, AUGUST
        )
        if steps > 0:
            change.forward(making.GOVERNMENT, AUGUST, in_session=True)
        if steps > 1:
            decision = making.paper(project, AUGUST)
            change.decide(Votes(35, 30, 2, 1), AUGUST.date(), decision, making.OFFICE, AUGUST)
        if steps > 2:
            change.announce(AUGUST.date(), making.OFFICE, AUGUST)


def under_way_too(people: People, number: int) -> Project:
    """Another project whose plan is published."""
    main = db.session.get_one(Cycle, people.ids["cycle_row"])
    project = hall.add_project(main, number, f"在建项目{number}", Stage.adopted)
    project.unit = db.session.get(Unit, people.ids["unit_row"])
    plan = making.toilets_plan(project)
    plan.submit(making.UNIT, noon(2026, 3, 18))
    plan.publish(making.GOVERNMENT, noon(2026, 3, 20))
    db.session.flush()
    return project


# 人大督


def supervise(people: People) -> None:
    """A project with its group, an inspection, and a finding at every point of the loop; one waits to be confirmed."""
    project = db.session.get_one(Cycle, people.ids["cycle_row"]).projects[0]
    scene.add_group(people, project)
    recuse(project, scene.deputy(5, people), Tie.other, "亲属在责任单位", True, "代表005", AUGUST)
    present = [scene.deputy(1, people), scene.deputy(3, people)]
    photo = keep_photo(project.congress, picture(), "三座新建公厕", AUGUST, data_folder())
    day, grades = date(2026, 8, 5), (1, 1, 0)
    seen = Seen(Visit.unannounced, day, "三座新建公厕", "两座没有坡道", present, "", grades, [photo])
    record_inspection(project, seen, scene.by_group(people), AUGUST)
    second = record_inspection(project, seen, scene.by_group(people), AUGUST)
    db.session.flush()
    second.release("工作人员01", AUGUST)
    for state in (State.raised, State.ordered, State.answered, State.returned, State.closed):
        finding = scene.add_finding(people, project, f"问题{state}")
        db.session.flush()
        bring(people, finding, state)
    finding.release("工作人员01", AUGUST)
    receive_messages(project)
    deliberate(people)
    public_project(people, 31, Stage.done)
    draw_lots(people, project)
    until = date(2026, 9, 30)
    invite(project.congress, Invited("县审计局", "来宾01", until, project), "工作人员01", AUGUST)
    fill_calendar(project.cycle, AUGUST.date(), AUGUST)
    if people.county == "demo-county":
        account = db.session.query(Account).filter_by(congress_id=project.congress_id, deputy_id=None).first()
        subscribe(account, "calendar-of-a-test", AUGUST)


def receive_messages(project: Project) -> None:
    """Residents have written to the unit: one message waits, one was not handed on."""
    for n, words in enumerate(("路灯三天没亮", "水管漏水")):
        photo = keep_photo(project.congress, picture(), "居民照片", AUGUST, data_folder())
        message = send_message(project, words, "桥头", [photo], f"{project.congress_id}-{n}", AUGUST)
        db.session.flush()
    message.decline("与另一条重复", scene.OFFICE, AUGUST)


def draw_lots(people: People, project: Project) -> None:
    """Two experts; a draw that is public, one that was drawn, one that was only prepared."""
    for n in (1, 2, 3):
        add_expert(project.congress, f"专家{n:02d}", "法律", "", None, AUGUST)
    db.session.flush()
    for done in ((), (Step.drawn,), (Step.drawn, Step.released)):
        sites = [Entry(f"点位{n}") for n in range(1, 6)]
        wanted = Prepared(Kind.sites, "八月视察点位", sites, 2, project)
        draw = prepare_draw(project.cycle, wanted, "ab" * 32, "工作人员01", AUGUST)
        db.session.flush()
        for step in done:
            draw.take(step, "工作人员01", AUGUST, word="" if step is Step.released else "318")


def deliberate(people: People) -> None:
    """An item whose cards are collected and approved, and one that is still up."""
    congress = db.session.get_one(Congress, people.ids["county"])
    for title in ("公厕改造情况的报告", "养老服务情况的报告"):
        item = open_deliberation(
            congress, title, date(2026, 8, 5), congress.committees[0], "工作人员01", AUGUST
        )
        db.session.flush()
        writer = scene.deputy(1, people)
        line = write_line(item, "坡道太陡", "按标准改造", congress.units[0], writer, writer.name, AUGUST)
        db.session.flush()
    said = Approved("关于养老服务的审议意见", "一、按标准改造坡道。", "主任会议", date(2026, 8, 6))
    collect_cards(item, [line], said, "工作人员01", AUGUST)


def bring(people: People, finding: scene.Matter, state: State) -> None:
    """Bring a finding to a state."""
    if state is State.raised:
        return
    scene.order_it(people, finding, due_on=date(2026, 9, 1))
    if state is State.ordered:
        return
    if state is not State.returned:
        decided = Decided("主任会议", "限期补建", date(2026, 9, 1))
        raise_higher(finding, State.listed, decided, scene.OFFICE, AUGUST)
    finding.answer("已补两座", [], scene.UNIT, AUGUST)
    if state is not State.answered:
        due_on = date(2026, 9, 1) if state is State.returned else None
        finding.recheck(due_on, "到现场看过", scene.by_group(people), AUGUST, None if due_on else scene.MARKS)


# 专题询问


def inquire(people: People) -> None:
    """One inquiry is in preparation, one goes on with an answer and a promise; a hearing is called off."""
    congress = db.session.get_one(Congress, people.ids["county"])
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    sitting = db.session.get_one(Sitting, people.ids["sitting"])
    unit = db.session.get_one(Unit, people.ids["unit_row"])
    for form in (Form.special, Form.special, Form.hearing):
        called = Called(
            form,
            "公厕建设",
            "进度偏慢",
            date(2026, 8, 20),
            "常委会会议室",
            "听取说明\n询问和答复",
            sitting,
            cycle,
        )
        one = call(congress, called)
        db.session.flush()
        asker = scene.deputy(1, people)
        question = one.ask(Asked("什么时候补建坡道", "三座没有坡道", unit, asker), "工作人员01", AUGUST)
        one.ask(Asked("钱从哪里来", "", unit, asker="居民03"), "工作人员01", AUGUST)
        if one.number == 2:
            one.begin(AUGUST)
            question.record(Part.answer, "局长", "年底前补齐", "工作人员01", AUGUST)
            question.promise("补建坡道", "年底前补齐坡道", date(2026, 9, 30), scene.OFFICE, AUGUST)
    one.call_off("改为书面答复")


# 人民评


def evaluate(people: People) -> None:
    """Ratings with sentences to judge, totals brought in, a project to close and a closed one to open again."""
    project = public_project(people, 40, Stage.confirmed)
    public_project(people, 41, Stage.closed)
    said = [
        rate(project, Opinion(grade, f"居民的话{n}"), f"device{n}", f"address{n}", AUGUST)
        for n, grade in enumerate((*Grade, Grade.basic))
    ]
    said[-1].release("工作人员01", AUGUST)
    brought = Brought(
        Collected.survey, "统计局入户调查", date(2026, 7, 1), date(2026, 7, 31), 300, Spread(200, 80, 20)
    )
    enter_totals(project, brought, "工作人员01", AUGUST)
    failed = public_project(people, 42, Stage.confirmed)
    failed.cycle.settings = {**failed.cycle.settings, "rating_rework_below": 60}
    enter_totals(failed, replace(brought, people=100, spread=Spread(20, 20, 60)), "工作人员01", AUGUST)


# 年报


def report(people: People) -> None:
    """The report on the half-year is signed off, with words of its own; that on the year is a draft."""
    congress = db.session.get_one(Congress, people.ids["county"])
    signed = begin(congress, 2026, Span.half, "工作人员01", AUGUST)
    begin(congress, 2026, Span.year, "工作人员01", AUGUST)
    signed.write("opening", "上半年工作情况如下。", 0, "工作人员01", AUGUST)
    db.session.flush()
    with current_app.test_request_context():
        sign(signed, "工作人员01", AUGUST)
