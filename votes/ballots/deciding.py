"""From the agreed count to the declared result: confirmed, declared, settled, and the projects moved on."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from votes.ballots.adopting import Purpose
from votes.ballots.channels import ChannelKind
from votes.ballots.decision import for_vacancy, settled
from votes.ballots.preparing import WHOLE_LIST, follow, votable
from votes.ballots.round_record import book, options_of, result_of, roll_of
from votes.ballots.round_rules import PUBLIC, Deed, Doer, check_seal
from votes.ballots.rounds import Cause, Option, Round
from votes.ballots.rulebook import Next, Rules, next_rules
from votes.ballots.tallying import agreed
from votes.ballots.traces import try_again
from votes.common.db import AppendOnly, Base, db
from votes.common.errors import RuleBroken, say
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.projects.stages import Stage


class Settlement(AppendOnly, Base):
    """The presidium's decision on a tie (票数相等): all that stands adopted by the round once it is settled."""

    __tablename__ = "settlement"

    congress_id: Mapped[int] = mapped_column(sa.ForeignKey("congress.id"))
    round_id: Mapped[int] = mapped_column(sa.ForeignKey("ballot_round.id"), index=True)
    adopted: Mapped[list[str]]
    document_id: Mapped[int] = mapped_column(sa.ForeignKey("document.id"), index=True)

    round: Mapped[Round] = relationship()
    document: Mapped[Document] = relationship()

    __table_args__ = (sa.UniqueConstraint("congress_id", "round_id"),)


def settlement_of(round: Round) -> Settlement | None:
    """How the presidium settled this round's tie, if it did."""
    mine = (Settlement.congress_id == round.congress_id, Settlement.round_id == round.id)
    return db.session.scalar(sa.select(Settlement).where(*mine))


def confirm_count(round: Round, who: Doer, at: datetime) -> None:
    """The chief scrutineer confirms what both tellers agree on; the result follows from it and stands."""
    sums = agreed(round)
    result = result_of(round, sums).plain()
    with db.session.no_autoflush:  # state and evidence reach the database together
        round.take(Deed.confirm_count, who, at)
        for channel in round.channels:
            counted = sums[channel.id]
            channel.valid, channel.void, channel.counts = counted.valid, counted.void, counted.counts
        round.result = result


def clear_again(round: Round, reason: str, who: Doer, at: datetime) -> None:
    """The batches do not hold what was received: the ballots are cleared and counted through again (重新清点)."""
    if not reason.strip():
        raise RuleBroken(
            say("Say what was found, so that the chair knows why the ballots are cleared again.")
        )
    round.take(Deed.clear_again, who, at, reason.strip())


def confirm(round: Round, document: Document, reason: str, who: Doer, at: datetime) -> None:
    """The presidium's decision on the count, recorded by the office with its document."""
    round.take(Deed.confirm, who, at, reason, document)


def declare(round: Round, who: Doer, at: datetime) -> None:
    """The chair declares the result: adopted projects move on; the rest do once nothing is open any more."""
    round.take(Deed.declare, who, at)
    try_again(round)
    if round.purpose.rates:
        round.ends_ballot = True
        return
    result = round.result or {}
    adopt(round, result["adopted"], who, at)
    if result["state"] == "decided" and not result["vacant"]:
        conclude(round, who, at)


def evidence(round: Round) -> Document | None:
    """The presidium's document on this round."""
    return next((step.document for step in reversed(round.steps) if step.document), None)


def projects_of(round: Round, keys: Collection[str]) -> list[Project]:
    """The projects behind these options that are still candidates; the whole list stands for all of them."""
    found = [option.project for option in round.options if option.key in keys and option.project]
    if round.whole_list and WHOLE_LIST in keys:
        found = votable(round.cycle, Purpose.ballot)
    return [project for project in found if project.stage is Stage.candidate]


def adopt(round: Round, keys: Collection[str], who: Doer, at: datetime) -> None:
    """Move adopted projects on."""
    for project in projects_of(round, keys):
        project.move_to(Stage.adopted, at, who.name, round.title, evidence(round))


