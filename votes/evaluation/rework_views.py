"""整改: the office opens at once the order that a failing rating asks for; else the next morning does it."""

from flask import redirect
from flask_wtf import FlaskForm

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.evaluation.beside import ratings_of
from votes.evaluation.rework import cause_words, open_rework
from votes.evaluation.rework_rules import check_failing
from votes.evaluation.reworking import failing_of
from votes.evaluation.views import AT, Page, back_to, the_rated
from votes.evaluation.views import bp as bp
from votes.supervision.keeping import attempted, page_with
from votes.supervision.models import Doer
from votes.supervision.rules import Hand


@bp.route(f"{AT}/<int:number>/order", methods=["GET", "POST"])
@open_to(Role.office)
def order(congress: str, cycle: str, number: int) -> Page:
    """Open the order, and with it the second evaluation."""
    found, form = the_rated(congress, cycle, number), FlaskForm()
    failing = check_failing(failing_of(found, ratings_of(found), clock.today()))
    doer = Doer(Hand.office, me().name)
    if form.validate_on_submit() and attempted(form, lambda: open_rework(found, failing, doer, clock.now())):
        db.session.commit()
        return redirect(back_to(found))
    return page_with(
        "evaluation/order.html",
        form,
        project=found,
        why=cause_words(failing.judge, failing.percent),
        back=back_to(found),
    )
