"""撤销: take the last deed back, on one proposal or on all that were dealt with in one go; the history keeps both."""

from datetime import datetime

from sqlalchemy import select

from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.models import Proposal, ProposalStep
from votes.proposals.rules import DEED_NAMES, Deed, check_seen
from votes.proposals.snapshots import restore
from votes.proposals.splitting import parts_of
from votes.proposals.undo_rules import (
    check_not_chosen,
    check_says_why,
    check_undoable,
    check_untouched,
    deed_of,
    last_deed,
)


def can_undo(proposal: Proposal) -> ProposalStep | None:
    """The deed that would be taken back; None if there is none."""
    found = last_deed(proposal.steps)
    return found if isinstance(found, ProposalStep) else None


def takes_answer(proposal: Proposal) -> bool:
    """Whether an answer would be taken back, which everyone could read."""
    return any(step.deed is Deed.answered for step in deed_of(proposal.steps, can_undo(proposal)))


def undo(proposal: Proposal, words: str, at: datetime, by: str, seen: int, why: str = "") -> None:
    """撤销 the last deed: all is as it was before; `words` answer the parts of a split that is taken back.

    Where an answer goes with it, `why` is needed and stands in its place for everyone.
    """
    check_seen(len(proposal.steps), seen)
    step = can_undo(proposal)
    check_undoable(step)
    check_says_why(takes_answer(proposal), why)
    if step is None or step.before is None:
        return
    if step.deed is Deed.taken_up and proposal.project:
        check_not_chosen(proposal.project.stage)
    parts = parts_of(proposal) if step.deed is Deed.divided else []
    check_untouched([len(part.steps) for part in parts])
    if step.deed is Deed.merged and proposal.merged_into:
        proposal.merged_into.note(Deed.parted, at, by)
    restore(proposal, step.before)
    proposal.note(Deed.undone, at, by, why or DEED_NAMES[step.deed])
    for part in parts:
        part.merge_into(proposal, words, at, by, len(part.steps))


def last_done(cycle: Cycle, by: str) -> list[Proposal]:
    """The proposals that this person dealt with in one go last, if nobody has done anything to them since.

    An answer is taken back on the page of its proposal, where its reason is asked for.
    """
    mine = (Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    steps = select(ProposalStep).join(Proposal, ProposalStep.proposal_id == Proposal.id).where(*mine)
    done = steps.where(ProposalStep.by == by, ProposalStep.before.is_not(None))
    newest = db.session.scalar(done.order_by(ProposalStep.at.desc(), ProposalStep.id.desc()).limit(1))
    if newest is None:
        return []
    together = db.session.scalars(done.where(ProposalStep.at == newest.at).order_by(ProposalStep.id))
    found = {step.proposal.id: step.proposal for step in together}
    return [one for one in found.values() if is_last(one, newest.at, by)]


def is_last(proposal: Proposal, at: datetime, by: str) -> bool:
    """Whether the deed that would be taken back is the one of this time and person."""
    step = can_undo(proposal)
    return step is not None and step.at == at and step.by == by and not takes_answer(proposal)
