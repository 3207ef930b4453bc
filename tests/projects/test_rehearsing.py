"""会务演练: a throw-away copy with the real roll; wiped whole, in every table; never on a public page."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from flask import Flask

from tests.accounts.acts import use, write
from tests.accounts.test_giving_badges import NAMES, codes_on
from tests.people import People
from votes.accounts.access import PUBLIC
from votes.accounts.models import Account, Grant
from votes.accounts.roles import Role
from votes.common.db import Base, db
from votes.common.errors import RuleBroken
from votes.congress.models import Committee, Congress, Deputy, Sitting
from votes.projects.documents import Document, Kind, store, stored_at
from votes.projects.models import Cycle, Project
from votes.projects.rehearsal import rows_of, wipe
from votes.projects.stages import Stage

COPY = "demo-county-rehearsal"
BELONG_TO_NOBODY = {
    "attempt",
    "congress",
    "daily_salt",
    "day_done",
    "practice",
    "search_pair",
    "sent_form",
    "sent_today",
}


@pytest.fixture
def candidates(app: Flask, people: People, clock) -> None:
    """Two candidates, one still being screened, one declined."""

    def deed() -> None:
        cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
        for number in range(1, 5):
            project = Project(
                congress_id=cycle.congress_id,
                cycle=cycle,
                number=number,
                stage=Stage.proposed,
                title=f"项目{number}",
                content="内容",
                unit_id=people.ids["unit_row"],
                why_declined="缓办",
                total_yuan=120_000,
            )
            db.session.add(project)
            db.session.flush()
            if number != 3:
                project.move_to(Stage.candidate, clock.at, "工作人员01")
            if number == 4:
                project.move_to(Stage.declined, clock.at, "工作人员01", "缓办")

    write(app, deed)


@pytest.fixture
def begun(app: Flask, people: People, candidates, browser_of):
    """The clerk's browser, after the rehearsal began."""
    clerk = browser_of(people.clerk)
    sent = {"session": "1", "cycle": str(people.ids["cycle_row"])}
    assert clerk.send("/desk/demo-county/rehearsal", sent).status_code == 302
    return clerk


def the_copy(app: Flask) -> Congress:
    return db.session.query(Congress).filter_by(slug=COPY).one()


def counts(app: Flask) -> dict[str, int]:
    with app.app_context():
        tables = Base.metadata.sorted_tables
        return {t.name: db.session.scalar(sa.select(sa.func.count()).select_from(t)) for t in tables}


def test_a_guest_of_joint_supervision_is_none_of_a_rehearsal(
    app: Flask, people: People, candidates, browser_of, clock
) -> None:
    guest = Account(
        congress_id=people.ids["county"], login="guest", name="来宾01", good_until=clock.at.date()
    )
    guest.grants.append(Grant(congress_id=people.ids["county"], role=Role.guest))
    write(app, lambda: db.session.add(guest))
    sent = {"session": "1", "cycle": str(people.ids["cycle_row"])}
    browser_of(people.clerk).send("/desk/demo-county/rehearsal", sent)
    with app.app_context():
        held = {grant.role for grant in db.session.query(Grant).filter_by(congress_id=the_copy(app).id)}
    assert held == {Role.office, Role.government, Role.unit, Role.administrator}


def test_the_real_roll_and_list_are_copied(app: Flask, begun) -> None:
    with app.app_context():
        copy = the_copy(app)
        assert [one.name for one in copy.term.serving] == [f"代表{n:03d}" for n in range(1, 13)]
        assert {one.delegation.name for one in copy.term.serving} == {"第一代表团"}
        real = {one.name: one.desk_code for one in db.session.query(Deputy).filter_by(congress_id=1)}
        assert {one.name: one.desk_code for one in copy.term.serving} == real, (
            "printed desk codes can be tried"
        )
        [sitting] = db.session.query(Sitting).filter_by(congress_id=copy.id)
        assert (sitting.all_deputies, sitting.due) == (12, 12)
        [committee] = db.session.query(Committee).filter_by(congress_id=copy.id)
        assert [one.name for one in committee.members] == ["代表001", "代表002"]
        [cycle] = db.session.query(Cycle).filter_by(congress_id=copy.id)
        listed = [(one.number, one.title, one.stage, one.unit.name, one.total_yuan) for one in cycle.projects]
        assert listed == [
            (1, "项目1", Stage.candidate, "县住建局", 120_000),
            (2, "项目2", Stage.candidate, "县住建局", 120_000),
        ]
        assert {one.unit.congress_id for one in cycle.projects} == {copy.id}


def test_staff_work_there_and_every_page_says_what_it_is(people: People, begun, browser_of) -> None:
    page = begun.get(f"/desk/{COPY}/congress").text
    assert "演示县人民代表大会（会务演练）" in page
    assert "演练" in page
    assert begun.get(f"/desk/{COPY}/deputies").status_code == 200
    assert browser_of(people.other_clerk).get(f"/desk/{COPY}/congress").status_code == 404


def test_whoever_may_hold_a_duty_on_the_day_may_hold_it_in_the_rehearsal(app: Flask, begun) -> None:
    """An account of the congress without any role, as tellers have it."""
    write(app, lambda: db.session.add(Account(congress_id=1, login="teller", name="工作人员21")))
    with app.app_context():
        sitting = db.session.query(Sitting).filter_by(congress_id=the_copy(app).id).one().id
    named = {**NAMES, "teller_a": "工作人员21"}
    assert begun.send(f"/desk/{COPY}/sitting/{sitting}/badges", named).status_code == 302


