"""语言标记: what is Chinese on an English page says so; nothing else of the page changes."""

import pytest
from flask.testing import FlaskClient
from lxml.html import document_fromstring

from tests.full_house import House
from votes.common.tongues import HAN, marked

NOT_MARKED = {"script", "style", "title"}


@pytest.mark.parametrize(
    "page, told",
    [
        ("<p>学校天桥</p>", '<p lang="zh-CN">学校天桥</p>'),
        ("<p class=a>2026年度</p>", '<p class=a lang="zh-CN">2026年度</p>'),
        ("<p>Part of “学校天桥”, 3 km</p>", '<p>Part of <bdi lang="zh-CN">“学校天桥”</bdi>, 3 km</p>'),
        (
            '<p><a href="/x">天桥 (A)</a> and 路灯</p>',
            '<p><a href="/x" lang="zh-CN">天桥 (A)</a> and <bdi lang="zh-CN">路灯</bdi></p>',
        ),
        ('<option value="1">北街</option>', '<option value="1" lang="zh-CN">北街</option>'),
        ("<option>Unit 北街</option>", "<option>Unit 北街</option>"),
        ('<img src="/1" alt="现场">', '<img src="/1" alt="现场" lang="zh-CN">'),
        ('<a lang="zh-CN">中文</a>', '<a lang="zh-CN">中文</a>'),
        ('<p title="a > b 文">plain</p>', '<p title="a > b 文">plain</p>'),
        ("<!-- 说明 --><b>x</b>", "<!-- 说明 --><b>x</b>"),
        ("plain &amp; <b>simple</b>", "plain &amp; <b>simple</b>"),
    ],
)
def test_chinese_is_marked_and_nothing_else_changes(page: str, told: str) -> None:
    assert marked(page) == told


@pytest.mark.crawl(both=True)
def test_english_pages_say_where_they_speak_chinese(full: House, client: FlaskClient) -> None:
    home = f"/{full.home.people.county}"
    for address in (
        "",
        home,
        f"{home}/2026",
        f"{home}/2026/1",
        f"{home}/2026/1/rate",
        f"{home}/2026/proposals",
    ):
        page = client.get(f"/en{address or '/'}").text
        assert unmarked(page) == [], address
        assert "<bdi" not in client.get(address or "/").text


def unmarked(page: str) -> list[str]:
    """Chinese of a page that stands in no element that says so."""
    tree = document_fromstring(page)
    found = []
    for text in tree.xpath("//text()"):
        holder = text.getparent() if text.is_text else text.getparent().getparent()
        speaks = [one.get("lang") for one in (holder, *holder.iterancestors()) if one.get("lang")]
        if HAN.search(text) and holder.tag not in NOT_MARKED and speaks[0] != "zh-CN":
            found.append(str(text).strip())
    return found
