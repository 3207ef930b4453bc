"""票盘: the slips of a round by number: handed out (发出, entered by two), voided (作废), left over (剩余), still in the tray."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import takewhile

import sqlalchemy as sa

from votes.ballots.boxes import Box
from votes.ballots.boxing import NO_SECTION
from votes.ballots.channels import RoundChannel, slips_of
from votes.ballots.lookup import rounds_in
from votes.ballots.round_rules import MOVES, Deed, Doer, Papers, check_deed
from votes.ballots.rounds import Round
from votes.ballots.sections import chosen_section
from votes.ballots.slip_sets import SlipSection, SlipSet, set_of, voided_by_kind
from votes.ballots.voiding import Voiding, is_over, void_slip
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
MORE_THAN_PRESENT = say(
    "%(issued)d are recorded as handed out, but only %(present)d deputies are present: closed like this, the vote is void. Void the slips of those who have left, and let both persons enter the number anew; if more were handed out indeed, the chair stops the vote."
)
FEWER_THAN_SIGNED = say(
    "%(n)d slips have voided themselves at the desk: voided and left over together cannot be fewer."
)
IN_PIECES = say(
    "This page does not know all fields of the slip that are still to be voted with. Load it again, and scan the slip once more."
)
TWICE = say("A field of the slip was sent twice. Scan one slip at a time.")


def begin(round: Round) -> None:
    """At the opening: how many were printed, how many voided themselves for this round, how they stood before."""
    channel, section = slips_of(round), chosen_section(round)
    if channel is None or section is None:
        return
    before = last_with(section)
    channel.printed = section.count
    if channel.spoiled is None or channel.left_over is None:
        channel.spoiled, channel.left_over = voided_by_kind(section)
        channel.spoiled += unreadable(before) if before else 0
    if before and channel.issued is None:
        channel.issued = still_issued(before, round.present or 0)


def last_with(section: SlipSection) -> Box | None:
    """The last box that was voted into with these slips."""
    ids = [one.id for one in section.set.sections if one.id != section.id]
    return db.session.scalar(sa.select(Box).where(Box.section_id.in_(ids)).order_by(Box.id.desc()).limit(1))


def still_issued(before: Box, present: int) -> int | None:
    """How many slips deputies keep from that box; None where some of them have left, so that two persons count anew."""
    channel = slips_of(before.round)
    issued = channel.issued if channel else None
    return issued if issued is not None and issued <= present else None


def unreadable(before: Box) -> int:
    """Slips voided by hand for that box: they can be used in no other either, and no other knows of them."""
    channel = slips_of(before.round)
    by_hand = ((channel.spoiled if channel else 0) or 0) - voided_by_kind(before.section)[0]
    return max(by_hand, 0)


def hand_out(round: Round, number: int, who: Doer, at: datetime) -> bool:
    """One person's total of what was handed out (发出); it stands once another one has entered the same."""
    channel = slips_of(round)
    if channel is None:
        raise RuleBroken(NO_SLIPS)
    section = chosen_section(round)
    if section is None:
        raise RuleBroken(NO_SECTION)
    now = counted(channel, section)
    gone = (now.spoiled or 0) + (now.left or 0)
    if number + gone > section.count:
        raise RuleBroken(MORE_THAN_PRINTED, printed=section.count, gone=gone)
    round.take(Deed.hand_out, who, at, json.dumps({"slips": {"issued": number}}))
    channel.issued = agreed_number(round)
    return channel.issued is not None


def totals_entered(round: Round) -> dict[str, int]:
    """The last total of each person who entered one since it was prepared with these slips, the newest first."""
    found: dict[str, int] = {}
    for step in takewhile(lambda one: one.deed is not Deed.prepare, reversed(round.steps)):
        if step.deed is Deed.hand_out:
            found.setdefault(step.by, json.loads(step.reason)["slips"]["issued"])
    return found


def agreed_number(round: Round) -> int | None:
    """The total on which the last two persons agree."""
    last = list(totals_entered(round).values())[:2]
    return last[0] if len(last) == 2 and last[0] == last[1] else None


