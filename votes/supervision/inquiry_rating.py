"""询问测评: the answers to an inquiry, or the units that gave them, are rated by the deputies in a round of the sitting."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum

from votes.ballots.adopting import Purpose
from votes.ballots.channels import ChannelKind
from votes.ballots.preparing import Topic, prepare
from votes.ballots.round_rules import Doer as Teller
from votes.ballots.round_rules import RoundState
from votes.ballots.rounds import Round
from votes.common.errors import RuleBroken, say
from votes.supervision.inquiries import Inquiry
from votes.supervision.inquiry_rules import check_can_rate


class Rated(StrEnum):
    """What is rated: each answered question, or each unit that answered."""

    questions = "questions"
    units = "units"


def topics_of(inquiry: Inquiry, rated: Rated) -> list[Topic]:
    """What stands on the ballot paper: answered questions with their unit, or units in the order of their first answer."""
    answered = [one for one in inquiry.standing if one.is_answered]
    if rated is Rated.questions:
        return [Topic(one.seq, f"{one.title}（{one.unit.name}）") for one in answered]
    names = list(dict.fromkeys(one.unit.name for one in answered))
    return [Topic(n, name) for n, name in enumerate(names, 1)]


def rating_round(inquiry: Inquiry) -> Round | None:
    """The round that rates the answers, unless it was taken back."""
    found = inquiry.round
    return None if found is None or found.state is RoundState.withdrawn else found


def prepare_rating(
    inquiry: Inquiry, rated: Rated, kinds: Sequence[ChannelKind], who: Teller, at: datetime
) -> Round:
    """Prepare the round in the sitting of the inquiry; rules, signatures and counting are those of every round."""
    topics, sitting, cycle = topics_of(inquiry, rated), inquiry.sitting, inquiry.cycle
    check_can_rate(len(topics), rating_round(inquiry) is not None, sitting is not None, cycle is not None)
    if ChannelKind.slips in kinds:
        raise RuleBroken(say("Answers to an inquiry are rated on paper or through a device of the hall."))
    assert sitting is not None
    assert cycle is not None
    found = prepare(sitting, cycle, Purpose.inquiry, inquiry.title, kinds, topics, who, at)
    inquiry.round = found
    return found
