"""预警: the unit explains what is late, silent or stalled; an office signs it off for everyone to see."""

from flask import abort, flash, render_template, request
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from votes.accounts.access import me, open_to
from votes.common import clock
from votes.common.days import long_day
from votes.common.db import db
from votes.delivery.change_list_views import bp as bp
from votes.delivery.forms import ExplainForm
from votes.delivery.loading import STAFF, Place, the_place
from votes.delivery.plan_views import AT, HANDS, Answer, back, check_not_sent
from votes.delivery.trouble_telling import (
    state_word,
    trouble_pairs,
    trouble_rows,
    trouble_steps,
)
from votes.delivery.troubles import SIGNERS, TROUBLE_NAMES, Trouble, open_troubles
from votes.projects.loading import the_living_cycle
from votes.projects.workpages import work_page


@bp.route("/desk/<congress>/<cycle>/delivery/troubles")
@open_to(*HANDS)
@work_page("办", _l("Warnings"))
def troubles(congress: str, cycle: str) -> str:
    """All warnings that last, the oldest first; a unit sees those of its own projects."""
    found = the_living_cycle(congress, cycle)
    is_staff = me().has(found.congress, *STAFF)
    units = None if is_staff else [unit.id for unit in me().units(found.congress)]
    rows = trouble_rows(open_troubles(found, units))
    return render_template("delivery/troubles.html", cycle=found, rows=rows)


def the_trouble(place: Place, number: int) -> Trouble:
    """The warning of this number about the project, or a 404."""
    wanted = select(Trouble).where(Trouble.congress_id == place.project.congress_id)
    found = db.session.scalar(wanted.where(Trouble.project_id == place.project.id, Trouble.number == number))
    if found is None:
        abort(404)
    return found


@bp.route(f"{AT}/troubles/<int:trouble>", methods=["GET", "POST"])
@open_to(*HANDS)
def trouble(congress: str, cycle: str, number: int, trouble: int) -> Answer:
    """One warning: explain it, or let everyone see it now."""
    place = the_place(congress, cycle, number)
    found = the_trouble(place, trouble)
    form = ExplainForm(data={"words": found.explanation})
    if found.ended_on is not None:
        check_not_sent()
    if form.validate_on_submit() and is_dealt_with(place, found, form):
        return back(place.project)
    return render_template(
        "delivery/trouble.html",
        project=place.project,
        trouble=found,
        kind=TROUBLE_NAMES[found.kind],
        since=long_day(found.since_on),
        state=state_word(found),
        pairs=trouble_pairs(found),
        steps=trouble_steps(found),
        form=form if found.ended_on is None else None,
        may_sign=found.public_on is None and not place.hand.roles.isdisjoint(SIGNERS),
        place=place,
    )


def is_dealt_with(place: Place, found: Trouble, form: ExplainForm) -> bool:
    """Explain or sign off; whether that could be done."""
    at = clock.now()
    if request.form.get("deed") == "sign":
        found.sign_off(place.hand, at)
        words = _("Signed off; everyone can see it now.")
    elif form.says_what():
        found.explain(form.words.data or "", place.hand, at)
        words = _("Your explanation stands beside the warning.")
    else:
        return False
    db.session.commit()
    flash(words)
    return True
