"""先放一放: what came in over this site is read by the rules of doubt; what staff type in has been read already."""

from datetime import date, timedelta

from sqlalchemy import select

from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.doubt_rules import doubts_in, kept, squeezed
from votes.proposals.models import Proposal
from votes.proposals.rules import Channel

LOOKED_BACK = timedelta(days=30)
MOST_READ = 2000
"""So many proposals at most are compared with a new one."""


def doubts_of(cycle: Cycle, channel: Channel, title: str, what: str, sent_today: int, today: date) -> str:
    """Why a proposal is set aside until somebody has looked at it, as it is kept; empty for most."""
    if channel is not Channel.web:
        return ""
    return kept(doubts_in(title, what, sent_today, same_before(cycle, title + what, today)))


def same_before(cycle: Cycle, words: str, today: date) -> bool:
    """Whether the same words came in during the last weeks, however they were set."""
    mine = (Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    rows = select(Proposal.title, Proposal.what).where(*mine, Proposal.received_on >= today - LOOKED_BACK)
    wanted = squeezed(words)
    newest = db.session.execute(rows.order_by(Proposal.id.desc()).limit(MOST_READ))
    return any(squeezed(row.title + row.what) == wanted for row in newest)
