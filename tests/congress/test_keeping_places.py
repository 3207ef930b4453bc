"""The office keeps the places of the congress: typed, out of a sheet, with the boundaries of its own file."""

import io
import json

import pytest

from tests.grounds_of_a_county import county_file, feature, square
from votes.common.boundaries import all_rings, middle_of, read_back, read_boundaries, written
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.positions import System
from votes.congress.models import Congress
from votes.congress.place_list import import_places, take_boundaries
from votes.congress.places import Outline, Place, PlaceKind, places_of

SHEET = (
    '名称,所属乡镇,坐标,坐标系\n东村,洪洲镇,"28.65, 115.85",\n洪洲镇,,,\n西村,洪洲镇,"115.85，28.65",高德\n'
)


@pytest.fixture
def county(context: None, people) -> Congress:
    return db.session.get_one(Congress, people.ids["county"])


def test_a_sheet_brings_towns_and_villages_in_any_order_and_a_second_time_nothing(county: Congress) -> None:
    outcome = import_places(county, SHEET.encode())
    assert (outcome.added, outcome.errors) == (3, ())
    town, east, west = places_of(county)
    assert (town.kind, east.kind, east.parent_id) == (PlaceKind.town, PlaceKind.village, town.id)
    assert (east.latitude, east.longitude) == (28.65, 115.85)
    assert abs(west.longitude - 115.845) < 0.001, "what was given in GCJ-02 is kept as WGS84"
    again = import_places(county, SHEET.encode())
    assert (again.added, again.changed) == (0, 0)


@pytest.mark.parametrize(
    "row, words",
    [
        ("东村,没有的镇,,", "没有的镇"),
        ("东村,,学校门口,", "学校门口"),
        ('东村,,"2.0, 99999.0",', "99999"),
        ("东村,,,火星", "火星"),
        (",洪洲镇,,", ""),
    ],
)
def test_a_sheet_with_a_wrong_cell_takes_nothing_in_and_says_which(
    county: Congress, row: str, words: str
) -> None:
    outcome = import_places(county, f"名称,所属乡镇,坐标,坐标系\n湖东街道,,,\n{row}\n".encode())
    assert [error.row for error in outcome.errors] == [3]
    assert words in outcome.errors[0].found
    assert places_of(county) == []


def test_boundaries_find_their_places_by_name_and_the_congress_gets_its_own(county: Congress) -> None:
    import_places(county, "名称\n洪洲镇\n".encode())
    shapes = read_boundaries(county_file(), System.wgs84)
    assert take_boundaries(county, shapes, add_towns=False) == (["洪洲镇", "演示县"], ["湖东街道"])
    assert take_boundaries(county, shapes, add_towns=True)[1] == []
    town = places_of(county)[0]
    assert (town.latitude, town.longitude) == (28.65, 115.85), "a place without a position lies in its middle"
    assert len(read_back(town.boundary)[0][0]) == 5, "points that say nothing are left out"
    assert db.session.query(Outline).filter_by(congress_id=county.id).count() == 1


def test_holes_and_islands_stay_what_they_are() -> None:
    ring, hole = square(115.8, 28.6, 0.1, 0.1), square(115.82, 28.62, 0.02, 0.02)
    island = feature("岛", ring, hole)
    island["geometry"] = {
        "type": "MultiPolygon",
        "coordinates": [[ring, hole], [square(116.0, 28.6, 0.1, 0.1)]],
    }
    [shape] = read_boundaries(json.dumps(island).encode(), System.wgs84)
    kept = json.loads(written(shape.area))
    assert kept["type"] == "MultiPolygon"
    assert [len(polygon) for polygon in kept["coordinates"]] == [2, 1]
    assert len(all_rings(read_back(written(shape.area)))) == 3


def test_a_file_in_gcj02_is_moved_to_wgs84() -> None:
    here, there = (
        middle_of(read_boundaries(county_file(), system)[0].area) for system in (System.wgs84, System.gcj02)
    )
    assert 200 < abs(here.longitude - there.longitude) * 98_000 < 700, "metres"


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe\x00",
        b"[" * 100_000,
        b'{"type": "FeatureCollection", "features": 3}',
        b'{"type": "FeatureCollection", "features": [null, 1, {"properties": 2, "geometry": []}]}',
        b'{"type": "Point", "coordinates": [1, 2]}',
        json.dumps(feature("洪洲镇", [["x", 1]] * 5)).encode(),
        json.dumps(feature("洪洲镇", [[115.8]] * 5)).encode(),
        json.dumps(feature("洪洲镇", [[float("nan"), 28.0]] * 5)).encode(),
        json.dumps(feature("洪洲镇", [[500_000.0, 3_170_000.0]] * 5)).encode(),
        json.dumps(feature("", square(115.8, 28.6, 0.1, 0.1))).encode(),
        json.dumps({**feature("a", square(115.8, 28.6, 0.1, 0.1)), "geometry": {"type": "Polygon"}}).encode(),
    ],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(RuleBroken):
        read_boundaries(data, System.wgs84)


def place_id(app, name: str) -> int:
    with app.app_context():
        return db.session.query(Place.id).filter_by(name=name).scalar()


def test_the_office_types_a_place_mends_it_and_takes_it_out(app, people, browser_of) -> None:
    browser, home = browser_of(people.clerk), "/desk/demo-county/places"
    pasted = "https://uri.amap.com/marker?position=115.85,28.65"
    typed = {"name": "洪洲镇", "town": "0", "position": pasted, "system": "wgs84"}
    browser.send(f"{home}/add", typed)
    town = place_id(app, "洪洲镇")
    browser.send(f"{home}/add", {"name": "东村", "town": str(town), "position": "", "system": "wgs84"})
    refused = browser.send(f"{home}/add", typed | {"position": "在学校旁边"}).text
    assert "请填纬度和经度" in refused
    assert "在学校旁边" in refused
    village = place_id(app, "东村")
    assert browser.send(f"{home}/{town}", to=f"{home}/{town}/remove").status_code == 409
    browser.send(f"{home}/{village}", to=f"{home}/{village}/remove")
    browser.send(f"{home}/{town}", typed | {"name": "洪州镇", "position": "28.65, 115.845"})
    with app.app_context():
        [row] = db.session.query(Place).all()
        assert (row.name, row.longitude) == ("洪州镇", 115.845)


def test_the_office_loads_a_file(people, browser_of) -> None:
    browser = browser_of(people.clerk)
    path = "/desk/demo-county/places/boundaries"
    sent = {"file": (io.BytesIO(county_file()), "b.geojson"), "system": "wgs84"}
    assert "请先添加地方" not in browser.send(path, sent).text
    sent = {"file": (io.BytesIO(county_file("某县")), "b.geojson"), "system": "wgs84"}
    assert "请先添加地方" in browser.send(path, sent).text
    sent = {"file": (io.BytesIO(county_file()), "b.geojson"), "system": "wgs84", "add_towns": "y"}
    browser.send(path, sent)
    assert browser.get("/desk/demo-county/places").text.count("已有边界") == 2
