"""结果带回: the counts of the slips as the laptop counted them; they take effect once chief scrutineer and chair agree.

Both compare them with the sheet that the laptop printed, by its code.
"""

from datetime import datetime

from votes.ballots.box.canon import canonical, hashed, upright
from votes.ballots.boxes import Box, box_of
from votes.ballots.boxing import bring_back, the_box
from votes.ballots.channels import slips_of
from votes.ballots.counting import Counted
from votes.ballots.round_rules import Deed, Doer, check_deed
from votes.ballots.rounds import Round
from votes.ballots.traces import try_again
from votes.common.errors import RuleBroken, say

SIGNS = 16
NO_RESULT = say("No result is brought back yet. The chief scrutineer brings the file of the laptop first.")
OTHER_SHEET = say(
    "This is not the code of the counts in the file. Compare the sheet again, sign by sign; if it differs, count again."
)


def bring(round: Round, data: bytes, code: str, who: Doer, at: datetime) -> None:
    """Take the result file in, if it is this box's, both counters agree, and its code is that of the printed sheet."""
    check_deed(round.state, Deed.bring_back, who.mark)
    bring_back(round, data)
    check_code(the_box(round), code)
    round.take(Deed.bring_back, who, at)
    try_again(round)


def compare(round: Round, code: str, who: Doer, at: datetime) -> None:
    """The chair too holds the counts against the printed sheet."""
    check_deed(round.state, Deed.compare, who.mark)
    check_code(the_box(round), code)
    round.take(Deed.compare, who, at)


def code_of(box: Box) -> str:
    """The hash of the counts that were brought back, as the laptop prints it."""
    if box.result is None:
        raise RuleBroken(NO_RESULT)
    line = {name: box.result[name] for name in ("mh", "root", "channel")}
    return hashed(canonical(line)).hex().upper()


def check_code(box: Box, typed: str) -> None:
    """Refuse a sheet of other counts; its first sixteen signs are enough."""
    code, signs = code_of(box), upright(typed)
    if len(signs) < SIGNS or not code.startswith(signs):
        raise RuleBroken(OTHER_SHEET)


def is_brought(round: Round) -> bool:
    """Whether a result of the slips is here."""
    box = box_of(round)
    return box is not None and box.result is not None


def is_compared(round: Round) -> bool:
    """Whether the chair compared what was brought last; a round without slips has nothing to compare."""
    if slips_of(round) is None:
        return True
    for step in reversed(round.steps):
        if step.deed in (Deed.compare, Deed.bring_back):
            return step.deed is Deed.compare
    return False


def brought(round: Round) -> Counted:
    """The counts that were brought back."""
    found = the_box(round).brought
    if found is None:
        raise RuleBroken(NO_RESULT)
    return found.counted
