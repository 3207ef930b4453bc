"""Odd input: values no form expects, files that are not what they say, bodies that are torn."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote_from_bytes

from tests.forms import BUTTONS, TICKED, TYPED, Field, Form

ODD: tuple[str | bytes, ...] = (
    "",
    "   ",
    "\x00",
    "甲\x00乙",
    b"\xed\xa0\x80",
    b"\xff\xfe\xe4\xbd",
    "9" * 5000,
    "9" * 30,
    "2147483648",
    "-1",
    "0",
    "1e9",
    "1.5",
    "²",
    "٣",
    "１２",
    "NaN",
    "-Infinity",
    "\u202e倒着写\u202c",
    "a\u0301\u200d\ufeff",
    "长" * 5000,
    "😀" * 300,
    "{{7*7}}{%x%}",
    "%s%(x)s{0}",
    "<b>&\"'</b>",
    "=1+1",
    "2026-02-30",
    "0000-00-00",
    "9999-12-31",
    "2026-13",
    "12:99",
    "None",
    "[]",
    "x' OR '1'='1",
    "../../../etc/passwd",
    "//evil.example/\\",
    "一行\r\n二行\r\r\n",
    "\x1b[31m\x7f\x9b",
    "13800000000",
)

PLAIN = {
    "number": ("1", "2", "10", "50"),
    "date": ("2026-08-05", "2026-08-10", "2026-12-01"),
    "month": ("2026-07",),
    "email": ("a@example.com",),
    "url": ("https://www.example.com/a",),
    "tel": ("13800000001",),
}
TEXTS = ("文字", "已现场看过", "12", "第二会议室")

PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF"
FILES: tuple[tuple[str | bytes, str, bytes], ...] = (
    ("", "application/octet-stream", b""),
    ("空.pdf", "application/pdf", b""),
    ("a.pdf", "application/pdf", PDF),
    ("a.jpg", "image/jpeg", b"\xff\xd8\xff\xe0" + b"\x00" * 40),
    ("a.png", "image/png", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\xc3\x50\x00\x00\xc3\x50\x08\x06"),
    ("a.xlsx", "application/vnd.ms-excel", b"PK\x03\x04" + b"\x00" * 60),
    ("a.docx", "application/msword", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"),
    ("../../" + "长" * 300 + ".exe", "x/y", b"MZ"),
    ("a\u202e.csv", "text/csv", b"\xff\xfe=1+1,\x00\n"),
    ("a.html", "text/html", b"<script>alert(1)</script>"),
)

UNREADABLE = (b"a\x00\xff.csv", "text/csv", b"=1+1")
"""A name that makes the whole body unreadable."""

Pair = tuple[str, str | bytes]
BOUNDARY = b"a-boundary-of-its-own"


@dataclass(frozen=True)
class Body:
    """What is sent: bytes as they go over the line, their media type, and the pairs of names and values in them."""

    data: bytes
    media_type: str
    pairs: tuple[Pair, ...] = ()

    @property
    def typed(self) -> dict[str, str]:
        """What a person could have typed or chosen of it."""
        return {
            name: value
            for name, value in self.pairs
            if isinstance(value, str) and value.isprintable() and value.strip()
        }

    def could_be_typed(self, form: Form) -> bool:
        """Whether a browser would send this of the form: all fields to write in, once, and the hidden ones as they are."""
        sent = [name for name, _ in self.pairs]
        written = [name for name in form.names if form.kind(name) in TYPED]
        hidden = [(name, form.of(name)[0].value) for name in form.names if form.kind(name) == "hidden"]
        return all(sent.count(name) == 1 for name in written) and all(pair in self.pairs for pair in hidden)


def as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


def urlencoded(pairs: list[Pair]) -> Body:
    """The body of a form without files."""
    parts = [
        f"{quote_from_bytes(name.encode())}={quote_from_bytes(as_bytes(value))}" for name, value in pairs
    ]
    return Body("&".join(parts).encode(), "application/x-www-form-urlencoded", tuple(pairs))


def multipart(pairs: list[Pair], files: list[tuple[str, tuple[str | bytes, str, bytes]]]) -> Body:
    """The body of a form with files."""
    lines = []
    for name, value in pairs:
        lines += [b"--" + BOUNDARY, b'Content-Disposition: form-data; name="%s"' % name.encode(), b""]
        lines.append(as_bytes(value))
    for name, (filename, kind, content) in files:
        head = b'Content-Disposition: form-data; name="%s"; filename="%s"' % (
            name.encode(),
            as_bytes(filename),
        )
        lines += [b"--" + BOUNDARY, head, b"Content-Type: " + kind.encode(), b"", content]
    lines += [b"--" + BOUNDARY + b"--", b""]
    return Body(b"\r\n".join(lines), f"multipart/form-data; boundary={BOUNDARY.decode()}", tuple(pairs))


def bodies(form: Form, draw: random.Random) -> Iterator[Body]:
    """What is sent to one form: torn in one way, all odd, and, of all most likely to be taken, odd in places."""
    yield draw.choice(tuple(torn(form, draw)))
    yield filled(form, draw, 1.0)
    yield filled(form, draw, 0.2)


def filled(form: Form, draw: random.Random, oddness: float) -> Body:
    """All fields of the form, so much of them oddly; hidden ones stay as they are where people could have typed this."""
    pairs: list[Pair] = [(one.name, one.value) for one in form.of("csrf_token")[:1]]
    files = []
    for name in form.names:
        kept = form.kind(name) == "hidden" and oddness < 1
        if form.kind(name) == "file":
            files.append((name, draw.choice(FILES)))
        elif not kept and draw.random() < oddness:
            pairs.append((name, draw.choice(ODD)))
        else:
            pairs += [(name, value) for value in [plain(form.of(name), draw)] if value is not None]
    return multipart(pairs, files) if files or draw.random() < 0.1 else urlencoded(pairs)


def plain(fields: list[Field], draw: random.Random) -> str | None:
    """What a person would put there; None leaves a box unticked."""
    kind = fields[0].kind
    if kind in ("hidden", "password"):
        return fields[0].value
    if kind in BUTTONS:
        return draw.choice(fields).value
    if kind == "select":
        return draw.choice(fields[0].options or [""])
    if kind in TICKED:
        return draw.choice([None, *(one.value for one in fields)])
    return fields[0].value or draw.choice(PLAIN.get(kind, TEXTS))


def torn(form: Form, draw: random.Random) -> Iterator[Body]:
    """Fields missing or sent twice, nothing but the token, another media type, a body that ends too early, too many."""
    token: list[Pair] = [(one.name, one.value) for one in form.of("csrf_token")[:1]]
    odd: list[Pair] = [(name, draw.choice(ODD)) for name in form.names]
    whole = multipart([*token, *odd], [("photos", FILES[1]), ("file", UNREADABLE)])
    yield urlencoded(token)
    yield urlencoded([*token, *odd[::2]])
    yield urlencoded([*token, *odd, *odd, ("__proto__", "1")])
    yield urlencoded([*token, *((f"{name}-{n}-x", "1") for name in form.names or ["x"] for n in range(40))])
    yield multipart(token, [(name, FILES[2]) for name in form.names])
    yield Body(urlencoded([*token, *odd]).data, "text/plain")
    yield Body(b'{"title": ["\\ud800"', "application/json")
    yield Body(whole.data[: len(whole.data) // 2], whole.media_type)
    yield whole
    yield Body(whole.data, "multipart/form-data")
    yield Body(b"\xff\xfe%zz=%&&=;\x00", "application/x-www-form-urlencoded; charset=utf-16")
