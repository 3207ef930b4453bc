"""A place that people name in their own words is found: the smallest one that can be meant, or none."""

import pytest
from sqlalchemy.exc import IntegrityError

from votes.common.db import db
from votes.congress.models import Congress, Level
from votes.congress.places import Place, PlaceKind, named_in, place_at, places_of, within


@pytest.fixture
def county(context: None) -> Congress:
    county = Congress(slug="c", place="演示县", name="演示县人民代表大会", level=Level.county)
    db.session.add(county)
    db.session.flush()
    for town in ("洪洲镇", "湖东街道"):
        row = place(county, town, PlaceKind.town)
        db.session.flush()
        for village in ("东村", f"{town[0]}源社区"):
            place(county, village, PlaceKind.village, row)
    place(county, "第二社区", PlaceKind.village, row)
    db.session.flush()
    return county


def place(county: Congress, name: str, kind: PlaceKind, parent: Place | None = None) -> Place:
    slug = f"{parent.slug}-{name}" if parent else name
    row = Place(
        congress_id=county.id, slug=slug, name=name, kind=kind, parent_id=parent.id if parent else None
    )
    db.session.add(row)
    return row


@pytest.mark.parametrize(
    "words, slug",
    [
        ("洪洲镇东村小学门口", "洪洲镇-东村"),
        ("洪洲 镇", "洪洲镇"),
        ("洪洲中心小学", "洪洲镇"),
        ("湖源社区广场", "湖东街道-湖源社区"),
        ("东村", None),
        ("第二菜市场", None),
        ("第二社区食堂", "湖东街道-第二社区"),
        ("别的地方", None),
        ("", None),
    ],
)
def test_words_name_a_place(county: Congress, words: str, slug: str | None) -> None:
    found = named_in(places_of(county), words)
    assert (found.slug if found else None) == slug


def test_a_town_holds_its_villages(county: Congress) -> None:
    town = place_at(county, "洪洲镇")
    assert town is not None
    assert len(within(town)) == 3
    assert [one.name for one in places_of(county, PlaceKind.town)] == ["洪洲镇", "湖东街道"]


def test_a_position_has_both_of_its_numbers(county: Congress) -> None:
    place_at(county, "洪洲镇").latitude = 28.6
    with pytest.raises(IntegrityError):
        db.session.flush()
