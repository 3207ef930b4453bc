"""预警 of the demonstration: the daily look at what is late, silent or stalled, and what the units say to it."""

from votes.accounts.roles import Role
from votes.common.db import db
from votes.delivery.states import Hand
from votes.delivery.troubles import open_troubles
from votes.delivery.watch_rules import TroubleKind
from votes.delivery.watching import look_at
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.work import PUBLISHED, works

EVERY = 5
"""Days between two looks that are told of; in earnest there is one each day."""
SIGNED = "4"
"""The project whose warning the government office signs off before its days are over."""


def warn_all(place: Place, story: Story) -> None:
    """Look at every project from the plans to now; those who lag say why."""
    today = (story.today - story.vote).days
    for day in range(PUBLISHED, today, EVERY):
        look_at(story.day(day), place.congress)
    explain_all(place, story)
    look_at(story.today, place.congress)


def explain_all(place: Place, story: Story) -> None:
    """The unit's words on what lags, a day before the demonstration; one is signed off."""
    by_id = {work.project.id: work for work in works(place)}
    yesterday = (story.today - story.vote).days - 1
    for trouble in open_troubles(place.list):
        work = by_id[trouble.project_id]
        if trouble.kind is not TroubleKind.late or not work.facts["why_slow"]:
            continue
        trouble.explain(work.facts["why_slow"], work.unit, story.at(yesterday, 9))
        if work.number == SIGNED and trouble.public_on is None:
            government = Hand(place.name_of(Role.government), frozenset({Role.government}))
            trouble.sign_off(government, story.at(yesterday, 16))
    db.session.flush()
