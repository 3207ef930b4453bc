"""签到: by code or by list, at several desks at once; it ends when the round opens."""

import pytest

from tests.ballots.hall import AT, CHAIR, CHIEF, holding, record, roll, round_by, sitting_of
from votes.ballots.roll import Presence
from votes.common.db import db
from votes.congress.models import Deputy


@pytest.fixture
def present(app, hall):
    def numbers() -> int:
        with app.app_context():
            return roll.figures(sitting_of(hall)).present

    return numbers


@pytest.fixture
def delegation(hall, inside) -> int:
    return inside(lambda: sitting_of(hall).session.term.delegations[0].id)


@pytest.fixture
def ids(hall, inside) -> list[int]:
    return inside(lambda: [deputy.id for deputy in sitting_of(hall).session.term.deputies])


def test_a_code_signs_in_as_typed_or_scanned(hall, browse, present) -> None:
    for code in ("DED001", "de-d 002", "https://host/x#DED003"):
        assert browse("scrutineer").send(hall.path("roll"), {"code": code}).status_code == 302
    assert present() == 3
    page = browse("scrutineer").get(hall.path("roll")).text
    assert "代表003已签到" in page


def test_a_code_twice_counts_once(hall, browse, present) -> None:
    browse("clerk").send(hall.path("roll"), {"code": "DED001"})
    browse("clerk").send(hall.path("roll"), {"code": "DED001"})
    assert "之前已经签到" in browse("clerk").get(hall.path("roll")).text
    assert present() == 1


def test_an_unknown_code_stays_to_be_seen(hall, browse, present) -> None:
    page = browse("clerk").send(hall.path("roll"), {"code": "XX999"})
    assert page.status_code == 200
    assert 'value="XX999"' in page.text
    assert "没有代表使用这个报到码" in page.text
    assert present() == 0


def test_a_deputy_who_left_is_not_signed_in(hall, browse, inside) -> None:
    def leave() -> None:
        db.session.query(Deputy).filter_by(desk_code="DED001").one().left_on = AT.date()

    inside(leave)
    assert "没有代表" in browse("clerk").send(hall.path("roll"), {"code": "DED001"}).text


def test_names_are_ticked_by_delegation(hall, browse, delegation, ids, present) -> None:
    page = browse("clerk").send(hall.path("roll", delegation), {"before": "", "present": ids[:5]})
    assert page.status_code == 302
    assert present() == 5
    page = browse("clerk").send(
        hall.path("roll", delegation), {"before": " ".join(map(str, ids[:5])), "present": ids[1:5]}
    )
    assert present() == 4


def test_all_of_a_delegation_are_signed_in_at_once_and_the_absent_unticked(
    hall, browse, delegation, ids, present
) -> None:
    path = hall.path("roll", delegation)
    assert "全部到会" in browse("scrutineer").get(hall.path("roll")).text
    answer = browse("scrutineer").send(path, {"everyone": "1"})
    assert answer.location == path
    assert present() == 12
    browse("scrutineer").send(path, {"before": " ".join(map(str, ids)), "present": ids[2:]})
    assert present() == 10


def test_more_signed_in_than_due_is_said_until_one_is_corrected(hall, browse, carried, inside) -> None:
    inside(lambda: setattr(sitting_of(hall), "due", 9))
    round = carried("preparing")
    words = "已签到10人，应到只有9人"
    for path in (hall.path("roll"), hall.path("ballots"), hall.round_path(round)):
        assert words in browse("chief").get(path).text, path
    assert words in browse("chair").get(hall.round_path(round, "open")).text
    inside(lambda: setattr(sitting_of(hall), "due", 10))
    assert words not in browse("chief").get(hall.path("roll")).text


def test_two_desks_do_not_undo_each_other(hall, browse, delegation, ids, present) -> None:
    """Both opened the list when nobody was present; each ticks others."""
    browse("clerk").send(hall.path("roll", delegation), {"before": "", "present": ids[:2]})
    browse("scrutineer").send(hall.path("roll", delegation), {"before": "", "present": ids[2:4]})
    assert present() == 4


def test_sign_in_is_shut_while_a_round_is_open_and_goes_on_after(
    hall, browse, carried, inside, delegation, present
) -> None:
    round = carried("open")
    assert "签到已截止" in browse("clerk").get(hall.path("roll")).text
    assert (
        "签到已截止"
        in browse("clerk").send(hall.path("roll", delegation), {"code": "DED011"}, to=hall.path("roll")).text
    )
    answer = browse("clerk").send(hall.path("roll", delegation), {"before": "", "present": ["1"]})
    assert answer.status_code == 409
    assert present() == 10

    def close() -> None:
        record(round_by(round), 10, 10)
        holding.sign_closing(round_by(round), CHAIR, AT)
        holding.sign_closing(round_by(round), CHIEF, AT)

    inside(close)
    browse("clerk").send(hall.path("roll"), {"code": "DED011"})
    assert present() == 11
    inside(lambda: None)
    assert inside(lambda: round_by(round).present) == 10


def test_the_roll_knows_presence_and_nothing_else() -> None:
    """No time, no order, nothing that could be held beside a ballot."""
    assert set(Presence.__table__.columns.keys()) == {"id", "congress_id", "sitting_id", "deputy_id"}


def test_strangers_and_tellers_have_no_roll(hall, browse, delegation, client) -> None:
    for word in ("deputy", "government", "other_clerk", "teller_a", "other_chair"):
        assert browse(word).get(hall.path("roll")).status_code == 404
    assert client.get(hall.path("roll")).status_code == 302
    assert browse("clerk").get(hall.path("roll", 9999)).status_code == 404


def test_what_an_input_method_made_of_a_scan_still_signs_in(hall, browse) -> None:
    answer = browse("scrutineer").send(hall.path("roll"), {"code": "ｈｔｔｐｓ：//x#ｄｅｄ　００１"})
    assert answer.status_code == 302
    assert "代表001" in browse("scrutineer").get(hall.path("roll")).text
