"""交办事项: what kinds of things are handed over, where they came from, and who raised them."""

from dataclasses import dataclass
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.congress.models import Committee, Deputy
from votes.projects.models import Cycle
from votes.supervision.inspections import Inspection
from votes.supervision.loop_rules import Mark


class Kind(StrEnum):
    """What was handed over: 问题, a line of a card 审议意见卡, 审议意见, 代表建议, 群众留言, 询问问题."""

    finding = "finding"
    opinion = "opinion"
    review = "review"
    suggestion = "suggestion"
    message = "message"
    question = "question"


KIND_NAMES: dict[Kind, LazyString] = {
    Kind.finding: _l("Finding"),
    Kind.opinion: _l("Point of an opinion card"),
    Kind.review: _l("Review opinion"),
    Kind.suggestion: _l("Deputy's suggestion"),
    Kind.message: _l("Resident's message"),
    Kind.question: _l("Question of an inquiry"),
}


class Origin(StrEnum):
    """Where a finding came from."""

    inspection = "inspection"
    residents = "residents"
    rating = "rating"
    other = "other"


ORIGIN_NAMES: dict[Origin, LazyString] = {
    Origin.inspection: _l("seen at an inspection"),
    Origin.residents: _l("told by residents"),
    Origin.rating: _l("from a rating"),
    Origin.other: _l("from elsewhere"),
}


MARK_NAMES: dict[Mark, LazyString] = {
    Mark.satisfied: _l("satisfied"),
    Mark.basic: _l("basically satisfied"),
    Mark.dissatisfied: _l("not satisfied"),
}
DIMENSION_NAMES: dict[str, LazyString] = {
    "speed": _l("Speed of response"),
    "effort": _l("Effort to solve it"),
    "effect": _l("Effect in fact"),
}


class Raiser(StrEnum):
    """Who raised it: 监督小组, 委员会, 代表, 居民, 人大机关."""

    group = "group"
    committee = "committee"
    deputy = "deputy"
    resident = "resident"
    office = "office"


@dataclass(frozen=True)
class Raised:
    """What a matter says when it is raised; `raiser` follows from the hand that raises it unless it is told."""

    title: str
    words: str
    origin: Origin = Origin.other
    inspection: Inspection | None = None
    raiser: Raiser | None = None
    committee: Committee | None = None
    deputy: Deputy | None = None
    cycle: Cycle | None = None
