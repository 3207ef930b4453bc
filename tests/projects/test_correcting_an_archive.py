"""`votes archive`: blank sheets to fill in, nothing left out unsaid, and a corrected sheet takes the old one's place."""

from pathlib import Path

import click
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from tests.people import People
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.archive_commands import import_archive, write_blanks
from votes.projects.archive_sheets import read_folder
from votes.projects.models import Project

HEAD = "年度,序号,项目名称,总投资(万元),赞成,来源类别"


@pytest.fixture
def folder(people: People, context: None, tmp_path: Path) -> Path:
    """A year of two projects, one statement about the first, and one rating."""
    write(tmp_path, HEAD, "2019,1,村道硬化,120.5,41,官方", "2019,2,文化礼堂,,33,本级人大")
    (tmp_path / "进展.csv").write_text(
        "项目,项目编号,日期,进展,来源类别\n村道硬化,demo-county-2019-1,2019-06-30,完成一半,报道\n", "utf-8"
    )
    (tmp_path / "满意度.csv").write_text(
        "项目年度,测评人,满意,不满意,来源类别\n2019,代表,40,2,官方\n", "utf-8"
    )
    return tmp_path


def write(folder: Path, *lines: str) -> None:
    (folder / "项目.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")


def told(folder: Path, capsys: pytest.CaptureFixture[str]) -> str:
    import_archive("demo-county", folder)
    return capsys.readouterr().out


def refusal(folder: Path) -> str:
    with pytest.raises(click.ClickException) as refused:
        import_archive("demo-county", folder)
    return refused.value.message


def test_it_says_what_came_in_and_twice_is_no_change(folder: Path, capsys, client: FlaskClient) -> None:
    assert "演示县 2019年：已导入（项目2个，票决0次，进展1条，测评1条，征集0次）" in told(folder, capsys)
    before = client.get("/demo-county/2019.json").data
    assert "2019年：没有变化" in told(folder, capsys)
    assert client.get("/demo-county/2019.json").data == before
    assert "本级人大记录" in client.get("/demo-county/2019/2").text


def test_blank_sheets_take_nothing_in_and_it_says_so(people: People, context: None, tmp_path, capsys) -> None:
    write_blanks(tmp_path / "blank")
    said = told(tmp_path / "blank", capsys)
    assert "0个年度" in said
    assert "请到 /demo-county 查看" not in said


def test_a_corrected_sheet_replaces_its_kind_and_leaves_the_others(
    folder: Path, capsys, client: FlaskClient
) -> None:
    told(folder, capsys)
    kept = db.session.scalars(select(Project.id).where(Project.title == "村道硬化")).one()
    write(folder, HEAD, "2019,1,村道硬化,99,40,官方", "2019,3,卫生厕所,,35,官方")
    for other in ("进展.csv", "满意度.csv"):
        (folder / other).unlink()
    assert "2019年：已更新（项目2个，票决0次，进展1条，测评1条，征集0次）" in told(folder, capsys)
    data = client.get("/demo-county/2019.json").json
    assert [(one["id"], one["title"], one["total_yuan"], one["approve"]) for one in data["projects"]] == [
        (1, "村道硬化", 990_000, 40),
        (3, "卫生厕所", None, 35),
    ]
    assert (len(data["statements"]), len(data["ratings"])) == (1, 1)
    assert db.session.get_one(Project, kept).number == 1
    assert client.get("/demo-county/2019/2").status_code == 404


def test_a_project_that_goes_leaves_its_statements_to_the_year(
    folder: Path, capsys, client: FlaskClient
) -> None:
    told(folder, capsys)
    write(folder, HEAD, "2019,2,文化礼堂,,33,官方")
    (folder / "进展.csv").unlink()
    told(folder, capsys)
    assert len(client.get("/demo-county/2019.json").json["statements"]) == 1


def test_a_column_that_is_not_known_is_refused_by_its_name(folder: Path) -> None:
    write(folder, HEAD + ",分管领导,备注栏", "2019,1,村道硬化,120.5,41,官方,某某,无")
    words = refusal(folder)
    assert "项目.csv" in words
    assert "“分管领导”" in words
    assert "“备注栏”" in words
    assert "项目名称、项目内容、总投资" in words
    assert db.session.scalars(select(Project)).all() == []


def test_all_missing_columns_are_told_at_once(folder: Path) -> None:
    write(folder, "序号,项目内容", "1,硬化3公里")
    lines = [line for line in refusal(folder).splitlines() if line.startswith("项目.csv")]
    assert [line.partition("行：")[2] for line in lines] == [
        "缺少“年度”一列",
        "缺少“项目名称”一列",
        "缺少“来源类别”一列",
    ]


def test_two_projects_of_one_number_are_refused(folder: Path) -> None:
    write(folder, HEAD, "2019,1,村道硬化,,,官方", "2019,1,文化礼堂,,,官方")
    with pytest.raises(RuleBroken, match="has a project"):
        import_archive("demo-county", folder)


def test_a_date_without_a_year_is_refused(folder: Path) -> None:
    (folder / "进展.csv").write_text("项目,日期,来源类别\n村道硬化,去年,官方\n", "utf-8")
    with pytest.raises(RuleBroken, match="write the date like"):
        import_archive("demo-county", folder)


def test_a_file_that_is_no_sheet_of_ours_is_named(folder: Path, capsys) -> None:
    (folder / "2019项目.xlsx").write_bytes(b"whatever")
    import_archive("demo-county", folder)
    assert "2019项目.xlsx" in capsys.readouterr().err


def test_blank_sheets_can_be_read_and_blank_ones_are_passed_over(folder: Path, capsys) -> None:
    blank = folder / "空表"
    write_blanks(blank)
    assert capsys.readouterr().out.count(".xlsx") == 5
    with pytest.raises(RuleBroken):
        write_blanks(blank)
    (blank / "项目.xlsx").unlink()
    write(blank, HEAD, "2019,1,村道硬化,120.5,41,官方")
    archive = read_folder(blank)
    assert (archive.errors, archive.unread, len(archive.of("projects").rows)) == ((), (), 1)
    assert "2019年：已导入（项目1个" in told(blank, capsys)
