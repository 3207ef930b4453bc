"""What the address of a cycle may be called: `2026`, `2026-2` for a batch, or short words of its own."""

import re
from collections.abc import Collection

from votes.common.errors import RuleBroken, say

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
LONGEST = 40


def check_slug(slug: str, reserved: Collection[str], taken: Collection[str]) -> None:
    """Refuse an address that cannot be read aloud, that a page of the product has, or that another cycle has."""
    if not SLUG.fullmatch(slug) or len(slug) > LONGEST:
        raise RuleBroken(
            say(
                "Use small letters, digits and hyphens, such as 2026 or 2026-2, at most %(most)d characters."
            ),
            most=LONGEST,
        )
    if slug in reserved:
        raise RuleBroken(
            say("A page of this site is already called “%(slug)s”. Choose another word."), slug=slug
        )
    if slug in taken:
        raise RuleBroken(
            say("This congress already has a cycle at “%(slug)s”. Choose another, such as %(next)s."),
            slug=slug,
            next=next_batch(slug, taken),
        )


def next_batch(slug: str, taken: Collection[str]) -> str:
    """The next free batch of a year: `2026-2` after `2026` or `2026-1`."""
    stem, _, last = slug.rpartition("-")
    year = stem if stem and last.isdecimal() else slug
    return next(name for number in range(2, len(taken) + 3) if (name := f"{year}-{number}") not in taken)
