"""Bringing the tables of a database to a version; loaded by the commands that do it, so that serving starts without it."""

import flask_migrate
from flask import current_app

from votes.common.db import db
from votes.common.resources import folder


def knows_its_migrations() -> None:
    """Tell the application that is running where its migrations lie."""
    flask_migrate.Migrate(current_app, db, directory=str(folder("migrations")), render_as_batch=True)


def upgrade(revision: str = "head") -> None:
    """Bring the tables up to a version."""
    knows_its_migrations()
    flask_migrate.upgrade(revision=revision)


def downgrade(revision: str) -> None:
    """Take the tables back to an earlier version."""
    knows_its_migrations()
    flask_migrate.downgrade(revision=revision)


def write(message: str) -> None:
    """Write the next migration from what the models say now."""
    knows_its_migrations()
    number = len(list(folder("migrations").glob("versions/*.py"))) + 1
    flask_migrate.revision(message=message, autogenerate=True, rev_id=f"{number:04d}")
