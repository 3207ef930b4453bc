"""From ballots to the result: the page on records, step by step, without a database."""

import json
import random
from itertools import combinations, permutations
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.ballots.random_records import random_record
from tests.ballots.samples import PAGE, PAGE_LINE, contest, page, rating, result
from tests.ballots.second_counter import result_line
from votes.ballots.counting import count_ballots, fault
from votes.ballots.decision import for_vacancy, settled
from votes.ballots.fields import Field
from votes.ballots.filling import groups, settles
from votes.ballots.record import read
from votes.ballots.rulebook import Next, Rules, next_rules, read_rules
from votes.ballots.totals import Roll

steady = settings(deadline=None, database=None, derandomize=True, max_examples=200)
seeds = st.integers(min_value=0, max_value=10**9)


def rules(**changes: Any) -> Rules:
    read = read_rules(Field("rules", {**PAGE["rules"], **changes}))
    assert isinstance(read, Rules)
    return read


def ballots(found: list[Any], **rules: Any) -> dict[str, Any]:
    """A round of five options whose ballots are these."""
    record = contest(dict.fromkeys("abcde", 0), voters=len(found), **rules)
    channel = {"kind": "slips", "issued": len(found), "received": len(found), "ballots": found}
    return {**record, "channels": [channel]}


def test_the_page_and_its_result() -> None:
    assert read(page()).result().line().decode() == PAGE_LINE


@pytest.mark.parametrize(
    "place, everyone, present, quorum, majority",
    [
        ("高平", 232, 203, 155, 117),
        ("丽水", 327, 314, 218, 164),
        ("隆回", 389, 372, 260, 195),
        ("竹山", 228, 205, 152, 115),
    ],
)
def test_real_sessions_need_what_the_law_says(
    place: str, everyone: int, present: int, quorum: int, majority: int
) -> None:
    by_law = rules()
    assert by_law.quorum.needed(everyone) == quorum
    assert by_law.quorum.is_met(present, everyone)
    assert not by_law.quorum.is_met(quorum - 1, everyone)
    for approvals, adopted in [(majority, ["a"]), (majority - 1, [])]:
        record = contest({"a": approvals}, voters=present)
        record["roll"]["all"] = everyone
        assert result(record)["adopted"] == adopted, place


def test_more_than_two_thirds_is_not_two_thirds() -> None:
    record = page(roll__all=6, roll__present=4, rules__quorum__strict=True)
    assert result(record)["reason"] == "quorum"
    assert result(page(roll__all=6, roll__present=4))["reason"] == "issued"


@pytest.mark.parametrize("strict, adopted", [(True, []), (False, ["a"])])
def test_exactly_half_passes_only_where_at_least_half_is_asked(strict: bool, adopted: list[str]) -> None:
    record = contest({"a": 50}, **{"pass": {"of": [1, 2], "strict": strict, "base": "all"}})
    assert result(record)["adopted"] == adopted


@pytest.mark.parametrize("base, adopted", [("all", []), ("present", []), ("valid", ["a"]), ("none", ["a"])])
def test_the_base_of_the_majority(base: str, adopted: list[str]) -> None:
    record = contest({"a": 41}, voters=80, **{"pass": {"of": [1, 2], "strict": True, "base": base}})
    record["roll"] = {"all": 100, "present": 90}
    assert result(record)["adopted"] == adopted


def test_a_least_number_holds_beside_any_base() -> None:
    for base in ("all", "none"):
        share = {"of": [0, 1], "strict": False, "base": base}
        assert result(contest({"a": 29, "b": 30}, **{"pass": {**share, "min": 30}}))["adopted"] == ["b"]
        assert result(contest({"a": 0, "b": 1}, **{"pass": share}))["adopted"] == ["b"]


def test_a_void_round_says_the_first_reason_and_still_counts() -> None:
    void = result(page(roll__present=100))
    assert (void["state"], void["reason"], void["adopted"], void["vacant"]) == ("void", "quorum", [], 0)
    assert void["counts"] == {"1": {"approve": 121, "oppose": 20, "abstain": 9}}
    assert result(page(roll__present=202))["reason"] == "issued"
    more_back = page(channels__0__issued=149)
    assert result(more_back)["reason"] == "received"
    assert result(rating(roll__present=100))["verdicts"] == {}


def test_not_cast_is_never_below_nothing() -> None:
    assert result(page(channels__1__issued=1, channels__0__issued=150))["not_cast"] == 0


