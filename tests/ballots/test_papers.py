"""文书: each paper for those who may have it, from the nearest template, in Chinese whatever the page's language."""

import io
import re
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.ballots.boxed import opened
from tests.ballots.hall import AT, OFFICE, carry, cycle_of, deciding, round_by, sitting_of
from tests.ballots.test_rating import rate
from votes.ballots import papers, result_papers
from votes.ballots.announcing import announce
from votes.ballots.box.canon import fingerprint
from votes.ballots.channels import ChannelKind
from votes.ballots.profile_rules import RatingTerms, Terms
from votes.ballots.slips import PEN, UNSIGNED
from votes.common.db import db
from votes.common.paper import ROOMS
from votes.congress.models import Body, Congress, Level, Unit


def words(data: bytes, part: str = "word/document.xml") -> str:
    document = zipfile.ZipFile(io.BytesIO(data)).read(part).decode()
    paragraphs = re.findall(r"<w:p[ >].*?</w:p>", document, re.S)
    return "\n".join("".join(re.findall(r"<w:t[^>]*>(.*?)</w:t>", one, re.S)) for one in paragraphs)


def test_script_ballot_and_rules_are_ready_before_the_vote(hall, browse, carried, inside) -> None:
    round = carried("preparing", terms=Terms(seats=2, most=2))
    clerk = browse("clerk")
    script = words(clerk.get(hall.round_path(round, "paper", "script")).data)
    assert "全体代表12名" in script
    assert "提名持证人chief为总监票人" in script
    assert "办法已于2026年3月1日通过" in script
    assert "办法（草案）" not in script
    assert "即不少于7票的，方可入选" in script
    ballot = words(clerk.get("/en" + hall.round_path(round, "paper", "ballot")).data)
    assert "2026年度民生实事项目表决票" in ballot
    assert "赞成的项目不得超过2项" in ballot
    session = inside(lambda: sitting_of(hall).session_id)
    rules = words(clerk.get(hall.list_path("ballot", "rules", session, "paper")).data)
    assert "应选项目2项，差额2项" in rules
    assert "2026年3月1日通过" in rules
    assert clerk.get(hall.round_path(round, "paper", "check")).status_code == 404
    assert clerk.get(hall.round_path(round, "paper", "nothing")).status_code == 404


def test_the_clearing_report_has_blanks_then_numbers_then_the_verdict(hall, browse, carried, inside) -> None:
    round = carried("open")
    sheet = words(browse("scrutineer").get(hall.round_path(round, "paper", "check")).data)
    assert "＿" in sheet
    assert "□ 有效" in sheet

    closed = inside(lambda: papers.check_sheet(round_by(round)))
    assert closed["declared"] is None


def test_the_count_report_is_for_chair_and_chief_scrutineer(hall, browse, carried) -> None:
    round = carried("counted", terms=Terms(seats=2, most=2), approvals=(8, 7, 1, 0), void={"over_marked": 2})
    for word in ("chair", "chief"):
        sheet = words(browse(word).get(hall.round_path(round, "paper", "count")).data)
        assert "无效票：赞成超过规定项数2票" in sheet
        assert "全体代表过半数为7票" in sheet
        assert "未入选" in sheet
    for word in ("clerk", "scrutineer", "teller_a", "teller_b"):
        assert browse(word).get(hall.round_path(round, "paper", "count")).status_code == 404


def test_the_announcement_keeps_to_the_switch(hall, browse, carried, inside) -> None:
    round = carried("declared")
    inside(lambda: announce(round_by(round), "1", AT.date(), "公告", OFFICE, AT))
    text = words(browse("clerk").get(hall.round_path(round, "paper", "announcement")).data)
    assert "第1号" in text
    assert "市民中心建设工程" in text
    assert "得票情况" not in text


