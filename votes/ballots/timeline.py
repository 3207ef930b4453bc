"""What was done so far, for all to see: the steps of a round, batches entered, what the office did to badges.

Of figures it says how many ballots were handed out and received, which everyone of the sitting may know; what a
teller entered it never says.
"""

import json

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.accounts import badges
from votes.accounts.models import BadgeDeed, BadgeStep
from votes.accounts.roles import DUTY_NAMES
from votes.ballots.channels import ChannelKind
from votes.ballots.names import CHANNEL_NAMES, DEED_NAMES, FAULTS, VOIDINGS, role_name
from votes.ballots.round_rules import Deed, Papers
from votes.ballots.rounds import Round, RoundStep
from votes.ballots.tallying import Tally, tallies_of
from votes.ballots.telling import numbers_of
from votes.common.days import long_moment
from votes.congress.models import Sitting

BADGE_DEEDS: dict[BadgeDeed, LazyString] = {
    BadgeDeed.give: _l("Duty given"),
    BadgeDeed.make_code: _l("Badge code printed"),
    BadgeDeed.reissue: _l("New badge code made"),
    BadgeDeed.revoke: _l("Badge revoked"),
}
PREPARING = (BadgeDeed.give, BadgeDeed.make_code)
"""What is done for every sitting before it votes."""
Moment = dict[str, str]


def moments(round: Round) -> list[Moment]:
    """The steps of a round, newest first; among them what was done to badges, save what prepared the sitting."""
    prepared = next((step.at for step in round.steps), None)
    opened = next((step.at for step in round.steps if step.deed is Deed.open), None)
    found: list[RoundStep | BadgeStep] = [*round.steps]
    for step in badges.steps_of(round.sitting):
        begun = opened if step.deed in PREPARING else prepared
        found += [step] if begun and step.at >= begun else []
    told = [(step.at, moment(step) if isinstance(step, RoundStep) else badge_moment(step)) for step in found]
    told += [(tally.at, tally_moment(tally)) for tally in tallies_of(round)]
    told.sort(key=lambda one: one[0])
    return [words for _at, words in reversed(told)]


def badge_moments(sitting: Sitting) -> list[Moment]:
    """All that was done to the badges of a sitting, newest first."""
    return [badge_moment(step) for step in reversed(badges.steps_of(sitting))]


def moment(step: RoundStep) -> Moment:
    """A step of a round for the timeline."""
    words = _(
        "%(deed)s: %(name)s (%(role)s)", deed=DEED_NAMES[step.deed], name=step.by, role=role_name(step.mark)
    )
    return {"date": long_moment(step.at), "words": f"{words} {reason_told(step)}".strip()}


def reason_told(step: RoundStep) -> str:
    """What a step keeps beside who and when, in words."""
    if step.deed is Deed.record_papers:
        return papers_told(step.reason)
    if step.deed is Deed.hand_out:
        return ""  # two persons enter it, and neither is to know the other's number before
    if step.deed is Deed.void_slip:
        return str(VOIDINGS[step.reason])
    return void_reason(step.reason)


def papers_told(kept: str) -> str:
    """The numbers that a step recorded, by way of voting; blank where it kept none."""
    numbers = json.loads(kept) if kept else {}
    parts = [
        (CHANNEL_NAMES[ChannelKind(kind)], numbers_of(Papers(**papers))) for kind, papers in numbers.items()
    ]
    return "；".join(
        f"{way}：" + "，".join(f"{words}{n}" for words, n in rows) for way, rows in parts if rows
    )


def tally_moment(tally: Tally) -> Moment:
    """That a teller entered a batch, without a figure of it."""
    words = _(
        "Batch %(n)d entered: %(name)s (%(role)s)",
        n=tally.batch.number,
        name=tally.by,
        role=role_name(tally.teller),
    )
    if tally.attempt > 1:
        words = _("%(words)s, entry no. %(n)d", words=words, n=tally.attempt)
    return {"date": long_moment(tally.at), "words": str(words)}


def badge_moment(step: BadgeStep) -> Moment:
    """What was done to a badge for the timeline."""
    words = _(
        "%(deed)s: %(holder)s (%(duty)s), by %(name)s",
        deed=BADGE_DEEDS[step.deed],
        holder=step.badge.holder,
        duty=DUTY_NAMES[step.badge.duty],
        name=step.by,
    )
    return {"date": long_moment(step.at), "words": str(words)}


def void_reason(reason: str) -> str:
    """A reason in words; what the chair typed stays as typed."""
    return str(FAULTS.get(reason, reason))
