"""Reading a record strictly, naming what is wrong with it, and writing one whole."""

import json
from typing import Any

import pytest

from tests.ballots.random_records import random_record
from tests.ballots.samples import GONE, PAGE, changed, contest, page, rating
from votes.ballots.fields import Refused
from votes.ballots.record import as_bytes, decode, parse, read, write
from votes.common.errors import RuleBroken

ABSTAIN = {"approve": 0, "oppose": 0, "abstain": 148}


def refused(record: Any) -> str:
    """The field for which a record is refused."""
    with pytest.raises(Refused) as refusal:
        read(record)
    assert refusal.value.field in str(refusal.value)
    return refusal.value.field


def field_of(path: str) -> str:
    """`channels__0__issued` as the refusal names it: channels[0].issued."""
    name = ""
    for key in path.split("__"):
        name += f"[{key}]" if key.isdigit() and not name.endswith("counts") else f".{key}" if name else key
    return name


def test_a_refusal_is_a_broken_rule_that_names_its_field() -> None:
    with pytest.raises(RuleBroken, match=r"channels\[0\]\.issued"):
        read(page(channels__0__issued=-1))


@pytest.mark.parametrize("value", [None, [], "record", 1, True])
def test_a_record_is_one_object(value: Any) -> None:
    assert refused(value) == "{}"


REQUIRED = """format title rules options roll channels rules__form rules__seats rules__most rules__over_marked
rules__quorum rules__quorum__of rules__quorum__strict rules__pass rules__pass__of rules__pass__strict
rules__pass__base rules__tie rules__shortfall rules__funds options__0__id options__0__title roll__all roll__present
channels__0__kind channels__0__issued channels__0__received channels__0__valid channels__0__counts
channels__0__counts__1 channels__0__counts__1__approve channels__0__counts__1__oppose
channels__0__counts__1__abstain"""


@pytest.mark.parametrize("path", REQUIRED.split())
def test_a_missing_field_is_refused(path: str) -> None:
    assert refused(page(**{path: GONE})) == field_of(path)


def test_a_channel_carries_ballots_or_counts() -> None:
    assert refused(page(channels__1__ballots=GONE)) == "channels[1].valid"
    for key, value in [("valid", 2), ("void", {}), ("counts", {})]:
        assert refused(page(**{f"channels__1__{key}": value})) == f"channels[1].{key}"


@pytest.mark.parametrize("path", ["result", "options__0__cost", "rules__pass__min", "channels__0__void"])
def test_what_may_be_missing_may_be_missing(path: str) -> None:
    record = page(**{path: GONE})
    if path == "channels__0__void":
        record = changed(record, channels__0__received=148)
    assert read(record).stated is None


NUMBERS = """rules__seats rules__most rules__pass__min options__0__cost roll__all roll__present
channels__0__issued channels__0__received channels__0__valid channels__0__printed channels__0__spoiled
channels__0__left channels__0__void__over_marked channels__0__counts__1__approve""".split()


@pytest.mark.parametrize("value", [-1, 1.0, 1.5, True, "1", [], {}])
@pytest.mark.parametrize("path", NUMBERS)
def test_a_number_is_a_whole_number(path: str, value: Any) -> None:
    assert refused(page(**{path: value})) == field_of(path)


@pytest.mark.parametrize("path", [path for path in NUMBERS if path not in ("rules__seats", "rules__most")])
def test_null_stands_only_where_the_page_lists_it(path: str) -> None:
    assert refused(page(**{path: None})) == field_of(path)


@pytest.mark.parametrize(
    "path",
    "title rules options roll channels result rules__quorum rules__pass options__0__title channels__0__void "
    "channels__1__ballots channels__0__counts".split(),
)
def test_null_is_no_title_no_list_and_no_object(path: str) -> None:
    assert refused(page(**{path: None})) == field_of(path)


@pytest.mark.parametrize("path", ["rules__seats", "rules__most", "rules__pass__min"])
def test_nothing_is_no_number_of_seats(path: str) -> None:
    assert refused(page(**{path: 0})) == field_of(path)


@pytest.mark.parametrize(
    "path",
    "format rules__form rules__over_marked rules__pass__base rules__tie rules__shortfall channels__0__kind".split(),
)
@pytest.mark.parametrize("value", ["other", None, 1, [], "minsheng-record/2"])
def test_an_unknown_value_is_refused(path: str, value: Any) -> None:
    assert refused(page(**{path: value})) == field_of(path)


@pytest.mark.parametrize("path", ["rules__quorum__strict", "rules__pass__strict"])
@pytest.mark.parametrize("value", [1, 0, "true", None])
def test_strict_is_true_or_false(path: str, value: Any) -> None:
    assert refused(page(**{path: value})) == field_of(path)


