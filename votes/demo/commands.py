"""`votes demo`: an empty data folder gets the archive and both living years; any other goes on where it stood.

Every start prints the addresses to open and fresh one-time codes, for the accounts and badges of demonstrations alone.
"""

from datetime import UTC, datetime

import click
from flask_babel import gettext as _
from sqlalchemy import select

from votes.common.config import data_folder
from votes.common.db import db
from votes.common.migrating import upgrade
from votes.congress.models import Congress
from votes.demo import archive
from votes.demo.doors import Door, addresses, doors
from votes.demo.start import build, standing
from votes.demo.story import Start, Story


def demo(start: str | None, fresh: str, again: str) -> None:
    """Bring the tables up to date, build what is missing, and print how to look at it.

    `fresh` is the command that prints new links, `again` the one that starts all of it once more.
    """
    upgrade()
    at = datetime.now(UTC)
    found = standing()
    if found:
        check_demo(found)
        if start:
            click.echo(_("The demonstration goes on where it stood; --stage counts in an empty data folder."))
    else:
        check_empty()
        found = made(Story(at, Start(start or Start.session)))
    tell(found, doors(found, at), fresh, again)
    db.session.commit()


def check_demo(found: list[Congress]) -> None:
    """Refuse to touch a congress that works in earnest under a name of the demonstration."""
    real = next((congress for congress in found if not congress.demo), None)
    if real is not None:
        raise click.ClickException(
            _("%(name)s is no demonstration. Choose another data folder: DATA=…", name=real.name)
        )


def check_empty() -> None:
    """Refuse to build the demonstration among congresses that work in earnest."""
    if db.session.scalar(select(Congress.id).limit(1)) is not None:
        raise click.ClickException(
            _("This data folder is in use and holds no demonstration. Choose another one: DATA=…")
        )


def made(story: Story) -> list[Congress]:
    """The archive and both living years, all of it or nothing."""
    archive.load(db.session())
    found = build(story, data_folder())
    db.session.commit()
    return found


def tell(found: list[Congress], opened: list[Door], fresh: str, again: str) -> None:
    """Print the addresses, and the codes this once."""
    click.echo(_("To look at:"))
    for words, address in addresses(found):
        click.echo(f"  {address}  {words}")
    click.echo(_("To sign in (each link works once, and not beside newer ones):"))
    for door in opened:
        click.echo(f"  {door.link}  {door.words}")
    if any(door.is_badge for door in opened):
        click.echo(
            _(
                "On one computer: sign in as the office, open the sitting, and hand over with the badge's code;"
                " the office takes it back with the code of its own link."
            )
        )
    click.echo(_("Fresh links, at any time: %(command)s", command=fresh))
    click.echo(_("Once it is stopped, to start it again: %(command)s", command=again))
