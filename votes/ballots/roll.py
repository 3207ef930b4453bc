"""花名册: who is present (签到). It knows presence and nothing else: no time, no order, no ballot.

Sign-in ends when a round opens (实到 is then fixed with the round) and goes on once that round is closed.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.box.canon import upright
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.common.db import Base, db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress, Deputy, Sitting


class Presence(Base):
    """A deputy is present in this sitting; the row goes when the deputy leaves."""

    __tablename__ = "presence"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    sitting_id: Mapped[int] = mapped_column(sa.ForeignKey("sitting.id"), index=True)
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)

    congress: Mapped[Congress] = relationship()
    sitting: Mapped[Sitting] = relationship()
    deputy: Mapped[Deputy] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "sitting_id", "deputy_id"),)


@dataclass(frozen=True)
class Figures:
    """全体, 应到, 实到 of a sitting at this moment."""

    all: int
    due: int
    present: int


def figures(sitting: Sitting) -> Figures:
    """The roll's figures now."""
    count = sa.select(sa.func.count()).select_from(Presence).where(*_of(sitting))
    return Figures(sitting.all_deputies, sitting.due, db.session.scalar(count) or 0)


def present_ids(sitting: Sitting) -> set[int]:
    """Ids of the deputies who are present."""
    return set(db.session.scalars(sa.select(Presence.deputy_id).where(*_of(sitting))))


def _of(sitting: Sitting) -> tuple[sa.ColumnElement[bool], ...]:
    return Presence.congress_id == sitting.congress_id, Presence.sitting_id == sitting.id


def is_shut(sitting: Sitting) -> bool:
    """Whether a round is open now, so that nobody can be signed in or out."""
    query = sa.select(Round.id).where(
        Round.congress_id == sitting.congress_id,
        Round.sitting_id == sitting.id,
        Round.state == RoundState.open,
    )
    return db.session.scalar(query.limit(1)) is not None


def check_not_shut(sitting: Sitting) -> None:
    """Refuse a change of the roll while a round is open."""
    if is_shut(sitting):
        raise RuleBroken(
            say(
                "A round is open: sign-in is closed until it ends. Deputies who come now vote in the next round."
            )
        )


def admit(sitting: Sitting, deputies: Iterable[Deputy]) -> int:
    """Sign these deputies in (签到); who is present already stays so. How many came in is returned."""
    check_not_shut(sitting)
    here = present_ids(sitting)
    fresh = [deputy for deputy in deputies if deputy.id not in here]
    db.session.add_all(
        Presence(congress_id=sitting.congress_id, sitting=sitting, deputy=deputy) for deputy in fresh
    )
    return len(fresh)


def let_go(sitting: Sitting, deputies: Iterable[Deputy]) -> None:
    """Sign these deputies out: they left, or were ticked by mistake."""
    check_not_shut(sitting)
    ids = [deputy.id for deputy in deputies]
    db.session.execute(sa.delete(Presence).where(*_of(sitting), Presence.deputy_id.in_(ids)))


def correct(sitting: Sitting, shown: Iterable[Deputy], before: set[int], ticked: set[int]) -> None:
    """Apply what was changed on a list, as ids; what another desk changed meanwhile stays as that desk has it."""
    rows = list(shown)
    admit(sitting, [row for row in rows if row.id in ticked - before])
    let_go(sitting, [row for row in rows if row.id in before - ticked])


def by_desk_code(sitting: Sitting, typed: str) -> Deputy:
    """The serving deputy of this desk code (报到码), typed or scanned."""
    code = upright(typed).rpartition("#")[2].replace("-", "")
    query = sa.select(Deputy).where(
        Deputy.congress_id == sitting.congress_id,
        Deputy.term_id == sitting.session.term_id,
        Deputy.desk_code == code,
        Deputy.left_on.is_(None),
    )
    found = db.session.scalar(query) if code else None
    if found is None:
        raise RuleBroken(say("No deputy has this code. Scan it again, or tick the name on the list."))
    return found
