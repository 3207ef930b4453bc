"""筛选 of the wall by place, class, unit and light, all by the address: `?unit=…&class=…&place=…&light=…`."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import aliased

from votes.common.db import db
from votes.congress.places import Place
from votes.delivery.progress import WallRow
from votes.noticeboard.living import Living
from votes.projects.models import Cycle, Project
from votes.projects.sites import Site

FEW = 4
"""Fewer projects are seen at a glance: nothing is narrowed below."""
LONGEST = 80
LIGHT_WORDS: dict[str, LazyString] = {
    "late": _l("Late"),
    "behind": _l("Well behind"),
    "slow": _l("Slow"),
    "ok": _l("On track"),
    "done": _l("Done"),
    "still": _l("stands still"),
    "todo": _l("Not started"),
}

Tells = Callable[[WallRow], Sequence[str]]
"""What a project says of itself, in the words of the address: its unit, its class, several places, its light."""
Words = Mapping[str, str]
"""The choices in their order: the word of the address, and what people read."""


@dataclass(frozen=True)
class Filter:
    """One field of the form: its name in the address, its label, its choices (value, words), and what is chosen.

    `unchosen`: what it says while nothing is chosen; blank: all.
    """

    name: str
    label: str
    choices: Sequence[tuple[str, str]]
    chosen: str
    unchosen: str = ""


@dataclass(frozen=True)
class Narrowed:
    """The wall as far as it was asked for, and the fields with which it was asked."""

    rows: Sequence[WallRow]
    filters: Sequence[Filter]

    @property
    def is_narrowed(self) -> bool:
        """Whether anything was chosen."""
        return any(one.chosen for one in self.filters)


def narrowed(living: Living, asked: Mapping[str, str]) -> Narrowed:
    """The projects of the wall that fit all that was asked; a field with less than two choices is left out."""
    rows, filters = list(living.wall), []
    for name, label, words, tells in fields(living):
        told = {value for row in living.wall for value in tells(row)}
        choices = [(value, said) for value, said in words.items() if value in told]
        if len(choices) > 1 and len(living.wall) >= FEW:
            chosen = asked.get(name, "")[:LONGEST]
            filters.append(Filter(name, label, choices, chosen))
            rows = [row for row in rows if not chosen or chosen in tells(row)]
    return Narrowed(rows, filters)


def fields(living: Living) -> list[tuple[str, str, Words, Tells]]:
    """By what the wall can be narrowed."""
    units = {row.unit: row.unit for row in sorted(living.wall, key=lambda row: row.unit) if row.unit}
    lights = {value: str(words) for value, words in LIGHT_WORDS.items()}
    return [
        ("place", _("Town or village"), *by_place(living.cycle)),
        ("class", _("Class"), *by_class(living.cycle)),
        ("unit", _("Unit"), units, lambda row: [row.unit]),
        ("light", _("Light"), lights, lambda row: [light_word(row)]),
    ]


def by_class(cycle: Cycle) -> tuple[Words, Tells]:
    """类别."""
    wanted = sa.select(Project.id, Project.category).where(Project.cycle_id == cycle.id)
    class_of = dict(db.session.execute(wanted.where(Project.category != "")).tuples().all())
    words = {one: one for one in sorted(set(class_of.values()))}
    return words, lambda row: [class_of[row.id]] if row.id in class_of else []


def by_place(cycle: Cycle) -> tuple[Words, Tells]:
    """Towns and villages in which a project has a site; one in a village is in its town too."""
    town = aliased(Place)
    asked = sa.select(Site.project_id, Place.slug, Place.name, town.slug, town.name).join(Site.project)
    asked = asked.join(Place, Place.id == Site.place_id).outerjoin(town, town.id == Place.parent_id)
    found: dict[int, set[str]] = {}
    words: dict[str, str] = {}
    for project, *named in db.session.execute(asked.where(Project.cycle_id == cycle.id).distinct()):
        here = {slug: name for slug, name in (named[:2], named[2:]) if slug}
        found.setdefault(project, set()).update(here)
        words |= here
    return words, lambda row: sorted(found.get(row.id, ()))


def light_word(row: WallRow) -> str:
    """The light in the word of the address; one that stands still, or has no plan yet, has a word too."""
    if row.progress is None:
        return "todo"
    return row.progress.light.value if row.progress.light else "still"
