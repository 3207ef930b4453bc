"""Where a project is built: typed or pasted by staff and its unit, or out of a sheet for all of them."""

import io

import pytest

from tests.full_places import locate
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.projects.site_list import import_sites, sheet_rows
from votes.projects.sites import Site, projects_at, sites_of
from votes.projects.stages import Stage

HEADS = "项目序号,项目名称,点位名称,地点,坐标,坐标系\n"


@pytest.fixture
def cycle(app, people) -> Cycle:
    with app.app_context():
        found = db.session.get_one(Cycle, people.ids["cycle_row"])
        for n, unit in ((1, "unit_row"), (2, "other_unit_row")):
            found.projects.append(
                Project(
                    congress_id=found.congress_id,
                    number=n,
                    title=f"项目{n}",
                    stage=Stage.candidate,
                    unit_id=people.ids[unit],
                )
            )
        db.session.flush()
        locate(people)
        db.session.commit()
        yield found


def test_a_place_knows_the_projects_with_a_site_in_it_or_in_its_villages(cycle: Cycle) -> None:
    village, town = (site.place for site in sites_of(cycle.projects[0]))
    assert [one.number for one in projects_at(town)] == [1, 2]
    assert [one.number for one in projects_at(village)] == [1, 2]


def test_a_sheet_brings_sites_all_or_none_and_what_goes_out_comes_in_again(cycle: Cycle) -> None:
    mine = {project.id for project in cycle.projects}
    rows = HEADS + '1,,西门,洪洲镇东村,"28.66, 115.86",\n,项目2,南门,湖东街道,,\n'
    outcome = import_sites(cycle, rows.encode(), mine)
    assert (outcome.added, outcome.errors) == (2, ())
    assert [site.place.name for site in sites_of(cycle.projects[0])] == ["东村", "洪洲镇", "东村"]
    out = "\n".join(",".join(f'"{cell}"' for cell in row) for row in sheet_rows(cycle, mine))
    again = import_sites(cycle, (HEADS + out).encode(), mine)
    assert (again.added, again.changed, again.errors) == (0, 0, ())


@pytest.mark.parametrize(
    "row",
    [
        "3,,西门,,,",
        "1,项目2,西门,,,",
        ",,西门,,,",
        "2,,西门,,,",
        "1,,西门,没有的镇,,",
        "1,,西门,,在东边,",
        "1,,,,,",
    ],
)
def test_a_wrong_row_or_another_units_project_takes_nothing_in(cycle: Cycle, row: str) -> None:
    before = db.session.query(Site).count()
    outcome = import_sites(cycle, f"{HEADS}1,,北门,,,\n{row}\n".encode(), {cycle.projects[0].id})
    assert [error.row for error in outcome.errors] == [3]
    assert db.session.query(Site).count() == before


def test_the_unit_pastes_a_position_for_its_own_project_alone(cycle: Cycle, people, browser_of) -> None:
    browser, path = browser_of(people.unit), "/desk/demo-county/2026/1/sites"
    typed = {"name": "新点位", "place": "0", "position": "在东边", "system": "wgs84"}
    refused = browser.send(path, typed).text
    assert "请填纬度和经度" in refused
    assert "在东边" in refused
    browser.send(path, typed | {"position": "https://map.baidu.com/?latlng=28.66,115.86"})
    browser.send(path, typed | {"name": "东村小学门口", "position": ""})
    [one] = db.session.query(Site).filter_by(name="新点位").all()
    assert one.given == "bd09"
    assert browser.get("/desk/demo-county/2026/2/sites").status_code == 404
    browser.send(path, to=f"{path}/{one.id}/remove")
    db.session.rollback()  # and see what was committed meanwhile
    assert len(sites_of(cycle.projects[0])) == 2
    other = sites_of(cycle.projects[1])[0]
    assert browser.send(path, to=f"{path}/{other.id}/remove").status_code == 404
    sheet = (io.BytesIO((HEADS + "1,,北门,,,\n").encode()), "s.csv")
    browser.send("/desk/demo-county/2026/sites", {"sheet": sheet})
    db.session.rollback()
    assert db.session.query(Site).filter_by(name="北门").count() == 1
    assert browser.get("/desk/demo-county/2026/sites.xlsx").status_code == 200
