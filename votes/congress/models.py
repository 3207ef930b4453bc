"""人大: the congress (the tenant of everything), its terms, sessions, sittings, deputies, units, committees."""

from datetime import date
from enum import StrEnum

import sqlalchemy as sa
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.common.db import Base, enum_of

RESERVED = frozenset(
    "en elder api static screen b sign-in sign-out desk healthz readyz metrics "
    "about account file search feed propose rate follow news message map data robots.txt favicon.ico".split()
)
"""First segments of addresses that no congress may take as its slug."""


class Level(StrEnum):
    """层级: a street (街道) has no congress but an assembly (议事代表会议)."""

    province = "province"
    prefecture = "prefecture"
    county = "county"
    township = "township"
    street = "street"


class Body(StrEnum):
    """Who holds a session: the congress 大会, its standing committee 常委会, the presidium 主席团, an assembly 议事代表会议."""

    congress = "congress"
    standing_committee = "standing_committee"
    presidium = "presidium"
    assembly = "assembly"


BODY_NAMES: dict[Body, LazyString] = {
    Body.congress: _l("people's congress"),
    Body.standing_committee: _l("standing committee"),
    Body.presidium: _l("presidium"),
    Body.assembly: _l("deliberative assembly"),
}


class Walk(StrEnum):
    """界别, of which a supervision group should be mixed: 党政, 企业, 基层, 专业技术."""

    government = "government"
    firm = "firm"
    grass_roots = "grass_roots"
    expert = "expert"


WALK_NAMES: dict[Walk, LazyString] = {
    Walk.government: _l("party and government"),
    Walk.firm: _l("firms"),
    Walk.grass_roots: _l("grass roots"),
    Walk.expert: _l("professionals"),
}


class Congress(Base):
    """人大: the tenant. A county hosts its townships; a rehearsal (会务演练) is a throw-away copy never shown in public."""

    __tablename__ = "congress"

    slug: Mapped[str] = mapped_column(sa.String(40), unique=True)
    place: Mapped[str] = mapped_column(sa.String(80))
    name: Mapped[str] = mapped_column(sa.String(120))
    level: Mapped[Level] = mapped_column(enum_of(Level))
    province: Mapped[str] = mapped_column(sa.String(40), default="")
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    rehearsal_of_id: Mapped[int | None] = mapped_column(sa.ForeignKey("congress.id"), index=True)
    demo: Mapped[bool] = mapped_column(default=False)
    archive_only: Mapped[bool] = mapped_column(default=False)
    contact: Mapped[str] = mapped_column(sa.String(200), default="")

    parent: Mapped["Congress | None"] = relationship(remote_side="Congress.id", foreign_keys=[parent_id])
    terms: Mapped[list["Term"]] = relationship(back_populates="congress", order_by="Term.number")
    units: Mapped[list["Unit"]] = relationship(back_populates="congress", order_by="Unit.id")
    committees: Mapped[list["Committee"]] = relationship(back_populates="congress", order_by="Committee.id")

    __table_args__ = (
        sa.CheckConstraint("slug = lower(slug) AND slug <> ''", name="slug_lower"),
        sa.CheckConstraint("rehearsal_of_id IS NULL OR demo = false", name="rehearsal_not_demo"),
    )

    @property
    def is_public(self) -> bool:
        """A rehearsal never shows on a public page."""
        return self.rehearsal_of_id is None

    @property
    def body(self) -> Body:
        """Who votes here: the congress, or a street's assembly (recommendation 票选)."""
        return Body.assembly if self.level is Level.street else Body.congress

    @property
    def term(self) -> "Term | None":
        """The current term (本届): the one with the largest number."""
        return self.terms[-1] if self.terms else None


class Term(Base):
    """届: numbered from the first congress; `all_deputies` is 全体代表 as the office states it, or null."""

    __tablename__ = "term"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    number: Mapped[int]
    began_on: Mapped[date | None]
    ended_on: Mapped[date | None]
    all_deputies: Mapped[int | None]

    congress: Mapped[Congress] = relationship(back_populates="terms")
    delegations: Mapped[list["Delegation"]] = relationship(back_populates="term", order_by="Delegation.seq")
    deputies: Mapped[list["Deputy"]] = relationship(back_populates="term", order_by="Deputy.stroke_key")
    sessions: Mapped[list["Session"]] = relationship(back_populates="term", order_by="Session.id")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("all_deputies > 0", name="all_positive"),
        sa.CheckConstraint(
            "began_on IS NULL OR ended_on IS NULL OR ended_on >= began_on", name="ends_after_it_begins"
        ),
    )

    @property
    def serving(self) -> list["Deputy"]:
        """全体代表: deputies whose mandate has not ended."""
        return [deputy for deputy in self.deputies if deputy.left_on is None]


