"""Slips and key cards on paper (印票、制卡), always in Chinese; a PDF, or a page to print where none can be made."""

import base64
import io
from collections.abc import Sequence
from typing import Any

import jinja2
from PIL import Image

from votes.ballots.box.canon import fingerprint, hashed
from votes.ballots.box.cards import Card, KeySet, Section
from votes.ballots.box.slips import address
from votes.common.codes import in_fours
from votes.common.errors import RuleBroken, say
from votes.common.paper import pdf, pdf_available
from votes.common.qr import code
from votes.common.resources import PACKAGE, folder
from votes.common.spoken import chinese

COLOURS = {"blue": say("Blue"), "yellow": say("Yellow"), "green": say("Green"), "pink": say("Pink")}
"""One for each field of a slip, in this order; the field also says its name, for a grey copy."""
TOO_MANY = say("A slip has room for %(most)d votes. Leave some out.")
MASK = 0
"""Any of the eight reads as well; to look for the best one takes six times as long."""


def slip_sheet(keyset: KeySet, codes: Sequence[str], host: str) -> str:
    """The page of all slips, four on a sheet."""
    if len(keyset.sections) > len(COLOURS):
        raise RuleBroken(TOO_MANY, most=len(COLOURS))
    said = chinese()
    fields = [(colour, said(name)) for colour, name in COLOURS.items()]
    heads = list(zip(keyset.sections, fields, strict=False))
    slips = [{"typed": in_fours(one), "fields": _fields(heads, one, host)} for one in codes]
    return _page("ballots/box_slips.html", session=keyset.session, slips=slips, address=f"{host}/b")


def _fields(heads: list[tuple[Section, tuple[str, str]]], slip: str, host: str) -> list[dict[str, str]]:
    return [
        {
            "colour": colour,
            "name": name,
            "title": section.title,
            "qr": qr_address(address(host, section.id, slip, section.box)),
        }
        for section, (colour, name) in heads
    ]


def card_sheet(keyset: KeySet, card: Card) -> str:
    """The page of one card; each is a file of its own, so that nobody prints more than one."""
    marks = [(section, fingerprint(hashed(section.box))) for section in keyset.sections]
    typed = " ".join(card.text[place : place + 4] for place in range(0, len(card.text), 4))
    more = {"qr": qr_address(card.text), "typed": typed, "fingerprints": marks}
    return _page("ballots/box_cards.html", card=card, session=keyset.session, **more)


def qr_address(text: str) -> str:
    """A `data:` address of a QR code, one pixel a module: a PDF takes such pictures far faster than paths."""
    rows = code(text, MASK).get_matrix()
    picture = Image.new("1", (len(rows), len(rows)))
    picture.putdata([0 if dark else 1 for row in rows for dark in row])
    buffer = io.BytesIO()
    picture.save(buffer, "PNG")
    return _data("image/png", buffer.getvalue())


def _page(template: str, **values: Any) -> str:
    """A template filled without the application, for there is none on an offline laptop."""
    said = chinese()
    pages = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder("templates")), autoescape=True, extensions=["jinja2.ext.i18n"]
    )
    pages.install_gettext_callables(said, lambda one, _many, _n: said(one), newstyle=True)  # type: ignore[attr-defined]
    styles = _data("text/css", (PACKAGE / "static" / "paper.css").read_bytes())
    return pages.get_template(template).render(html_lang="zh-CN", asset=lambda _name: styles, **values)


def _data(kind: str, content: bytes) -> str:
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def printable(page: str, name: str) -> tuple[str, bytes]:
    """The file to print and its name: a PDF, or the page itself."""
    if pdf_available():
        return f"{name}.pdf", pdf(page, "")
    return f"{name}.html", page.encode()
