"""票段: which field of the slips a round is voted with; a re-vote takes the next one of the same slips."""

from datetime import datetime

from votes.ballots.channels import slips_of
from votes.ballots.lookup import rounds_in
from votes.ballots.round_rules import Deed, Doer, RoundState
from votes.ballots.rounds import Round
from votes.ballots.slip_sets import SlipSection, set_of
from votes.common.errors import RuleBroken, say
from votes.congress.models import Sitting

SIGNED = say(
    "Somebody has signed to open the vote with the slips that are here. Change what is prepared first: that takes the signature back."
)
TAKEN = say("A round was voted or is prepared with this field of the slips. Choose another one.")


def free_sections(sitting: Sitting, but: Round | None = None) -> list[SlipSection]:
    """The fields of the sitting's slips that no round was opened with and none is prepared for, save this one."""
    kept = set_of(sitting)
    others = [one for one in rounds_in(sitting) if one is not but and one.state is RoundState.preparing]
    taken = {channel.section for one in others if (channel := slips_of(one))}
    return [one for one in kept.sections if not one.opened and one.sign not in taken] if kept else []


def chosen_section(round: Round) -> SlipSection | None:
    """The field of the sitting's slips that this round is, or will be, voted with."""
    channel, kept = slips_of(round), set_of(round.sitting)
    return kept.section(channel.section) if kept and channel and channel.section else None


def choose_section(round: Round, sign: str = "") -> None:
    """Take this field of the slips, or else keep what was chosen, or take the next one that is free."""
    channel = slips_of(round)
    if channel is None:
        return
    free = [one.sign for one in free_sections(round.sitting, round)]
    if sign and sign not in free:
        raise RuleBroken(TAKEN)
    before, kept = channel.section, channel.section if channel.section in free else ""
    channel.section = sign or kept or next(iter(free), "")
    if before and channel.section != before:
        channel.spoiled = channel.left_over = None  # of another field other slips may be void


def choose_sections(sitting: Sitting, who: Doer, at: datetime) -> None:
    """After slips were brought in: every round prepared for slips takes its field, in the order of preparing."""
    for round in rounds_in(sitting):
        channel = slips_of(round)
        if round.state is RoundState.preparing and channel:
            if round.signed(Deed.open):
                raise RuleBroken(SIGNED)
            channel.issued = channel.spoiled = channel.left_over = None  # those were other slips
            round.take(Deed.prepare, who, at)
            choose_section(round)
