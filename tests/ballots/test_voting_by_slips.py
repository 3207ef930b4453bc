"""A whole round by slips in the browser: brought in, opened, handed out, voided, closed, opened at the laptop, declared."""

import io
import json

import pytest

from tests.ballots.boxed import Boxed, put_in
from tests.ballots.hall import (
    AT,
    CHAIR,
    CHIEF,
    adopt_rules,
    deciding,
    declare,
    prepare_round,
    round_by,
    sign_in,
)
from tests.ballots.printing import Printing
from votes.ballots import box_words, bringing
from votes.ballots.box.canon import fingerprint, hashed
from votes.ballots.box.casting import voiding
from votes.ballots.channels import ChannelKind, slips_of
from votes.ballots.round_rules import Papers
from votes.ballots.rounds import LONGEST_TITLE
from votes.ballots.sections import chosen_section
from votes.common.errors import RuleBroken

PDF = b"%PDF-1.4\n%%EOF\n"


def stick(name: str, data: bytes) -> tuple[io.BytesIO, str]:
    return io.BytesIO(data), name


def bring_slips(hall, browse, printing: Printing):
    files = {"keys": stick("keys.json", printing.keys), "slips": stick("slips.json", printing.slips)}
    return browse("clerk").send(hall.path("slips"), files)


def ready(hall, inside, present: int = 10) -> int:
    """Rules, sign-in, and a round that takes ballots by slips."""

    def make() -> int:
        adopt_rules(hall)
        sign_in(hall, present)
        return prepare_round(hall, kinds=(ChannelKind.slips,)).id

    return inside(make)


def go_on_without(hall, browse) -> None:
    browse("clerk").send(hall.path("preparation", "without"), {"reason": "主席团第三次会议"})


def both(hall, browse, round: int, deed: str) -> None:
    for who in ("chair", "chief"):
        assert browse(who).send(hall.round_path(round, deed)).status_code == 302


def hand_out(hall, browse, round: int, number: int, who=("chief", "scrutineer")) -> None:
    for one in who:
        browse(one).send(hall.round_path(round, "hand-out"), {"issued": number})


def void(hall, browse, round: int, boxed: Boxed, place: int, name: str) -> dict:
    rows = []
    for sign in "AB":
        pk, sig = voiding(sign, boxed.printing.codes[place])
        rows.append({"section": sign, "pk": pk.hex(), "sig": sig.hex()})
    data = {"name": name, "fields": json.dumps(rows)}
    return browse("scrutineer").send(hall.round_path(round, "void-slips"), data).json


@pytest.fixture
def open_(hall, browse, inside) -> Boxed:
    """Opened by both, ten slips handed out, nobody has voted."""
    round, printing = ready(hall, inside), Printing()
    bring_slips(hall, browse, printing)
    go_on_without(hall, browse)
    both(hall, browse, round, "open")
    hand_out(hall, browse, round, 10)
    return Boxed(round, printing)


def papers(inside, round: int):
    return inside(lambda: slips_of(round_by(round)).papers)


