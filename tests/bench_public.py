"""What the public side costs, through nginx with the README's lines: `python -m tests.bench_public`, one line a figure.

Cached pages beside a static file of the same run; 170 requests a second with evaluations among them (`--seconds 300`, the
default); the size of every public page's first load; a full export of 12,000 projects, its time and memory; and when the
largest part of a page is painted by a phone that is four times slower, over 1.6 Mbit/s. Needs nginx and Chromium, and
says so where one is missing. Machines are busy: of each figure the fastest or median turn counts, ratios tell most.
"""

import gzip
import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import date
from http.client import HTTPConnection
from pathlib import Path
from socket import socket
from statistics import median
from threading import Thread
from urllib.parse import urlencode, urljoin

from flask import Flask
from playwright.sync_api import CDPSession, Page, sync_playwright

from tests.bench_casts import wait_for
from tests.bench_data import archived_list, living_list
from tests.bench_screens import configuration
from tests.bench_watch import PUBLISHED, fill
from tests.forms import token_of
from tests.light_client import Measured, each_alone, get, saturate
from tests.people import make_people
from votes.app import create_app
from votes.common.db import db, writing
from votes.projects.models import Cycle

PROJECTS, EXPORTED = 550, 12_000
A_SECOND, EVALUATIONS = 170, 0.05
WIRES, TURNS, TURN = 32, 20, 1.0
ADDRESSES = ("/", "/demo-county", "/demo-county/2026", "/demo-county/2026/7", "/data", "/other-county/2020")
OPENED, SLOWER, LINE, DISTANCE = 5, 4, 1.6e6 / 8, 150
"""The phone: how often it opens a page, times slower, bytes a second, milliseconds there and back."""
PAINTED = """() => new Promise(done => new PerformanceObserver(list => done(list.getEntries().at(-1).startTime))
  .observe({type: "largest-contentful-paint", buffered: true}))"""


def main() -> int:
    """Measure and print everything that was asked for; 1 if a bar is missed."""
    seconds = float(sys.argv[sys.argv.index("--seconds") + 1]) if "--seconds" in sys.argv else 300.0
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        raise SystemExit("nginx is not installed: nothing was measured. Install nginx (Debian: nginx-light).")
    missed = 0
    with tempfile.TemporaryDirectory(prefix="votes-bench-") as temporary:
        folder = Path(temporary)
        for words, value, bar, unit in figures(folder, nginx, seconds):
            holds = value <= bar if bar > 0 else value >= -bar
            missed += not holds
            side = "at most" if bar > 0 else "at least"
            print(
                f"{'pass' if holds else 'FAIL'}  {value:8.2f} {unit}, {side} {abs(bar):g}: {words}",
                flush=True,
            )
    return 1 if missed else 0


Figure = tuple[str, float, float, str]
"""Words, value, bar, unit; a bar below nought is the least, without its sign."""


def figures(folder: Path, nginx: str, seconds: float) -> Iterator[Figure]:
    """Everything, each as soon as it is measured."""
    (folder / "lists").mkdir()
    (folder / "export").mkdir()
    app = filled(folder / "lists")
    yield from of_first_loads(app)
    with ExitStack() as stack:
        _pid, port = stack.enter_context(serving(folder / "lists"))
        public, secure = stack.enter_context(before(nginx, folder, port))
        wait_for(public)
        yield from of_caching(public, folder)
        yield from of_painting(secure)
        yield from of_burst(public, seconds)
    yield from of_exports(folder / "export")


def application(folder: Path) -> Flask:
    """The application on an empty SQLite of its own."""
    where = {"DATA": str(folder), "SQLALCHEMY_DATABASE_URI": f"sqlite:///{folder / 'votes.db'}"}
    app = create_app({**where, "SECRET_KEY": "of this bench alone", "BASE_URL": ""})
    with app.app_context():
        db.create_all()
    return app


