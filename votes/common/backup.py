"""备份: one file with everything kept, consistent while the service runs."""

import tarfile
import tempfile
from pathlib import Path

from votes.common.db import sqlite_driver
from votes.common.errors import RuleBroken, say

KEPT = ("secret-key", "files", "templates")


def back_up(data: Path, target: Path) -> None:
    """Write the database as of one moment, then the files; a file named by the database is never missing."""
    if target.exists():
        raise RuleBroken(say("%(name)s exists already. Give the backup another name."), name=target.name)
    fresh = target.with_suffix(".new")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder, tarfile.open(fresh, "w") as archive:
        if (data / "votes.db").exists():
            archive.add(database_copy(data / "votes.db", Path(folder) / "votes.db"), "votes.db")
        for name in KEPT:
            if (data / name).exists():
                archive.add(data / name, name)
    fresh.chmod(0o600)
    fresh.replace(target)


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
