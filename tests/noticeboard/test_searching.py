"""What everyone may read is found, in two characters, at once and packed alike; nothing else ever is."""

from collections.abc import Callable
from typing import Any

import pytest
import sqlalchemy as sa

from tests.conftest import MORNING
from votes.common.db import db
from votes.congress.models import Congress
from votes.noticeboard.search_index import SearchEntry
from votes.noticeboard.search_rules import question_of
from votes.noticeboard.search_watch import rebuild
from votes.noticeboard.searching import Within, look_up
from votes.projects.models import Cycle, Project
from votes.projects.stages import Stage
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal
from votes.proposals.takedowns import Extent, take_down

Write = Callable[[Callable[[], Any]], None]


@pytest.fixture
def write(app) -> Write:
    """Do something and commit it, as a request would."""

    def do(deed: Callable[[], Any]) -> None:
        with app.app_context():
            deed()
            db.session.commit()

    return do


@pytest.fixture
def found(app) -> Callable[..., list[str]]:
    """Titles of what a question finds."""

    def ask(typed: str, within: Within | None = None) -> list[str]:
        with app.app_context():
            return [hit.said.title for hit in look_up(question_of(typed), within or Within()).hits]

    return ask


@pytest.fixture
def proposals(app, people, write: Write) -> None:
    """Of three proposals two are released."""

    def come() -> None:
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        for n, title in enumerate(("校门口装红绿灯", "村口路灯不亮", "想要公厕"), 1):
            said = Incoming(title, f"我们的第{n}句话，早晚都不方便。", MORNING.date(), place="东村")
            one = receive(cycle, said, MORNING)
            db.session.flush()
            if n < 3:
                one.release(
                    title,
                    f"公开的第{n}句话，早晚都不方便。",
                    "东村",
                    False,
                    MORNING,
                    "工作人员01",
                    len(one.steps),
                )

    write(come)


def the_proposal(title: str) -> Proposal:
    return db.session.scalars(sa.select(Proposal).where(Proposal.title == title)).one()


@pytest.mark.usefixtures("proposals")
@pytest.mark.parametrize("packed", [False, True])
def test_two_characters_find_what_was_released_and_nothing_else(found, write: Write, packed: bool) -> None:
    if packed:
        write(rebuild)
    assert found("路灯") == ["村口路灯不亮"]
    assert found("公厕") == [], "it was not released"
    assert found("我们") == [], "what came in is not what was released"
    assert set(found("不方便")) == {"校门口装红绿灯", "村口路灯不亮"}
    assert found("不方便 红绿") == ["校门口装红绿灯"]
    assert found("灯") == []
    assert found("东村 校门口装红绿登") == ["校门口装红绿灯"], "one wrong character"


def take_back(title: str) -> None:
    one = the_proposal(title)
    take_down(one, Extent.whole, "写了别人的姓名", False, MORNING, "工作人员01", len(one.steps))


def release_as(title: str, words: str) -> None:
    one = the_proposal(title)
    one.release(words, "公开", "东村", False, MORNING, "工作人员01", len(one.steps))


@pytest.mark.usefixtures("proposals")
@pytest.mark.parametrize("packed", [False, True])
def test_what_is_taken_back_is_gone_with_the_same_commit(found, write: Write, packed: bool) -> None:
    if packed:
        write(rebuild)
    write(lambda: take_back("村口路灯不亮"))
    assert found("路灯") == []
    write(lambda: release_as("校门口装红绿灯", "校门口要天桥"))
    assert found("红绿灯") == []
    assert found("天桥") == ["校门口要天桥"]
    write(rebuild)
    assert found("天桥") == ["校门口要天桥"]


@pytest.mark.usefixtures("proposals")
def test_even_an_index_out_of_date_gives_nothing_away(app, found, write: Write) -> None:
    write(rebuild)
    past_the_application = sa.update(Proposal).values(
        released_at=None, public_title="", public_what="", public_place="", held_why="x"
    )
    write(lambda: db.session.execute(past_the_application))
    assert found("路灯") == []
    write(rebuild)
    with app.app_context():
        assert db.session.query(SearchEntry).filter_by(kind="proposal").count() == 0


@pytest.mark.usefixtures("proposals")
def test_projects_are_found_from_the_day_their_list_is_public(found, people, write: Write) -> None:
    def screened() -> None:
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        cycle.projects.append(
            Project(congress_id=cycle.congress_id, number=1, title="新建公厕三座", stage=Stage.candidate)
        )

    write(screened)
    assert found("公厕") == []
    write(
        lambda: setattr(
            db.session.get_one(Cycle, people.ids["cycle_row"]), "candidates_published_at", MORNING
        )
    )
    assert found("公厕") == ["新建公厕三座"]


@pytest.mark.usefixtures("proposals")
@pytest.mark.parametrize("packed", [False, True])
def test_a_search_keeps_to_its_place_and_kind(app, found, people, write: Write, packed: bool) -> None:
    if packed:
        write(rebuild)
    with app.app_context():
        here, there = (db.session.get_one(Congress, people.ids[one]) for one in ("county", "other_county"))
        assert found("路灯", Within(here)) == ["村口路灯不亮"]
        assert found("路灯", Within(there)) == []
        assert found("村口路登", Within(there, "proposal")) == []
        assert found("村口路登", Within(here, "proposal")) == ["村口路灯不亮"]
        assert found("路灯", Within(here, "project")) == []


def test_a_rehearsal_is_never_found(app, found, people, write: Write) -> None:
    def copy() -> None:
        copy = Congress(
            slug="demo-county-rehearsal",
            place="演练县",
            name="演练",
            level="county",
            rehearsal_of_id=people.ids["county"],
        )
        cycle = Cycle(congress=copy, slug="2026", title="演练", year=2026, candidates_published_at=MORNING)
        cycle.projects.append(Project(congress=copy, number=1, title="演练用的项目", stage=Stage.candidate))
        db.session.add(cycle)

    write(copy)
    write(rebuild)
    assert found("演练") == []


@pytest.mark.usefixtures("proposals")
def test_the_page_finds_marks_and_leads_on_without_a_cookie(client, write: Write) -> None:
    answer = client.get("/search?q=路灯&in=demo-county")
    assert "<mark>路灯</mark>" in answer.text
    assert "找到1条" in answer.text
    assert "Set-Cookie" not in answer.headers
    assert "只差一个字" in client.get("/search?q=村口路登").text
    assert "没有找到" in client.get("/search?q=没有这个").text
    assert "至少输入两个字" in client.get("/search?q=灯").text
    assert client.get("/search?kind=nothing").status_code == 404
    assert client.get("/search?in=nowhere").status_code == 404
    assert client.get("/search?q=" + "%F0%9F%98%80%00%27%22<script>" * 50).status_code == 200
    data = client.get("/search.json?q=路灯").json
    assert data["count"] == 1
    assert data["hits"][0]["url"].startswith("/demo-county/2026/proposals/")
    assert client.get(data["hits"][0]["url"]).status_code == 200


def test_what_is_undone_leaves_nothing_in_the_index(app, people) -> None:
    with app.app_context():
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        one = receive(cycle, Incoming("路灯不亮", "晚上看不见。", MORNING.date()), MORNING)
        db.session.flush()
        one.release("路灯不亮", "晚上看不见。", "", False, MORNING, "工作人员01", 1)
        db.session.flush()
        db.session.rollback()
        db.session.commit()
        assert db.session.query(SearchEntry).count() == 0
