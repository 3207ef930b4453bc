"""抽签: the office prepares and draws; nobody sees too early, everyone can repeat it, nothing is ever changed."""

import io
import json
from pathlib import Path

import pytest
from flask import Flask

from tests.conftest import MORNING
from tests.people import People
from tests.supervision.scene import deputy
from votes.common.db import db
from votes.projects.models import Project
from votes.supervision.draw_file import repeat
from votes.supervision.draws import Draw, DrawStep
from votes.supervision.experts import Expert
from votes.supervision.models import Tie, recuse

AT = "/desk/demo-county/2026/draws"
PUBLIC = "/demo-county/2026/draws"
SITES = "\n".join(f"第{n}座公厕" for n in range(1, 8))


def prepare_sites(app: Flask, clerk, **more: str):
    with app.app_context():
        project = str(db.session.query(Project).one().id)
    form = {"title": "二季度暗访点位", "count": "3", "project": project, "sites": SITES, **more}
    return clerk.send(f"{AT}/prepare/sites", form)


def test_a_draw_of_sites_from_the_list_to_the_repeated_file(
    app: Flask, project: str, people: People, browser_of, client, tmp_path: Path
) -> None:
    clerk = browser_of(people.clerk)
    assert prepare_sites(app, clerk).location == f"{AT}/1"
    with app.app_context():
        draw = db.session.query(Draw).one()
        commitment, seed = draw.commitment, draw.seed
    page = clerk.get(f"{AT}/1").text
    assert commitment in page
    assert seed not in page + clerk.get(f"{AT}/1/file.json").text + clerk.get(f"{AT}/1/sheet").text
    assert clerk.send(f"{AT}/1", {"word": "318"}, to=f"{AT}/1/draw").status_code == 302
    assert seed in clerk.get(f"{AT}/1").text
    path = tmp_path / "draw.json"
    path.write_bytes(clerk.get(f"{AT}/1/file.json").data)
    assert repeat(path, io.StringIO()) == 0
    shown = client.get(PUBLIC).text
    assert commitment in shown
    assert "公厕" not in shown + client.get(f"{PUBLIC}.json").text
    assert seed not in shown
    assert client.get(f"{PUBLIC}/1.json").status_code == 404
    assert clerk.send(f"{AT}/1", to=f"{AT}/1/release").status_code == 302
    assert "公厕" in client.get(PUBLIC).text
    path.write_bytes(client.get(f"{PUBLIC}/1.json").data)
    assert repeat(path, io.StringIO()) == 0
    assert json.loads(client.get(f"{PUBLIC}.json").text)["draws"][0]["state"] == "released"


def test_a_draw_is_drawn_once_and_one_called_off_stays(
    app: Flask, project: str, people: People, browser_of, client
) -> None:
    clerk = browser_of(people.clerk)
    prepare_sites(app, clerk)
    prepare_sites(app, clerk)
    for status in (302, 409):
        assert clerk.send(f"{AT}/1", {"word": ""}, to=f"{AT}/1/draw").status_code == status
    assert clerk.send(f"{AT}/1/call-off", {"why": "重来一次"}).status_code == 409
    assert clerk.send(f"{AT}/2/call-off", {"why": "漏了两个点位"}).status_code == 302
    assert clerk.send(f"{AT}/2", to=f"{AT}/2/draw", data={"word": ""}).status_code == 409
    assert "漏了两个点位" in clerk.get(f"{AT}/2").text
    assert "作废" in client.get(PUBLIC).text
    clerk.send(f"{AT}/2", to=f"{AT}/2/release")
    assert "漏了两个点位" in client.get(PUBLIC).text