class Session(Base):
    """会议: e.g. the third session of the eighteenth congress, or a meeting of its standing committee."""

    __tablename__ = "session"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    term_id: Mapped[int] = mapped_column(sa.ForeignKey("term.id"), index=True)
    body: Mapped[Body] = mapped_column(enum_of(Body))
    number: Mapped[int]
    begins_on: Mapped[date]
    ends_on: Mapped[date | None]

    congress: Mapped[Congress] = relationship()
    term: Mapped[Term] = relationship(back_populates="sessions")
    sittings: Mapped[list["Sitting"]] = relationship(back_populates="session", order_by="Sitting.number")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "term_id", "body", "number"),
        sa.CheckConstraint("number > 0", name="number_positive"),
        sa.CheckConstraint("ends_on IS NULL OR ends_on >= begins_on", name="ends_after_it_begins"),
    )


class Sitting(Base):
    """全体会议: one meeting of a session, on one day; the roles of a ballot are given for it alone.

    `all_deputies` 全体代表 and `due` 应到 are stated by the office; 实到 is counted, for each round anew.
    """

    __tablename__ = "sitting"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    session_id: Mapped[int] = mapped_column(sa.ForeignKey("session.id"), index=True)
    number: Mapped[int]
    held_on: Mapped[date]
    all_deputies: Mapped[int]
    due: Mapped[int]

    congress: Mapped[Congress] = relationship()
    session: Mapped[Session] = relationship(back_populates="sittings")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "session_id", "number"),
        sa.CheckConstraint("all_deputies > 0", name="all_positive"),
        sa.CheckConstraint("due >= 0 AND due <= all_deputies", name="due_within_all"),
    )


class Delegation(Base):
    """代表团."""

    __tablename__ = "delegation"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    term_id: Mapped[int] = mapped_column(sa.ForeignKey("term.id"), index=True)
    seq: Mapped[int]
    name: Mapped[str] = mapped_column(sa.String(80))

    term: Mapped[Term] = relationship(back_populates="delegations")
    deputies: Mapped[list["Deputy"]] = relationship(back_populates="delegation", order_by="Deputy.stroke_key")

    __table_args__ = (sa.UniqueConstraint("congress_id", "term_id", "name"),)


class Deputy(Base):
    """代表: listed by the strokes of the name (姓氏笔画, `stroke_key`); the desk code (报到码) tells presence, nothing else."""

    __tablename__ = "deputy"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    term_id: Mapped[int] = mapped_column(sa.ForeignKey("term.id"), index=True)
    delegation_id: Mapped[int | None] = mapped_column(sa.ForeignKey("delegation.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(60))
    stroke_key: Mapped[str] = mapped_column(sa.String(120))
    phone: Mapped[str] = mapped_column(sa.String(30), default="")
    place: Mapped[str] = mapped_column(sa.String(80), default="")
    trade: Mapped[str] = mapped_column(sa.String(80), default="")
    walk: Mapped[Walk | None] = mapped_column(enum_of(Walk))
    desk_code: Mapped[str] = mapped_column(sa.String(16))
    left_on: Mapped[date | None]

    congress: Mapped[Congress] = relationship()
    term: Mapped[Term] = relationship(back_populates="deputies")
    delegation: Mapped[Delegation | None] = relationship(back_populates="deputies")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "desk_code"),
        sa.UniqueConstraint("congress_id", "term_id", "name", "phone"),
        sa.CheckConstraint("name <> ''", name="named"),
    )


class Unit(Base):
    """责任单位: a department, or another body that carries out projects."""

    __tablename__ = "unit"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    name: Mapped[str] = mapped_column(sa.String(120))

    congress: Mapped[Congress] = relationship(back_populates="units")

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "name"),
        sa.CheckConstraint("name <> ''", name="named"),
    )


class Committee(Base):
    """委员会: a special or working committee of the congress (专门委员会、工作委员会)."""

    __tablename__ = "committee"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    name: Mapped[str] = mapped_column(sa.String(120))

    congress: Mapped[Congress] = relationship(back_populates="committees")
    members: Mapped[list[Deputy]] = relationship(secondary="committee_member", order_by=Deputy.stroke_key)

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "name"),
        sa.CheckConstraint("name <> ''", name="named"),
    )


class CommitteeMember(Base):
    """组成人员 of a committee."""

    __tablename__ = "committee_member"

    committee_id: Mapped[int] = mapped_column(sa.ForeignKey("committee.id"))
    deputy_id: Mapped[int] = mapped_column(sa.ForeignKey("deputy.id"), index=True)

    __table_args__ = (sa.UniqueConstraint("committee_id", "deputy_id"),)
