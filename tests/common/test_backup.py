"""A backup is one moment of the whole, taken while others write, and opens as a data folder."""

import shutil
import tarfile
import threading
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from votes.cli import main
from votes.common.backup import back_up
from votes.common.db import sqlite_driver
from votes.common.errors import RuleBroken
from votes.common.i18n import compile_catalogues


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
    shutil.unpack_archive(tmp_path / "copy.tar", tmp_path / "back")
    rows = [n for (n,) in driver.connect(str(tmp_path / "back" / "votes.db")).execute("SELECT n FROM kept")]
    assert rows == list(range(1, len(rows) + 1))
    assert len(rows) >= before
    assert (tmp_path / "back" / "files" / "a").read_bytes() == b"picture"


def test_a_backup_never_overwrites_another(tmp_path: Path) -> None:
    (tmp_path / "copy.tar").write_bytes(b"")
    with pytest.raises(RuleBroken, match="exists already"):
        back_up(tmp_path, tmp_path / "copy.tar")


@pytest.fixture(scope="module")
def compiled() -> None:
    """The catalogue, as every start of the service compiles it."""
    compile_catalogues()


def called(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, target: str, address: str = "") -> Result:
    """`votes backup` on this data folder."""
    monkeypatch.setenv("DATA", str(tmp_path))
    monkeypatch.setenv("DATABASE_URL", address)
    return CliRunner().invoke(main, ["backup", str(tmp_path / target)])


def test_without_a_database_there_is_no_backup(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: None
) -> None:
    """A backup of the wrong folder would be found to be empty on the day it is needed."""
    answer = called(tmp_path, monkeypatch, "copy.tar")
    assert answer.exit_code == 1
    assert "没有数据库" in answer.output
    assert not (tmp_path / "copy.tar").exists()


def test_a_folder_that_is_not_there_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: None
) -> None:
    answer = called(tmp_path, monkeypatch, "nowhere/copy.tar")
    assert answer.exit_code == 1
    assert "nowhere" in answer.output


def test_a_database_kept_elsewhere_is_not_in_it_and_a_sentence_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: None
) -> None:
    sqlite_driver().connect(str(tmp_path / "votes.db")).execute("CREATE TABLE long_ago (n INTEGER)")
    (tmp_path / "files").mkdir()
    answer = called(tmp_path, monkeypatch, "copy.tar", "postgresql://localhost/votes")
    assert answer.exit_code == 0
    assert "pg_dump" in answer.output
    with tarfile.open(tmp_path / "copy.tar") as archive:
        assert archive.getnames() == ["files"]
