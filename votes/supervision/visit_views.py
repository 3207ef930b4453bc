"""视察 on the phone: the form, kept there until it is through; and the signature of those who were present."""

import json
from typing import Any

from flask import current_app, redirect, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.db import db
from votes.common.words import one_line
from votes.delivery.drafting import plan_in_force
from votes.delivery.quantities import plainly
from votes.projects.models import Project
from votes.supervision.draw_rules import Kind
from votes.supervision.draws import Draw, draws_for
from votes.supervision.inspection_views import free_deputies
from votes.supervision.inspections import Inspection, Seen, inspections_of, record_inspection, sent_before
from votes.supervision.keeping import attempted, kept_photos, page_with
from votes.supervision.kinds import Origin, Raised
from votes.supervision.loading import the_inspection, the_sight
from votes.supervision.matters import raise_finding
from votes.supervision.rules import Hand, check_supervised
from votes.supervision.sight import Sight
from votes.supervision.views import Page, back_to, bp, owner
from votes.supervision.visit_forms import InspectionForm, inspection_form

AT = "/desk/<congress>/<cycle>/supervision/<int:number>"
ANOTHER = _l("A record was made from this page before. If this is another inspection, send it once more.")


@bp.route(f"{AT}/inspect", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def inspect(congress: str, cycle: str, number: int) -> Page:
    """Record what was seen: by a deputy of the group, or entered for the group by the office (代录)."""
    sight = the_sight(congress, cycle, number, Hand.group)
    check_supervised(sight.project.stage)
    form = inspection_form(goals_of(sight.project))(data=usual(sight))
    form.offer(free_deputies(sight), sites_of(sight.project))
    before = sent_before(sight.project, form.once.data or "") if form.is_submitted() else None
    if before is not None and is_same(before, form):
        return redirect(back_to(sight))
    if before is not None:
        form.renew(ANOTHER)
    elif form.validate_on_submit() and attempted(form, lambda: record(sight, form)):
        db.session.commit()
        return redirect(back_to(sight))
    return page_with(
        "supervision/inspect.html",
        form,
        project=sight.project,
        entered_for=sight.enters_for(Hand.group),
        keeping=keeping(),
        back=back_to(sight),
    )


def is_same(before: Inspection, form: InspectionForm) -> bool:
    """Whether this form says what that record says: it was sent again over a bad network."""
    site = site_of(before.project, one_line(request.form.get("site")))[1]
    said = form.held_on.data or clock.today(), form.words.data, site or form.place.data
    return said == (before.held_on, before.words, before.place)


def goals_of(project: Project) -> list[str]:
    """The goals of the plan in force, each with its figure."""
    plan = plan_in_force(project)
    return [f"{goal.title} {plainly(goal.number)}{goal.unit}" for goal in plan.goals] if plan else []


def sites_of(project: Project) -> list[tuple[str, str]]:
    """The drawn sites of a project that nobody has seen since, by `draw number:key`."""
    been = {(one.draw_id, one.place) for one in inspections_of(project)}
    return [
        (f"{draw.number}:{key}", title)
        for draw in draws_for(project, Kind.sites)
        for key, title in drawn_of(draw)
        if (draw.id, title) not in been
    ]


def drawn_of(draw: Draw) -> list[tuple[str, str]]:
    """Keys and titles of what came out."""
    titles = {lot.key: lot.title for lot in draw.lots}
    return [(key, titles[key]) for key in draw.stated(True).drawn]


def usual(sight: Sight) -> dict[str, object]:
    """What a record usually says: today, at the project's place, with the deputy who writes it and the drawn experts."""
    sites = sites_of(sight.project)
    present = [sight.deputy.id] if sight.deputy and not sight.enters_for(Hand.group) else []
    experts = [entry.title for draw in draws_for(sight.project, Kind.experts)[:1] for entry in draw.winners]
    return {
        "visit": "announced",
        "held_on": clock.today(),
        "site": sites[0][0] if sites else "",
        "place": sight.project.place,
        "present": present,
        "guests": "、".join(experts),
    }


@bp.route("/desk/visit-worker.js")
@open_to(PUBLIC)
def visit_worker() -> Response:
    """The script that lets the form open without a network; under /desk, for that is as far as it may reach."""
    script = current_app.send_static_file("visit-worker.js")
    script.headers["Cache-Control"] = "no-store"
    return script


def keeping() -> dict[str, str]:
    """What the phone needs to keep the record: under which name, and its sentences."""
    words = {
        "kept": _("Kept on this phone."),
        "sending": _("Sending …"),
        "lost": _(
            "No network: the record is kept on this phone and sent by itself when the network is back."
        ),
        "waits": _("This record was not sent yet. It is kept on this phone and being sent now."),
        "out": _("You are signed out. The record is kept on this phone; sign in again and come back here."),
        "old": _("This page is too old to send. The record is kept; please load the page again."),
        "drop": _("Delete what is kept on this phone"),
    }
    return {
        "owner": owner(),
        "name": f"{owner()}{request.script_root}{request.path}",
        "worker": url_for(".visit_worker"),
        "words": json.dumps(words, ensure_ascii=False),
    }


def record(sight: Sight, form: InspectionForm) -> None:
    """The inspection as the form says, and its findings."""
    form.spend(clock.today())
    made = record_inspection(sight.project, seen(sight, form), sight.doer(Hand.group), clock.now())
    db.session.flush()
    hand = Hand.group if Hand.group in sight.acting() else Hand.office
    for line in form.lines:
        raised = Raised(line[:100], line, Origin.inspection, made)
        raise_finding(sight.project, raised, sight.doer(hand), clock.now())


def seen(sight: Sight, form: InspectionForm) -> Seen:
    """What the form says was seen."""
    present, signed = set(form.present.data or []), set(form.signed.data or [])
    free = free_deputies(sight)
    draw, site = site_of(sight.project, form.chosen_site)
    return Seen(
        form.chosen_visit,
        form.held_on.data or clock.today(),
        site or form.place.data or "",
        form.words.data or "",
        [deputy for deputy in free if deputy.id in present],
        form.guests.data or "",
        form.grades,
        kept_photos(form.photos, sight.project.congress, sight.project.title, clock.now()),
        form.marks,
        [deputy for deputy in free if deputy.id in signed],
        draw,
        form.once.data,
    )


def site_of(project: Project, chosen: str) -> tuple[Draw | None, str]:
    """The draw and the site that were chosen, if one was."""
    for draw in draws_for(project, Kind.sites):
        for key, title in drawn_of(draw):
            if chosen == f"{draw.number}:{key}":
                return draw, title
    return None, ""


@bp.route(f"{AT}/inspections/<int:inspection>/sign", methods=["POST"])
@open_to(Role.deputy)
def sign(congress: str, cycle: str, number: int, inspection: int) -> Response:
    """签名: a deputy who was present signs on the own phone."""
    sight = the_sight(congress, cycle, number, Hand.group)
    found: Inspection = the_inspection(sight, inspection)
    deputy: Any = sight.deputy
    found.add_signature(deputy, True, clock.now())
    db.session.commit()
    return redirect(url_for(".project", congress=congress, cycle=cycle, number=number))
