"""档案: facts of past years as their sources publish them; a blank stays blank (未公开), nothing is mended.

Texts that were noted in another language than Chinese carry both: `Words` is {"zh": …, "en": …}, either may lack.
Published figures that are no plain number ("1500+", "2024-12") are kept as they were written.
"""

from collections import Counter
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import Base
from votes.projects.models import Cycle, Project, Source

Words = dict[str, Any]


class ArchivedBallot(Base):
    """A past ballot: the figures of its session, as far as they were published."""

    __tablename__ = "archived_ballot"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    held_on: Mapped[str] = mapped_column(sa.String(40))
    all_deputies: Mapped[int | None]
    present: Mapped[int | None]
    issued: Mapped[int | None]
    received: Mapped[int | None]
    candidates: Mapped[str] = mapped_column(sa.String(40))
    selected: Mapped[str] = mapped_column(sa.String(40))
    method: Mapped[Words]
    secret: Mapped[Words]
    form: Mapped[Words]
    published: Mapped[Words]
    note: Mapped[Words]
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"), index=True)

    cycle: Mapped[Cycle] = relationship()
    source: Mapped[Source] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "cycle_id"),)


class ArchivedVote(Base):
    """What was published of one project's votes."""

    __tablename__ = "archived_vote"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    project_id: Mapped[int] = mapped_column(sa.ForeignKey("project.id"), index=True)
    approve: Mapped[int | None]
    oppose: Mapped[int | None]
    abstain: Mapped[int | None]
    share_percent: Mapped[str] = mapped_column(sa.String(40))
    rank: Mapped[int | None]

    project: Mapped[Project] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "project_id"),)


class Statement(Base):
    """进展通报: one published statement about a project, or about a cycle where it names no single project."""

    __tablename__ = "statement"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)
    about: Mapped[str] = mapped_column(sa.Text)
    on: Mapped[str] = mapped_column("on_day", sa.String(40))
    text: Mapped[str] = mapped_column(sa.Text)
    percent: Mapped[str] = mapped_column(sa.String(40))
    percent_kind: Mapped[Words]
    planned_yuan: Mapped[int | None] = mapped_column(sa.BigInteger)
    done_yuan: Mapped[int | None] = mapped_column(sa.BigInteger)
    status: Mapped[Words]
    balloted: Mapped[Words]
    note: Mapped[Words]
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64))

    source: Mapped[Source] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "digest"),)


class ArchivedRating(Base):
    """往年测评: one published satisfaction result; counts where they were published, else the rate alone."""

    __tablename__ = "archived_rating"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    project_id: Mapped[int | None] = mapped_column(sa.ForeignKey("project.id"), index=True)
    about: Mapped[str] = mapped_column(sa.Text)
    on: Mapped[str] = mapped_column("on_day", sa.String(40))
    evaluator: Mapped[Words]
    voters: Mapped[str] = mapped_column(sa.String(40))
    satisfied: Mapped[int | None]
    basic: Mapped[int | None]
    dissatisfied: Mapped[int | None]
    abstain: Mapped[int | None]
    rate_percent: Mapped[str] = mapped_column(sa.String(40))
    rate_kind: Mapped[Words]
    verdict: Mapped[str] = mapped_column(sa.String(40))
    balloted: Mapped[Words]
    note: Mapped[Words]
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64))

    source: Mapped[Source] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "digest"),)

    @property
    def total(self) -> int | None:
        """The sum of the published counts, or None where no counts were published."""
        counts = [self.satisfied, self.basic, self.dissatisfied, self.abstain]
        return None if self.satisfied is None else sum(count or 0 for count in counts)


class ArchivedCollection(Base):
    """往年征集: one collection round, as far as it was published."""

    __tablename__ = "archived_collection"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    cycle_id: Mapped[int] = mapped_column(sa.ForeignKey("cycle.id"), index=True)
    window_start: Mapped[str] = mapped_column(sa.String(40))
    window_end: Mapped[str] = mapped_column(sa.String(40))
    window_days: Mapped[str] = mapped_column(sa.String(40))
    collected: Mapped[str] = mapped_column(sa.String(40))
    from_public: Mapped[str] = mapped_column(sa.String(40))
    from_deputies: Mapped[str] = mapped_column(sa.String(40))
    from_departments: Mapped[str] = mapped_column(sa.String(40))
    from_cppcc: Mapped[str] = mapped_column(sa.String(40))
    after_merge: Mapped[str] = mapped_column(sa.String(40))
    candidates: Mapped[str] = mapped_column(sa.String(40))
    selected: Mapped[str] = mapped_column(sa.String(40))
    channels: Mapped[str] = mapped_column(sa.Text)
    form_fields: Mapped[str] = mapped_column(sa.Text)
    note: Mapped[Words]
    source_id: Mapped[int] = mapped_column(sa.ForeignKey("source.id"), index=True)
    digest: Mapped[str] = mapped_column(sa.String(64))

    source: Mapped[Source] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "digest"),)


class Practice(Base):
    """各地规则: one rule or practice of one place; not tied to a congress, for many are of provinces or the nation."""

    __tablename__ = "practice"

    seq: Mapped[int] = mapped_column(unique=True)
    stage: Mapped[Words]
    parameter: Mapped[Words]
    value: Mapped[Words]
    place: Mapped[Words]
    level: Mapped[Words]
    instrument: Mapped[Words]
    year: Mapped[str] = mapped_column(sa.String(20))
    evidence: Mapped[Words]
    url: Mapped[str] = mapped_column(sa.Text)
    note: Mapped[Words]


def odd_totals(ratings: list[ArchivedRating]) -> set[int]:
    """Ids of published rows whose counts sum to another total than the others of the same evaluation do.

    They are flagged beside the figure, never mended: most rows of one sitting have one number of voters.
    """
    sums = Counter(rating.total for rating in ratings if rating.total is not None)
    if len(sums) < 2:
        return set()
    usual, times = sums.most_common(1)[0]
    if times * 2 <= sum(sums.values()):
        return set()
    return {rating.id for rating in ratings if rating.total is not None and rating.total != usual}