@pytest.mark.usefixtures("context")
def test_with_counts_the_announcement_has_them_all(hall) -> None:
    round = carry(hall, "declared", Terms(seats=2, most=None, publish="counts"))
    context = result_papers.announcement(round)
    assert [row["approve"] for row in context["counts"]] == [8, 7, 3, 2]


def test_a_rating_has_sheets_of_its_own(hall, browse, inside) -> None:
    round = inside(lambda: rate(hall, RatingTerms())).id
    sheet = words(browse("chair").get(hall.round_path(round, "paper", "count")).data)
    assert "满意度测评结果报告单" in sheet
    assert browse("clerk").get(hall.round_path(round, "paper", "announcement")).status_code == 404
    session = inside(lambda: sitting_of(hall).session_id)
    rules = words(browse("clerk").get(hall.list_path("rating", "rules", session, "paper")).data)
    assert "满意度测评办法" in rules
    ballot = words(browse("clerk").get(hall.round_path(round, "paper", "ballot")).data)
    assert "满意度测评票" in ballot


def test_a_township_uses_its_countys_templates(app, hall, browse, carried, inside) -> None:
    round = carried("preparing")

    def host() -> None:
        county = db.session.query(Congress).filter_by(slug=hall.people.other_county).one()
        db.session.query(Congress).filter_by(slug=hall.people.county).one().parent = county

    inside(host)
    folder = Path(app.config["DATA"]) / "templates" / hall.people.other_county
    folder.mkdir(parents=True)
    ours = ROOMS / "ballots" / "paper" / "chair-script.docx"
    (folder / "chair-script.docx").write_bytes(changed(ours.read_bytes(), "宣布开会", "县里的写法"))
    try:
        text = words(browse("clerk").get(hall.round_path(round, "paper", "script")).data)
        assert "县里的写法" in text
    finally:
        (folder / "chair-script.docx").unlink()


