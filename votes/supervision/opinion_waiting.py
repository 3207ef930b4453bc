"""What waits of opinion cards: for members to fill them in, for the office to collect and to send in time."""

from collections.abc import Iterator
from datetime import date, timedelta

from flask import url_for
from flask_babel import gettext as _

from votes.accounts.access import Actor
from votes.accounts.roles import Role
from votes.common.waiting import Waiting
from votes.congress.models import Congress
from votes.supervision.opinions import Deliberation, deliberations_of

AROUND = timedelta(days=3)
"""Days before and after a meeting on which its cards are called."""


def of_cards(actor: Actor, congress: Congress, today: date) -> Iterator[Waiting]:
    """What of the items waits for this person."""
    office = actor.has(congress, Role.office)
    member = actor.deputy if actor.has(congress, Role.deputy) else None
    if not office and member is None:
        return
    for item in deliberations_of(congress):
        if item.review is None and item.may_write(member) and abs(today - item.held_on) <= AROUND:
            yield about(item, _("Fill in the opinion card"), item.held_on)
        elif office and item.review is None and item.standing and item.held_on < today:
            yield about(item, _("Make the review opinion"), None)
        elif office and item.review is not None and item.review.sending is None:
            yield about(item, _("Send the review opinion"), item.review.send_by)


def about(item: Deliberation, words: str, due: date | None) -> Waiting:
    """One item that waits."""
    url = url_for("supervision.deliberation", congress=item.congress.slug, deliberation=item.id)
    return Waiting(words, url, item.title, due)
