"""What 1,000 hall screens cost the voters: nothing, behind nginx with a one-second cache. `python -m tests.bench_screens`

nginx runs with the very lines of the README. 3,000 voters come in a minute alone, and 3,000 while every screen asks once
a second, by turns of five seconds, for machines are busy; what 99 in 100 of them wait is compared, in the median turn: one stall of a
busy disk would decide over all. `--postgres` does it on PostgreSQL.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from multiprocessing import Process, Queue
from pathlib import Path
from socket import socket
from statistics import median
from typing import Any

from tests.ballots.burst import Poll, serving, set_up
from tests.bench_casts import OPTIONS, VOTERS, good, postgres, wait_for
from tests.light_client import Measured, each_alone, get, poll_every_second, post
from votes.ballots.box.canon import canonical

SCREENS, SECONDS, TURNS = 1_000, 60, 12
LEAD = 1.5
"""Seconds until every screen has asked for the first time."""
BAR = 1.2
README = Path(__file__).parent.parent / "README.md"
CONFIGURATION = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/nginx.log;{user}
events {{ worker_connections 8192; }}
http {{
  access_log {folder}/access.log;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
{lines}
}}
"""


def main() -> None:
    """Measure and print; 1 if the bar is missed."""
    nginx = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if nginx is None:
        raise SystemExit("nginx is not installed: nothing was measured. Install nginx (Debian: nginx-light).")
    os.environ["TRUSTED_PROXIES"] = "1"
    with tempfile.TemporaryDirectory(prefix="votes-bench-") as temporary, ExitStack() as stack:
        folder = Path(temporary)
        url = stack.enter_context(postgres(folder)) if "--postgres" in sys.argv else ""
        poll = set_up(folder, url, 2 * VOTERS, options=OPTIONS)
        server = stack.enter_context(serving(poll))
        wait_for(server.port)
        port = stack.enter_context(before(nginx, folder, server.port))
        wait_for(port)
        sys.exit(compared(poll, port))


def compared(poll: Poll, port: int) -> int:
    """Both figures of one run; 1 if the bar is missed."""
    requests = [post(f"/b/{poll.mark}/cast", canonical(cast.plain())) for cast in poll.casts]
    alone, among, shown = list[Measured](), list[Measured](), Measured()
    for place in range(0, 2 * VOTERS, 2 * VOTERS // TURNS):
        half = place + VOTERS // TURNS
        alone.append(good(each_alone(port, requests[place:half], SECONDS / TURNS)))
        with screens(port, screen_of(poll), shown):
            among.append(good(each_alone(port, requests[half : half + VOTERS // TURNS], SECONDS / TURNS)))
    return told(alone, among, shown)


def told(alone: list[Measured], among: list[Measured], shown: Measured) -> int:
    """Print what 99 in 100 waited for, without screens and among them, and what the screens had."""
    without, beside = waits(alone), waits(among)
    word = "pass" if beside < BAR * without and not shown.wrong else "FAIL"
    print(
        f"{word}  {beside / without:.2f} x, below {BAR} x: 99 in 100 of {VOTERS:,} voters in {SECONDS} s answered"
    )
    print(
        f"      within {without:.1f} ms without screens, {beside:.1f} ms with {SCREENS:,} of them (median turn);"
    )
    print(f"      over all turns {over_all(alone):.1f} and {over_all(among):.1f} ms;")
    print(f"      screens: {shown.rate:.0f} answers a second, {shown.wrong} wrong, 99 in 100 within ", end="")
    print(f"{1000 * shown.within(0.99):.1f} ms")
    return word != "pass"


def over_all(turns: list[Measured]) -> float:
    """The same of all turns together."""
    whole = Measured()
    for turn in turns:
        whole.add(turn)
    return 1000 * whole.within(0.99)


def waits(turns: list[Measured]) -> float:
    """Milliseconds within which 99 in 100 had their answer, in the median turn."""
    return 1000 * median(turn.within(0.99) for turn in turns)


def screen_of(poll: Poll) -> str:
    """The address that the screen of the poll's sitting asks."""
    words = "SELECT c.slug, r.sitting_id FROM ballot_round r JOIN congress c ON c.id = r.congress_id"
    ((slug, sitting),) = poll.rows(words)
    return f"/screen/{slug}/{sitting}.json"


@contextmanager
def screens(port: int, path: str, shown: Measured) -> Iterator[None]:
    """Screens in a process of their own, from before the voters come until they have gone."""
    results: Queue[Any] = Queue()
    asking = Process(target=ask_until_over, args=(results, port, path))
    asking.start()
    time.sleep(LEAD)
    yield
    shown.add(results.get())
    asking.join()


def ask_until_over(results: Any, port: int, path: str) -> None:
    """Every screen once a second, a little longer than the voters need."""
    results.put(poll_every_second(port, get(path), SCREENS, SECONDS / TURNS + 2 * LEAD))


@contextmanager
def before(nginx: str, folder: Path, port: int) -> Iterator[int]:
    """nginx before the server at this port, with the README's example."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        public = free.getsockname()[1]
    written = folder / "nginx.conf"
    written.write_text(configuration(folder, public, port))
    process = subprocess.Popen([nginx, "-e", str(folder / "nginx.log"), "-c", str(written)])
    try:
        yield public
    finally:
        process.terminate()
        process.wait()


def configuration(folder: Path, public: int, port: int) -> str:
    """The README's lines, with our addresses."""
    found = re.search(r"^```\n(proxy_cache_path .*?)^```", README.read_text(encoding="utf-8"), re.M | re.S)
    assert found is not None, "the README shows no configuration of nginx"
    lines = found[1].replace("127.0.0.1:8000", f"127.0.0.1:{port}")
    lines = lines.replace("/var/cache/nginx/votes", str(folder / "cache"))
    lines = lines.replace("server {", f"server {{\n  listen 127.0.0.1:{public} backlog=4096;", 1)
    user = " user root;" if os.geteuid() == 0 else ""
    return CONFIGURATION.format(folder=folder, user=user, lines=lines)


if __name__ == "__main__":
    main()
