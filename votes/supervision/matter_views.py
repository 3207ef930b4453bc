"""交办 → 办理 → 复查和评价 → 销号 or 退回: one page a step, each for whose turn it is."""

from flask import redirect, render_template
from flask_babel import gettext as _
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.days import long_day
from votes.common.db import db
from votes.congress.models import Deputy
from votes.supervision.forms import WhyForm
from votes.supervision.keeping import attempted, kept_files, kept_paper, page_with
from votes.supervision.ledger import whole_entry
from votes.supervision.loading import check_open, guarded, the_matter
from votes.supervision.loop_rules import check_publishable, longest_deadline, usual_deadline
from votes.supervision.matter_forms import OrderForm, RecheckForm, ReplyForm, chosen_rows
from votes.supervision.matter_sight import MatterSight, free_checkers, matter_sight
from votes.supervision.matters import Matter
from votes.supervision.rules import Hand, State
from votes.supervision.showing import (
    Row,
    guests_address,
    head_of,
    matter_address,
    moves_of,
    own_desk,
    papers,
    pictures,
    place_of,
)
from votes.supervision.terms import terms_of
from votes.supervision.views import Page, bp

MATTER = "/desk/<congress>/matters/<int:entry>"


def to_matter(sight: MatterSight) -> Response:
    """Back to the matter's page."""
    return redirect(matter_address(sight.matter))


@bp.route(MATTER)
@open_to(Role.office, Role.government, Role.unit, Role.deputy, Role.guest)
def matter(congress: str, entry: int) -> str:
    """One matter with all its steps, and what I can do about it."""
    sight = the_matter(congress, entry)
    found = sight.matter
    return render_template(
        "supervision/matter.html",
        matter=found,
        head=head_of(found),
        entry=whole_entry(found, sight.group_title, clock.today(), ""),
        moves=moves_of(sight),
        photos=pictures(found.documents()),
        papers=papers(found.documents()),
        may_release=sight.may(Hand.office),
        place=place_of(found) if sight.hands != {Hand.guest} else own_desk(),
        guests_url=guests_address(found) if sight.may(Hand.office) else "",
        look_back_on=long_day(found.look_back_on) if found.look_back_on else "",
        taken_in=taken_in(found),
    )


def taken_in(matter: Matter) -> list[Row]:
    """What was merged into a matter, with the way to those that the person may open."""
    return [
        {
            "words": _("No. %(n)d %(title)s", n=one.number, title=one.title),
            "url": matter_address(one) if matter_sight(me(), one).hands else "",
        }
        for one in matter.taken_in
    ]


@bp.route(f"{MATTER}/order", methods=["GET", "POST"])
@open_to(Role.office)
def order(congress: str, entry: int) -> Page:
    """交办: hand the matter to a unit with a deadline."""
    sight = the_matter(congress, entry, Hand.office)
    found, today = sight.matter, clock.today()
    check_open(found, State.ordered, Hand.office)
    terms = terms_of(found.cycle)
    own = found.project.unit_id if found.project else None
    form = OrderForm(data={"unit": own, "due_on": usual_deadline(found.kind, today, terms)})
    last = longest_deadline(found.kind, today, terms)
    form.offer(found.congress.units, _("By %(day)s at the latest.", day=long_day(last)) if last else "")
    if form.validate_on_submit() and attempted(form, lambda: hand_over(sight, form)):
        db.session.commit()
        return to_matter(sight)
    return step_page("supervision/order.html", sight, form)


def hand_over(sight: MatterSight, form: OrderForm) -> None:
    """The order as the form says."""
    units = sight.matter.congress.units
    unit = next(unit for unit in units if unit.id == form.unit.data)
    due_on = form.due_on.data or clock.today()
    helping = chosen_rows(form.co_units, units)
    sight.matter.order(unit, due_on, form.demand.data or "", sight.doer(Hand.office), clock.now(), helping)