def filled(folder: Path) -> Flask:
    """Two lists of 550 projects, living and archived; a tenth of the living ones are rated."""
    app = application(folder)
    token = writing.set(True)
    with app.app_context():
        living_list(PROJECTS)
        archived_list(PROJECTS, date(2020, 12, 1))
        db.session.commit()
    writing.reset(token)
    return app


@contextmanager
def serving(folder: Path, workers: int = 2) -> Iterator[tuple[int, int]]:
    """`votes serve` on a free port, behind one proxy: its process, its port."""
    port = free_port()
    more = {"DATA": str(folder), "DATABASE_URL": "", "BASE_URL": "", "SECRET_KEY": "of this bench alone"}
    more |= {"PORT": str(port), "WORKERS": str(workers), "TRUSTED_PROXIES": "1"}
    server = subprocess.Popen(
        [sys.executable, "-m", "votes.cli", "serve"], env={**os.environ, **more}, stdout=subprocess.DEVNULL
    )
    try:
        wait_for(port)
        yield server.pid, port
    finally:
        server.terminate()
        server.wait()


@contextmanager
def before(nginx: str, folder: Path, port: int) -> Iterator[tuple[int, int]]:
    """nginx with the README's lines before this port: a plain port, and one of HTTP/2 over TLS as browsers come by.

    It has one folder of files of its own to compare with.
    """
    public, secure = free_port(), free_port()
    (folder / "static").mkdir()
    key, certificate = certified(folder)
    written = folder / "nginx.conf"
    more = (
        f"server_name _; location /bench-static/ {{ alias {folder}/static/; }}\n"
        f"  listen 127.0.0.1:{secure} ssl http2; ssl_certificate {certificate}; ssl_certificate_key {key};\n"
        f"  listen 127.0.0.1:{public}"
    )
    lines = configuration(folder, public, port)
    written.write_text(lines.replace(f"listen 127.0.0.1:{public}", more, 1))
    process = subprocess.Popen([nginx, "-e", str(folder / "nginx.log"), "-c", str(written)])
    try:
        yield public, secure
    finally:
        process.terminate()
        process.wait()


def free_port() -> int:
    """A port that nobody listens at."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def certified(folder: Path) -> tuple[Path, Path]:
    """A key and a certificate that nobody but this bench trusts."""
    key, certificate = folder / "key.pem", folder / "certificate.pem"
    kind = ["-x509", "-nodes", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1"]
    where = ["-keyout", str(key), "-out", str(certificate), "-subj", "/CN=localhost", "-days", "2"]
    if shutil.which("openssl") is None:
        raise SystemExit("openssl is not installed: nothing was measured.")
    subprocess.run(["openssl", "req", *kind, *where], check=True, capture_output=True)
    return key, certificate


# what a page weighs


def of_first_loads(app: Flask) -> Iterator[Figure]:
    """The heaviest first load among the public pages of two long lists: the page with all it brings, compressed."""
    client = app.test_client()
    sizes = {address: first_load(client, address) for address in ADDRESSES}
    heaviest = max(sizes, key=lambda one: sizes[one])
    yield f"first load of {heaviest}, the heaviest of {len(sizes)}", sizes[heaviest], 60, "KB"


def first_load(client: object, address: str) -> float:
    """KB of a page and its files but for photos that come lazily, compressed as nginx does it."""
    page = client.get(address).data
    found = re.findall(
        r'<(?:link|script|img)(?![^>]*loading="lazy")[^>]*?(?:href|src)="([^"#]+)"', page.decode()
    )
    parts = [
        page,
        *(client.get(urljoin(address, part)).data for part in dict.fromkeys(found) if is_file(part)),
    ]
    return sum(len(gzip.compress(part, 6)) for part in parts) / 1024


def is_file(address: str) -> bool:
    """Whether a page brings this along, and does not only name it."""
    return "/static/" in address or address.endswith((".png", ".jpg", ".svg"))


# cached pages beside a static file


def of_caching(port: int, folder: Path) -> Iterator[Figure]:
    """A cached list of 550 projects beside the same bytes as a file of nginx, and what nginx itself works for each.

    Many short turns, now the one first and now the other, so that what else the machine does falls on both alike.
    """
    page = fetched(port, "/demo-county/2026")
    (folder / "static" / "page.html").write_bytes(page)
    nginx = int((folder / "nginx.pid").read_text())
    cached, still = Turns(port, "/demo-county/2026", nginx), Turns(port, "/bench-static/page.html", nginx)
    for turn in range(TURNS):
        for one in (cached, still) if turn % 2 else (still, cached):
            one.take()
    words = f"cached list against a static file ({cached.rate:.0f} and {still.rate:.0f} a second)"
    yield words, cached.rate / still.rate, -0.8, "x"
    words = f"nginx's own work for each ({1e6 * cached.work:.0f} and {1e6 * still.work:.0f} millionths of a second)"
    yield words, still.work / cached.work, -0.8, "x"


class Turns:
    """Answers of one address in turns: how many a second, and how long nginx's processor worked for each."""

    def __init__(self, port: int, path: str, nginx: int) -> None:
        self.port, self.path, self.nginx = port, path, nginx
        self.seen, self.worked = Measured(), 0.0

    def take(self) -> None:
        """One turn more."""
        began = worked(self.nginx)
        self.seen.add(saturate(self.port, iter(lambda: get(self.path), b""), WIRES, TURN))
        self.worked += worked(self.nginx) - began
        if self.seen.wrong:
            raise SystemExit(f"{self.seen.wrong} wrong answers at {self.path}")

    @property
    def rate(self) -> float:
        """Answers a second over all turns."""
        return self.seen.rate

    @property
    def work(self) -> float:
        """Seconds of nginx's processor for each answer."""
        return self.worked / len(self.seen.times)


