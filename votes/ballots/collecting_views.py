"""收票: a ballot on its way in, and a question about a slip, at the box's public addresses.

They know no cookie, no session and no form token, for the slip signs by itself; nothing of them is logged, and all
answers have one length. Ballots that arrive together are committed together, and each answer waits for that commit.
What comes to a box that is known already is answered before Flask: its own work on a request, of no use to a signed
ballot, took half of the time of a cast.
"""

import io
import time
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
from votes.ballots.taking import (
    Desk,
    Door,
    Gone,
    PostgresDesk,
    SqliteDesk,
    Ticket,
    Unconfirmed,
    asked,
    by_box,
    door_of,
    take,
)
from votes.common.db import db
from votes.common.errors import RuleBroken

GATHER = 0.001
"""Seconds in which somebody else must come for the line to wait once more: a commit for one costs as much as for many."""
LIMIT = 64 * 1024
"""Bytes of a ballot or question, at most; a real one has about three thousand."""
HEADERS = [
    ("Content-Type", "application/json"),
    ("Cache-Control", "no-store"),
    ("Referrer-Policy", "no-referrer"),
    ("X-Content-Type-Options", "nosniff"),
    ("Content-Security-Policy", "default-src 'none'"),
    ("Cross-Origin-Opener-Policy", "same-origin"),
]
SEND_AGAIN = [*HEADERS, ("Retry-After", "1")]


class Line:
    """收票口 of one worker: whoever comes first commits for all who wait, so that one disk write serves many."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
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
        """Commit for all who wait; then call the next to lead, or leave the place free."""
        self.gather()
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

    def gather(self) -> None:
        """Wait for those who are on their way too, as long as one comes after the other."""
        come = 0
        while come < len(self.waiting):
            come = len(self.waiting)
            time.sleep(GATHER)

    def commit(self, tickets: list[Ticket]) -> None:
        """One transaction for all of a box; what goes wrong, goes wrong for all of them, and each sends again."""
        for some in by_box(tickets):
            try:
                take(self.desk(), some)
            except Exception as error:
                self.let_go()
                for ticket in some:
                    ticket.fault = None if ticket.is_done else error

    def desk(self) -> Desk:
        """The desk at the line's own connection."""
        if self.kept is None:
            self.kept = self.engine.raw_connection()
            self.own = self.desk_at(self.kept)
            self.own.settle()
        return self.own

    def desk_at(self, connection: PoolProxiedConnection) -> Desk:
        """The desk at a connection to this database."""
        driver = connection.driver_connection
        if self.engine.dialect.name == "sqlite":
            return SqliteDesk(driver, f"{self.engine.url.database}.lock")
        return PostgresDesk(driver)

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
            yield self.desk_at(connection)
        finally:
            connection.close()


Deed = Callable[["WayIn", Door, bytes], Answer]


def cast_at(way: "WayIn", door: Door, body: bytes) -> Answer:
    """What becomes of a ballot; one of no printed slip is refused before it stands in line."""
    found = read_cast(plain_of(body), door.manifest)
    if found is None or found.pk not in door.printed:
        return door.answer(Word.unknown, None)
    ticket = Ticket(door, found)
    way.line.pass_through(ticket)
    assert ticket.answer is not None
    return ticket.answer


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
        self.log, self.opening = app.logger, Lock()
        self.trouble = (SQLAlchemyError, db_errors(self.line.engine), OSError, RuleBroken, Unconfirmed)

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
        """The opened box of this mark, read anew; once for all who come first together."""
        before = self.doors.get(mark)
        with self.opening:
            found = self.doors.get(mark)
            if found is before:
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
