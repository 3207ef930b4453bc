"""The key ceremony: shares on cards, enough of them give the key back, anything else is told in a sentence."""

from itertools import combinations

import pytest

from votes.ballots.box import cards
from votes.ballots.box.cards import Card, KeySet
from votes.common.errors import RuleBroken

TITLES = {"A": "2026年度票决", "B": "2025年度测评", "C": "再次票决"}


@pytest.fixture(scope="module")
def ceremony() -> tuple[KeySet, list[Card]]:
    return cards.make_keys("演示县人大", "第一次会议", TITLES, need=2, cards=3)


def test_any_two_of_three_cards_open_every_section(ceremony: tuple[KeySet, list[Card]]) -> None:
    keyset, made = ceremony
    for hand in combinations(made, 2):
        for section in keyset.sections:
            assert bytes(cards.combined(hand, section).public_key) == section.box


@pytest.mark.parametrize("need, number", [(2, 2), (3, 5), (5, 5)])
def test_other_numbers_of_cards_work_as_well(need: int, number: int) -> None:
    keyset, made = cards.make_keys("x", "y", {"A": "z"}, need, number)
    assert bytes(cards.combined(made[-need:], keyset.sections[0]).public_key) == keyset.sections[0].box
    with pytest.raises(RuleBroken, match=f"{need} cards are needed, {need - 1} are here"):
        cards.combined(made[: need - 1], keyset.sections[0])


@pytest.mark.parametrize("need, number", [(1, 3), (4, 3), (2, 33), (0, 0)])
def test_a_sharing_that_protects_nothing_is_refused(need: int, number: int) -> None:
    with pytest.raises(RuleBroken, match="At least 2 cards"):
        cards.make_keys("x", "y", {"A": "z"}, need, number)


def test_a_card_is_read_as_it_was_printed(ceremony: tuple[KeySet, list[Card]]) -> None:
    keyset, made = ceremony
    for card in made:
        assert cards.read_card(card.text, keyset) == card
        assert set(card.text) <= set("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ.-"), "small QR: no other signs"


def test_a_scanner_under_a_chinese_input_method_spoils_nothing(ceremony: tuple[KeySet, list[Card]]) -> None:
    keyset, made = ceremony
    wide = "".join("。" if char == "." else chr(ord(char) + 0xFEE0) for char in made[0].text.lower())
    assert cards.read_card(f" {wide}\n", keyset) == made[0]


def test_a_card_not_read_whole_is_told(ceremony: tuple[KeySet, list[Card]]) -> None:
    keyset, made = ceremony
    text = made[0].text
    for place in range(5, len(text), 7):
        swapped = "X" if text[place] != "X" else "Y"
        for spoilt in (
            text[:place] + swapped + text[place + 1 :],
            text[:place],
            text[:place] + text[place + 1 :],
        ):
            with pytest.raises(RuleBroken, match="not read whole"):
                cards.read_card(spoilt, keyset)


@pytest.mark.parametrize("text", ["", "https://votes.example/b#A.0.0", "MSK2.ABC", "\x00", "市。民"])
def test_what_is_no_card_is_told(text: str, ceremony: tuple[KeySet, list[Card]]) -> None:
    with pytest.raises(RuleBroken, match="not a key card"):
        cards.read_card(text, ceremony[0])


def test_a_foreign_card_is_told(ceremony: tuple[KeySet, list[Card]]) -> None:
    _, foreign = cards.make_keys("演示县人大", "第一次会议", TITLES, need=2, cards=3)
    with pytest.raises(RuleBroken, match=r"another key ceremony\. Take the card of 第一次会议"):
        cards.read_card(foreign[0].text, ceremony[0])


def test_one_card_does_not_count_twice(ceremony: tuple[KeySet, list[Card]]) -> None:
    _, made = ceremony
    hand = cards.add_card([], made[0])
    with pytest.raises(RuleBroken, match="Card 1 was read already"):
        cards.add_card(hand, made[0])
    assert cards.add_card(hand, made[1]) == made[:2]


def test_shares_that_do_not_fit_are_told(ceremony: tuple[KeySet, list[Card]]) -> None:
    keyset, made = ceremony
    shares = made[0].shares
    swapped = Card(keyset.name, 1, 2, 3, {**shares, "A": shares["B"]})
    for wrong in (swapped, Card(keyset.name, 1, 2, 3, {}), Card(keyset.name, 1, 2, 3, made[1].shares)):
        with pytest.raises(RuleBroken, match="do not give the key of section A"):
            cards.combined([wrong, made[1]], keyset.section("A"))
    with pytest.raises(RuleBroken, match="Section Z has no key"):
        keyset.section("Z")


def test_a_faulty_split_is_noticed_before_the_cards_are_given_away(
    ceremony: tuple[KeySet, list[Card]], monkeypatch: pytest.MonkeyPatch
) -> None:
    def faulty(secret: bytes, parts: int, threshold: int) -> list[bytes]:
        return [bytes(32) + bytes([place + 1]) for place in range(parts)]

    monkeypatch.setattr(cards, "split", faulty)
    with pytest.raises(RuleBroken, match="do not give the key"):
        cards.make_keys("x", "y", TITLES, 2, 3)


def test_the_public_file_names_its_ceremony(ceremony: tuple[KeySet, list[Card]]) -> None:
    keyset, made = ceremony
    assert cards.read_keyset(keyset.plain()) == keyset
    changed = cards.read_keyset({**keyset.plain(), "need": 3})
    assert changed.name != keyset.name, "whoever changes it makes every card foreign"
    shares = [share.hex() for card in made for share in card.shares.values()]
    assert not any(share in str(keyset.plain()) for share in shares)


def test_a_section_named_twice_is_refused(ceremony: tuple[KeySet, list[Card]]) -> None:
    plain = ceremony[0].plain()
    with pytest.raises(RuleBroken, match="stands twice"):
        cards.read_keyset({**plain, "sections": plain["sections"][:1] * 2})


@pytest.mark.parametrize("need, number", [(1, 3), (4, 3), (2, 33), (2, 0)])
def test_a_file_of_keys_that_cannot_be_is_refused(
    need: int, number: int, ceremony: tuple[KeySet, list[Card]]
) -> None:
    with pytest.raises(RuleBroken):
        cards.read_keyset({**ceremony[0].plain(), "need": need, "cards": number})


def test_one_card_alone_says_nothing_of_the_key() -> None:
    """The first byte of a share is each value about equally often, whatever the key is."""
    seen = {bytes(cards.split(bytes(32), 3, 2)[0])[0] for _ in range(300)}
    assert len(seen) > 150
