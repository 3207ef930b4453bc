"""Holding the vote (投票): opened and closed by two persons, papers counted, declared valid or void by the chair."""

import json
from datetime import datetime

from votes.ballots import roll, tray
from votes.ballots.adopting import Purpose
from votes.ballots.boxing import close_box, give_up_box, open_box, section_for
from votes.ballots.channels import ChannelKind, slips_of
from votes.ballots.preparation import check_prepared
from votes.ballots.preparing import fits_list
from votes.ballots.round_record import book, result_of
from votes.ballots.round_rules import (
    Deed,
    Doer,
    Papers,
    RoundState,
    check_complete,
    check_deed,
    check_issued,
    check_present,
    fault_of,
)
from votes.ballots.rounds import Round
from votes.ballots.tally_rules import uncounted
from votes.ballots.tallying import by_tellers
from votes.ballots.traces import try_again
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.projects.adoption import freeze
from votes.projects.settings import Subject


def needed_present(round: Round) -> int:
    """法定人数: how many must be present for this round, by its rules."""
    return book(round).quorum.needed(round.sitting.all_deputies)


def is_published(round: Round) -> bool:
    """Whether the list that is voted on stands for everyone to read; from then on its numbers never change."""
    return round.purpose.rates or round.cycle.candidates_published_at is not None


def check_ready(round: Round) -> None:
    """Refuse to open without adopted rules, on options that are no longer the list, or without a quorum."""
    rules = round.governing
    if rules is None or rules.adopted_at is None:
        raise RuleBroken(say("The rules of the ballot are not adopted yet. The meeting adopts them first."))
    if not is_published(round):
        raise RuleBroken(
            say(
                "The candidates are not published yet. Publish the list first: its numbers stand on the ballots."
            )
        )
    if not fits_list(round):
        raise RuleBroken(
            say(
                "The list has changed since this round was prepared. Prepare it again and print the ballots anew."
            )
        )
    if slips_of(round):
        section_for(round)
        check_prepared(round)
    now = roll.figures(round.sitting)
    check_present(now.present, now.all, now.due, needed_present(round))


def sign_opening(round: Round, who: Doer, at: datetime) -> None:
    """Chair and chief scrutineer open the round, each with the own badge; the second fixes rules, 实到 and seats."""
    check_deed(round.state, Deed.open, who.mark)
    check_ready(round)
    roll.check_not_shut(round.sitting)
    with db.session.no_autoflush:  # state and evidence reach the database together
        round.take(Deed.open, who, at)
        if round.state is RoundState.open:
            fix(round)
    if round.state is RoundState.open and slips_of(round):
        tray.begin(round)
        open_box(round, at)
    if round.state is RoundState.open and round.purpose is Purpose.ballot:
        freeze(round.cycle, Subject.ballot, at, round.title)


def fix(round: Round) -> None:
    """From here on neither rules nor options nor 实到 change."""
    rules = round.governing
    assert rules is not None
    now = roll.figures(round.sitting)
    round.rules = book(round).plain()
    round.publish, round.ballot_rules, round.whole_list = rules.publish, rules, rules.whole_list
    round.all_deputies, round.due, round.present = now.all, now.due, now.present


def record_papers(
    round: Round, papers: dict[ChannelKind, Papers], seen: int, who: Doer, at: datetime
) -> None:
    """Record what was printed, handed out, spoiled, left over and received; `seen` is the step the form was made at.

    The step keeps the numbers, so that a correction shows what stood there before.
    """
    if seen != len(round.steps):
        raise RuleBroken(
            say("Somebody has just recorded something for this round. Load the page again and compare.")
        )
    if ChannelKind.slips in papers:
        tray.record_by_hand(round, papers[ChannelKind.slips])
    round.take(
        Deed.record_papers, who, at, json.dumps({str(kind): vars(one) for kind, one in papers.items()})
    )
    for channel in by_tellers(round):
        given = papers[channel.kind]
        channel.printed, channel.issued, channel.spoiled = given.printed, given.issued, given.spoiled
        channel.left_over, channel.received = given.left, given.received


def check_closable(round: Round) -> None:
    """Refuse to close while what was handed out is not recorded, or slips are not accounted for."""
    check_issued(channel.papers for channel in round.channels)
    tray.check_tray(round)


def sign_closing(round: Round, who: Doer, at: datetime) -> None:
    """Chair and chief scrutineer close the vote, once it is recorded how many ballots were handed out."""
    check_deed(round.state, Deed.close, who.mark)
    check_closable(round)
    round.take(Deed.close, who, at)
    if round.state is RoundState.closed and slips_of(round):
        close_box(round)


def fault(round: Round) -> str:
    """Why the vote as a whole is void: `issued` or `received`; blank where it is valid."""
    return fault_of(round.present or 0, [channel.papers for channel in round.channels])


def declare_checked(round: Round, who: Doer, at: datetime) -> None:
    """On the 清点报告单 the chair declares the vote valid, or void: its ballots are then not counted."""
    for channel in round.channels:
        check_complete(channel.papers, channel.kind is not ChannelKind.device)
    try_again(round)
    reason = fault(round)
    with db.session.no_autoflush:
        round.take(Deed.void if reason else Deed.check, who, at, reason)
        if reason:
            void(round, reason)


def void(round: Round, reason: str) -> None:
    """The vote does not count; what is on record of it says so."""
    round.void_reason = reason
    keys = [option.key for option in round.options]
    for channel in round.channels:
        none = uncounted(channel.received or 0, round.kind, keys)
        channel.valid, channel.void, channel.counts = none.valid, none.void, none.counts
    round.result = result_of(round).plain()


def stop(round: Round, reason: str, who: Doer, at: datetime) -> None:
    """The chair stops a vote that cannot go on (misprinted papers, a failed device), before anything is counted."""
    if not reason.strip():
        raise RuleBroken(say("Say why the vote is stopped."))
    give_up_box(round)
    round.void_reason = reason.strip()
    round.take(Deed.stop, who, at, reason.strip())


def withdraw(round: Round, reason: str, who: Doer, at: datetime) -> None:
    """The office takes back a round that was never opened."""
    if not reason.strip():
        raise RuleBroken(say("Say why the round is taken back."))
    round.take(Deed.withdraw, who, at, reason.strip())
