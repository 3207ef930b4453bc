"""The figures this product promises, measured and printed with their bars: `make bench`.

Nothing here is a test, for machines differ and are busy: the fastest of several runs is held against the bar, the
median stands beside it. Pages are asked of the application as a worker of `votes serve` holds it, on SQLite, without
any cache; memory is a worker's own. WROCLAW may name the real file.
"""

import gzip
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from socket import socket
from statistics import median
from urllib.error import URLError
from urllib.parse import urljoin
from urllib.request import urlopen

from flask import Flask
from flask.testing import FlaskClient

from tests.ballots.box.samples import sealed_box
from tests.bench_casts import of_casts
from tests.bench_counting import counting_in_the_page
from tests.bench_data import archived_list, living_list, wroclaw
from tests.bench_search import of_searching
from tests.bench_sheets import on_both_databases
from tests.bench_watch import of_watching
from votes.app import create_app
from votes.ballots.box.cards import make_keys
from votes.ballots.box.opening import check, open_box
from votes.ballots.box.printing import printable, slip_sheet
from votes.ballots.box.slips import new_code
from votes.ballots.recount import count_again
from votes.common.db import db, writing
from votes.server import settled

RUNS = 9
PROJECTS = 550
AUGUST = datetime(2026, 8, 10, 1, tzinfo=UTC)
VISITED = ("/", "/demo-county", "/demo-county/2026", "/demo-county/2026/7", "/other-county/2020", "/sign-in")
START = """
import time; began = time.perf_counter()
from votes.common.starting import loading
with loading():
    from votes.app import create_app
    app = create_app()
print(time.perf_counter() - began)
"""


@dataclass(frozen=True)
class Figure:
    """What was measured, fastest and median run (the same where one run tells all), and the bar to stay below."""

    words: str
    runs: Sequence[float]
    bar: float
    unit: str

    @property
    def value(self) -> float:
        """The fastest run: what other work on the machine adds is not ours."""
        return min(self.runs)

    @property
    def holds(self) -> bool:
        """Whether it stays below its bar."""
        return self.value < self.bar

    def __str__(self) -> str:
        word = "pass" if self.holds else "FAIL"
        measured = f"{self.value:7.2f} {self.unit:2} (median {median(self.runs):7.2f})"
        return f"{word}  {measured}  below {self.bar:3g} {self.unit:2}  {self.words}"


def seconds(deed: Callable[[], object], runs: int = RUNS) -> list[float]:
    """The times of a deed, after it was done once before."""
    deed()
    taken = []
    for _ in range(runs):
        began = time.perf_counter()
        deed()
        taken.append(time.perf_counter() - began)
    return taken


def environment(data: Path, **more: str) -> dict[str, str]:
    """As on a machine of its own: this data folder, SQLite, modules compiled once."""
    compiled = {"PYTHONPYCACHEPREFIX": str(data / "compiled"), "PYTHONDONTWRITEBYTECODE": ""}
    return {**os.environ, **compiled, "DATA": str(data), "DATABASE_URL": "", "BASE_URL": "", **more}


def said(*words: str, data: Path) -> str:
    """What a new Python says to these words, with this data folder."""
    return subprocess.run(
        [sys.executable, *words], env=environment(data), check=True, capture_output=True, text=True
    ).stdout