@bp.route(f"{MATTER}/reply", methods=["GET", "POST"])
@open_to(Role.unit, Role.government, Role.office)
def reply(congress: str, entry: int) -> Page:
    """答复: the unit says what it did, or the office or the government office enters it for the unit (代录)."""
    sight = the_matter(congress, entry, Hand.unit)
    check_open(sight.matter, State.answered, Hand.unit)
    form = ReplyForm()
    if form.validate_on_submit() and attempted(form, lambda: answer(sight, form)):
        db.session.commit()
        return to_matter(sight)
    return step_page("supervision/reply.html", sight, form, sight.enters_for(Hand.unit, sight.matter))


def answer(sight: MatterSight, form: ReplyForm) -> None:
    """The answer as the form says."""
    found = sight.matter
    files = kept_files(form.files, found.congress, found.title, clock.now())
    found.answer(form.words.data or "", files, sight.doer(Hand.unit, found), clock.now())


@bp.route(f"{MATTER}/recheck", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def recheck(congress: str, entry: int) -> Page:
    """复查 and 评价: whoever raised it closes it or sends it back; the office may enter it with the signed paper (代录)."""
    sight = the_matter(congress, entry)
    found = guarded(sight)
    check_open(found, State.escalated, found.checker)
    deputies, form = free_checkers(found), RecheckForm()
    entered_for = sight.enters_for(found.checker, found)
    form.offer(deputies, entered_for)
    if form.validate_on_submit() and attempted(form, lambda: check_again(sight, form, deputies)):
        db.session.commit()
        return to_matter(sight)
    return step_page("supervision/recheck.html", sight, form, entered_for)


def check_again(sight: MatterSight, form: RecheckForm, deputies: list[Deputy]) -> None:
    """The recheck as the form says."""
    found, verdict = sight.matter, form.verdict.data
    paper = kept_paper(form, found.congress, found.title, clock.now())
    doer = sight.doer(found.checker, found, form.chosen(deputies), paper)
    due_on = form.due_on.data if verdict == "returned" else None
    found.recheck(due_on, form.words.data or "", doer, clock.now(), form.marks, verdict == "escalated")


@bp.route(f"{MATTER}/withdraw", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def withdraw(congress: str, entry: int) -> Page:
    """撤回: a matter raised by mistake, before it was handed over."""
    sight = the_matter(congress, entry)
    found, form = guarded(sight), WhyForm()
    hand = Hand.office if sight.may(Hand.office) else found.checker
    check_open(found, State.withdrawn, hand)
    why = form.why
    if form.validate_on_submit() and attempted(
        form, lambda: found.withdraw(why.data or "", sight.doer(hand), clock.now())
    ):
        db.session.commit()
        return to_matter(sight)
    return step_page("supervision/withdraw.html", sight, form)


@bp.route(f"{MATTER}/release", methods=["POST"])
@open_to(Role.office)
def release(congress: str, entry: int) -> Response:
    """发布审签: let everyone read the matter as it stands."""
    sight = the_matter(congress, entry, Hand.office)
    check_publishable(sight.matter.project is not None)
    sight.matter.release(sight.name, clock.now())
    db.session.commit()
    return to_matter(sight)


@bp.route(f"{MATTER}/take-down", methods=["GET", "POST"])
@open_to(Role.office)
def take_down(congress: str, entry: int) -> Page:
    """撤下: what was public goes, the note of when and why stays."""
    sight = the_matter(congress, entry, Hand.office)
    found, form = sight.matter, WhyForm()
    why = form.why
    if form.validate_on_submit() and attempted(
        form, lambda: found.take_down(why.data or "", sight.name, clock.now())
    ):
        db.session.commit()
        return to_matter(sight)
    return page_with("supervision/take_down.html", form, title=head_of(found), back=matter_address(found))


def step_page(
    template: str, sight: MatterSight, form: FlaskForm, entered_for: bool = False, **more: object
) -> Page:
    """The page of one step, with the matter above its form."""
    found = sight.matter
    return page_with(
        template,
        form,
        matter=found,
        head=head_of(found),
        entry=whole_entry(found, sight.group_title, clock.today(), ""),
        entered_for=entered_for,
        back=matter_address(found),
        **more,
    )
