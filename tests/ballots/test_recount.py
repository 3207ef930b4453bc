"""The command that counts again: what it prints, what it finds, and how it ends."""

import copy
import gettext
import io
import json
import random
from pathlib import Path
from typing import Any

import pytest
from babel.messages.mofile import write_mo

from tests.ballots.random_records import random_record
from tests.ballots.samples import GONE, PAGE_LINE, changed, contest, page, rating, result
from tests.ballots.second_counter import result_of
from votes.ballots.record import read, write
from votes.ballots.recount import recount
from votes.common.i18n import merged


class Told:
    """What a recount of a record told: its end, what it printed, and what it complained of."""

    def __init__(self, path: Path, record: Any, as_json: bool = False, **more: Any) -> None:
        file = path / "record.json"
        file.write_text(record if isinstance(record, str) else json.dumps(record), encoding="utf-8")
        out, err = io.StringIO(), io.StringIO()
        self.end = recount(file, as_json, out, err, **more)
        self.out, self.err = out.getvalue(), err.getvalue()


def chinese() -> Any:
    file = io.BytesIO()
    write_mo(file, merged())
    file.seek(0)
    return gettext.GNUTranslations(file).gettext


def with_result(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A record that states its own result, with changes to that."""
    return {**record, "result": changed(result(record), **changes)}


def test_the_line_is_printed_to_the_byte(tmp_path: Path) -> None:
    told = Told(tmp_path, page(), as_json=True)
    assert (told.end, told.out) == (0, PAGE_LINE)
    assert "states no result" in told.err


def test_the_line_does_not_depend_on_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "record.json"
    file.write_text(json.dumps(contest({"甲": 60}, seats=1)))
    raw = io.BytesIO()
    terminal = io.TextIOWrapper(raw, encoding="ascii", newline="\r\n")
    assert recount(file, True, terminal, io.StringIO()) == 0
    assert raw.getvalue() == read(contest({"甲": 60}, seats=1)).result().line()


def test_a_table_can_be_read_aloud(tmp_path: Path) -> None:
    told = Told(tmp_path, page(), _=chinese())
    assert told.out.splitlines() == [
        "2026年度民生实事项目票决 第一轮",
        "全体代表 232 人，实到 203 人，法定人数 155 人。",
        "发出 203 张，收回 152 张，有效 150 张。",
        "无效 2 张，未投 51 张。",
        "其中超过规定数的无效票 2 张。",
        "",
        "序号  赞成  反对  弃权  结果      项目",
        "1      121    20     9  票决通过  市民中心建设工程",
        "",
        "赞成票达 117 票为达到票数。",
        "应选 10 项。",
        "票决通过 1 项：1",
        "缺额 9 项。",
        "",
        "文件未载结果，无从比对。",
    ]


def test_it_is_complete_in_english(tmp_path: Path) -> None:
    told = Told(tmp_path, rating())
    assert "Basically satisfied" in told.out
    assert "Marks needed for a verdict: 112." in told.out
    assert told.out.isascii() is False, "the title stays as it is"
    assert all(line.isascii() for line in told.out.splitlines() if "项目" not in line)


def test_everything_a_result_can_hold_is_told(tmp_path: Path) -> None:
    funds = {"cap": 9, "fit": "skip"}
    approvals = {"a": 90, "b": 80, "c": 80, "d": 70, "e": 10}
    tied = Told(tmp_path, contest(approvals, costs={"a": 4, "b": 4, "c": 5, "d": 1}, funds=funds)).out
    for part in ("adopted", "tied", "waits for the tie", "not passed", "Funds: 9, of which adopted: 4."):
        assert part in tied
    assert "Tied: 2: b、c" in tied
    assert "Waiting for the tie: 1: d" in tied
    assert "further round is due on 2 options: b、c" in tied
    assert "passed, not adopted" in Told(tmp_path, contest({"a": 90, "b": 80}, seats=1)).out
    assert "Seats left vacant: 9." in Told(tmp_path, page()).out
    device = Told(tmp_path, page(channels__0__kind="device", channels__0__counts__1__oppose=10)).out
    assert "Not pressed" in device


@pytest.mark.parametrize(
    "changes, reason",
    [({"roll__present": 100}, "no quorum"), ({"roll__present": 202}, "than deputies are present")],
)
def test_a_void_round_says_why(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    told = Told(tmp_path, page(**changes))
    assert told.end == 0
    assert reason in told.out
    assert "—" in told.out
    assert "Adopted:" not in told.out


def test_a_result_that_agrees_ends_well(tmp_path: Path) -> None:
    told = Told(tmp_path, with_result(page()))
    assert told.end == 0
    assert "agrees with the recount" in told.out


def test_the_order_of_keys_says_nothing(tmp_path: Path) -> None:
    stated = dict(reversed(result(page()).items()))
    assert Told(tmp_path, page(result=stated)).end == 0


def test_an_absent_result_ends_well(tmp_path: Path) -> None:
    assert Told(tmp_path, page()).end == 0
    assert Told(tmp_path, page(result=GONE)).end == 0


@pytest.mark.parametrize(
    "changes, told_of",
    [
        ({"counts__1__approve": 120}, "Count 1 Approve: file 120, recount 121"),
        ({"counts__1__approve": 121.0}, "Count 1 Approve: file 121.0, recount 121"),
        ({"counts__1__abstain": GONE}, "Count 1 Abstain: file missing, recount 9"),
        ({"counts__2": {}}, "Count 2: file {}, recount missing"),
        ({"valid": 151}, "Valid: file 151, recount 150"),
        ({"invalid": 1}, "Invalid: file 1, recount 2"),
        ({"void": {}}, "Invalid by reason too many marks: file missing, recount 2"),
        ({"not_cast": 0}, "Not cast: file 0, recount 51"),
        ({"adopted": []}, 'Adopted: file [], recount ["1"]'),
        ({"adopted": ["1", "1"]}, 'Adopted: file ["1", "1"], recount ["1"]'),
        ({"tied": ["1"]}, 'Tied: file ["1"], recount []'),
        ({"vacant": 8}, "Vacant seats: file 8, recount 9"),
        ({"state": "tie"}, 'State: file "tie", recount "decided"'),
        ({"reason": "quorum"}, 'Reason: file "quorum", recount null'),
        ({"next": GONE}, "Further round: file missing, recount null"),
        ({"next": {"seats": 1}}, 'Further round: file {"seats": 1}, recount null'),
        ({"waiting": [True]}, "Waiting: file [true], recount []"),
        ({"more": 1}, "more: file 1, recount missing"),
    ],
)
def test_every_figure_that_differs_is_named(tmp_path: Path, changes: dict[str, Any], told_of: str) -> None:
    told = Told(tmp_path, with_result(page(), **changes))
    assert told.end == 1
    assert "Figures that differ: 1\n" in told.out
    assert told.out.endswith(f"  {told_of}\n")


def test_true_is_not_one(tmp_path: Path) -> None:
    one = page(channels__0__void__over_marked=1, channels__0__received=149)
    assert Told(tmp_path, with_result(one, invalid=1)).end == 0
    assert Told(tmp_path, with_result(one, invalid=True)).end == 1


def test_all_differences_are_named_at_once(tmp_path: Path) -> None:
    told = Told(tmp_path, with_result(page(), valid=1, not_cast=2, counts__1__oppose=3), as_json=True)
    assert (told.end, told.out) == (1, PAGE_LINE)
    assert [line.split(":")[0] for line in told.err.splitlines()[1:]] == [
        "  Valid",
        "  Not cast",
        "  Count 1 Oppose",
    ]


# Ties


def stating(record: dict[str, Any], adopted: list[str], **changes: Any) -> dict[str, Any]:
    """A record whose tie somebody settled."""
    settled = {"state": "decided", "adopted": adopted, "tied": [], "waiting": [], "next": None}
    return {**record, "result": changed({**result(record), **settled}, **changes)}


TIE = contest({"a": 80, "b": 70, "c": 70, "d": 60}, seats=2)


def test_a_tie_that_is_stated_as_a_tie_agrees(tmp_path: Path) -> None:
    told = Told(tmp_path, with_result(TIE))
    assert told.end == 0
    assert "agrees" in told.out


@pytest.mark.parametrize("adopted", [["a", "b"], ["a", "c"]])
def test_a_tie_settled_as_it_may_be_ends_well_and_is_said(tmp_path: Path, adopted: list[str]) -> None:
    told = Told(tmp_path, stating(TIE, adopted))
    assert told.end == 0
    assert "one way to settle it" in told.out


@pytest.mark.parametrize(
    "adopted",
    [["a"], ["a", "d"], ["b", "c"], ["b", "a"], ["a", "b", "c"], ["a", "z"], [], ["a", "a"], ["a", 1], "ab"],
)
def test_a_tie_settled_as_it_may_not_be_differs(tmp_path: Path, adopted: Any) -> None:
    told = Told(tmp_path, stating(TIE, adopted))
    assert told.end == 1
    assert "State: file" in told.out


def test_a_settled_tie_must_have_its_figures_right(tmp_path: Path) -> None:
    told = Told(tmp_path, stating(TIE, ["a", "b"], counts__a__approve=81))
    assert told.end == 1
    assert told.out.endswith("Figures that differ: 1\n  Count a Approve: file 81, recount 80\n")


def test_money_left_by_a_tie_must_be_spent(tmp_path: Path) -> None:
    costs, funds = {"a": 5, "b": 8, "c": 3, "d": 1}, {"cap": 9, "fit": "skip"}
    record = contest({"a": 80, "b": 80, "c": 70, "d": 60}, seats=None, costs=costs, funds=funds)
    assert Told(tmp_path, stating(record, ["a", "c", "d"])).end == 0
    assert Told(tmp_path, stating(record, ["b", "d"])).end == 0
    assert Told(tmp_path, stating(record, ["a", "c"])).end == 1


def test_no_tie_is_read_into_a_plain_result(tmp_path: Path) -> None:
    assert Told(tmp_path, stating(contest({"a": 80, "b": 70}, seats=1), ["b"])).end == 1
    assert Told(tmp_path, with_result(rating(), verdicts__1="basic")).end == 1


# Refused


@pytest.mark.parametrize(
    "record, named",
    [
        (page(channels__0__issued=-1), "channels[0].issued"),
        (page(format="minsheng-record/2"), "format"),
        (page(channels__0__counts__1__oppose=0), "channels[0].counts.1"),
        ('{"format": 1,\n "format": 1}', "format"),
        ("{\n,}", "Line 2"),
        ("[" * 100_000, "nested"),
    ],
)
def test_a_refused_file_is_named_and_nothing_is_printed(tmp_path: Path, record: Any, named: str) -> None:
    for as_json in (True, False):
        told = Told(tmp_path, record, as_json)
        assert (told.end, told.out) == (2, "")
        assert named in told.err


def test_a_refusal_is_said_in_chinese(tmp_path: Path) -> None:
    told = Told(tmp_path, page(channels__0__issued=-1), _=chinese())
    assert told.err == "文件不能计票。\nchannels[0].issued：应为不小于 0 的整数，不带小数点或指数。\n"


def test_a_file_that_cannot_be_opened_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert recount(tmp_path / "none.json", False, io.StringIO()) == 2
    assert "none.json cannot be opened" in capsys.readouterr().err
    assert recount(tmp_path, False, io.StringIO()) == 2


def test_a_title_cannot_steer_the_terminal(tmp_path: Path) -> None:
    record = page(title="\x1b[2J票决\n文件所载与重新计票一致。\u202e", result={"\x1b[1m": "\x1b"})
    told = Told(tmp_path, changed(record, options__0__title="\r假"))
    assert told.end == 1
    assert "\x1b" not in told.out + told.err
    assert told.out.splitlines()[0] == "�[2J票决�文件所载与重新计票一致。�"


# One ballot more, less or other


def by_ballots(seed: int) -> dict[str, Any] | None:
    """A random record that carries ballots somewhere, written with its result."""
    record = random_record(seed)
    if not any("ballots" in channel for channel in record["channels"]):
        return None
    return write(*(record[key] for key in ("title", "rules", "options", "roll", "channels")))


def touched(rng: random.Random, record: dict[str, Any]) -> dict[str, Any]:
    """The record with one ballot altered, added or removed, and the sums beside it put right."""
    record = copy.deepcopy(record)
    channel = rng.choice([channel for channel in record["channels"] if "ballots" in channel])
    ids = [option["id"] for option in record["options"]]
    marks = {"rating": "satisfied"}.get(record["rules"]["form"], "approve")
    new = {id: marks for id in ids if rng.random() < 0.5}
    deed = rng.choice(["alter", "remove", "add"]) if channel["ballots"] else "add"
    if deed == "add":
        channel["ballots"].insert(rng.randint(0, len(channel["ballots"])), new)
    else:
        place = rng.randrange(len(channel["ballots"]))
        channel["ballots"][place : place + 1] = [new] if deed == "alter" else []
    channel["received"] = len(channel["ballots"])
    return record


def test_a_ballot_altered_added_or_removed_is_found_out(tmp_path: Path) -> None:
    rng, found = random.Random(1), 0
    for seed in range(500):
        record = by_ballots(seed)
        if record is None:
            continue
        forged = touched(rng, record)
        changes_a_figure = result_of(forged) != record["result"]
        assert Told(tmp_path, forged).end == int(changes_a_figure), seed
        found += changes_a_figure
    assert found > 250


def test_a_ballot_added_or_removed_in_silence_is_refused(tmp_path: Path) -> None:
    for ballots in ([{"1": "approve"}], [{"1": "approve"}, {}, {}]):
        told = Told(
            tmp_path, with_result(page()) | {"channels": page(channels__1__ballots=ballots)["channels"]}
        )
        assert told.end == 2
        assert "channels[1].ballots" in told.err


def test_numbers_without_measure_are_told_too(tmp_path: Path) -> None:
    huge = [10**999, 1]
    assert Told(tmp_path, page(rules__quorum__of=huge, rules__pass__of=huge, roll__all=10**999)).end == 0
