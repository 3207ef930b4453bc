"""The map is drawn here from the county's own file, shows what everyone may see, and says it in a list as well."""

import pytest

from tests.conftest import MORNING
from tests.full_places import locate
from tests.grounds_of_a_county import county_file
from votes.common.boundaries import read_boundaries
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.positions import Position, System
from votes.common.tiles import check_tiles, host_of
from votes.congress.models import Congress, Level
from votes.congress.place_list import add_place
from votes.congress.places import PlaceKind, places_of
from votes.noticeboard.drawing import Ground, Pin, draw
from votes.projects.models import Cycle, Project
from votes.projects.site_list import add_site
from votes.projects.stages import Stage
from votes.proposals.intake import Incoming, receive

TILES = "https://tiles.example.cn/{z}/{x}/{y}.png?tk=key"


def county_grounds() -> list[Ground]:
    shapes = read_boundaries(county_file(), System.wgs84)
    return [Ground(shape.name, shape.area, whole=shape.name == "演示县") for shape in shapes]


def test_north_is_up_and_east_is_right() -> None:
    south_west, north_east = Pin(1, "ok", Position(28.61, 115.81)), Pin(2, "late", Position(28.69, 115.99))
    drawing = draw(county_grounds(), [south_west, north_east])
    first, second = drawing.marks
    assert first.x < second.x
    assert first.y > second.y
    assert [shape.name for shape in drawing.shapes] == ["洪洲镇", "湖东街道", ""]
    assert drawing.shapes[0].path.count("L") == 4


def test_marks_at_one_spot_are_spread_so_that_each_is_seen() -> None:
    drawing = draw([], [Pin(n, "ok", Position(28.65, 115.85)) for n in range(1, 31)])
    spots = {(mark.x, mark.y) for mark in drawing.marks}
    assert len(spots) == 30


def test_a_name_moves_out_of_the_way_of_marks_and_stays_in_its_town() -> None:
    bare = draw(county_grounds(), []).shapes[0]
    crowded = draw(county_grounds(), [Pin(1, "ok", Position(28.65, 115.85))])
    name, mark = crowded.shapes[0], crowded.marks[0]
    assert (name.x, name.y) != (bare.x, bare.y)
    assert abs(name.x - bare.x) <= 24
    assert abs(name.y - bare.y) <= 18
    assert abs(name.y - mark.y) >= 14 or abs(name.x - mark.x) > 20


def test_without_ground_and_sites_there_is_no_map() -> None:
    assert draw([], []) is None


def test_tiles_lie_under_the_map_only_if_set_and_those_of_gcj02_are_shifted() -> None:
    assert draw(county_grounds(), []).tiles == []
    plain = draw(county_grounds(), [], TILES).tiles
    assert 1 <= len(plain) <= 24
    assert all(tile.url.startswith("https://tiles.example.cn/") for tile in plain)
    xs, ys = [tile.x for tile in plain], [tile.y for tile in plain]
    assert min(xs) <= 0
    assert min(ys) <= 0
    assert max(xs) + plain[0].side >= 360
    shifted = draw(county_grounds(), [], TILES, "gcj02").tiles
    assert 5 < (plain[0].x - shifted[0].x) % plain[0].side < 12, "some hundreds of metres"


@pytest.mark.parametrize(
    "address", ["http://a/{z}/{x}/{y}", "https://a/{z}/{x}", "javascript:{z}{x}{y}", "{z}{x}{y}"]
)
def test_an_address_that_is_none_of_tiles_is_refused(address: str) -> None:
    with pytest.raises(RuleBroken):
        check_tiles(address)


def test_the_policy_lets_pictures_in_from_the_tiles_host_alone() -> None:
    check_tiles(TILES)
    assert host_of(TILES) == "https://tiles.example.cn"
    assert host_of("") == ""


def test_the_map_of_a_page_lies_on_tiles_and_its_policy_says_from_where(
    app, client, monkeypatch, mapped
) -> None:
    assert "tiles.example.cn" not in client.get("/demo-county/2026/map").headers["Content-Security-Policy"]
    monkeypatch.setitem(app.config, "TILES", TILES)
    answer = client.get("/demo-county/2026/map")
    assert "img-src 'self' data: https://tiles.example.cn;" in answer.headers["Content-Security-Policy"]
    assert "https://tiles.example.cn/1" in answer.text


