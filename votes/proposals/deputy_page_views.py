"""代表网页 on the desk (码上找代表): who has one, and the cards with their QR."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import open_to, the_congress
from votes.accounts.printing import sheet, wants_pdf
from votes.accounts.roles import Role
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.db import db
from votes.common.qr import qr_svg
from votes.proposals.deputy_pages import give_pages, pages_of
from votes.proposals.point_forms import DeputiesForm
from votes.proposals.point_words import deputy_link, serving_of
from votes.proposals.public_views import bp


@bp.route("/desk/<congress>/deputy-pages", methods=["GET", "POST"])
@open_to(Role.office)
@work_page("找", _l("Pages of deputies with their QR (码上找代表)"))
def deputy_pages(congress: str) -> str | Response:
    """Which deputies have a public page."""
    here = the_congress(congress)
    serving, shown = serving_of(here), pages_of(here)
    form = DeputiesForm(data={"deputies": [page.deputy_id for page in shown]})
    form.offer(serving)
    if form.validate_on_submit():
        give_pages(here, form.chosen(serving), clock.now())
        db.session.commit()
        flash(_("Saved."))
        return redirect(url_for("proposals.deputy_pages", congress=congress))
    return render_template("proposals/deputy_pages.html", here=here, form=form, shown=shown)


@bp.route("/desk/<congress>/deputy-pages/print")
@open_to(Role.office)
def deputy_pages_sheet(congress: str) -> Response:
    """Cards with the QR of each deputy's page, eight a page."""
    here = the_congress(congress)
    cards = [
        {
            "title": page.deputy.name,
            "words": [here.name, page.deputy.delegation.name if page.deputy.delegation else ""],
            "qr": qr_svg(deputy_link(page), page.deputy.name),
        }
        for page in pages_of(here)
    ]
    return sheet(
        "proposals/deputy_pages_sheet.html", wants_pdf(), f"deputies-{congress}", here=here, cards=cards
    )