def test_seats_go_to_the_most_approvals() -> None:
    record = contest({"a": 60, "b": 90, "c": 80, "d": 70}, seats=3)
    decided = result(record)
    assert (decided["state"], decided["adopted"], decided["vacant"]) == ("decided", ["b", "c", "d"], 0)


def test_equals_keep_the_order_of_the_paper() -> None:
    assert result(contest({"c": 70, "a": 80, "b": 70}, seats=3))["adopted"] == ["a", "c", "b"]


def test_without_seats_all_that_pass_are_adopted() -> None:
    assert result(contest({"a": 51, "b": 50, "c": 90}, seats=None))["adopted"] == ["c", "a"]


def test_a_tie_at_the_cut_leads_to_a_further_round() -> None:
    tie = result(contest({"a": 70, "b": 80, "c": 70, "d": 60}, seats=2))
    assert (tie["state"], tie["adopted"], tie["tied"], tie["vacant"]) == ("tie", ["b"], ["a", "c"], 0)
    assert tie["next"] == {"options": ["a", "c"], "seats": 1, "cap": None}
    assert tie["waiting"] == []


def test_a_tie_may_be_left_to_the_presidium() -> None:
    tie = result(contest({"a": 70, "b": 70}, seats=1, tie="presidium"))
    assert (tie["state"], tie["tied"], tie["next"]) == ("tie", ["a", "b"], None)


def test_a_tie_may_adopt_all() -> None:
    decided = result(contest({"a": 70, "b": 70, "c": 60}, seats=1, tie="all"))
    assert (decided["state"], decided["adopted"], decided["tied"]) == ("decided", ["a", "b"], [])
    assert decided["vacant"] == 0


def test_what_stays_vacant_is_vacant_or_voted_on_again() -> None:
    approvals = {"a": 70, "b": 20, "c": 10}
    assert result(contest(approvals, seats=2))["vacant"] == 1
    again = result(contest(approvals, seats=2, shortfall="revote"))
    assert (again["state"], again["vacant"]) == ("shortfall", 1)
    assert again["next"] == {"options": ["b", "c"], "seats": 1, "cap": None}
    nothing_left = result(contest({"a": 70}, seats=2, shortfall="revote"))
    assert (nothing_left["state"], nothing_left["vacant"], nothing_left["next"]) == ("decided", 1, None)


COSTS = {"a": 5, "b": 8, "c": 3, "d": 1}


def test_what_is_too_dear_is_passed_over() -> None:
    funds = {"cap": 9, "fit": "skip"}
    decided = result(contest({"a": 90, "b": 80, "c": 70, "d": 60}, seats=None, costs=COSTS, funds=funds))
    assert decided["adopted"] == ["a", "c", "d"]


def test_what_is_too_dear_ends_the_list() -> None:
    funds = {"cap": 9, "fit": "stop"}
    decided = result(contest({"a": 90, "b": 80, "c": 70, "d": 60}, seats=None, costs=COSTS, funds=funds))
    assert decided["adopted"] == ["a"]


def test_money_that_just_suffices_is_spent() -> None:
    funds = {"cap": 16, "fit": "stop"}
    decided = result(contest({"a": 90, "b": 80, "c": 70, "d": 60}, seats=None, costs=COSTS, funds=funds))
    assert decided["adopted"] == ["a", "b", "c"]


def test_a_tie_for_money_leaves_the_rest_waiting() -> None:
    approvals = {"d": 60, "a": 80, "b": 80, "c": 70}
    tie = result(contest(approvals, seats=None, costs=COSTS, funds={"cap": 9, "fit": "skip"}))
    assert (tie["adopted"], tie["tied"], tie["waiting"]) == ([], ["a", "b"], ["c", "d"])
    assert tie["next"] == {"options": ["a", "b"], "seats": None, "cap": 9}


def test_a_tied_option_too_dear_is_tied_only_where_it_would_end_the_list() -> None:
    approvals = {"a": 80, "b": 80, "c": 80}
    costs = {"a": 2, "b": 9, "c": 3}
    assert result(contest(approvals, costs=costs, funds={"cap": 4, "fit": "skip"}))["tied"] == ["a", "c"]
    assert result(contest(approvals, costs=costs, funds={"cap": 4, "fit": "stop"}))["tied"] == ["a", "b", "c"]
    assert result(contest(approvals, costs=costs, funds={"cap": 1, "fit": "stop"}))["state"] == "decided"


def test_a_shortfall_takes_the_money_left_along() -> None:
    record = contest(
        {"a": 80, "b": 20}, costs=COSTS, seats=2, shortfall="revote", funds={"cap": 9, "fit": "skip"}
    )
    assert result(record)["next"] == {"options": ["b"], "seats": 1, "cap": 4}


