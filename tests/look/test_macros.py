"""Every part of a page, rendered with invented figures: valid, labelled, without inline style or script."""

import re
from functools import cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2
import pytest
from babel.messages.pofile import read_po

from tests.look import figures
from tests.pages import faults_of

ROOT = Path(__file__).resolve().parents[2]
PAGES = sorted(path.stem for path in (Path(__file__).parent / "pages").glob("*.html"))


def chinese() -> dict[str, str]:
    """The catalogue of what all rooms share."""
    with (ROOT / "votes/translations/zh/common.po").open("rb") as file:
        messages = [message for message in read_po(file, locale="zh") if message.id]
    return {
        m.id if isinstance(m.id, str) else m.id[0]: m.string if isinstance(m.string, str) else m.string[0]
        for m in messages
    }


@cache
def environment(language: str) -> jinja2.Environment:
    """The templates alone, without the application."""
    folders = [ROOT / "templates", Path(__file__).parent / "pages"]
    env = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folders), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    words = chinese() if language == "zh-CN" else {}
    env.install_gettext_callables(
        lambda said: words.get(said, said),
        lambda one, many, n: words.get(one, one if n == 1 else many),
        newstyle=True,
    )
    env.globals.update(
        asset=lambda name: f"/static/{name}",
        csrf_token=lambda: "token",
        get_flashed_messages=lambda **_: [("message", "已经保存。")],
        request=SimpleNamespace(script_root=""),
    )
    return env


def rendered(page: str, language: str = "zh-CN", elder: bool = False, **more: Any) -> str:
    """One page of the gallery."""
    actor = SimpleNamespace(name="工作人员02") if page in ("desk", "forms") else None
    congress = SimpleNamespace(name="演示县人民代表大会", slug="demo", demo=True)
    nav = [
        SimpleNamespace(label="今年项目", url="/demo/2026", current=True),
        SimpleNamespace(label="往年", url="/demo", current=False),
    ]
    frame = {
        "html_lang": language,
        "elder": elder,
        "elder_url": "/elder/",
        "other_language_url": "/en/",
        "demo": True,
    }
    known = {
        "actor": actor,
        "congress": congress,
        "nav": nav,
        "f": figures.FIGURES,
        "form": figures.faulty(),
        **frame,
        **more,
    }
    return environment(language).get_template(f"{page}.html").render(known)


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize("page", PAGES)
def test_a_page_of_parts_is_valid_and_labelled(page: str, language: str) -> None:
    assert faults_of(rendered(page, language)) == []


@pytest.mark.parametrize("page", PAGES)
def test_every_reference_within_a_page_has_its_target(page: str) -> None:
    html = rendered(page)
    ids = set(re.findall(r'\bid="([^"]*)"', html))
    described = {name for group in re.findall(r'aria-describedby="([^"]*)"', html) for name in group.split()}
    assert described | set(re.findall(r'href="#([^"]+)"', html)) <= ids


def test_an_error_is_told_at_the_field_and_in_the_summary_and_nothing_typed_is_lost() -> None:
    html = rendered("forms")
    assert html.count("用一句话写明要办的事。") == 2
    assert 'href="#title"' in html
    assert 'href="#base-0"' in html
    assert "第1行 权重：写1到100的整数。" in html
    assert 'value="三百"' in html
    assert 'value="400"' in html
    assert "孩子过马路怕" in html
    assert 'enctype="multipart/form-data"' in html


def test_what_is_not_known_reads_so() -> None:
    html = rendered("archive")
    assert html.count("未公开") >= 10
    assert "None" not in html


def test_money_is_ten_thousands_in_chinese_and_millions_in_english() -> None:
    assert "12,500.5万元" in rendered("archive")
    assert "125 million yuan" in rendered("archive", "en")


def test_the_verbs_stay_chinese_in_english() -> None:
    assert '<b lang="zh-CN">督</b> <span class="word">Oversee</span>' in rendered("cycle", "en")
    assert "Oversee" not in rendered("cycle")


def test_what_a_stranger_typed_is_escaped() -> None:
    form = figures.Everything(data={"title": '"><script>alert(1)</script>'})
    html = rendered("forms", form=form)
    assert "<script" not in html


def test_the_double_line_stands_once_before_the_first_that_is_out() -> None:
    html = rendered("cycle")
    assert html.count('class="out cut"') == 1
    assert html.index('class="out cut"') < html.index("市图书馆延长免费开放", html.index("result"))


def test_the_heading_of_a_notice_skips_no_level() -> None:
    """A notice mostly stands right below the title of its page; within a section it says so."""
    rows: Any = environment("zh-CN").get_template("parts/rows.html").module
    assert "<h2>代录</h2>" in rows.notice("代录", "会注明。")
    assert "<h3>代录</h3>" in rows.notice("代录", "会注明。", level=3)
