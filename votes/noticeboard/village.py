"""村级公示单: what a town or village is promised and how far it is, on a sheet for its notice board, for those without a phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _
from markupsafe import Markup

from votes.common.days import long_day
from votes.congress.places import Place, within
from votes.delivery.progress import WallRow
from votes.noticeboard.cycles import light_of
from votes.noticeboard.days_told import days_with
from votes.noticeboard.living import Living
from votes.noticeboard.maps import Spot, grouped, on_list, spots_of
from votes.noticeboard.news import News, news_of_projects
from votes.noticeboard.words import Row
from votes.projects.models import Project
from votes.projects.sites import Site

NEWS, DAYS, SITES = 6, 4, 4
"""Pieces of news, days to come and sites of a project that a sheet has room for."""
LONGEST = 90
"""Characters of a piece of news on a sheet."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: the projects with a site here, those of the whole county by their titles, news, days to come."""

    place: Place
    on: str
    rows: list[Row]
    elsewhere: list[str]
    news: list[tuple[str, str]]
    days: list[tuple[str, str]]
    qr: Markup
    address: str


def sheet_of(place: Place, lists: Sequence[Living], qr: Markup, address: str) -> Sheet:
    """The sheet of a town or village as it stands today."""
    today = lists[0].on if lists else date.min
    here = {living: grouped(spots_at(place, living)) for living in lists}
    rows = [row for living, groups in here.items() for row in project_rows(living, groups)]
    told = [one for living, groups in here.items() for one in news_here(living, groups, today)]
    ahead = [day for living, groups in here.items() for day in days_ahead(living, groups, today)]
    return Sheet(
        place,
        long_day(today) if lists else "",
        rows,
        [title for living in lists for title in everywhere(living)],
        [(long_day(one.on), shortened(one)) for one in told[:NEWS]],
        ahead[:DAYS],
        qr,
        address,
    )


def spots_at(place: Place, living: Living) -> list[Spot]:
    """The sites of this list in a place, of projects that everyone may see."""
    return spots_of(living.cycle.congress, *on_list(living.cycle), Site.place_id.in_(within(place)))


def project_rows(living: Living, groups: Iterable[Sequence[Spot]]) -> list[Row]:
    """The projects with a site here, each with what is promised and how far it is."""
    wall = {row.id: row for row in living.wall}
    titles = {project.id: project for project in living.projects}
    return [
        project_row(titles[group[0].project_id], group, wall.get(group[0].project_id)) for group in groups
    ]


def project_row(project: Project, group: Sequence[Spot], wall: WallRow | None) -> Row:
    """One project on the sheet."""
    names = _(", ").join(one.name for one in group[:SITES])
    progress = wall.progress if wall else None
    return Row(
        no=project.number,
        title=project.title,
        sites=_("%(names)s and %(n)d more", names=names, n=len(group) - SITES)
        if len(group) > SITES
        else names,
        goal=project.year_goal or project.content,
        unit=project.unit_name,
        fact=progress.fact if progress else None,
        plan=progress.plan if progress else None,
        light=light_of(wall) if wall else "todo",
    )


def everywhere(living: Living) -> list[str]:
    """The titles of the projects that name no site: they are for all."""
    placed = set(sites_of_list(living))
    return [row.title for row in living.wall if row.id not in placed]


def sites_of_list(living: Living) -> Iterable[int]:
    """The projects of a list that name a site."""
    return (one.project_id for one in spots_of(living.cycle.congress, *on_list(living.cycle)))


def news_here(living: Living, groups: Sequence[Sequence[Spot]], today: date) -> list[News]:
    """What is new of the projects with a site here; of a matter the newest step alone."""
    newest: dict[str, News] = {}
    for one in news_of_projects(projects_here(living, groups), today):
        newest.setdefault(one.key.rpartition(":")[0] if one.key.startswith("matter") else one.key, one)
    return list(newest.values())


def projects_here(living: Living, groups: Sequence[Sequence[Spot]]) -> list[Project]:
    """The projects with a site here."""
    ids = {group[0].project_id for group in groups}
    return [project for project in living.projects if project.id in ids]


def shortened(one: News) -> str:
    """A piece of news that fits a line or two."""
    words = _("%(head)s: %(words)s", head=one.of, words=one.words)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"


def days_ahead(living: Living, groups: Sequence[Sequence[Spot]], today: date) -> list[tuple[str, str]]:
    """The days of a list, and of its projects with a site here, that are still to come."""
    days = days_with(living.cycle, projects_here(living, groups), today)
    return [(long_day(day.on), day.title) for day in days if day.on >= today]
