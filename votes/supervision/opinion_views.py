"""审议意见卡: put an item up, fill in cards on the phone, collect them, send the review opinion."""

from datetime import date

from flask import abort, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.accounts.workpages import work_page
from votes.common import clock
from votes.common.days import long_day
from votes.common.db import db
from votes.congress.models import Congress, Unit
from votes.supervision.keeping import attempted, page_with
from votes.supervision.kinds import Kind
from votes.supervision.loading import held
from votes.supervision.loop_rules import usual_deadline
from votes.supervision.models import Doer
from votes.supervision.opinion_forms import CardForm, DeliberationForm, ReviewForm, SendForm, drafted
from votes.supervision.opinions import (
    Approved,
    CardLine,
    Deliberation,
    collect,
    deliberations_of,
    open_deliberation,
    send,
    withdraw_line,
    write_line,
)
from votes.supervision.rules import Hand
from votes.supervision.showing import matter_address
from votes.supervision.terms import terms_of
from votes.supervision.views import Page, bp

ITEMS = "/desk/<congress>/deliberations"
ITEM = f"{ITEMS}/<int:deliberation>"


def the_item(congress: str, deliberation: int) -> Deliberation:
    """An item of this congress, for the office and for whoever may fill in its cards; locked while it is changed."""
    home = the_congress(congress)
    found = db.session.scalar(
        select(Deliberation).where(Deliberation.congress_id == home.id, Deliberation.id == deliberation)
    )
    if found is None or not (me().has(home, Role.office) or found.may_write(me().deputy)):
        abort(404)
    return held(found)


def to_item(item: Deliberation) -> Response:
    """Back to the item's page."""
    return redirect(url_for(".deliberation", congress=item.congress.slug, deliberation=item.id))


@bp.route(ITEMS)
@open_to(Role.office, Role.deputy)
@work_page("督", _l("Opinion cards and review opinions"))
def deliberations(congress: str) -> str:
    """The items that I may fill in cards for, or all for the office."""
    home = the_congress(congress)
    office = me().has(home, Role.office)
    found = [one for one in deliberations_of(home) if office or one.may_write(me().deputy)]
    rows = [
        (
            url_for(".deliberation", congress=congress, deliberation=one.id),
            one.title,
            long_day(one.held_on),
            stands(one),
        )
        for one in found
    ]
    return render_template("supervision/deliberations.html", rows=rows, office=office)


def stands(item: Deliberation) -> str:
    """Where an item stands."""
    if item.review is None:
        return str(_("%(n)d lines so far", n=len(item.standing)))
    if item.review.sending is None:
        return str(_("approved, to be sent by %(day)s", day=long_day(item.review.send_by)))
    return str(_("sent"))


@bp.route(f"{ITEMS}/new", methods=["GET", "POST"])
@open_to(Role.office)
def new_deliberation(congress: str) -> Page:
    """Put an item up."""
    home, form = the_congress(congress), DeliberationForm(data={"held_on": clock.today()})
    form.offer(home.committees)
    made: list[Deliberation] = []
    if form.validate_on_submit() and attempted(form, lambda: made.append(put_up(home, form))):
        db.session.commit()
        return to_item(made[0])
    return page_with(
        "supervision/new_deliberation.html", form, back=url_for(".deliberations", congress=congress)
    )


def put_up(home: Congress, form: DeliberationForm) -> Deliberation:
    """The item as the form says."""
    form.spend(clock.today())
    committee = next((one for one in home.committees if one.id == form.committee.data), None)
    day = form.held_on.data or clock.today()
    return open_deliberation(home, form.title.data or "", day, committee, me().name, clock.now())


@bp.route(ITEM)
@open_to(Role.office, Role.deputy)
def deliberation(congress: str, deliberation: int) -> str:
    """One item: to members their own lines, to the office all of them, and what became of it."""
    item = the_item(congress, deliberation)
    office = me().has(item.congress, Role.office)
    own = me().deputy
    lines = [one for one in item.standing if office or (own is not None and one.deputy_id == own.id)]
    review = item.review
    return render_template(
        "supervision/deliberation.html",
        item=item,
        lines=lines,
        office=office,
        held_on=long_day(item.held_on),
        stands=stands(item),
        matters=[(matter_address(one.matter), one.matter) for one in item.lines if one.matter],
        whole=matter_address(review.sending.matter) if review and review.sending else "",
        late=review.late(clock.today()) if review else 0,
    )


