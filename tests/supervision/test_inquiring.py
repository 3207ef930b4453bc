"""专题询问 from the call to the record: asked, answered on the spot, promised, rated; no unit learns who asks."""

import io
from datetime import date, timedelta

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ballots import hall
from tests.supervision import scene
from votes.ballots.adopting import Publish, Purpose, draft
from votes.ballots.profile_rules import RatingTerms, plain_of_rating
from votes.ballots.standing import rating_results
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress, Sitting, Unit
from votes.projects.models import Cycle
from votes.supervision.inquiries import Asked, Called, Exchange, Inquiry, Promise, call
from votes.supervision.inquiry_rules import MOVES, Course, Form, Part
from votes.supervision.inquiry_waiting import may_still_ask
from votes.supervision.kinds import Kind
from votes.supervision.matters import Matter
from votes.supervision.moments import moments_of
from votes.supervision.rules import State

HOME = "/desk/demo-county/inquiries"
ONE = f"{HOME}/1"
NAME = "代表001"
KEPT = {"form": "special", "title": "公厕建设", "held_on": "2026-03-20"}


@pytest.fixture
def called(app, people) -> None:
    """An inquiry in preparation, with the question of a deputy to the first unit."""
    with app.app_context():
        make(people)
        db.session.commit()


def make(people) -> Inquiry:
    """The inquiry with its question."""
    county = db.session.get_one(Congress, people.ids["county"])
    sitting = db.session.get_one(Sitting, people.ids["sitting"])
    cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
    day = date(2026, 3, 2)
    one = call(
        county, Called(Form.special, "公厕建设", "进度偏慢", day, "会议室", "说明\n询问", sitting, cycle)
    )
    db.session.flush()
    unit = db.session.get_one(Unit, people.ids["unit_row"])
    one.ask(Asked("坡道何时补建", "三座没有坡道", unit, scene.deputy(1, people)), "工作人员01", scene.MORNING)
    return one


def test_an_inquiry_is_called_and_its_agenda_stands_line_by_line(people, browser_of) -> None:
    office = browser_of(people.clerk)
    answer = office.send(
        f"{HOME}/call",
        {"form": "special", "title": "公厕建设", "held_on": "2026-03-20", "agenda": "听取说明\n询问和答复"},
    )
    assert answer.location == ONE
    page = office.get(ONE).text
    assert "<li>听取说明</li><li>询问和答复</li>" in page
    office.send(f"{ONE}/edit", {**KEPT, "title": "公厕建设和管养"})
    assert "公厕建设和管养" in office.get(HOME).text


def test_a_deputy_puts_a_question_and_the_unit_reads_it_without_the_name(called, people, browser_of) -> None:
    other = browser_of(people.other_deputy)
    other.send(f"{ONE}/ask", {"title": "经费够不够", "unit": str(people.ids["unit_row"])})
    for who in (people.clerk, people.deputy):
        page = browser_of(who).get(ONE).text
        assert NAME in page
        assert "代表002" in page
    for who in (people.unit, people.government):
        browser = browser_of(who)
        for path in (ONE, f"{ONE}/sheet"):
            page = browser.get(path).text
            assert "坡道何时补建" in page
            assert "人大代表" in page
            assert NAME not in page
            assert "代表002" not in page
    assert browser_of(people.other_unit).get(ONE).status_code == 404


def test_who_asks_further_is_told_neither_to_the_unit_nor_to_the_government(
    called, people, browser_of
) -> None:
    office = browser_of(people.clerk)
    begin(office)
    office.send(f"{ONE}/questions/1/answer", {"part": "more", "speaker": "代表003", "words": "哪一天"})
    for who, knows in ((people.clerk, True), (people.deputy, True), (people.unit, False)):
        for path in (ONE, f"{ONE}/sheet"):
            page = browser_of(who).get(path).text
            assert "哪一天" in page or path.endswith("sheet")
            assert ("代表003" in page) == (knows and "哪一天" in page)
    assert "代表003" not in browser_of(people.government).get(ONE).text


def test_who_asks_at_a_hearing_is_known_to_the_office_alone(called, people, browser_of) -> None:
    office = browser_of(people.clerk)
    office.send(f"{ONE}/edit", {**KEPT, "form": "hearing"})
    unit = str(people.ids["unit_row"])
    office.send(f"{ONE}/ask", {"title": "收费怎么定", "unit": unit, "asker": "居民03"})
    assert "居民03" in office.get(ONE).text
    for who in (people.deputy, people.government, people.unit):
        page = browser_of(who).get(ONE).text
        assert "收费怎么定" in page
        assert "居民03" not in page