def test_a_whole_round_is_held_by_the_roles_named(hall, browse, inside, open_, client) -> None:
    round, path = open_.round, lambda *parts: hall.round_path(open_.round, *parts)
    inside(lambda: put_in(open_, [open_.cast(place, {"1": "approve", "2": "approve"}) for place in range(9)]))
    screen = client.get(f"/screen/{hall.people.county}/{hall.sitting}.json").json
    assert [one["number"] for one in screen["numbers"]] == [12, 10, 10, 9]
    assert screen["marks"][0].startswith("票箱号码 ")

    page = browse("chair").get(path("close")).text
    assert "还有2张票既没有发出" in page
    assert "我签署：结束投票" not in page, "it could only fail"
    assert void(hall, browse, round, open_, 10, "spoiled")["words"] == "这张票已作废。"
    left = void(hall, browse, round, open_, 11, "left_over")
    assert (left["words"], left["numbers"][-1]) == ("这张票已记为剩余。", ["尚未清点", 0])
    page = browse("chair").get(path("close")).text
    assert "既没有发出" not in page
    assert "我签署：结束投票" in page
    both(hall, browse, round, "close")
    sheet = browse("chief").get(path("close-sheet")).text
    marks = inside(lambda: dict(box_words.whole_marks(open_.box)))
    assert all(mark in sheet for mark in marks.values())
    assert fingerprint(inside(lambda: open_.box.section.root)) in sheet, (
        "the root of the slips, as at the printing"
    )
    browse("chair").send(path("check"))
    assert inside(lambda: round_by(round).state) == "checked"
    assert path("close-sheet") in browse("chief").get(path()).text, "the laptop still asks for its code"

    posted = client.get(f"/screen/{hall.people.county}/{hall.sitting}/receipts").text
    assert all(
        f"{receipt[:5]} {receipt[5:]}" in posted
        for receipt in inside(lambda: box_words.posted(round_by(round)))
    )
    box = browse("chief").get(path("box.json"))
    assert json.loads(box.data)["closing"]["count"] == 9
    result = inside(open_.result)
    data = {"result": stick("result.json", result), "code": open_.code(result)}
    assert browse("chief").send(path("bring-back"), data).status_code == 302
    assert "市民中心建设工程" in browse("chair").get(path("compare-result")).text
    assert browse("chair").send(path("compare-result"), {"code": open_.code(result)}).status_code == 302
    assert browse("chief").send(path("confirm-count")).status_code == 302
    paper = {"reason": "主席团第三次会议", "document": stick("decision.pdf", PDF)}
    assert browse("clerk").send(path("confirm"), paper).status_code == 302
    assert browse("chair").send(path("declare")).status_code == 302
    assert (
        browse("clerk").send(path("announce"), {"number": "1", "issued_on": "2026-03-02"}).status_code == 302
    )
    done = inside(lambda: round_by(round))
    assert (done.state, done.result["adopted"], done.result["valid"]) == ("announced", ["1", "2"], 9)
    assert papers(inside, round) == Papers(12, 10, 1, 1, 9)


def test_the_total_handed_out_stands_once_two_persons_agree(hall, browse, inside) -> None:
    round = ready(hall, inside)
    bring_slips(hall, browse, Printing())
    hand_out(hall, browse, round, 9, ("scrutineer",))
    assert papers(inside, round).issued is None
    assert "您已登记9张" in browse("scrutineer").get(hall.round_path(round, "hand-out")).text
    assert (
        "9"
        not in browse("chief")
        .get(hall.round_path(round, "hand-out"))
        .text.split("<main")[1]
        .split("<form")[0]
        .split("</ul>")[1]
    )
    hand_out(hall, browse, round, 10, ("chief",))
    assert papers(inside, round).issued is None
    hand_out(hall, browse, round, 10, ("scrutineer",))
    assert papers(inside, round).issued == 10
    page = browse("chief").send(hall.round_path(round, "hand-out"), {"issued": 13}).text
    assert "一共印了12张票" in page


def test_nothing_opens_while_a_step_of_the_preparation_is_open(hall, browse, inside) -> None:
    round = ready(hall, inside)
    path = hall.round_path(round, "open")
    assert "请先导入 keys.json" in browse("chair").send(path).text
    bring_slips(hall, browse, Printing())
    assert "还有5步没有完成" in browse("chair").send(path).text
    for step in ("laptop", "trial", "screen", "paper"):
        browse("clerk").send(hall.path("preparation"), {"told": "done"}, to=hall.path("preparation", step))
    assert "还有1步没有完成" in browse("chair").send(path).text
    go_on_without(hall, browse)
    page = browse("chair").get(hall.path("preparation")).text
    assert "主席团第三次会议" in page
    mark = inside(lambda: fingerprint(hashed(chosen_section(round_by(round)).box)))
    page = browse("chair").get(path).text
    assert f"票箱号码 {mark}" in page
    assert "蓝色一栏（A）" in page
    assert browse("chair").send(path).status_code == 302


