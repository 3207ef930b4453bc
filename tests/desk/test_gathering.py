"""A rehearsal's things to do stand on the same desk as those of the congress that is rehearsed."""

from flask import Flask

from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.desk.gathering import marked


def test_a_thing_of_a_rehearsal_says_so(app: Flask) -> None:
    thing = Waiting("代表签到", "/desk", "第二次全体会议")
    with app.test_request_context():
        assert marked(thing, Congress(rehearsal_of_id=1)).context == "演练 · 第二次全体会议"
        assert marked(thing, Congress()).context == "第二次全体会议"
