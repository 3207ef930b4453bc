"""履职码 and 报到码: sheets of sign-in cards and desk codes for the deputies, delegation by delegation."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts import cards, codes
from votes.accounts.access import open_to, the_congress
from votes.accounts.deputies_views import the_term
from votes.accounts.links import sign_in_link
from votes.accounts.printing import sheet, wants_pdf
from votes.accounts.roles import Role
from votes.accounts.rows import the_row
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.codes import in_fours, in_lines
from votes.common.db import db
from votes.common.qr import qr_svg
from votes.common.words import sent_number
from votes.congress.models import Congress, Delegation, Deputy

bp = Blueprint("cards", __name__, url_prefix="/desk/<congress>")


def group_of(congress: Congress, identity: int) -> list[Deputy]:
    """The serving deputies of a delegation; 0 means those of none."""
    term = the_term(congress)
    if identity:
        the_row(Delegation, congress, identity)
    return [one for one in term.serving if (one.delegation_id or 0) == identity]


@bp.route("/cards")
@open_to(Role.office)
@work_page("码", _l("Sign-in cards and desk codes"))
def overview(congress: str) -> str:
    """How far the cards have gone out, by delegation; the sheets to print."""
    here = the_congress(congress)
    term, known = the_term(here), cards.standing(here, clock.now())
    groups = [(one.id, one.name) for one in term.delegations] + [(0, _("without delegation"))]
    rows = []
    for identity, name in groups:
        ids = {one.id for one in term.serving if (one.delegation_id or 0) == identity}
        if ids:
            rows.append(
                (identity, name, len(ids), len(ids & known.bound), len(ids & known.waiting - known.bound))
            )
    return render_template("accounts/cards.html", here=here, rows=rows)


@bp.route("/cards/print", methods=["POST"])
@open_to(Role.office)
def print_group(congress: str) -> Response:
    """The cards of a delegation whose phones are not bound yet, with fresh codes."""
    here, as_pdf, at = the_congress(congress), wants_pdf(), clock.now()
    deputies = group_of(here, sent_number(request.form.get("delegation"), 0))
    return printed(here, cards.print_cards(deputies, cards.standing(here, at), at), as_pdf)


@bp.route("/deputies/<int:deputy>/card", methods=["POST"])
@open_to(Role.office)
def renew(congress: str, deputy: int) -> Response:
    """A new card for one deputy: the phone before it is signed out."""
    here, as_pdf = the_congress(congress), wants_pdf()
    row = the_row(Deputy, here, deputy)
    return printed(here, [(row, codes.reissue(cards.opened(row), clock.now()))], as_pdf)


@bp.route("/deputies/<int:deputy>/card/revoke", methods=["POST"])
@open_to(Role.office)
def revoke(congress: str, deputy: int) -> Response:
    """The card is good no more, and the phone is signed out."""
    row = the_row(Deputy, the_congress(congress), deputy)
    cards.shut_out(row, clock.now())
    db.session.commit()
    flash(_("Card and phone of %(name)s are shut out.", name=row.name))
    return redirect(url_for("deputies.edit", congress=congress, deputy=deputy))


def printed(here: Congress, made: list[tuple[Deputy, str]], as_pdf: bool) -> Response:
    """Keep the digests and show the codes, this once."""
    db.session.commit()
    until = format_date(clock.now() + codes.CARD_LIVES)
    shown = [
        {
            "title": one.name,
            "words": words_of(one, in_lines(code)),
            "qr": qr_svg(sign_in_link(code), one.name),
            "small": _(
                "%(congress)s · sign-in card: scan it with your phone and press the button. Good once, until %(day)s; keep it to yourself.",
                congress=here.name,
                day=until,
            ),
        }
        for one, code in made
    ]
    return sheet("accounts/card_sheet.html", as_pdf, "cards", here=here, cards=shown)


def words_of(deputy: Deputy, code: list[str]) -> list[str]:
    """What stands on a card below the name."""
    return [*([deputy.delegation.name] if deputy.delegation else []), *code]


@bp.route("/desk-codes")
@open_to(Role.office)
def desk_codes(congress: str) -> Response:
    """The desk codes: shown at the door they tell presence, and open nothing."""
    here, as_pdf = the_congress(congress), wants_pdf()
    chosen = request.args.get("delegation")
    deputies = the_term(here).serving if chosen is None else group_of(here, sent_number(chosen))
    shown = [
        {
            "title": one.name,
            "words": words_of(one, [in_fours(one.desk_code)]),
            "qr": qr_svg(one.desk_code, one.name),
            "small": _(
                "%(congress)s · desk code: show it at the door to sign in as present.", congress=here.name
            ),
        }
        for one in deputies
    ]
    return sheet("accounts/desk_codes.html", as_pdf, "desk-codes", here=here, cards=shown)
