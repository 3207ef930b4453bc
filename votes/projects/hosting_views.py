"""A county's townships and streets, and the rehearsal of a session."""

from flask import Blueprint, abort, current_app, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.staff import staff_of
from votes.common import clock
from votes.common.config import data_folder
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import told
from votes.congress.models import Congress, Session
from votes.projects.cycles import cycles_of, reserved_words
from votes.projects.hosting import LineRefused, hostable, hosted_by, read_starts, start_hosted
from votes.projects.hosting_forms import LEVEL_NAMES, RehearseForm, StartHostedForm
from votes.projects.leftovers import remove_files
from votes.projects.models import Cycle
from votes.projects.rehearsal import rehearsal_of, rehearse, wipe
from votes.projects.workpages import work_page

bp = Blueprint("hosting", __name__, url_prefix="/desk/<congress>")
Answer = str | Response


def living(congress: Congress) -> list[Cycle]:
    """The cycles in which something can still be done, the newest first."""
    return [cycle for cycle in cycles_of(congress) if not cycle.archived]


@bp.route("/hosted")
@open_to(Role.office, Role.administrator)
@work_page("乡", _l("Townships and streets"))
def hosted(congress: str) -> str:
    """The congresses that this one hosts."""
    here, actor = the_congress(congress), me()
    rows = [(one, LEVEL_NAMES[one.level], bool(actor.roles(one))) for one in hosted_by(here)]
    return render_template("projects/hosted.html", here=here, rows=rows, may_start=may_start(here))


def may_start(congress: Congress) -> bool:
    """Whether this congress can host any, and this person may start them."""
    real = congress.rehearsal_of_id is None
    return real and bool(hostable(congress)) and me().has(congress, Role.office)


@bp.route("/hosted/start", methods=["GET", "POST"])
@open_to(Role.office)
def start(congress: str) -> Answer:
    """Start townships or streets in one step, all or none."""
    here, actor = the_congress(congress), me()
    if not may_start(here) or actor.account is None:
        abort(404)
    people = [one for one in staff_of(here) if not one.closed_at]
    levels = hostable(here)
    suggested = {"acting": [actor.account.id], "level": levels[0]}
    form = StartHostedForm(levels, people, living(here), data=suggested)
    if form.validate_on_submit():
        try:
            made = started(here, form)
        except RuleBroken as broken:
            db.session.rollback()
            form.lines.errors = [words_of(broken)]
        else:
            db.session.commit()
            flash(ngettext("One congress started.", "%(num)d congresses started.", made))
            return redirect(url_for("hosting.hosted", congress=congress))
    return render_template("projects/start_hosted.html", here=here, form=form)


def words_of(broken: RuleBroken) -> str:
    """A refusal, with the line it is about."""
    if isinstance(broken, LineRefused):
        return str(_("Line %(n)d: %(words)s", n=broken.number, words=told(broken)))
    return told(broken)


def started(here: Congress, form: StartHostedForm) -> int:
    """Start those of the list; how many they are."""
    acting = [one for one in staff_of(here) if one.id in (form.acting.data or [])]
    cycle = next((one for one in living(here) if one.id == form.cycle.data), None)
    reserved = reserved_words(current_app.url_map.iter_rules())
    starts = read_starts(form.lines.data or "")
    level = form.level.data
    return len(start_hosted(here, level, starts, acting, cycle, reserved, clock.now(), me().name))


@bp.route("/rehearsal", methods=["GET", "POST"])
@open_to(Role.office)
@work_page("练", _l("Rehearsal"))
def rehearsal(congress: str) -> Answer:
    """Begin a rehearsal of a session, or find the one that stands."""
    here = the_congress(congress)
    if here.rehearsal_of_id is not None:
        return redirect(
            url_for("hosting.rehearsal", congress=db.session.get_one(Congress, here.rehearsal_of_id).slug)
        )
    sessions = sessions_of(here)
    form = RehearseForm(sessions, living(here))
    if form.validate_on_submit():
        session = next(one for one in sessions if one.id == form.session.data)
        cycle = next(one for one in living(here) if one.id == form.cycle.data)
        copy = rehearse(session, cycle, clock.now(), me().name)
        db.session.commit()
        flash(
            _(
                "The rehearsal stands. Nothing done in it counts. What comes next is on your desk, marked as rehearsal."
            )
        )
        return redirect(url_for("congress.overview", congress=copy.slug))
    copy_now = rehearsal_of(here)
    ready = bool(sessions and living(here))
    return render_template("projects/rehearsal.html", here=here, form=form, copy=copy_now, ready=ready)


def sessions_of(congress: Congress) -> list[Session]:
    """The sessions of the current term that have a sitting, the latest first."""
    found = congress.term.sessions if congress.term else []
    return sorted((one for one in found if one.sittings), key=lambda one: one.begins_on, reverse=True)


@bp.route("/rehearsal/wipe", methods=["POST"])
@open_to(Role.office)
def wipe_rehearsal(congress: str) -> Response:
    """Wipe the rehearsal whole, its files included."""
    here = the_congress(congress)
    copy = rehearsal_of(here)
    if copy is None:
        abort(404)
    orphans = wipe(copy)
    db.session.commit()
    remove_files(data_folder(), orphans)
    flash(_("The rehearsal is wiped; nothing of it is left."))
    return redirect(url_for("hosting.rehearsal", congress=congress))
