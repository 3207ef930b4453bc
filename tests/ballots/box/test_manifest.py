"""The manifest: one form, one hash, and nothing in it that this version does not know."""

import copy
from typing import Any

import pytest

from tests.ballots.box.samples import RATING, manifest_plain, vote
from votes.ballots.box.canon import canonical, hashed
from votes.ballots.box.casting import plaintext
from votes.ballots.box.manifest import read_manifest
from votes.common.errors import RuleBroken

VOTE = vote()
PLAIN = manifest_plain(VOTE.slips, bytes(VOTE.key.public_key))


def test_a_manifest_is_hashed_as_it_is_written() -> None:
    manifest = read_manifest(PLAIN)
    assert manifest.plain() == PLAIN
    assert manifest.mh == hashed(canonical(PLAIN))


def paths(plain: Any, way: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """The way to every value in plain values."""
    if not isinstance(plain, (dict, list)):
        return [way]
    inside = plain.items() if isinstance(plain, dict) else enumerate(plain)
    return [way, *(path for key, value in inside for path in paths(value, (*way, key)))]


def with_value(way: tuple[Any, ...], value: Any) -> Any:
    if not way:
        return value
    plain = copy.deepcopy(PLAIN)
    place: Any = plain
    for key in way[:-1]:
        place = place[key]
    place[way[-1]] = value
    return plain


@pytest.mark.parametrize("way", paths(PLAIN), ids=str)
def test_any_value_that_does_not_belong_is_refused_by_name(way: tuple[Any, ...]) -> None:
    for wrong in (True, -1, "", [], {}, 1.5, "市" * 3, "\ud800", ["x"], None):
        try:
            changed = read_manifest(with_value(way, wrong))
        except RuleBroken:
            continue
        assert changed.mh != read_manifest(PLAIN).mh or with_value(way, wrong) == PLAIN


@pytest.mark.parametrize("key", sorted(PLAIN))
def test_a_missing_or_added_member_is_refused(key: str) -> None:
    less = {name: value for name, value in PLAIN.items() if name != key}
    with pytest.raises(RuleBroken, match="is missing"):
        read_manifest(less)
    with pytest.raises(RuleBroken, match="does not know"):
        read_manifest({**PLAIN, f"{key}2": 1})


def test_rules_stand_in_their_one_form() -> None:
    rules = copy.deepcopy(PLAIN["rules"])
    del rules["pass"]["min"]
    with pytest.raises(RuleBroken, match="does not know"):
        read_manifest({**PLAIN, "rules": rules})


def test_more_present_than_all_is_refused() -> None:
    with pytest.raises(RuleBroken, match="more are present"):
        read_manifest({**PLAIN, "roll": {"all": 3, "present": 4}})


@pytest.mark.parametrize("suite", [0, 2, "1", 1.0, True])
def test_another_suite_is_refused(suite: object) -> None:
    with pytest.raises(RuleBroken, match="does not know"):
        read_manifest({**PLAIN, "suite": suite})


@pytest.mark.parametrize("rules", [PLAIN["rules"], RATING], ids=["ballot", "rating"])
def test_every_ballot_of_a_manifest_has_one_length(rules: dict[str, Any]) -> None:
    manifest = read_manifest({**PLAIN, "rules": rules})
    marks = ["satisfied", "dissatisfied", "basic"] if rules is RATING else ["approve", "oppose", "abstain"]
    for given in (
        {},
        {"1": marks[0]},
        dict.fromkeys(manifest.ids, marks[1]),
        dict.fromkeys(manifest.ids, marks[2]),
    ):
        assert len(plaintext(manifest, given, bytes(12))) == manifest.length
