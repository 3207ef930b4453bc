"""收票: a ballot on its way in, and a question about a slip, at the box's public addresses.

They know no cookie, no session and no form token, for the slip signs by itself; nothing of them is logged, and all
answers have one length. Ballots that arrive together are committed together, and each answer waits for that commit.
What comes to a box that is known already is answered before Flask: its own work on a request, of no use to a signed
ballot, took half of the time of a cast.
"""

import io
import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Lock
from typing import Any

from flask import Flask, Response, current_app, request
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import PoolProxiedConnection
from werkzeug.exceptions import RequestEntityTooLarge

from votes.accounts.access import PUBLIC, open_to
from votes.ballots.box.answers import Answer, Word
from votes.ballots.box.canon import parse, unhex
from votes.ballots.box.casting import ask_words, is_signed, read_cast
from votes.ballots.box_views import bp as bp
from votes.ballots.taking import Desk, Door, Gone, Ticket, asked, desk_at, door_of, take
from votes.common.db import db, locked
from votes.common.errors import RuleBroken

LIMIT = 64 * 1024
"""Bytes of a ballot or question, at most; a real one has about three thousand."""
UNSURE = "01000"
"""PostgreSQL warns so at a commit that no second machine has confirmed (synchronous replication)."""
PAUSE = 0.0005
"""Seconds between two looks at SQLite's write lock, while another worker commits."""
HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
SEND_AGAIN = [*HEADERS, ("Retry-After", "1")]


class Unconfirmed(Exception):
    """The commit stands on one machine only, and may be lost with it."""


class Line:
    """收票口 of one worker: whoever comes first commits for all who wait, so that one disk write serves many."""

    def __init__(self, engine: Engine) -> None:
        self.engine, self.kind = engine, engine.dialect.name
        self.waiting: deque[Ticket] = deque()
        self.turn = Lock()
        self.kept: PoolProxiedConnection | None = None

    def pass_through(self, ticket: Ticket) -> None:
        """Return when this ballot's transaction is committed, or raise why it is not."""
        self.waiting.append(ticket)
        if self.turn.acquire(blocking=False):
            self.lead()
        else:
            ticket.called.acquire()
            if not ticket.is_done:
                self.lead()
        if ticket.fault is not None:
            raise ticket.fault

    def lead(self) -> None:
        """Commit for all who wait now; then call the next to lead, or leave the place free."""
        tickets = [self.waiting.popleft() for _ in range(len(self.waiting))]
        if tickets:
            self.commit(tickets)
        for ticket in tickets:
            ticket.called.release()
        while not self.waiting:
            self.turn.release()
            if not self.waiting or not self.turn.acquire(blocking=False):
                return
        self.waiting[0].called.release()

    def commit(self, tickets: list[Ticket]) -> None:
        """One transaction for all of them; what goes wrong, goes wrong for all, and each sends again."""
        try:
            with self.writing() as driver:
                take(desk_at(driver, self.kind), tickets)
                commit_surely(driver, self.kind)
        except Exception as error:
            for ticket in tickets:
                ticket.word, ticket.fault = None, error

    @contextmanager
    def writing(self) -> Iterator[Any]:
        """The line's own connection in a transaction; what was not committed is rolled back with the connection."""
        if self.kept is None:
            self.kept = self.engine.raw_connection()
        driver: Any = self.kept.driver_connection
        try:
            with self.locked():
                if self.kind == "sqlite":
                    driver.execute("BEGIN IMMEDIATE")
                yield driver
        except Exception:
            self.let_go()
            raise

    @contextmanager
    def locked(self) -> Iterator[None]:
        """SQLite's write lock, which workers take in turn; PostgreSQL needs none."""
        if self.kind != "sqlite":
            yield
            return
        handle = locked(f"{self.engine.url.database}.lock", PAUSE)
        try:
            yield
        finally:
            os.close(handle)

    def let_go(self) -> None:
        """Drop the connection, whatever state it is in; the next transaction gets another."""
        if self.kept is not None:
            self.kept.invalidate()
        self.kept = None

    @contextmanager
    def reading(self) -> Iterator[Desk]:
        """A desk at which nothing is written."""
        connection = self.engine.raw_connection()
        try:
            yield desk_at(connection.driver_connection, self.kind)
        finally:
            connection.close()


def commit_surely(driver: Any, kind: str) -> None:
    """Commit; a warning that the commit is not safe yet counts as none."""
    if kind == "sqlite":
        driver.commit()
        return
    notices: list[str] = []

    def note(diagnostic: Any) -> None:
        notices.append(diagnostic.sqlstate)

    driver.add_notice_handler(note)
    try:
        driver.commit()
    finally:
        driver.remove_notice_handler(note)
    if UNSURE in notices:
        raise Unconfirmed


Deed = Callable[["WayIn", Door, bytes], Answer]