@contextmanager
def serving(data: Path, *words: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """A server of our own on a free port, from before it answers until we have done with it."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = subprocess.Popen(
        [sys.executable, "-m", "votes.cli", *words],
        env=environment(data, PORT=str(port), WORKERS="1"),
        stdout=subprocess.DEVNULL,
        text=True,
    )
    try:
        yield server, f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait()


def ask(address: str) -> None:
    """Open a page, waiting until somebody answers."""
    for _ in range(3000):
        with suppress(URLError, ConnectionError):
            urlopen(address).read()
            return
        time.sleep(0.01)
    raise SystemExit(f"nobody answers at {address}")


def of_commands(data: Path) -> Iterator[Figure]:
    """A command that only says what there is, and the start of the application."""
    yield Figure("votes --help", seconds(lambda: said("-m", "votes.cli", "--help", data=data), 5), 0.5, "s")
    started = [float(said("-c", START, data=data)) for _ in range(5)]
    yield Figure("the application starts", started, 1.5, "s")


def of_demo(folder: Path) -> Figure:
    """The demonstration started again on its folder, until its home page is there."""
    said("-m", "votes.cli", "demo", data=folder)
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        with serving(folder, "demo", "--serve") as (_server, address):
            ask(f"{address}/")
            taken.append(time.perf_counter() - began)
    return Figure("second start of the demonstration, until it answers", taken, 4, "s")


def of_pages(client: FlaskClient) -> Iterator[Figure]:
    """Lists of 550 projects and single projects, living and archived, in milliseconds."""
    for words, address, bar in (
        (f"list of {PROJECTS} projects, living", "/demo-county/2026", 100),
        (f"list of {PROJECTS} projects, archived", "/other-county/2020", 100),
        ("one project, living", "/demo-county/2026/7", 30),
        ("one project, archived", "/other-county/2020/7", 30),
    ):
        assert client.get(address).status_code == 200, address
        taken = seconds(lambda a=address: client.get(a))
        yield Figure(words, [1000 * one for one in taken], bar, "ms")


def of_worker(data: Path) -> Figure:
    """Memory of a gunicorn worker that has shown each of these pages three times, in MB."""
    with serving(data, "serve") as (server, address):
        for page in VISITED * 3:
            ask(f"{address}{page}")
        worker = Path(f"/proc/{server.pid}/task/{server.pid}/children").read_text().split()[0]
        status = Path(f"/proc/{worker}/status").read_text()
    found = re.search(r"VmRSS:\s+(\d+) kB", status)
    assert found is not None
    return Figure("a worker of votes serve after 18 pages", [int(found[1]) / 1024], 180, "MB")


def of_recount(folder: Path) -> Figure:
    """53,801 ballots on 39 projects counted again, reading included."""
    real = os.environ.get("WROCLAW")
    path = Path(real) if real else wroclaw(folder / "wroclaw.pb")
    assert count_again(path).poll is not None
    words = "recount of Wrocław 2018, 53,801 ballots" if real else "recount of 53,801 made-up ballots"
    return Figure(words, seconds(lambda: count_again(path), 5), 1, "s")


def of_sealed_box(ballots: int, bar: float, runs: int) -> Iterator[Figure]:
    """Sealed ballots checked, then opened and counted, on one core; the bar is for the opening and the count."""
    vote, box = sealed_box(ballots)
    checked = check(box)
    yield Figure(f"signatures of {ballots:,} sealed ballots", seconds(lambda: check(box), runs), bar, "s")
    words = f"opening and counting {ballots:,} sealed ballots"
    yield Figure(words, seconds(lambda: open_box(checked, vote.key), runs), bar, "s")


def of_slips(number: int) -> Figure:
    """Slips with fields for four votes, drawn and laid out as a PDF."""
    titles = {sign: f"第{sign}次票决" for sign in "ABCD"}
    keyset, _ = make_keys("演示县人大", "第一次会议", titles, need=2, cards=3)

    def drawn() -> None:
        codes = [new_code() for _ in range(number)]
        printable(slip_sheet(keyset, codes, "https://votes.example"), "slips")

    return Figure(f"{number} slips of four fields as PDF", seconds(drawn, 2), 15, "s")


def of_first_load(client: FlaskClient, address: str, name: str, bar: float) -> Figure:
    """A page and all it brings along, compressed as nginx does it, in KB."""
    page = client.get(address).data
    found = re.findall(r'<(?:link|script|img)[^>]*?(?:href|src)="([^"]+)"', page.decode())
    parts = [page, *(client.get(urljoin(address, part)).data for part in dict.fromkeys(found))]
    size = sum(len(gzip.compress(part, 6)) for part in parts) / 1024
    return Figure(f"first load of {name}, {len(parts)} files", [size], bar, "KB")


def filled(folder: Path) -> Flask:
    """The application with both long lists, on the tenth of August."""
    app = create_app(
        {
            "DATA": str(folder),
            "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'votes.db'}",
            "SECRET_KEY": "of this bench alone",
            "BASE_URL": "",
            "CLOCK": lambda: AUGUST,
        }
    )
    token = writing.set(True)
    with app.app_context():
        db.create_all()
        living_list(PROJECTS)
        archived_list(PROJECTS, date(2020, 12, 1))
        db.session.commit()
    writing.reset(token)
    return settled(app)


def figures(folder: Path) -> Iterator[Figure]:
    """Everything, each as soon as it is measured."""
    lists, demo = folder / "lists", folder / "demo"
    lists.mkdir()
    client = filled(lists).test_client()
    yield from of_pages(client)
    yield of_first_load(client, "/", "the home page", 60)
    yield of_first_load(client, "/b", "the ballot page with its scripts", 40)
    yield of_recount(folder)
    yield from of_sealed_box(3_000, 0.5, 5)
    yield from of_sealed_box(100_000, 15, 1)
    words = "reading, opening and counting 3,000 sealed ballots in the offline page"
    yield Figure(words, counting_in_the_page(3_000, 3), 5, "s")
    yield of_slips(400)
    for words, runs, bar, unit in of_casts(folder):
        yield Figure(words, runs, bar, unit)
    for words, runs, bar, unit in (*on_both_databases(folder), *of_watching(folder), *of_searching(folder)):
        yield Figure(words, runs, bar, unit)
    yield from of_commands(lists)
    yield of_worker(lists)
    yield of_demo(demo)


def main() -> int:
    """Measure and print everything; 1 if a bar is missed."""
    missed = 0
    with tempfile.TemporaryDirectory(prefix="votes-bench-") as temporary:
        for figure in figures(Path(temporary)):
            print(figure, flush=True)
            missed += not figure.holds
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
