"""语言标记: on English pages what residents and offices wrote is Chinese, and is marked so, for screen readers and browsers.

A run of Chinese in a text becomes a `bdi` with its language. Where no element may stand (an option, a drawing), and where
an element holds nothing but Chinese, the element itself says it.
"""

import re
from collections.abc import Iterator

from flask import Flask, Response

from votes.common.i18n import is_english

TAG = re.compile(r"(<(?:!--.*?--|(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)>)", re.DOTALL)
NAME = re.compile(r"<([a-zA-Z][\w-]*)")
HAN = re.compile(r"[\u3400-\u9fff]")
WESTERN = re.compile(r"[A-Za-z]{2}")
WORDS = r"\u3000-\u303f\u3400-\u9fff\uff00-\uffef\d“”‘’·—…"
RUN = re.compile(rf"[{WORDS}]*[\u3400-\u9fff](?:[{WORDS} .:/%+-]*[{WORDS}])?")
BARE = frozenset({"option", "title", "textarea", "text", "tspan", "desc", "optgroup"})
"""Elements in which no other element may stand."""
SILENT = frozenset({"script", "style"})
CHINESE = ' lang="zh-CN"'
SAYS_SO = re.compile(rf"<html\b[^>]*{CHINESE}")


def start(app: Flask) -> None:
    """Mark every English page as it leaves."""
    app.after_request(mark_answer)


def mark_answer(answer: Response) -> Response:
    """The answer, its Chinese marked if it is an English page; a Chinese one, such as the ballot page, stays to the byte."""
    if is_english() and answer.mimetype == "text/html" and not answer.direct_passthrough:
        page = answer.get_data(as_text=True)
        if HAN.search(page) and not SAYS_SO.search(page):
            answer.set_data(marked(page))
    return answer


def marked(page: str) -> str:
    """A page with the language of all that is Chinese in it; what says its language already stays as it is."""
    return "".join(pieces(TAG.split(page)))


def pieces(parts: list[str]) -> Iterator[str]:
    """Texts and tags in turn, as `TAG` splits a page: each tag with the text that follows it."""
    yield parts[0]
    for place in range(1, len(parts), 2):
        tag, text = parts[place], parts[place + 1]
        if not HAN.search(text) and not tag.startswith("<img"):
            yield tag + text
            continue
        named = NAME.match(tag)
        name = named[1].lower() if named else ""
        closes = parts[place + 2] if place + 2 < len(parts) else ""
        if name == "img" and HAN.search(tag):
            tag = spoken(tag)
        if not HAN.search(text) or name in SILENT or " lang=" in tag:
            yield tag + text
        elif name in BARE or (name and closes == f"</{name}>" and not WESTERN.search(text)):
            yield (spoken(tag) if not WESTERN.search(text) else tag) + text
        else:
            yield tag + RUN.sub(rf"<bdi{CHINESE}>\g<0></bdi>", text)


def spoken(tag: str) -> str:
    """A tag that says that it holds Chinese."""
    if " lang=" in tag:
        return tag
    end = "/>" if tag.endswith("/>") else ">"
    return f"{tag.removesuffix(end).rstrip()}{CHINESE}{end}"
