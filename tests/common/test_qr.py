"""A QR code stands in the page itself, and says what it was given."""

import io
import re
from xml.etree import ElementTree

import pytest
from markupsafe import Markup
from PIL import Image
from qrcode import QRCode
from qrcode.constants import ERROR_CORRECT_M

from votes.common.errors import RuleBroken
from votes.common.qr import qr_png, qr_svg

ADDRESS = "https://votes.example/nanchang/2020/3"


def modules_of(svg):
    """The dark modules that the path of an SVG paints, as (row, column)."""
    path = ElementTree.fromstring(svg)[2].get("d")
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\3z", path)
    assert "".join(f"M{x} {y}h{n}v1h-{n}z" for x, y, n in runs) == path
    return {(int(y), int(x) + step) for x, y, n in runs for step in range(int(n))}


def test_the_picture_paints_exactly_the_code_with_error_correction_m():
    expected = QRCode(error_correction=ERROR_CORRECT_M, border=4)
    expected.add_data(ADDRESS)
    dark = {(y, x) for y, row in enumerate(expected.get_matrix()) for x, on in enumerate(row) if on}
    assert modules_of(qr_svg(ADDRESS, "扫码看这件事")) == dark


def test_it_has_a_title_a_quiet_zone_and_no_style():
    svg = qr_svg(ADDRESS, "扫码 <看> 这件事")
    root = ElementTree.fromstring(svg)
    size = int(root.get("viewBox").split()[2])
    assert isinstance(svg, Markup)
    assert (root.tag, root.get("class"), root.get("role")) == ("svg", "qr", "img")
    assert root[0].text == "扫码 <看> 这件事"
    assert "style" not in svg
    assert all(4 <= y < size - 4 and 4 <= x < size - 4 for y, x in modules_of(svg))


def test_for_word_it_is_a_png():
    image = Image.open(io.BytesIO(qr_png(ADDRESS)))
    assert (image.format, image.width) == ("PNG", image.height)
    assert image.getpixel((39, 39)) != image.getpixel((40, 40))


def test_a_text_that_does_not_fit_is_refused():
    with pytest.raises(RuleBroken, match="too long for a QR code"):
        qr_svg("x" * 3000, "")
