"""Past years come in as published: all or nothing, twice is as once, blanks stay blank, nothing is mended."""

import csv
import re
from pathlib import Path

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress, Level
from votes.demo.archive import FOLDER, chinese_of, load
from votes.projects.archive import ArchivedBallot, ArchivedRating, Practice, Statement
from votes.projects.archive_import import take
from votes.projects.archive_sheets import read_folder
from votes.projects.models import Cycle, Project


def how_many(kind: type) -> int:
    return db.session.scalar(select(func.count()).select_from(kind))


def test_all_real_sheets_come_in_and_twice_is_as_once(archive: None) -> None:
    counts = [
        how_many(kind) for kind in (Congress, ArchivedBallot, Project, Statement, ArchivedRating, Practice)
    ]
    assert counts == [89, 53, 309, 79, 41, 112]
    load(db.session)
    assert [
        how_many(kind) for kind in (Congress, ArchivedBallot, Project, Statement, ArchivedRating, Practice)
    ] == counts


def test_nanchang_2020_shows_twelve_candidates_and_ten_adopted(archive: None, client: FlaskClient) -> None:
    data = client.get("/nanchang/2020.json").json
    assert len(data["projects"]) == 12
    not_adopted = [project["title"] for project in data["projects"] if project["adopted"] is False]
    assert not_adopted == ["社会足球场建设", "市图书馆延长免费开放"]
    assert sum(project["adopted"] is True for project in data["projects"]) == 10
    assert all(project["approve"] is None for project in data["projects"])
    page = client.get("/nanchang/2020").text
    assert "社会足球场建设" in page
    assert "未公开" in page
    assert "12选10" in page


def test_the_odd_row_of_ninghai_is_flagged_and_not_mended(archive: None, client: FlaskClient) -> None:
    ratings = client.get("/ninghai/2020.json").json["ratings"]
    totals = [row["total"] for row in ratings if row["total"]]
    assert sorted(totals) == [122] + [222] * 9
    assert [row["total"] for row in ratings if row["odd_total"]] == [122]
    assert "合计122" in client.get("/ninghai/2020").text


def test_zhenhai_2021_has_its_29_voters(archive: None, client: FlaskClient) -> None:
    ratings = client.get("/zhenhai/2021.json").json["ratings"]
    assert [row["total"] for row in ratings] == [29] * 8
    assert not any(row["odd_total"] for row in ratings)


def test_addresses_of_copies_are_never_linked(archive: None, client: FlaskClient) -> None:
    sources = [
        project["source"]
        for cycle in db.session.scalars(select(Cycle))
        for project in client.get(f"/{cycle.congress.slug}/{cycle.slug}.json").json["projects"]
    ]
    assert {source["kind"] for source in sources if source["url"]} == {"official", "press", "journal"}
    assert {source["kind"] for source in sources if not source["url"]} >= {"mirror", "aggregator"}


@pytest.mark.crawl(both=True)
def test_pages_of_the_archive_open_in_both_languages(archive: None, client: FlaskClient) -> None:
    """Every seventh of the 100 cycles and the 309 projects; the walk over all of them is a release check."""
    cycles = db.session.scalars(select(Cycle).order_by(Cycle.id)).all()[::7]
    addresses = ["/", "/about/rules"] + [f"/{cycle.congress.slug}" for cycle in cycles]
    addresses += [f"/{cycle.congress.slug}/{cycle.slug}" for cycle in cycles]
    projects = db.session.scalars(select(Project).order_by(Project.id)).all()[::7]
    addresses += [f"/{p.congress.slug}/{p.cycle.slug}/{p.number}" for p in projects]
    assert [a for a in addresses if client.get(a).status_code != 200] == []
    assert [a for a in addresses[::5] if client.get(f"/en{a}").status_code != 200] == []


def test_a_county_takes_in_its_own_past_year_with_chinese_headings(context: None, tmp_path: Path) -> None:
    home = Congress(slug="here", place="演示县", name="演示县人民代表大会", level=Level.county)
    db.session.add(home)
    db.session.flush()
    sheet = "年度,序号,项目名称,总投资(万元),是否入选,来源类别\n2019,1,村道硬化,120.5,是,官方\n2019,2,文化礼堂,,否,官方\n"
    (tmp_path / "项目.csv").write_text(sheet, encoding="utf-8-sig")
    take(db.session, read_folder(tmp_path), home)
    projects = db.session.scalars(select(Project).order_by(Project.number)).all()
    assert [(p.title, p.total_yuan, p.adopted) for p in projects] == [
        ("村道硬化", 1_205_000, True),
        ("文化礼堂", None, False),
    ]


def test_a_wrong_cell_is_named_and_nothing_comes_in(tmp_path: Path) -> None:
    (tmp_path / "项目.csv").write_text(
        "年度,项目名称,总投资(万元),来源类别\n2019,村道,很多,官方\n", encoding="utf-8"
    )
    archive = read_folder(tmp_path)
    ((name, error),) = archive.errors
    assert (name, error.row, error.found) == ("项目.csv", 2, "很多")
    assert archive.of("projects").rows == ()


def test_a_living_year_is_not_overwritten_by_an_archive(people, context: None, tmp_path: Path) -> None:
    home = db.session.scalar(select(Congress).where(Congress.slug == people.county))
    (tmp_path / "项目.csv").write_text("年度,项目名称,来源类别\n2026,村道,官方\n", encoding="utf-8")
    with pytest.raises(RuleBroken):
        take(db.session, read_folder(tmp_path), home)


def test_whatever_was_noted_in_english_has_its_chinese() -> None:
    """No page in Chinese shows a word of the gathering in English."""
    noted = "vote_method secret decision_form result_published note percent_kind status deputies_ballot_project evaluator"
    noted += " rate_kind stage parameter value level instrument evidence"
    known = chinese_of()
    lacking = {
        row[column]
        for path in FOLDER.glob("*.csv")
        if path.stem not in ("words", "localities")
        for row in csv.DictReader(path.open(encoding="utf-8"))
        for column in noted.split()
        if row.get(column) and re.search("[A-Za-z]{2}", row[column]) and row[column] not in known
    }
    assert lacking - {"county", "township", "prefecture", "province", "street"} == set()
