"""What holds for every page that any test opens: valid HTML, one `h1` that starts the title, labelled fields, CSRF."""

import re
from collections import Counter
from contextvars import Context
from functools import cache
from typing import Any

import html5lib
from flask.testing import FlaskClient
from lxml.html import document_fromstring
from werkzeug.test import TestResponse

LABELLED = {"input", "select", "textarea"}
TAG = re.compile(r"(<[^>]*>)")
VALUE = re.compile(r'(?<!type)="[^"]*"')
EQUAL_ROWS = re.compile(r"(<(tr|li|option|article|p|dt|label)\b.*?</\2>)\1+")
WRONG_TEXT = re.compile(
    r"&(?!(?:amp|lt|gt|quot|nbsp|#\d+);).{0,9}|[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffe\uffff]"
)
TOKEN = re.compile(r'(name="(?:csrf_token|once)"[^>]*value=")[^"]+')


class Browser(FlaskClient):
    """A browser that shares nothing with the test but the database: no `g`, no session of rows."""

    def open(self, *args: Any, **values: Any) -> TestResponse:
        return Context().run(super().open, *args, **values)

    def send(self, path: str, data: dict[str, Any] | None = None, **values: Any) -> TestResponse:
        """Open the page, take its CSRF token, and post the form as a browser would."""
        page = self.get(path)
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.get_data(as_text=True))
        assert found, f"{path}: no form to send ({page.status_code})"
        return self.post(values.pop("to", path), data={"csrf_token": found[1], **(data or {})}, **values)


class CheckedClient(Browser):
    """A browser that looks at every HTML page it gets.

    The same tests open the same pages on both databases: where both are tried, it looks at them once.
    """

    def open(self, *args: Any, **values: Any) -> TestResponse:
        answer = super().open(*args, **values)
        if (
            (answer.content_type or "").startswith("text/html")
            and answer.data
            and answer.status_code not in (301, 302, 303, 308)
        ):
            faults = faults_of(TOKEN.sub(r"\1", answer.get_data(as_text=True)))
            assert not faults, f"{answer.request.path}: {faults}"
        return answer


@cache
def faults_of(page: str) -> list[str]:
    """What is wrong with this page, in words; a page that was looked at before is not read again."""
    tree = document_fromstring(page)
    return html_faults(page) + frame_faults(tree) + field_faults(tree) + inline_faults(tree)


def html_faults(page: str) -> list[str]:
    """Whether it is valid HTML. Apart from the texts' own characters that rests on the tags alone, and pages differ
    less in their tags than in their texts: so the tags are read once, and the page again if they are wrong."""
    faults = [f"html: {found[0]!r}" for found in WRONG_TEXT.finditer(page)]
    return faults + (parse_errors(page) if parse_errors(skeleton(page)) else [])


@cache
def parse_errors(page: str) -> list[str]:
    """What an HTML parser finds, and where."""
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(page)
    return [f"html: {position} {code} {data}" for position, code, data in parser.errors]


def skeleton(page: str) -> str:
    """The tags of a page with the names of their attributes; equal rows one after another stand once."""
    parts = TAG.split(page)
    texts = ("x" if text.strip() else "" for text in parts[::2])
    tags = (VALUE.sub('=""', tag) for tag in [*parts[1::2], ""])
    return EQUAL_ROWS.sub(r"\1", "".join(text + tag for text, tag in zip(texts, tags, strict=True)))


def frame_faults(tree: Any) -> list[str]:
    """Language, one heading that starts the title, unique ids."""
    faults = []
    if tree.get("lang") not in ("zh-CN", "en"):
        faults.append("no lang")
    headings = [" ".join("".join(h.itertext()).split()) for h in tree.iter("h1")]
    title = " ".join("".join(next(tree.iter("title")).itertext()).split())
    if len(headings) != 1:
        faults.append(f"{len(headings)} h1")
    elif not title.startswith(headings[0]):
        faults.append(f"title {title!r} does not start with {headings[0]!r}")
    ids = Counter(node.get("id") for node in tree.iter() if isinstance(node.tag, str) and node.get("id"))
    return faults + [f"id {name} stands {n} times" for name, n in ids.items() if n > 1]


def field_faults(tree: Any) -> list[str]:
    """Every field has a label; every form that posts has its CSRF token."""
    labels = {label.get("for") for label in tree.iter("label")}
    inside = {id(node) for label in tree.iter("label") for node in label.iter()}
    faults = []
    for node in tree.iter():
        if node.tag not in LABELLED or node.get("type") in ("hidden", "submit", "button"):
            continue
        if node.get("id") not in labels and id(node) not in inside and not node.get("aria-label"):
            faults.append(f"field without a label: {node.get('name')}")
    for form in tree.iter("form"):
        names = {node.get("name") for node in form.iter("input")}
        if form.get("method", "get").lower() == "post" and "csrf_token" not in names:
            faults.append("form without CSRF token")
    return faults


def inline_faults(tree: Any) -> list[str]:
    """No inline script or style, no handler in an attribute, no outside address for anything loaded."""
    faults = []
    for node in tree.iter():
        if not isinstance(node.tag, str):
            continue
        if node.tag == "style" or (node.tag == "script" and not node.get("src")):
            faults.append(f"inline {node.tag}")
        faults += [f"inline {name}" for name in node.attrib if name == "style" or name.startswith("on")]
        if node.tag in ("script", "img", "link") and re.match(
            r"(https?:)?//", node.get("src") or node.get("href") or ""
        ):
            faults.append(f"outside address in {node.tag}")
    return faults
