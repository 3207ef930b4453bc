"""一次性评价码: slips printed here and handed out at the site, each good for one rating and tied to nobody."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.codes import digest, new_code
from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say
from votes.projects.models import Project

LENGTH = 12
"""Characters of a code: 60 bits, and short enough to be typed."""
MOST_AT_ONCE = 400
NOT_GOOD = say("This code is not good here, or it was used. Compare it letter by letter with your slip.")


class RatingSlip(Base):
    """评价码: the digest of a code; the rating it was used for does not name it, nor does it name the rating."""

    __tablename__ = "rating_slip"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64))
    made_on: Mapped[date]
    used_on: Mapped[date | None]

    __table_args__ = (sa.UniqueConstraint("congress_id", "project_id", "digest"),)


def own(project: Project) -> tuple[sa.ColumnElement[bool], ...]:
    """The slips of a project."""
    return (RatingSlip.congress_id == project.congress_id, RatingSlip.project_id == project.id)


def print_slips(project: Project, number: int, on: date) -> list[str]:
    """Fresh codes to be printed at once: only their digests are kept."""
    if not 1 <= number <= MOST_AT_ONCE:
        raise RuleBroken(say("Please print from 1 to %(most)d slips at a time."), most=MOST_AT_ONCE)
    made = [new_code(LENGTH) for _ in range(number)]
    rows = [
        RatingSlip(
            congress_id=project.congress_id, project_id=project.id, digest=kept_of(project, one), made_on=on
        )
        for one in made
    ]
    db.session.add_all(rows)
    return made


def kept_of(project: Project, code: str) -> str:
    """What is kept of a code."""
    return digest(f"{project.id}|{code}")


def spend(project: Project, code: str, on: date) -> None:
    """Use a slip up; of two who hold the same code one gets through."""
    wanted = sa.update(RatingSlip).where(
        *own(project), RatingSlip.digest == kept_of(project, code), RatingSlip.used_on.is_(None)
    )
    done: Any = db.session.execute(wanted.values(used_on=on))
    if not done.rowcount:
        raise RuleBroken(NOT_GOOD)


def void_unused(project: Project) -> int:
    """Make all slips void that were not used yet, such as those of a lost sheet; how many there were."""
    done: Any = db.session.execute(sa.delete(RatingSlip).where(*own(project), RatingSlip.used_on.is_(None)))
    return int(done.rowcount)


def slip_counts(project: Project) -> tuple[int, int]:
    """How many slips are out, and how many of these came back as a rating."""
    counts = sa.select(sa.func.count(), sa.func.count(RatingSlip.used_on)).where(*own(project))
    out, used = db.session.execute(counts).one()
    return int(out), int(used)
