"""一眼看清: what a resident sees first of a place: what happens now, what lags, what is new, what can be done."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select

from votes.common.days import short_day
from votes.common.db import db
from votes.congress.models import Congress
from votes.congress.places import Place, PlaceKind
from votes.delivery.progress import WallRow
from votes.delivery.rules import Light
from votes.noticeboard.living import Living
from votes.noticeboard.news import News, news_of_cycle
from votes.noticeboard.promised import light_of
from votes.noticeboard.words import Row, missing_words
from votes.projects.models import Cycle

NEWEST = 6
MOST_ROWS = 40
"""Projects listed on the first page of a place; a longer list stands on its own page."""


@dataclass(frozen=True)
class Glance:
    """The newest living list of a congress, as its first page tells it."""

    living: Living

    @cached_property
    def worst(self) -> WallRow | None:
        """The project that lags most; None while none is late."""
        found = self.living.wall[:1]
        return next((row for row in found if row.progress and row.progress.light is Light.late), None)

    @cached_property
    def rows(self) -> list[Row]:
        """The projects by number, each with its light."""
        wall = sorted(self.living.wall, key=lambda row: row.number)
        return [
            Row(
                no=row.number,
                title=row.title,
                url=self.living.address_of(row.number),
                light=light_of(row),
                state=_("stands still"),
            )
            for row in wall[:MOST_ROWS]
        ]

    @cached_property
    def news(self) -> list[News]:
        """The newest of what everyone may read."""
        return news_of_cycle(self.living.cycle, self.living.on, NEWEST)


def title_of(living: Living, on: date) -> str:
    """What a place's first page is about, in the words of a neighbour."""
    if not living.is_decided or not living.chosen:
        return living.cycle.title
    if living.cycle.year == on.year:
        words = ngettext(
            "One thing done for everyone this year",
            "%(num)d things done for everyone this year",
            living.chosen,
        )
        return str(words)
    return str(
        ngettext(
            "One thing done for everyone in %(year)d",
            "%(num)d things done for everyone in %(year)d",
            living.chosen,
            year=living.cycle.year,
        )
    )


def story_of(living: Living) -> str:
    """大家提出…条，代表从…个候选里选定…个: how it came to these projects."""
    asked = living.funnel
    said = _(
        "Residents made %(asked)d proposals; the deputies chose %(few)d of %(many)d candidates.",
        asked=asked.collected,
        few=living.chosen,
        many=asked.candidates or 0,
    )
    return str(said + _(" The government carries them out, the congress watches, you judge."))


def late_words(row: WallRow) -> str:
    """By how much the worst one lags, and what its unit says."""
    progress = row.progress
    if progress is None:
        return ""
    said = _("Planned %(plan)s%%, done %(fact)s%%.", plan=progress.plan, fact=progress.fact)
    if progress.why:
        return str(said + " " + _("The unit says: %(words)s", words=progress.why))
    return f"{said} {missing_words(progress)}" if progress.silent else str(said)


def news_rows(news: list[News], home: str) -> list[Row]:
    """News as lines of a timeline; `home` is the address before the paths."""
    return [
        Row(
            date=short_day(one.on),
            words=_("%(of)s: %(words)s", of=one.of, words=one.words),
            url=home + one.path,
            state="",
        )
        for one in news
    ]


def lists_of(congress: Congress) -> list[Cycle]:
    """The public lists of a congress, newest first."""
    wanted = select(Cycle).where(Cycle.congress_id == congress.id)
    return [
        one
        for one in db.session.scalars(wanted.order_by(Cycle.year.desc(), Cycle.id.desc()))
        if one.is_public
    ]


def towns_of(congress: Congress) -> list[Row]:
    """The congresses below this one that carry on a list, each with its newest; two queries for all."""
    below = select(Congress).where(Congress.parent_id == congress.id, Congress.rehearsal_of_id.is_(None))
    towns = {one.id: one for one in db.session.scalars(below.order_by(Congress.id))}
    wanted = select(Cycle).where(Cycle.congress_id.in_(towns), Cycle.archived.is_(False))
    newest = {
        one.congress_id: one
        for one in db.session.scalars(wanted.order_by(Cycle.year, Cycle.id))
        if one.is_public
    }
    return [
        Row(
            label=town.place, url=url_for("noticeboard.place", congress=town.slug), note=newest[town.id].title
        )
        for town in towns.values()
        if town.id in newest
    ]


def quarters_of(congress: Congress) -> list[Row]:
    """The towns and streets of a congress, each leading to what is built there."""
    wanted = select(Place.slug, Place.name).where(
        Place.congress_id == congress.id, Place.kind == PlaceKind.town
    )
    return [
        Row(label=name, url=url_for("noticeboard.in_place", congress=congress.slug, place=slug), note="")
        for slug, name in db.session.execute(wanted.order_by(Place.id))
    ]
