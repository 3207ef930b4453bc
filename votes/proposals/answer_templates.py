"""答复模板: sentences a congress answers with again and again, with places that fill themselves."""

import re
from collections.abc import Iterable, Mapping
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import Base, db
from votes.congress.models import Congress

FILLED = ("标题", "地点", "编号", "年度")
"""What fills itself in, each between braces."""
BRACES = re.compile(r"[{｛][^{}｛｝\n]*[}｝]")


def open_braces(words: str, known: Iterable[str] = ()) -> list[str]:
    """The places in braces that nothing fills in, as they are written."""
    filled = [f"{{{name}}}" for name in known]
    return [place for place in BRACES.findall(words) if place not in filled]


class AnswerTemplate(Base):
    """答复模板 of a congress: its name in the list and its words; `{标题}` and the like are filled in when it is used."""

    __tablename__ = "answer_template"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    name: Mapped[str] = mapped_column(sa.String(60))
    words: Mapped[str] = mapped_column(sa.Text)
    changed_at: Mapped[datetime]

    __table_args__ = (
        sa.UniqueConstraint("congress_id", "name"),
        sa.CheckConstraint("name <> '' AND words <> ''", name="says_something"),
    )

    def filled(self, values: Mapping[str, str]) -> str:
        """The words with what is known filled in; other braces stay for whoever writes the answer."""
        words = self.words
        for name, value in values.items():
            words = words.replace(f"{{{name}}}", value)
        return words


def templates_of(congress: Congress) -> list[AnswerTemplate]:
    """The templates of a congress, by name."""
    rows = sa.select(AnswerTemplate).where(AnswerTemplate.congress_id == congress.id)
    return list(db.session.scalars(rows.order_by(AnswerTemplate.name)))


def template_of(congress: Congress, number: int) -> AnswerTemplate | None:
    """One template of a congress."""
    rows = sa.select(AnswerTemplate).where(AnswerTemplate.congress_id == congress.id)
    return db.session.scalar(rows.where(AnswerTemplate.id == number))


def is_taken(congress: Congress, name: str, but: int = 0) -> bool:
    """Whether another template has this name."""
    return any(one.name == name and one.id != but for one in templates_of(congress))
