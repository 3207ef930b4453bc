"""What every deed of this room does at the edge: keep uploads, do the deed, put a refusal into the form."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from flask import render_template
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.datastructures import FileStorage
from wtforms import Field

from votes.common.config import data_folder
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Congress
from votes.projects.documents import Document, Kind
from votes.projects.uploads import keep_paper, keep_photo


def attempted(form: FlaskForm, deed: Callable[[], object]) -> bool:
    """Whether the deed could be done; a broken rule becomes a sentence above the form, and nothing typed is lost."""
    try:
        deed()
        db.session.flush()
    except RuleBroken as broken:
        db.session.rollback()
        form.form_errors.append(_(broken.sentence, **broken.values))
        return False
    return True


def page_with(template: str, form: FlaskForm, **values: Any) -> tuple[str, int]:
    """The page of a form; 409 where a rule refused what was sent."""
    return render_template(template, form=form, **values), 409 if form.form_errors else 200


def kept_photos(field: Field, congress: Congress, title: str, at: datetime) -> Sequence[Document]:
    """The pictures sent in this field, kept."""
    files = [file for file in field.data or [] if getattr(file, "filename", "")]
    return [keep_photo(congress, file.read(), title, at, data_folder()) for file in files]


def kept_files(field: Field, congress: Congress, title: str, at: datetime) -> Sequence[Document]:
    """The pictures and papers sent in this field, kept under their own names."""
    files = [file for file in field.data or [] if getattr(file, "filename", "")]
    return [
        keep_paper(congress, file.read(), file.filename, title if is_picture(file) else "", at, data_folder())
        for file in files
    ]


def is_picture(file: FileStorage) -> bool:
    """Whether the browser calls it a picture; what a camera calls it says nothing to anyone."""
    return (file.mimetype or "").startswith("image/")


def kept_paper(form: FlaskForm, congress: Congress, title: str, at: datetime) -> Document | None:
    """The signed paper sent along, kept; None where none was asked for or sent."""
    file = form.paper.data if "paper" in form else None
    if not file or not file.filename:
        return None
    return keep_paper(congress, file.read(), file.filename, title, at, data_folder(), Kind.signed)
