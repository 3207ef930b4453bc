"""A round as the record (票决记录) sees it: rules, options, roll, channels, result. See the README's page on recounts."""

from hashlib import sha256
from typing import Any

from votes.ballots import record, rulebook
from votes.ballots.counting import Channel, Counted
from votes.ballots.decision import Result, decide
from votes.ballots.fields import Field
from votes.ballots.round_rules import PUBLIC
from votes.ballots.rounds import Round
from votes.ballots.rulebook import AnyRules, read_rules
from votes.ballots.totals import Roll
from votes.common.errors import RuleBroken, say


def book(round: Round) -> AnyRules:
    """The rules of a round, read."""
    return read_rules(Field("rules", round.plain_rules))


def options_of(round: Round) -> list[rulebook.Option]:
    """What was voted on, in ballot order."""
    return [rulebook.Option(option.key, option.title) for option in round.options]


def roll_of(round: Round) -> Roll:
    """全体 and 实到 as fixed when the round opened."""
    return Roll(round.all_deputies or 0, round.present or 0)


def channels_of(round: Round, fresh: dict[int, Counted] | None = None) -> list[Channel]:
    """The figures of every channel as kept, or `fresh` ones by channel id that are not kept yet."""
    return [
        Channel(
            channel.kind,
            channel.issued or 0,
            channel.received or 0,
            fresh[channel.id]
            if fresh
            else Counted(channel.valid or 0, channel.void or {}, channel.counts or {}),
        )
        for channel in round.channels
    ]


def result_of(round: Round, fresh: dict[int, Counted] | None = None) -> Result:
    """What follows from the figures by the round's own rules."""
    return decide(book(round), options_of(round), roll_of(round), channels_of(round, fresh))


def record_of(round: Round) -> dict[str, Any]:
    """The whole record of a declared round, with counts; of a vote declared void, with its ballots uncounted."""
    if round.state not in PUBLIC and not round.is_void:
        raise RuleBroken(say("This round is not declared yet; its record exists only after that."))
    return counted_record(round)


def counted_record(round: Round) -> dict[str, Any]:
    """The record from the confirmed count on, for those who may know it."""
    if any(channel.valid is None for channel in round.channels):
        raise RuleBroken(
            say("This round was stopped before its ballots were counted; there is nothing to record.")
        )
    roll = roll_of(round)
    return record.write(
        title=round.title,
        rules=book(round).plain(),
        options=[{"id": option.key, "title": option.title} for option in round.options],
        roll={"all": roll.all, "present": roll.present},
        channels=[_plain(channel) for channel in round.channels],
    )


def check_code(round: Round) -> str:
    """Sixteen signs of the record's SHA-256, to hold a printed sheet and a record side by side."""
    code = sha256(record.as_bytes(counted_record(round))).hexdigest()[:16].upper()
    return " ".join(code[place : place + 4] for place in range(0, 16, 4))


def _plain(channel: Any) -> dict[str, Any]:
    papers = {"printed": channel.printed, "spoiled": channel.spoiled, "left": channel.left_over}
    return {
        "kind": str(channel.kind),
        "issued": channel.issued,
        "received": channel.received,
        **{name: number for name, number in papers.items() if number is not None},
        "valid": channel.valid,
        "void": channel.void,
        "counts": channel.counts,
    }
