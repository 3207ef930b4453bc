"""What points to one person in a free text is found and hidden, and common words are left alone."""

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from votes.common.private import KIND_NAMES, Kind, folded, found_in, hidden, kinds_in
from votes.common.resources import PACKAGE

TOLD = [
    ("请打138 1234 5678找我", "请打***找我", Kind.phone),
    ("请打+86-138-1234-5678找我", "请打***找我", Kind.phone),
    ("１３８１２３４５６７８", "***", Kind.phone),
    ("一三八幺二三四五六七八", "***", Kind.phone),
    ("村委会0739-5321234", "村委会***", Kind.phone),
    ("电话：5321234", "电话：***", Kind.phone),
    ("身份证43052419800101123X", "身份证***", Kind.identity),
    ("身份证130503670401001", "身份证***", Kind.identity),
    ("卡号6222 0212 3456 7890 128", "卡号***", Kind.account),
    ("微信号：abc_1234", "微信号：***", Kind.account),
    ("写到zhang.san@example.com来", "写到***来", Kind.mail),
    ("湘E·12345天天占道", "***天天占道", Kind.plate),
    ("绿牌粤BD12345占道", "绿牌***占道", Kind.plate),
    ("住在3号楼2单元501室", "住在3号楼***", Kind.home),
    ("我叫张大山，请回话", "我叫张某，请回话", Kind.name),
    ("联系人：欧阳建国 电话见下", "联系人：欧阳某 电话见下", Kind.name),
    ("村民李四家门口没有灯", "村民李某家门口没有灯", Kind.name),
    ("王书记说了不算", "某书记说了不算", Kind.name),
    ("找黄建军主任", "找某主任", Kind.name),
    ("老王家门口", "某某家门口", Kind.name),
    ("签名：张三、李小四、王五", "签名：张某、李某、王某", Kind.name),
    ("请修这条路\n周大勇", "请修这条路\n周某", Kind.name),
    ("邻居王芳说灯坏了，王芳摔伤了", "邻居王某说灯坏了，王某摔伤了", Kind.name),
]


@pytest.mark.parametrize("text, shown, kind", TOLD)
def test_what_points_to_a_person_is_hidden(text: str, shown: str, kind: Kind) -> None:
    assert hidden(text) == shown
    assert kinds_in([text]) == [kind]


@pytest.mark.parametrize(
    "text",
    [
        "居民高度关注高速路口的安全，村民方便出行",
        "拨打12345、110或400-123-4567，2026年3月1日起施行",
        "投资1380万元，其中2025年12345元，全长13812米",
        "高中老师宿舍旁的路，施工队长要换，老路口、小区门口没有灯，小孙子不敢走",
        "张某反映，某书记、李某某家门口的灯***",
        "王家村到马路口的石板路，林场老周边",
        "统一社会信用代码91430000123456789A",
    ],
)
def test_other_words_and_numbers_are_left_alone(text: str) -> None:
    assert found_in(text) == []


def test_the_words_of_real_projects_and_of_the_demonstration_name_nobody() -> None:
    files = [*(PACKAGE / "demo" / "archive").iterdir(), PACKAGE / "demo" / "tables" / "wishes.csv"]
    texts = [
        cell for file in files for row in csv.reader(file.read_text("utf-8").splitlines()) for cell in row
    ]
    assert sum(map(len, texts)) > 50_000
    assert [found for text in texts if "://" not in text for found in found_in(text)] == []


def test_one_thing_is_found_once_and_where_it_stands() -> None:
    text = "联系人：张三 13812345678，邻居李四，湘A12345"
    found = found_in(text)
    assert [one.kind for one in found] == [Kind.name, Kind.phone, Kind.name, Kind.plate]
    assert all(text[one.start : one.end] == one.words for one in found)
    assert set(KIND_NAMES) == set(Kind)


@given(st.text(alphabet="张王李三四村民我叫联系人电话老书记家的，。：\n 01358-XxABab湘E@.***某", max_size=60))
def test_what_was_hidden_once_stays_as_it_is(text: str) -> None:
    assert len(folded(text)) == len(text)
    ends = [0, *(edge for one in found_in(text) for edge in (one.start, one.end))]
    assert ends == sorted(ends)
    assert hidden(hidden(text)) == hidden(text)


@pytest.mark.parametrize("sign", ["1", "13", "王", "老王", "一", "a@", "湘A", "张三、", "1 - ", "\n张三"])
def test_a_long_text_of_one_sign_is_read_without_going_over_it_again_and_again(sign: str) -> None:
    text = (sign * 5000)[:5000]
    assert all(text[one.start : one.end] == one.words for one in found_in(text))
