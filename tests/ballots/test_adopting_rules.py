"""票决办法: drafted from a profile, adopted with its text, frozen when the round opens."""

import io
import re
from datetime import date

import pytest

from tests.ballots.hall import AT, CHAIR, adopt_rules, cycle_of, prepare_round, sign_in, sitting_of
from votes.ballots import adopting, holding, preparing
from votes.ballots.adopting import BallotRules, Publish, Purpose
from votes.ballots.profile_rules import RatingTerms, Terms, plain_of
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Body, Session

CHOICES = {
    "way": "three_way",
    "seats": "2",
    "most": "2",
    "over_marked": "void_ballot",
    "quorum": "two_thirds",
    "approval_share": "over_half",
    "approval_base": "all",
    "tie": "revote",
    "shortfall": "vacant",
    "publish": "list",
}


@pytest.fixture
def session_id(hall, inside) -> int:
    return inside(lambda: sitting_of(hall).session_id)


def test_the_clerk_drafts_from_a_profile_with_the_article_beside_each_choice(hall, browse) -> None:
    page = browse("clerk").get(hall.list_path("ballot", "rules") + "?profile=pass_each").text
    assert "以全体代表的过半数通过" in page
    assert "就票数相等的人再次投票" in page
    assert re.search(r'value="pass_each"[^>]* checked', page)


def test_the_number_of_approvals_needed_is_that_of_the_congress(hall, browse, inside) -> None:
    draft = hall.list_path("ballot", "rules")
    assert "全体12人，要7票赞成" in browse("clerk").get(draft).text
    inside(lambda: setattr(cycle_of(hall).congress.term, "all_deputies", 45))
    assert "全体45人，要23票赞成" in browse("clerk").get(draft).text
    assert "With 45 deputies 23 approvals" in browse("clerk").get(f"/en{draft}").text


def test_of_a_standing_committee_its_own_members_are_counted(hall, browse, inside) -> None:
    def meeting() -> Session:
        term, body = cycle_of(hall).congress.term, Body.standing_committee
        new = Session(congress_id=term.congress_id, body=body, number=30, begins_on=date(2036, 11, 23))
        term.sessions.append(new)
        db.session.flush()
        return new

    first = inside(lambda: meeting().id)
    add = f"/desk/demo-county/sessions/{first}/sittings/add"
    assert 'value="12"' not in browse("clerk").get(add).text
    draft = hall.list_path("ballot", "rules")
    assert "要7票赞成" not in browse("clerk").get(draft).text
    day = {"number": "1", "held_on": "2036-11-23", "all_deputies": "35", "due": "35"}
    assert browse("clerk").send(add, day).status_code == 302
    assert "全体35人，要18票赞成" in browse("clerk").get(draft).text


def test_a_draft_is_kept_and_adopted_with_its_text(hall, browse, session_id, inside) -> None:
    clerk = browse("clerk")
    answer = clerk.send(hall.list_path("ballot", "rules"), {**CHOICES, "session": session_id})
    assert answer.status_code == 302
    adopt = hall.list_path("ballot", "rules", session_id, "adopt")
    text = re.search(r"<textarea[^>]*>\s*(.*?)</textarea>", clerk.get(adopt).text, re.S)[1]
    assert "应选2项" in text
    pdf = (io.BytesIO(b"%PDF-1.4\n%%EOF\n"), "办法.pdf")
    data = {"adopted_on": "2026-03-01", "text": text, "document": pdf}
    assert clerk.send(adopt, data, content_type="multipart/form-data").status_code == 302

    rules = inside(lambda: db.session.query(BallotRules).one())
    assert (rules.version, rules.rules["seats"], str(rules.publish)) == (1, 2, "list")
    assert rules.adopted_by == "工作人员01"
    assert rules.document_id is not None


def test_rules_are_not_adopted_on_a_day_to_come(hall, browse, session_id, inside) -> None:
    clerk, adopt = browse("clerk"), hall.list_path("ballot", "rules", session_id, "adopt")
    inside(lambda: adopt_rules(hall, adopted=False))
    page = clerk.send(adopt, {"adopted_on": "2199-01-01", "text": "会上通过的办法"})
    assert page.status_code == 200
    assert "这一天还没有到" in page.text
    assert "会上通过的办法" in page.text
    with pytest.raises(RuleBroken, match="still to come"):
        inside(
            lambda: (
                db.session.query(BallotRules).one().adopt(date(2026, 3, 3), "办法", None, "工作人员01", AT)
            )
        )
    assert inside(lambda: db.session.query(BallotRules).one().adopted_at) is None


def test_what_was_typed_stays_and_the_error_says_what_to_do(hall, browse, session_id) -> None:
    typed = {**CHOICES, "session": session_id, "seats": "", "most": "3"}
    page = browse("clerk").send(hall.list_path("ballot", "rules"), typed)
    assert page.status_code == 200
    assert 'value="3"' in page.text
    assert "请填写应选几项" in page.text
    more = browse("clerk").send(hall.list_path("ballot", "rules"), {**typed, "seats": "2", "most": "3"})
    assert "不能多于应选数" in more.text


def test_a_file_that_is_none_is_refused_at_its_field(hall, browse, session_id, inside) -> None:
    inside(lambda: adopt_rules(hall, adopted=False))
    data = {"adopted_on": "2026-03-01", "text": "办法", "document": (io.BytesIO(b"MZ"), "a.pdf")}
    adopt = hall.list_path("ballot", "rules", session_id, "adopt")
    page = browse("clerk").send(adopt, data, content_type="multipart/form-data")
    assert page.status_code == 200
    assert "document-error" in page.text
    assert "办法</textarea>" in page.text


