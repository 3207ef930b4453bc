"""Small forms of this room: reasons, done, a sheet."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField, Field

from votes.common.fields import Words
from votes.common.sheets import SheetError

OVERTAKEN = _l(
    "Somebody has just changed this project's draft. What you typed is still here: check it, then save it again to put it in place."
)


class WhyForm(FlaskForm):
    """Why a published plan is changed."""

    why = Words(
        _l("Why the plan is changed"),
        longest=1000,
        description=_l(
            "Name the cause, and for a major change the body that decided it and the number of its decision."
            " Everyone can read this beside both versions."
        ),
    )


class ReasonForm(FlaskForm):
    """What is to be put right, when something is returned."""

    reason = Words(_l("What is to be put right"), required=False, longest=1000)

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.reason.flags.optional = False

    def says_why(self) -> bool:
        """Mark a blank reason: nothing is returned without one."""
        return marked(self.reason, _("Please say what is to be put right before you return it."))


def marked(field: Field, words: str) -> bool:
    """Whether a field is filled in; a blank one gets these words."""
    if not field.data:
        field.errors = [*field.errors, words]
    return bool(field.data)


class DoneForm(FlaskForm):
    """What is to be said when a unit reports done."""

    reason = Words(
        _l("What was done, and what is still open"),
        required=False,
        longest=1000,
        description=_l("Everyone can read this beside the figures."),
    )

    def fit(self, finished: bool) -> None:
        """Say in the label that a reason is needed while milestones are open."""
        self.reason.flags.optional = finished

    def says_why(self) -> bool:
        """Mark a blank reason: with milestones still open, done needs one."""
        return marked(
            self.reason,
            _(
                "Not all milestones are reached in full. Please say why the project counts as done all the same."
            ),
        )


class ExplainForm(FlaskForm):
    """What a unit says of a warning."""

    words = Words(
        _l("What holds it up, and what comes next"),
        required=False,
        longest=1000,
        description=_l("Everyone can read this beside the warning."),
    )

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.words.flags.optional = False

    def says_what(self) -> bool:
        """Mark a blank explanation."""
        return marked(self.words, _("Please say what holds it up, and what comes next."))


class SheetForm(FlaskForm):
    """A sheet that was filled in."""

    sheet = FileField(
        _l("The sheet (.xlsx or .csv)"), validators=[FileRequired(_l("Choose the sheet first."))]
    )


class MonthSheetForm(SheetForm):
    """A month's sheet; where a draft was written since it was handed out, the person says which of them counts."""

    over = BooleanField(
        _l("Where they differ, the sheet counts"),
        description=_l("What was written into the drafts since the sheet was handed out is then replaced."),
    )
    is_asking = False

    def ask_over(self, found: list[SheetError]) -> list[SheetError]:
        """Ask which counts, if there is something to ask."""
        self.is_asking = bool(found)
        return found
