"""How an error in an uploaded sheet is told: where, what was expected, what stands there."""

from flask_babel import gettext as _

from votes.common.sheets import SheetError


def error_words(error: SheetError) -> str:
    """A cell to mend, in one sentence."""
    place = _("Sheet “%(sheet)s”, row %(row)d", sheet=error.sheet, row=error.row)
    if error.column:
        place = _(
            "%(place)s, column %(letter)s “%(column)s”", place=place, letter=error.letter, column=error.column
        )
    words = _("%(place)s: expected %(expected)s", place=place, expected=_(error.expected, **error.values))
    return str(_("%(words)s; it says “%(found)s”", words=words, found=error.found) if error.found else words)