def test_answers_come_once_it_has_begun_and_a_promise_goes_into_the_ledger(
    app, called, people, browser_of
) -> None:
    office = browser_of(people.clerk)
    answer = {"part": "answer", "speaker": "局长", "words": "年底前补齐"}
    assert office.send(f"{ONE}/questions/1/answer", answer).status_code == 409
    begin(office)
    assert office.send(f"{ONE}/questions/1/promise", PROMISED).status_code == 409
    office.send(f"{ONE}/questions/1/answer", answer)
    office.send(f"{ONE}/questions/1/answer", {"part": "more", "words": "哪一天"})
    assert office.send(f"{ONE}/questions/1/promise", PROMISED).status_code == 302
    page = browser_of(people.unit).get(ONE).text
    assert "答复（局长）" in page
    assert "追问" in page
    assert "补建坡道" in page
    with app.app_context():
        matter = db.session.query(Matter).one()
        assert (matter.kind, matter.state, matter.unit_id) == (
            Kind.question,
            State.ordered,
            people.ids["unit_row"],
        )
        assert (matter.due_on, matter.checker.value) == (date(2026, 6, 30), "deputy")
        assert matter.deputy is not None
        assert matter.deputy.name == NAME


PROMISED = {"title": "补建坡道", "words": "三座公厕补建坡道", "due_on": "2026-06-30"}


def begin(office) -> None:
    """The button on the page."""
    assert office.send(ONE, to=f"{ONE}/begin").status_code == 302


def test_a_question_is_struck_with_its_reason_and_the_unit_does_not_see_it(
    called, people, browser_of
) -> None:
    office = browser_of(people.clerk)
    office.send(f"{ONE}/questions/1/strike", {"why": "与另一问重复"})
    assert "与另一问重复" in office.get(ONE).text
    assert browser_of(people.unit).get(ONE).status_code == 404
    assert "坡道何时补建" not in browser_of(people.government).get(ONE).text
    begin(office)
    answer = {"part": "answer", "words": "年底前补齐"}
    assert office.send(f"{ONE}/questions/1/answer", answer).status_code == 409


def test_a_called_off_inquiry_keeps_its_reason(called, people, browser_of) -> None:
    office = browser_of(people.clerk)
    office.send(f"{ONE}/call-off", {"why": "改为书面答复"})
    assert "改为书面答复" in office.get(ONE).text
    assert (
        office.send(f"{ONE}/ask", {"title": "迟了", "unit": str(people.ids["unit_row"])}).status_code == 409
    )


def test_the_answers_are_rated_by_a_round_of_the_sitting(app, people, browser_of) -> None:
    with app.app_context():
        stage = hall.make_hall(people, candidates=1)
        one = make(people)
        one.begin(scene.MORNING)
        one.questions[0].record(Part.answer, "局长", "年底前补齐", "工作人员01", scene.MORNING)
        db.session.commit()
    office = browser_of(people.clerk)
    assert office.send(f"{ONE}/rating", {"rated": "questions", "kind": "paper"}).status_code == 302
    assert office.send(f"{ONE}/rating", {"rated": "units", "kind": "paper"}).status_code == 409
    rules = f"/desk/demo-county/2026/inquiry/rules/{db_session(app, people)}"
    adopt(app, stage)
    assert "每项答复" in words_of(office.get(f"{rules}/paper").data)
    with app.app_context():
        hall.sign_in(stage, 10)
        hall.whole_round(db.session.query(Inquiry).one().round, 10, [8])
        db.session.commit()
    page = office.get(ONE).text
    assert "坡道何时补建（县住建局）" in page
    assert "满意8、基本满意0、不满意2、弃权0" in page
    record = words_of(office.get(f"{ONE}/record").data)
    assert f"询问：{NAME}" in record
    assert "答复（局长）：年底前补齐" in record
    assert "坡道何时补建（县住建局）" in record
    with app.app_context():
        round = db.session.query(Inquiry).one().round
        assert [option.project_id for option in round.options] == [None]
        assert rating_results(stage_project(stage)) == []


def stage_project(stage):
    """The project of the hall: no rating of answers is a rating of projects."""
    return hall.cycle_of(stage).projects[0]


