"""一次一份: a form that makes something new is taken once, however often its button is pressed."""

import secrets
from datetime import date, timedelta
from typing import Any

import sqlalchemy as sa
from flask_wtf import FlaskForm
from sqlalchemy.orm import Mapped, mapped_column

from votes.common.db import Base, db
from votes.common.fields import Token

KEPT = timedelta(days=3)
"""How long a sent form is remembered; the token of the form itself is good for hours."""


class SentForm(Base):
    """A form that was taken: its random token and the day, nothing of what it said."""

    __tablename__ = "sent_form"

    token: Mapped[str] = mapped_column(sa.String(64), unique=True)
    day: Mapped[date] = mapped_column(index=True)


class OnceForm(FlaskForm):
    """A form with a random token of its own; what made nothing leaves the token good."""

    once = Token()

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.once.data = self.once.data or secrets.token_hex(16)

    def renew(self, words: Any) -> None:
        """Give the form another token, since this one was used for something else; `words` stand above it."""
        self.once.raw_data, self.once.data = None, secrets.token_hex(16)
        self.form_errors.append(str(words))

    def spend(self, today: date) -> None:
        """Use the token up together with what the form makes; of two clicks the second is told (409)."""
        db.session.execute(sa.delete(SentForm).where(SentForm.day < today - KEPT))
        db.session.add(SentForm(token=self.once.data, day=today))
        db.session.flush()
