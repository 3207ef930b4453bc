"""The ballot page as a file: what it loads is pinned, small, old enough for old phones, and speaks plainly."""

import gzip
import hashlib
import re
from pathlib import Path

import pytest

from tests.ballots.box.old_engines import newer
from tests.ballots.box.pinned import PAGE, STATIC, named, pinned

BOX = STATIC / "box"
SCRIPTS = sorted(BOX.glob("*.js")) + sorted((STATIC.parent / "ballots/box/offline").glob("*.js"))
VENDORED = sorted((STATIC / "vendor").glob("*/*.js"))
LARGEST = 40 * 1024
"""Bytes of the page with all that it loads, compressed."""


def test_the_page_names_every_script_by_its_hash() -> None:
    page = PAGE.read_text()
    assert pinned(page) == page, "run: python -m tests.ballots.box.pinned"
    loaded = named(page)
    assert len(loaded) == page.count("<script") + page.count('rel="stylesheet"')
    assert {path for path in loaded if path.startswith("box/")} == {
        f"box/{file.name}" for file in BOX.iterdir() if file.suffix in (".js", ".css")
    } - {"box/offline.js", "box/offline.css"}


def test_nothing_stands_inline_and_nothing_comes_from_elsewhere() -> None:
    page = PAGE.read_text()
    assert re.findall(r"<script(?![^>]* src=)|<style|\son\w+=|\sstyle=|https?:", page) == []
    assert "default-src 'none'" in page
    assert "unsafe" not in page


def test_page_and_scripts_are_small() -> None:
    files = [PAGE, *(STATIC / path for path in named(PAGE.read_text()))]
    assert sum(len(gzip.compress(file.read_bytes(), 6)) for file in files) <= LARGEST


@pytest.mark.parametrize("script", SCRIPTS + VENDORED, ids=lambda path: path.name)
def test_scripts_run_in_browsers_of_five_years_ago(script: Path) -> None:
    assert newer(script.read_text()) == []


def test_the_reader_of_scripts_sees_what_is_newer() -> None:
    young = "a?.b|a ?? b|a ??= b|({...a})|({b, ...a})|try {} catch {}|1_000|10n|import('a')|/(?<=a)b/|/a/s|class A { #a = 1 }|for await (a of b) {}|p.finally(f)|async *a() {}"
    for source in young.split("|"):
        assert newer(source), source
    old = "f(...a); [...a]; (...a) => a; a ? .5 : b; a / b / c; x = /[/]a?.b/g; '??'; `a?.b ${c}`; try {} catch (error) {} finally {} // a?.b"
    assert newer(old) == []


def test_the_style_sheet_is_plain_enough() -> None:
    sheet = (BOX / "ballot.css").read_text()
    assert (
        re.findall(r"@layer|@container|clamp\(|:is\(|:where\(|:has\(|inset:|color-mix|(?<!grid-)gap:", sheet)
        == []
    )


def test_deputies_are_spoken_to_in_plain_words() -> None:
    words = (BOX / "words.js").read_text() + PAGE.read_text()
    assert re.findall(r"加密|密钥|密码|哈希|签名|指纹|服务器|encrypt|[Kk]ey|hash|server|！", words) == []


@pytest.mark.parametrize("folder", sorted({file.parent for file in VENDORED}), ids=lambda path: path.name)
def test_what_others_wrote_is_as_they_wrote_it(folder: Path) -> None:
    told = (folder / "README.md").read_text()
    assert any(folder.glob("LICENSE*"))
    for file in folder.glob("*.js"):
        digest = hashlib.sha512(file.read_bytes()).hexdigest()
        assert f"`{file.name}`: sha512 `{digest}`" in told
