"""The chief scrutineer confirms the count; the office records the presidium's decision without seeing a figure."""

import io

import pytest

from tests.ballots.hall import AT, CHIEF, OFFICE, carry, deciding, paper, round_by
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.projects.documents import Document

PDF = b"%PDF-1.4\n%%EOF\n"


def decision(content: bytes = PDF) -> dict[str, object]:
    return {"reason": "主席团第三次会议2026年3月2日", "document": (io.BytesIO(content), "决定.pdf")}


def test_the_chief_scrutineer_looks_at_the_whole_and_confirms(hall, browse, carried, inside) -> None:
    round = carried("agreed")
    page = browse("chief").get(hall.round_path(round, "confirm-count")).text
    assert "应选2项，确定2项" in page
    assert browse("chief").send(hall.round_path(round, "confirm-count")).status_code == 302
    found = inside(lambda: round_by(round))
    assert found.state == "counted"
    assert found.result["adopted"] == ["1", "2"]
    assert browse("chief").send(
        hall.round_path(round), to=hall.round_path(round, "confirm-count")
    ).status_code in (302, 409)


def test_chair_and_chief_scrutineer_see_the_figures_then(hall, browse, carried) -> None:
    round = carried("counted")
    for word in ("chair", "chief"):
        assert "赞成 8" in browse(word).get(hall.round_path(round, "figures")).text
    for word in ("clerk", "scrutineer", "teller_a", "deputy", "other_chair"):
        assert browse(word).get(hall.round_path(round, "figures")).status_code == 404


def test_there_are_no_figures_before_the_count_is_confirmed(hall, browse, carried) -> None:
    round = carried("agreed")
    for word in ("chair", "chief"):
        assert browse(word).get(hall.round_path(round, "figures")).status_code == 302


def test_the_office_records_the_presidiums_decision_with_its_paper(hall, browse, carried, inside) -> None:
    round = carried("counted")
    path = hall.round_path(round, "confirm")
    page = browse("clerk").send(path, {"reason": "主席团第三次会议"})
    assert page.status_code == 200
    assert "请附上决定" in page.text
    assert 'value="主席团第三次会议"' in page.text
    bad = browse("clerk").send(path, decision(b"MZ..."), content_type="multipart/form-data")
    assert bad.status_code == 200
    assert browse("clerk").send(path, decision(), content_type="multipart/form-data").status_code == 302
    step = inside(lambda: round_by(round).steps[-1])
    assert (step.deed, step.by, step.reason) == ("confirm", "工作人员01", "主席团第三次会议2026年3月2日")
    assert inside(lambda: db.session.get_one(Document, step.document_id).kind) == "signed"
    assert browse("clerk").send(path, decision(), content_type="multipart/form-data").status_code == 409


def test_nobody_else_records_it(hall, browse, carried) -> None:
    round = carried("counted")
    for word in ("chair", "chief", "government", "deputy", "other_clerk"):
        assert browse(word).get(hall.round_path(round, "confirm")).status_code == 404


@pytest.mark.usefixtures("context")
def test_a_result_stands_once_it_is_there(hall) -> None:
    round = carry(hall, "counted")
    db.session.commit()
    with pytest.raises(RuntimeError, match="fixed"), db.session.begin_nested():
        round.result = {**round.result, "adopted": []}
    db.session.rollback()
    with pytest.raises(RuntimeError, match="fixed"), db.session.begin_nested():
        round.channels[0].counts = {}
    db.session.rollback()
    with pytest.raises(RuleBroken):
        deciding.confirm_count(round, CHIEF, AT)


@pytest.mark.usefixtures("context")
def test_steps_are_never_rewritten(hall) -> None:
    round = carry(hall, "counted")
    db.session.commit()
    round.steps[0].by = "别人"
    with pytest.raises(RuntimeError, match="append-only"):
        db.session.flush()


@pytest.mark.usefixtures("context")
def test_the_order_of_deeds_cannot_be_jumped(hall) -> None:
    round = carry(hall, "agreed")
    with pytest.raises(RuleBroken):
        deciding.confirm(round, paper(round), "", OFFICE, AT)
