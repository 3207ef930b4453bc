"""整改和再评价: a failing rating opens an order in the loop, and a second evaluation once the order is closed."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.common.db import Base, db, enum_of
from votes.evaluation.rework_rules import Failing, Judge, check_no_rework
from votes.projects.models import Project
from votes.supervision.kinds import Kind, Origin, Raised
from votes.supervision.loop_rules import usual_deadline
from votes.supervision.matters import Matter, raise_finding
from votes.supervision.models import Doer
from votes.supervision.rules import State
from votes.supervision.terms import terms_of

SETTLED = (State.closed, State.withdrawn)
JUDGE_NAMES: dict[Judge, LazyString] = {
    Judge.deputies: _l("the deputies' rating"),
    Judge.public: _l("the residents' rating"),
    Judge.paper: _l("the residents' rating on paper"),
    Judge.survey: _l("the survey"),
}


class Rework(Base):
    """整改和再评价 of a project: whose rating failed, the order that followed, and the evaluation (`turn`) after it.

    `percent` is the rate that was under the threshold; without it the verdict was 不满意.
    """

    __tablename__ = "rework"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    matter_id: Mapped[int] = mapped_column(sa.ForeignKey("matter.id"), index=True)
    turn: Mapped[int]
    judge: Mapped[Judge] = mapped_column(enum_of(Judge))
    percent: Mapped[float | None]
    opened_at: Mapped[datetime]
    begun_at: Mapped[datetime | None]

    matter: Mapped[Matter] = relationship()

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "project_id", "turn"),
        sa.CheckConstraint("turn > 1", name="after_the_first"),
        sa.CheckConstraint("begun_at IS NULL OR begun_at >= opened_at", name="begun_after_the_order"),
    )

    @property
    def is_over(self) -> bool:
        """Whether the order is settled and the evaluation after it is open; once begun it stays so."""
        return self.begun_at is not None or end_of(self.matter).state in SETTLED


def end_of(matter: Matter) -> Matter:
    """The matter in which this one goes on."""
    return end_of(matter.merged_into) if matter.merged_into is not None else matter


def reworks_of(project: Project) -> Sequence[Rework]:
    """What failing ratings have set going at a project, the oldest first."""
    return db.session.scalars(
        sa.select(Rework)
        .where(Rework.congress_id == project.congress_id, Rework.project_id == project.id)
        .order_by(Rework.turn)
    ).all()


def turn_among(reworks: Sequence[Rework]) -> int:
    """Which evaluation residents give now: 1, or the one after the last settled order."""
    return max((one.turn for one in reworks if one.is_over), default=1)


def under_way(reworks: Sequence[Rework]) -> Rework | None:
    """The rework whose order is still open."""
    return next((one for one in reworks if not one.is_over), None)


def begin_turn(reworks: Sequence[Rework], at: datetime) -> int:
    """The evaluation a rating given now belongs to; refused while the order is open, and held from then on."""
    check_no_rework(under_way(reworks) is not None)
    for one in reworks:
        one.begun_at = one.begun_at or at
    return turn_among(reworks)


def cause_words(judge: Judge, percent: float | None) -> str:
    """Why an order went out, in words."""
    if percent is None:
        return _("%(who)s: dissatisfied", who=JUDGE_NAMES[judge])
    return _(
        "%(who)s: %(percent)s%% satisfied or basically satisfied, under the threshold",
        who=JUDGE_NAMES[judge],
        percent=f"{percent:.1f}",
    )


def open_rework(project: Project, failing: Failing, doer: Doer, at: datetime) -> Rework:
    """开展整改: raise the finding, hand it to the project's unit with the usual deadline, and plan the second evaluation.

    Where the project has no unit of ours, the office hands it over itself.
    """
    earlier = reworks_of(project)
    check_no_rework(under_way(earlier) is not None)
    matter = raise_finding(project, said_of(project, failing), doer, at)
    db.session.flush()
    if project.unit is not None:
        due_on = usual_deadline(Kind.finding, day_of(at), terms_of(project.cycle))
        matter.order(project.unit, due_on, _("Put right what the rating found, and answer."), doer, at)
    turn = 1 + max((one.turn for one in earlier), default=1)
    row = Rework(congress_id=project.congress_id, project_id=project.id, matter=matter, turn=turn)
    row.judge, row.percent, row.opened_at = failing.judge, failing.percent, at
    db.session.add(row)
    return row


def said_of(project: Project, failing: Failing) -> Raised:
    """The finding in words."""
    words = cause_words(failing.judge, failing.percent)
    title = _("Not satisfied: %(title)s", title=project.title)[:100]
    return Raised(title, _("%(why)s. A second evaluation follows.", why=words), Origin.rating)


def told(one: Rework) -> str:
    """What everyone may read of a rework: why, since when, and how far it is; the words of the matter have their own release."""
    why, day = cause_words(one.judge, one.percent), long_day(day_of(one.opened_at))
    if not one.is_over:
        return _("%(day)s, %(why)s: an order went out, and it is being put right.", day=day, why=why)
    closed = end_of(one.matter).closed_at
    if closed is None:
        return _("%(day)s, %(why)s: it was put right, and residents rate again.", day=day, why=why)
    return _(
        "%(day)s, %(why)s: it was put right and rechecked on %(checked)s, and residents rate again.",
        day=day,
        why=why,
        checked=long_day(day_of(closed)),
    )
