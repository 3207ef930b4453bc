"""抽签: prepared and committed to, drawn on the spot, called off or made public; kept for ever."""

import secrets

from flask import abort, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.downloads import handed_out
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle
from votes.projects.workpages import work_page
from votes.supervision import draw_file
from votes.supervision.draw_forms import LotForm
from votes.supervision.draw_making import FORMS, prepared
from votes.supervision.draw_rules import Kind, Step
from votes.supervision.draw_showing import draw_rows, draw_told, sees, shown
from votes.supervision.draws import Draw, draws_in, prepare_draw
from votes.supervision.forms import WhyForm
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import held
from votes.supervision.views import Page, bp

AT = "/desk/<congress>/<cycle>/draws"
DRAW = f"{AT}/<int:draw>"


@bp.route(AT)
@open_to(Role.office, Role.deputy)
@work_page("督", _l("Draws by lot"))
def draws(congress: str, cycle: str) -> str:
    """All draws of the cycle, as far as this person may know of them."""
    found = the_living_cycle(congress, cycle)
    rows = draw_rows([one for one in draws_in(found) if sees(me(), one)])
    may = me().has(found.congress, Role.office)
    return render_template("supervision/draws.html", cycle=found, rows=rows, may_prepare=may, kinds=FORMS)


@bp.route(f"{AT}/prepare/<lot>", methods=["GET", "POST"])
@open_to(Role.office)
def prepare_lot(congress: str, cycle: str, lot: str) -> Page:
    """备签: the list and how many; from here on the list and the seed stand."""
    found = the_living_cycle(congress, cycle)
    if lot not in list(Kind):
        abort(404)
    kind = Kind(lot)
    form, made = FORMS[kind].form(found), list[Draw]()
    if form.validate_on_submit():

        def prepare() -> None:
            form.spend(clock.today())
            seed = secrets.token_hex(32)
            made.append(prepare_draw(found, prepared(kind, form, found), seed, me().name, clock.now()))

        if attempted(form, prepare):
            db.session.commit()
            return to_draw(made[0])
    back = url_for(".draws", congress=congress, cycle=cycle)
    return page_with("supervision/prepare_lot.html", form, cycle=found, what=FORMS[kind], back=back)


def to_draw(draw: Draw) -> Response:
    """To the page of a draw."""
    cycle = draw.cycle
    return redirect(url_for(".draw", congress=cycle.congress.slug, cycle=cycle.slug, draw=draw.number))


def the_draw(congress: str, cycle: str, number: int) -> Draw:
    """The draw of this address, if this person may know of it; locked while somebody does something with it."""
    found = draw_of(the_living_cycle(congress, cycle), number)
    if found is None or not sees(me(), found):
        abort(404)
    return held(found)


def draw_of(cycle: Cycle, number: int) -> Draw | None:
    """The cycle's draw of this number."""
    here = select(Draw).where(Draw.congress_id == cycle.congress_id, Draw.cycle_id == cycle.id)
    return db.session.scalar(here.where(Draw.number == number))


@bp.route(DRAW)
@open_to(Role.office, Role.deputy)
def draw(congress: str, cycle: str, draw: int) -> str:
    """One draw: what was fixed before, what came out, and the file to repeat it."""
    found = the_draw(congress, cycle, draw)
    may = me().has(found.cycle.congress, Role.office)
    return render_template(
        "supervision/draw.html", cycle=found.cycle, may=may, form=LotForm(), **shown(found)
    )


@bp.route(f"{DRAW}/draw", methods=["POST"])
@open_to(Role.office)
def draw_lots(congress: str, cycle: str, draw: int) -> Response | Page:
    """开签: with the word called out on the spot."""
    found, form = the_draw(congress, cycle, draw), LotForm()
    if form.validate_on_submit() and attempted(
        form, lambda: found.take(Step.drawn, me().name, clock.now(), word=form.word.data or "")
    ):
        db.session.commit()
        return to_draw(found)
    return page_with("supervision/draw.html", form, cycle=found.cycle, may=True, **shown(found))


@bp.route(f"{DRAW}/call-off", methods=["GET", "POST"])
@open_to(Role.office)
def call_off(congress: str, cycle: str, draw: int) -> Page:
    """作废: a prepared draw that will not take place stays in the list, with the reason."""
    found, form = the_draw(congress, cycle, draw), WhyForm()
    why = form.why
    if form.validate_on_submit() and attempted(
        form, lambda: found.take(Step.called_off, me().name, clock.now(), why.data or "")
    ):
        db.session.commit()
        return to_draw(found)
    back = to_draw(found).location
    return page_with("supervision/call_off.html", form, cycle=found.cycle, draw=found, back=back)


@bp.route(f"{DRAW}/release", methods=["POST"])
@open_to(Role.office)
def release_draw(congress: str, cycle: str, draw: int) -> Response:
    """公开: the list, the seed and what was drawn, so that everyone can repeat it."""
    found = the_draw(congress, cycle, draw)
    found.take(Step.released, me().name, clock.now())
    db.session.commit()
    return to_draw(found)


@bp.route(f"{DRAW}/file.json")
@open_to(Role.office, Role.deputy)
def draw_file_download(congress: str, cycle: str, draw: int) -> Response:
    """The file with which `votes draw` repeats the draw."""
    found = the_draw(congress, cycle, draw)
    name = f"draw-{found.cycle.congress.slug}-{found.cycle.slug}-{found.number}.json"
    return handed_out(
        draw_file.written(found.stated(True), draw_told(found)), "application/json; charset=utf-8", name
    )


@bp.route(f"{DRAW}/sheet")
@open_to(Role.office, Role.deputy)
def draw_sheet(congress: str, cycle: str, draw: int) -> str:
    """抽签记录 to print: before the draw with the commitment, after it with what came out, to be signed."""
    found = the_draw(congress, cycle, draw)
    return render_template(
        "supervision/draw_sheet.html", cycle=found.cycle, back=to_draw(found).location, **shown(found)
    )
