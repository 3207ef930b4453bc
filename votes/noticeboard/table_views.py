"""开放数据: the page that describes every field, and the tables of one list or of all, as files."""

import hashlib
from collections.abc import Sequence
from importlib import import_module
from tempfile import SpooledTemporaryFile
from typing import IO, Any

from flask import Response as Answer
from flask import abort, current_app, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from werkzeug.wsgi import wrap_file

from votes.accounts.access import PUBLIC, open_to
from votes.common import clock
from votes.noticeboard.described import SHAPES
from votes.noticeboard.oc4ids import STATUS
from votes.noticeboard.pages import bp, public_data, public_page
from votes.noticeboard.portions import public_cycles
from votes.noticeboard.shapes import KIND_NAMES
from votes.noticeboard.table_files import FORMS, TABLES, forms_of
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.projects.stages import STAGE_NAMES

IN_MEMORY = 4 * 1024 * 1024
KEPT = 60
"""Seconds for which a cache may keep a whole table."""


@bp.route("/data")
@open_to(PUBLIC)
def data() -> Response:
    """What can be had as data of all lists, and what each field means."""
    return data_page(None)


@bp.route("/<congress>/<cycle>/data")
@open_to(PUBLIC)
def cycle_files(congress: str, cycle: str) -> Response:
    """The same of one list."""
    return data_page(the_public_cycle(congress, cycle))


def data_page(cycle: Cycle | None) -> Response:
    """The tables of this list, or of all, with their columns in words."""

    def address(table: str, form: str) -> str:
        if cycle is None:
            return url_for(".table", table=table, form=form)
        place = cycle.congress.slug
        return url_for(".cycle_table", congress=place, cycle=cycle.slug, table=table, form=form)

    return public_page(
        render_template(
            "noticeboard/data.html",
            cycle=cycle,
            tables=[table.shape for table in TABLES.values()],
            pages=[
                shape for name, shape in SHAPES.items() if name not in TABLES and not name.endswith("_table")
            ],
            forms_of=forms_of,
            kinds=KIND_NAMES,
            rows=[(_(STAGE_NAMES[stage]), stage.value, code) for stage, code in STATUS.items()],
            address=address,
        )
    )


@bp.route("/data/<table>.<form>")
@open_to(PUBLIC)
def table(table: str, form: str) -> Response:
    """A table of all lists."""
    check_words(table, form)
    return file_of(table, form, public_cycles())


@bp.route("/<congress>/<cycle>/data/<table>.<form>")
@open_to(PUBLIC)
def cycle_table(congress: str, cycle: str, table: str, form: str) -> Response:
    """A table of one list."""
    found = the_public_cycle(congress, cycle)
    check_words(table, form)
    return file_of(table, form, [found])


def check_words(table: str, form: str) -> None:
    """Only tables there are, in forms there are."""
    if table not in TABLES or form not in forms_of(TABLES[table].shape):
        abort(404)


def file_of(name: str, form: str, cycles: Sequence[Cycle]) -> Response:
    """The file with its ETag; what has not changed is not sent again."""
    table, wanted, on = TABLES[name], FORMS[form], clock.today()
    file = SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115 - closed with the answer
    wanted.write(file, table, table.all_rows(cycles, on), on)
    answer = Answer(mimetype=None)
    answer.headers["Content-Type"] = wanted.media_type
    answer.headers["Content-Length"] = str(file.tell())
    answer.headers["Cache-Control"] = f"public, max-age={KEPT}"
    answer.set_etag(hash_of(file))
    answer.headers["Content-Disposition"] = f"attachment; filename={name}.{form}"
    answer.response = wrap_file(request.environ, file)
    answer.call_on_close(file.close)
    return answer.make_conditional(request)


def hash_of(file: IO[bytes]) -> str:
    """The hash of a file, which is then at its beginning."""
    file.seek(0)
    found = hashlib.sha256()
    while part := file.read(1 << 16):
        found.update(part)
    file.seek(0)
    return found.hexdigest()[:32]


@bp.route("/openapi.json")
@open_to(PUBLIC)
def api() -> Response:
    """The `.json` addresses and all their fields as one OpenAPI document."""
    made: dict[str, Any] = current_app.extensions.setdefault("openapi", {})
    language = str(get_locale())
    if language not in made:
        views = current_app.view_functions
        sentences = {name: view.__doc__ or "" for name, view in views.items()}
        writer = import_module("votes.noticeboard.openapi")
        made[language] = writer.document(list(current_app.url_map.iter_rules()), sentences)
    return public_data(made[language])
