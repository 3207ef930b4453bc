"""The hashes by which the ballot page names its scripts and styles: `python -m tests.ballots.box.pinned` writes them anew.

An address holds the beginning of the hash too, so that a page never meets what a browser kept of an older one.
"""

import base64
import hashlib
import re
from pathlib import Path

STATIC = Path(__file__).parents[3] / "votes/static"
PAGE = STATIC / "box/ballot.html"
NAMED = re.compile(r'(src|href)="static/((?:box|vendor)/[^"?]+)[^>]*?>')


def named(page: str) -> list[str]:
    """The files that the page loads, by their path under `static`."""
    return [found[2] for found in NAMED.finditer(page)]


def pinned(page: str) -> str:
    """The page with the hash of each file as it stands."""
    return NAMED.sub(lambda found: f'{found[1]}="static/{found[2]}{_pins(STATIC / found[2])}>', page)


def _pins(file: Path) -> str:
    content = file.read_bytes()
    digest = base64.b64encode(hashlib.sha384(content).digest()).decode()
    return f'?v={hashlib.sha256(content).hexdigest()[:10]}" integrity="sha384-{digest}"'


if __name__ == "__main__":
    PAGE.write_text(pinned(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