def test_there_is_one_rehearsal_at_a_time_and_none_of_a_rehearsal(app: Flask, people: People, begun) -> None:
    sent = {"session": "1", "cycle": str(people.ids["cycle_row"])}
    again = begun.send("/desk/demo-county/rehearsal", sent)
    assert (again.status_code, "先清除" in again.text) == (409, True)
    assert begun.get(f"/desk/{COPY}/rehearsal").headers["Location"] == "/desk/demo-county/rehearsal"
    with app.app_context():
        assert db.session.query(Congress).filter(Congress.rehearsal_of_id.is_not(None)).count() == 1


@pytest.mark.crawl(both=True)
def test_it_never_shows_on_a_public_page(app: Flask, client, begun) -> None:
    """Every public address that names a congress answers 404 for it; no other public page speaks of it."""
    for rule in app.url_map.iter_rules():
        marks = getattr(app.view_functions[rule.endpoint], "open_to", ())
        if PUBLIC not in marks or "GET" not in rule.methods:
            continue
        known = {"congress": COPY, "cycle": "2026", "number": 1, "round": 1}
        values = {
            name: known.get(name, 1 if "int" in type(rule._converters[name]).__name__.lower() else "x")
            for name in rule.arguments - set(rule.defaults or {})
        }
        _, address = rule.build(values)
        answer = client.get(address)
        if "congress" in rule.arguments:
            assert answer.status_code == 404, address
        assert COPY not in answer.text.replace(address, ""), address
        assert "会务演练）" not in answer.text, address


def test_it_is_wiped_whole_and_the_real_one_stays_as_it_was(
    app: Flask, people: People, candidates, browser_of, client
) -> None:
    clerk = browser_of(people.clerk)
    clerk.get("/desk")
    before = counts(app)
    sent = {"session": "1", "cycle": str(people.ids["cycle_row"])}
    clerk.send("/desk/demo-county/rehearsal", sent)
    played(app, clerk, client)
    assert counts(app) != before
    assert clerk.send("/desk/demo-county/rehearsal", to="/desk/demo-county/rehearsal/wipe").status_code == 302
    assert counts(app) == before
    assert client.get("/desk").status_code == 302
    assert clerk.get(f"/desk/{COPY}/congress").status_code == 404
    assert clerk.send("/desk/demo-county/rehearsal", sent).status_code == 302, "and it can begin anew"


def played(app: Flask, clerk, client) -> None:
    """Something is done in the rehearsal: badges, a sign-in, a paper, a project that went on."""
    with app.app_context():
        sitting = db.session.query(Sitting).filter_by(congress_id=the_copy(app).id).one().id
    page = f"/desk/{COPY}/sitting/{sitting}/badges"
    clerk.send(page, {name: NAMES[name] for name in ("chair", "chief_scrutineer", "teller_a", "teller_b")})
    use(client, codes_on(clerk.send(page, to=f"{page}/print").text)[0])


def test_files_that_nobody_else_keeps_go_with_it(app: Flask, begun, clock) -> None:
    data = Path(app.config["DATA"])

    def papers() -> list[str]:
        names = [store(data, content) for content in (b"kept by both", b"kept by the rehearsal")]
        real, copy = db.session.get_one(Congress, 1), the_copy(app)
        for home, name in ((real, names[0]), (copy, names[0]), (copy, names[1])):
            db.session.add(
                Document(
                    congress_id=home.id,
                    kind=Kind.paper,
                    title="x",
                    media_type="application/pdf",
                    hash=name,
                    size=1,
                    added_at=clock.at,
                )
            )
        return names

    both, alone = write(app, papers)
    begun.send("/desk/demo-county/rehearsal", to="/desk/demo-county/rehearsal/wipe")
    assert stored_at(data, both).exists()
    assert not stored_at(data, alone).exists()


@pytest.mark.usefixtures("context")
def test_a_real_congress_cannot_be_wiped(people: People) -> None:
    with pytest.raises(RuleBroken):
        wipe(db.session.get_one(Congress, people.ids["county"]))


def test_every_table_of_every_room_is_reached(app: Flask) -> None:
    """A table is wiped by its congress, or by what it refers to; whatever belongs to nobody is named here."""
    lost = {table.name for table in Base.metadata.sorted_tables if rows_of(table, 1) is None}
    assert lost - BELONG_TO_NOBODY == set()
    planted = sa.Table("planted", sa.MetaData(), sa.Column("id", sa.Integer, primary_key=True))
    assert rows_of(planted, 1) is None


def test_without_a_session_or_a_list_there_is_nothing_to_rehearse(
    app: Flask, people: People, browser_of
) -> None:
    write(app, lambda: setattr(db.session.get_one(Cycle, people.ids["cycle_row"]), "archived", True))
    assert "才能演练" in browser_of(people.clerk).get("/desk/demo-county/rehearsal").text


def test_another_congress_wipes_nothing_of_ours(app: Flask, people: People, begun, browser_of) -> None:
    other = browser_of(people.other_clerk)
    assert (
        other.send("/desk/other-county/congress/facts", to="/desk/other-county/rehearsal/wipe").status_code
        == 404
    )
    refused = other.get(f"/desk/{COPY}/rehearsal")
    assert (refused.status_code, "演示县" in refused.text) == (404, False), "not even its name"
