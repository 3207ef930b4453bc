"""Languages: Chinese first, English complete; the language and the elder look are part of the address.

English pages stand under `/en/…`, large type under `/elder/…`; the prefix moves into SCRIPT_NAME, so that
every `url_for` keeps it. Each room has its own catalogue `translations/zh/<room>.po`; they are merged into one.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any
from urllib.parse import quote

from babel import Locale
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask import Flask, g, request
from flask_babel import Babel, Domain, force_locale, get_locale
from flask_babel.speaklater import LazyString
from markupsafe import Markup, escape

from votes.common.resources import PACKAGE

CATALOGUES = PACKAGE / "translations" / "zh"
COMPILED = CATALOGUES / "LC_MESSAGES" / "messages.mo"
PREFIXES = {"en": "votes.english", "elder": "votes.elder"}
CHINESE, ENGLISH = Locale.parse("zh_CN"), Locale.parse("en")
"""Made once: to parse a locale's name takes longer than many a page."""


Retelling = Callable[[str], str]
"""What turns a sentence into the words of a body, before anything is put into it."""


class Retold:
    """A catalogue whose sentences are told in the words of a body."""

    def __init__(self, catalogue: Any, retelling: Retelling) -> None:
        self.catalogue, self.retelling = catalogue, retelling

    def ugettext(self, sentence: str) -> str:
        """A sentence, translated and retold."""
        return self.retelling(self.catalogue.ugettext(sentence))

    def ungettext(self, one: str, many: str, n: int) -> str:
        """A sentence of a number, translated and retold."""
        return self.retelling(self.catalogue.ungettext(one, many, n))


class Sentences(Domain):
    """The sentences of the product; no sentence is none, though a catalogue keeps its header under the empty one."""

    def __init__(self) -> None:
        super().__init__()
        self.read: dict[Locale, Any] = {}

    def get_translations(self) -> Any:
        """The catalogue of this request's language, in the words of the body it is about."""
        spoken = get_locale()
        if spoken is None:
            return self.plain(spoken)
        found, retelling = self.plain(spoken), g.get("retelling")
        return Retold(found, retelling) if retelling else found

    def plain(self, spoken: Locale | None) -> Any:
        """The catalogue without its header; by the locale, whose name takes long to spell."""
        if spoken not in self.read:
            found = super().get_translations()
            getattr(found, "_catalog", {}).pop("", None)
            if spoken is None:
                return found
            self.read[spoken] = found
        return self.read[spoken]


def retell(retelling: Retelling | None) -> None:
    """From here to the end of this request, speak in the words of a body; None: as everywhere."""
    g.retelling = retelling


@contextmanager
def retold(retelling: Retelling | None) -> Iterator[None]:
    """Speak in the words of a body for a while."""
    before = g.get("retelling")
    retell(retelling)
    try:
        yield
    finally:
        retell(before)


babel = Babel()
babel.domain_instance = Sentences()


class Prefixes:
    """Moves `/en` and `/elder` from the path into SCRIPT_NAME, and notes them in the environment."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        while True:
            first, _, rest = environ.get("PATH_INFO", "").lstrip("/").partition("/")
            if first not in PREFIXES or environ.get(PREFIXES[first]):
                break
            environ[PREFIXES[first]] = True
            environ["SCRIPT_NAME"] = f"{environ.get('SCRIPT_NAME', '')}/{first}"
            environ["PATH_INFO"] = f"/{rest}"
        answer: Iterable[bytes] = self.app(environ, start_response)
        return answer


SPOKEN: ContextVar[bool | None] = ContextVar("spoken", default=None)
"""Whether English is spoken to somebody else than who is asking; None: whoever asks is answered."""


@contextmanager
def speaking(english: bool) -> Iterator[None]:
    """Speak a language to somebody who is not asking just now, such as the reader of a mail."""
    token = SPOKEN.set(english)
    try:
        with force_locale(str(ENGLISH if english else CHINESE)):
            yield
    finally:
        SPOKEN.reset(token)


def is_english() -> bool:
    """Whether this request asks for English."""
    spoken = SPOKEN.get()
    return bool(request and request.environ.get("votes.english")) if spoken is None else spoken


def is_elder() -> bool:
    """Whether this request asks for large type (适老)."""
    return bool(request and request.environ.get("votes.elder"))


def locale() -> Locale:
    """The locale of this request."""
    return ENGLISH if is_english() else CHINESE


def address_with(english: bool, elder: bool) -> str:
    """This page's address in another language or look."""
    outer = request.root_path
    while outer.rpartition("/")[2] in PREFIXES:
        outer = outer.rpartition("/")[0]
    query = quote(request.query_string, safe="=&%+")
    path = quote(request.path) + (f"?{query}" if query else "")
    return outer + ("/en" if english else "") + ("/elder" if elder else "") + path


def start(app: Flask) -> None:
    """Make the catalogue ready and choose the language by the address."""
    compile_catalogues()
    LazyString.__html__ = escaped
    app.wsgi_app = Prefixes(app.wsgi_app)  # type: ignore[method-assign]
    babel.init_app(
        app,
        default_locale="zh_CN",
        default_timezone="Asia/Shanghai",
        default_translation_directories=str(PACKAGE / "translations"),
        locale_selector=locale,
    )


def escaped(sentence: LazyString) -> Markup:
    """A lazy sentence as HTML: text like any other, whatever was put into it; as shipped it passes for HTML."""
    return escape(str(sentence))


def merged() -> Catalog:
    """All rooms' catalogues as one; what the rooms share is said once, in the earliest of them."""
    whole = Catalog(locale="zh")
    for path in sorted(CATALOGUES.glob("*.po")):
        with path.open("rb") as file:
            for message in read_po(file, locale="zh"):
                if message.id and message.string and message.id not in whole:
                    whole.add(message.id, message.string, context=message.context)
    return whole


def compile_catalogues(target: Path = COMPILED) -> None:
    """Write the compiled catalogue if a room's is newer; several workers may do so at once, each its own file."""
    newest = max((path.stat().st_mtime for path in CATALOGUES.glob("*.po")), default=0.0)
    if target.exists() and target.stat().st_mtime >= newest:
        return
    target.parent.mkdir(exist_ok=True)
    with NamedTemporaryFile(dir=target.parent, delete=False) as file:
        write_mo(file, merged())
    Path(file.name).chmod(0o644)
    Path(file.name).replace(target)
