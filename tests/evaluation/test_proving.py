"""一人一评: by the device, by a code to the phone, by a slip; each once, and none of it leads to a person."""

import re

import pytest
import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from tests.conftest import MORNING
from tests.evaluation.conftest import AT, RATE, the_ratings
from tests.evaluation.test_saying_more import picture
from tests.people import People
from votes.common.clock import day_of
from votes.common.db import db
from votes.common.outbox import Message
from votes.evaluation.models import PublicRating
from votes.evaluation.phone_codes import PhoneCode, forget_codes
from votes.evaluation.rules import Channel, Spread
from votes.evaluation.slips import RatingSlip, print_slips, slip_counts
from votes.projects.documents import Document
from votes.projects.models import Cycle, Project

PHONE = "138 0013 8000"


@pytest.fixture
def asks(app: Flask, people: People, project: str):
    """The year asks for these proofs."""

    def set_to(*proofs: str) -> str:
        with app.app_context():
            cycle = db.session.get_one(Cycle, people.ids["cycle_row"])
            cycle.settings = {**cycle.settings, "rating_proofs": list(proofs)}
            db.session.commit()
        return project

    return set_to


def printed(app: Flask, number: int = 1) -> list[str]:
    with app.app_context():
        codes = print_slips(db.session.query(Project).one(), number, day_of(MORNING))
        db.session.commit()
    return codes


def test_a_slip_is_good_once_on_any_device_and_typed_in_any_way(
    app: Flask, client: FlaskClient, asks, kept
) -> None:
    page = asks("slip")
    one, two = printed(app, 2)
    typed = f"{one[:4]}-{one[4:8].lower()} {one[8:]}"
    assert client.send(page, {"grade": "satisfied", "slip": typed}).status_code == 302
    again = client.send(page, {"grade": "dissatisfied", "slip": one, "sentence": "再来一次"})
    assert again.status_code == 409
    assert "再来一次" in again.text
    assert client.send(page, {"grade": "basic", "slip": two}).status_code == 302
    assert kept(lambda: the_ratings().public.spread) == Spread(1, 1, 0)
    assert kept(lambda: slip_counts(db.session.query(Project).one())) == (2, 2)
    assert "发出2张评价码，收回2张" in client.get(f"{page}?thanks=1").text


def test_a_slip_leads_neither_to_its_rating_nor_back(app: Flask, client: FlaskClient, asks) -> None:
    page = asks("slip")
    [code] = printed(app)
    client.send(page, {"grade": "satisfied", "slip": code})
    with app.app_context():
        rating, slip = db.session.query(PublicRating).one(), db.session.query(RatingSlip).one()
        assert rating.channel is Channel.slip
        assert code not in str(tuple(db.session.execute(sa.select(RatingSlip.__table__)).one()))
        assert rating.device != slip.digest


def test_where_slips_are_asked_for_nothing_else_will_do(client: FlaskClient, asks, kept) -> None:
    answer = client.send(asks("slip"), {"grade": "satisfied"})
    assert answer.status_code == 409
    assert "请填写评价码" in answer.text
    assert kept(lambda: the_ratings().public) is None


def test_a_slip_of_another_project_or_a_void_one_is_not_good(
    app: Flask, client: FlaskClient, people: People, asks, browser_of
) -> None:
    page = asks("device", "slip")
    [code] = printed(app)
    clerk = browser_of(people.clerk)
    assert clerk.send(f"{AT}/slips", to=f"{AT}/slips/void").status_code == 302
    assert client.send(page, {"grade": "satisfied", "slip": code}).status_code == 409
    assert client.send(page, {"grade": "satisfied", "slip": ""}).status_code == 302


def test_the_office_prints_slips_and_the_sheet_for_the_site(
    app: Flask, people: People, asks, browser_of
) -> None:
    asks("slip")
    clerk = browser_of(people.clerk)
    sheet = clerk.send(f"{AT}/slips", {"number": "3"}, to=f"{AT}/slips/print").text
    codes = re.findall(r"<p>([A-Z2-9]{4}(?:-[A-Z2-9]{4}){2})</p>", sheet)
    assert len(set(codes)) == 3
    assert clerk.send(f"{AT}/slips", {"number": "0"}, to=f"{AT}/slips/print").status_code == 409
    assert "<svg" in clerk.get(f"{AT}/site-sheet").text
    assert app.test_client().send(RATE, {"grade": "basic", "slip": codes[0]}).status_code == 302


def sent_code(app: Flask) -> str:
    with app.app_context():
        message = db.session.query(Message).order_by(Message.id.desc()).first()
        assert message.address == "13800138000"
        return re.search(r"\d{6}", message.text)[0]


def test_a_phone_rates_once_by_a_code_and_nothing_keeps_its_number(
    app: Flask, client: FlaskClient, asks, kept, clock
) -> None:
    page = asks("sms")
    asked = client.send(page, {"deed": "code", "phone": PHONE, "grade": "basic", "sentence": "灯亮了"})
    assert "验证码已经发出" in asked.text
    assert "灯亮了" in asked.text
    code = sent_code(app)
    wrong = f"{(int(code) + 1) % 10**6:06d}"
    assert client.send(page, {"grade": "basic", "phone": PHONE, "code": wrong}).status_code == 409
    assert client.send(page, {"grade": "basic", "phone": PHONE, "code": code}).status_code == 302
    with app.app_context():
        assert db.session.query(PhoneCode).count() == 0
        assert db.session.query(Message).count() == 0
        assert "13800138000" not in db.session.query(PublicRating).one().device
    client.send(page, {"deed": "code", "phone": PHONE})
    again = client.send(page, {"grade": "basic", "phone": PHONE, "code": sent_code(app)})
    assert again.status_code == 409
    assert kept(lambda: (the_ratings().public.spread, the_ratings().held_back)) == (Spread(0, 1, 0), 1)


def test_guessing_a_code_ends_after_five_tries_and_ten_minutes(
    app: Flask, client: FlaskClient, asks, clock
) -> None:
    page = asks("sms")
    client.send(page, {"deed": "code", "phone": PHONE})
    code = sent_code(app)
    wrong = {"grade": "basic", "phone": PHONE, "code": f"{(int(code) + 1) % 10**6:06d}"}
    assert {client.send(page, wrong).status_code for _ in range(5)} == {409}
    assert client.send(page, {**wrong, "code": code}).status_code == 409
    client.send(page, {"deed": "code", "phone": PHONE})
    late = sent_code(app)
    clock.go(minutes=11)
    assert client.send(page, {**wrong, "code": late}).status_code == 409
    with app.app_context():
        forget_codes(day_of(clock.at), clock.at)
        db.session.commit()
        assert db.session.query(PhoneCode).count() == 0
        assert db.session.query(Message).count() == 0


def test_nobody_fills_anothers_phone_with_messages(client: FlaskClient, asks) -> None:
    page = asks("sms")
    for _ in range(3):
        assert "验证码已经发出" in client.send(page, {"deed": "code", "phone": PHONE}).text
    assert "今天不再给这个手机发" in client.send(page, {"deed": "code", "phone": PHONE}).text
    assert "11位" in client.send(page, {"deed": "code", "phone": "12"}).text


def test_no_picture_is_kept_with_a_wrong_code(app: Flask, client: FlaskClient, asks) -> None:
    page = asks("sms")
    wrong = {"grade": "basic", "phone": PHONE, "code": "000000", "photo": picture()}
    assert client.send(page, wrong).status_code == 409
    with app.app_context():
        assert db.session.query(Document).count() == 0
