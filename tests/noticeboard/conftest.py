"""A list whose candidates are out, in a hall where ten of twelve deputies are present."""

from collections.abc import Callable

import pytest

from tests.ballots.hall import (
    AT,
    Hall,
    Terms,
    adopt_rules,
    cycle_of,
    make_hall,
    prepare_round,
    sign_in,
    whole_round,
)
from tests.delivery.making import GOVERNMENT, UNIT, handed_in, july, noon, toilets_plan
from tests.people import People
from votes.common.db import db
from votes.delivery.month_rules import Month


@pytest.fixture
def hall(scene: Callable[..., Hall]) -> Hall:
    """Four published candidates, twelve deputies of whom ten are present."""
    return scene("candidates before the vote", ready)


def ready(people: People) -> Hall:
    made = make_hall(people)
    cycle_of(made).candidates_published_at = AT
    sign_in(made, 10)
    return made


def vote(hall: Hall, publish: str) -> None:
    """Two of the four are adopted; `publish`: how much of it is public."""
    adopt_rules(hall, Terms(seats=2, most=None, publish=publish))
    whole_round(prepare_round(hall), 10, [9, 8, 7, 3])
    db.session.commit()


def carry_out(hall: Hall) -> None:
    """The first project gets its plan and July's report."""
    project = next(p for p in cycle_of(hall).projects if p.number == 1)
    project.unit_id = hall.people.ids["unit_row"]
    plan = toilets_plan(project)
    plan.submit(UNIT, noon(2026, 3, 18))
    plan.publish(GOVERNMENT, noon(2026, 3, 20))
    db.session.flush()
    handed_in(project, Month(2026, 7), july(why_slow="6月连续降雨"), noon(2026, 8, 3)).accept(
        GOVERNMENT, noon(2026, 8, 4)
    )
    db.session.commit()
