"""评价汇总: counted on paper or by a survey, entered with its source, shown beside the rest and never summed."""

import io
import re

from flask.testing import FlaskClient

from tests.evaluation.conftest import AT, the_ratings
from tests.people import People
from tests.projects.papers import PDF
from votes.common.db import db
from votes.evaluation.rules import Spread
from votes.evaluation.totals import Totals

FIGURES = {
    "kind": "survey",
    "words": "县统计局入户问卷，300户",
    "first_on": "2026-02-01",
    "last_on": "2026-02-20",
    "people": "300",
    "satisfied": "250",
    "basic": "40",
    "dissatisfied": "8",
    "abstain": "2",
}


def test_totals_stand_beside_the_public_and_are_never_added(
    client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    client.send(project, {"grade": "satisfied"})
    file = FIGURES | {"paper": (io.BytesIO(PDF), "报告.pdf")}
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{AT}/totals", file, content_type="multipart/form-data").status_code == 302
    ratings = kept(the_ratings)
    assert ratings.public.spread == Spread(1, 0, 0)
    assert [voice.spread for voice in ratings.others] == [Spread(250, 40, 8, 2)]
    page = client.get(project).text
    assert "县统计局入户问卷，300户" in page
    assert "83.3%" in page


def test_the_report_goes_public_with_its_figures(
    client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    file = FIGURES | {"paper": (io.BytesIO(PDF), "报告.pdf")}
    browser_of(people.clerk).send(f"{AT}/totals", file, content_type="multipart/form-data")
    paper = kept(lambda: db.session.query(Totals).one().paper_id)
    assert client.get(f"/file/{paper}").status_code == 200


def test_figures_that_do_not_add_up_are_refused_and_stay_to_be_seen(
    people: People, project: str, browser_of, kept
) -> None:
    answer = browser_of(people.clerk).send(f"{AT}/totals", FIGURES | {"satisfied": "95"})
    assert answer.status_code == 409
    assert "各项相加是145，而参加人数是300" in answer.text
    assert 'value="95"' in answer.text
    assert kept(lambda: db.session.query(Totals).count()) == 0


def test_days_and_numbers_are_checked(people: People, project: str, browser_of) -> None:
    clerk = browser_of(people.clerk)
    assert "结束日期不能早于" in clerk.send(f"{AT}/totals", FIGURES | {"last_on": "2026-01-01"}).text
    assert "评价结束以后" in clerk.send(f"{AT}/totals", FIGURES | {"last_on": "2026-03-20"}).text
    wrong = clerk.send(f"{AT}/totals", FIGURES | {"people": "many", "basic": "-4"})
    assert wrong.status_code == 200
    assert 'value="many"' in wrong.text


def test_deputies_totals_count_as_their_rating(people: People, project: str, browser_of, kept) -> None:
    figures = FIGURES | {"kind": "deputies", "words": "常委会会议测评", "people": "29", "satisfied": "20"}
    figures |= {"basic": "8", "dissatisfied": "1", "abstain": ""}
    browser_of(people.clerk).send(f"{AT}/totals", figures)
    [voice] = kept(lambda: the_ratings().deputies)
    assert (voice.spread, voice.share) == (Spread(20, 8, 1), None)


def test_struck_totals_no_longer_count_and_leave_a_note(
    client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    clerk = browser_of(people.clerk)
    clerk.send(f"{AT}/totals", FIGURES)
    at = f"{AT}/totals/{kept(lambda: db.session.query(Totals).one().id)}/strike"
    assert clerk.send(at, {"why": "录错了项目"}).status_code == 302
    assert clerk.send(at, {"why": "再划一次"}).status_code == 409
    assert kept(lambda: the_ratings().others) == []
    client.send(project, {"grade": "basic"})
    assert "划去，录错了项目" in client.get(project).text


def test_the_report_of_struck_totals_is_public_no_more(
    client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    clerk = browser_of(people.clerk)
    file = FIGURES | {"paper": (io.BytesIO(PDF), "报告.pdf")}
    clerk.send(f"{AT}/totals", file, content_type="multipart/form-data")
    totals, paper = kept(lambda: db.session.query(Totals.id, Totals.paper_id).one())
    clerk.send(f"{AT}/totals/{totals}/strike", {"why": "附错了文件"})
    assert client.get(f"/file/{paper}").status_code == 404
    assert clerk.get(f"/file/{paper}").status_code == 200


def test_only_the_office_and_the_group_of_this_county_enter_totals(
    people: People, project: str, browser_of
) -> None:
    for who in (people.government, people.other_deputy, people.unit, people.other_clerk):
        assert browser_of(who).get(f"{AT}/totals").status_code == 404
    clerk = browser_of(people.clerk)
    assert clerk.get(f"{AT}/totals/77/strike").status_code == 404
    assert clerk.get("/desk/demo-county/2026/evaluation/9/totals").status_code == 404


def test_a_button_pressed_twice_enters_them_once(people: People, project: str, browser_of, kept) -> None:
    clerk, page = browser_of(people.clerk), f"{AT}/totals"
    once = re.search(r'name="once"[^>]*value="([^"]+)"', clerk.get(page).text)[1]
    wrong = {**FIGURES, "people": "299", "once": once}
    assert clerk.send(page, wrong).status_code == 409
    assert [clerk.send(page, FIGURES | {"once": once}).status_code for _click in range(2)] == [302, 409]
    assert kept(lambda: db.session.query(Totals).count()) == 1


def test_the_group_types_in_what_it_collected_on_paper_and_nobody_elses(
    client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    member, stranger = browser_of(people.deputy), browser_of(people.other_deputy)
    page = member.get(f"{AT}/totals").text
    assert 'value="paper" checked' in page
    assert 'value="survey"' not in page
    paper = FIGURES | {"kind": "paper", "words": "监督小组在东关社区收回的评价表"}
    assert member.send(f"{AT}/totals", paper | {"kind": "survey"}).status_code == 200
    assert member.send(f"{AT}/totals", paper).status_code == 302
    assert kept(lambda: [voice.people for voice in the_voices()]) == [300]
    assert "监督小组在东关社区收回的评价表" in client.get("/demo-county/2026/1").text
    assert stranger.get(f"{AT}/totals").status_code == 404


def test_the_paper_of_the_group_is_public_once_the_office_has_looked_at_it(
    client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    """What people filled in may bear their names."""
    sent = FIGURES | {"kind": "paper", "paper": (io.BytesIO(PDF), "评价表.pdf")}
    browser_of(people.deputy).send(f"{AT}/totals", sent, content_type="multipart/form-data")
    row, paper = kept(lambda: next((one.id, one.paper_id) for one in db.session.query(Totals)))
    file, clerk = f"/file/{paper}", browser_of(people.clerk)
    assert client.get(file).status_code == 404
    assert file not in client.get("/demo-county/2026/1").text
    assert browser_of(people.unit).get(file).status_code == 404
    assert clerk.get(file).status_code == 200
    assert f"{AT}/totals/{row}/paper" in clerk.get(AT).text
    assert clerk.send(AT, to=f"{AT}/totals/{row}/paper").status_code == 302
    assert client.get(file).status_code == 200
    assert clerk.send(f"{AT}/totals", to=f"{AT}/totals/{row}/paper").status_code == 409


def the_voices() -> list[Spread]:
    """The spreads of what came in on paper."""
    return [voice.spread for voice in the_ratings().others if voice.spread]
