"""联系方式删除: after the year nobody can be asked back any more, so nothing is kept that leads to a person."""

from datetime import date, datetime

from sqlalchemy import delete, or_, select

from votes.common.db import db
from votes.projects.documents import Document
from votes.projects.followers import Follower, end, topic_of
from votes.projects.models import Cycle
from votes.projects.settings import settings_of
from votes.proposals.advice import AdvisoryTurn, AdvisoryVote
from votes.proposals.figures import of_cycle
from votes.proposals.models import Proposal, ProposalContact
from votes.proposals.pictures import ProposalPhoto
from votes.proposals.rules import Deed, forgotten_on
from votes.proposals.supports import Support, loosen


def gone_on(cycle: Cycle) -> date:
    """The day from which the contacts of a list are gone."""
    return forgotten_on(cycle.year, cycle.rating_closes_on, settings_of(cycle.settings).contact_days)


def forget_contacts(on: date, at: datetime) -> int:
    """Delete what leads to a person in every list whose day has come, with a step that says so; how many contacts."""
    due = [
        cycle
        for cycle in db.session.scalars(select(Cycle).where(Cycle.year < on.year))
        if gone_on(cycle) <= on
    ]
    for cycle in due:
        forget_pictures(cycle)
        end_followers(cycle)
        if holds_devices(cycle):
            loosen(cycle)
    return sum(forget_in(cycle, at) for cycle in due)


def forget_in(cycle: Cycle, at: datetime) -> int:
    """Delete the contacts of one list."""
    rows = (
        select(ProposalContact)
        .join(Proposal, ProposalContact.proposal_id == Proposal.id)
        .where(ProposalContact.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    )
    contacts = list(db.session.scalars(rows))
    for contact in contacts:
        contact.proposal.note(Deed.forgotten, at, "")
        db.session.delete(contact)
    return len(contacts)


def forget_pictures(cycle: Cycle) -> None:
    """Let go of the pictures of a list that nobody released, or that were taken down."""
    rows = select(Document).join(ProposalPhoto, ProposalPhoto.document_id == Document.id)
    mine = (ProposalPhoto.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    hidden = (Document.released_at.is_(None), Document.hash != "")
    joined = rows.join(Proposal, ProposalPhoto.proposal_id == Proposal.id)
    for document in db.session.scalars(joined.where(*mine, *hidden)):
        document.forget_bytes()


def end_followers(cycle: Cycle) -> None:
    """Let go, with their addresses, all who follow a proposal of a list."""
    rows = select(Follower.topic).where(
        Follower.congress_id == cycle.congress_id, Follower.topic.startswith("proposal:")
    )
    topics = set(db.session.scalars(rows))
    if topics:
        ids = db.session.scalars(of_cycle(cycle).order_by(None).with_only_columns(Proposal.id))
        for topic in sorted(topics & {topic_of("proposal", number) for number in ids}):
            end(topic)


def holds_devices(cycle: Cycle) -> bool:
    """Whether supports of a list still lead to a device."""
    rows = (
        select(Support.id)
        .join(Proposal, Support.proposal_id == Proposal.id)
        .where(Support.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
        .where(Support.device.not_like("gone-%"))
    )
    return db.session.scalar(rows.limit(1)) is not None


def forget_turns(on: date, _at: datetime) -> None:
    """每日: once an advisory vote is over nobody takes part any more, so nothing is kept of who did; the counts stay."""
    over = select(AdvisoryVote.id).where(or_(AdvisoryVote.closes_on < on, AdvisoryVote.ended_at.is_not(None)))
    gone = delete(AdvisoryTurn).where(AdvisoryTurn.vote_id.in_(over))
    db.session.execute(gone.execution_options(synchronize_session=False))
