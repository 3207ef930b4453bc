"""一次性评价码 and 现场评价牌: what the office prints for the site of a project."""

from flask import redirect
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.links import site
from votes.accounts.printing import sheet, wants_pdf
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.codes import in_fours
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.qr import qr_svg
from votes.evaluation.forms import SlipsForm
from votes.evaluation.rework_views import bp as bp
from votes.evaluation.rules import RATED, Channel
from votes.evaluation.showing import address
from votes.evaluation.slips import print_slips, slip_counts, void_unused
from votes.evaluation.views import AT, Page, back_to, the_rated
from votes.projects.models import Project
from votes.projects.settings import Proof, settings_of
from votes.supervision.keeping import page_with


def the_site(congress: str, cycle: str, number: int) -> Project:
    """A project that residents can rate."""
    found = the_rated(congress, cycle, number)
    if found.stage not in RATED:
        raise RuleBroken(say("This project cannot be rated now."))
    return found


@bp.route(f"{AT}/<int:number>/slips")
@open_to(Role.office)
def slips(congress: str, cycle: str, number: int) -> Page:
    """How many slips are out and came back; print more."""
    found = the_site(congress, cycle, number)
    out, used = slip_counts(found)
    return page_with(
        "evaluation/slips.html",
        SlipsForm(),
        project=found,
        out=out,
        used=used,
        asked=Proof.slip in settings_of(found.cycle.settings).rating_proofs,
        back=back_to(found),
    )


@bp.route(f"{AT}/<int:number>/slips/print", methods=["POST"])
@open_to(Role.office)
def slip_sheet(congress: str, cycle: str, number: int) -> Response:
    """Fresh slips, shown this once."""
    found, form, as_pdf = the_site(congress, cycle, number), SlipsForm(), wants_pdf()
    if not form.validate_on_submit():
        raise RuleBroken(say("Write how many slips to print, from 1 to 400."))
    made = print_slips(found, form.number.data or 0, clock.today())
    db.session.commit()
    page = site() + address("evaluation.rate", found)
    shown = [
        {
            "title": found.title,
            "words": [in_fours(code)],
            "qr": qr_svg(f"{page}#{code}", _("QR code to rate with this slip")),
            "small": _(
                "%(congress)s · scan, or type the code at %(page)s. Good for one rating; nobody knows who holds it.",
                congress=found.congress.name,
                page=page.partition("//")[2],
            ),
        }
        for code in made
    ]
    return sheet("evaluation/slip_sheet.html", as_pdf, "slips", cards=shown, back=address(".slips", found))


@bp.route(f"{AT}/<int:number>/slips/void", methods=["POST"])
@open_to(Role.office)
def void_slips(congress: str, cycle: str, number: int) -> Response:
    """Make void whatever was not used, such as a sheet that was lost."""
    found = the_site(congress, cycle, number)
    void_unused(found)
    db.session.commit()
    return redirect(address(".slips", found))


@bp.route(f"{AT}/<int:number>/site-sheet")
@open_to(Role.office)
def site_sheet(congress: str, cycle: str, number: int) -> Response:
    """现场评价牌: a page for the fence or the door, with the code that leads to the rating."""
    found, as_pdf = the_site(congress, cycle, number), wants_pdf()
    link = site() + address("evaluation.rate", found, at=Channel.site.value)
    return sheet(
        "evaluation/site_sheet.html",
        as_pdf,
        "rate",
        project=found,
        facts=[(_("What was promised"), found.content or found.year_goal), (_("Lead unit"), found.unit_name)],
        qr=qr_svg(link, _("QR code to rate this project")),
        page=link.partition("//")[2].partition("?")[0],
    )
