"""证: the office gives the duties of a sitting, prints the badges, revokes and reissues them."""

from flask import Blueprint, abort, flash, redirect, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts import badges, codes
from votes.accounts.access import me, open_to, the_congress
from votes.accounts.badge_forms import BadgesForm
from votes.accounts.links import sign_in_link, sign_in_page
from votes.accounts.models import Badge
from votes.accounts.printing import sheet, wants_pdf
from votes.accounts.roles import DUTY_NAMES, Duty, Role
from votes.accounts.rows import the_row
from votes.common import clock
from votes.common.codes import in_lines
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.qr import qr_svg
from votes.common.validators import refuse_form
from votes.congress.models import Sitting
from votes.congress.titles import sitting_title

bp = Blueprint("badges", __name__, url_prefix="/desk/<congress>/sitting/<int:sitting>/badges")
Answer = str | Response


def the_sitting(congress: str, sitting: int) -> Sitting:
    """The sitting of this address, or a 404."""
    return the_row(Sitting, the_congress(congress), sitting)


def the_badge(sitting: Sitting, identity: int) -> Badge:
    """A badge of this sitting that is good, or a 404."""
    found = next((one for one in badges.badges_of(sitting) if one.id == identity), None)
    if found is None:
        abort(404)
    return found


@bp.route("", methods=["GET", "POST"])
@open_to(Role.office)
def give(congress: str, sitting: int) -> Answer:
    """Name who holds which duty; those who keep theirs keep the badge."""
    here = the_sitting(congress, sitting)
    form = BadgesForm(badges.candidates(here), data=held(here))
    if form.validate_on_submit():
        try:
            badges.give(here, form.chosen, clock.now(), me().name)
        except RuleBroken as broken:
            db.session.rollback()
            refuse_form(form, broken)
        else:
            db.session.commit()
            flash(_("Saved. Now print the badges."))
            return redirect(url_for("badges.give", congress=congress, sitting=sitting))
    rows = [(one, DUTY_NAMES[one.duty], state_of(one)) for one in badges.badges_of(here)]
    return render_template(
        "accounts/badges.html",
        here=here.congress,
        sitting=here,
        title=sitting_title(here),
        form=form,
        rows=rows,
    )


def held(sitting: Sitting) -> dict[str, str]:
    """Who holds which duty now, as the form shows it."""
    rows = badges.badges_of(sitting)
    return {duty.value: "\n".join(one.holder for one in rows if one.duty is duty) for duty in Duty}


def state_of(badge: Badge) -> str:
    """Whether a badge's code was printed and used."""
    card = codes.latest(badge)
    if card is None or (card.used_at is None and not codes.is_good(card, clock.now())):
        return str(_("not printed yet"))
    return str(_("in use") if card.used_at else _("printed, not used yet"))


@bp.route("/print", methods=["POST"])
@open_to(Role.office)
def print_all(congress: str, sitting: int) -> Response:
    """The sheet of all badges that nobody has used yet, with fresh codes; the sheets before it are good no more."""
    here, as_pdf, at = the_sitting(congress, sitting), wants_pdf(), clock.now()
    made = badges.print_codes(badges.badges_of(here), at, me().name)
    return printed(here, made, as_pdf)


@bp.route("/<int:badge>/reissue", methods=["POST"])
@open_to(Role.office)
def reissue(congress: str, sitting: int, badge: int) -> Response:
    """A fresh code for one badge that was lost: whoever used it is signed out."""
    here, as_pdf, at = the_sitting(congress, sitting), wants_pdf(), clock.now()
    row = the_badge(here, badge)
    return printed(here, [(row, badges.reissue(row, at, me().name))], as_pdf)


def printed(sitting: Sitting, made: list[tuple[Badge, str]], as_pdf: bool) -> Response:
    """Keep the digests and show the codes, this once."""
    db.session.commit()
    cards = [card_of(badge, code) for badge, code in made]
    return sheet(
        "accounts/badge_sheet.html",
        as_pdf,
        f"badges-{sitting.held_on}",
        here=sitting.congress,
        sitting=sitting,
        title=sitting_title(sitting),
        cards=cards,
        address=sign_in_page(),
    )


def card_of(badge: Badge, code: str) -> dict[str, object]:
    """What stands on one badge."""
    words = [badge.holder, format_date(badge.sitting.held_on), *in_lines(code)]
    return {"title": DUTY_NAMES[badge.duty], "words": words, "qr": qr_svg(sign_in_link(code), badge.holder)}


@bp.route("/<int:badge>/revoke", methods=["POST"])
@open_to(Role.office)
def revoke(congress: str, sitting: int, badge: int) -> Response:
    """A badge is good no more, at once."""
    here = the_sitting(congress, sitting)
    row = the_badge(here, badge)
    badges.revoke(row, clock.now(), me().name)
    db.session.commit()
    flash(_("The badge of %(name)s is good no more.", name=row.holder))
    return redirect(url_for("badges.give", congress=congress, sitting=sitting))
