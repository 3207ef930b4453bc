"""月报: all projects of a unit on one page, saved as drafts, handed in at once; 本月无变化 is one tap."""

import json
from datetime import datetime
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf import FlaskForm
from werkzeug.datastructures import MultiDict
from werkzeug.wrappers import Response

from votes.accounts.access import me, open_to
from votes.accounts.roles import Role
from votes.common import clock
from votes.common.config import data_folder
from votes.common.days import short_day
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.validators import refuse
from votes.common.words import sent_number
from votes.congress.models import Unit
from votes.delivery.forms import OVERTAKEN
from votes.delivery.loading import hand_for, projects_of, the_month, the_unit
from votes.delivery.month_forms import MOST_PHOTOS, month_form, part_for, pictures_in
from votes.delivery.month_rules import Month, due_on, month_of
from votes.delivery.month_telling import ShownSection
from votes.delivery.plan_views import HANDS, Answer
from votes.delivery.plan_views import bp as bp
from votes.delivery.reporting import month_to_report, report_no_change
from votes.delivery.sections import Section, sections_for
from votes.delivery.sheet_maps import maps_of
from votes.delivery.states import ALREADY, Hand
from votes.delivery.telling import month_words
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.uploads import keep_photo
from votes.projects.workpages import work_page

CHANGED = _l("You have typed changes here. Hand them in, or take them out before you tap “no change”.")
TOO_MANY = say("Please send at most %(max)d photos.")
KEEPING = {
    "saving": _l("Saving …"),
    "saved": _l("Saved at {time}. Hand it in when the month is complete."),
    "wrong": _l("Not saved yet. Put it right, or press save to say why it is corrected:"),
    "lost": _l(
        "No network. What you typed is kept on this device and goes out by itself when the network is back."
    ),
    "unsent": _l("No network: nothing was handed in. What you typed is kept here. Press again later."),
    "out": _l(
        "You are signed out. What you typed is kept on this device: sign in again, then open this page."
    ),
    "old": _l("This page was open for too long. Load it again: what you typed is kept on this device."),
    "back": _l("What you had typed and not yet saved is back in its fields."),
    "other": _l("Somebody has changed the draft meanwhile. This was typed on this device and is not in it:"),
    "mine": _l("Put it into the fields"),
    "drop": _l("Leave it out"),
    "photos": _l("Photos go along when you press save."),
}
"""What the page says of its saving; {time} is the hour and minute."""
NOTHING = _l("Nothing is handed in yet. Fill in what has changed, or tap “no change this month”.")


@bp.route("/desk/<congress>/<cycle>/month")
@open_to(Role.unit)
@work_page("办", _l("This month's report"))
def this_month(congress: str, cycle: str) -> Response:
    """To the month that is due: the first that any of the unit's projects owes, else the one that runs."""
    found, today = the_living_cycle(congress, cycle), clock.today()
    wanted = [month_to_report(one, today) for one in projects_of(found, me().units(found.congress))]
    due = min([month for month in wanted if month], default=month_of(today))
    return redirect(url_for("delivery.month", congress=congress, cycle=cycle, month=str(due)))


@bp.route("/desk/<congress>/<cycle>/month/<month>", methods=["GET", "POST"])
@open_to(*HANDS)
def month(congress: str, cycle: str, month: str) -> Answer:
    """A unit's month on one page; staff may enter it for a unit (代录), then it is marked so."""
    found, wanted, at = the_living_cycle(congress, cycle), the_month(month), clock.now()
    units = the_units(found)
    sections = sections_for(held(projects_of(found, units)), wanted, at)
    form = bound(sections)
    if form.is_submitted() and dealt_with(sections, form, at):
        return redirect(request.full_path.rstrip("?"))
    here: dict[str, Any] = {"congress": congress, "cycle": cycle, "unit": request.args.get("unit")}
    later = url_for(".month", month=wanted.next, **here) if wanted.next <= month_of(clock.today()) else ""
    return render_template(
        "delivery/month.html",
        cycle=found,
        units=units,
        for_unit=bool(request.args.get("unit")),
        words=month_words(wanted),
        due_words=due_words(found, wanted),
        sheet=url_for(".sheet", month=wanted, **here),
        collected=url_for(".collected", congress=congress, cycle=cycle, month=wanted)
        if maps_of(found.congress)
        else "",
        earlier=url_for(".month", month=wanted.before, **here),
        later=later,
        keeping=keeping(wanted, here),
        sections=[ShownSection(section) for section in sections],
        form=form,
    )


def keeping(month: Month, here: dict[str, Any]) -> dict[str, str]:
    """What the page needs to save as one goes: where to, under which name until then, and how to tell of it."""
    to = url_for(".keep", month=month, **here)
    account = me().account
    name = f"month {account.id if account else 0} {to}"
    return {"to": to, "name": name, "words": json.dumps({key: str(words) for key, words in KEEPING.items()})}


