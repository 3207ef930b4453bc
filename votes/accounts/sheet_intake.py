"""表格录入: a sheet of the congress's own lists, taken in whole or told cell by cell what to mend."""

from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.sheet_words import error_words
from votes.common.sheets import SheetError
from votes.common.validators import refuse
from votes.congress.sheet_form import SheetForm


class Outcome(Protocol):
    """What a sheet did; with errors it did nothing."""

    @property
    def errors(self) -> Sequence[SheetError]:
        """The cells to mend."""


Done = TypeVar("Done", bound=Outcome)


def taken_in(form: SheetForm, take: Callable[[bytes], Done]) -> tuple[Done | None, list[str]]:
    """What the sheet that was sent did, if anything, and what to mend in it; a file that is none is told at its field."""
    if not form.validate_on_submit():
        return None, []
    try:
        outcome = take(form.sheet.data.read())
    except RuleBroken as broken:
        db.session.rollback()
        refuse(form.sheet, broken)
        return None, []
    wrong = [error_words(error) for error in outcome.errors]
    return (None if wrong else outcome), wrong
