"""The eyes see what they are there to see: each kind of fault, planted in a page."""

import pytest
from playwright.sync_api import Browser

from tests.browser.eyes import SIZES, Eyes, size_of

PAGE = """<!doctype html><html lang="zh-CN"><head><title>民生实事</title><style>%s</style></head>
<body><main><h1>民生实事</h1><p>候选项目</p>%s</main></body></html>"""
FAULTS = {
    "color-contrast": ("p {color: #bbb}", ""),
    "label": ("", "<input name='title'>"),
    "heading-order": ("", "<h4>要素</h4>"),
    "wider than the screen": ("p {width: 2000px}", ""),
}


def looked(browser: Browser, size: str, *pages: str) -> list[str]:
    """What the eyes note on these pages, one after the other."""
    eyes = Eyes(thorough=False)
    page = browser.new_page(viewport=size_of(size))
    for number, content in enumerate(pages):
        page.set_content(content)
        eyes.look(page, f"page{number}", "loaded", size)
    page.close()
    return eyes.faults


def test_a_page_without_fault_has_none(browser: Browser) -> None:
    assert looked(browser, "desk", PAGE % ("", "")) == []


@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_seen_at_both_sizes(browser: Browser, fault: str) -> None:
    seen = looked(browser, "phone", PAGE % FAULTS[fault])
    for size in SIZES:
        assert [one for one in seen if fault in one and f"({size})" in one]


def test_colours_are_looked_at_where_a_later_page_brings_a_new_part(browser: Browser) -> None:
    pale = PAGE % (".pale {color: #ccc}", "<p class='pale'>未公开</p>")
    seen = looked(browser, "desk", PAGE % ("", ""), pale)
    assert len(seen) == len(SIZES)
    assert all("color-contrast" in one for one in seen)
