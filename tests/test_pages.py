"""The look at every page finds what is wrong with it: one planted fault each."""

import pytest

from tests.pages import faults_of

PAGE = """<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>项目 · 演示县</title><link rel="stylesheet" href="/a.css"></head>
<body><h1>项目</h1>
<table><tr><td>1</td></tr><tr><td>2</td></tr><tr><td>3 &amp; 4</td></tr></table>
<form method="post"><input type="hidden" name="csrf_token" value="x">
<label for="title">名称</label><input id="title" name="title"></form>
<script src="/a.js"></script></body></html>
"""


def test_nothing_is_wrong_with_a_right_page() -> None:
    assert faults_of(PAGE) == []


@pytest.mark.parametrize(
    "right, wrong, told",
    [
        ("<td>2</td>", "<td>2</b></td>", "html"),
        ("<td>2</td>", "<td title=a title=b>2</td>", "html"),
        ("<td>2</td>", "<td><form></form></tr>", "html"),
        ("3 &amp; 4", "3 & 4", "html"),
        ("3 &amp; 4", "3 \x08 4", "html"),
        ('name="title"></form>', 'name="title">', "html"),
        (' lang="zh-CN"', "", "no lang"),
        ("<h1>项目</h1>", "", "0 h1"),
        ("<h1>项目</h1>", "<h1>项目</h1><h1>二</h1>", "2 h1"),
        ("<h1>项目", "<h1>进度", "does not start"),
        ("<td>2</td>", '<td id="title">2</td>', "id title"),
        ('<label for="title">', '<label for="other">', "field without a label"),
        ('name="csrf_token"', 'name="other"', "CSRF"),
        ('<script src="/a.js">', "<script>1", "inline script"),
        ("<td>2</td>", '<td style="color:red">2</td>', "inline style"),
        ("<td>2</td>", '<td onclick="go()">2</td>', "inline onclick"),
        ('href="/a.css"', 'href="//elsewhere.example/a.css"', "outside address"),
    ],
)
def test_what_is_wrong_is_found(right: str, wrong: str, told: str) -> None:
    assert right in PAGE
    assert any(told in fault for fault in faults_of(PAGE.replace(right, wrong)))
