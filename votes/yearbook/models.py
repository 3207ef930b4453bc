"""年报: a report, its words and entered figures (every version kept), and the copies that were signed off."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import AppendOnly, Base, db, enum_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Congress
from votes.yearbook.rules import Span, check_open, check_seen, days_of, word_of


class YearReport(Base):
    """半年报告、年度报告 of a congress: one per year and span; a draft follows the facts, a signed copy stands still."""

    __tablename__ = "year_report"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    year: Mapped[int]
    span: Mapped[Span] = mapped_column(enum_of(Span))
    begun_at: Mapped[datetime]
    begun_by: Mapped[str] = mapped_column(sa.String(120))
    signed_at: Mapped[datetime | None]

    congress: Mapped[Congress] = relationship()
    wordings: Mapped[list["ReportWords"]] = relationship(order_by="ReportWords.seq")
    entries: Mapped[list["ReportEntry"]] = relationship(order_by="ReportEntry.seq")
    copies: Mapped[list["ReportCopy"]] = relationship(order_by="ReportCopy.number")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "year", "span"),
        sa.CheckConstraint("begun_by <> ''", name="by_someone"),
    )

    @property
    def word(self) -> str:
        """How it is called in its address."""
        return word_of(self.year, self.span)

    @property
    def days(self) -> tuple[date, date]:
        """The first and the last day it covers."""
        return days_of(self.year, self.span)

    @property
    def is_signed(self) -> bool:
        """Whether the newest copy stands and nothing can be changed."""
        return self.signed_at is not None

    def versions(self, part: str) -> list["ReportWords"]:
        """Every version of a passage, the first one first."""
        return [one for one in self.wordings if one.part == part]

    def words(self, part: str) -> str:
        """What a passage says now."""
        found = self.versions(part)
        return found[-1].words if found else ""

    def entered(self, key: str) -> "ReportEntry | None":
        """The figure entered by hand that stands now; None where none does."""
        last = next((one for one in reversed(self.entries) if one.key == key), None)
        return last if last and last.number is not None else None

    def write(self, part: str, words: str, seen: int, by: str, at: datetime) -> None:
        """Give a passage these words; `seen` is the number of versions that were read. The same words leave no version."""
        check_open(self.is_signed)
        check_seen(len(self.versions(part)), seen)
        if words != self.words(part):
            seq = len(self.wordings) + 1
            row = ReportWords(congress_id=self.congress_id, seq=seq, part=part, words=words, by=by, at=at)
            self.wordings.append(row)

    def enter(self, figures: dict[str, tuple[int | None, str]], seen: int, by: str, at: datetime) -> None:
        """录入 figures that only people know, each with its source; None takes one back. `seen`: entries that were read."""
        check_open(self.is_signed)
        check_seen(len(self.entries), seen)
        for key, (number, source) in figures.items():
            now = self.entered(key)
            if (now and (now.number, now.source)) != ((number, source) if number is not None else None):
                self.entries.append(
                    ReportEntry(
                        congress_id=self.congress_id,
                        seq=len(self.entries) + 1,
                        key=key,
                        number=number,
                        source=source,
                        by=by,
                        at=at,
                    )
                )

    def sign_off(self, content: dict[str, Any], by: str, at: datetime) -> "ReportCopy":
        """审签: this content stands from now on, whatever the facts do."""
        check_open(self.is_signed)
        copy = ReportCopy(
            congress_id=self.congress_id, number=len(self.copies) + 1, content=content, by=by, at=at
        )
        self.copies.append(copy)
        self.signed_at = at
        return copy

    def take_up(self, why: str, by: str, at: datetime) -> None:
        """重新拟稿: the draft follows the facts again; the copy that was signed stays, with the reason it was left."""
        if not self.is_signed:
            raise RuleBroken(say("This report is not signed off; you can change it as it is."))
        self.signed_at = None
        self.wordings.append(
            ReportWords(
                congress_id=self.congress_id,
                seq=len(self.wordings) + 1,
                part=AGAIN,
                words=why,
                by=by,
                at=at,
            )
        )


AGAIN = "again"
"""The part under which stands why a signed report was taken up again."""


class ReportWords(AppendOnly, Base):
    """文字段落: one version of what a passage of a report says."""

    __tablename__ = "report_words"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("year_report.id"), index=True)
    seq: Mapped[int]
    part: Mapped[str] = mapped_column(sa.String(40))
    words: Mapped[str] = mapped_column(sa.Text)
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "report_id", "seq"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class ReportEntry(AppendOnly, Base):
    """录入数: a figure that the product does not know, with where it comes from; no number: taken back."""

    __tablename__ = "report_entry"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("year_report.id"), index=True)
    seq: Mapped[int]
    key: Mapped[str] = mapped_column(sa.String(40))
    number: Mapped[int | None]
    source: Mapped[str] = mapped_column(sa.String(200), default="")
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "report_id", "seq"),
        sa.CheckConstraint("number IS NULL OR (number >= 0 AND source <> '')", name="says_where_from"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


class ReportCopy(AppendOnly, Base):
    """审签稿: a report as it was signed off, every figure with the list behind it; in Chinese."""

    __tablename__ = "report_copy"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    report_id: Mapped[int] = mapped_column(sa.ForeignKey("year_report.id"), index=True)
    number: Mapped[int]
    content: Mapped[dict[str, Any]]
    by: Mapped[str] = mapped_column("actor", sa.String(120))
    at: Mapped[datetime]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "report_id", "number"),
        sa.CheckConstraint("actor <> ''", name="by_someone"),
    )


def reports_of(congress: Congress) -> Sequence[YearReport]:
    """The reports of a congress, the newest first."""
    mine = sa.select(YearReport).where(YearReport.congress_id == congress.id)
    return db.session.scalars(mine.order_by(YearReport.year.desc(), YearReport.span.desc())).all()


def report_on(congress: Congress, year: int, span: Span) -> YearReport | None:
    """The report on these days, if it was begun."""
    return db.session.scalar(
        sa.select(YearReport).where(
            YearReport.congress_id == congress.id, YearReport.year == year, YearReport.span == span
        )
    )


def begin(congress: Congress, year: int, span: Span, by: str, at: datetime) -> YearReport:
    """拟稿: begin the report on these days, or go on with the one that is there."""
    report = report_on(congress, year, span)
    if report is None:
        report = YearReport(congress=congress, year=year, span=span, begun_by=by, begun_at=at)
        db.session.add(report)
    return report