def test_the_next_round_keeps_the_rules() -> None:
    first = rules(most=10, funds={"cap": 100, "fit": "skip"}, seats=3)
    again = next_rules(first, Next(["a", "b"], 2, 40), after_tie=False)
    assert again.plain() == {**first.plain(), "seats": 2, "most": 2, "funds": {"cap": 40, "fit": "skip"}}


def test_after_a_tie_more_votes_win_whatever_their_share() -> None:
    after = next_rules(rules(most=None), Next(["a", "b"], 1, None), after_tie=True)
    assert (after.passing.base, after.seats, after.most) == ("none", 1, 1)
    assert after.passing.share == rules().passing.share
    unlimited = next_rules(rules(most=None, seats=None), Next(["a", "b"], None, None), after_tie=True)
    assert (unlimited.seats, unlimited.most) == (None, None)


def test_rules_are_written_as_they_are_read() -> None:
    assert rules().plain() == PAGE["rules"]
    plain = rating()["rules"]
    assert read_rules(Field("rules", plain)).plain() == plain


def test_the_presidium_may_call_a_round_for_vacant_seats() -> None:
    record = read(contest({"a": 80, "b": 20}, costs=COSTS, seats=2, funds={"cap": 9, "fit": "skip"}))
    assert isinstance(record.rules, Rules)
    assert for_vacancy(record.rules, record.options, ["a"]) == Next(["b"], 1, 4)


@pytest.mark.parametrize(
    "satisfied, basic, verdict",
    [(112, 0, "satisfied"), (111, 1, "basic"), (111, 0, "dissatisfied"), (0, 112, "basic")],
)
def test_verdicts_at_the_edge_of_half(satisfied: int, basic: int, verdict: str) -> None:
    marks = {"satisfied": satisfied, "basic": basic, "dissatisfied": 222 - satisfied - basic, "abstain": 0}
    found = result(rating(channels__0__counts__1=marks))
    assert found["verdicts"] == {"1": verdict}
    assert list(found) == ["state", "reason", "valid", "invalid", "void", "not_cast", "counts", "verdicts"]


def test_a_rating_at_exactly_half_of_all_members() -> None:
    marks = {"satisfied": 111, "basic": 111, "dissatisfied": 0, "abstain": 0}
    by_all = {"base": "all", "of": [1, 2], "strict": False}
    assert result(rating(channels__0__counts__1=marks, rules__verdict=by_all))["verdicts"] == {
        "1": "satisfied"
    }
    assert result(rating(channels__0__counts__1=marks))["verdicts"] == {"1": "basic"}


def test_ballots_are_counted_mark_by_mark() -> None:
    found = result(ballots([{"a": "approve", "b": "oppose"}, {"a": "approve", "c": "abstain"}, {}]))
    assert found["counts"]["a"] == {"approve": 2, "oppose": 0, "abstain": 1}
    assert found["counts"]["b"] == {"approve": 0, "oppose": 1, "abstain": 2}
    assert found["counts"]["c"] == {"approve": 0, "oppose": 0, "abstain": 3}
    assert found["valid"] == 3


@pytest.mark.parametrize(
    "ballot",
    [
        None,
        [],
        "a",
        1,
        {"z": "approve"},
        {"a": "yes"},
        {"a": None},
        {"a": True},
        {"a": 1},
        {"a": []},
        {"a": {}},
        {"a": "satisfied"},
        {"z": "approve", **dict.fromkeys("abcde", "approve")},
    ],
)
def test_what_cannot_be_read_is_invalid_not_refused(ballot: Any) -> None:
    found = result(ballots([ballot, {"a": "approve"}], most=3))
    assert (found["valid"], found["void"]) == (1, {"unreadable": 1})


def test_nobody_opposes_where_one_chooses() -> None:
    found = result(ballots([{"a": "oppose"}, {"a": "approve", "b": "abstain"}], form="choose"))
    assert (found["valid"], found["void"]) == (1, {"unreadable": 1})
    assert found["counts"]["a"] == {"approve": 1, "oppose": 0, "abstain": 0}


def test_too_many_approvals_void_the_ballot_or_the_marks() -> None:
    three = {"a": "approve", "b": "approve", "c": "approve", "d": "oppose"}
    two = {"a": "approve", "b": "approve", "c": "oppose", "d": "oppose"}
    whole = result(ballots([three, two], most=2))
    assert (whole["valid"], whole["void"]) == (1, {"over_marked": 1})
    marks = result(ballots([three, two], most=2, over_marked="void_marks"))
    assert (marks["valid"], marks["void"]) == (2, {})
    assert marks["counts"]["a"] == {"approve": 1, "oppose": 0, "abstain": 1}
    assert marks["counts"]["d"] == {"approve": 0, "oppose": 2, "abstain": 0}


