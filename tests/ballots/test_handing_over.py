"""One computer, several duties: each takes over with the own code, and the office gets it back with its password."""

import pytest

from tests.accounts.acts import PASSWORD, ready
from tests.ballots.hall import AT, round_by
from votes.accounts import attempts, codes
from votes.accounts.models import Account, Badge, SignIn
from votes.common.db import db


@pytest.fixture
def code_of(inside, hall, clock):
    def issue(word: str) -> str:
        return inside(lambda: codes.issue(db.session.get_one(Badge, hall.badges[word][1]), clock.at))

    return issue


@pytest.mark.parametrize("word", ["chair", "chief", "teller_a", "clerk"])
def test_the_computer_can_be_handed_on_while_its_holder_still_has_something_to_do(
    hall, browse, carried, word
) -> None:
    round = carried("preparing")
    for path in (hall.round_path(round), hall.path("ballots")):
        assert "把这台电脑交给下一位" in browse(word).get(path).text, path


def test_the_secretary_hands_the_laptop_to_the_chair_and_gets_it_back(
    app, people, hall, browse, carried, code_of, inside
) -> None:
    ready(app, people.clerk)
    round = carried("preparing")
    laptop, code = browse("clerk"), code_of("chair")
    there = hall.round_path(round)
    assert "把这台电脑交给下一位" in laptop.get(there).text
    answer = laptop.send(f"{hall.path('hand-over')}?next={there}", {"code": code})
    assert (answer.status_code, answer.location) == (302, there)
    assert "持证人chair" in laptop.get(there).text
    assert laptop.send(f"{there}/open").status_code == 302
    assert laptop.get(hall.list_path("ballot")).status_code == 404

    assert "把电脑交还工作人员" in laptop.get(there).text
    back = laptop.send(f"{hall.path('hand-back')}?next={there}", {"password": PASSWORD})
    assert (back.status_code, back.location) == (302, there)
    assert "工作人员01" in laptop.get(there).text
    assert laptop.get(hall.list_path("ballot")).status_code == 200
    ended = inside(
        lambda: (
            db.session.query(SignIn)
            .filter(SignIn.badge_id.is_not(None), SignIn.ended_at.is_not(None))
            .count()
        )
    )
    assert ended == 1


def test_badges_take_turns_again_and_again(hall, browse, carried, code_of) -> None:
    carried("preparing")
    laptop, chair, chief = browse("clerk"), code_of("chair"), code_of("chief")
    for code, name in ((chair, "chair"), (chief, "chief"), (chair, "chair")):
        assert laptop.send(hall.path("hand-over"), {"code": code}).status_code == 302
        assert f"持证人{name}" in laptop.get(hall.path("ballots")).text


def test_only_this_sittings_newest_codes_are_good(hall, browse, code_of, inside, clock) -> None:
    laptop = browse("clerk")
    old, other = code_of("chair"), code_of("other_chair")
    fresh = code_of("chair")
    for code in (old, other, "ABCD", "x' OR 1=1"):
        page = laptop.send(hall.path("hand-over"), {"code": code})
        assert page.status_code == 200
        assert "不是本次全体会议的证码" in page.text
    clock.go(days=3)
    assert "不是本次全体会议的证码" in laptop.send(hall.path("hand-over"), {"code": fresh}).text


def test_a_badge_taken_back_is_no_use(hall, browse, code_of, inside) -> None:
    code = code_of("chair")

    def revoke() -> None:
        db.session.get_one(Badge, hall.badges["chair"][1]).revoked_at = AT

    inside(revoke)
    assert browse("clerk").send(hall.path("hand-over"), {"code": code}).status_code == 200


def test_guessing_codes_is_slowed_down(hall, browse) -> None:
    laptop = browse("clerk")
    answers = [laptop.send(hall.path("hand-over"), {"code": f"CODE{n:04d}"}).text for n in range(62)]
    assert "不是本次全体会议的证码" in answers[0]
    assert "请15分钟后再试" in answers[-1]


@pytest.fixture
def handed(app, people, hall, browse, code_of):
    """The clerk's laptop in the hands of the chair."""
    ready(app, people.clerk)
    laptop = browse("clerk")
    laptop.send(hall.path("hand-over"), {"code": code_of("chair")})
    return laptop


def test_nobody_takes_the_office_over_without_its_password(people, hall, handed, code_of, inside) -> None:
    fresh = inside(lambda: codes.issue(db.session.get_one(Account, people.clerk[1]), AT))
    for words in ("", "not the password", fresh, code_of("chair")):
        answer = handed.send(hall.path("hand-back"), {"password": words})
        assert answer.status_code == 200
        assert "持证人chair" in handed.get(hall.path("ballots")).text
    assert "输入不正确" in answer.text


def test_the_sign_in_that_waits_opens_nothing(hall, handed) -> None:
    """Whoever copies the cookie of the office that waits to the place of the own one gets nowhere."""
    waiting = handed.get_cookie("votes-office").value
    handed.set_cookie("votes", waiting)
    assert handed.get(hall.list_path("ballot")).status_code == 302


def test_guessing_the_password_is_slowed_down(hall, handed, monkeypatch) -> None:
    monkeypatch.setattr(attempts, "PER_ACCOUNT", 2)
    answers = [handed.send(hall.path("hand-back"), {"password": f"guess {n}"}).text for n in range(3)]
    assert "请15分钟后再试" not in answers[1]
    assert "请15分钟后再试" in answers[2]
    assert "请15分钟后再试" in handed.send(hall.path("hand-back"), {"password": PASSWORD}).text


def test_in_a_demonstration_the_last_sign_in_code_serves_as_password(
    people, hall, browse, code_of, inside
) -> None:
    laptop = browse("clerk")
    laptop.send(hall.path("hand-over"), {"code": code_of("chair")})
    old, fresh = (
        inside(lambda: codes.issue(db.session.get_one(Account, people.clerk[1]), AT)) for _ in range(2)
    )
    assert "演示中没有密码" in laptop.send(hall.path("hand-back"), {"password": old}).text
    assert laptop.send(hall.path("hand-back"), {"password": fresh}).status_code == 302
    assert laptop.get(hall.list_path("ballot")).status_code == 200


def test_without_an_office_behind_it_somebody_signs_in_anew(hall, browse, carried) -> None:
    round = carried("preparing")
    chair = browse("chair")
    assert "把电脑交还工作人员" not in chair.get(hall.round_path(round)).text
    for answer in (
        chair.get(hall.path("hand-back")),
        chair.send(hall.round_path(round, "open"), to=hall.path("hand-back")),
    ):
        assert answer.status_code == 302
        assert "/sign-in" in answer.location


def test_the_page_tells_who_has_which_badge(hall, browse) -> None:
    page = browse("teller_a").get(hall.path("hand-over")).text
    assert "总监票人" in page
    assert "持证人chief" in page
    assert browse("deputy").get(hall.path("hand-over")).status_code == 404


def test_two_duties_do_their_part_on_one_laptop(hall, browse, carried, code_of, inside) -> None:
    round = carried("preparing")
    laptop = browse("clerk")
    for word in ("chair", "chief"):
        laptop.send(hall.path("hand-over"), {"code": code_of(word)})
        assert laptop.send(hall.round_path(round, "open")).status_code == 302
    assert inside(lambda: round_by(round).state) == "open"
