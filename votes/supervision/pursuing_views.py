"""督办, 挂牌, 合并, 回头看: the pages of what follows an order that is not simply answered and closed."""

from collections.abc import Sequence

from flask_babel import gettext as _

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.congress.models import Deputy
from votes.supervision.forms import WhyForm
from votes.supervision.keeping import attempted, kept_paper
from votes.supervision.loading import check_open, guarded, the_matter
from votes.supervision.loop_rules import ENDING_LEADS, ENDING_NAMES, NO_ENDING, check_look_back, check_pressed
from votes.supervision.matter_forms import HigherForm, LookBackForm, MergeForm, PressForm
from votes.supervision.matter_sight import MatterSight, free_checkers
from votes.supervision.matter_views import MATTER, step_page, to_matter
from votes.supervision.matters import Matter
from votes.supervision.pursuing import REOPENED, Decided, Looked, ending_open, may_take_in, raise_higher
from votes.supervision.pursuing import end_listing as end_it
from votes.supervision.pursuing import look_back as look_back_on
from votes.supervision.pursuing import merge as merge_it
from votes.supervision.pursuing import press as press_it
from votes.supervision.rules import MOVES, Hand, State
from votes.supervision.views import Page, bp


@bp.route(f"{MATTER}/press", methods=["GET", "POST"])
@open_to(Role.office, Role.government, Role.deputy)
def press(congress: str, entry: int) -> Page:
    """督办: press the unit for its answer."""
    sight = the_matter(congress, entry)
    hand = sight.presses_by
    check_pressed(sight.matter.state)
    form = PressForm()
    words = form.words
    if form.validate_on_submit() and attempted(
        form, lambda: press_it(sight.matter, words.data or "", sight.doer(hand, sight.matter), clock.now())
    ):
        db.session.commit()
        return to_matter(sight)
    return step_page("supervision/press.html", sight, form)


@bp.route(f"{MATTER}/raise-higher", methods=["GET", "POST"])
@open_to(Role.office)
def raise_matter_higher(congress: str, entry: int) -> Page:
    """挂牌督办, or put it to a special inquiry (专题询问), on the decision of a body."""
    sight = the_matter(congress, entry, Hand.office)
    found, form = sight.matter, HigherForm()
    names = {State.listed: _("List it for pressing"), State.inquired: _("Put it to a special inquiry")}
    open_ways = [(to.value, words) for to, words in names.items() if to in MOVES[found.state]]
    if not open_ways:
        check_open(found, State.listed, Hand.office)
    form.offer(open_ways)
    if form.validate_on_submit() and attempted(form, lambda: raised_higher(sight, form)):
        db.session.commit()
        return to_matter(sight)
    return step_page("supervision/raise_matter_higher.html", sight, form)


def raised_higher(sight: MatterSight, form: HigherForm) -> None:
    """As the form says."""
    decided = Decided(
        form.body.data or "",
        form.words.data or "",
        form.due_on.data or clock.today(),
        form.leader.data or "",
    )
    raise_higher(sight.matter, State(form.to.data), decided, sight.doer(Hand.office), clock.now())


@bp.route(f"{MATTER}/end-listing", methods=["GET", "POST"])
@open_to(Role.office)
def end_listing(congress: str, entry: int) -> Page:
    """撤回 a listing that was entered by mistake; 摘牌 one whose demand is met."""
    sight = the_matter(congress, entry, Hand.office)
    found, form = sight.matter, WhyForm()
    ending = ending_open(found)
    if ending is None:
        raise RuleBroken(NO_ENDING)
    why = form.why
    if form.validate_on_submit() and attempted(
        form, lambda: end_it(found, ending, why.data or "", sight.doer(Hand.office), clock.now())
    ):
        db.session.commit()
        return to_matter(sight)
    said = {"name": _(ENDING_NAMES[ending]), "lead": _(ENDING_LEADS[ending])}
    return step_page("supervision/end_listing.html", sight, form, **said)


@bp.route(f"{MATTER}/merge", methods=["GET", "POST"])
@open_to(Role.office)
def merge(congress: str, entry: int) -> Page:
    """合并: let the matter go on in another one."""
    sight = the_matter(congress, entry, Hand.office)
    check_open(sight.matter, State.merged, Hand.office)
    others, form = may_take_in(sight.matter), MergeForm()
    form.offer(others)
    if form.validate_on_submit() and attempted(form, lambda: merged(sight, form, others)):
        db.session.commit()
        return to_matter(sight)
    return step_page("supervision/merge.html", sight, form, others=bool(others))


def merged(sight: MatterSight, form: MergeForm, others: Sequence[Matter]) -> None:
    """As the form says."""
    into = next(one for one in others if one.id == form.into.data)
    merge_it(sight.matter, into, form.why.data or "", sight.doer(Hand.office), clock.now())


@bp.route(f"{MATTER}/look-back", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def look_back(congress: str, entry: int) -> Page:
    """回头看: whether it stayed put right; what did not is opened again."""
    sight = the_matter(congress, entry)
    found = guarded(sight)
    check_look_back(found.state, found.look_back_on)
    deputies, form = free_checkers(found), LookBackForm(data={"held_on": clock.today()})
    entered_for = sight.enters_for(found.checker, found)
    reopens = found.project is not None and found.project.stage in REOPENED
    form.offer_all(deputies, entered_for, reopens)
    if form.validate_on_submit() and attempted(form, lambda: looked_back(sight, form, deputies)):
        db.session.commit()
        return to_matter(sight)
    return step_page("supervision/look_back.html", sight, form, entered_for)


def looked_back(sight: MatterSight, form: LookBackForm, deputies: list[Deputy]) -> None:
    """As the form says."""
    found = sight.matter
    paper = kept_paper(form, found.congress, found.title, clock.now())
    failed = form.verdict.data == "failed"
    looked = Looked(
        form.held_on.data or clock.today(),
        form.words.data or "",
        form.again_on.data if failed else None,
        failed and "reopen" in form and bool(form.reopen.data),
    )
    doer = sight.doer(found.checker, found, form.chosen(deputies), paper)
    look_back_on(found, looked, doer, clock.now())
