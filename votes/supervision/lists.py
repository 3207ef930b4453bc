"""四张清单, 交办清单, 一览表: views of one ledger, as headings and rows for the screen, Excel and Word."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.common.clock import day_of
from votes.supervision.kinds import KIND_NAMES, MARK_NAMES
from votes.supervision.ledger import tag_of
from votes.supervision.matters import Matter
from votes.supervision.moments import raiser_words
from votes.supervision.rules import State

Cell = str | int | date | None
Told = Callable[[Matter, date], Cell]
"""What a column says of a matter on a day."""


@dataclass(frozen=True)
class Column:
    """One column: its heading, and what stands in it."""

    heading: LazyString
    told: Told


@dataclass(frozen=True)
class List:
    """One list: its name, its columns, and which matters stand in it."""

    name: LazyString
    columns: tuple[Column, ...]
    holds: Callable[[Matter], bool]

    def rows(self, matters: Sequence[Matter], today: date) -> list[list[Cell]]:
        """Its rows, in the order of the matters."""
        return [[column.told(one, today) for column in self.columns] for one in matters if self.holds(one)]

    def headings(self) -> list[str]:
        """Its headings in the language of the page."""
        return [str(column.heading) for column in self.columns]


def helpers(matter: Matter) -> str:
    """协办单位, in one line."""
    return "、".join(unit.name for unit in matter.handover.co_units) if matter.handover else ""


def last_answer(matter: Matter) -> str:
    """What the unit did, in its last answer."""
    return matter.replies[-1].words if matter.replies else ""


def marked(matter: Matter, dimension: str) -> str:
    """The last mark given in a dimension."""
    given = [step.marks for step in matter.rechecks if step.marks is not None]
    return str(MARK_NAMES[getattr(given[-1], dimension)]) if given else ""


def state_words(matter: Matter, today: date) -> str:
    """Where it stands."""
    return tag_of(matter.state, matter.late(today))


def about(matter: Matter) -> str:
    """The project it concerns."""
    return matter.project.title if matter.project else ""


def is_handed(matter: Matter) -> bool:
    """Whether a unit has it."""
    return matter.unit_id is not None and matter.state is not State.merged


def is_real(matter: Matter) -> bool:
    """Whether it stands for itself: neither withdrawn nor merged."""
    return matter.state not in (State.withdrawn, State.merged)


NUMBER = Column(_l("Ledger no."), lambda one, _today: one.number)
KIND = Column(_l("Kind"), lambda one, _today: str(KIND_NAMES[one.kind]))
TITLE = Column(_l("Matter"), lambda one, _today: one.title)
WORDS = Column(_l("In words"), lambda one, _today: one.words)
RAISED_BY = Column(_l("Raised by"), lambda one, _today: raiser_words(one))
RAISED_ON = Column(_l("Raised on"), lambda one, _today: day_of(one.raised_at))
PROJECT = Column(_l("Project"), lambda one, _today: about(one))
UNIT = Column(_l("Responsible unit"), lambda one, _today: one.unit.name if one.unit else "")
HELPERS = Column(_l("Helping units"), lambda one, _today: helpers(one))
DUE = Column(_l("Due on"), lambda one, _today: one.due_on)
DEMAND = Column(_l("Demand"), lambda one, _today: one.handover.demand if one.handover else "")
STATE = Column(_l("Where it stands"), state_words)
ANSWER = Column(_l("What was done"), lambda one, _today: last_answer(one))
CLOSED_ON = Column(_l("Closed on"), lambda one, _today: day_of(one.closed_at) if one.closed_at else None)
LOOK_BACK = Column(_l("Look-back due"), lambda one, _today: one.look_back_on)
SPEED = Column(_l("Speed of response"), lambda one, _today: marked(one, "speed"))
EFFORT = Column(_l("Effort to solve it"), lambda one, _today: marked(one, "effort"))
EFFECT = Column(_l("Effect in fact"), lambda one, _today: marked(one, "effect"))
FOUND = Column(_l("What was found"), lambda one, _today: one.rechecks[-1].words if one.rechecks else "")

LISTS: dict[str, List] = {
    "overview": List(
        _l("Overview"), (NUMBER, KIND, TITLE, UNIT, HELPERS, DUE, DEMAND, STATE), lambda _one: True
    ),
    "orders": List(
        _l("List of orders"), (NUMBER, KIND, TITLE, WORDS, DEMAND, UNIT, HELPERS, DUE, STATE), is_handed
    ),
    "problems": List(
        _l("List of problems"), (NUMBER, KIND, TITLE, WORDS, PROJECT, RAISED_BY, RAISED_ON), is_real
    ),
    "remedies": List(_l("List of remedies"), (NUMBER, TITLE, UNIT, DEMAND, DUE, ANSWER), is_handed),
    "results": List(
        _l("List of results"),
        (NUMBER, TITLE, UNIT, ANSWER, CLOSED_ON, LOOK_BACK),
        lambda one: one.state is State.closed,
    ),
    "ratings": List(
        _l("List of ratings"),
        (NUMBER, TITLE, UNIT, SPEED, EFFORT, EFFECT, FOUND, STATE),
        lambda one: any(step.marks for step in one.rechecks),
    ),
}
"""By the word that stands in the address."""
