"""问题 → 交办 → 答复 → 复查 → 销号 or 退回: one page a step, each for whose turn it is."""

from datetime import timedelta

from flask import redirect, render_template, request
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.words import one_line, plain
from votes.congress.models import Deputy
from votes.projects.settings import settings_of
from votes.supervision.forms import FindingForm, OrderForm, RecheckForm, ReplyForm, WhyForm
from votes.supervision.inspection_views import free_deputies
from votes.supervision.inspections import inspections_of
from votes.supervision.keeping import attempted, kept_files, kept_paper, page_with
from votes.supervision.kinds import Origin, Raised
from votes.supervision.ledger import whole_entry
from votes.supervision.loading import the_matter, the_sight
from votes.supervision.matters import Matter
from votes.supervision.matters import raise_finding as raise_it
from votes.supervision.rules import Hand, State, check_move, check_supervised
from votes.supervision.showing import address, moves_of, papers, pictures
from votes.supervision.sight import Sight
from votes.supervision.views import Page, back_to
from votes.supervision.views import bp as bp

AT = "/desk/<congress>/<cycle>/supervision/<int:number>"
FINDING = f"{AT}/findings/<int:finding>"


def to_finding(sight: Sight, finding: Matter) -> Response:
    """Back to the finding's page."""
    return redirect(address("finding", sight.project, finding=finding.number))


