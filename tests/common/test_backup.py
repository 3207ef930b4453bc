"""A backup is one moment of the whole, taken while others write, and opens as a data folder."""

import tarfile
import threading
from pathlib import Path

import pytest

from votes.common.backup import back_up
from votes.common.db import sqlite_driver
from votes.common.errors import RuleBroken


def test_a_backup_during_writing_is_a_prefix_of_what_was_written(tmp_path: Path) -> None:
    driver, data = sqlite_driver(), tmp_path / "data"
    (data / "files").mkdir(parents=True)
    (data / "files" / "a").write_bytes(b"picture")
    live = driver.connect(str(data / "votes.db"), check_same_thread=False, isolation_level=None)
    live.execute("PRAGMA journal_mode=WAL")
    live.execute("CREATE TABLE kept (n INTEGER)")
    stop, written = threading.Event(), []

    def write() -> None:
        n = 0
        while not stop.is_set():
            n += 1
            live.execute("INSERT INTO kept VALUES (?)", (n,))
            written.append(n)

    writer = threading.Thread(target=write)
    writer.start()
    while len(written) < 50:
        pass
    before = len(written)
    back_up(data, tmp_path / "copy.tar")
    stop.set()
    writer.join()
    with tarfile.open(tmp_path / "copy.tar") as archive:
        archive.extractall(tmp_path / "back", filter="data")
    rows = [n for (n,) in driver.connect(str(tmp_path / "back" / "votes.db")).execute("SELECT n FROM kept")]
    assert rows == list(range(1, len(rows) + 1))
    assert len(rows) >= before
    assert (tmp_path / "back" / "files" / "a").read_bytes() == b"picture"


def test_a_backup_never_overwrites_another(tmp_path: Path) -> None:
    (tmp_path / "copy.tar").write_bytes(b"")
    with pytest.raises(RuleBroken):
        back_up(tmp_path, tmp_path / "copy.tar")
