"""年度/批次: how a cycle begins, and which addresses are left for it."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from werkzeug.routing import Rule

from votes.common.db import db
from votes.congress.models import RESERVED, Congress
from votes.projects.adoption import adopt
from votes.projects.models import Cycle
from votes.projects.settings import CycleSettings
from votes.projects.slug_rules import check_slug


def cycles_of(congress: Congress) -> list[Cycle]:
    """The cycles of a congress, the newest first."""
    rows = select(Cycle).where(Cycle.congress_id == congress.id)
    return list(db.session.scalars(rows.order_by(Cycle.year.desc(), Cycle.id.desc())))


def reserved_words(rules: Iterable[Rule]) -> set[str]:
    """What stands in an address where the cycle's slug would: working pages and public pages of a congress."""
    words = set(RESERVED)
    for rule in rules:
        parts = rule.rule.strip("/").removeprefix("desk/").split("/")
        if len(parts) > 1 and parts[0] == "<congress>" and "<" not in parts[1]:
            words.add(parts[1])
    return words


def start_cycle(
    congress: Congress,
    slug: str,
    title: str,
    year: int,
    settings: CycleSettings,
    reserved: set[str],
    at: datetime,
    by: str,
) -> Cycle:
    """Begin a year or a batch with its settings."""
    check_slug(slug, reserved, {cycle.slug for cycle in cycles_of(congress)})
    cycle = Cycle(congress=congress, slug=slug, title=title, year=year, settings={})
    db.session.add(cycle)
    db.session.flush()
    adopt(cycle, settings, at, by, seen=0)
    return cycle
