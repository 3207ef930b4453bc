"""Lists that an office types one to a line: read, bounded, and our own words known in either language."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_wtf import FlaskForm
from wtforms.validators import ValidationError

MOST_LINES, LONGEST_LINE = 30, 60


def check_lines(_form: FlaskForm, field: Any) -> None:
    """Refuse a list that is too long, or a line that no page could show."""
    if len(lines(field.data)) > MOST_LINES or any(len(line) > LONGEST_LINE for line in lines(field.data)):
        raise ValidationError(
            _("At most %(lines)d lines of %(most)d characters each.", lines=MOST_LINES, most=LONGEST_LINE)
        )


def lines(text: str | None) -> list[str]:
    """The lines of a text that say something, each once."""
    return list(dict.fromkeys(line.strip() for line in (text or "").split("\n") if line.strip()))


def known_word(word: str, known: Iterable[str]) -> str:
    """A word of ours as it is kept whatever the language of the page; any other word as it was typed."""
    return next((one for one in known if word in (one, _(one))), word)
