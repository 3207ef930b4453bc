"""The ballot page (票决页): one file, the same for all; its hash stands in every manifest and on the hall screen."""

from functools import cache

from votes.ballots.box.canon import hashed
from votes.common.resources import PACKAGE

PAGE = PACKAGE / "static" / "box" / "ballot.html"


@cache
def page() -> bytes:
    """The page as it is served; it names its scripts with their hashes, so that its own hash covers them."""
    return PAGE.read_bytes()


def page_hash() -> bytes:
    """What the manifest says of the page."""
    return hashed(page())
