"""Proposals for a group's deputies: by trade, by place, or as drawn by lot; and what a group's mix is in words."""

from collections import Counter
from collections.abc import Sequence

from flask_babel import gettext as _

from votes.congress.models import WALK_NAMES, Deputy, Walk
from votes.projects.models import Cycle, Project
from votes.supervision.assign_rules import By, Known, mix, proposed
from votes.supervision.draw_rules import Kind
from votes.supervision.draws import Draw, draws_for
from votes.supervision.models import groups_of
from votes.supervision.recusals import standing_aside


def by_fit(by: By, project: Project, deputies: Sequence[Deputy]) -> list[int]:
    """Ids of the deputies whose trade or place fits the project."""
    busy = groups_each(project.cycle)
    known = [Known(one.id, words_of(one, by), one.walk, busy[one.id]) for one in deputies]
    return proposed(known, about(project, by), standing_aside(project))


def words_of(deputy: Deputy, by: By) -> str:
    """What of a deputy must fit."""
    return deputy.trade if by is By.trade else deputy.place


def about(project: Project, by: By) -> str:
    """What of a project it must fit."""
    own = [project.category, project.unit_name] if by is By.trade else [project.place]
    return " ".join([*own, project.title, project.content])


def groups_each(cycle: Cycle) -> Counter[int]:
    """In how many groups of the cycle each deputy is (ids)."""
    return Counter(deputy.id for group in groups_of(cycle) for deputy in group.deputies)


def lots_of(project: Project) -> list[Draw]:
    """The draws of deputies for this project's group."""
    return draws_for(project, Kind.members)


def mix_words(deputies: Sequence[Deputy]) -> str:
    """构成: how many of each walk of life, in words."""
    counted = mix(one.walk for one in deputies)
    named = [(WALK_NAMES[walk], counted[walk]) for walk in Walk if walk in counted]
    named += [(_("not stated"), counted[""])] if "" in counted else []
    return "，".join(_("%(walk)s %(n)d", walk=walk, n=n) for walk, n in named)
