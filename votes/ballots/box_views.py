"""票箱's public addresses: the ballot page, what is voted on, a ballot on its way in, a question about a slip.

They know no cookie, no session and no form token, for the slip signs by itself; nothing of them is logged. Answers to
ballots have one length. Ballots that arrive together are committed together, and each answer waits for that commit.
"""

import json
from collections import deque
from collections.abc import Callable
from threading import Lock
from typing import Any

import sqlalchemy as sa
from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import SQLAlchemyError
from werkzeug.exceptions import RequestEntityTooLarge

from votes.accounts.access import PUBLIC, open_to
from votes.ballots import box_list
from votes.ballots.ballot_page import page
from votes.ballots.box.answers import Answer, Word
from votes.ballots.box.canon import hashed, parse, unhex
from votes.ballots.box.casting import read_cast
from votes.ballots.slip_sets import section_of
from votes.ballots.taking import Door, Gone, Ticket, asked, door_of, take
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken

bp = Blueprint("box", __name__)

LIMIT = 64 * 1024
"""Bytes of a ballot or question, at most; a real one has about three thousand."""
UNSURE = "01000"
"""PostgreSQL warns so at a commit that no second machine has confirmed (synchronous replication)."""


class Unconfirmed(Exception):
    """The commit stands on one machine only, and may be lost with it."""


class Line:
    """收票口 of one worker: whoever comes first commits for all who wait, so that one disk write serves many."""

    def __init__(self) -> None:
        self.waiting: deque[Ticket] = deque()
        self.turn = Lock()

    def pass_through(self, ticket: Ticket) -> None:
        """Return when this ballot's transaction is committed, or raise why it is not."""
        self.waiting.append(ticket)
        with self.turn:
            if ticket.word is None and ticket.fault is None:
                self.commit([self.waiting.popleft() for _ in range(len(self.waiting))])
        if ticket.fault is not None:
            raise ticket.fault

    def commit(self, tickets: list[Ticket]) -> None:
        """One transaction for all of them; what goes wrong, goes wrong for all, and each sends again."""
        try:
            with db.engine.connect() as connection:
                take(connection, tickets)
                commit_surely(connection)
        except Exception as error:
            for ticket in tickets:
                ticket.word, ticket.fault = None, error


def commit_surely(connection: sa.Connection) -> None:
    """Commit; a warning that the commit is not safe yet counts as none."""
    driver: Any = connection.connection.driver_connection
    if connection.dialect.name == "sqlite":
        connection.commit()
        return
    notices: list[str] = []

    def note(diagnostic: Any) -> None:
        notices.append(diagnostic.sqlstate)

    driver.add_notice_handler(note)
    try:
        connection.commit()
    finally:
        driver.remove_notice_handler(note)
    if UNSURE in notices:
        raise Unconfirmed


@bp.record
def begin(state: Any) -> None:
    """Each application has its own line and knows its own boxes."""
    state.app.extensions["box line"], state.app.extensions["box doors"] = Line(), {}


def door_at(mark: str) -> Door | None:
    """The opened box of this mark, read once."""
    doors: dict[str, Door] = current_app.extensions["box doors"]
    if mark not in doors:
        with db.engine.connect() as connection:
            found = door_of(connection, mark)
        if found is None:
            return None
        doors[mark] = found
    return doors[mark]


def sent() -> Any:
    """The message as plain values; None for whatever is none."""
    request.max_content_length = LIMIT
    try:
        return parse(request.get_data(), "")
    except RuleBroken:
        return None


def answered(mark: str, deed: Callable[[Door], Answer]) -> Response:
    """The box's answer, of one length; 503 where nothing is known for sure, and the page sends again."""
    try:
        return told(mark, deed)
    except RequestEntityTooLarge:
        return private(Response(status=413))
    except (SQLAlchemyError, RuleBroken, Unconfirmed) as error:
        current_app.logger.error("ballot box: %s", type(error).__name__)
        return private(Response(status=503, headers={"Retry-After": "1"}))


def told(mark: str, deed: Callable[[Door], Answer]) -> Response:
    """The same; a box that is not the one read before is read anew."""
    for _ in range(2):
        door = door_at(mark)
        if door is None:
            break
        try:
            return private(Response(deed(door).data(), mimetype="application/json"))
        except Gone:
            current_app.extensions["box doors"].pop(mark, None)
    return private(Response(status=404))


def private(answer: Response) -> Response:
    """Nobody keeps it, and nobody is told where it was asked for."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = "no-store"
    return answer


def public(answer: Response, seconds: int) -> Response:
    """The same for everyone, for so many seconds; asked again, it is sent only if it has changed."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    answer.set_etag(hashed(answer.get_data()).hex()[:32])
    answer.make_conditional(request)
    return answer


def plain(value: Any, seconds: int = 1, status: int = 200) -> Response:
    """Plain values as JSON."""
    words = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return public(Response(words, status=status, mimetype="application/json"), seconds)


@bp.route("/b")
@open_to(PUBLIC)
def ballot() -> Response:
    """The ballot page, one file for all; what a slip says stands after the `#` and is not sent."""
    return public(Response(page(), mimetype="text/html"), 60)


@bp.route("/b/open.json")
@open_to(PUBLIC)
def boxes() -> Response:
    """Today's votes, for those who type the code of a slip."""
    return plain({"boxes": box_list.on(clock.today())})


@bp.route("/b/<mark>/manifest.json")
@open_to(PUBLIC)
def manifest(mark: str) -> Response:
    """What is voted on with the slips of this mark."""
    section = section_of(mark)
    if section is None:
        return plain({"state": "unknown", "manifest": None}, status=404)
    return plain(box_list.shown(section))


@bp.route("/b/<mark>/cast", methods=["POST"])
@open_to(PUBLIC)
def cast(mark: str) -> Response:
    """A sealed ballot comes in."""

    def deed(door: Door) -> Answer:
        found = read_cast(sent(), door.manifest)
        if found is None or not found.is_signed(door.mh):
            return door.answer(Word.unknown, None)
        ticket = Ticket(door, found)
        current_app.extensions["box line"].pass_through(ticket)
        assert ticket.word is not None
        return door.answer(ticket.word, ticket.kept)

    return answered(mark, deed)


@bp.route("/b/<mark>/ask", methods=["POST"])
@open_to(PUBLIC)
def ask(mark: str) -> Response:
    """A slip asks whether it was used."""

    def deed(door: Door) -> Answer:
        question = sent()
        fields = question if isinstance(question, dict) and set(question) == {"pk", "sig"} else {}
        pk, sig = unhex(fields.get("pk"), 32), unhex(fields.get("sig"), 64)
        if pk is None or sig is None:
            return door.answer(Word.unknown, None)
        with db.engine.connect() as connection:
            return asked(connection, door, pk, sig)

    return answered(mark, deed)
