"""The ground of a full house: two towns with boundaries, a village, sites of the projects, one without a position."""

from tests.grounds_of_a_county import county_file
from tests.people import People
from votes.common.boundaries import read_boundaries
from votes.common.db import db
from votes.common.positions import Position, System
from votes.congress.models import Congress
from votes.congress.place_list import add_place, take_boundaries
from votes.congress.places import PlaceKind, places_of
from votes.projects.models import Cycle
from votes.projects.site_list import add_site


def locate(people: People) -> None:
    """Places of the county, and sites of this year's projects in them."""
    congress = db.session.get_one(Congress, people.ids["county"])
    take_boundaries(congress, read_boundaries(county_file(congress.place), System.wgs84), add_towns=True)
    town = places_of(congress, PlaceKind.town)[0]
    village = add_place(congress, "东村", town, None)
    add_place(congress, "西村", town, None)
    for project in db.session.get_one(Cycle, people.ids["cycle_row"]).projects:
        add_site(project, "东村小学门口", village, Position(28.65, 115.85), System.gcj02)
        add_site(project, "镇政府旁", town, None, None)
