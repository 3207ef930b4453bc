"""`votes congress`: a congress is added by whoever runs the service; there is none by default."""

import click
from flask_babel import gettext as _
from sqlalchemy import select

from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.founding import found
from votes.congress.models import Congress, Level


def the_congress(slug: str) -> Congress:
    """The congress of this word, or the end of the command."""
    congress = db.session.scalar(select(Congress).where(Congress.slug == slug))
    if congress is None:
        raise click.ClickException(
            _("There is no congress %(slug)s. Add it first: votes congress add", slug=slug)
        )
    return congress


def add(slug: str, name: str, level: str, parent: str, place: str, province: str) -> None:
    """Add a congress and say what comes next."""
    try:
        congress = found(slug, name, Level(level), the_congress(parent) if parent else None, place)
    except RuleBroken as broken:
        raise click.ClickException(_(broken.sentence, **broken.values)) from broken
    congress.province = province or congress.province
    db.session.commit()
    click.echo(
        _(
            "%(name)s is added. Next: votes account add %(slug)s LOGIN NAME --role administrator",
            name=congress.name,
            slug=slug,
        )
    )


def show() -> None:
    """Every congress: its word, level, name and host."""
    for congress in db.session.scalars(select(Congress).order_by(Congress.id)):
        host = congress.parent.slug if congress.parent else "-"
        click.echo(f"{congress.slug}\t{congress.level}\t{congress.name}\t{host}")