@pytest.mark.parametrize(
    "of, field",
    [
        ([1, 0], "rules.quorum.of[1]"),
        ([1, -2], "rules.quorum.of[1]"),
        ([-1, 2], "rules.quorum.of[0]"),
        ([1, 2.0], "rules.quorum.of[1]"),
        ([2], "rules.quorum.of"),
        ([1, 2, 3], "rules.quorum.of"),
        ("2/3", "rules.quorum.of"),
    ],
)
def test_a_fraction_is_two_whole_numbers(of: Any, field: str) -> None:
    assert refused(page(rules__quorum__of=of)) == field


@pytest.mark.parametrize(
    "funds, field",
    [
        ({"fit": "skip"}, "rules.funds.cap"),
        ({"cap": -1, "fit": "skip"}, "rules.funds.cap"),
        ({"cap": 1}, "rules.funds.fit"),
        ({"cap": 1, "fit": "squeeze"}, "rules.funds.fit"),
        (0, "rules.funds"),
    ],
)
def test_funds_have_a_cap_and_say_what_fits(funds: Any, field: str) -> None:
    assert refused(page(rules__funds=funds)) == field


def test_with_funds_every_option_has_a_cost() -> None:
    funded = page(rules__funds={"cap": 1, "fit": "skip"})
    assert read(funded).options[0].cost == 12000
    assert refused(changed(funded, options__0__cost=GONE)) == "options[0].cost"
    assert refused(changed(funded, rules__tie="all")) == "rules.tie"
    assert read(page(rules__tie="all")).title == PAGE["title"]


def test_a_verdict_stands_in_a_rating_alone() -> None:
    assert refused(page(rules__verdict={"base": "all", "of": [1, 2], "strict": True})) == "rules.verdict"
    for key in ("seats", "most", "over_marked", "pass", "tie", "shortfall", "funds"):
        assert refused(rating(**{f"rules__{key}": PAGE["rules"][key]})) == f"rules.{key}"
    assert refused(rating(rules__verdict=GONE)) == "rules.verdict"
    assert refused(rating(rules__verdict__base="none")) == "rules.verdict.base"
    assert refused(rating(rules__verdict__of=[1, 0])) == "rules.verdict.of[1]"


def test_more_cannot_be_present_than_there_are() -> None:
    assert refused(page(roll__all=202)) == "roll.present"
    assert read(page(roll__all=203)).roll.present == 203


def test_there_is_a_channel_and_an_option() -> None:
    assert refused(page(channels=[])) == "channels"
    assert refused(page(options=[])) == "options"


@pytest.mark.parametrize("id", [1, None, ["1"], "\ud800"])
def test_an_option_is_called_by_text(id: Any) -> None:
    assert refused(page(options__0__id=id)) == "options[0].id"


def test_two_options_cannot_be_called_alike() -> None:
    assert refused(page(options=[PAGE["options"][0], PAGE["options"][0]])) == "options[1].id"


def test_as_many_ballots_as_were_received() -> None:
    assert refused(page(channels__1__received=3)) == "channels[1].ballots"
    assert refused(page(channels__1__ballots=[{}])) == "channels[1].ballots"
    assert refused(page(channels__1__ballots={"0": {}, "1": {}})) == "channels[1].ballots"


def test_counts_name_every_option_and_every_mark_and_no_other() -> None:
    assert refused(page(channels__0__counts__2=ABSTAIN)) == "channels[0].counts"
    assert refused(page(channels__0__counts__1__not_pressed=0)) == "channels[0].counts.1"
    assert refused(rating(channels__0__counts__1__approve=0)) == "channels[0].counts.1"


def test_marks_sum_to_the_valid_ballots() -> None:
    assert refused(page(channels__0__counts__1__oppose=19)) == "channels[0].counts.1"
    assert refused(page(channels__0__counts__1__oppose=21)) == "channels[0].counts.1"
    assert (
        refused(page(channels__0__kind="device", channels__0__counts__1__oppose=21)) == "channels[0].counts.1"
    )
    assert read(page(channels__0__kind="device", channels__0__counts__1__oppose=19)).title == PAGE["title"]


def test_valid_and_void_make_up_what_was_received() -> None:
    assert refused(page(channels__0__received=149)) == "channels[0].received"
    assert refused(page(channels__0__void__blank=1)) == "channels[0].received"
    assert refused(page(channels__0__void={"\ud800": 2})) == "channels[0].void"


def test_nobody_can_oppose_where_one_chooses() -> None:
    assert refused(page(rules__form="choose")) == "channels[0].counts.1.oppose"
    chosen = {"approve": 120, "oppose": 0, "abstain": 28}
    assert read(page(rules__form="choose", channels__0__counts__1=chosen)).rules.form == "choose"


def two_options(most: int | None, over_marked: str) -> dict[str, Any]:
    return contest({"a": 60, "b": 41}, most=most, over_marked=over_marked)