@bp.route(f"{AT}/raise", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def raise_finding(congress: str, cycle: str, number: int) -> Page:
    """Raise a finding; words and origin may be brought along in the address."""
    sight = the_sight(congress, cycle, number, Hand.office, Hand.group)
    check_supervised(sight.project.stage)
    inspections = inspections_of(sight.project)
    brought = {
        "words": plain(request.args.get("words"))[:2000],
        "origin": one_line(request.args.get("origin")),
    }
    form = FindingForm(data=brought)
    form.offer(inspections)
    found: list[Matter] = []
    if form.validate_on_submit() and attempted(form, lambda: found.append(raised(sight, form))):
        db.session.commit()
        return to_finding(sight, found[0])
    return page_with("supervision/raise_finding.html", form, project=sight.project, back=back_to(sight))


def raised(sight: Sight, form: FindingForm) -> Matter:
    """The finding as the form says."""
    form.spend(clock.today())
    chosen = form.inspection.data if "inspection" in form else 0
    inspection = next((one for one in inspections_of(sight.project) if one.id == chosen), None)
    said = Raised(form.title.data or "", form.words.data or "", Origin(form.origin.data), inspection)
    hand = Hand.group if Hand.group in sight.acting() else Hand.office
    return raise_it(sight.project, said, sight.doer(hand), clock.now())


@bp.route(FINDING)
@open_to(Role.office, Role.government, Role.unit, Role.deputy)
def finding(congress: str, cycle: str, number: int, finding: int) -> str:
    """One finding with all its steps, and what I can do about it."""
    sight = the_sight(congress, cycle, number)
    found = the_matter(sight, finding)
    title = sight.group.title if sight.group else ""
    return render_template(
        "supervision/finding.html",
        project=sight.project,
        finding=found,
        entry=whole_entry(found, title, clock.today(), ""),
        moves=moves_of(sight, found),
        photos=pictures(found.documents()),
        papers=papers(found.documents()),
        may_release=sight.may(Hand.office),
        back=back_to(sight),
    )


@bp.route(f"{FINDING}/order", methods=["GET", "POST"])
@open_to(Role.office)
def order(congress: str, cycle: str, number: int, finding: int) -> Page:
    """交办: hand the finding to a unit with a deadline."""
    sight = the_sight(congress, cycle, number, Hand.office)
    found = the_matter(sight, finding)
    check_move(found.state, State.ordered, Hand.office)
    days = settings_of(sight.project.cycle.settings).order_days
    form = OrderForm(data={"unit": sight.project.unit_id, "due_on": clock.today() + timedelta(days=days)})
    form.offer(sight.project.congress.units)
    if form.validate_on_submit() and attempted(form, lambda: hand_over(sight, found, form)):
        db.session.commit()
        return to_finding(sight, found)
    return step_page("supervision/order.html", sight, found, form, False)


def hand_over(sight: Sight, found: Matter, form: OrderForm) -> None:
    """The order as the form says."""
    unit = next(unit for unit in sight.project.congress.units if unit.id == form.unit.data)
    due_on = form.due_on.data or clock.today()
    found.order(unit, due_on, form.demand.data or "", sight.doer(Hand.office), clock.now())


@bp.route(f"{FINDING}/reply", methods=["GET", "POST"])
@open_to(Role.unit, Role.government, Role.office)
def reply(congress: str, cycle: str, number: int, finding: int) -> Page:
    """答复: the unit says what it did, or the office or the government office enters it for the unit (代录)."""
    sight = the_sight(congress, cycle, number, Hand.unit)
    found = the_matter(sight, finding)
    check_move(found.state, State.answered, Hand.unit)
    form = ReplyForm()
    if form.validate_on_submit() and attempted(form, lambda: answer(sight, found, form)):
        db.session.commit()
        return to_finding(sight, found)
    return step_page("supervision/reply.html", sight, found, form, sight.enters_for(Hand.unit, found))


def answer(sight: Sight, found: Matter, form: ReplyForm) -> None:
    """The answer as the form says."""
    files = kept_files(form.files, sight.project.congress, found.title, clock.now())
    found.answer(form.words.data or "", files, sight.doer(Hand.unit, found), clock.now())


@bp.route(f"{FINDING}/recheck", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def recheck(congress: str, cycle: str, number: int, finding: int) -> Page:
    """复查: the group closes the finding or sends it back; the office may enter it with the signed paper (代录)."""
    sight = the_sight(congress, cycle, number, Hand.group)
    found = the_matter(sight, finding)
    check_move(found.state, State.closed, Hand.group)
    deputies, form = free_deputies(sight), RecheckForm()
    entered_for = sight.enters_for(Hand.group)
    form.offer(deputies, entered_for)
    if form.validate_on_submit() and attempted(form, lambda: check_again(sight, found, form, deputies)):
        db.session.commit()
        return to_finding(sight, found)
    return step_page("supervision/recheck.html", sight, found, form, entered_for)


def check_again(sight: Sight, found: Matter, form: RecheckForm, deputies: list[Deputy]) -> None:
    """The recheck as the form says."""
    paper = kept_paper(form, sight.project.congress, found.title, clock.now())
    doer = sight.doer(Hand.group, found, form.chosen(deputies), paper)
    due_on = form.due_on.data if form.verdict.data == "returned" else None
    found.recheck(due_on, form.words.data or "", doer, clock.now())


@bp.route(f"{FINDING}/withdraw", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def withdraw(congress: str, cycle: str, number: int, finding: int) -> Page:
    """撤回: a finding raised by mistake, before it was handed over."""
    sight = the_sight(congress, cycle, number, Hand.office, Hand.group)
    found, form = the_matter(sight, finding), WhyForm()
    hand = Hand.office if sight.may(Hand.office) else Hand.group
    check_move(found.state, State.withdrawn, hand)
    why = form.why
    if form.validate_on_submit() and attempted(
        form, lambda: found.withdraw(why.data or "", sight.doer(hand), clock.now())
    ):
        db.session.commit()
        return to_finding(sight, found)
    return step_page("supervision/withdraw.html", sight, found, form, False)


@bp.route(f"{FINDING}/release", methods=["POST"])
@open_to(Role.office)
def release(congress: str, cycle: str, number: int, finding: int) -> Response:
    """发布审签: let everyone read the finding as it stands."""
    sight = the_sight(congress, cycle, number, Hand.office)
    found = the_matter(sight, finding)
    found.release(sight.name, clock.now())
    db.session.commit()
    return to_finding(sight, found)


@bp.route(f"{FINDING}/take-down", methods=["GET", "POST"])
@open_to(Role.office)
def take_down(congress: str, cycle: str, number: int, finding: int) -> Page:
    """撤下: what was public goes, the note of when and why stays."""
    sight = the_sight(congress, cycle, number, Hand.office)
    found, form = the_matter(sight, finding), WhyForm()
    why = form.why
    if form.validate_on_submit() and attempted(
        form, lambda: found.take_down(why.data or "", sight.name, clock.now())
    ):
        db.session.commit()
        return to_finding(sight, found)
    return page_with("supervision/take_down.html", form, project=sight.project, back=back_to(sight))


def step_page(template: str, sight: Sight, found: Matter, form: FlaskForm, entered_for: bool) -> Page:
    """The page of one step, with the finding above its form."""
    title = sight.group.title if sight.group else ""
    return page_with(
        template,
        form,
        project=sight.project,
        finding=found,
        entry=whole_entry(found, title, clock.today(), ""),
        entered_for=entered_for,
        back=address("finding", sight.project, finding=found.number),
    )
