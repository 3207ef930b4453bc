"""A congress enters the house: its word in addresses, its level, the congress that hosts it."""

import re

from sqlalchemy import select

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import RESERVED, Congress, Level

SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
LONGEST = 30
"""Places of a slug; what a rehearsal adds must still fit."""
REHEARSAL = "-rehearsal"
BODY = re.compile(r"(人民代表大会|人大|议事代表会议)$")
ABOVE: dict[Level, tuple[Level, ...]] = {
    Level.province: (),
    Level.prefecture: (Level.province,),
    Level.county: (Level.province, Level.prefecture),
    Level.township: (Level.county,),
    Level.street: (Level.county, Level.prefecture),
}
"""Who may host whom."""


def full_name(name: str, level: Level) -> str:
    """The official title (全称) as headers and papers carry it: 临水县 and 临水县人大 become 临水县人民代表大会."""
    if "人民代表大会" in name or "议事代表会议" in name:
        return name
    body = "议事代表会议" if level is Level.street else "人民代表大会"
    return f"{name.removesuffix('人大')}{body}"


def check_slug(slug: str) -> None:
    """Refuse a word that cannot stand in an address for ever, or that stands for something else."""
    if not SLUG.fullmatch(slug) or not 2 <= len(slug) <= LONGEST:
        raise RuleBroken(
            say(
                "The word in addresses has 2 to %(n)d small letters, digits and single dashes, and begins with a letter."
            ),
            n=LONGEST,
        )
    if slug in RESERVED or slug.endswith(REHEARSAL):
        raise RuleBroken(say("The word %(slug)s is reserved. Choose another."), slug=slug)
    if db.session.scalar(select(Congress.id).where(Congress.slug == slug)):
        raise RuleBroken(say("There is a congress %(slug)s already. Choose another word."), slug=slug)


def check_host(level: Level, parent: Congress) -> None:
    """Refuse a host that does not stand above."""
    if parent.level not in ABOVE[level] or parent.rehearsal_of_id is not None:
        raise RuleBroken(say("%(name)s cannot host a congress of this level."), name=parent.name)


def found(
    slug: str, name: str, level: Level, parent: Congress | None = None, place: str = "", demo: bool = False
) -> Congress:
    """A new congress; what is not said comes from its host, its title and its place from the name given."""
    check_slug(slug)
    if parent is not None:
        check_host(level, parent)
    congress = Congress(
        slug=slug,
        name=full_name(name, level),
        place=place or BODY.sub("", name) or name,
        level=level,
        parent=parent,
        province=parent.province if parent else "",
        demo=parent.demo if parent else demo,
    )
    db.session.add(congress)
    db.session.flush()
    return congress