@bp.route(f"{ITEM}/card", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def card(congress: str, deliberation: int) -> Page:
    """Fill in a card: by a member on the phone, or typed in by the office from paper."""
    item, form = the_item(congress, deliberation), CardForm()
    form.offer(item.congress.units)
    if form.validate_on_submit() and attempted(form, lambda: write(item, form)):
        db.session.commit()
        return to_item(item)
    return page_with(
        "supervision/card.html",
        form,
        item=item,
        back=url_for(".deliberation", congress=congress, deliberation=item.id),
    )


def write(item: Deliberation, form: CardForm) -> None:
    """The lines as the form says."""
    form.spend(clock.today())
    deputy = me().deputy if item.may_write(me().deputy) else None
    for line in form.written:
        unit = unit_of(item.congress, line.unit.data)
        write_line(
            item, line.problem.data or "", line.advice.data or "", unit, deputy, me().name, clock.now()
        )


def unit_of(home: Congress, unit: int | None) -> Unit | None:
    """The unit of this id."""
    return next((one for one in home.units if one.id == unit), None)


@bp.route(f"{ITEM}/lines/<int:line>/withdraw", methods=["POST"])
@open_to(Role.office, Role.deputy)
def withdraw_card_line(congress: str, deliberation: int, line: int) -> Response:
    """Take back a line of one's own; the office may take back what it typed in."""
    item = the_item(congress, deliberation)
    found = db.session.get(CardLine, line)
    if found is None or found.deliberation_id != item.id or not is_mine(found):
        abort(404)
    withdraw_line(found, clock.now())
    db.session.commit()
    return to_item(item)


def is_mine(line: CardLine) -> bool:
    """Whether this person wrote the line."""
    deputy = me().deputy
    if line.deputy_id is None:
        return me().has(line.deliberation.congress, Role.office)
    return deputy is not None and line.deputy_id == deputy.id


@bp.route(f"{ITEM}/review", methods=["GET", "POST"])
@open_to(Role.office)
def review(congress: str, deliberation: int) -> Page:
    """Collect the cards into one review opinion, as it was approved."""
    item = the_item(congress, deliberation)
    lines = item.standing
    title = _("Review opinion: %(title)s", title=item.title.removeprefix("关于"))[:100]
    known = {"title": title, "words": drafted(lines), "lines": [one.id for one in lines]}
    form = ReviewForm(data={**known, "approved_on": clock.today()})
    form.offer(lines)
    if form.validate_on_submit() and attempted(form, lambda: collected(item, form, lines)):
        db.session.commit()
        return to_item(item)
    return page_with(
        "supervision/review.html",
        form,
        item=item,
        lines=lines,
        back=url_for(".deliberation", congress=congress, deliberation=item.id),
    )


def collected(item: Deliberation, form: ReviewForm, lines: list[CardLine]) -> None:
    """The review opinion as the form says."""
    day: date = form.approved_on.data or clock.today()
    said = Approved(form.title.data or "", form.words.data or "", form.body.data or "", day)
    collect(item, form.chosen(lines), said, me().name, clock.now())


@bp.route(f"{ITEM}/send", methods=["GET", "POST"])
@open_to(Role.office)
def send_review(congress: str, deliberation: int) -> Page:
    """交办: send the approved review opinion, and each line to its unit."""
    item, form = (
        the_item(congress, deliberation),
        SendForm(data={"demand": _("Answer in writing, point by point.")}),
    )
    if item.review is None:
        abort(404)
    form.offer(item.congress.units)
    if form.validate_on_submit() and attempted(form, lambda: sent(item, form)):
        db.session.commit()
        return to_item(item)
    due = usual_deadline(Kind.review, clock.today(), terms_of(item.cycle))
    return page_with(
        "supervision/send_review.html",
        form,
        item=item,
        due=long_day(due),
        back=url_for(".deliberation", congress=congress, deliberation=item.id),
    )


def sent(item: Deliberation, form: SendForm) -> None:
    """Sent as the form says."""
    unit = unit_of(item.congress, form.unit.data)
    if item.review is None or unit is None:
        abort(404)
    send(item.review, unit, form.demand.data or "", Doer(Hand.office, me().name), clock.now())
