"""备份: one file with everything kept, consistent while the service runs."""

import tarfile
import tempfile
from pathlib import Path

from votes.common.db import sqlite_driver
from votes.common.errors import RuleBroken, say

KEPT = ("secret-key", "files", "templates")
WITHOUT_DATABASE = say("The database is in PostgreSQL and not in this backup. Save it with pg_dump as well.")


def back_up(data: Path, target: Path, with_database: bool = True) -> None:
    """Write the database as of one moment, then the files; a file named by the database is never missing."""
    check_target(target)
    if with_database and not (data / "votes.db").exists():
        raise RuleBroken(
            say("There is no database in %(folder)s. Set DATA to the data folder."), folder=data.resolve()
        )
    fresh = target.with_suffix(".new")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, tarfile.open(fresh, "w") as archive:
        if with_database:
            archive.add(database_copy(data / "votes.db", Path(folder) / "votes.db"), "votes.db")
        for name in KEPT:
            if (data / name).exists():
                archive.add(data / name, name)
    fresh.chmod(0o600)
    fresh.replace(target)


def check_target(target: Path) -> None:
    """Refuse to write over another backup, or into a folder that is not there."""
    if target.exists():
        raise RuleBroken(say("%(name)s exists already. Give the backup another name."), name=target.name)
    if not target.parent.is_dir():
        raise RuleBroken(say("There is no folder %(folder)s. Make it first."), folder=target.parent)


def database_copy(path: Path, copy: Path) -> Path:
    """The whole database of one moment, by SQLite's own backup; writers need not stop."""
    driver = sqlite_driver()
    source, made = driver.connect(str(path)), driver.connect(str(copy))
    try:
        source.backup(made)
    finally:
        source.close()
        made.close()
    return copy
