"""A burst of voters against a box: retries, double taps, hang-ups and replays, then what was acknowledged and what lies there.

Ballots are real, sealed and signed beforehand. A voter sends until an answer comes, as the page does.
"""

import http.client
import os
import random
import resource
import secrets
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket
from threading import Lock
from typing import Any

import sqlalchemy as sa

from tests.ballots import boxed, hall
from tests.ballots.box.samples import codes_of
from tests.ballots.printing import Printing
from tests.people import make_people
from votes.app import create_app
from votes.ballots.box.answers import LENGTH, read_answer
from votes.ballots.box.canon import canonical
from votes.ballots.box.casting import Cast, seal
from votes.ballots.box.manifest import Manifest
from votes.common.config import database_address
from votes.common.db import db, engine_options, writing

MARKS = ("approve", "oppose", "abstain")
TRIES = 600
"""Times a voter sends before giving up; a server that was killed is back long before."""


@dataclass
class Poll:
    """An open box in a database of its own, its slips, and the ballots sealed for it."""

    folder: Path
    url: str
    mark: str = ""
    round: int = 0
    terms: Manifest | None = None
    printing: Printing = field(default_factory=Printing)
    casts: list[Cast] = field(default_factory=list)

    @property
    def environment(self) -> dict[str, str]:
        """As `votes serve` finds it."""
        return {**os.environ, "DATA": str(self.folder), "DATABASE_URL": self.url, "BASE_URL": ""}

    @property
    def address(self) -> str:
        return database_address(self.url, self.folder)

    def rows(self, words: str) -> list[Any]:
        engine = sa.create_engine(self.address, **engine_options(self.address))
        with engine.connect() as connection:
            answer = connection.exec_driver_sql(words)
            found = list(answer) if answer.returns_rows else []
        engine.dispose()
        return found

    def lying(self) -> Counter[tuple[bytes, bytes]]:
        """Slip and sealed bytes of every row in the box."""
        return Counter((bytes(pk), bytes(ct)) for pk, ct in self.rows("SELECT pk, ct FROM sealed_ballot"))


def application(poll: Poll) -> Any:
    """The application on the poll's database, in this process."""
    return create_app(
        {
            "TESTING": True,
            "DATA": str(poll.folder),
            "SQLALCHEMY_DATABASE_URI": poll.address,
            "SECRET_KEY": "of this burst alone",
            "BASE_URL": "",
        }
    )


def set_up(
    folder: Path,
    url: str,
    voters: int,
    before: Callable[[], None] = lambda: None,
    come_in: Callable[[hall.Hall], None] | None = None,
    options: int = 4,
) -> Poll:
    """Tables, a hall, an open box; `before` may spoil the tables, `come_in` signs as many deputies in as there are voters."""
    poll = Poll(folder, url, printing=Printing(codes_of(voters)))
    token = writing.set(True)
    try:
        with application(poll).app_context():
            db.create_all()
            before()
            here = hall.make_hall(make_people(db.session), voters if come_in else 12, options)
            if come_in:
                come_in(here)
            opened = boxed.opened(here, 0 if come_in else 10, poll.printing)
            poll.terms, poll.mark, poll.round = opened.box.terms, opened.box.section.mark, opened.round
            db.session.remove()
            db.engine.dispose()
    finally:
        writing.reset(token)
    poll.casts = [sealed(poll, place, place) for place in range(voters)]
    return poll


def sealed(poll: Poll, place: int, shift: int) -> Cast:
    assert poll.terms is not None
    marks = {item.id: MARKS[(shift + n) % 3] for n, item in enumerate(poll.terms.items)}
    return seal(poll.terms, marks, poll.printing.codes[place])


Send = Callable[[bytes, bool], bytes | None]
"""Send these bytes; the answer, or None where none came. With True the line is cut before the answer is read."""


def over_http(port: int, poll: Poll) -> Send:
    """As a phone does: a connection of its own for each try."""

    def send(body: bytes, hang_up: bool) -> bytes | None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
        try:
            line.request("POST", f"/b/{poll.mark}/cast", body)
            if hang_up:
                return None
            answer = line.getresponse()
            data = answer.read()
            return data if answer.status == 200 else None
        except (OSError, http.client.HTTPException):
            return None
        finally:
            line.close()

    return send


def in_process(app: Any, poll: Poll) -> Send:
    """The same without a server."""

    def send(body: bytes, hang_up: bool) -> bytes | None:
        answer = app.test_client().post(f"/b/{poll.mark}/cast", data=body)
        return None if hang_up or answer.status_code != 200 else answer.data

    return send