def test_the_preparation_says_how_phones_come_in_and_what_to_type_at_the_laptop(
    hall, browse, carried, app, monkeypatch
) -> None:
    round, path = carried("preparing"), hall.path("preparation")
    page = browse("clerk").get(path).text
    assert "还没有用手机投票的轮次" in page
    assert hall.round_path(round, "edit") in page
    browse("clerk").send(hall.round_path(round, "edit"), {"title": "2026年度票决", "kinds": "slips"})
    page = browse("clerk").get(path).text
    assert "票决名称：2026年度票决" in page
    assert "另留一栏" in page
    assert "还没有用手机投票的轮次" not in page
    assert "手机打开的网址：" not in page, "the laptop would refuse it"
    assert "BASE_URL" in page
    monkeypatch.setitem(app.config, "BASE_URL", "https://votes.example")
    page = browse("clerk").get(path).text
    assert "手机打开的网址：https://votes.example" in page
    assert "BASE_URL" not in page


def test_integrity_is_seen_and_cannot_be_ticked(hall, browse, inside) -> None:
    ready(hall, inside)
    answer = browse("clerk").send(
        hall.path("preparation"), {"told": "done"}, to=hall.path("preparation", "slips")
    )
    assert answer.status_code == 409


def test_slips_not_accounted_for_keep_the_vote_open(hall, browse, inside, open_) -> None:
    answer = browse("chair").send(hall.round_path(open_.round, "close"))
    assert answer.status_code == 409
    assert "还有2张票既没有发出，也没有作废" in answer.text
    void(hall, browse, open_.round, open_, 11, "left_over")
    browse("scrutineer").send(hall.round_path(open_.round, "papers"), {"slips-spoiled": 1, "slips-left": 1})
    assert browse("chair").send(hall.round_path(open_.round, "close")).status_code == 302


def test_a_slip_is_voided_once_and_not_after_it_has_voted(hall, browse, inside, open_) -> None:
    inside(lambda: put_in(open_, [open_.cast(0)]))
    used = void(hall, browse, open_.round, open_, 0, "spoiled")
    assert (used["is_void"], "投过" in used["words"] or "已经" in used["words"]) == (False, True)
    assert void(hall, browse, open_.round, open_, 1, "spoiled")["is_void"]
    assert not void(hall, browse, open_.round, open_, 1, "spoiled")["is_void"]
    torn = browse("chief").send(
        hall.round_path(open_.round, "void-slips"), {"name": "spoiled", "fields": "[{}]"}
    )
    assert torn.json["is_void"] is False
    assert papers(inside, open_.round) == Papers(12, 10, 1, 0, None)
    page = browse("chief").get(hall.round_path(open_.round, "void-slips")).text
    assert 'data-sections="A B" data-own="A"' in page


def closed_box(hall, browse, inside, open_, approvals=({"1": "approve"},)) -> None:
    inside(lambda: put_in(open_, [open_.cast(place, marks) for place, marks in enumerate(approvals)]))
    browse("scrutineer").send(hall.round_path(open_.round, "papers"), {"slips-spoiled": 0, "slips-left": 2})
    both(hall, browse, open_.round, "close")
    browse("chair").send(hall.round_path(open_.round, "check"))


def test_only_the_result_of_this_box_comes_back_and_only_with_its_sheet(hall, browse, inside, open_) -> None:
    closed_box(hall, browse, inside, open_)
    result = inside(open_.result)
    path = hall.round_path(open_.round, "bring-back")
    wrong = {"result": stick("result.json", result), "code": "0123 4567 89AB CDEF"}
    refused = browse("chief").send(path, wrong).text
    assert "不是文件里计票结果的校验码" in refused
    assert open_.code(result)[:4] not in refused, "else it would simply be typed"
    changed = result.replace(b'"approve":1', b'"approve":0', 1).replace(b'"abstain":0', b'"abstain":1', 1)
    data = {"result": stick("result.json", changed), "code": open_.code(result)}
    assert browse("chief").send(path, data).status_code == 200
    other = {"result": stick("result.json", b"{}"), "code": open_.code(result)}
    assert browse("chief").send(path, other).status_code == 200
    assert inside(lambda: open_.box.result) is None


def test_nothing_is_confirmed_before_the_chair_has_compared(hall, browse, inside, open_) -> None:
    closed_box(hall, browse, inside, open_)
    result = inside(open_.result)
    data = {"result": stick("result.json", result), "code": open_.code(result)}
    browse("chief").send(hall.round_path(open_.round, "bring-back"), data)
    with pytest.raises(RuleBroken, match="has not compared"):
        inside(lambda: deciding.confirm_count(round_by(open_.round), CHIEF, AT))
    wrong = browse("chair").send(hall.round_path(open_.round, "compare-result"), {"code": "FFFF"})
    assert "校验码" in wrong.text
    assert inside(lambda: round_by(open_.round).state) == "counting"


