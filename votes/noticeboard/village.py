"""村级公示单: what a town or village is promised and how far it is, on a sheet for its notice board, for those without a phone."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from flask_babel import gettext as _
from markupsafe import Markup

from votes.common.days import long_day
from votes.congress.places import Place
from votes.delivery.progress import WallRow
from votes.noticeboard.days_told import PublicDay, days_with
from votes.noticeboard.living import Living
from votes.noticeboard.maps import Spot, grouped, on_list, spots_of
from votes.noticeboard.news import News, news_of_projects
from votes.noticeboard.promised import Shown, lamps, shown_as
from votes.noticeboard.topics import path_of
from votes.noticeboard.words import Row
from votes.projects.models import Project
from votes.projects.sites import Site

NEWS, DAYS, SITES = 6, 4, 4
"""Pieces of news, days to come and sites of a project that a sheet has room for."""
LONGEST = 90
"""Characters of a piece of news on a sheet."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: the promised projects with a site here, those of the whole county by their titles, news, days to come.

    `candidates` are no promise: their titles with their sites, for the deputies to decide.
    """

    place: Place
    on: str
    rows: list[Row]
    candidates: list[Row]
    elsewhere: list[str]
    news: list[tuple[str, str]]
    days: list[tuple[str, str]]
    qr: Markup
    address: str


class Board:
    """What one list tells of some places, asked once for the sheets of all of them."""

    def __init__(self, living: Living, inside: Collection[int]) -> None:
        cycle = living.cycle
        self.living, self.path = living, path_of(cycle)
        self.spots = spots_of(cycle.congress, *on_list(cycle), Site.place_id.in_(inside))
        here = {spot.project_id for spot in self.spots}
        self.projects = {one.id: one for one in living.listed(Project.id.in_(here))}

    @cached_property
    def wall(self) -> dict[int, WallRow]:
        """How far each project is."""
        return {row.id: row for row in self.living.wall}

    @cached_property
    def news(self) -> list[News]:
        """What is new of the projects with a site in these places; of a matter the newest step alone."""
        newest: dict[str, News] = {}
        for one in news_of_projects(list(self.projects.values()), self.living.on):
            newest.setdefault(one.key.rpartition(":")[0] if one.key.startswith("matter") else one.key, one)
        return list(newest.values())

    @cached_property
    def days(self) -> list[PublicDay]:
        """The days to come of the list and of these projects."""
        today = self.living.on
        days = days_with(self.living.cycle, list(self.projects.values()), today)
        return [day for day in days if day.on >= today]

    @cached_property
    def everywhere(self) -> list[str]:
        """The titles of the projects that name no site: they are for all."""
        cycle = self.living.cycle
        placed = {one.project_id for one in spots_of(cycle.congress, *on_list(cycle))}
        return [row.title for row in self.living.wall if row.id not in placed]

    def groups(self, inside: Collection[int]) -> list[list[Spot]]:
        """The sites in one of these places, by project."""
        return grouped(spot for spot in self.spots if spot.place_id in inside)

    def address(self, project_id: int) -> str:
        """The path of a project."""
        return f"{self.path}/{self.projects[project_id].number}"

    @cached_property
    def addresses(self) -> set[str]:
        """The paths of all these projects."""
        return {self.address(one) for one in self.projects}


def sheet_of(
    place: Place, inside: Collection[int], boards: Sequence[Board], qr: Markup, address: str
) -> Sheet:
    """The sheet of a town or village as it stands today; `inside` are its id and those of what lies in it."""
    today = boards[0].living.on if boards else date.min
    here = {board: board.groups(inside) for board in boards}
    told = [one for board, groups in here.items() for one in news_here(board, groups)]
    ahead = [day for board, groups in here.items() for day in days_here(board, groups)]
    return Sheet(
        place,
        long_day(today) if boards else "",
        [row for board, groups in here.items() for row in promised_rows(board, groups)],
        [row for groups in here.values() for row in candidate_rows(groups)],
        [title for board in boards for title in board.everywhere],
        [(long_day(one.on), shortened(one)) for one in told[:NEWS]],
        [(long_day(day.on), day.title) for day in ahead[:DAYS]],
        qr,
        address,
    )


def promised_rows(board: Board, groups: Iterable[Sequence[Spot]]) -> list[Row]:
    """The promised projects with a site here, each with what is promised and how far it is."""
    ids = ((group, group[0].project_id) for group in of(groups, Shown.promise))
    return [project_row(board.projects[key], group, board.wall.get(key)) for group, key in ids]


def candidate_rows(groups: Iterable[Sequence[Spot]]) -> list[Row]:
    """The candidates that would be built here."""
    return [Row(title=group[0].title, sites=site_names(group)) for group in of(groups, Shown.candidate)]


def of(groups: Iterable[Sequence[Spot]], shown: Shown) -> list[Sequence[Spot]]:
    """Those of the projects that are shown as this."""
    return [group for group in groups if shown_as(group[0].stage) is shown]


def news_here(board: Board, groups: Iterable[Sequence[Spot]]) -> list[News]:
    """What is new of the projects with a site here."""
    here = {board.address(group[0].project_id) for group in groups}
    return [one for one in board.news if one.path in here]


def days_here(board: Board, groups: Iterable[Sequence[Spot]]) -> list[PublicDay]:
    """The days to come of the list, and of its projects with a site here."""
    elsewhere = board.addresses - {board.address(group[0].project_id) for group in groups}
    return [day for day in board.days if day.path not in elsewhere]


def project_row(project: Project, group: Sequence[Spot], wall: WallRow | None) -> Row:
    """One project on the sheet."""
    progress = wall.progress if wall else None
    shown = lamps({project.id: project.stage}, [wall] if wall else [])[project.id]
    return Row(
        no=project.number,
        title=project.title,
        sites=site_names(group),
        goal=project.year_goal or project.content,
        unit=project.unit_name,
        fact=progress.fact if progress else None,
        plan=progress.plan if progress else None,
        light=shown.light,
        state=shown.words,
    )


def site_names(group: Sequence[Spot]) -> str:
    """The names of a project's sites, as many as a sheet has room for."""
    names = str(_(", ").join(one.name for one in group[:SITES]))
    if len(group) <= SITES:
        return names
    return str(_("%(names)s and %(n)d more", names=names, n=len(group) - SITES))


def shortened(one: News) -> str:
    """A piece of news that fits a line or two."""
    words = _("%(head)s: %(words)s", head=one.of, words=one.words)
    return words if len(words) <= LONGEST else f"{words[: LONGEST - 1]}…"
