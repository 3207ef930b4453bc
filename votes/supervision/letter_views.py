"""写信给代表, for everyone: write without an account, and follow by the code what became of it."""

from flask import abort, redirect, render_template, request, url_for
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.accounts.floods import count_one, key_of, sent_today
from votes.common import clock
from votes.common.codes import code_out_of
from votes.common.db import db
from votes.common.qr import qr_svg
from votes.proposals.deputy_pages import DeputyPage, page_of
from votes.supervision.keeping import attempted, page_with
from votes.supervision.letter_forms import LetterForm
from votes.supervision.letter_rules import LETTERS_PER_ADDRESS, check_letter_flood
from votes.supervision.letter_words import letter_code, letter_link, letter_state, step_rows, way_on
from votes.supervision.letters import LETTER_CODE_LENGTH, Letter, letter_of, write
from votes.supervision.views import Page, bp

MATTER = "letter"
"""What is counted per address and day."""


def the_deputy_page(congress: str, code: str) -> DeputyPage:
    """The open page of a deputy, or a 404."""
    page = page_of(the_public_congress(congress), code)
    return page if page is not None and page.is_open else abort(404)


@bp.route("/<congress>/deputies/<code>/write", methods=["GET", "POST"])
@open_to(PUBLIC)
def write_letter(congress: str, code: str) -> Page:
    """Write to a deputy; what was typed stays until it is in."""
    page, form = the_deputy_page(congress, code), LetterForm()
    if form.validate_on_submit() and sent(page, form):
        return redirect(url_for("supervision.follow_letter", congress=congress, code=own_code(form)))
    return page_with("supervision/write_letter.html", form, page=page, most=LETTERS_PER_ADDRESS)


def own_code(form: LetterForm) -> str:
    """The code of the letter that this form becomes: of two clicks both are told the same."""
    return code_out_of(f"letter|{form.once.data}", LETTER_CODE_LENGTH)


def sent(page: DeputyPage, form: LetterForm) -> bool:
    """Whether the letter is in, by this click or by the one before."""
    congress = page.congress
    try:
        if not attempted(form, lambda: taken_in(page, form)):
            return False
        db.session.commit()
    except IntegrityError:
        db.session.rollback()
        if letter_of(congress, own_code(form)) is None:
            raise
    return True


def taken_in(page: DeputyPage, form: LetterForm) -> Letter:
    """The letter as it came in, counted against its address."""
    today = clock.today()
    address = key_of(request.remote_addr, today)
    check_letter_flood(sent_today(MATTER, address, today))
    form.spend(today)
    count_one(MATTER, address, today)
    contact = (form.name.data or "", form.phone.data or "")
    said = (form.title.data or "", form.words.data or "")
    return write(page, *said, clock.now(), form.place.data or "", *contact, code=own_code(form))


@bp.route("/<congress>/letters/<code>")
@open_to(PUBLIC)
def follow_letter(congress: str, code: str) -> Response | str:
    """What became of a letter, for whoever holds its code; the letter itself stands here for nobody."""
    found = letter_of(the_public_congress(congress), code) or abort(404)
    return render_template(
        "supervision/follow_letter.html",
        letter=found,
        code=letter_code(found),
        state=letter_state(found),
        way_on=way_on(found),
        steps=step_rows(found, everyone=True),
        link=letter_link(found),
        qr=qr_svg(letter_link(found), _("QR code to follow this letter")),
    )