def test_approvals_fit_on_the_ballots() -> None:
    assert refused(two_options(1, "void_ballot")) == "channels[0].counts"
    assert read(two_options(2, "void_ballot")).title == "票决"
    assert read(two_options(1, "void_marks")).title == "票决"
    assert read(two_options(None, "void_ballot")).title == "票决"
    assert read(contest({"a": 60, "b": 40}, most=1)).title == "票决"


def test_printed_is_issued_spoiled_and_left() -> None:
    papers = {"channels__0__printed": 160, "channels__0__spoiled": 4, "channels__0__left": 6}
    assert read(page(**papers)).title == PAGE["title"]
    assert refused(page(**{**papers, "channels__0__left": 7})) == "channels[0].printed"
    assert read(page(channels__0__printed=160, channels__0__spoiled=4)).title == PAGE["title"]


def test_other_keys_are_ignored() -> None:
    record = page(note=1.5, rules__note=None, options__0__unit="住建局", channels__0__box=[], roll__due=230)
    assert read(record).result() == read(page()).result()


# As a file


def parsed(text: str) -> str:
    with pytest.raises(Refused) as refusal:
        parse(text)
    return refusal.value.field


@pytest.mark.parametrize("key", ["title", "strict", "approve", "kind", "1"])
def test_a_key_that_stands_twice_is_refused_wherever_it_is(key: str) -> None:
    text = json.dumps(PAGE)
    at = text.index(f'"{key}":')
    assert parsed(text[:at] + f'"{key}": null, ' + text[at:]) == key


@pytest.mark.parametrize("spot", ["result", "note", "ballot"])
def test_a_key_that_stands_twice_is_refused_even_where_nobody_looks(spot: str) -> None:
    text = json.dumps(page(note={}))
    old = {"result": '"result": {}', "note": '"note": {}', "ballot": '{"1": "approve"}'}[spot]
    new = old.replace("{}", '{"x": 1, "x": 1}').replace(
        '{"1": "approve"}', '{"1": "approve", "1": "approve"}'
    )
    assert old in text
    assert parsed(text.replace(old, new)) == ("1" if spot == "ballot" else "x")


@pytest.mark.parametrize(
    "number", ["232.0", "2.32e2", "232E0", "true", '"232"', "-232", "NaN", "Infinity", "-Infinity"]
)
def test_a_number_is_written_without_point_or_exponent(number: str) -> None:
    field = number if number.endswith(("NaN", "Infinity")) else "roll.all"
    assert parsed(json.dumps(PAGE).replace("232", number)) == field


def test_a_number_beyond_all_measure_is_refused_not_computed() -> None:
    assert parsed(json.dumps(PAGE).replace("232", "9" * 1001)) == "9" * 20 + "…"
    assert parse(json.dumps(PAGE).replace("232", "9" * 1000)).result().reason == "quorum"


@pytest.mark.parametrize(
    "text, line", [("", 1), ("{", 1), ('{\n"a": 1,\n}', 3), ("[1] [2]", 1), ("{'a': 1}", 1)]
)
def test_what_is_no_json_is_refused_by_its_line(text: str, line: int) -> None:
    assert parsed(text) == f"line {line}"


def test_what_is_nested_without_end_is_refused() -> None:
    assert parsed("[" * 100_000) == "{}"


def test_a_file_is_utf8_with_or_without_a_mark() -> None:
    assert parse(decode(b"\xef\xbb\xbf" + json.dumps(PAGE).encode())).title == PAGE["title"]
    with pytest.raises(Refused) as refusal:
        decode("一\n二".encode() + b"\n\xff")
    assert refusal.value.field == "line 3"


def test_a_result_in_the_file_is_read_along() -> None:
    assert parse(json.dumps(page(result={"state": "tie"}))).stated == {"state": "tie"}
    assert parse(json.dumps(page())).stated is None


# Writing


def test_a_record_is_written_with_its_result_and_read_back() -> None:
    parts = {key: PAGE[key] for key in ("title", "rules", "options", "roll", "channels")}
    record = write(**parts)
    assert record["result"]["adopted"] == ["1"]
    assert list(record) == ["format", *parts, "result"]
    again = parse(as_bytes(record).decode())
    assert again.stated == record["result"] == again.result().plain()
    assert "市民中心" in as_bytes(record).decode()


def test_what_would_be_refused_is_not_written() -> None:
    parts = {key: PAGE[key] for key in ("title", "rules", "options", "roll", "channels")}
    with pytest.raises(Refused):
        write(**{**parts, "roll": {"all": 1, "present": 2}})


def test_every_random_record_survives_its_file() -> None:
    for seed in range(200):
        record = random_record(seed)
        whole = {**record, "result": read(record).result().plain()}
        again = parse(as_bytes(whole).decode())
        assert again.result().line() == read(record).result().line()
        assert again.stated == whole["result"]