def void(round: Round, fields: Sequence[Voiding], name: str, who: Doer, at: datetime) -> None:
    """Void a slip that voids itself: exchanged (`spoiled`), for all rounds to come; `left_over`, for this one alone.

    It counts in every round that is prepared or open with a field in which it was good until now.
    """
    channel, kept = slips_of(round), set_of(round.sitting)
    if channel is None or kept is None:
        raise RuleBroken(NO_SLIPS)
    check_deed(round.state, Deed.void_slip, who.mark)
    if not channel.section:
        raise RuleBroken(NO_SECTION)
    is_left = name == "left_over"
    signs = [channel.section] if is_left else good_signs(kept)
    voided = void_slip(kept, fields_for(signs, fields), is_left)
    for one in rounds_in(round.sitting):
        channel = slips_of(one)
        if channel and one.state in OPEN_TRAY and channel.section in voided:
            count_one(channel, name)
            leave_step(one, name, who, at)


def good_signs(kept: SlipSet) -> list[str]:
    """The fields that are voted with now or may be later."""
    return [one.sign for one in kept.sections if not is_over(one)]


def fields_for(signs: Sequence[str], fields: Sequence[Voiding]) -> list[Voiding]:
    """Of each of these fields the one voiding, whatever else was sent; refused where one is missing or doubled."""
    sent = [one.sign for one in fields]
    if len(set(sent)) < len(sent):
        raise RuleBroken(TWICE)
    if not set(signs) <= set(sent):
        raise RuleBroken(IN_PIECES)
    return [one for one in fields if one.sign in signs]


def count_one(channel: RoundChannel, name: str) -> None:
    """One slip more is voided; before the opening it is found by its own signature, and not counted here."""
    if channel.spoiled is not None and channel.left_over is not None:
        setattr(channel, name, getattr(channel, name) + 1)


def leave_step(round: Round, name: str, who: Doer, at: datetime) -> None:
    """One step for all slips that a person voids in one go: who, since when, which of both, and nothing of a slip.

    Hundreds may lie in the tray, and moments of single slips are nobody's business. A signature to open or to close
    lapses with the step: the figures are others now.
    """
    last = round.steps[-1] if round.steps else None
    if last is None or (last.deed, last.by, last.reason) != (Deed.void_slip, who.name, name):
        round.take(Deed.void_slip, who, at, name)


def counted(channel: RoundChannel, section: SlipSection) -> Papers:
    """The slips by number as they stand now; before the opening too, those printed and those void are known."""
    papers = channel.papers
    if papers.printed is None:
        papers = replace(papers, printed=section.count)
    if papers.spoiled is None or papers.left is None:
        spoiled, left = voided_by_kind(section)
        papers = replace(papers, spoiled=spoiled, left=left)
    return papers


def in_tray(papers: Papers) -> int:
    """Slips that are neither handed out nor voided nor told as left over."""
    return (papers.printed or 0) - (papers.issued or 0) - (papers.spoiled or 0) - (papers.left or 0)


def signed_voidings(round: Round) -> int:
    """How many slips have signed their own voiding for this round."""
    section = chosen_section(round)
    return sum(voided_by_kind(section)) if section else 0


def record_by_hand(round: Round, given: Papers) -> None:
    """Correct voided and left over, for slips that cannot be scanned; what was scanned stays within them."""
    channel, section = slips_of(round), chosen_section(round)
    if channel is None or round.state not in OPEN_TRAY or not is_news(channel, section, given):
        return
    signed = signed_voidings(round)
    if (given.spoiled or 0) + (given.left or 0) < signed:
        raise RuleBroken(FEWER_THAN_SIGNED, n=signed)
    channel.spoiled, channel.left_over = given.spoiled or 0, given.left or 0


def is_news(channel: RoundChannel, section: SlipSection | None, given: Papers) -> bool:
    """Whether other numbers are told than those the form showed."""
    now = counted(channel, section) if section else channel.papers
    return (given.spoiled, given.left) not in ((None, None), (now.spoiled, now.left))


def check_tray(round: Round) -> None:
    """Refuse to close while slips are not accounted for (印制 = 发出 + 作废 + 剩余), or it would make the vote void."""
    channel = slips_of(round)
    if channel is None:
        return
    if channel.issued is None:
        raise RuleBroken(NOT_AGREED)
    issued, present = sum(one.issued or 0 for one in round.channels), round.present or 0
    if issued > present:
        raise RuleBroken(MORE_THAN_PRESENT, issued=issued, present=present)
    missing = in_tray(channel.papers)
    if missing:
        raise RuleBroken(IN_THE_TRAY if missing > 0 else TOO_MANY, n=abs(missing))
