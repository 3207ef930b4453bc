"""码上找代表: which deputies have a public page, with a code of their own for its QR."""

from collections.abc import Collection, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.codes import new_code, plain
from votes.common.db import Base, db
from votes.congress.models import Congress, Deputy
from votes.proposals.points import POINT_CODE_LENGTH


class DeputyPage(Base):
    """代表网页: name, delegation and constituency of a deputy, for everyone; its code stays when it is closed and opened."""

    __tablename__ = "deputy_page"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)
    code: Mapped[str] = mapped_column(sa.String(16), unique=True)
    opened_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]

    congress: Mapped[Congress] = relationship()
    deputy: Mapped[Deputy] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "deputy_id"),)

    @property
    def is_open(self) -> bool:
        """Whether everyone may see it: not closed, and the mandate goes on."""
        return self.closed_at is None and self.deputy.left_on is None


def pages_of(congress: Congress) -> list[DeputyPage]:
    """The pages that are open, by the strokes of the names."""
    rows = sa.select(DeputyPage).join(Deputy).where(DeputyPage.congress_id == congress.id)
    still = rows.where(DeputyPage.closed_at.is_(None), Deputy.left_on.is_(None))
    return list(db.session.scalars(still.order_by(Deputy.stroke_key)))


def page_of(congress: Congress, code: str) -> DeputyPage | None:
    """The page with this code, open or closed."""
    mine = (DeputyPage.congress_id == congress.id, DeputyPage.code == plain(code))
    return db.session.scalar(sa.select(DeputyPage).where(*mine))


def codes_of(deputies: Collection[Deputy]) -> dict[int, str]:
    """The codes of the open pages of these deputies, by the deputy's id."""
    ids = [deputy.id for deputy in deputies]
    rows = sa.select(DeputyPage.deputy_id, DeputyPage.code).where(
        DeputyPage.deputy_id.in_(ids), DeputyPage.closed_at.is_(None)
    )
    return {deputy_id: code for deputy_id, code in db.session.execute(rows)}


def give_pages(congress: Congress, deputies: Sequence[Deputy], at: datetime) -> None:
    """These deputies have a page, all others none; one who had one before gets the same again."""
    mine = sa.select(DeputyPage).where(DeputyPage.congress_id == congress.id)
    known = {page.deputy_id: page for page in db.session.scalars(mine)}
    wanted = {deputy.id for deputy in deputies}
    for page in known.values():
        page.closed_at = None if page.deputy_id in wanted else page.closed_at or at
    for deputy in deputies:
        if deputy.id not in known:
            page = DeputyPage(congress_id=congress.id, deputy=deputy, opened_at=at)
            page.code = new_code(POINT_CODE_LENGTH)
            db.session.add(page)
