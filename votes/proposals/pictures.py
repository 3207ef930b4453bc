"""图片: what came along with a proposal, released with its words."""

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import Base
from votes.projects.documents import Document


class ProposalPhoto(Base):
    """图片 that came with a proposal; its document is released with the words."""

    __tablename__ = "proposal_photo"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    proposal_id: Mapped[int] = mapped_column(sa.ForeignKey("proposal.id"), index=True)
    seq: Mapped[int]
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    document: Mapped[Document] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "proposal_id", "seq"),)