def worked(pid: int) -> float:
    """Seconds for which the workers of this nginx have had a processor."""
    ticks = 0
    for worker in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        cells = Path(f"/proc/{worker}/stat").read_text().rpartition(")")[2].split()
        ticks += int(cells[11]) + int(cells[12])
    return ticks / os.sysconf("SC_CLK_TCK")


def fetched(port: int, path: str) -> bytes:
    """The bytes of a page."""
    line = HTTPConnection("127.0.0.1", port, timeout=30)
    line.request("GET", path)
    answer = line.getresponse()
    body = answer.read()
    assert answer.status == 200, (path, answer.status)
    return body


# the burst


def of_burst(port: int, seconds: float) -> Iterator[Figure]:
    """170 requests a second, one in twenty an evaluation from an address of its own, the rest pages."""
    draw = random.Random(7)
    raters = prepared(port, int(A_SECOND * seconds * EVALUATIONS))
    pages = [get(draw.choice(ADDRESSES)) for _ in range(int(A_SECOND * seconds) - len(raters))]
    outcomes: list[tuple[int, float]] = []
    rating = Thread(target=rate_all, args=(port, raters, seconds, outcomes))
    rating.start()
    read: Measured = each_alone(port, pages, seconds)
    rating.join()
    times = sorted([*read.times, *(taken for _, taken in outcomes)])
    wrong = read.wrong + sum(status != 302 for status, _ in outcomes)
    whole = f"{len(times):,} requests in {seconds:g} s, {len(outcomes):,} of them evaluations"
    yield f"wrong answers to {whole}", float(wrong), 0.5, "  "
    yield f"19 in 20 of {whole}", 1000 * times[int(0.95 * len(times))], 100, "ms"


Rater = tuple[str, str, str, str]
"""Path, cookies, token, own address."""


