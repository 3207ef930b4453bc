"""Which public `.json` address answers with which shape: one row for each route, held by a test."""

from collections.abc import Sequence

from votes.common.errors import say
from votes.noticeboard.advice_shapes import ADVICE
from votes.noticeboard.hall_shapes import BOXES, DRAWS, HALL
from votes.noticeboard.life_shapes import COLLECTION, PROJECT
from votes.noticeboard.list_shapes import LIVING
from votes.noticeboard.page_shapes import CONGRESSES, PAST, SEARCH
from votes.noticeboard.shapes import Field, Kind, Shape
from votes.noticeboard.table_shapes import TABLE_SHAPES

TABLES = tuple(
    Shape(
        f"{shape.name}_table",
        shape.words,
        (
            Field("as_of", say("Figures as of"), Kind.day, kept=True),
            Field(shape.name, shape.words, kept=True, shape=shape.name, many=True),
        ),
    )
    for shape in TABLE_SHAPES
)
SHAPES: dict[str, Shape] = {
    shape.name: shape
    for part in (
        TABLE_SHAPES,
        TABLES,
        CONGRESSES,
        PAST,
        LIVING,
        PROJECT,
        COLLECTION,
        ADVICE,
        SEARCH,
        HALL,
        DRAWS,
        BOXES,
    )
    for shape in part
}
ANSWERS: dict[str, Sequence[str]] = {
    "noticeboard.home_data": ["congresses"],
    "noticeboard.place_data": ["congress"],
    "noticeboard.cycle_data": ["list", "past_list"],
    "noticeboard.project_data": ["project", "past_project"],
    "noticeboard.proposals_data": ["proposals_page"],
    "noticeboard.ballot_data": ["ballot"],
    "noticeboard.collection_data": ["collection"],
    "noticeboard.advice_data": ["advice"],
    "noticeboard.search_data": ["search"],
    "noticeboard.rules_data": ["rules"],
    "noticeboard.draws_data": ["draws"],
    "noticeboard.draw_data": ["draw_file"],
    "noticeboard.screen_data": ["screen"],
    "box.boxes": ["boxes"],
    "box.manifest": ["manifest"],
}
"""The shapes an answer may have, by endpoint: a list under way, or a past year."""
