"""How texts are cut into pairs and read: width, signs and capitals make no difference, one wrong character little."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.noticeboard.bit_rules import largest, packed, unpacked
from votes.noticeboard.search_rules import (
    excerpt,
    folded,
    nearly_says,
    pairs_of,
    question_of,
    says,
    searchable,
)


def test_width_signs_and_capitals_make_no_difference() -> None:
    assert folded("５Ｇ 基站，（一期）") == folded("5g基站 一期") == "5g基站一期"
    assert question_of(" 公厕　改造 厕 ").words == ("公厕", "改造")
    assert question_of("厕 ，。").words == ()


def test_no_word_reaches_from_the_title_into_the_text() -> None:
    text = searchable("新建公", "厕所")
    assert not says(text, ["公厕"])
    assert pairs_of(text) == pairs_of("新建公") | pairs_of("厕所")


@pytest.mark.parametrize("typed", ["红绿登", "新建公测", "新公厕", "新建建公厕", "建新公厕", "老旧小区改照"])
def test_one_wrong_character_is_forgiven(typed: str) -> None:
    assert nearly_says("学校门口红绿灯新建公厕老旧小区改造", [typed])


@pytest.mark.parametrize("typed", ["幸福河道", "新修公测", "小区改照明灯", "绿化", "abcd"])
def test_two_wrong_ones_are_not(typed: str) -> None:
    assert not nearly_says("学校门口红绿灯新建公厕老旧小区改造abcz", [typed])


@given(st.text(max_size=60), st.text(max_size=20))
def test_no_text_and_no_question_breaks_the_search(text: str, typed: str) -> None:
    entry, question = searchable(text, text), question_of(typed)
    assert not says(entry, question.words) or question.pairs <= pairs_of(entry)
    nearly_says(entry, question.words)
    assert "".join(piece for piece, _ in excerpt(text, question.words)).strip("…") in " ".join(text.split())


@given(st.text(alphabet="公厕改造新建小区", min_size=2, max_size=8), st.integers(0, 7))
def test_what_is_typed_right_but_for_one_character_is_found(word: str, place: int) -> None:
    wrong = word[: place % len(word)] + "错" + word[place % len(word) + 1 :]
    if len(word) >= 4:
        assert nearly_says(f"前面{word}后面", [wrong])


def test_an_excerpt_shows_what_was_asked_for() -> None:
    pieces = excerpt("很" * 60 + "新建公厕" + "长" * 100, ["公厕"])
    assert ("公厕", True) in pieces
    assert pieces[0] == ("…", False)
    assert pieces[-1] == ("…", False)
    assert sum(len(piece) for piece, _ in pieces) < 100


@given(st.sets(st.integers(1, 70_000), max_size=60), st.integers(1, 80))
def test_a_set_is_kept_and_comes_back_sparse_or_dense(ids: set[int], most: int) -> None:
    kept = unpacked(packed(sorted(ids)))
    assert largest(kept, most) == sorted(ids, reverse=True)[:most]
    dense = sorted({one % 300 + 1 for one in ids})
    assert largest(unpacked(packed(dense)), 400) == dense[::-1]