def test_a_fault_is_named_while_ballots_are_read_out() -> None:
    assert fault({"a": "approve", "b": "approve"}, rules(most=1), ["a", "b"]) == "over_marked"
    assert fault({"a": "approve"}, rules(most=1), ["a", "b"]) is None
    assert fault({"c": "approve"}, rules(most=1), ["a", "b"]) == "unreadable"


def test_counting_takes_ballots_as_they_come() -> None:
    stream = ({"a": mark} for mark in ("approve", "oppose", "approve"))
    assert count_ballots(stream, rules(), ["a"]).counts == {"a": {"approve": 2, "oppose": 1, "abstain": 0}}


def test_keys_nobody_pressed_are_told_apart_from_abstentions() -> None:
    device = {"kind": "device", "issued": 53, "received": 53, "valid": 53}
    device["counts"] = {"1": {"approve": 40, "oppose": 5, "abstain": 2}}
    assert result(page(channels__1=device))["counts"] == {
        "1": {"approve": 160, "oppose": 25, "abstain": 10, "not_pressed": 6}
    }


def test_reasons_stand_in_one_order() -> None:
    void = {"涂改": 1, "z": 1, "over_marked": 1, "\U0001f5f3": 1, "\ufb01": 1, "unreadable": 1, "none": 0}
    record = page(
        channels__0__void=void, channels__0__received=154, channels__0__issued=154, roll__present=210
    )
    assert list(result(record)["void"]) == ["unreadable", "over_marked", "z", "涂改", "\ufb01", "\U0001f5f3"]


def test_the_line_is_the_same_for_everyone() -> None:
    record = contest({'"\\\n\u2028é🏛': 60}, seats=1)
    assert read(record).result().line().endswith(b"\n")
    assert '{"\\"\\\\\\n\u2028é🏛":' in read(record).result().line().decode()


# A tie settled


def tie_of(record: dict[str, Any]) -> tuple[Any, ...]:
    whole = read(record)
    found = whole.result()
    assert found.state == "tie"
    return whole.rules, whole.options, whole.roll, found


def test_a_tie_settled_by_the_presidium_goes_on_to_the_end() -> None:
    tie = tie_of(contest({"a": 80, "b": 70, "c": 70, "d": 60}, seats=2, tie="presidium"))
    done = settled(*tie, ["a", "c"])
    assert done is not None
    assert (done.state, done.adoption.adopted, done.adoption.next) == ("decided", ["a", "c"], None)
    for wrong in (
        ["a"],
        ["c", "a"],
        ["b", "c"],
        ["a", "b", "c"],
        ["a", "d"],
        ["a", "c", "c"],
        ["a", "z"],
        [],
    ):
        assert settled(*tie, wrong) is None, wrong


def test_money_left_after_a_tie_goes_to_those_who_waited() -> None:
    approvals = {"a": 80, "b": 80, "c": 70, "d": 60}
    tie = tie_of(contest(approvals, seats=None, costs=COSTS, funds={"cap": 9, "fit": "skip"}))
    assert settled(*tie, ["a", "c", "d"]) is not None
    assert settled(*tie, ["b", "d"]) is not None
    for wrong in (["a"], ["a", "c"], ["b"], ["b", "c"], ["c", "d"], ["a", "b"]):
        assert settled(*tie, wrong) is None, wrong


Left = tuple[int | None, int | None]


def reached(ranked: list[list[str]], costs: dict[str, int], left: Left, stop: bool) -> set[frozenset[str]]:
    """Every outcome that some order among equals leads to, by trying all of them; `left`: seats, money."""
    seats, money = left
    if not ranked or seats == 0 or (stop and all(costs[id] > (money or 0) for id in ranked[0])):
        return {frozenset()}
    found = set()
    for order in permutations(ranked[0]):
        taken, still, ended = one_by_one(order, costs, left, stop)
        if ended:
            found.add(taken)
        if taken or not ended:
            found |= {taken | rest for rest in reached(ranked[1:], costs, still, stop)}
    return found