@pytest.fixture
def mapped(app, people) -> None:
    """This year's list with three candidates: one has no site, one is still being screened."""
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        for n, stage in ((1, Stage.candidate), (2, Stage.candidate), (1001, Stage.proposed)):
            cycle.projects.append(
                Project(congress_id=cycle.congress_id, number=n, title=f"公厕{n}", stage=stage)
            )
        cycle.candidates_published_at = MORNING
        db.session.flush()
        locate(people)
        far = add_place(cycle.congress, "远村", None, None)
        add_site(cycle.projects[0], "不知在哪", far, None, None)
        db.session.commit()


@pytest.mark.usefixtures("mapped")
def test_the_map_and_the_list_beside_it_show_public_projects_only(client) -> None:
    page = client.get("/demo-county/2026/map").text
    assert "演示县民生实事项目分布图" in page
    assert "公厕1</a>" in page
    assert '<a href="/demo-county/2026/1" tabindex="-1"><g class=' in page, (
        "a tap on a mark opens its project"
    )
    assert "公厕1001" not in page
    assert "东村小学门口" in page
    assert "还没有坐标" in page
    answer = client.get("/demo-county/2026/map")
    assert answer.headers["ETag"]
    assert "Set-Cookie" not in answer.headers
    assert client.get("/demo-county/1999/map").status_code == 404


@pytest.mark.usefixtures("mapped")
def test_a_place_shows_what_is_built_in_it_and_leads_on(app, client) -> None:
    with app.app_context():
        towns = places_of(db.session.query(Project).first().congress, PlaceKind.town)
        words = {place.name: place.slug for place in towns}
    page = client.get(f"/demo-county/place/{words['洪洲镇']}").text
    assert "公厕2</a>" in page
    assert "东村" in page
    assert "这里还没有项目点位" in client.get(f"/demo-county/place/{words['湖东街道']}").text
    assert client.get(f"/other-county/place/{words['洪洲镇']}").status_code == 404


@pytest.mark.usefixtures("mapped")
def test_a_town_leads_to_the_list_of_its_own_congress_and_prints_a_notice_of_its_own(app, client) -> None:
    with app.app_context():
        county = db.session.query(Project).first().congress
        town, village = (places_of(county, kind)[0] for kind in (PlaceKind.town, PlaceKind.village))
        own = Congress(
            slug="own", place=f"演示县{town.name}", name="演示", level=Level.township, parent_id=county.id
        )
        db.session.add(own)
        db.session.flush()
        add_place(own, "河西村", None, None)
        listed = Cycle(congress=own, slug="2026", title="2026", year=2026, candidates_published_at=MORNING)
        db.session.add(listed)
        db.session.commit()
        town, village = town.slug, village.slug
    page = client.get(f"/demo-county/place/{town}").text
    assert '<a href="/own">演示县洪洲镇人大自己的民生实事清单</a>' in page
    assert "打印乡镇（街道）公示单" in page
    assert "村级公示单" not in page
    of_the_village = client.get(f"/demo-county/place/{village}").text
    assert "打印村级公示单" in of_the_village
    assert "自己的民生实事清单" not in of_the_village
    assert "<h2>按村（社区）看</h2>" in client.get("/own/2026/map").text
    assert "<h2>按乡镇看</h2>" in client.get("/demo-county/2026/map").text


@pytest.mark.usefixtures("mapped")
def test_a_project_shows_its_own_sites_and_a_place_what_was_asked_for_there(app, client, people) -> None:
    page = client.get("/demo-county/2026/1").text
    assert page.count("“公厕1”的建设点位") == 1, "the map stands there once"
    assert "东村小学门口" in page
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        for n, title in enumerate(("路口装镜子", "还没有公开")):
            one = receive(cycle, Incoming(title, "看不见来车。", MORNING.date(), place="东村路口"), MORNING)
            db.session.flush()
            if n == 0:
                one.release(title, "看不见来车。", "东村路口", False, MORNING, "工作人员01", len(one.steps))
        slug = places_of(cycle.congress, PlaceKind.town)[0].slug
        db.session.commit()
    page = client.get(f"/demo-county/place/{slug}").text
    assert "路口装镜子</a>" in page
    assert "还没有公开" not in page
