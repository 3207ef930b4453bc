"""The paper that proves a step: taken from an upload field, kept with the congress."""

from datetime import datetime

from flask_wtf.file import FileField

from votes.common.config import data_folder
from votes.common.errors import RuleBroken
from votes.common.validators import refuse
from votes.congress.models import Congress
from votes.projects.documents import Document, Kind
from votes.projects.uploads import keep_paper


def is_given(field: FileField) -> bool:
    """Whether a file was chosen."""
    return bool(field.data and getattr(field.data, "filename", ""))


def attached(
    field: FileField, congress: Congress, title: str, at: datetime, kind: Kind = Kind.paper
) -> Document | None:
    """The paper uploaded in this field, kept; None where none was chosen, or where the field now says why not."""
    if not is_given(field):
        return None
    try:
        content, filename = field.data.read(), field.data.filename
        return keep_paper(congress, content, filename, title, at, data_folder(), kind)
    except RuleBroken as broken:
        refuse(field, broken)
        return None
