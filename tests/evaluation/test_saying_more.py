"""群众评价 beyond the three boxes: dimensions, age and place if one likes, a picture that waits for the office."""

import io
import re
from datetime import date, timedelta
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from PIL import Image

from tests.conftest import MORNING
from tests.evaluation.conftest import the_ratings
from tests.people import People
from votes.common.db import db
from votes.congress.places import Place, PlaceKind
from votes.evaluation import public_views
from votes.evaluation.breakdown import unseen
from votes.evaluation.forgetting import forget_photos
from votes.evaluation.models import PublicRating, Why
from votes.evaluation.rules import AgeBand, Channel, Grade, Spread
from votes.evaluation.subject_rules import names, subject_of
from votes.projects.documents import Document
from votes.projects.settings import OPINION_SUBJECTS

LIST = "/desk/demo-county/2026/evaluation/sentences"


def picture(colour: str = "red") -> tuple[io.BytesIO, str]:
    content = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(content, "JPEG")
    content.seek(0)
    return content, "现场.jpg"


@pytest.fixture
def town(app: Flask, people: People) -> int:
    """A town one may say one lives in."""
    with app.app_context():
        place = Place(congress_id=people.ids["county"], slug="t1", name="东关镇", kind=PlaceKind.town)
        db.session.add(place)
        db.session.commit()
        return place.id


def test_whatever_one_likes_to_say_is_kept_and_nothing_of_it_is_needed(
    app: Flask, client: FlaskClient, project: str, town: int, kept
) -> None:
    said = {
        "grade": "basic",
        "mark-0": "satisfied",
        "mark-2": "dissatisfied",
        "age": "60_up",
        "place": str(town),
    }
    assert client.send(f"{project}?at=site", said).status_code == 302
    assert app.test_client().send(project, {"grade": "satisfied"}).status_code == 302
    with app.app_context():
        first, second = db.session.query(PublicRating).order_by(PublicRating.id)
        assert (first.channel, first.age, first.place_id) == (Channel.site, AgeBand.old, town)
        assert [(one.dimension, one.grade) for one in first.marks] == [
            ("quality of the work", Grade.satisfied),
            ("speed of the work", Grade.dissatisfied),
        ]
        assert (second.channel, second.age, second.place_id, second.marks) == (Channel.page, None, None, [])
    found = kept(lambda: {one.title: one.groups for one in the_ratings().breakdowns})
    assert list(found) == ["分项", "按渠道"]
    assert found["分项"][0].spread == Spread(1, 0, 0)
    page = client.get(project).text
    assert "人数太少" in page


def test_nobody_is_seen_in_a_group_of_few(context: None) -> None:
    counts = {
        "东关镇": {Grade.satisfied: 40},
        "西关镇": {Grade.basic: 6},
        "南关镇": {Grade.dissatisfied: 1},
        "北关镇": {Grade.satisfied: 2},
    }
    found = unseen(counts)
    assert {words: sum(one.values()) for words, one in found.items()} == {"东关镇": 40, "其他，合在一起": 9}
    enough = {words: counts[words] for words in ("东关镇", "西关镇")}
    assert unseen(enough) == enough


@pytest.mark.parametrize("odd", [{"mark-0": "x"}, {"age": "x"}, {"place": "99999"}])
def test_what_was_not_offered_is_refused_and_the_rest_stays(
    client: FlaskClient, project: str, town: int, odd: dict[str, str]
) -> None:
    answer = client.send(project, {"grade": "basic", "sentence": "晚上灯也亮了", **odd})
    assert answer.status_code == 200
    assert "晚上灯也亮了" in answer.text


