"""Whose turn it is: what a round waits for, by whom, and where it is done. The round's page and the desk both ask here."""

from collections.abc import Iterator
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_babel.speaklater import LazyString

from votes.accounts.roles import Duty, Role
from votes.ballots.adopting import Purpose
from votes.ballots.channels import ChannelKind, slips_of
from votes.ballots.deciding import further, last_that_counts
from votes.ballots.holding import is_published
from votes.ballots.names import CAUSE_NAMES
from votes.ballots.round_rules import COUNTERS, HEADS, Deed, Mark, RoundState
from votes.ballots.rounds import Round
from votes.ballots.slip_turns import of_the_box, open_steps, sheet_turn, stopping, with_the_tray
from votes.ballots.tallying import TELLERS, all_batches, by_tellers, is_agreed, is_counted
from votes.ballots.turn import Turn, address

DRAFTING: dict[Purpose, LazyString] = {
    Purpose.ballot: _l("Draft the rules of the ballot"),
    Purpose.rating: _l("Draft the rules of the rating"),
    Purpose.inquiry: _l("Draft the rules of the rating"),
}
ADOPTING: dict[Purpose, LazyString] = {
    Purpose.ballot: _l("Record that the rules are adopted"),
    Purpose.rating: _l("Record that the rules of the rating are adopted"),
    Purpose.inquiry: _l("Record that the rules of the rating are adopted"),
}


def turns(round: Round) -> list[Turn]:
    """What the round waits for now."""
    return list(BY_STATE.get(round.state, nothing)(round))


def mine(round: Round, mark: Mark) -> list[Turn]:
    """What it waits for from this role."""
    return [turn for turn in turns(round) if mark in turn.marks]


def nothing(_round: Round) -> Iterator[Turn]:
    """Nothing is to be done any more."""
    return iter(())


def unsigned(round: Round, deed: Deed) -> tuple[Mark, ...]:
    """The heads who have not signed this deed yet."""
    signed = round.signed(deed)
    return tuple(head for head in HEADS if head not in signed)


def before_opening(round: Round) -> Iterator[Turn]:
    """Rules, sign-in, and the two signatures to open."""
    place: dict[str, Any] = {"congress": round.congress.slug}
    matter = {**place, "cycle": round.cycle.slug, "matter": str(round.purpose)}
    rules = round.governing
    if rules is None:
        yield Turn(str(DRAFTING[round.purpose]), (Role.office,), url_for("ballots.draft", **matter))
        return
    if rules.adopted_at is None:
        url = url_for("ballots.adopt", session=rules.session_id, **matter)
        yield Turn(str(ADOPTING[round.purpose]), (Role.office,), url)
    desk = (Role.office, Duty.scrutineer, Duty.chief_scrutineer)
    roll = url_for("ballots.roll", sitting=round.sitting_id, **place)
    yield Turn(_("Sign the deputies in"), desk, roll, is_needed=False)
    yield Turn(_("Change what is prepared"), (Role.office,), address(round, "edit"), is_needed=False)
    open_ = open_steps(round)
    if open_:
        words = ngettext(
            "Prepare the sitting: %(num)s step is open", "Prepare the sitting: %(num)s steps are open", open_
        )
        yield Turn(words, (Role.office,), url_for("ballots.preparation", sitting=round.sitting_id, **place))
    if not is_published(round):
        url = url_for("proposals.publish", cycle=round.cycle.slug, **place)
        yield Turn(_("Publish the list of candidates"), (Role.office,), url)
    elif rules.adopted_at is not None and not open_:
        yield Turn(_("Open the vote"), unsigned(round, Deed.open), address(round, "open"))


def while_open(round: Round) -> Iterator[Turn]:
    """Slips are handed out, papers are recorded; then both close."""
    channel = slips_of(round)
    if channel:
        yield from with_the_tray(round, channel)
    if by_tellers(round):
        yield Turn(_("Record papers handed out and received"), COUNTERS, address(round, "papers"))
    yield Turn(_("Close the vote"), unsigned(round, Deed.close), address(round, "close"))
    yield from stopping(round)


def is_recorded(round: Round) -> bool:
    """Whether the figures of the 清点报告单 are there."""
    return all(
        channel.papers.is_complete and (channel.kind is ChannelKind.device or channel.papers.is_balanced)
        for channel in round.channels
    )


