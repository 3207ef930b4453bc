"""The made-up ground of the demonstration is whole: neighbours share their borders, every site has its place."""

from itertools import pairwise

from votes.common.boundaries import size
from votes.demo.ground import around, cell
from votes.demo.tables import candidates, rows_of


def test_the_cells_fill_the_whole_and_neighbours_share_their_borders() -> None:
    for key, cells in (("county", 12), ("town", 6)):
        together = sum(abs(size(cell(key, n))) for n in range(cells))
        assert abs(together - abs(size(around(key, cells)))) < 1e-8
        shared = {frozenset(side) for side in pairwise(cell(key, 0))} & {
            frozenset(side) for side in pairwise(cell(key, 1))
        }
        assert len(shared) > 3


def test_every_site_is_of_a_candidate_and_lies_in_a_place_of_the_list() -> None:
    for key in ("county", "town"):
        names = {row["name"] for row in rows_of("ground", key)}
        assert {row["lies_in"] for row in rows_of("sites", key)} <= names
        assert {int(row["project"]) for row in rows_of("sites", key)} <= set(candidates(key))