def db_session(app, people) -> int:
    """The session of the sitting."""
    with app.app_context():
        return db.session.get_one(Sitting, people.ids["sitting"]).session_id


def adopt(app, stage) -> None:
    """The rules of rating answers, adopted in the session."""
    with app.app_context():
        session, plain = hall.sitting_of(stage).session, plain_of_rating(RatingTerms(publish="counts"))
        rules = draft(session, hall.cycle_of(stage), Purpose.inquiry, "rating", plain, Publish.counts)
        rules.adopt(date(2026, 3, 1), "询问测评办法", None, "工作人员01", scene.MORNING)
        db.session.commit()


def words_of(file: bytes) -> str:
    """All text of a Word file."""
    document = Document(io.BytesIO(file))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(one.text for one in document.paragraphs), *cells])


def test_the_desk_tells_the_unit_to_prepare_and_the_office_to_hold_it(called, people, browser_of) -> None:
    office = browser_of(people.clerk)
    assert "准备答复" in browser_of(people.unit).get("/desk").text
    assert "准备答复" not in browser_of(people.other_unit).get("/desk").text
    assert "举行专题询问" in office.get("/desk").text
    begin(office)
    assert "准备答复" not in browser_of(people.unit).get("/desk").text
    assert office.send(ONE, to=f"{ONE}/end").status_code == 302
    assert ONE not in office.get("/desk").text


def test_a_matter_put_to_an_inquiry_waits_for_its_question(app, called, people, browser_of) -> None:
    with app.app_context():
        matter = scene.add_finding(people, scene.watched(people), "坡道一直没有补")
        scene.order_it(people, matter)
        matter.state = State.inquired
        db.session.commit()
        chosen = str(matter.id)
    office = browser_of(people.clerk)
    assert "坡道一直没有补" in office.get(HOME).text
    unit = str(people.ids["unit_row"])
    office.send(f"{ONE}/ask", {"title": "为什么不补", "unit": unit, "about": chosen})
    assert "坡道一直没有补" not in office.get(HOME).text
    assert "坡道一直没有补" in office.get(ONE).text
    assert "坡道一直没有补" not in browser_of(people.unit).get(ONE).text


def test_what_was_said_and_promised_cannot_be_rewritten(app, called, people) -> None:
    with app.app_context():
        one = db.session.query(Inquiry).one()
        one.begin(scene.MORNING)
        one.questions[0].record(Part.answer, "", "年底前补齐", "工作人员01", scene.MORNING)
        one.questions[0].promise("补建坡道", "补建", date(2026, 6, 30), scene.OFFICE, scene.MORNING)
        db.session.commit()
        for row in (db.session.query(Exchange).one(), db.session.query(Promise).one()):
            row.at = scene.MORNING.replace(year=2027)
            with pytest.raises(RuntimeError, match="append-only"):
                db.session.flush()
            db.session.rollback()
            db.session.delete(row)
            with pytest.raises(RuntimeError, match="append-only"):
                db.session.flush()
            db.session.rollback()


def test_in_the_ledger_the_asker_said_the_question_and_the_unit_was_handed_its_promise(
    app, called, people
) -> None:
    with app.test_request_context():
        one = db.session.query(Inquiry).one()
        one.begin(scene.MORNING)
        question = one.questions[0]
        question.record(Part.answer, "", "年底前补齐", "工作人员01", scene.MORNING)
        matter = question.promise("补建坡道", "补建三座坡道", date(2026, 6, 30), scene.OFFICE, scene.MORNING)
        db.session.flush()
        told = [moment.words for moment in moments_of(matter, "", lambda _at: True)]
    assert told[0] == "代表提出：三座没有坡道"
    assert told[1].endswith("：补建三座坡道")


DEEDS = ("begin", "end", "call_off", "ask", "answer", "promise", "strike", "change")


def test_any_order_of_deeds_keeps_to_the_table_of_moves(app, called, people) -> None:
    """Whatever is tried in whatever order: what the rules refuse leaves everything as it was."""

    @settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(st.sampled_from(DEEDS), max_size=8))
    def play(deeds: list[str]) -> None:
        with app.app_context():
            one = db.session.query(Inquiry).one()
            for deed in deeds:
                tried(one, deed, people)
                db.session.flush()
            db.session.rollback()

    play()


