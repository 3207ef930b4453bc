"""QR codes: as inline SVG for pages and print sheets, as PNG for Word files."""

import io
from functools import lru_cache

import qrcode
from markupsafe import Markup
from qrcode.constants import ERROR_CORRECT_M
from qrcode.exceptions import DataOverflowError

from votes.common.errors import RuleBroken, say

QUIET = 4  # modules of white around, as ISO/IEC 18004 asks
TOO_LONG = say("This text is too long for a QR code. Use a shorter address.")
SVG = Markup(
    '<svg class="qr" role="img" viewBox="0 0 {size} {size}" shape-rendering="crispEdges">'
    '<title>{title}</title><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path fill="#000" d="{path}"/></svg>'
)


def code(text: str, mask: int | None = None) -> qrcode.QRCode:
    """The QR code of a text, with error correction M: 15 % may be dirt or a fold.

    A `mask` given beforehand reads as well, and is made six times as fast as the best of the eight.
    """
    made = qrcode.QRCode(error_correction=ERROR_CORRECT_M, border=QUIET, box_size=10, mask_pattern=mask)
    try:
        made.add_data(text)
        made.make(fit=True)
    except (DataOverflowError, ValueError) as error:
        raise RuleBroken(TOO_LONG) from error
    return made


@lru_cache(maxsize=1000)
def qr_svg(text: str, title: str) -> Markup:
    """Inline SVG of class `qr`, dark on white in dark pages too; the styles give it its size.

    To draw one takes a third of a project's page, and an address has always the same.
    """
    rows = code(text).get_matrix()
    return SVG.format(size=len(rows), title=title, path="".join(map(line, range(len(rows)), rows)))


def line(y: int, modules: list[bool]) -> str:
    """The dark runs of one row as pieces of an SVG path."""
    path, start = "", None
    for x, dark in enumerate([*modules, False]):
        if dark and start is None:
            start = x
        elif not dark and start is not None:
            path += f"M{start} {y}h{x - start}v1h-{x - start}z"
            start = None
    return path


def qr_png(text: str) -> bytes:
    """PNG of ten pixels a module, for Word files."""
    buffer = io.BytesIO()
    code(text).make_image().save(buffer, "PNG")
    return buffer.getvalue()
