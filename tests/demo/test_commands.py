"""`votes demo` and `votes serve` at the edge: the port is asked for first, links carry it, files are private."""

import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from votes import cli
from votes.accounts.links import site
from votes.common.config import from_environment
from votes.demo import commands


@pytest.fixture(autouse=True)
def _umask_as_it_was() -> Iterator[None]:
    before = os.umask(0o022)
    yield
    os.umask(before)


@pytest.fixture
def busy() -> Iterator[int]:
    """A port on which somebody listens."""
    with socket.socket() as server:
        server.bind(("127.0.0.1", 0))
        server.listen()
        yield server.getsockname()[1]


@pytest.mark.parametrize("words", [["demo", "--serve"], ["serve"]])
def test_a_port_that_is_taken_is_told_before_anything_is_done(
    app, busy: int, words: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(commands, "demo", lambda *_values: pytest.fail("links were made"))
    answer = CliRunner().invoke(cli.main, [*words, "--port", str(busy)])
    assert answer.exit_code == 1
    assert f"端口{busy}已被占用" in answer.output
    assert "Traceback" not in answer.output


def test_the_demonstration_prints_the_port_and_the_command_it_was_started_with(
    app, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[object] = []

    def show(*values: object) -> None:
        told.extend([site(), *values])

    monkeypatch.setenv("PORT", "9000")
    monkeypatch.setenv("DATA", "/tmp/try")
    monkeypatch.setattr("votes.app.create_app", lambda: app)
    monkeypatch.setattr(commands, "demo", show)
    assert CliRunner().invoke(cli.main, ["demo", "--port", "9001", "--again", "make demo"]).exit_code == 0
    fresh = "DATA=/tmp/try PORT=9001 .venv/bin/votes demo"
    assert told == ["http://127.0.0.1:9001", None, fresh, "make demo"]


def test_folder_database_and_key_are_for_their_owner_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATA", str(tmp_path / "data"))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    from_environment()
    modes = {
        path.name: path.stat().st_mode & 0o777 for path in [tmp_path / "data", *(tmp_path / "data").iterdir()]
    }
    assert modes == {"data": 0o700, "votes.db": 0o600, "secret-key": 0o600}
    (tmp_path / "data" / "votes.db").chmod(0o644)
    from_environment()
    assert (tmp_path / "data" / "votes.db").stat().st_mode & 0o777 == 0o600