def prepared(port: int, number: int) -> list[Rater]:
    """People who have the form before them, each with a device and an address of their own."""
    found = []
    for n in range(number):
        path = f"/demo-county/2026/{10 * (n % (PROJECTS // 10)) + 1}/rate"
        home = f"127.{1 + n // 60_000}.{n // 250 % 240}.{1 + n % 250}"
        line = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(home, 0))
        line.request("GET", path)
        answer = line.getresponse()
        page = answer.read().decode()
        cookies = "; ".join(one.partition(";")[0] for one in answer.headers.get_all("Set-Cookie") or ())
        found.append((path, cookies, token_of(page), home))
        line.close()
    return found


def rate_all(port: int, raters: list[Rater], seconds: float, outcomes: list[tuple[int, float]]) -> None:
    """Each rates once, evenly over the time; status and seconds of each, from when it was due."""
    began = time.perf_counter()
    for n, (path, cookies, token, home) in enumerate(raters):
        due = began + n * seconds / len(raters)
        time.sleep(max(0.0, due - time.perf_counter()))
        line = HTTPConnection("127.0.0.1", port, timeout=60, source_address=(home, 0))
        body = urlencode({"csrf_token": token, "grade": "satisfied", "sentence": ""})
        kind = "application/x-www-form-urlencoded"
        line.request("POST", path, body, {"Cookie": cookies, "Content-Type": kind})
        answer = line.getresponse()
        answer.read()
        outcomes.append((answer.status, time.perf_counter() - due))
        line.close()


# the phone


def of_painting(port: int) -> Iterator[Figure]:
    """When the largest part is painted, by page; each opened so many times without anything kept, the median."""
    with sync_playwright() as playwright:
        chromium = shutil.which(os.environ.get("CHROMIUM", "chromium"))
        if chromium is None:
            raise SystemExit("Chromium is not installed: painting was not measured.")
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        for address in ADDRESSES:
            runs = []
            for _run in range(OPENED):
                page = browser.new_page(viewport={"width": 360, "height": 740}, ignore_https_errors=True)
                slowed(page.context.new_cdp_session(page))
                runs.append(painted(page, f"https://127.0.0.1:{port}{address}"))
                page.close()
            words = f"largest part of {address} painted, {SLOWER} times slower, 1.6 Mbit/s"
            yield words, median(runs) / 1000, 1.5, "s "
        browser.close()


def slowed(session: CDPSession) -> None:
    """The processor and the line of a cheap phone."""
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    session.send("Network.enable")
    line = {"downloadThroughput": LINE, "uploadThroughput": LINE / 2, "latency": DISTANCE, "offline": False}
    session.send("Network.emulateNetworkConditions", line)


def painted(page: Page, address: str) -> float:
    """Milliseconds from the beginning until the largest part of the page is there."""
    page.goto(address, wait_until="load")
    return float(page.evaluate(PAINTED))


# exports


def of_exports(folder: Path) -> Iterator[Figure]:
    """All projects of 24 lists of 500 in each form: seconds, and what the largest of them adds to a worker's memory."""
    app = application(folder)
    token = writing.set(True)
    with app.app_context():
        fill(make_people(db.session), EXPORTED // 500)
        for cycle in db.session.query(Cycle):
            cycle.candidates_published_at = cycle.candidates_published_at or PUBLISHED
        db.session.commit()
    writing.reset(token)
    with serving(folder, workers=1) as (pid, port):
        fetched(port, "/data")
        before_it = most_memory(pid)
        for form in ("csv", "xlsx", "json"):
            began = time.perf_counter()
            body = fetched(port, f"/data/projects.{form}")
            taken = time.perf_counter() - began
            yield f"{EXPORTED:,} projects as {form}, {len(body) / 1e6:.1f} MB", taken, 5, "s "
        yield "what these exports add to a worker's memory", most_memory(pid) - before_it, 150, "MB"


def most_memory(pid: int) -> float:
    """The most memory that the worker of this server has held so far, in MB."""
    worker = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()[0]
    found = re.search(r"VmHWM:\s+(\d+) kB", Path(f"/proc/{worker}/status").read_text())
    assert found is not None
    return int(found[1]) / 1024


if __name__ == "__main__":
    sys.exit(main())
