"""`votes archive`: a county takes in its own past years."""

from pathlib import Path

import click
from flask_babel import gettext as _
from sqlalchemy import select

from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.exports import write_xlsx
from votes.common.sheet_words import error_words
from votes.congress.models import Congress
from votes.projects.archive import ArchivedBallot, ArchivedCollection, ArchivedRating, Statement
from votes.projects.archive_import import take
from votes.projects.archive_sheets import NAMES, Archive, accepted, blank_headings, read_folder
from votes.projects.archive_years import Year
from votes.projects.models import Project

OF_A_COUNTY = ("项目", "票决", "进展", "满意度", "征集")
"""The sheets a county fills in about itself."""


def told(archive: Archive) -> list[str]:
    """Everything to mend as a line: each cell and each missing column, then each column that is not read."""
    lines = [
        _("%(place)s: %(words)s", place=name, words=error_words(error)) for name, error in archive.errors
    ]
    lines += [
        _(
            "%(file)s: sheet “%(sheet)s”: the column “%(column)s” is not known. Rename it or take it away.",
            file=file,
            sheet=sheet,
            column=column,
        )
        for file, sheet, column in archive.unread
    ]
    lines += [
        _("%(file)s may have these columns: %(names)s", file=file, names=accepted(file))
        for file in dict.fromkeys(file for file, _sheet, _column in archive.unread)
    ]
    return lines


def write_blanks(folder: Path) -> None:
    """Write the blank sheets of a county's past years into a folder; a file that is there already stays."""
    folder.mkdir(parents=True, exist_ok=True)
    for word in OF_A_COUNTY:
        path = folder / f"{word}.xlsx"
        if path.exists():
            raise RuleBroken(say("%(file)s is there already. Name an empty folder."), file=path)
        path.write_bytes(write_xlsx(word, blank_headings(NAMES[word]), []))
        click.echo(path)


def import_archive(slug: str, folder: Path) -> None:
    """Read a folder of sheets and take all of it in, or nothing."""
    home = db.session.scalar(select(Congress).where(Congress.slug == slug))
    if home is None:
        raise click.ClickException(
            _("There is no congress %(slug)s. Add it first: votes congress add", slug=slug)
        )
    archive = read_folder(folder)
    if wrong := told(archive):
        raise click.ClickException("\n".join([_("Nothing was taken in. Please mend:"), *wrong]))
    for name in archive.passed_over:
        click.echo(_("Not read, for its name is none of an archive's sheets: %(file)s", file=name), err=True)
    years = take(db.session(), archive, home)
    for year in years:
        click.echo(f"{year.cycle.congress.place} {outcome(year)}")
    db.session.commit()
    if not years:
        click.echo(_("0 years: no sheet holds a year. Fill the sheets in, then give this command once more."))
        return
    click.echo(_("Look at it under /%(slug)s.", slug=slug))


def outcome(year: Year) -> str:
    """What became of a year, and what it holds now."""
    when = year.cycle.year
    if not year.has_changed:
        return str(_("%(year)d: no change", year=when))
    words = _(
        "projects %(projects)d, ballots %(ballots)d, progress %(progress)d, ratings %(ratings)d, collections"
        " %(collections)d",
        projects=year.count(Project),
        ballots=year.count(ArchivedBallot),
        progress=year.count(Statement),
        ratings=year.count(ArchivedRating),
        collections=year.count(ArchivedCollection),
    )
    return str(
        _("%(year)d: taken in (%(held)s)", year=when, held=words)
        if year.is_new
        else _("%(year)d: brought up to date (%(held)s)", year=when, held=words)
    )