def test_a_picture_waits_for_the_office(
    app: Flask, client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    said = {"grade": "dissatisfied", "sentence": "王小明的车13800138000挡住坡道", "photo": picture()}
    assert client.send(project, said).status_code == 302
    with app.app_context():
        rating, file = db.session.query(PublicRating).one().id, f"/file/{db.session.query(Document).one().id}"
    assert client.get(file).status_code == 404
    assert browser_of(people.unit).get(file).status_code == 404
    clerk = browser_of(people.clerk)
    assert clerk.get(file).status_code == 200
    listed = clerk.get(LIST).text
    assert "13800138000" not in listed
    assert "使用" in listed
    page = clerk.get(f"{LIST}/{rating}").text
    assert "13800138000" in page
    shown = {"words": "车挡住坡道", "subject": "使用", "photo": "y"}
    assert clerk.send(f"{LIST}/{rating}", shown).status_code == 302
    assert client.get(file).status_code == 200
    public = client.get(project).text
    assert "车挡住坡道" in public
    assert f"{file}/small" in public
    assert "王小明" not in public
    clerk.send(f"{LIST}/{rating}", to=f"{LIST}/{rating}/keep-back/personal")
    assert client.get(file).status_code == 404
    assert "看过但没有公开" in client.get(project).text


def test_one_tap_shows_the_words_with_names_hidden_and_no_picture(
    app: Flask, client: FlaskClient, people: People, project: str, browser_of
) -> None:
    client.send(project, {"grade": "basic", "sentence": "请打13800138000", "photo": picture()})
    with app.app_context():
        rating, file = db.session.query(PublicRating).one().id, f"/file/{db.session.query(Document).one().id}"
    browser_of(people.clerk).send(LIST, to=f"{LIST}/{rating}/release")
    assert "请打***" in client.get(project).text
    assert client.get(file).status_code == 404


def test_what_is_no_picture_is_said_and_the_rating_can_be_sent_again(
    app: Flask, client: FlaskClient, project: str, kept
) -> None:
    bad = {"grade": "basic", "sentence": "晚上灯也亮了", "photo": (io.BytesIO(b"<script>"), "a.jpg")}
    answer = client.send(project, bad)
    assert answer.status_code == 200
    assert "晚上灯也亮了" in answer.text
    assert kept(lambda: the_ratings().public) is None
    assert client.send(project, {"grade": "basic"}).status_code == 302


def test_too_many_pictures_from_one_network_are_said(app: Flask, project: str, kept, monkeypatch) -> None:
    monkeypatch.setattr(public_views, "PHOTO_LIMIT", 1)
    for expected in (302, 200):
        sent = app.test_client().send(project, {"grade": "basic", "photo": picture()})
        assert sent.status_code == expected
    assert "照片太多" in sent.text
    assert kept(lambda: the_ratings().public.spread.people) == 1


def test_a_sentence_is_laid_to_the_subject_with_most_of_its_words() -> None:
    assert subject_of("墙裂了还漏水", OPINION_SUBJECTS) == "质量"
    assert subject_of("厕所脏，没人打扫，灯也不亮", OPINION_SUBJECTS) == "管护"
    assert subject_of("很好", OPINION_SUBJECTS) == "其他"
    assert subject_of("很好", []) == ""
    assert names(["质量：裂 漏", "其他:", "没有冒号"]) == ["质量", "其他", "没有冒号"]


def test_the_unit_answers_a_subject_in_public(
    app: Flask, client: FlaskClient, people: People, project: str, browser_of, kept
) -> None:
    for words in ("墙裂了", "地砖裂了", "没有坡道"):
        app.test_client().send(project, {"grade": "basic", "sentence": words})
    with app.app_context():
        ids = [one.id for one in db.session.query(PublicRating)]
    clerk, unit = browser_of(people.clerk), browser_of(people.unit)
    for one in ids:
        clerk.send(LIST, to=f"{LIST}/{one}/release")
    at = "/desk/demo-county/2026/evaluation/1/answers"
    assert "答复群众的留言" in unit.get("/desk").text
    assert "墙裂了" in unit.get(at).text
    assert unit.send(f"{at}/answer?subject=质量", {"words": "已经返工"}).status_code == 302
    public = client.get("/demo-county/2026/1").text
    assert "已经返工" in public
    groups = kept(
        lambda: [(one.subject, len(one.sentences), one.awaits_answer) for one in the_ratings().opinions]
    )
    assert groups == [("质量", 2, False), ("使用", 1, True)]
    assert unit.send(f"{at}/answer?subject=质量", {"words": ""}).status_code == 200
    assert unit.get(f"{at}/answer?subject=没有").status_code == 404
    assert browser_of(people.deputy).get(at).status_code == 404
    assert clerk.send(f"{at}/answer?subject=使用", {"words": "年底前补齐"}).status_code == 302
    assert "人大代录" in client.get("/demo-county/2026/1").text


def test_no_picture_is_kept_of_a_rating_that_is_not_taken(
    app: Flask, client: FlaskClient, people: People, project: str
) -> None:
    """A picture that belonged to nothing would be open to everyone who is signed in."""
    page = client.get(project).text
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page)[1]
    client.delete_cookie("device")
    sent = {"csrf_token": token, "grade": "basic", "photo": picture()}
    files = Path(app.config["DATA"]) / "files"
    before = set(files.glob("*/*"))
    assert client.post(project, data=sent).status_code == 409
    assert set(files.glob("*/*")) <= before
    with app.app_context():
        assert db.session.query(PublicRating).count() == 0
        assert db.session.query(Document).count() == 0


@pytest.mark.parametrize("judged", [False, True])
def test_a_picture_that_is_not_shown_is_deleted_after_a_while(
    app: Flask, client: FlaskClient, project: str, judged: bool
) -> None:
    client.send(project, {"grade": "basic", "photo": picture()})
    with app.app_context():
        rating = db.session.query(PublicRating).one()
        rating.project.cycle.rating_closes_on = date(2026, 3, 31)
        if judged:
            rating.keep_back(Why.personal, "工作人员01", MORNING)
        last = MORNING.date() if judged else date(2026, 3, 31)
        for day, left in ((last + timedelta(days=29), 1), (last + timedelta(days=32), 0)):
            forget_photos(day, MORNING)
            db.session.commit()
            assert db.session.query(Document).count() == left
        assert db.session.query(PublicRating).one().grade


def test_the_page_sent_as_a_browser_sends_it_with_no_place_chosen_is_taken(
    app: Flask, client: FlaskClient, project: str, town: int
) -> None:
    shown = re.search(r'<select[^>]*name="place"[^>]*>\s*<option[^>]*value="(\d*)"', client.get(project).text)
    assert shown
    assert client.send(project, {"grade": "basic", "place": shown[1]}).status_code == 302
    with app.app_context():
        assert db.session.query(PublicRating).one().place_id is None
