"""What residents asked for is narrowed by class and by what became of it, and the most wanted comes first if asked so."""

from typing import Any

import pytest

from votes.noticeboard.wish_filters import chosen_wishes


def wish(title: str, kind: str, now: str, supporters: int) -> dict[str, Any]:
    return {"title": title, "class": kind, "now": now, "state": f"是{now}", "supporters": supporters}


WISHES = [wish("灯", "路", "taken", 2), wish("桥", "路", "declined", 9), wish("树", "园", "taken", 4)]
WISHES += [wish("椅", "", "taken", 4)]


@pytest.mark.parametrize(
    ("asked", "titles"),
    [
        ({}, "灯桥树椅"),
        ({"class": "路"}, "灯桥"),
        ({"now": "taken", "order": "most"}, "树椅灯"),
        ({"order": "most"}, "桥树椅灯"),
        ({"class": "路", "now": "taken"}, "灯"),
        ({"class": "无此类"}, ""),
        ({"order": "x", "unknown": "y"}, "灯桥树椅"),
    ],
)
def test_the_list_is_narrowed_and_ordered_by_its_address(app, asked, titles) -> None:
    with app.test_request_context("/"):
        rows, _filters = chosen_wishes(WISHES, asked)
    assert "".join(one["title"] for one in rows) == titles


def test_the_form_offers_what_there_is_and_keeps_what_was_chosen(app) -> None:
    with app.test_request_context("/"):
        _rows, (kind, now, order) = chosen_wishes(WISHES, {"now": "declined"})
    assert [value for value, _words in kind.choices] == ["园", "路"]
    assert now.choices == [("declined", "是declined"), ("taken", "是taken")]
    assert now.chosen == "declined"
    assert order.unchosen == "最新的在前"


def test_nothing_is_offered_where_there_is_nothing_to_choose(app) -> None:
    with app.test_request_context("/"):
        assert chosen_wishes(WISHES[:1], {}) == (WISHES[:1], [])