def cast_at(way: "WayIn", door: Door, body: bytes) -> Answer:
    """What becomes of a ballot; one that no printed slip signed is refused before the database is asked."""
    found = read_cast(plain_of(body), door.manifest)
    if found is None or found.pk not in door.printed or not found.is_signed(door.mh):
        return door.answer(Word.unknown, None)
    ticket = Ticket(door, found)
    way.line.pass_through(ticket)
    assert ticket.word is not None
    return door.answer(ticket.word, ticket.kept)


def ask_at(way: "WayIn", door: Door, body: bytes) -> Answer:
    """Whether a slip was used."""
    question = plain_of(body)
    fields = question if isinstance(question, dict) and set(question) == {"pk", "sig"} else {}
    pk, sig = unhex(fields.get("pk"), 32), unhex(fields.get("sig"), 64)
    if pk is None or sig is None or pk not in door.printed or not is_signed(pk, ask_words(door.mh, pk), sig):
        return door.answer(Word.unknown, None)
    with way.line.reading() as desk:
        return asked(desk, door, pk, sig)


def plain_of(body: bytes) -> Any:
    """The message as plain values; None for whatever is none."""
    try:
        return parse(body, "")
    except RuleBroken:
        return None


DEEDS: dict[str, Deed] = {"cast": cast_at, "ask": ask_at}


class WayIn:
    """The way into all boxes of an application: what is for a box it knows it answers, all else goes on to Flask."""

    def __init__(self, app: Flask) -> None:
        self.next, self.doors = app.wsgi_app, dict[str, Door]()
        with app.app_context():
            self.line = Line(db.engine)
        self.log = app.logger
        self.trouble = (SQLAlchemyError, db_errors(self.line.engine), RuleBroken, Unconfirmed)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        found = self.known(environ)
        if found is None:
            answer: Iterable[bytes] = self.next(environ, start_response)
            return answer
        body = environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"]))
        try:
            status, data = self.answered(*found, body)
        except Gone:
            environ["wsgi.input"] = io.BytesIO(body)
            return self.next(environ, start_response)
        headers = HEADERS if data else SEND_AGAIN
        start_response(status, [*headers, ("Content-Length", str(len(data)))])
        return [data]

    def known(self, environ: dict[str, Any]) -> tuple[Door, Deed] | None:
        """The door and the deed of this request, with or without a language before it, if both are known and it is not too long."""
        place, mark, name = ["", "", *environ["PATH_INFO"].split("/")][-3:]
        if place != "b" or environ["REQUEST_METHOD"] != "POST":
            return None
        door, deed, length = self.doors.get(mark), DEEDS.get(name), environ.get("CONTENT_LENGTH") or ""
        if door is None or deed is None or not length.isdecimal() or int(length) > LIMIT:
            return None
        return door, deed

    def answered(self, door: Door, deed: Deed, body: bytes) -> tuple[str, bytes]:
        """Status and answer; 503 where nothing is known for sure, so that the page sends again."""
        try:
            return "200 OK", deed(self, door, body).data()
        except self.trouble as error:
            self.log.error("ballot box: %s", type(error).__name__)
            return "503 Service Unavailable", b""

    def door(self, mark: str) -> Door | None:
        """The opened box of this mark, read anew."""
        with self.line.reading() as desk:
            found = door_of(desk, mark)
        if found is not None:
            self.doors[mark] = found
        return found


def db_errors(engine: Engine) -> type[Exception]:
    """What the database's own driver raises."""
    found: type[Exception] = engine.dialect.dbapi.Error  # type: ignore[union-attr]
    return found


def start(app: Flask) -> None:
    """Put the way in before the application."""
    way = WayIn(app)
    app.extensions["way in"], app.wsgi_app = way, way  # type: ignore[method-assign]


def told(mark: str, deed: Deed) -> Response:
    """The first that comes to a box: it is read, and known from then on."""
    request.max_content_length = LIMIT
    way: WayIn = current_app.extensions["way in"]
    try:
        body = request.get_data()
        door = way.door(mark)
    except RequestEntityTooLarge:
        return Response(status=413, headers=HEADERS)
    except way.trouble:
        return Response(status=503, headers=SEND_AGAIN)
    if door is None:
        return Response(status=404, headers=HEADERS)
    status, data = way.answered(door, deed, body)
    return Response(data, status=status, headers=HEADERS if data else SEND_AGAIN)


@bp.route("/b/<mark>/cast", methods=["POST"])
@open_to(PUBLIC)
def cast(mark: str) -> Response:
    """A sealed ballot comes in."""
    return told(mark, cast_at)


@bp.route("/b/<mark>/ask", methods=["POST"])
@open_to(PUBLIC)
def ask(mark: str) -> Response:
    """A slip asks whether it was used."""
    return told(mark, ask_at)
