"""届, 会议, 全体会议: the office states terms, sessions and sittings."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.workpages import work_page
from votes.common.db import Base, db
from votes.congress.forms import RuledForm, SessionForm, SittingForm, TermForm
from votes.congress.meetings import all_deputies_of, members_of, next_number
from votes.congress.models import Congress, Session, Sitting, Term
from votes.congress.titles import numeral, session_title, sitting_title

bp = Blueprint("sessions", __name__, url_prefix="/desk/<congress>")
Answer = str | Response


@bp.route("/sessions")
@open_to(Role.office)
@work_page("会", _l("Terms, sessions, sittings"))
def sessions(congress: str) -> str:
    """All terms with their sessions and sittings, the latest first."""
    here = the_congress(congress)
    return render_template(
        "congress/sessions.html",
        here=here,
        session_title=session_title,
        numeral=numeral,
        all_deputies_of=all_deputies_of,
    )


def entry(congress: str, form: RuledForm, row: Base, heading: str, verb: str) -> Answer:
    """A form that fills one row: saved it leads back to the list."""
    if form.validate_on_submit():
        form.populate_obj(row)
        db.session.add(row)
        db.session.commit()
        flash(_("Saved."))
        return redirect(url_for("sessions.sessions", congress=congress))
    back = url_for("sessions.sessions", congress=congress)
    return render_template("congress/entry.html", form=form, heading=heading, verb=verb, back=back)


@bp.route("/terms/add", methods=["GET", "POST"])
@open_to(Role.office)
def add_term(congress: str) -> Answer:
    """A new term (届)."""
    here = the_congress(congress)
    form = TermForm(here, data={"number": next_number([term.number for term in here.terms])})
    return entry(congress, form, Term(congress_id=here.id), _("Add a term"), _("Add this term"))


@bp.route("/terms/<int:term>", methods=["GET", "POST"])
@open_to(Role.office)
def edit_term(congress: str, term: int) -> Answer:
    """A term that is there."""
    here = the_congress(congress)
    row = the_row(Term, here, term)
    heading = _("Term %(number)s", number=numeral(row.number))
    return entry(congress, TermForm(here, row, obj=row), row, heading, _("Save"))


@bp.route("/terms/<int:term>/sessions/add", methods=["GET", "POST"])
@open_to(Role.office)
def add_session(congress: str, term: int) -> Answer:
    """A new session of a term."""
    here = the_congress(congress)
    row = the_row(Term, here, term)
    of_body = [one.number for one in row.sessions if one.body is here.body]
    form = SessionForm(row, data={"body": here.body, "number": next_number(of_body)})
    new = Session(congress_id=here.id, term_id=row.id)
    return entry(congress, form, new, _("Add a session"), _("Add this session"))


@bp.route("/sessions/<int:session>", methods=["GET", "POST"])
@open_to(Role.office)
def edit_session(congress: str, session: int) -> Answer:
    """A session that is there."""
    row = the_row(Session, the_congress(congress), session)
    return entry(congress, SessionForm(row.term, row, obj=row), row, session_title(row), _("Save"))


@bp.route("/sessions/<int:session>/sittings/add", methods=["GET", "POST"])
@open_to(Role.office)
def add_sitting(congress: str, session: int) -> Answer:
    """A new sitting of a session."""
    here = the_congress(congress)
    row = the_row(Session, here, session)
    new = Sitting(congress_id=here.id, session_id=row.id)
    return entry(
        congress, SittingForm(row, data=suggested(row)), new, _("Add a sitting"), _("Add this sitting")
    )


def suggested(session: Session) -> dict[str, Any]:
    """What a new sitting probably is: the next one, on the first day or that of the last one, everybody due."""
    everyone = members_of(session) or None
    number = next_number([one.number for one in session.sittings])
    day = max([session.begins_on, *(one.held_on for one in session.sittings)])
    return {"number": number, "held_on": day, "all_deputies": everyone, "due": everyone}


@bp.route("/sitting/<int:sitting>/edit", methods=["GET", "POST"])
@open_to(Role.office)
def edit_sitting(congress: str, sitting: int) -> Answer:
    """A sitting that is there."""
    row = the_sitting(the_congress(congress), sitting)
    return entry(congress, SittingForm(row.session, row, obj=row), row, sitting_title(row), _("Save"))


def the_sitting(congress: Congress, identity: int) -> Sitting:
    """A sitting of this congress, or a 404."""
    return the_row(Sitting, congress, identity)
