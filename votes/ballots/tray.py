"""票盘: the slips of a round by number: handed out (发出, entered by two), voided (作废), left over (剩余), still in the tray."""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import sqlalchemy as sa

from votes.ballots.boxes import Box
from votes.ballots.boxing import NO_SECTION
from votes.ballots.channels import RoundChannel, slips_of
from votes.ballots.round_rules import MOVES, Deed, Doer, Papers, check_deed
from votes.ballots.rounds import Round
from votes.ballots.sections import chosen_section
from votes.ballots.slip_sets import SlipSection, set_of, voided_in
from votes.ballots.voiding import Voiding, void_slip
from votes.common.db import db
from votes.common.errors import RuleBroken, say

OPEN_TRAY = MOVES[Deed.hand_out].states
"""While slips are handed out, exchanged and voided."""
NO_SLIPS = say("This round is not voted by slips.")
MORE_THAN_PRINTED = say(
    "Only %(printed)d slips were printed, and %(gone)d of them are voided or left over. Count again what was handed out."
)
NOT_AGREED = say(
    "Two persons enter how many slips were handed out, and both numbers must be the same. Go through the rows again."
)
IN_THE_TRAY = say(
    "%(n)d slips are neither handed out nor voided. Scan those left in the tray, or record those that cannot be read; then close the vote."
)
TOO_MANY = say(
    "Handed out, voided and left over make %(n)d more slips than were printed. Count again and correct the number."
)
FEWER_THAN_SIGNED = say(
    "%(n)d slips have voided themselves at the desk: voided and left over together cannot be fewer."
)


def begin(round: Round) -> None:
    """At the opening: how many were printed, and how they stood before."""
    channel, section = slips_of(round), chosen_section(round)
    if channel is None or section is None:
        return
    carry_over(channel, section)
    channel.printed = section.count


def carry_over(channel: RoundChannel, section: SlipSection) -> None:
    """Begin with how the slips stood at the end of an earlier round; what is voided from now on is added to that."""
    if channel.spoiled is not None:
        return
    before = last_with(section)
    channel.spoiled, channel.left_over = (before.spoiled, before.left_over) if before else (0, 0)
    if before and channel.issued is None:
        channel.issued = before.issued


def last_with(section: SlipSection) -> RoundChannel | None:
    """How the slips stood in the last round that was voted with them."""
    ids = [one.id for one in section.set.sections if one.id != section.id]
    last = db.session.scalar(sa.select(Box).where(Box.section_id.in_(ids)).order_by(Box.id.desc()).limit(1))
    return slips_of(last.round) if last else None


def hand_out(round: Round, number: int, who: Doer, at: datetime) -> bool:
    """One person's total of what was handed out (发出); it stands once another one has entered the same."""
    channel = slips_of(round)
    if channel is None:
        raise RuleBroken(NO_SLIPS)
    section = chosen_section(round)
    if section is None:
        raise RuleBroken(NO_SECTION)
    gone = (channel.spoiled or 0) + (channel.left_over or 0)
    if number + gone > section.count:
        raise RuleBroken(MORE_THAN_PRINTED, printed=section.count, gone=gone)
    round.take(Deed.hand_out, who, at, json.dumps({"slips": {"issued": number}}))
    channel.issued = agreed_number(round)
    return channel.issued is not None


def totals_entered(round: Round) -> dict[str, int]:
    """The last total of each person who entered one, the newest first."""
    found: dict[str, int] = {}
    for step in reversed(round.steps):
        if step.deed is Deed.hand_out:
            found.setdefault(step.by, json.loads(step.reason)["slips"]["issued"])
    return found


def agreed_number(round: Round) -> int | None:
    """The total on which the last two persons agree."""
    last = list(totals_entered(round).values())[:2]
    return last[0] if len(last) == 2 and last[0] == last[1] else None


def void(round: Round, fields: Iterable[Voiding], name: str, who: Doer) -> None:
    """Void a slip that voids itself, and count it as exchanged (`spoiled`) or as `left_over`."""
    channel, kept = slips_of(round), set_of(round.sitting)
    if channel is None or kept is None:
        raise RuleBroken(NO_SLIPS)
    check_deed(round.state, Deed.void_slip, who.mark)
    section = chosen_section(round)
    if section:
        carry_over(channel, section)
    if channel.section in void_slip(kept, fields):
        setattr(channel, name, (getattr(channel, name) or 0) + 1)


def counted(channel: RoundChannel, section: SlipSection) -> Papers:
    """The slips by number as they stand now; before the opening too, those printed are known."""
    papers = channel.papers
    return replace(papers, printed=section.count if papers.printed is None else papers.printed)


def in_tray(papers: Papers) -> int:
    """Slips that are neither handed out nor voided nor told as left over."""
    return (papers.printed or 0) - (papers.issued or 0) - (papers.spoiled or 0) - (papers.left or 0)


def signed_voidings(round: Round) -> int:
    """How many slips have signed their own voiding for this round."""
    section = chosen_section(round)
    return len(voided_in(section)) if section else 0


def record_by_hand(round: Round, given: Papers) -> None:
    """Correct voided and left over, for slips that cannot be scanned; what was scanned stays within them."""
    channel = slips_of(round)
    if channel is None or round.state not in OPEN_TRAY:
        return
    signed = signed_voidings(round)
    if (given.spoiled or 0) + (given.left or 0) < signed:
        raise RuleBroken(FEWER_THAN_SIGNED, n=signed)
    channel.spoiled, channel.left_over = given.spoiled or 0, given.left or 0


def check_tray(round: Round) -> None:
    """Refuse to close while slips are not accounted for: 印制 = 发出 + 作废 + 剩余."""
    channel = slips_of(round)
    if channel is None:
        return
    if channel.issued is None:
        raise RuleBroken(NOT_AGREED)
    missing = in_tray(channel.papers)
    if missing:
        raise RuleBroken(IN_THE_TRAY if missing > 0 else TOO_MANY, n=abs(missing))
