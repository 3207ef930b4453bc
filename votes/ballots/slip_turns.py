"""Whose turn it is in a round by slips: the preparation, the tray, the box on its way to the laptop and back."""

from collections.abc import Iterator

from flask_babel import gettext as _

from votes.accounts.roles import Duty, Role
from votes.ballots.bringing import is_brought, is_compared
from votes.ballots.channels import RoundChannel, slips_of
from votes.ballots.preparation import Step, standings
from votes.ballots.round_rules import COUNTERS, HEADS, MOVES, Deed
from votes.ballots.rounds import Round
from votes.ballots.turn import Turn, address

HANDING_OUT = MOVES[Deed.hand_out].by


def open_steps(round: Round) -> int:
    """How many steps of the preparation a round by slips still waits for; the rules have a turn of their own."""
    if slips_of(round) is None:
        return 0
    return sum(one.is_open for one in standings(round.sitting) if one.step not in (Step.rules, Step.options))


def with_the_tray(round: Round, channel: RoundChannel) -> Iterator[Turn]:
    """Two scrutineers enter what was handed out; unusable slips are exchanged, those left over voided."""
    words = _("Enter how many slips were handed out")
    yield Turn(words, HANDING_OUT, address(round, "hand_out"), is_needed=channel.issued is None)
    yield Turn(_("Exchange or void slips"), COUNTERS, address(round, "void_slips"), is_needed=False)


def stopping(round: Round) -> Iterator[Turn]:
    """The chair may stop a vote that cannot go on, or give up the ballot box for paper."""
    chair = (Duty.chair,)
    yield Turn(_("Stop the vote"), chair, address(round, "stop"), is_needed=False)
    if slips_of(round):
        words = _("Give up the ballot box and vote on paper")
        yield Turn(words, chair, address(round, "give_up"), is_needed=False)


def sheet_turn(round: Round) -> Turn:
    """The sheet of the close is printed, and may be again: the laptop asks for its code."""
    return Turn(
        _("Print the sheet of the close"),
        (*HEADS, Role.office),
        address(round, "close_sheet"),
        is_needed=False,
    )


def of_the_box(round: Round) -> Iterator[Turn]:
    """The closed box goes to the laptop by a stick, its counts come back, the chair compares them."""
    if slips_of(round) is None:
        return
    chief, is_back = (Duty.chief_scrutineer,), is_brought(round)
    yield sheet_turn(round)
    yield Turn(_("Take the closed box to the laptop"), chief, address(round, "take_box"), not is_back)
    yield Turn(_("Bring back the result of the slips"), chief, address(round, "bring_back"), not is_back)
    if is_back and not is_compared(round):
        yield Turn(
            _("Compare the result with the laptop's sheet"), (Duty.chair,), address(round, "compare_result")
        )