@dataclass
class Burst:
    """What came of it: acknowledged ballots, and words that no voter may hear."""

    poll: Poll
    send: Send
    draw: random.Random
    acknowledged: set[tuple[bytes, bytes]] = field(default_factory=set)
    wrong: list[str] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)
    at: dict[int, Callable[[], None]] = field(default_factory=dict)
    """What happens after so many acknowledgements."""

    def run(self, threads: int = 8) -> "Burst":
        """All voters, several at once; then a third of them once more, as a reload does."""
        places = list(range(len(self.poll.casts)))
        self.draw.shuffle(places)
        plans = [(place, self.draw.random(), self.draw.random()) for place in places]
        again = self.draw.sample(places, len(places) // 3)
        with ThreadPoolExecutor(threads) as pool:
            list(pool.map(lambda plan: self.vote(*plan), plans))
            list(pool.map(lambda place: self.hear(self.poll.casts[place], ("same",)), again))
        return self

    def vote(self, place: int, cut: float, tap: float) -> None:
        """One voter: some hang up before the answer, some tap twice, some vote again otherwise."""
        cast = self.poll.casts[place]
        if cut < 0.15:
            self.send(canonical(cast.plain()), True)
        words = ("accepted", "same")
        if tap < 0.15:
            with ThreadPoolExecutor(2) as taps:
                list(taps.map(lambda _: self.hear(cast, words), range(2)))
        else:
            self.hear(cast, words)
        if tap > 0.9:
            self.hear(sealed(self.poll, place, place + 1), ("already",))

    def hear(self, cast: Cast, expected: Sequence[str]) -> None:
        """Send until there is an answer; keep what it says."""
        assert self.poll.terms is not None
        body, data = canonical(cast.plain()), None
        for _ in range(TRIES):
            data = self.send(body, False)
            if data is not None:
                break
            time.sleep(0.02)
        if data is None or len(data) != LENGTH:
            self.wrong.append(f"no answer: {data!r}")
            return
        word = str(read_answer(data, self.poll.terms.mh, self.poll.terms.signer).word)
        if word not in expected:
            self.wrong.append(word)
        elif word in ("accepted", "same"):
            self.note(cast)

    def note(self, cast: Cast) -> None:
        with self.lock:
            self.acknowledged.add((cast.pk, cast.ct))
            happens = self.at.pop(len(self.acknowledged), None)
        if happens:
            happens()

    @property
    def lost(self) -> int:
        """Acknowledged ballots that do not lie in the box."""
        return len(self.acknowledged - set(self.poll.lying()))

    @property
    def surplus(self) -> int:
        """Rows beyond one for each voter, and ballots of nobody."""
        lying, mine = self.poll.lying(), {(cast.pk, cast.ct) for cast in self.poll.casts}
        slips = {pk for pk, _ in lying}
        return sum(lying.values()) - len(slips) + len(set(lying) - mine)


@dataclass
class Server:
    """gunicorn as `votes serve` runs it, in a group of processes of its own, to be killed and begun again."""

    poll: Poll
    port: int = 0
    room: int = 0
    """Bytes that any of its files may have, as on a full disk; 0 for no limit."""
    process: subprocess.Popen[bytes] | None = None

    def begin(self) -> None:
        command = [sys.executable, "-m", "votes.cli", "serve"]
        more = {"PORT": str(self.port), "WORKERS": "2"}
        self.process = subprocess.Popen(
            command,
            env=self.poll.environment | more,
            stdout=subprocess.DEVNULL,
            stderr=(self.poll.folder / "server.log").open("ab"),
            start_new_session=True,
            preexec_fn=self.limit if self.room else None,
        )

    def limit(self) -> None:
        """Let no file grow beyond the room there is."""
        resource.setrlimit(resource.RLIMIT_FSIZE, (self.room, self.room))

    def workers(self) -> list[int]:
        assert self.process is not None
        pid = self.process.pid
        return [int(one) for one in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]

    def kill_worker(self) -> None:
        """One worker dies in the middle of its work; gunicorn begins another."""
        for pid in self.workers()[:1]:
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)

    def kill_all(self) -> None:
        """Everything dies at once, and is begun again."""
        self.end(signal.SIGKILL)
        self.begin()

    def end(self, how: int = signal.SIGTERM) -> None:
        if self.process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self.process.pid, how)
            self.process.wait()


@contextmanager
def serving(poll: Poll, room: int = 0) -> Iterator[Server]:
    """A server on a free port, ended whatever happens; voters wait for it by themselves."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        server = Server(poll, free.getsockname()[1], room)
    server.begin()
    try:
        yield server
    finally:
        server.end()


def fresh_database(address: str) -> str:
    """A new database on the tests' PostgreSQL."""
    name = f"burst_{secrets.token_hex(4)}"
    plain = address.replace("postgresql://", "postgresql+psycopg://")
    with sa.create_engine(plain, isolation_level="AUTOCOMMIT").connect() as connection:
        connection.execute(sa.text(f"CREATE DATABASE {name}"))
    return address.replace("/postgres?", f"/{name}?")
