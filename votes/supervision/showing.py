"""What the pages of this room show: rows and deeds ready for the templates, as far as the person may see them."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.common.days import short_day
from votes.congress.models import Congress
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.projects.stages import Stage
from votes.supervision.inspections import MARK_NAMES, VISIT_NAMES, Inspection, Mark, inspections_of
from votes.supervision.kinds import KIND_NAMES
from votes.supervision.ledger import Entry, whole_entry
from votes.supervision.loop_rules import ENDING_NAMES
from votes.supervision.matter_sight import MatterSight
from votes.supervision.matters import Matter
from votes.supervision.overview import Watched
from votes.supervision.pursuing import ending_open
from votes.supervision.rules import SUPERVISED, WITH_UNIT, Hand, State
from votes.supervision.sight import Sight

Row = dict[str, Any]


def address(endpoint: str, project: Project, **more: Any) -> str:
    """The address of a page of this room about a project."""
    return url_for(
        f"supervision.{endpoint}",
        congress=project.congress.slug,
        cycle=project.cycle.slug,
        number=project.number,
        **more,
    )


def matter_address(matter: Matter) -> str:
    """The address of a matter's page."""
    return url_for("supervision.matter", congress=matter.congress.slug, entry=matter.number)


def ledger_address(congress: Congress) -> str:
    """The address of the ledger of a congress."""
    return url_for("supervision.matters", congress=congress.slug)


def head_of(matter: Matter) -> str:
    """What it is, with its number."""
    return str(_("%(kind)s %(n)d", kind=KIND_NAMES[matter.kind], n=matter.number))


def place_of(matter: Matter) -> Row:
    """Where its page hangs: under its project, or in the ledger."""
    if matter.project is not None:
        return {"title": matter.project.title, "url": address("project", matter.project)}
    return {"title": _("Ledger"), "url": ledger_address(matter.congress)}


def watched_rows(found: Sequence[Watched], today: date) -> list[Row]:
    """Projects as a list, each with what is open and overdue."""
    return [
        {
            "no": one.project.number,
            "title": one.project.title,
            "url": address("project", one.project),
            "goal": one.group.title if one.group else _("no group yet"),
            "unit": one.project.unit_name,
            "state": open_words(one.open, one.late(today)),
        }
        for one in found
    ]


def open_words(still: int, late: int) -> str:
    """How many findings are open, and how many of them overdue."""
    words: str = ngettext("One open finding", "%(num)d open findings", still) if still else _("nothing open")
    return str(_("%(words)s, %(n)d overdue", words=words, n=late)) if late else words


def whole_ledger(sight: Sight, today: date) -> list[Entry]:
    """The findings this person may see, with all their words."""
    title = sight.group.title if sight.group else ""
    return [whole_entry(finding, title, today, matter_address(finding)) for finding in sight.findings()]


def inspection_rows(sight: Sight) -> list[Row]:
    """Inspection records: all for the office and the group, for others what is public; names for the former only."""
    shown = [one for one in inspections_of(sight.project) if sees_visit(one, sight)]
    return [inspection_row(one, sight) for one in shown]


def sees_visit(one: Inspection, sight: Sight) -> bool:
    """Whether this person may read this record: the office, the group and a guest all of them."""
    return sight.sees_names or Hand.guest in sight.hands or one.released_at is not None


def inspection_row(one: Inspection, sight: Sight) -> Row:
    """One inspection record."""
    office = sight.may(Hand.office)
    return {
        "number": one.number,
        "head": _(
            "%(day)s, %(kind)s, %(place)s",
            day=short_day(one.held_on),
            kind=VISIT_NAMES[one.visit],
            place=one.place,
        ),
        "words": one.words,
        "present": present_words(one, sight),
        "grades": one.grades,
        "marks": [(mark["about"], MARK_NAMES[Mark(mark["mark"])]) for mark in one.marks],
        "drawn": one.draw_id is not None,
        "sign_url": sign_url(one, sight),
        "entered_for": one.entered_for,
        "photos": pictures(one.photos),
        "state": _("public") if one.released_at else _("taken down") if one.taken_down_at else "",
        "release_url": address("release_inspection", sight.project, inspection=one.number)
        if office and not one.released_at
        else "",
        "take_down_url": address("take_down_inspection", sight.project, inspection=one.number)
        if office and one.released_at
        else "",
    }


def present_words(one: Inspection, sight: Sight) -> str:
    """Who was there: names for the office and the group, a number for all others."""
    if not sight.sees_names:
        return str(ngettext("One deputy", "%(num)d deputies", len(one.present)))
    signed = {row.deputy_id for row in one.signatures}
    names = [_("%(name)s (signed)", name=who.name) if who.id in signed else who.name for who in one.present]
    return "、".join([*names, one.guests] if one.guests else names)


