"""点位: putting sites on projects, one at a time or all of a cycle out of a sheet."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.positions import Position, System
from votes.common.sheets import Column, Row, SheetError, read_sheet, repeated
from votes.congress.lists import TAKEN
from votes.congress.place_list import POSITION_COLUMNS, position_of
from votes.congress.places import Place, named_in, places_of
from votes.projects.models import Cycle, Project
from votes.projects.sites import Site, sites_in, sites_of

MOST_SITES = 500

COLUMNS = (
    Column(
        "number", ("项目序号", "序号", "项目编号", "No.", "Number"), kind="integer", least=1, most=100_000
    ),
    Column("project", ("项目名称", "项目", "Project"), longest=200),
    Column("name", ("点位名称", "点位", "建设点位", "Site"), required=True, longest=120),
    Column("place", ("地点", "所在乡镇村", "乡镇", "村（社区）", "Place"), longest=200),
    *POSITION_COLUMNS,
)
NO_PROJECT = say("the number or the name of a project of this list that you may change")
NO_PLACE = say("a town or village of the list of places")
TOO_MANY = say("A project has at most %(most)d sites here. Put several of them together under one name.")


@dataclass(frozen=True)
class Outcome:
    """What a sheet did: numbers of sites, or the cells to mend, and then nothing was done."""

    added: int = 0
    changed: int = 0
    errors: tuple[SheetError, ...] = ()


def add_site(
    project: Project, name: str, place: Place | None, at: Position | None, given: System | None
) -> Site:
    """Another site of a project."""
    here = sites_of(project)
    if any(site.name == name for site in here):
        raise RuleBroken(TAKEN, name=name)
    if len(here) >= MOST_SITES:
        raise RuleBroken(TOO_MANY, most=MOST_SITES)
    site = Site(congress_id=project.congress_id, project_id=project.id, name=name)
    db.session.add(site)
    put(site, place, at, given)
    return site


def put(site: Site, place: Place | None, at: Position | None, given: System | None) -> bool:
    """Say where a site lies; whether that is something new."""
    before = (site.place_id, site.latitude, site.longitude)
    site.place_id = place.id if place else None
    site.latitude, site.longitude = (at.latitude, at.longitude) if at else (None, None)
    site.given = given if at else None
    db.session.flush()
    return before != (site.place_id, site.latitude, site.longitude)


def remove_site(site: Site) -> None:
    """Take a site off its project."""
    db.session.execute(sa.delete(Site).where(Site.id == site.id))


def import_sites(cycle: Cycle, data: bytes, mine: Collection[int]) -> Outcome:
    """Bring the sites of these projects (ids) up to a sheet, all rows or none; sites it does not name stay."""
    reading = read_sheet(data, COLUMNS)
    errors = [*reading.errors, *repeated(reading.rows, "number", "project", "name")]
    projects = [project for project in cycle.projects if project.id in mine]
    places = places_of(cycle.congress)
    errors += [error for row in reading.rows for error in wrong_in(row, projects, places)]
    if errors:
        return Outcome(errors=tuple(errors))
    known = {(site.project_id, site.name): site for site in sites_in(cycle)}
    done = [take(row, projects, places, known) for row in reading.rows]
    return Outcome(done.count("added"), done.count("changed"))


def wrong_in(row: Row, projects: Sequence[Project], places: list[Place]) -> list[SheetError]:
    """What of a row names no project, no place, or no position."""
    wrong = [] if project_of(row, projects) else [row.error("project", NO_PROJECT)]
    if row["place"] is not None and named_in(places, str(row["place"])) is None:
        wrong.append(row.error("place", NO_PLACE))
    words = position_of(row)[2]
    return [*wrong, row.error("position", words)] if words else wrong


def project_of(row: Row, projects: Sequence[Project]) -> Project | None:
    """The project a row means: by its number, else by its name; if both are given they must agree."""
    number, title = row["number"], row["project"]
    found = [one for one in projects if number in (None, one.shown_number) and title in (None, one.title)]
    return found[0] if len(found) == 1 and (number, title) != (None, None) else None


def take(
    row: Row, projects: Sequence[Project], places: list[Place], known: dict[tuple[int, str], Site]
) -> str:
    """One row: a new site, or where one that is there lies; blanks take nothing away."""
    project = project_of(row, projects)
    assert project is not None, "rows are checked first"
    name, at, given = str(row["name"]), *position_of(row)[:2]
    place = named_in(places, str(row["place"])) if row["place"] is not None else None
    site = known.get((project.id, name))
    if site is None:
        known[project.id, name] = add_site(project, name, place, at, given)
        return "added"
    before = Position(site.latitude, site.longitude or 0.0) if site.latitude is not None else None
    changed = put(site, place or site.place, at or before, given or site.given)
    return "changed" if changed else "same"


def sheet_rows(cycle: Cycle, mine: Collection[int]) -> list[tuple[int | str, str, str, str, str, str]]:
    """The sites of these projects as a sheet that can be taken in again; a project without one has a row to fill."""
    found: dict[int, list[Site]] = {}
    for site in sites_in(cycle):
        found.setdefault(site.project_id, []).append(site)
    rows = []
    for project in cycle.projects:
        if project.id in mine:
            head = (project.shown_number or "", project.title)
            rows += [(*head, *site_row(site)) for site in found.get(project.id, [])] or [
                (*head, "", "", "", "")
            ]
    return rows


def site_row(site: Site) -> tuple[str, str, str, str]:
    """A site as the sheet has it."""
    place = site.place.name if site.place else ""
    at = "" if site.latitude is None else f"{site.latitude:.6f}, {site.longitude:.6f}"
    return site.name, place, at, "WGS84" if at else ""
