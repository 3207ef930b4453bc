"""What everyone may read of what became of a resident's message."""

from datetime import date

from votes.supervision.ledger import Entry, public_entries
from votes.supervision.matters import Matter
from votes.supervision.messages import ResidentMessage


def entries_of(message: ResidentMessage, today: date) -> list[Entry]:
    """The matter it became as everyone may read it, and the one into which that was merged."""
    if message.matter is None:
        return []
    ids = [message.matter.id, message.matter.merged_into_id]
    return public_entries(message.congress_id, Matter.id.in_([one for one in ids if one]), today)
