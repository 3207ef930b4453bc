"""A standing committee votes by its members, and its chairpersons' meeting (主任会议) does what a presidium does."""

import re

import pytest

from tests.ballots.hall import carry, round_by
from votes.common.db import db
from votes.congress.models import Body
from votes.congress.wording import told_of_committee

OF_A_CONGRESS = re.compile("主席团|全体代表|(?<!人民)代表(?!大会|团|证|[0-9])")


@pytest.mark.parametrize(
    ("of_a_congress", "of_a_committee"),
    [
        ("全体代表三分之二以上", "常委会全体组成人员三分之二以上"),
        ("主席团已确认计票结果", "主任会议已确认计票结果"),
        ("每项由代表评价", "每项由组成人员评价"),
        ("演示县人民代表大会，人大代表，代表团", "演示县人民代表大会，人大代表，代表团"),
        ("地方组织法第二十五条：以全体代表为基数", "地方组织法第二十五条：以全体代表为基数"),
        (
            "All deputies %(deputies)s: the presidium",
            "All members of the standing committee %(deputies)s: the chairpersons' meeting",
        ),
    ],
)
def test_what_is_said_of_a_congress_is_said_of_its_committee(of_a_congress: str, of_a_committee: str) -> None:
    assert told_of_committee(of_a_congress) == of_a_committee


def test_no_page_of_its_sitting_speaks_of_a_congress(hall, browse, inside) -> None:
    def counted() -> int:
        round = carry(hall, "counted")
        round.sitting.session.body = Body.standing_committee
        db.session.commit()
        return round.id

    round, clerk = inside(counted), browse("clerk")
    pages = [
        hall.path("ballots"),
        hall.path("preparation"),
        hall.path("roll"),
        hall.path("guide", "scrutineers"),
    ]
    for page in [*pages, hall.round_path(round), hall.round_path(round, "confirm")]:
        shown = clerk.get(page)
        assert shown.status_code == 200, page
        main = re.sub("<[^>]*>", "", shown.text.partition("<main")[2])
        assert OF_A_CONGRESS.findall(main) == [], (page, OF_A_CONGRESS.search(main))
    inside(lambda: setattr(round_by(round).sitting.session, "body", Body.congress))
    assert "主席团" in clerk.get(hall.round_path(round)).text