def changed(template: bytes, old: str, new: str) -> bytes:
    """A template in which a county has put other words."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(template)) as before, zipfile.ZipFile(written, "w") as after:
        for name in before.namelist():
            after.writestr(name, before.read(name).replace(old.encode(), new.encode()))
    return written.getvalue()


@pytest.mark.usefixtures("context")
def test_other_bodies_have_their_own_words(hall) -> None:
    round = carry(hall, "preparing")
    session, congress = round.sitting.session, round.congress
    session.body = Body.standing_committee
    assert papers.head(session, round.cycle, round.purpose)["presidium"] == "主任会议"
    session.body, congress.level = Body.assembly, Level.street
    assert papers.head(session, round.cycle, round.purpose)["slip"] == "票选票"
    congress.demo = True
    assert papers.head(session, round.cycle, round.purpose)["mark"] == "演示件"


@pytest.mark.usefixtures("context")
def test_a_tie_is_told_to_the_presidium(hall) -> None:
    round = carry(hall, "counted", approvals=(8, 7, 7, 2))
    sheet = result_papers.count_sheet(round)
    assert (sheet["state"], sheet["tied"], sheet["open_seats"]) == ("tie", "新农村建设、老旧小区改造工程", 1)


@pytest.mark.usefixtures("context")
def test_two_channels_are_told_apart_in_numbers_alone(hall) -> None:
    round = carry(hall, "open", kinds=(ChannelKind.paper, ChannelKind.device))
    assert [row["name"] for row in papers.check_sheet(round)["channels"]] == [
        "纸质表决票",
        "会场表决器或光电读票机",
    ]


def test_rules_that_are_adopted_on_the_day_are_put_to_the_vote_by_the_script(
    hall, browse, carried, inside
) -> None:
    inside(lambda: setattr(sitting_of(hall), "held_on", date(2026, 3, 1)))
    round = carried("preparing")
    script = words(browse("clerk").get(hall.round_path(round, "paper", "script")).data)
    assert "办法（草案）已经各代表团讨论" in script
    assert "办法已于" not in script


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Terms(seats=2, most=2), "赞成的项目不得超过2项；超过的，该张票无效；少于的有效。"),
        (Terms(way="choose", seats=2, most=1), "同意的项目不得超过1项；超过的，该张票无效；少于的有效。"),
        (Terms(seats=2, most=None), "在“赞成”“反对”或者“弃权”栏内画“○”，只画一栏；没有画的，视为弃权。"),
    ],
)
def test_the_sheet_to_print_and_the_word_file_say_the_same(
    hall, browse, carried, inside, terms, said
) -> None:
    def fill() -> None:
        project = cycle_of(hall).projects[0]
        project.content, project.unit = "硬化道路12公里：六个行政村。", db.session.query(Unit).first()

    inside(fill)
    round = carried("preparing", terms=terms)
    ballot = words(browse("clerk").get(hall.round_path(round, "paper", "ballot")).data)
    page = browse("clerk").get(hall.round_path(round, "slip")).text
    for sentence in (said, UNSIGNED, PEN, "硬化道路12公里：六个行政村（县住建局）", "大会秘书处（印章）"):
        assert sentence in ballot, sentence
        assert sentence in page, sentence


def test_the_announcement_joins_content_and_unit_cleanly(hall, browse, carried, inside) -> None:
    def fill() -> None:
        first, second = cycle_of(hall).projects[:2]
        first.content, first.unit = "硬化道路12公里：六个行政村。", db.session.query(Unit).first()
        second.content = "改水。"

    inside(fill)
    round = carried("declared")
    text = words(browse("clerk").get(hall.round_path(round, "paper", "announcement")).data)
    assert "市民中心建设工程，硬化道路12公里：六个行政村（责任单位：县住建局）。" in text
    assert "新农村建设：改水。" in text


def test_the_ballot_to_print_shows_one_row_a_project(hall, browse, carried) -> None:
    round = carried("preparing")
    page = browse("chief").get(hall.round_path(round, "slip")).text
    assert page.count("<td></td>") == 12
    assert browse("teller_a").get(hall.round_path(round, "slip")).status_code == 404


def test_a_further_rounds_ballot_names_its_round(hall, browse, carried, inside) -> None:
    round = carried("declared", approvals=(8, 7, 7, 2))
    again = inside(lambda: deciding.hold_further(round_by(round), "再次投票", OFFICE, AT)).id
    assert "（第二轮）" in browse("clerk").get(hall.round_path(again, "slip")).text
    script = words(browse("clerk").get(hall.round_path(again, "paper", "script")).data)
    assert "现就上述项目再次投票" in script


def test_the_script_of_a_vote_on_paper_and_by_slips_has_the_words_of_both(hall, browse, carried) -> None:
    round = carried("preparing", kinds=(ChannelKind.paper, ChannelKind.slips))
    script = words(browse("clerk").get(hall.round_path(round, "paper", "script")).data)
    order = (
        "照密钥卡宣读票箱号码",
        "请密封票箱",
        "两样只领一样",
        "请监票人扫描票盘里剩下的票",
        "当众开启票箱",
    )
    places = [script.index(one) for one in order]
    assert places == sorted(places)
    assert "{%" not in script


def test_script_and_clearing_report_speak_of_slips_where_deputies_vote_by_them(hall, browse, inside) -> None:
    boxed = inside(lambda: opened(hall))
    inside(lambda: boxed.close(10, 2))
    clerk = browse("clerk")
    script = words(clerk.get(hall.round_path(boxed.round, "paper", "script")).data)
    assert "照密钥卡宣读票箱号码" in script
    assert "画“○”" not in script
    sheet = clerk.get(hall.round_path(boxed.round, "paper", "check")).data
    foot = words(sheet, "word/footer1.xml")
    assert inside(lambda: fingerprint(boxed.box.closed.hash)) in foot
    assert "软件版本" in foot
    assert "剩余\n发出\n收回\n12\n0\n2\n10\n0" in words(sheet)
