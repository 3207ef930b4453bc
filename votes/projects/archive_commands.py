"""`votes archive`: a county takes in its own past years."""

from pathlib import Path

import click
from flask_babel import gettext as _
from sqlalchemy import select

from votes.common.db import db
from votes.congress.models import Congress
from votes.projects.archive_import import take
from votes.projects.archive_sheets import Archive, read_folder


def told(archive: Archive) -> list[str]:
    """Each cell to mend as a line: file, sheet, row, column, what was expected, what stands there."""
    words = _(
        "%(file)s, sheet %(sheet)s, row %(row)d, column %(column)s: expected %(expected)s, found “%(found)s”."
    )
    return [
        words
        % {
            "file": name,
            "sheet": error.sheet,
            "row": error.row,
            "column": error.column,
            "expected": _(error.expected, **error.values),
            "found": error.found,
        }
        for name, error in archive.errors
    ]


def import_archive(slug: str, folder: Path) -> None:
    """Read a folder of sheets and take all of it in, or nothing."""
    home = db.session.scalar(select(Congress).where(Congress.slug == slug))
    if home is None:
        raise click.ClickException(
            _("There is no congress %(slug)s. Add it first: votes congress add", slug=slug)
        )
    archive = read_folder(folder)
    if archive.errors:
        raise click.ClickException("\n".join(told(archive)))
    take(db.session(), archive, home)
    db.session.commit()
    click.echo(_("Taken in. Look at it under /%(slug)s.", slug=slug))
