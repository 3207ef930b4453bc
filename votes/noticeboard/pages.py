"""The frame of every public page: the same for everyone, without a cookie, with an ETag."""

from flask import Blueprint, abort, make_response, request
from flask import json as flask_json
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.common.db import db
from votes.noticeboard.seen import public_projects
from votes.projects.models import Cycle, Project

bp = Blueprint("noticeboard", __name__)
JSON = "application/json; charset=utf-8"


def public_page(body: str, media_type: str = "text/html; charset=utf-8", seconds: int = 1) -> Response:
    """An answer that every cache may keep for `seconds`, and that costs nothing when it has not changed."""
    answer = make_response(body)
    answer.headers["Content-Type"] = media_type
    answer.headers["Cache-Control"] = f"public, max-age={seconds}"
    answer.add_etag()
    return answer.make_conditional(request)


def public_data(data: object) -> Response:
    """The figures of a page as JSON."""
    return public_page(flask_json.dumps(data, ensure_ascii=False, sort_keys=False), JSON)


def the_project(cycle: Cycle, number: int) -> Project:
    """The project of this number if everyone may see it, or a 404."""
    wanted = select(Project).where(*public_projects(cycle), Project.number == number)
    return db.session.scalar(wanted) or abort(404)
