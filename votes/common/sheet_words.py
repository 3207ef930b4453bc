"""How an error in an uploaded sheet is told: where, what was expected, what stands there."""

from flask_babel import gettext as _

from votes.common.sheets import A_HEADING, SheetError


def error_words(error: SheetError) -> str:
    """A cell to mend, in one sentence."""
    place = _("Sheet “%(sheet)s”, row %(row)d", sheet=error.sheet, row=error.row)
    if error.expected == A_HEADING:
        return str(_("%(place)s: %(words)s", place=place, words=_(A_HEADING, **error.values)))
    if error.column:
        place = _(
            "%(place)s, column %(letter)s “%(column)s”", place=place, letter=error.letter, column=error.column
        )
    words = expected_words(place, str(_(error.expected, **error.values)))
    return str(_("%(words)s; it says “%(found)s”", words=words, found=error.found) if error.found else words)


def expected_words(place: str, expected: str) -> str:
    """Where, and what is expected there; a whole sentence of a rule speaks for itself."""
    if expected.endswith((".", "。")):
        return str(_("%(place)s: %(words)s", place=place, words=expected.rstrip("。.")))
    return str(_("%(place)s: expected %(expected)s", place=place, expected=expected))
