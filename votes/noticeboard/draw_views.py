"""抽签 in public: that each draw was prepared, with its hashes; and once it is released, all that is needed to repeat it."""

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.noticeboard.pages import JSON, bp, public_data, public_page
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.supervision import draw_file
from votes.supervision.draw_rules import Step
from votes.supervision.draw_showing import brief, draw_told, fixed_facts, public_facts, state_words
from votes.supervision.draws import Draw, draws_in


@bp.route("/<congress>/<cycle>/draws")
@open_to(PUBLIC)
def draws(congress: str, cycle: str) -> Response:
    """All draws of a cycle, the newest first; none is left out."""
    found = the_public_cycle(congress, cycle)
    rows = [public_row(one) for one in draws_in(found)]
    return public_page(render_template("noticeboard/draws.html", cycle=found, rows=rows))


def public_row(draw: Draw) -> dict[str, object]:
    """One draw as everyone may read it."""
    released, off = draw.step(Step.released), draw.step(Step.called_off)
    return {
        "head": _("Draw %(n)d: %(title)s", n=draw.number, title=draw.title) if released else "",
        "number": draw.number,
        "brief": brief(draw),
        "state": state_words(draw),
        "facts": fixed_facts(draw) if released else public_facts(draw),
        "winners": [one.title for one in draw.winners] if released else [],
        "entries": [(one.key, one.title) for one in draw.lots] if released else [],
        "why": off.words if released and off else "",
        "file_url": address(draw) if released and draw.step(Step.drawn) else "",
    }


def address(draw: Draw) -> str:
    """Where the file of a draw lies."""
    cycle = draw.cycle
    return url_for("noticeboard.draw_data", congress=cycle.congress.slug, cycle=cycle.slug, draw=draw.number)


@bp.route("/<congress>/<cycle>/draws.json")
@open_to(PUBLIC)
def draws_data(congress: str, cycle: str) -> Response:
    """The draws of a cycle as data: of one that is not released no more than that it was fixed."""
    return public_data({"draws": [public_draw(one) for one in draws_in(the_public_cycle(congress, cycle))]})


def public_draw(draw: Draw) -> dict[str, object]:
    """One draw as data."""
    fixed: dict[str, object] = {
        "number": draw.number,
        "kind": draw.kind.value,
        "prepared_at": draw.at.isoformat(),
        "count": draw.count,
        "entries": len(draw.entries),
        "commitment": draw.commitment,
        "list_hash": draw.list_hash,
        "state": "released"
        if draw.step(Step.released)
        else draw.steps[-1].step
        if draw.steps
        else "prepared",
    }
    if draw.step(Step.released) and draw.step(Step.drawn):
        fixed |= {"file": address(draw)}
    return fixed


@bp.route("/<congress>/<cycle>/draws/<int:draw>.json")
@open_to(PUBLIC)
def draw_data(congress: str, cycle: str, draw: int) -> Response:
    """The file with which `votes draw` repeats a released draw."""
    found = one_of(the_public_cycle(congress, cycle), draw)
    if found is None or not (found.step(Step.released) and found.step(Step.drawn)):
        abort(404)
    return public_page(draw_file.written(found.stated(True), draw_told(found)), JSON)


def one_of(cycle: Cycle, number: int) -> Draw | None:
    """The draw of this number."""
    return next((one for one in draws_in(cycle) if one.number == number), None)
