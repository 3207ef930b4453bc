"""The scrutineers' page (监票人离线页): one file for a laptop without network, built from the scripts beside this module.

It holds everything that it needs, so that a stick can carry it and one hash can name it. Both languages stand in it side
by side. The page that is handed out is kept under `static/box`, and a test holds it to its sources.
"""

import base64
import hashlib
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import jinja2
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from markupsafe import Markup, escape

from votes.ballots.box.printing import COLOURS
from votes.common.catalog import kept
from votes.common.errors import say
from votes.common.resources import PACKAGE, folder

STATIC = PACKAGE / "static"
FILE = STATIC / "box" / "offline.html"
VENDOR = STATIC / "vendor"
SOURCES = Path(__file__).parent / "offline"
SHARING = VENDOR / "shamir-secret-sharing-0.0.4"
SECTIONS = "ABCD"
"""The signs of the votes that may come, one for each coloured field of a slip."""
TITLE = say("The scrutineers' page: keys, slips, opening")
SCREEN = Markup('<span lang="zh-CN">{}</span><span lang="en">{}</span>')


def sources(*names: str) -> list[Path]:
    """Scripts of the page by name."""
    return [SOURCES / f"{name}.js" for name in names]


COUNTING = [
    VENDOR / "tweetnacl-1.0.3" / "nacl-fast.min.js",
    VENDOR / "tweetnacl-sealedbox-js-1.2.0" / "sealedbox.web.js",
    STATIC / "box" / "core.js",
    *sources("json", "fields", "rules", "signing", "export", "decision", "opening"),
]
"""The second counter, in the order in which its scripts need each other."""
LAYING_OUT = [VENDOR / "jsqr-1.4.0" / "jsQR.js", VENDOR / "qrcode-generator-1.4.4" / "qrcode.js"]
MAKING = sources("cards", "slips")
DESK = sources("desk", "sheets", "readout", "reading", "keys_steps", "slips_steps", "open_steps", "begin")


def script(paths: Sequence[Path]) -> str:
    """Scripts as one, each ended so that the next begins anew."""
    return "".join(f"{path.read_text('utf-8').rstrip()}\n;\n" for path in paths)


def sharing() -> str:
    """The library that splits keys, which was written for another way of loading scripts."""
    chance = (SHARING / "csprng.js").read_text("utf-8")
    whole = (SHARING / "index.js").read_text("utf-8")
    parts = f"(function (exports) {{\n{chance}\nreturn exports; }})({{}})"
    return f"window.shamir = (function (exports, require) {{\n{whole}\nreturn exports; }})({{}}, () => {parts});\n"


def page_script() -> str:
    """All that the page runs."""
    words = json.dumps(chinese_words(), ensure_ascii=False, sort_keys=True).replace("<", "\\u003c")
    given = f"window.scrutiny.words = {words};\n"
    return sharing() + script([*COUNTING, *MAKING, *LAYING_OUT]) + given + script(DESK)


def chinese_words() -> dict[str, str]:
    """Every sentence of the scripts in Chinese, by its English."""
    catalogue = kept("ballots")
    return {
        sentence: _chinese(catalogue, sentence) for path in SOURCES.glob("*.js") for sentence in _said(path)
    }


def _said(path: Path) -> list[str]:
    return [
        str(message) for _, message, _, _ in extract_from_file("javascript", path, keywords={"say": None})
    ]


def _chinese(catalogue: Catalog, sentence: str) -> str:
    found = catalogue.get(sentence)
    return str(found.string) if found and found.string else sentence


def page() -> bytes:
    """The page as it is handed out; its policy lets it run its own script and load nothing."""
    styles, run = (SOURCES / "page.css").read_text("utf-8"), page_script()
    if "</script" in run or "\r" in run:
        raise ValueError("a script of the page holds what would end it, or what a browser would change")
    catalogue = kept("ballots")
    values = {"styles": Markup(styles), "script": Markup(run), "policy": policy(run, styles)}  # noqa: S704
    sections = list(zip(SECTIONS, COLOURS.values(), strict=True))
    template = _templates(catalogue).get_template("ballots/box_page.html")
    return template.render(title=_chinese(catalogue, TITLE), sections=sections, **values).encode()


def policy(run: str, styles: str) -> str:
    """What the page may do: run this very script, look like this, nothing else."""
    return f"default-src 'none'; script-src {named(run)}; style-src {named(styles)}; base-uri 'none'; form-action 'none'"


def named(content: str) -> str:
    """An inline script or style by its hash."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"


def _templates(catalogue: Catalog) -> jinja2.Environment:
    """Templates whose sentences stand there in both languages."""
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder("templates")),
        autoescape=True,
        trim_blocks=True,
        undefined=jinja2.StrictUndefined,
    )
    pages.globals["_"] = lambda sentence: SCREEN.format(_chinese(catalogue, sentence), sentence)
    pages.filters["fill"] = filled
    return pages


def filled(both: Markup, **values: Any) -> Markup:
    """A sentence of both languages with its places filled."""
    return both % {name: escape(value) for name, value in values.items()}


def write_page(path: Path, tell: Callable[[str], object]) -> None:
    """The page as a file, and the hash that the preparations show."""
    content = page()
    path.write_bytes(content)
    tell(f"{path} {hashlib.sha512(content).hexdigest()[:64]}")