def the_units(cycle: Cycle) -> list[Unit]:
    """The person's own units, or the one that staff enter for."""
    asked = request.args.get("unit")
    chosen = None if asked is None else sent_number(asked)
    actor, here = me(), cycle.congress
    own = actor.units(here)
    if chosen is None and own:
        return own
    unit = the_unit(here, chosen)
    if not hand_for(actor, here, unit).roles:
        the_unit(here, None)
    return [unit]


def held(projects: list[Project]) -> list[Project]:
    """The projects; while something is sent, nobody else writes about them."""
    if request.method == "POST":
        for project in projects:
            db.session.refresh(project, with_for_update=True)
    return projects


def bound(sections: list[Section]) -> FlaskForm:
    """The form of the page, each open section bound to its part."""
    made, said = form_for(sections)
    return parted(sections, made(data=said))


def filled(sections: list[Section], sent: MultiDict[str, str] | None = None) -> FlaskForm:
    """The form as a sheet fills it in: nothing of the request is in it."""
    made, said = form_for(sections)
    return parted(sections, made(formdata=sent, data=said, meta={"csrf": False}))


def form_for(sections: list[Section]) -> tuple[type[FlaskForm], dict[str, Any]]:
    """The form of the sections that can still be written, and what stands in it."""
    writable = [section for section in sections if not section.stands and not section.barred]
    made = month_form({section.name: part_for(section.plan, section.month) for section in writable})
    return made, {section.name: section.values() for section in writable}


def parted(sections: list[Section], form: FlaskForm) -> FlaskForm:
    """The form, each section knowing its part."""
    for section in sections:
        section.part = form[section.name].form if section.name in form else None
    return form


def dealt_with(sections: list[Section], form: FlaskForm, at: datetime) -> bool:
    """Save what was typed, and hand in what is asked; whether nothing is left to put right."""
    deed = request.form.get("deed", "")
    check_still_open(sections)
    sent = [section for section in sections if section.part is not None and is_sent(section)]
    fine = form.validate()
    well = [is_kept(section, deed, at) for section in sent]
    if deed.startswith("drop-"):
        drop_photo(sent, deed)
    if fine and all(well) and not deed:
        hand_in([section for section in sent if section.draft], at)
    db.session.commit()
    return bool(fine and all(well))


def is_sent(section: Section) -> bool:
    """Whether this part was on the page that was sent."""
    return f"{section.name}-seen" in request.form


def check_still_open(sections: list[Section]) -> None:
    """Refuse to write about a project whose report somebody has handed in since the page was opened."""
    if any(section.part is None and is_sent(section) for section in sections):
        raise RuleBroken(ALREADY)


def is_kept(section: Section, deed: str, at: datetime) -> bool:
    """Keep what was typed of one project, or its 本月无变化; whether nothing is to put right."""
    if section.part.errors or not section.is_well():
        return False
    same = deed == f"same-{section.project.number}"
    if section.is_touched() or (same and section.is_begun):
        if section.is_overtaken() or same:
            section.refuse(OVERTAKEN if section.is_overtaken() else CHANGED)
            return False
        if not are_photos_kept(section, at):
            return False
        section.keep()
    elif same:
        section.report = report_no_change(section.project, section.month, hand_of(section.project), at)
        section.part = None
    return True


def are_photos_kept(section: Section, at: datetime) -> bool:
    """Keep the photos sent along; whether each is a photo, else the field says which is none."""
    title = f"{section.project.title} {month_words(section.month)}"
    files, standing = pictures_in(section.part), section.draft.photos if section.draft else []
    try:
        if len(files) + len(standing) > MOST_PHOTOS:
            raise RuleBroken(TOO_MANY, max=MOST_PHOTOS)
        for file in files:
            folder = data_folder()
            section.photos.append(keep_photo(section.project.congress, file.read(), title, at, folder))
    except RuleBroken as broken:
        refuse(section.part.photos, broken)
        return False
    return True


def drop_photo(sections: list[Section], deed: str) -> None:
    """Take a photo out of the draft it stands in."""
    wanted = sent_number(deed.removeprefix("drop-"))
    for section in sections:
        if section.draft:
            section.draft.drop(wanted)


def hand_in(sections: list[Section], at: datetime) -> None:
    """Hand in every draft of the page."""
    for section in sections:
        section.draft.submit(hand_of(section.project), at, section.before)  # type: ignore[union-attr]
    done = len(sections)
    flash(ngettext("%(num)d report handed in.", "%(num)d reports handed in.", done) if done else NOTHING)


def hand_of(project: Project) -> Hand:
    """As whom the signed-in person reports on this project."""
    return hand_for(me(), project.congress, project.unit)


def due_words(cycle: Cycle, month: Month) -> str:
    """By when this month's reports are handed in, and how many days are left."""
    due = due_on(month, settings_of(cycle.settings).report_due_day)
    left = (due - clock.today()).days
    if left < 0:
        words = ngettext(
            "Was due %(day)s, %(num)d day ago", "Was due %(day)s, %(num)d days ago", -left, day=short_day(due)
        )
    else:
        words = ngettext(
            "Due %(day)s, %(num)d day left", "Due %(day)s, %(num)d days left", left, day=short_day(due)
        )
    return str(words)
