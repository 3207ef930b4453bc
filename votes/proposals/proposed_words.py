"""公开文字的建议稿: a proposal's words as they would be released, names and numbers hidden; whoever reads them may change them."""

from typing import Any

from votes.common.private import hidden
from votes.proposals.models import Proposal

Shown = tuple[str, str, str]


def as_proposed(proposal: Proposal) -> Shown:
    """Title, text and place as they are proposed for everyone."""
    return hidden(proposal.title)[:100], hidden(proposal.what), hidden(proposal.place)[:200]


def to_publish(proposal: Proposal) -> dict[str, Any]:
    """What is public now, or what is proposed to be; the pictures too."""
    words = as_proposed(proposal)
    if proposal.released_at:
        words = proposal.public_title, proposal.public_what, proposal.public_place
    return {**dict(zip(("title", "what", "place"), words, strict=True)), "photos": True}