def conclude(round: Round, who: Doer, at: datetime, still_open: Collection[str] = ()) -> None:
    """The ballot is over: what it did not adopt is out, but for a tie that was left undecided."""
    round.ends_ballot = True
    first = round
    while first.after:
        first = first.after
    keys = {option.key for option in first.options} - set(still_open)
    for project in projects_of(first, keys):
        project.move_to(Stage.not_adopted, at, who.name, round.title, evidence(round))


@dataclass(frozen=True)
class Further:
    """A further round that may be held: why, on which options, by which rules (as the record writes them)."""

    cause: Cause
    keys: Sequence[str]
    rules: dict[str, Any]


def further(round: Round) -> Further | None:
    """The further round that this one calls for, or that the presidium may still call for vacant seats."""
    counts = last_that_counts(round)
    if round.successor or (counts and counts.ends_ballot):
        return None
    if round.is_void and round.rules:
        keys = [option.key for option in round.options if not is_off(option)]
        return Further(Cause.void, keys, round.rules) if keys else None
    rules, result = book(round), round.result
    if round.state not in PUBLIC or result is None or not isinstance(rules, Rules):
        return None
    following, is_tie = result["next"], result["state"] == "tie"
    if following:
        call = Next(**following)
    elif not is_tie and result["vacant"]:
        call = for_vacancy(rules, options_of(round), result["adopted"])
    else:
        return None
    plain = next_rules(rules, call, after_tie=is_tie).plain()
    return Further(Cause.tie if is_tie else Cause.vacancy, call.options, plain)


def is_off(option: Option) -> bool:
    """Whether its project was taken off the list since: that can be after a void vote."""
    return option.project is not None and option.project.stage is Stage.declined


def last_that_counts(round: Round) -> Round | None:
    """The round itself, or where it is void the one it followed; None where nothing was decided yet."""
    found: Round | None = round
    while found is not None and found.is_void:
        found = found.after
    return found


def hold_further(
    round: Round, title: str, who: Doer, at: datetime, kinds: Sequence[ChannelKind] = ()
) -> Round:
    """Prepare the further round in one step, with ballots coming in as before or in these ways."""
    call = further(round)
    if call is None:
        raise RuleBroken(say("Nothing is open after this round, so no further one is held."))
    ways = kinds or [channel.kind for channel in round.channels]
    return follow(round, title, call.cause, call.keys, call.rules, ways, who, at)


def settle(round: Round, chosen: Collection[str], document: Document, who: Doer, at: datetime) -> Settlement:
    """The presidium settles a tie: `chosen` of the tied options are adopted; the ballot is over with that."""
    rules, result = book(round), result_of(round)
    if result.state != "tie" or not isinstance(rules, Rules) or rules.tie != "presidium":
        raise RuleBroken(say("There is no tie here that the presidium settles."))
    adopted = [*result.adoption.adopted, *(key for key in result.adoption.tied if key in chosen)]
    if settled(rules, options_of(round), roll_of(round), result, adopted) is None:
        raise RuleBroken(say("Choose exactly as many of the tied projects as there are seats left."))
    round.take(Deed.settle, who, at, document=document)
    found = Settlement(congress_id=round.congress_id, round=round, adopted=adopted, document=document)
    db.session.add(found)
    adopt(round, adopted, who, at)
    conclude(round, who, at)
    return found


def finish(round: Round, reason: str, who: Doer, at: datetime) -> None:
    """No further round is held, or none again after a void one: seats stay vacant (缺额), or a tie stays undecided."""
    last = last_that_counts(round)
    if round.successor:
        raise RuleBroken(
            say("A further round is prepared. Go on with it, or take it back before you end the ballot.")
        )
    if last is None:
        raise RuleBroken(say("The vote is void and nothing is decided. Hold it again."))
    result = last.result or {}
    if last.ends_ballot or (further(round) is None and result.get("state") != "tie"):
        raise RuleBroken(say("The ballot is over already."))
    round.take(Deed.finish, who, at, reason)
    conclude(last, who, at, result.get("tied", ()))


def seal(round: Round, who: Doer, at: datetime) -> None:
    """Ballots, tallies and reports are sealed (封存)."""
    needs = round.purpose is Purpose.ballot and not round.is_overtaken and not round.is_void
    check_seal(round.state, needs)
    round.take(Deed.seal, who, at)
