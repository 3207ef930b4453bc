"""What a database keeps of the order in which rows came, and how it is made to forget it.

Who signed in first, and whose ballot came first, stands in no column; but rows lie in files in the order in which they
came. So the roll is written anew, sorted, when a box opens, and the box, sorted, when it closes; after each of these
commits the database's own journal is emptied as far as it allows it.
"""

import sqlalchemy as sa

from votes.ballots.boxes import SealedBallot
from votes.ballots.channels import slips_of
from votes.ballots.roll import Presence, present_ids
from votes.ballots.rounds import Round
from votes.common.db import db
from votes.common.journals import empty_journal_after_commit, overwrite
from votes.congress.models import Sitting


def hold(round: Round) -> None:
    """Wait for casts on their way, and let none in until this transaction ends."""
    db.session.flush()
    db.session.execute(sa.select(Round.id).where(Round.id == round.id).with_for_update())


def forget_order_of_roll(sitting: Sitting) -> None:
    """Write who is present anew, in the order of the deputies' ids."""
    overwrite()
    present = sorted(present_ids(sitting))
    db.session.execute(
        sa.delete(Presence).where(
            Presence.congress_id == sitting.congress_id, Presence.sitting_id == sitting.id
        )
    )
    rows = [
        {"congress_id": sitting.congress_id, "sitting_id": sitting.id, "deputy_id": one} for one in present
    ]
    if rows:
        db.session.execute(sa.insert(Presence), rows)
    empty_journal_after_commit("presence")


def forget_order_of_box(round: Round) -> None:
    """Write the sealed ballots anew, sorted by their slips' keys; not a byte of any changes."""
    overwrite()
    columns = (SealedBallot.round_id, SealedBallot.pk, SealedBallot.ct, SealedBallot.sig)
    query = sa.select(*columns).where(SealedBallot.round_id == round.id)
    rows = sorted((dict(row._mapping) for row in db.session.execute(query)), key=lambda row: row["pk"])
    db.session.execute(sa.delete(SealedBallot).where(SealedBallot.round_id == round.id))
    if rows:
        db.session.execute(sa.insert(SealedBallot), rows)
    empty_journal_after_commit("sealed_ballot")


def try_again(round: Round) -> None:
    """Empty the journal once more at a later step of a round with a box: somebody may have read it the last time."""
    if slips_of(round):
        for table in (Presence.__tablename__, SealedBallot.__tablename__):
            empty_journal_after_commit(table)
