"""分类结果: residents' ratings by channel, place and age band, and by dimension; small groups say so and get no rate."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask_babel import gettext as _

from votes.common.db import db
from votes.congress.places import Place
from votes.evaluation.models import AGE_NAMES, CHANNEL_NAMES, PublicRating, RatingMark
from votes.evaluation.rules import Grade, Share, Spread, share_of
from votes.projects.models import Project

Counts = Mapping[Grade, int]
FEWEST = 5
"""People in a group by place or age of which grades are told: of fewer a neighbour would know who said what."""


@dataclass(frozen=True)
class Group:
    """Some of those who rated, in words; `share` None: too few for a rate."""

    words: str
    spread: Spread
    share: Share | None

    @property
    def counts(self) -> list[int]:
        """Satisfied, basically satisfied, dissatisfied."""
        return [self.spread.satisfied, self.spread.basic, self.spread.dissatisfied]

    @property
    def rate(self) -> str:
        """The share of the satisfied with its interval, in percent; blank where there are too few."""
        if self.share is None:
            return ""
        return f"{self.share.percent:.1f}% ({self.share.low:.0f}–{self.share.high:.0f})"


@dataclass(frozen=True)
class Breakdown:
    """One way to divide those who rated, or what they rated."""

    title: str
    groups: Sequence[Group]


def breakdowns_of(project: Project, turn: int, least: int) -> list[Breakdown]:
    """Every division that tells more than the whole, of one evaluation."""
    mine = (
        PublicRating.congress_id == project.congress_id,
        PublicRating.project_id == project.id,
        PublicRating.turn == turn,
    )
    rated = sa.select(PublicRating.grade).where(*mine)
    by_place = counts_by(rated, PublicRating.place_id)
    divided = [
        (_("By channel"), named(counts_by(rated, PublicRating.channel), CHANNEL_NAMES)),
        (_("By place"), unseen(named(by_place, names_of(by_place)))),
        (_("By age"), unseen(named(counts_by(rated, PublicRating.age), AGE_NAMES))),
    ]
    marks = sa.select(RatingMark.grade).join(PublicRating, PublicRating.id == RatingMark.rating_id)
    dimensions = counts_by(marks.where(*mine).order_by(sa.func.min(RatingMark.id)), RatingMark.dimension)
    found = [Breakdown(title, groups_of(counts, least)) for title, counts in divided if len(counts) > 1]
    own = groups_of({_(words): counts for words, counts in dimensions.items()}, least)
    return [Breakdown(_("By dimension"), own), *found] if own else found


def counts_by(grades: sa.Select[Any], column: Any) -> dict[Any, Counts]:
    """Counts of grades by the values of a column."""
    grade = grades.selected_columns[0]
    counts: dict[Any, dict[Grade, int]] = defaultdict(dict)
    for value, one, n in db.session.execute(
        grades.with_only_columns(column, grade, sa.func.count()).group_by(column, grade)
    ):
        counts[value][one] = n
    return dict(counts)


def named(counts: Mapping[Any, Counts], names: Mapping[Any, Any]) -> dict[str, Counts]:
    """Counts by words, in the order of the names; whoever told nothing comes last."""
    known = {str(words): counts[key] for key, words in names.items() if key in counts}
    return known | ({_("not told"): counts[None]} if None in counts and known else {})


def unseen(counts: Mapping[str, Counts]) -> dict[str, Counts]:
    """Groups in which nobody can be seen: those of few people are told together, with the next ones until they are enough."""
    together: dict[Grade, int] = {}
    apart = dict(counts)
    for words in sorted(counts, key=lambda one: sum(counts[one].values())):
        if sum(counts[words].values()) >= FEWEST and not 0 < sum(together.values()) < FEWEST:
            break
        found = apart.pop(words)
        together = {grade: together.get(grade, 0) + found.get(grade, 0) for grade in Grade}
    return apart | ({_("others, told together"): together} if together else {})


def names_of(counts: Mapping[Any, Counts]) -> dict[int, str]:
    """The names of these places, in the order in which the congress lists them."""
    told = [place for place in counts if place is not None]
    if not told:
        return {}
    rows = sa.select(Place.id, Place.name).where(Place.id.in_(told)).order_by(Place.id)
    return {row.id: row.name for row in db.session.execute(rows)}


def groups_of(counts: Mapping[str, Counts], least: int) -> list[Group]:
    """Groups with their spread."""
    spreads = {words: Spread(*(found.get(grade, 0) for grade in Grade)) for words, found in counts.items()}
    return [Group(words, spread, share_of(spread, least)) for words, spread in spreads.items()]
