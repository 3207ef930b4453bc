"""督办日程: the calendar of a cycle as page, print sheet, and subscription by a private address."""

import secrets
from dataclasses import asdict

from flask import abort, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, Actor, me, open_to
from votes.accounts.links import site
from votes.accounts.roles import Role
from votes.common import clock, ical
from votes.common.db import db
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle
from votes.projects.workpages import work_page
from votes.supervision.calendar_forms import ItemForm, OwnItemForm, RhythmForm
from votes.supervision.calendar_telling import (
    STATE_NAMES,
    address,
    facts_of,
    months,
    shown_items,
    state,
    title_of,
    whose,
)
from votes.supervision.calendars import (
    Item,
    add_own,
    fill,
    rhythm_of,
    set_rhythm,
    subscribe,
    subscriber,
    unsubscribe,
)
from votes.supervision.keeping import attempted, page_with
from votes.supervision.loading import held
from votes.supervision.views import Page, bp

AT = "/desk/<congress>/<cycle>/calendar"


@bp.route(AT)
@open_to(Role.office, Role.deputy)
@work_page("督", _l("Calendar of supervision"))
def calendar(congress: str, cycle: str) -> str:
    """What is due, month by month."""
    return render_template("supervision/calendar.html", **told(the_living_cycle(congress, cycle)))


@bp.route(f"{AT}/sheet")
@open_to(Role.office, Role.deputy)
def calendar_sheet(congress: str, cycle: str) -> str:
    """The same to print."""
    found = the_living_cycle(congress, cycle)
    return render_template("supervision/calendar_sheet.html", back=address(found), **told(found))


def told(cycle: Cycle) -> dict[str, object]:
    """The calendar as this person may see it."""
    may = me().has(cycle.congress, Role.office)
    found = months(shown_items(me(), cycle), facts_of(cycle), clock.today(), may)
    return {"cycle": cycle, "months": found, "may": may}


@bp.route(f"{AT}/rhythm", methods=["GET", "POST"])
@open_to(Role.office)
def rhythm(congress: str, cycle: str) -> Page:
    """Change the rhythm, and fill the calendar by it."""
    found = the_living_cycle(congress, cycle)
    form = RhythmForm(data=asdict(rhythm_of(found)))
    if form.validate_on_submit() and attempted(
        form, lambda: set_rhythm(found, form.rhythm, me().name, clock.now())
    ):
        fill(found, clock.today(), clock.now())
        db.session.commit()
        return redirect(address(found))
    return page_with("supervision/rhythm.html", form, cycle=found, back=address(found))


@bp.route(f"{AT}/fill", methods=["POST"])
@open_to(Role.office)
def fill_calendar(congress: str, cycle: str) -> Response:
    """Fill in what the rhythm asks for and is not there yet, such as the checks of a new group."""
    found = the_living_cycle(congress, cycle)
    fill(found, clock.today(), clock.now())
    db.session.commit()
    return redirect(address(found))


@bp.route(f"{AT}/add", methods=["GET", "POST"])
@open_to(Role.office)
def add_item(congress: str, cycle: str) -> Page:
    """Add something of one's own."""
    found, form = the_living_cycle(congress, cycle), OwnItemForm()

    def add() -> None:
        form.spend(clock.today())
        day = form.due_on.data or clock.today()
        add_own(found, form.title.data or "", day, clock.today(), clock.now())

    if form.validate_on_submit() and attempted(form, add):
        db.session.commit()
        return redirect(address(found))
    return page_with("supervision/add_item.html", form, cycle=found, back=address(found))


@bp.route(f"{AT}/<int:item>", methods=["GET", "POST"])
@open_to(Role.office)
def calendar_item(congress: str, cycle: str, item: int) -> Page:
    """Give an item to somebody, or tick it off."""
    found = the_item(the_living_cycle(congress, cycle), item)
    known = {"committee": found.committee_id or 0, "given_to": found.given_to}
    form = ItemForm(data={**known, "done_on": found.done_on, "done_words": found.done_words})
    form.offer(found.cycle.congress.committees)
    if form.validate_on_submit() and attempted(form, lambda: deal_with(found, form)):
        db.session.commit()
        return redirect(address(found.cycle))
    back = address(found.cycle)
    return page_with(
        "supervision/calendar_item.html",
        form,
        cycle=found.cycle,
        title=title_of(found),
        item=found,
        back=back,
    )


def the_item(cycle: Cycle, item: int) -> Item:
    """The item of this address."""
    here = select(Item).where(Item.congress_id == cycle.congress_id, Item.cycle_id == cycle.id)
    found = db.session.scalar(here.where(Item.id == item))
    if found is None:
        abort(404)
    return held(found)


def deal_with(item: Item, form: ItemForm) -> None:
    """What the form says of an item."""
    chosen = form.committee.data
    committee = next((one for one in item.cycle.congress.committees if one.id == chosen), None)
    item.give(committee, form.given_to.data or "")
    item.tick(form.done_on.data, form.done_words.data or "", me().name, clock.today())


@bp.route(f"{AT}/subscribe", methods=["GET", "POST"])
@open_to(Role.office, Role.deputy)
def subscribe_calendar(congress: str, cycle: str) -> Page:
    """A private address for the calendar of a phone or of an office; shown once, a new one ends the old."""
    found, secret, account = the_living_cycle(congress, cycle), "", me().account
    if account is None:
        abort(404)
    if request.method == "POST" and request.form.get("deed") == "end":
        unsubscribe(account, clock.now())
        db.session.commit()
        return redirect(address(found))
    if request.method == "POST":
        secret = secrets.token_urlsafe(32)
        subscribe(account, secret, clock.now())
        db.session.commit()
    feed = f"{site()}{url_for('.calendar_feed', feed=secret)}" if secret else ""
    return render_template("supervision/subscribe_calendar.html", cycle=found, feed=feed, back=address(found))


@bp.route("/feed/<feed>.ics")
@open_to(PUBLIC)
def calendar_feed(feed: str) -> Response:
    """The calendar of whoever holds this address, in all living cycles; no names of deputies stand in it."""
    account = subscriber(feed)
    if account is None:
        abort(404)
    actor = Actor(account)
    living = select(Cycle).where(
        Cycle.congress_id.in_([one.id for one in actor.congresses]), Cycle.archived.is_(False)
    )
    events = [event for cycle in db.session.scalars(living) for event in events_of(actor, cycle)]
    answer = make_response(ical.calendar(_("Calendar of supervision"), events))
    answer.headers["Content-Type"] = "text/calendar; charset=utf-8"
    return answer


def events_of(actor: Actor, cycle: Cycle) -> list[ical.Event]:
    """The items of a cycle as events; those who may neither see the office's nor a deputy's calendar have none."""
    if not actor.has(cycle.congress, Role.office, Role.deputy):
        return []
    facts, today = facts_of(cycle), clock.today()
    return [
        ical.Event(
            f"item-{item.id}@minsheng-votes",
            item.due_on,
            f"{title_of(item)}（{STATE_NAMES[state(item, facts, today)]}）",
            "，".join(part for part in (cycle.title, whose(item) if item.group else "") if part),
            f"{site()}{address(cycle)}",
            item.made_at,
        )
        for item in shown_items(actor, cycle)
    ]
