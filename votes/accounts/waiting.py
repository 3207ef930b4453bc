"""What waits in these two rooms: badges for a sitting that comes soon, deputies missing in the list, invitations unused."""

from datetime import date

from flask import url_for
from flask_babel import gettext as _

from votes.accounts import badges
from votes.accounts.access import Actor
from votes.accounts.roles import DUTY_NAMES, Role
from votes.accounts.staff import staff_of
from votes.common.waiting import Waiting
from votes.congress.meetings import sittings_between
from votes.congress.models import Congress, Sitting
from votes.congress.titles import sitting_title

SOON_DAYS = 7


def waiting(actor: Actor, congress: Congress, today: date) -> list[Waiting]:
    """What waits for this person here, or for others."""
    found = []
    if actor.has(congress, Role.office):
        found += [*badges_to_give(congress, today), *roll_to_complete(congress)]
        found += first_steps(congress)[: None if is_own(actor, congress) else 1]
    if actor.has(congress, Role.administrator):
        found += invitations_out(congress)
    return found


def badges_to_give(congress: Congress, today: date) -> list[Waiting]:
    """Sittings of the next days in which a duty is held by nobody."""
    last = date.fromordinal(today.toordinal() + SOON_DAYS)
    soon = [(one, badges.missing(one)) for one in sittings_between(congress, today, last)]
    return [duties_wanted(one, [str(DUTY_NAMES[duty]) for duty in open_]) for one, open_ in soon if open_]


def duties_wanted(sitting: Sitting, names: list[str]) -> Waiting:
    """One sitting that lacks duties."""
    return Waiting(
        words=_("Give out the duties and badges of the sitting"),
        url=url_for("badges.give", congress=sitting.congress.slug, sitting=sitting.id),
        context=sitting_title(sitting),
        due=sitting.held_on,
        state=_("lacking: %(duties)s", duties=_(", ").join(names)),
    )


def roll_to_complete(congress: Congress) -> list[Waiting]:
    """A term whose list holds fewer deputies than the office has stated."""
    term = congress.term
    if term is None:
        words, url = _("State the current term"), url_for("sessions.add_term", congress=congress.slug)
        return [Waiting(words=words, url=url, context=congress.name)]
    if not term.serving or not term.all_deputies or len(term.serving) == term.all_deputies:
        return []
    return [
        Waiting(
            words=_("Bring the list of deputies up to date"),
            url=url_for("deputies.deputies", congress=congress.slug),
            context=congress.name,
            state=_("%(listed)d of %(all)d", listed=len(term.serving), all=term.all_deputies),
        )
    ]


def is_own(actor: Actor, congress: Congress) -> bool:
    """Whether this person belongs to the congress; a county begins in many townships, so there one step is told."""
    return actor.account is not None and actor.account.congress_id == congress.id


def first_steps(congress: Congress) -> list[Waiting]:
    """What a congress that has stated its term still lacks altogether, in the order in which it is needed."""
    term = congress.term
    if term is None:
        return []
    steps = [
        (term.serving, _("Enter the deputies, by Excel too"), "deputies.take_in_sheet"),
        (congress.units, _("Enter the responsible units"), "congress.units"),
        (term.sessions, _("State the coming session and its sittings"), "sessions.sessions"),
    ]
    return [
        Waiting(words=words, url=url_for(endpoint, congress=congress.slug), context=congress.name)
        for there, words, endpoint in steps
        if not there
    ]


def invitations_out(congress: Congress) -> list[Waiting]:
    """Accounts whose person has not used the invitation yet: others' turn."""
    if congress.demo:
        return []
    own = [one for one in staff_of(congress) if one.congress_id == congress.id and not one.closed_at]
    return [
        Waiting(
            words=_("%(name)s has not used the invitation yet", name=one.name),
            url=url_for("staff.edit", congress=congress.slug, account=one.id),
            context=congress.name,
            mine=False,
        )
        for one in own
        if one.password is None
    ]
