"""提出: a finding at its project, or a suggestion, message or question in the ledger of the congress."""

from flask import redirect, request

from votes.accounts.access import me, open_to, the_congress
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.words import one_line, plain
from votes.congress.models import Congress, Deputy
from votes.supervision.inspections import inspections_of
from votes.supervision.keeping import attempted, page_with
from votes.supervision.kinds import Kind, Origin, Raised, Raiser
from votes.supervision.loading import the_sight
from votes.supervision.matter_forms import FindingForm, MatterForm
from votes.supervision.matters import Matter
from votes.supervision.matters import raise_finding as raise_it
from votes.supervision.matters import raise_matter as raise_any
from votes.supervision.models import Doer
from votes.supervision.rules import Hand, check_supervised
from votes.supervision.showing import ledger_address, matter_address
from votes.supervision.sight import Sight
from votes.supervision.terms import current_cycle
from votes.supervision.views import Page, back_to, bp, serving


@bp.route("/desk/<congress>/<cycle>/supervision/<int:number>/raise", methods=["GET", "POST"])
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
        return redirect(matter_address(found[0]))
    return page_with("supervision/raise_finding.html", form, project=sight.project, back=back_to(sight))


def raised(sight: Sight, form: FindingForm) -> Matter:
    """The finding as the form says."""
    form.spend(clock.today())
    chosen = form.inspection.data if "inspection" in form else 0
    inspection = next((one for one in inspections_of(sight.project) if one.id == chosen), None)
    said = Raised(form.title.data or "", form.words.data or "", Origin(form.origin.data), inspection)
    hand = Hand.group if Hand.group in sight.acting() else Hand.office
    return raise_it(sight.project, said, sight.doer(hand), clock.now())


@bp.route("/desk/<congress>/matters/raise", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def raise_matter(congress: str) -> Page:
    """A deputy makes a suggestion; the office types in what came on paper, by telephone or at a meeting."""
    home = the_congress(congress)
    office = me().has(home, Role.office)
    if not office and me().deputy is None:
        raise RuleBroken(say("Your account is not tied to a deputy. Please ask the office to tie it."))
    deputies = serving(home) if office else []
    form = MatterForm(data={"kind": Kind.suggestion.value})
    form.offer(deputies)
    found: list[Matter] = []
    if form.validate_on_submit() and attempted(form, lambda: found.append(typed(home, form, deputies))):
        db.session.commit()
        return redirect(matter_address(found[0]))
    return page_with("supervision/raise_matter.html", form, back=ledger_address(home), office=office)


def typed(home: Congress, form: MatterForm, deputies: list[Deputy]) -> Matter:
    """The matter as the form says: a deputy's own suggestion, or what the office was told."""
    form.spend(clock.today())
    actor, kind = me(), form.chosen
    named = next((one for one in deputies if one.id == form.deputy.data), None) if deputies else actor.deputy
    raiser = Raiser.deputy if named else Raiser.resident if kind is Kind.message else Raiser.office
    said = Raised(
        form.title.data or "", form.words.data or "", raiser=raiser, deputy=named, cycle=current_cycle(home)
    )
    doer = Doer(
        Hand.office if deputies else Hand.deputy, actor.name, named, entered_for=bool(deputies and named)
    )
    return raise_any(home, kind, said, doer, clock.now())
