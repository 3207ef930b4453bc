"""附议、回电和对答复的评价 of the demonstration: residents join what others asked for, and say what they think of answers."""

from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Story
from votes.proposals.models import Proposal
from votes.proposals.support_rules import is_open
from votes.proposals.supports import add_support, device_of
from votes.proposals.verdicts import judge

MOST_SUPPORTERS = 17
JOINED, JUDGED = -100, -78
"""Days from the vote on which residents join others, and judge the answers."""
UNHAPPY = "想知道什么时候能再提。"


def support_all(place: Place, story: Story, proposals: dict[str, Proposal]) -> None:
    """Residents join what was released and nobody has decided on; how many follows from the title."""
    for title, proposal in proposals.items():
        if is_open(proposal.state, proposal.released_at is not None, False):
            for number in range(sum(title.encode()) % MOST_SUPPORTERS):
                device = device_of(f"demonstration {number}", place.list)
                add_support(proposal, device, story.at(JOINED, 12))


def judge_all(story: Story, proposals: dict[str, Proposal]) -> None:
    """Every third proposer judges the answer: who was refused mostly is not satisfied, the others are."""
    db.session.flush()
    answered = [one for one in proposals.values() if one.root.answered_at]
    for number, proposal in enumerate(answered[::3]):
        satisfied = not proposal.refusal or number % 4 == 0
        judge(proposal, satisfied, "" if satisfied else UNHAPPY, story.at(JUDGED, 20))