def sign_url(one: Inspection, sight: Sight) -> str:
    """Where the person signs this record, if present and not signed yet."""
    mine = sight.deputy
    if mine is None or mine not in one.present or Hand.group not in sight.acting():
        return ""
    signed = any(row.deputy_id == mine.id for row in one.signatures)
    return "" if signed else address("sign", sight.project, inspection=one.number)


def pictures(documents: Sequence[Document]) -> list[Row]:
    """Pictures as the macro takes them."""
    return [
        {"url": url_for("projects.small_file", document=one.id), "words": one.title}
        for one in documents
        if one.small_hash
    ]


def papers(documents: Sequence[Document]) -> list[Row]:
    """Papers to download."""
    return [
        {"url": url_for("projects.file", document=one.id), "title": one.title}
        for one in documents
        if not one.small_hash
    ]


def deeds(sight: Sight) -> list[Row]:
    """What this person can do about the project now."""
    project, found = sight.project, []
    watched = project.stage in SUPERVISED
    note = _("entered for the group") if sight.enters_for(Hand.group) else ""
    checks = watched and sight.group is not None and sight.may(Hand.group)
    if project.stage is Stage.done and checks:
        found.append(("核", "confirm", _("Confirm or send back"), note))
    if checks:
        found.append(("查", "inspect", _("Record an inspection"), note))
    if watched and (sight.may(Hand.office) or checks):
        found.append(("提", "raise_finding", _("Raise a finding"), ""))
    if watched and sight.may(Hand.office):
        words = _("Change the group") if sight.group else _("Form the group")
        found.append(("组", "group", words, ""))
        found.append(("避", "recuse_deputy", _("Record a recusal"), ""))
        found.append(("联", "project_guests", _("Joint supervision"), ""))
    elif checks:
        found.append(("避", "recuse_deputy", _("Stand aside from this project"), ""))
    return [
        {"verb": verb, "label": words, "url": address(name, project), "note": said}
        for verb, name, words, said in found
    ]


def moves_of(sight: MatterSight) -> list[Row]:
    """The steps this person can take now; those entered for another are called so and stand back (`alt`)."""
    matter, checker = sight.matter, sight.matter.checker
    entered = _("Enter the recheck for those who raised it")
    steps = (
        (State.ordered, "order", Hand.office, _("Hand it over to a unit"), ""),
        (State.answered, "reply", Hand.unit, _("Answer"), _("Enter the unit's answer for it")),
        (State.escalated, "recheck", checker, _("Recheck"), entered),
        (State.listed, "raise_matter_higher", Hand.office, _("Raise it higher"), ""),
        (State.inquired, "raise_matter_higher", Hand.office, _("Raise it higher"), ""),
        (State.merged, "merge", Hand.office, _("Merge it into another"), ""),
        (State.withdrawn, "withdraw", Hand.office, _("Withdraw it"), _("Withdraw it")),
    )
    found = {
        name: step_row(
            matter, name, words_for if sight.enters_for(hand, matter) else words, name in STAND_BACK
        )
        for state, name, hand, words, words_for in steps
        if sight.may_move(matter, state)
    }
    for name, hand in (("reply", Hand.unit), ("recheck", checker)):
        if name in found and sight.enters_for(hand, matter):
            found[name]["alt"] = True
    return [*found.values(), *further(sight)]


STAND_BACK = ("withdraw", "merge", "raise_matter_higher", "press")


def further(sight: MatterSight) -> Iterator[Row]:
    """Steps that are no moves, or not the next one: to press, and to look back."""
    matter = sight.matter
    if matter.state in WITH_UNIT and sight.acting() & {matter.checker, Hand.office, Hand.government}:
        yield step_row(matter, "press", _("Press the unit"), True)
    ending = ending_open(matter) if sight.may(Hand.office) else None
    if ending is not None:
        yield step_row(matter, "end_listing", _(ENDING_NAMES[ending]), True)
    if matter.look_back_on is not None and sight.may(matter.checker, matter):
        for_them = sight.enters_for(matter.checker, matter)
        words = _("Enter the look-back for those who raised it") if for_them else _("Look back")
        yield step_row(matter, "look_back", words, for_them)


def step_row(matter: Matter, name: str, words: str, alt: bool) -> Row:
    """One step as a button."""
    url = url_for(f"supervision.{name}", congress=matter.congress.slug, entry=matter.number)
    return {"label": words, "url": url, "alt": alt}


def own_desk() -> Row:
    """The way back for whoever sees nothing but this page."""
    return {"url": url_for("desk.desk"), "title": _("My desk")}


def guests_address(matter: Matter) -> str:
    """Where guests are invited to a matter."""
    return url_for("supervision.matter_guests", congress=matter.congress.slug, entry=matter.number)
