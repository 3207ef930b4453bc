"""票箱's public pages: the ballot page, what is voted on, today's votes; the same for everyone, and no cookie."""

import json
from typing import Any

from flask import Blueprint, Response, abort, request

from votes.accounts.access import PUBLIC, open_to
from votes.ballots import box_list
from votes.ballots.ballot_page import page
from votes.ballots.box.canon import hashed
from votes.ballots.slip_sets import section_of
from votes.common import clock

bp = Blueprint("box", __name__)


def public(answer: Response, seconds: int) -> Response:
    """The same for everyone, for so many seconds; asked again, it is sent only if it has changed."""
    answer.headers["Referrer-Policy"] = "no-referrer"
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    answer.set_etag(hashed(answer.get_data()).hex()[:32])
    answer.make_conditional(request)
    return answer


def plain(value: Any) -> Response:
    """Plain values as JSON."""
    words = json.dumps(value, ensure_ascii=False, sort_keys=True)
    return public(Response(words, mimetype="application/json"), 1)


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
        abort(404)
    return plain(box_list.shown(section))
