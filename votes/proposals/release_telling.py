"""How the queue of what waits to be public is told: lines, what stands beside one, what was done last."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.common.private import KIND_NAMES, kinds_in
from votes.proposals.models import Proposal
from votes.proposals.proposed_words import as_proposed
from votes.proposals.rules import DEED_NAMES, State
from votes.proposals.telling import channel_word, state_word, working_url
from votes.proposals.trace_telling import doubt_words
from votes.proposals.undoing import can_undo


def queue_lines(waiting: Sequence[Proposal], near: Mapping[int, list[Proposal]]) -> list[dict[str, Any]]:
    """What waits: the words as they would be public, what was hidden in them, why it is doubted, what is alike."""
    return [queue_line(one, near.get(one.id, [])) for one in waiting]


def queue_line(one: Proposal, near: Sequence[Proposal]) -> dict[str, Any]:
    """One that waits."""
    title, what, place = as_proposed(one)
    kinds = kinds_in((one.title, one.what, one.place))
    return {
        "code": one.code,
        "title": title,
        "what": what,
        "place": place,
        "hidden": [_(KIND_NAMES[kind]) for kind in kinds],
        "doubts": doubt_words(one),
        "pictures": len(one.photos),
        "about": " · ".join(
            filter(None, (format_date(one.received_on, "short"), channel_word(one), one.category))
        ),
        "url": working_url(one, "release"),
        "hold": working_url(one, "hold"),
        "near": [{"label": other.title, "url": working_url(other)} for other in near],
    }


def beside(proposal: Proposal, other: Proposal, on: bool) -> dict[str, Any]:
    """One that is alike, as it stands beside the one that is read; it may join that if it goes on itself.

    `on` keeps reading one after another.
    """
    return {
        "code": other.code,
        "title": other.title,
        "what": other.what,
        "place": other.place,
        "state": state_word(other.state),
        "public": bool(other.released_at),
        "project": other.project.title if other.project else "",
        "date": format_date(other.received_on),
        "url": working_url(other),
        "merge": f"{working_url(proposal, 'merge')}{'?on=1' * on}" if can_join(proposal, other) else "",
    }


def can_join(proposal: Proposal, other: Proposal) -> bool:
    """Whether one may still go on with the other."""
    return proposal.state is State.received and other.state not in (State.merged, State.divided)


def last_words(last: Sequence[Proposal], today: date) -> str:
    """What was done in one go last, if it was today; blank otherwise."""
    step = can_undo(last[0]) if last else None
    if step is None or day_of(step.at) != today:
        return ""
    return ngettext(
        "Last of all: %(deed)s, %(num)d proposal",
        "Last of all: %(deed)s, %(num)d proposals",
        len(last),
        deed=_(DEED_NAMES[step.deed]),
    )