def after_closing(round: Round) -> Iterator[Turn]:
    """The papers are cleared; the chair declares the vote valid or void."""
    done = is_recorded(round)
    words = _("Correct the papers") if done else _("Record papers handed out and received")
    if by_tellers(round):
        yield Turn(words, COUNTERS, address(round, "papers"), is_needed=not done)
    if slips_of(round):
        yield sheet_turn(round)
    if done:
        yield Turn(_("Declare the vote valid or void"), (Duty.chair,), address(round, "check"))
    yield from stopping(round)


def before_counting(round: Round) -> Iterator[Turn]:
    """The chief scrutineer hands out the batches, and takes the box to the laptop."""
    yield from of_the_box(round)
    if by_tellers(round):
        yield Turn(_("Hand the batches to the tellers"), (Duty.chief_scrutineer,), address(round, "divide"))
    yield from stopping(round)


def while_counting(round: Round) -> Iterator[Turn]:
    """The tellers count; the chief scrutineer sees where they differ, and confirms."""
    chief = (Duty.chief_scrutineer,)
    if is_counted(round):
        yield Turn(_("Confirm the count"), chief, address(round, "confirm_count"))
        return
    yield from of_the_box(round)
    if by_tellers(round) and not is_agreed(round):
        yield from with_the_tellers(round)


def with_the_tellers(round: Round) -> Iterator[Turn]:
    """What the tellers have to count, and what the chief scrutineer sees of it."""
    chief = (Duty.chief_scrutineer,)
    if not all_batches(round):
        yield Turn(_("Hand the batches to the tellers"), chief, address(round, "divide"))
        return
    batches = all_batches(round)
    differing = "、".join(str(batch.number) for batch in batches if batch.differences)
    for teller in TELLERS:
        if not all(batch.last_of(teller) for batch in batches):
            yield Turn(_("Count the batches"), (teller,), address(round, "count"))
        if differing:
            words = _("Batch %(numbers)s differs: count what is marked anew", numbers=differing)
            yield Turn(words, (teller,), address(round, "count"))
    words = _("Compare the two counts")
    if differing:
        words = _("The tellers differ on batch %(numbers)s: compare, have it counted anew", numbers=differing)
    yield Turn(words, chief, address(round, "compare"), is_needed=bool(differing))
    yield Turn(_("Part the batches anew"), chief, address(round, "divide"), is_needed=False)
    yield Turn(_("Have the ballots cleared again"), chief, address(round, "clear_again"), is_needed=False)


def before_confirming(round: Round) -> Iterator[Turn]:
    """The presidium confirms."""
    yield Turn(_("Record the presidium's decision"), (Role.office,), address(round, "confirm"))


def before_declaring(round: Round) -> Iterator[Turn]:
    """The chair declares."""
    yield Turn(_("Declare the result"), (Duty.chair,), address(round, "declare"))


def after_declaring(round: Round) -> Iterator[Turn]:
    """A further round, a tie to settle, the announcement, the sealing."""
    office = (Role.office,)
    yield from still_open(round)
    if round.ends_ballot and round.state is RoundState.declared:
        is_needed = round.purpose is Purpose.ballot
        yield Turn(_("Announce the result"), office, address(round, "announce"), is_needed)
    if round.is_void or round.is_overtaken or round.state is RoundState.announced or round.purpose.rates:
        yield Turn(
            _("Record that the ballots are sealed"), (*office, Duty.chief_scrutineer), address(round, "seal")
        )


def still_open(round: Round) -> Iterator[Turn]:
    """What the result leaves open."""
    office = (Role.office,)
    call = further(round)
    if call:
        words = _("Prepare the further round: %(cause)s", cause=CAUSE_NAMES[call.cause])
        yield Turn(words, office, address(round, "further"))
    tie = (round.result or {}).get("state") == "tie" and not round.ends_ballot and not round.successor
    if tie and call is None:
        yield Turn(_("Record how the presidium settles the tie"), office, address(round, "settle"))
    if (tie or call) and last_that_counts(round):
        yield Turn(
            _("End the ballot without a further round"), office, address(round, "finish"), is_needed=False
        )


BY_STATE = {
    RoundState.preparing: before_opening,
    RoundState.open: while_open,
    RoundState.closed: after_closing,
    RoundState.checked: before_counting,
    RoundState.counting: while_counting,
    RoundState.counted: before_confirming,
    RoundState.confirmed: before_declaring,
    RoundState.declared: after_declaring,
    RoundState.announced: after_declaring,
    RoundState.void: after_declaring,
    RoundState.sealed: still_open,
}
