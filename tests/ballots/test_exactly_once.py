"""What was acknowledged lies in the box, once: in a burst, through kills of workers and of the whole server."""

import random
import signal
import time
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.ballots.burst import Burst, application, fresh_database, in_process, over_http, serving, set_up
from votes.ballots.box.canon import canonical
from votes.common.db import db

KILLS = ("kill_worker", "kill_all")


@pytest.fixture
def url(database: str, request: pytest.FixtureRequest) -> str:
    """The DATABASE_URL of a database of its own; blank for SQLite in the poll's folder."""
    if database == "sqlite":
        return ""
    return fresh_database(request.getfixturevalue("postgres_address"))


@pytest.mark.crawl
def test_killed_in_the_middle_of_a_burst_nothing_is_lost_and_nothing_counts_twice(
    tmp_path: Path, url: str, pytestconfig: pytest.Config
) -> None:
    rounds = 20 if pytestconfig.getoption("--release") else 1
    for seed in range(rounds):
        folder = tmp_path / str(seed)
        folder.mkdir()
        poll = set_up(folder, url, voters=90)
        draw = random.Random(seed)
        with serving(poll) as server:
            burst = Burst(poll, over_http(server.port, poll), draw)
            moments = sorted(draw.sample(range(10, 80), 3 if rounds > 1 else 2))
            for moment, kill in zip(moments, (*KILLS, "kill_worker"), strict=False):
                burst.at[moment] = getattr(server, kill)
            burst.run()
        assert (burst.wrong, burst.lost, burst.surplus) == ([], 0, 0), seed
        assert len(burst.acknowledged) == sum(poll.lying().values()) == 90
        with application(poll).app_context():
            db.drop_all()
            db.engine.dispose()


def test_all_at_once_and_twice_each_goes_in_once(tmp_path: Path, url: str) -> None:
    poll = set_up(tmp_path, url, voters=40)
    burst = Burst(poll, in_process(application(poll), poll), random.Random(1)).run()
    assert (burst.wrong, burst.lost, burst.surplus) == ([], 0, 0)


def without_primary_key() -> None:
    """The same table, its rows as they come."""
    db.session.execute(sa.text("DROP TABLE sealed_ballot"))
    kinds = "BLOB" if db.engine.dialect.name == "sqlite" else "BYTEA"
    columns = f"round_id INTEGER, pk {kinds}, ct {kinds}, sig {kinds}"
    db.session.execute(sa.text(f"CREATE TABLE sealed_ballot ({columns})"))
    db.session.commit()


def test_without_the_primary_key_the_same_burst_shows_ballots_twice(tmp_path: Path, url: str) -> None:
    """Negative control: the key alone carries it, and the burst is hard enough to tell."""
    poll = set_up(tmp_path, url, voters=40, before=without_primary_key)
    burst = Burst(poll, in_process(application(poll), poll), random.Random(1)).run()
    assert burst.surplus > 10
    assert burst.wrong != []


@pytest.mark.crawl(both=True)
def test_on_a_full_disk_nothing_is_acknowledged_that_is_not_there(tmp_path: Path) -> None:
    """The journal of SQLite runs full in the middle of the vote; with room again, everyone gets through."""
    poll = set_up(tmp_path, "", voters=40)
    bodies = [canonical(cast.plain()) for cast in poll.casts]
    with serving(poll, room=200_000) as server:
        send = over_http(server.port, poll)
        while send(b"{}", False) is None:
            time.sleep(0.02)
        told = [send(body, False) is not None for body in bodies]
        acknowledged = {(cast.pk, cast.ct) for cast, is_told in zip(poll.casts, told, strict=True) if is_told}
        assert 0 < len(acknowledged) < 40
        server.end(signal.SIGKILL)
        assert acknowledged <= set(poll.lying())
        server.room = 0
        server.begin()
        burst = Burst(poll, send, random.Random(1)).run()
    assert (burst.wrong, burst.lost, burst.surplus) == ([], 0, 0)
