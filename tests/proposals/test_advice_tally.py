"""While one chooses, what each project costs stands beside it, and the page can count what is ticked."""

import html
import json
import re

from flask.testing import FlaskClient

from tests.proposals.test_advising import FORM, Asked, asked, opened
from votes.common.db import db
from votes.projects.models import Cycle, Project
from votes.proposals.advice import vote_of

__all__ = ["asked", "opened"]


def test_each_choice_says_what_it_costs_and_the_page_can_add_up(client: FlaskClient, opened: Asked) -> None:
    page = client.get(FORM).text
    assert "总投资1万元" in page
    told = re.search(r'<div class="note kept" id="tally"[^>]*>', page).group()
    assert json.loads(html.unescape(re.search(r'data-costs="([^"]*)"', told).group(1)))["4"] == 40_000
    assert 'data-most="2"' in told
    assert "hidden" in told, "nothing is said before anything is ticked"


def test_a_cost_that_is_not_published_is_none_and_not_nothing(
    app, client: FlaskClient, opened: Asked
) -> None:
    with app.app_context():
        cycle = db.session.get_one(Cycle, opened.people.ids["cycle_row"])
        db.session.get_one(Project, vote_of(cycle).options[0].id).total_yuan = None
        db.session.commit()
    assert "&#34;1&#34;: null" in client.get(FORM).text