def tried(one: Inquiry, deed: str, people) -> None:
    """Do it, or be refused; either way as the table says."""
    question, before, said = one.questions[0], one.state, len(one.questions[0].exchanges)
    expected = {
        "begin": Course.under_way in MOVES[before],
        "end": Course.over in MOVES[before],
        "call_off": Course.called_off in MOVES[before],
        "ask": before in (Course.preparing, Course.under_way),
        "answer": before in (Course.under_way, Course.over) and not question.struck_why,
        "promise": before in (Course.under_way, Course.over) and said > 0,
        "strike": before in (Course.preparing, Course.under_way) and said == 0 and not question.struck_why,
        "change": before is Course.preparing,
    }[deed]
    acts = {
        "begin": lambda: one.begin(scene.MORNING),
        "end": lambda: one.end(scene.MORNING),
        "call_off": lambda: one.call_off("不开了"),
        "ask": lambda: one.ask(Asked("再问", "", question.unit), "工作人员01", scene.MORNING),
        "answer": lambda: question.record(Part.answer, "", "答", "工作人员01", scene.MORNING),
        "promise": lambda: question.promise("补", "补", date(2026, 6, 30), scene.OFFICE, scene.MORNING),
        "strike": lambda: question.strike("重复"),
        "change": lambda: one.change(Called(one.form, "新题", "", one.held_on, "", "")),
    }
    try:
        acts[deed]()
    except RuleBroken:
        assert not expected, (deed, before)
        assert one.state is before
    else:
        assert expected, (deed, before)


def test_an_inquiry_to_come_is_on_each_deputy_s_desk_until_they_asked_or_its_day_is_past(
    app, called, people, browser_of, clock
) -> None:
    words, deputy = "提出询问问题（没有可以不提）", browser_of(people.deputy)
    assert words not in deputy.get("/desk").text
    with app.app_context():
        db.session.query(Inquiry).one().questions[0].struck_why = "重复"
        db.session.commit()
    assert words in deputy.get("/desk").text
    assert words not in browser_of(people.unit).get("/desk").text
    unit = str(people.ids["unit_row"])
    assert deputy.send(f"{ONE}/ask", {"title": "何时补建", "unit": unit}).status_code == 302
    assert words not in deputy.get("/desk").text


def test_a_sitting_before_the_day_is_refused_and_nothing_typed_is_lost(app, people, browser_of) -> None:
    office, typed = browser_of(people.clerk), KEPT | {"sitting": str(people.ids["sitting"])}
    answer = office.send(f"{HOME}/call", typed)
    assert "早于询问的日期" in answer.text
    assert 'value="公厕建设"' in answer.text
    assert office.send(f"{HOME}/call", typed | {"held_on": "2026-03-02"}).status_code == 302


def test_an_inquiry_whose_day_is_past_calls_nobody_to_ask(app, called, people) -> None:
    with app.app_context():
        one, member = db.session.query(Inquiry).one(), scene.deputy(1, people).id
        one.questions[0].struck_why = "重复"
        assert may_still_ask(one, member, one.held_on)
        assert not may_still_ask(one, member, one.held_on + timedelta(days=1))


def test_deputies_come_to_inquiries_and_the_ledger_from_the_page_of_the_year(people, browser_of) -> None:
    for at in ("/desk/demo-county/2026", "/desk/demo-county/cycles"):
        page = browser_of(people.deputy).get(at).text
        for target in ("inquiries", "matters", "deliberations"):
            assert f'href="/desk/demo-county/{target}"' in page


def test_an_inquiry_called_without_a_sitting_names_it_when_its_answers_are_rated(
    app, called, people, browser_of
) -> None:
    office = browser_of(people.clerk)
    with app.app_context():
        one = db.session.query(Inquiry).one()
        one.sitting = one.cycle = None
        db.session.commit()
    begin(office)
    office.send(f"{ONE}/questions/1/answer", {"part": "answer", "words": "年底前补齐"})
    refused = office.send(f"{ONE}/rating", {"rated": "questions", "kind": "paper"})
    assert refused.status_code == 409
    assert "请先写明在哪次全体会议上举行" in refused.text
    where = {"sitting": str(people.ids["sitting"]), "cycle": str(people.ids["cycle_row"])}
    assert office.send(f"{ONE}/rating", {"rated": "questions", "kind": "paper", **where}).status_code == 302
    with app.app_context():
        assert db.session.query(Inquiry).one().round.sitting_id == people.ids["sitting"]