def test_a_revote_goes_on_with_the_next_field_of_the_same_slips(hall, browse, inside, open_) -> None:
    tied = ({"1": "approve", "2": "approve", "3": "approve"},) * 8
    closed_box(hall, browse, inside, open_, tied)
    result = inside(open_.result)

    def declare_it() -> None:
        round = round_by(open_.round)
        bringing.bring(round, result, open_.code(result), CHIEF, AT)
        bringing.compare(round, open_.code(result), CHAIR, AT)
        declare(round)

    inside(declare_it)
    answer = browse("clerk").send(hall.round_path(open_.round, "further"), {"title": "再次投票"})
    assert answer.status_code == 302
    again = open_.round + 1
    assert inside(lambda: slips_of(round_by(again)).section) == "B"
    both(hall, browse, again, "open")
    assert papers(inside, again) == Papers(12, 10, 0, 0, None)
    terms = inside(lambda: Boxed(again).box.terms)
    assert (terms.section, terms.previous) == ("B", inside(lambda: open_.box.mh))


def test_the_box_is_given_up_for_paper_in_one_step(hall, browse, inside, open_) -> None:
    inside(lambda: setattr(round_by(open_.round), "title", "票" * LONGEST_TITLE))
    answer = browse("chair").send(hall.round_path(open_.round, "give-up"), {"reason": "网络中断"})
    assert answer.status_code == 302
    again = inside(lambda: round_by(open_.round + 1))
    assert inside(lambda: round_by(open_.round).state) == "void"
    assert inside(lambda: [channel.kind for channel in round_by(again.id).channels]) == [ChannelKind.paper]
    assert again.cause == "void"
    assert (len(again.title), again.title[-8:]) == (LONGEST_TITLE, "票（改用纸质票）")


def test_a_second_way_that_few_take_is_warned_about(hall, browse, inside) -> None:
    def make() -> int:
        adopt_rules(hall)
        sign_in(hall, 10)
        return prepare_round(hall, kinds=(ChannelKind.paper, ChannelKind.slips)).id

    round = inside(make)
    bring_slips(hall, browse, Printing())
    hand_out(hall, browse, round, 8)
    assert "扫码票：只有8名代表用这种方式" in browse("chair").get(hall.round_path(round)).text


def test_the_office_is_told_on_its_desk_what_is_not_prepared(hall, browse, inside) -> None:
    ready(hall, inside)
    assert "会前准备：还有6步" in browse("clerk").get("/desk").text


def test_other_slips_do_not_come_in_under_a_signature(hall, browse, inside) -> None:
    round = ready(hall, inside)
    bring_slips(hall, browse, Printing())
    go_on_without(hall, browse)
    browse("chair").send(hall.round_path(round, "open"))
    answer = bring_slips(hall, browse, Printing(word="second"))
    assert "已经有人签署" in answer.text
    mark = inside(lambda: chosen_section(round_by(round)).box)
    assert mark == bytes(Printing().key().public_key)


def test_figures_of_other_slips_go_with_them(hall, browse, inside) -> None:
    """One person's total for the first printing and another's for the second do not agree."""
    round = ready(hall, inside)
    first = Printing()
    bring_slips(hall, browse, first)
    hand_out(hall, browse, round, 9)
    assert void(hall, browse, round, Boxed(round, first), 10, "spoiled")["is_void"]
    browse("scrutineer").send(hall.round_path(round, "papers"), {"slips-spoiled": 1, "slips-left": 2})
    assert papers(inside, round) == Papers(None, 9, 1, 2)
    bring_slips(hall, browse, Printing(word="second"))
    assert papers(inside, round) == Papers()
    hand_out(hall, browse, round, 9, ("chief",))
    assert papers(inside, round).issued is None


def test_nothing_is_handed_out_before_slips_are_here(hall, browse, inside) -> None:
    round = ready(hall, inside)
    page = browse("chief").send(hall.round_path(round, "hand-out"), {"issued": 3}).text
    assert "请先选定这次投票用票上的哪一栏" in page