def test_only_the_office_and_the_group_see_a_draw_and_units_never_before_release(
    app: Flask, project: str, people: People, browser_of
) -> None:
    prepare_sites(app, browser_of(people.clerk))
    assert browser_of(people.deputy).get(f"{AT}/1").status_code == 200
    assert browser_of(people.other_deputy).get(f"{AT}/1").status_code == 404
    assert "暗访点位" not in browser_of(people.other_deputy).get(AT).text
    assert browser_of(people.unit).get(f"{AT}/1").status_code == 404
    with app.app_context():
        recuse(
            db.session.query(Project).one(), deputy(1, people), Tie.leads, "", False, "工作人员01", MORNING
        )
        db.session.commit()
    assert browser_of(people.deputy).get(f"{AT}/1").status_code == 404


def test_deputies_who_stand_aside_are_left_out_and_names_are_never_public(
    app: Flask, project: str, people: People, browser_of, client
) -> None:
    with app.app_context():
        one = db.session.query(Project).one()
        recuse(one, deputy(5, people), Tie.works_there, "", False, "工作人员01", MORNING)
        form = {"title": "小组成员", "count": "4", "project": str(one.id), "delegation": "0", "words": ""}
        db.session.commit()
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{AT}/prepare/members", form).status_code == 302
    clerk.send(f"{AT}/1", {"word": "7"}, to=f"{AT}/1/draw")
    with app.app_context():
        draw = db.session.query(Draw).one()
        assert len(draw.entries) == 11
        assert "代表005" not in [entry["title"] for entry in draw.entries]
        assert len({winner.row for winner in draw.winners}) == 4
    assert "代表005" in clerk.get(f"{AT}/1").text
    assert clerk.send(f"{AT}/1", to=f"{AT}/1/release").status_code == 409
    assert "代表0" not in client.get(PUBLIC).text


def test_experts_tied_to_the_unit_are_left_out(app: Flask, project: str, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    at = "/desk/demo-county/experts"
    with app.app_context():
        unit, about = str(people.ids["unit_row"]), str(db.session.query(Project).one().id)
    for n, tie in ((1, unit), (2, "0"), (3, "0"), (4, "0")):
        form = {"name": f"专家{n:02d}", "field": "工程", "employer": "", "unit": tie}
        assert clerk.send(f"{at}/add", form).status_code == 302
    with app.app_context():
        gone = db.session.query(Expert).filter_by(number=4).one().id
    assert clerk.send(at, to=f"{at}/{gone}/leave").status_code == 302
    form = {"title": "随行专家", "count": "1", "project": about, "field": "工程"}
    assert clerk.send(f"{AT}/prepare/experts", form).status_code == 302
    with app.app_context():
        draw = db.session.query(Draw).one()
        assert [entry["title"] for entry in draw.entries] == ["专家02（工程，2号）", "专家03（工程，3号）"]
        assert "专家01" in draw.left_out[0]


def test_projects_are_drawn_from_those_that_are_ticked(
    app: Flask, project: str, people: People, browser_of
) -> None:
    clerk = browser_of(people.clerk)
    with app.app_context():
        form = {"title": "抽查", "count": "1", "projects": [str(db.session.query(Project).one().id)]}
    answer = clerk.send(f"{AT}/prepare/projects", form)
    assert answer.status_code == 409
    assert "少于全部" in answer.text


def test_what_is_wrong_with_a_list_is_said_and_nothing_typed_is_lost(
    app: Flask, project: str, people: People, browser_of
) -> None:
    clerk = browser_of(people.clerk)
    answer = prepare_sites(app, clerk, sites="桥头\n桥头\n江滨", count="1")
    assert answer.status_code == 409
    assert "桥头" in answer.text
    assert clerk.get(f"{AT}/prepare/nothing").status_code == 404


def test_nobody_can_rewrite_a_draw(app: Flask, project: str, people: People, browser_of) -> None:
    clerk = browser_of(people.clerk)
    prepare_sites(app, clerk)
    clerk.send(f"{AT}/1", {"word": ""}, to=f"{AT}/1/draw")
    for row, name in ((Draw, "seed"), (DrawStep, "word")):
        for change in (lambda one, name=name: setattr(one, name, "x"), db.session.delete):
            with app.app_context():
                change(db.session.query(row).one())
                with pytest.raises(RuntimeError, match="append-only"):
                    db.session.flush()
                db.session.rollback()