def one_by_one(
    order: tuple[str, ...], costs: dict[str, int], left: Left, stop: bool
) -> tuple[frozenset[str], Left, bool]:
    """Take options in this order: what was taken, what is left, whether one too dear ended the list."""
    seats, money = left
    taken: frozenset[str] = frozenset()
    for id in order:
        if seats is not None and len(taken) == seats:
            break
        spent = sum(costs[one] for one in taken)
        if money is None or spent + costs[id] <= money:
            taken |= {id}
        elif stop:
            return taken, remaining(left, taken, costs), True
    return taken, remaining(left, taken, costs), False


def remaining(left: Left, taken: frozenset[str], costs: dict[str, int]) -> Left:
    seats, money = left
    spent = sum(costs[id] for id in taken)
    return (None if seats is None else seats - len(taken), None if money is None else money - spent)


@pytest.mark.parametrize("fit", ["skip", "stop", None])
def test_what_settles_a_tie_is_what_some_order_among_equals_gives(fit: str | None) -> None:
    rng, ties = random.Random(7), 0
    for _ in range(300):
        approvals = {id: rng.choice([60, 70, 80]) for id in "abcdef"[: rng.randint(2, 6)]}
        costs = {id: rng.randint(0, 5) for id in approvals}
        funds = {"cap": rng.randint(0, 12), "fit": fit} if fit else None
        record = read(contest(approvals, seats=rng.choice([None, 1, 2, 3]), costs=costs, funds=funds))
        assert isinstance(record.rules, Rules)
        totals = record.result().totals
        ranked = groups(record.rules, record.options, record.roll, totals)
        names = [[option.id for option in group] for group in ranked]
        cap = record.rules.funds.cap if record.rules.funds else None
        possible = reached(names, costs, (record.rules.seats, cap), fit == "stop")
        every = [frozenset(some) for n in range(len(approvals) + 1) for some in combinations(approvals, n)]
        assert {some for some in every if settles(record.rules, ranked, some)} == possible
        ties += record.result().state == "tie"
    assert ties > 50


# What holds for any record


def test_a_second_counter_reaches_the_same_bytes() -> None:
    states: dict[tuple[str, bool], int] = {}
    for seed in range(1000):
        record = random_record(seed)
        line = read(record).result().line()
        assert line == result_line(record), seed
        found = json.loads(line)
        kind = (found["state"] + str(found["reason"] or ""), record["rules"]["form"] == "rating")
        states[kind] = states.get(kind, 0) + 1
    wanted = {"decided", "tie", "shortfall", "voidquorum", "voidissued", "voidreceived"}
    assert {state for state, _ in states} == wanted
    assert min(states.values()) >= 3


@steady
@given(seeds)
def test_marks_always_sum_to_the_valid_ballots(seed: int) -> None:
    record = random_record(seed)
    found = result(record)
    assert found["valid"] + found["invalid"] == sum(channel["received"] for channel in record["channels"])
    assert found["invalid"] == sum(found["void"].values())
    assert all(sum(marks.values()) == found["valid"] for marks in found["counts"].values())


@steady
@given(seeds)
def test_never_more_is_adopted_than_seats_and_money_allow(seed: int) -> None:
    record = random_record(seed)
    plan, found = record["rules"], result(record)
    adopted = found.get("adopted", [])
    costs = {option["id"]: option["cost"] for option in record["options"]}
    approvals = [found["counts"][id]["approve"] for id in adopted]
    assert approvals == sorted(approvals, reverse=True)
    if plan.get("seats") and plan["tie"] != "all":
        assert len(adopted) <= plan["seats"]
    if plan.get("funds"):
        assert sum(costs[id] for id in adopted) <= plan["funds"]["cap"]
    if found["state"] == "tie":
        assert found["tied"]
        assert not set(found["tied"]) & set(adopted)


@steady
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_ballots_and_channels_changes_nothing(seed: int, rng: random.Random) -> None:
    record = random_record(seed)
    line = read(record).result().line()
    rng.shuffle(record["channels"])
    for channel in record["channels"]:
        rng.shuffle(channel.get("ballots", []))
    assert read(record).result().line() == line


@steady
@given(seeds, st.randoms(use_true_random=False))
def test_the_order_of_options_changes_only_the_order(seed: int, rng: random.Random) -> None:
    record = random_record(seed)
    before = result(record)
    rng.shuffle(record["options"])
    after = result(record)
    assert after["counts"] == before["counts"]
    assert set(after.get("adopted", [])) == set(before.get("adopted", []))
    assert set(after.get("tied", [])) == set(before.get("tied", []))


def test_a_roll_is_three_numbers_never_one() -> None:
    assert Roll(all=232, present=203) != Roll(all=203, present=203)
