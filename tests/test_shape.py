"""The shape of the whole: what holds for every file, so that no room has to be remembered."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from votes.common.catalog import lacking, rooms
from votes.common.i18n import CATALOGUES

HOUSE = Path(__file__).parent.parent
ORDER = "common congress accounts projects proposals ballots delivery supervision evaluation yearbook desk noticeboard demo app server tools cli".split()
PURE = ("rules", "stages", "decision", "record", "pabulib")
COMMITTERS = re.compile(r"(views|cli|commands)\.py$")


def files() -> list[Path]:
    return sorted((HOUSE / "votes").rglob("*.py"))


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE / "votes").parts[0].removesuffix(".py")


def imported(source: str) -> Iterator[str]:
    """Names of modules that this source imports, at any depth."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def forward_imports(room: str, source: str) -> list[str]:
    """Imports of this source that look ahead."""
    ahead = ORDER[ORDER.index(room) + 1 :]
    return sorted(
        {name for name in imported(source) if name.startswith("votes.") and name.split(".")[1] in ahead}
    )


def is_pure(path: Path) -> bool:
    """Rules are, by their names; so is all of the sealed ballot box, since it must work on a laptop without a server."""
    return path.stem in PURE or path.stem.endswith("_rules") or path.parent.name == "box"


def impure_imports(source: str) -> list[str]:
    banned = ("flask", "sqlalchemy", "wtforms", "votes.common.db", "votes.common.clock")
    return sorted({name for name in imported(source) if name.startswith(banned)})


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef):
            yield node


def test_imports_look_back_only() -> None:
    found = {str(p): forward_imports(room_of(p), p.read_text()) for p in files() if room_of(p) != "__init__"}
    assert {name: ahead for name, ahead in found.items() if ahead} == {}


def test_a_planted_forward_import_is_seen() -> None:
    assert forward_imports("projects", "from votes.ballots.models import Round") == [
        "votes.ballots.models",
        "votes.ballots.models.Round",
    ]
    assert forward_imports("projects", "def late():\n    import votes.cli\n") == ["votes.cli"]


def test_rules_know_neither_flask_nor_the_database() -> None:
    found = {str(path): impure_imports(path.read_text()) for path in files() if is_pure(path)}
    assert {name: banned for name, banned in found.items() if banned} == {}
    assert impure_imports("from sqlalchemy import select") != []


def test_only_views_and_commands_commit() -> None:
    elsewhere = [str(p) for p in files() if ".commit()" in p.read_text() and not COMMITTERS.search(p.name)]
    assert elsewhere == []


def reads_clock(source: str) -> bool:
    return bool(re.search(r"\b(clock\.now|clock\.today|datetime\.now|date\.today|time\.time)\(", source))


def test_verbs_do_not_read_the_clock() -> None:
    allowed = re.compile(r"(views|cli|commands|clock|access)\.py$")
    found = [str(path) for path in files() if reads_clock(path.read_text()) and not allowed.search(path.name)]
    assert found == []


def test_no_function_is_too_long_and_no_file_either() -> None:
    long_functions = [
        f"{path}:{node.name}"
        for path in files()
        for node in functions(path)
        if node.end_lineno - node.lineno >= 40
    ]
    long_files = [str(path) for path in files() if len(path.read_text().splitlines()) > 300]
    assert long_functions + long_files == []


def test_everything_public_has_a_docstring() -> None:
    missing = []
    for path in files():
        tree = ast.parse(path.read_text())
        if not ast.get_docstring(tree):
            missing.append(str(path))
        for node in tree.body:
            named = isinstance(node, (ast.FunctionDef, ast.ClassDef)) and not node.name.startswith("_")
            if named and not ast.get_docstring(node):
                missing.append(f"{path}:{node.name}")
    assert missing == []


def test_init_files_hold_a_docstring_and_nothing_else() -> None:
    full = [
        str(path)
        for path in files()
        if path.name == "__init__.py" and len(ast.parse(path.read_text()).body) > 1
    ]
    assert full == []


def test_vague_names_stay_out() -> None:
    vague = re.compile(r"(util|helper|shared|manager|service)")
    assert [str(path) for path in files() if vague.search(path.stem)] == []


def test_every_page_is_called_like_its_view() -> None:
    pages = {p.relative_to(HOUSE / "templates").as_posix() for p in (HOUSE / "templates").rglob("*.html")}
    used = set()
    for path in files():
        used |= set(re.findall(r'"([a-z_]+/[a-z_]+\.html)"', path.read_text())) | set(
            re.findall(r'"(refused\.html)"', path.read_text())
        )
    frame = {page for page in pages if page.startswith("parts/") or page.endswith("/parts.html")} | {
        "base.html"
    }
    assert sorted(used - pages) == [], "templates that views name and nobody wrote"
    assert sorted(pages - used - frame) == [], "templates that no view uses"


def test_the_chinese_catalogue_is_complete() -> None:
    assert lacking() == []


@pytest.mark.parametrize("room", rooms())
def test_the_chinese_says_the_same_figures(room: str) -> None:
    """A translation that loses a placeholder would lose a figure."""
    path = CATALOGUES / f"{room}.po"
    if not path.exists():
        return
    with path.open("rb") as file:
        catalogue = read_po(file, locale="zh")
    for message in catalogue:
        if not message.id or not message.string:
            continue
        said = message.string if isinstance(message.string, str) else " ".join(message.string)
        asked = message.id if isinstance(message.id, str) else message.id[-1]
        assert set(re.findall(r"%\(\w+\)", asked)) == set(re.findall(r"%\(\w+\)", said)), message.id


def test_no_sentence_has_two_translations() -> None:
    """The rooms' catalogues become one: a sentence that means two things must be said in two ways."""
    said: dict[str, set[object]] = {}
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh"):
                if message.id and message.string:
                    said.setdefault(str(message.id), set()).add(message.string)
    assert {words: meanings for words, meanings in said.items() if len(meanings) > 1} == {}
