"""Both living years: carried from the proposals to the closed projects, by the people whose task each step is."""

import pytest

from tests.browser import county, township
from tests.browser.running import Site
from tests.browser.visitor import Visitors


@pytest.mark.walk("sqlite")
def test_one_secretary_carries_the_townships_year_on_a_phone(site: Site, phones: Visitors) -> None:
    township.walk(site, phones)


@pytest.mark.walk("postgres")
def test_a_county_carries_its_year_at_desks(site: Site, desks: Visitors) -> None:
    county.walk(site, desks)


def test_the_countys_figures_are_a_vote_of_201_valid_ballots() -> None:
    assert {sum(marks.values()) for marks in county.FIGURES.values()} == {county.PRESENT - sum(county.VOID)}
    assert sorted(county.FIGURES, key=lambda key: -county.FIGURES[key]["approve"]) == county.ORDER
