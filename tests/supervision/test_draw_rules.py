"""抽签 as pure rules: a second, plain calculation agrees, and the file of a draw convicts whoever changed anything."""

import hashlib
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from votes.common.errors import RuleBroken
from votes.supervision.draw_file import AGREES, DIFFERS, REFUSED, read, repeat, written
from votes.supervision.draw_rules import (
    STEPS,
    Kind,
    Lot,
    Stated,
    Step,
    check_lots,
    check_step,
    commitment,
    drawn,
    list_hash,
    list_text,
)

SEED = "0123456789abcdef" * 4
LOTS = [Lot(str(n), f"点位{n}") for n in range(1, 9)]


def sha(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def by_hand(seed: str, lots: list[Lot], word: str, count: int) -> list[str]:
    """The draw as the docstring tells it, with nothing of the product."""
    hashed = sha("".join(key + "\t" + title + "\n" for key, title in ((lot.key, lot.title) for lot in lots)))
    numbers = {sha("\n".join([seed, hashed, word, lot.key])): lot.key for lot in lots}
    return [numbers[number] for number in sorted(numbers)][:count]


def stated(with_titles: bool = True, **changes: Any) -> Stated:
    keys = tuple(lot.key for lot in LOTS)
    hashed = list_hash(LOTS)
    whole = {
        "commitment": commitment(SEED),
        "list_hash": hashed,
        "keys": keys,
        "titles": tuple(lot.title for lot in LOTS) if with_titles else None,
        "count": 3,
        "word": "318",
        "seed": SEED,
        "drawn": tuple(drawn(SEED, hashed, "318", keys, 3)),
    }
    return Stated(**(whole | changes))


def told(path: Path) -> tuple[int, str]:
    out = io.StringIO()
    return repeat(path, out, out), out.getvalue()


@pytest.fixture
def file(tmp_path: Path) -> Callable[[str], Path]:
    def write(text: str) -> Path:
        path = tmp_path / "draw.json"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def test_known_figures_never_change() -> None:
    """Draws of past years must come out the same for ever."""
    assert list_text(LOTS[:2]) == "1\t点位1\n2\t点位2\n"
    assert commitment("a") == "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"
    assert drawn(SEED, list_hash(LOTS), "318", [lot.key for lot in LOTS], 3) == by_hand(SEED, LOTS, "318", 3)


@settings(max_examples=60, deadline=None)
@given(
    titles=st.lists(st.text(st.characters(codec="utf-8"), max_size=9), min_size=2, max_size=30, unique=True),
    seed=st.binary(min_size=32, max_size=32),
    word=st.text(st.characters(codec="utf-8"), max_size=5),
    data=st.data(),
)
def test_a_second_plain_calculation_agrees(titles: list[str], seed: bytes, word: str, data: Any) -> None:
    lots = [Lot(str(place), title) for place, title in enumerate(titles, 1)]
    count = data.draw(st.integers(1, len(lots) - 1))
    out = drawn(seed.hex(), list_hash(lots), word, [lot.key for lot in lots], count)
    assert out == by_hand(seed.hex(), lots, word, count)
    assert len(set(out)) == count


def test_every_entry_comes_out_about_as_often() -> None:
    """Of 4,000 seeds each of 8 entries is drawn first some 500 times (within five deviations)."""
    keys = [lot.key for lot in LOTS]
    first = [drawn(f"{n:064x}", list_hash(LOTS), "", keys, 1)[0] for n in range(4000)]
    assert all(abs(first.count(key) - 500) < 5 * 21 for key in keys)


def test_the_file_agrees_and_names_what_came_out(file: Callable[[str], Path]) -> None:
    code, text = told(file(written(stated(), {"title": "八月"})))
    assert code == AGREES
    assert "DIFFERS" not in text
    assert all(f"点位{key}" in text for key in stated().drawn)


@pytest.mark.parametrize(
    "change",
    [
        {"seed": "f" * 64},
        {"word": "319"},
        {"count": 2},
        {"drawn": stated().drawn[::-1]},
        {"titles": ("别处", *stated().titles[1:])},
        {"commitment": "0" * 64},
        {"list_hash": "0" * 64},
    ],
)
def test_whoever_changes_anything_is_convicted(change: dict[str, Any], file: Callable[[str], Path]) -> None:
    assert told(file(written(stated(**change), {})))[0] == DIFFERS


def test_withheld_titles_leave_the_order_to_be_checked(file: Callable[[str], Path]) -> None:
    code, text = told(file(written(stated(with_titles=False), {})))
    assert (code, "cannot be checked" in text) == (AGREES, True)
    assert told(file(written(stated(False, word="0"), {})))[0] == DIFFERS


@pytest.mark.parametrize(
    "text",
    [
        "",
        "[]",
        "{}",
        "nonsense",
        "[" * 100_000,
        written(stated(seed="", drawn=()), {}),
        written(stated(), {}).replace('"count": 3', '"count": true'),
        written(stated(), {}).replace('"count": 3', '"count": 99'),
        written(stated(), {}).replace('"key": "2"', '"key": "1"'),
        written(stated(), {}).replace('"key": "2"', '"key": "2\\n"'),
        written(stated(), {}).replace('"title": "点位2"', '"title": "\\ud800"'),
        written(stated(), {}).replace('"title": "点位2"', '"titel": 2'),
        json.dumps({**json.loads(written(stated(), {})), "drawn": [1]}),
        json.dumps({**json.loads(written(stated(), {})), "entries": 7}),
        json.dumps({**json.loads(written(stated(), {})), "seed": "zz"}),
    ],
)
def test_what_is_no_draw_is_refused_with_a_sentence(text: str, file: Callable[[str], Path]) -> None:
    code, words = told(file(text))
    assert code == REFUSED
    assert words.strip().endswith(".")


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    assert told(tmp_path / "none.json")[0] == REFUSED
    (tmp_path / "b.json").write_bytes(b"\xff\xfe")
    assert told(tmp_path / "b.json")[0] == REFUSED


def test_a_file_says_the_same_after_reading() -> None:
    assert read(written(stated(), {})) == stated()
    assert read(written(stated(False), {})) == stated(False)


def test_a_list_must_leave_something_to_chance() -> None:
    check_lots(LOTS, 7)
    for count in (0, 8, 9):
        with pytest.raises(RuleBroken):
            check_lots(LOTS, count)
    with pytest.raises(RuleBroken, match="twice"):
        check_lots([*LOTS, Lot("9", "点位1")], 1)
    with pytest.raises(RuleBroken, match="narrow"):
        check_lots([Lot(str(n), str(n)) for n in range(5001)], 1)


def test_every_step_out_of_its_order_is_refused() -> None:
    every = [frozenset(), *({step} for step in Step), {Step.drawn, Step.released}]
    for step in Step:
        for done in map(frozenset, every):
            if done in STEPS[step]:
                check_step(step, done, Kind.sites)
            else:
                with pytest.raises(RuleBroken):
                    check_step(step, done, Kind.sites)
    with pytest.raises(RuleBroken, match="inside"):
        check_step(Step.released, frozenset({Step.drawn}), Kind.members)
