"""专家库: the pages of the expert pool."""

from flask import abort, redirect, render_template, url_for
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Congress
from votes.supervision.draw_forms import ExpertForm
from votes.supervision.experts import Expert, add_expert, pool
from votes.supervision.keeping import attempted, page_with
from votes.supervision.views import Page, bp

AT = "/desk/<congress>/experts"


@bp.route(AT)
@open_to(Role.office)
@work_page("督", _l("Expert pool"))
def experts(congress: str) -> str:
    """The experts of today, by field."""
    found = pool(the_congress(congress))
    fields = sorted({one.field for one in found})
    groups = [(field, [one for one in found if one.field == field]) for field in fields]
    return render_template("supervision/experts.html", groups=groups)


@bp.route(f"{AT}/add", methods=["GET", "POST"])
@open_to(Role.office)
def take_in_expert(congress: str) -> Page:
    """Take an expert into the pool."""
    home, form = the_congress(congress), ExpertForm()
    form.offer(home.units)
    if form.validate_on_submit() and attempted(form, lambda: take_in(home, form)):
        db.session.commit()
        return redirect(url_for(".experts", congress=congress))
    return page_with("supervision/take_in_expert.html", form, back=url_for(".experts", congress=congress))


def take_in(home: Congress, form: ExpertForm) -> None:
    """The expert as the form says."""
    form.spend(clock.today())
    unit = next((one for one in home.units if one.id == form.unit.data), None)
    add_expert(home, form.name.data or "", form.field.data or "", form.employer.data or "", unit, clock.now())


@bp.route(f"{AT}/<int:expert>/leave", methods=["POST"])
@open_to(Role.office)
def let_expert_go(congress: str, expert: int) -> Response:
    """Take an expert out of the pool; past draws keep the name."""
    found = db.session.get(Expert, expert, with_for_update=True)
    if found is None or found.congress_id != the_congress(congress).id:
        abort(404)
    found.leave(clock.now())
    db.session.commit()
    return redirect(url_for(".experts", congress=congress))
