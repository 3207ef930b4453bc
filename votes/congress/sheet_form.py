"""The form by which a list comes in as a sheet."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField, FileRequired


class SheetForm(FlaskForm):
    """A sheet to take deputies, places or sites in from."""

    sheet = FileField(
        _l("Sheet"),
        [FileRequired(_l("Choose a file."))],
        description=_l("Excel (.xlsx) or CSV, at most 10 MB. All rows are taken in, or none."),
    )