def test_nobody_adopts_choices_that_were_not_on_the_page(hall, browse, session_id, inside) -> None:
    inside(lambda: adopt_rules(hall, adopted=False))
    path, clerk = hall.list_path("ballot", "rules", session_id, "adopt"), browse("clerk")
    seen = re.search(r'name="seen"[^>]*value="([^"]+)"', clerk.get(path).text)[1]
    inside(lambda: adopt_rules(hall, Terms(seats=3, most=3), adopted=False))
    data = {"adopted_on": "2026-03-01", "text": "会上通过的办法", "seen": seen}
    page = clerk.send(path, data)
    assert "刚刚改过这份草案" in page.text
    assert "会上通过的办法" in page.text
    assert inside(lambda: db.session.query(BallotRules).one().adopted_at) is None
    data["seen"] = re.search(r'name="seen"[^>]*value="([^"]+)"', page.text)[1]
    assert clerk.send(path, data).status_code == 302
    assert inside(lambda: db.session.query(BallotRules).one().rules["seats"]) == 3


def test_adopting_twice_succeeds_once(hall, browse, session_id, inside) -> None:
    inside(lambda: adopt_rules(hall, adopted=False))
    adopt, data = (
        hall.list_path("ballot", "rules", session_id, "adopt"),
        {"adopted_on": "2026-03-01", "text": "办法"},
    )
    assert browse("clerk").send(adopt, data).status_code == 302
    assert browse("clerk").send(adopt, data).status_code == 409


def test_changing_adopted_rules_drafts_the_next_version(hall, inside, app) -> None:
    inside(lambda: adopt_rules(hall))
    inside(lambda: adopt_rules(hall, Terms(seats=3, most=3), adopted=False))
    with app.app_context():
        session, cycle = sitting_of(hall).session, cycle_of(hall)
        versions = adopting.versions(session, cycle, Purpose.ballot)
        assert [(one.version, one.adopted_at is None) for one in versions] == [(2, True), (1, False)]


def test_a_round_does_not_open_on_a_draft(hall, inside, app) -> None:
    inside(lambda: (adopt_rules(hall), sign_in(hall, 10), prepare_round(hall)))
    inside(lambda: adopt_rules(hall, Terms(seats=3, most=3), adopted=False))
    with app.app_context(), pytest.raises(RuleBroken, match="not adopted"):
        holding.sign_opening(preparing.rounds_of(cycle_of(hall), Purpose.ballot)[0], CHAIR, AT)


def test_rules_stand_once_a_round_is_open(hall, browse, carried, session_id) -> None:
    carried("open")
    answer = browse("clerk").send(hall.list_path("ballot", "rules"), {**CHOICES, "session": session_id})
    assert answer.status_code == 409


@pytest.mark.usefixtures("context")
def test_adopted_rules_cannot_be_rewritten(hall) -> None:
    rules = adopt_rules(hall)
    db.session.commit()
    rules.rules = plain_of(Terms(seats=1, most=1))
    with pytest.raises(RuntimeError, match="fixed"):
        db.session.flush()


@pytest.mark.usefixtures("context")
def test_an_adoption_needs_its_text(hall) -> None:
    rules = adopt_rules(hall, adopted=False)
    with pytest.raises(RuleBroken, match="text"):
        rules.adopt(AT.date(), "  ", None, "工作人员01", AT)


def test_rating_rules_have_a_form_of_their_own(hall, browse, session_id, inside) -> None:
    data = {
        "session": session_id,
        "quorum": "two_thirds",
        "verdict_share": "half",
        "verdict_base": "all",
        "publish": "counts",
    }
    assert browse("clerk").send(hall.list_path("rating", "rules"), data).status_code == 302
    rules = inside(lambda: db.session.query(BallotRules).one())
    assert rules.rules["verdict"] == {"base": "all", "of": [1, 2], "strict": False}
    assert rules.publish is Publish.counts
    assert "半数以上" in browse("clerk").get(hall.list_path("rating", "rules", session_id, "adopt")).text


def test_the_form_shows_the_last_version_again(hall, browse, inside) -> None:
    inside(lambda: adopt_rules(hall, Terms(way="choose", seats=3, most=2, publish="order")))
    page = browse("clerk").get(hall.list_path("ballot", "rules")).text
    assert re.search(r'value="choose"[^>]* checked', page)
    assert re.search(r'value="order"[^>]* checked', page)
    inside(lambda: adopt_rules(hall, RatingTerms(quorum="over_half")))
    assert re.search(
        r'value="over_half"[^>]* checked', browse("clerk").get(hall.list_path("rating", "rules")).text
    )


def test_without_rules_there_is_nothing_to_adopt(hall, browse, session_id) -> None:
    assert browse("clerk").get(hall.list_path("ballot", "rules", session_id, "adopt")).status_code == 404
    assert browse("clerk").get(hall.list_path("nothing", "rules")).status_code == 404


def test_a_street_recommends_by_its_own_rules(hall, browse, session_id) -> None:
    page = browse("clerk").get(hall.list_path("ballot", "rules") + "?profile=street").text
    assert re.search(r'value="over_two_thirds"[^>]* checked', page)


def test_rules_that_somebody_has_signed_for_are_not_exchanged_behind_the_signature(
    hall, browse, session_id, inside
) -> None:
    """The chair signs to open by the rules adopted; the chief scrutineer must not open by others."""

    def sign() -> None:
        adopt_rules(hall)
        sign_in(hall, 10)
        holding.sign_opening(prepare_round(hall), CHAIR, AT)

    inside(sign)
    choices = {**CHOICES, "session": str(session_id)}
    page = browse("clerk").send(hall.list_path("ballot", "rules"), choices)
    assert page.status_code == 409
    assert "已有人签字" in page.text
    assert inside(lambda: db.session.query(BallotRules).count()) == 1
