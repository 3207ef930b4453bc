"""先放一放: what says nothing, sells something or comes in masses is set aside and says why; honest words are not."""

import csv

import pytest

from tests.people import People
from tests.proposals.queue_scene import came
from votes.common.resources import PACKAGE
from votes.proposals import doubt_rules
from votes.proposals.doubt_rules import DOUBT_NAMES, MANY, Doubt, doubts_in
from votes.proposals.rules import Channel


@pytest.mark.parametrize(
    "title, what, doubt",
    [
        ("校门口建天桥", "详情见http://example.com/x", Doubt.link),
        ("校门口建天桥", "上abc-shop.top看", Doubt.link),
        ("。。。", "！！！？？？", Doubt.wordless),
        ("建桥", "桥桥桥桥桥桥桥桥桥桥", Doubt.wordless),
        ("1234", "56 78 90", Doubt.wordless),
        ("刷单日赚500", "在家可做", Doubt.trade),
        ("办理贷款", "电话13800000000", Doubt.trade),
    ],
)
def test_it_is_set_aside_and_says_why(title: str, what: str, doubt: Doubt) -> None:
    assert doubts_in(title, what, 0, False) == [doubt]
    assert doubt_rules.read(doubt_rules.kept([doubt, Doubt.many])) == [doubt, Doubt.many]


@pytest.mark.parametrize(
    "title, what",
    [
        ("路灯", "三天没亮"),
        ("助学贷款窗口搬到一楼", "学生来办贷款要爬五楼。"),
        ("校门口!!!", "太危险了!!! 孩子天天过马路"),
        ("WiFi", "The bus stop at No. 3 school needs a roof."),
    ],
)
def test_honest_words_are_left_alone(title: str, what: str) -> None:
    assert doubts_in(title, what, MANY - 1, False) == []


def test_no_wish_of_the_demonstration_is_doubted() -> None:
    for name in ("wishes.csv", "town_wishes.csv"):
        rows = csv.DictReader((PACKAGE / "demo" / "tables" / name).read_text("utf-8").splitlines())
        assert [row["title"] for row in rows if doubts_in(row["title"], row["what"], 0, False)] == []


def test_many_from_one_address_and_the_same_again_are_set_aside(context: None, people: People) -> None:
    assert set(DOUBT_NAMES) == set(Doubt)
    assert came(people).doubts == ""
    assert came(people, title="校门口 建天桥！").doubts == "repeated"
    assert came(people, title="另一件事", sent_today=MANY).doubts == "many"
    assert came(people, title="校门口建天桥", channel=Channel.letter).doubts == ""
