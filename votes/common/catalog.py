"""The catalogues of the rooms: collected from code and templates, so that a test can prove them complete."""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import read_po, write_po

from votes.common.i18n import CATALOGUES
from votes.common.resources import PACKAGE, folder

WORDS: dict[str, object] = {
    "_": None,
    "gettext": None,
    "ngettext": (1, 2),
    "_l": None,
    "lazy_gettext": None,
    "say": None,
}
JINJA = "jinja2.ext:babel_extract"
OUTSIDE = ("app", "cli")


def rooms() -> list[str]:
    """The rooms, by their folders, and `app` for the two files that stand above them."""
    return ["app", *sorted(path.name for path in PACKAGE.iterdir() if (path / "__init__.py").exists())]


def sources(room: str) -> Iterator[tuple[str, Path]]:
    """Code, scripts and templates whose sentences belong to this room's catalogue."""
    if room == "app":
        yield from (("python", PACKAGE / f"{name}.py") for name in OUTSIDE)
        return
    yield from (("python", path) for path in sorted((PACKAGE / room).rglob("*.py")))
    yield from (("javascript", path) for path in sorted((PACKAGE / room).rglob("*.js")))
    pages = folder("templates")
    yield from ((JINJA, path) for path in sorted((pages / room).rglob("*.html")))
    if room == "common":
        yield from ((JINJA, path) for path in sorted(pages.glob("*.html")))
        yield from ((JINJA, path) for path in sorted((pages / "parts").glob("*.html")))


def sentences(room: str) -> Catalog:
    """Every sentence that this room says."""
    found = Catalog(locale="zh")
    for method, path in sources(room):
        for _line, message, _comments, context in extract_from_file(method, path, keywords=WORDS):  # type: ignore[arg-type]
            if message:
                found.add(message, context=context)
    return found


def kept(room: str) -> Catalog:
    """The room's catalogue as it stands."""
    path = CATALOGUES / f"{room}.po"
    if not path.exists():
        return Catalog(locale="zh")
    with path.open("rb") as file:
        return read_po(file, locale="zh")


def collect() -> None:
    """Bring each room's catalogue up to date: new sentences come in empty, those no longer said go."""
    for room in rooms():
        known = kept(room)
        fresh = Catalog(locale="zh", fuzzy=False, creation_date=known.creation_date)
        for message in sentences(room):
            if not message.id:
                continue
            old = known.get(message.id)
            fresh.add(message.id, old.string if old else None, context=message.context)
        if len(fresh):
            with (CATALOGUES / f"{room}.po").open("wb") as file:
                write_po(file, fresh, omit_header=False, width=120, sort_output=True)


def lacking() -> list[tuple[str, str]]:
    """Sentences without Chinese, or with Chinese that somebody only guessed (fuzzy), per room."""
    missing = []
    for room in rooms():
        known = kept(room)
        for message in sentences(room):
            found = known.get(message.id) if message.id else None
            if message.id and (found is None or found.fuzzy or not said(found.string)):
                missing.append((room, str(message.id)))
    return missing


def said(string: object) -> bool:
    """Whether a translation says something, in each of its plural forms."""
    return all(string) if isinstance(string, (list, tuple)) else bool(string)
