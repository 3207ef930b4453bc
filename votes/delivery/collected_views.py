"""督查室汇总表: an office's own sheet of a month, read as it is by its mapping; all of it or nothing."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.accounts.access import me, open_to
from votes.common import clock
from votes.common.clock import day_of
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.sheet_words import error_words
from votes.common.sheets import MOST_ERRORS, Reading, SheetError
from votes.common.validators import refuse
from votes.common.words import sent_number
from votes.congress.models import Congress, Unit
from votes.delivery.loading import STAFF, hand_for, the_month
from votes.delivery.map_forms import ReadingForm
from votes.delivery.map_views import bp as bp
from votes.delivery.map_views import the_map
from votes.delivery.mapped_sheet import read_mapped
from votes.delivery.month_book import Page, book_of, hold
from votes.delivery.month_writing import Writing, hand_in, write_drafts
from votes.delivery.plan_views import HANDS, Answer
from votes.delivery.sheet_entries import HANDED_IN, Entry, Judge, written_since
from votes.delivery.sheet_maps import SheetMap, maps_of
from votes.delivery.states import Hand
from votes.delivery.telling import month_words
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle

NO_COLUMNS = say("It is not said yet which column of this sheet is what. Please choose the columns first.")


@bp.route("/desk/<congress>/<cycle>/month/<month>/collected", methods=["GET", "POST"])
@open_to(*HANDS)
def collected(congress: str, cycle: str, month: str) -> Answer:
    """Read a month's sheet as the office collects it."""
    found, wanted = the_living_cycle(congress, cycle), the_month(month)
    form, wrong = ReadingForm(), list[SheetError]()
    form.offer(maps_of(found.congress))
    if form.validate_on_submit():
        chosen = the_map(found.congress, sent_number(form.sheet_map.data))
        if reading := read_apart(form, chosen):
            writing = Writing(found, wanted, clock.now(), chosen.mark)
            wrong = [*reading.errors] or taken_in(reading, writing, form)
            if not wrong:
                db.session.commit()
                return redirect(
                    url_for(".board", congress=congress, cycle=cycle, month=month, _anchor="reports")
                )
        db.session.rollback()
    return render_template(
        "delivery/collected.html",
        form=form,
        cycle=found,
        words=month_words(wanted),
        maps=maps_of(found.congress),
        may_map=me().has(found.congress, *STAFF),
        wrong=[error_words(one) for one in wrong[:MOST_ERRORS]],
    )


def read_apart(form: ReadingForm, chosen: SheetMap) -> Reading | None:
    """What the sheet says; it is read while no row is held. None where it is no such sheet."""
    mapping = chosen.mapping
    db.session.rollback()
    try:
        if not mapping:
            raise RuleBroken(NO_COLUMNS)
        return read_mapped(form.sheet.data.read(), mapping)
    except RuleBroken as broken:
        refuse(form.sheet, broken)
        return None


def taken_in(reading: Reading, writing: Writing, form: ReadingForm) -> list[SheetError]:
    """Write what the sheet says; or what does not fit, and then nothing is written."""
    mine = None if me().has(writing.cycle.congress, *STAFF) else {one.id for one in own_units(writing.cycle)}
    hold(writing.cycle, mine)
    on = day_of(writing.at)
    judge = Judge(writing.month, on, book_of(writing.cycle, writing.month, on), mine)
    judge.take(reading.rows)
    entries = list(judge.entries.values())
    wrong = judge.errors or ([] if form.over.data else form.ask_over(written_since(entries, writing.mark)))
    if not wrong:
        at_once = bool(form.hand_in.data)
        told(written(entries, writing, at_once), len(entries), at_once)
    return sorted(wrong, key=lambda one: (one.sheet, one.row))


def own_units(cycle: Cycle) -> list[Unit]:
    """The units of whoever reads the sheet in."""
    return me().units(cycle.congress)


def written(entries: Sequence[Entry], writing: Writing, at_once: bool) -> int:
    """Write what is new as drafts; or all that is not handed in yet, and hand it in. How many were written."""
    open_ones = [one for one in entries if one.page.state not in HANDED_IN]
    if not at_once:
        new = [one for one in open_ones if one.is_new]
        write_drafts(new, writing)
        return len(new)
    units = {unit.id: unit for unit in writing.cycle.congress.units}
    if open_ones:
        hand_in(open_ones, writing, lambda page: hand_of(writing.cycle.congress, units, page))
    return len(open_ones)


def hand_of(congress: Congress, units: dict[int, Unit], page: Page) -> Hand:
    """As whom the signed-in person reports on this project."""
    return hand_for(me(), congress, units.get(page.unit_id or 0))


def told(done: int, all_of_them: int, at_once: bool) -> None:
    """Say what came of it, and who has to do what next."""
    flash(
        ngettext(
            "%(num)d project was read from the sheet.", "%(num)d projects were read from the sheet.", done
        )
        if done
        else _("The sheet says nothing new.")
    )
    if done and not at_once:
        flash(_("What was read stands as a draft. Each unit looks it over and hands it in."))
    if done and done < all_of_them:
        same = all_of_them - done
        flash(ngettext("%(num)d project stays as it is.", "%(num)d projects stay as they are.", same))
