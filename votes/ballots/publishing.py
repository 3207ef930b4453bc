"""发布: what may be seen of a result. One switch governs every output: screen, page, .json, announcement."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from votes.ballots.adopting import Publish
from votes.ballots.decision import Result, Verdicts
from votes.ballots.round_record import book, result_of, roll_of
from votes.ballots.round_rules import PUBLIC
from votes.ballots.rounds import Option, Round
from votes.ballots.rulebook import Rules
from votes.ballots.standing import adopted_keys, declared_on
from votes.ballots.totals import bases
from votes.common.errors import say
from votes.projects.models import Project

FATES = ("adopted", "tied", "not_adopted")
FATE_NAMES = {
    "adopted": say("passed"),
    "tied": say("tied, still undecided"),
    "not_adopted": say("not chosen"),
    "satisfied": say("satisfied"),
    "basic": say("basically satisfied"),
    "dissatisfied": say("dissatisfied"),
    "void": say("void"),
}
SEATS_FILLED, TOO_FEW = say("seats filled"), say("not enough approvals")


@dataclass(frozen=True)
class Line:
    """One option: its fate (or verdict), and figures and reason only where they may be shown."""

    key: str
    title: str
    project: Project | None
    fate: str
    counts: dict[str, int] | None = None
    reason: str = ""


@dataclass(frozen=True)
class PublicResult:
    """A result as far as it may be shown; the numbers of ballots are shown in every case."""

    round: Round
    publish: Publish
    declared_on: date | None
    all: int
    due: int
    present: int
    issued: int
    received: int
    valid: int
    invalid: int
    not_cast: int
    needed: int | None
    seats: int | None
    vacant: int
    lines: Sequence[Line]

    @property
    def adopted(self) -> list[Line]:
        """What the round adopted."""
        return [line for line in self.lines if line.fate == "adopted"]


def public_result(round: Round) -> PublicResult | None:
    """What everyone may see of a round; None before it is declared, or where it was void."""
    if round.state not in PUBLIC or round.is_void or round.publish is None:
        return None
    return shown(round, result_of(round), round.publish)


def full_result(round: Round, result: Result | None = None) -> PublicResult:
    """Every figure, for those who confirm and declare it; `result` where it is not kept yet."""
    return shown(round, result or result_of(round), Publish.counts)


def shown(round: Round, result: Result, publish: Publish) -> PublicResult:
    """A result through the switch."""
    totals, rules = result.totals, book(round)
    is_adoption = isinstance(rules, Rules)
    return PublicResult(
        round=round,
        publish=publish,
        declared_on=declared_on(round),
        all=round.all_deputies or 0,
        due=round.due or 0,
        present=round.present or 0,
        issued=totals.issued,
        received=totals.received,
        valid=totals.valid,
        invalid=totals.invalid,
        not_cast=totals.not_cast,
        needed=needed(round, result),
        seats=rules.seats if isinstance(rules, Rules) else None,
        vacant=result.adoption.vacant,
        lines=in_order(lines(round, result), publish)
        if is_adoption
        else through(lines(round, result), publish),
    )


def needed(round: Round, result: Result) -> int | None:
    """How many approvals an option needed to pass (过半数); None for a rating."""
    rules = book(round)
    if not isinstance(rules, Rules):
        return None
    return rules.passing.needed(bases(roll_of(round), result.totals))


def lines(round: Round, result: Result) -> list[Line]:
    """Every option with its fate and all figures, in ballot order."""
    adopted = adopted_keys(round) if round.result else result.adoption.adopted
    least = needed(round, result)
    return [line(option, result, adopted, least) for option in round.options]


def line(option: Option, result: Result, adopted: Sequence[str], least: int | None) -> Line:
    """One option with its fate and all figures."""
    counts, key = result.totals.counts[option.key], option.key
    if isinstance(result.outcome, Verdicts):
        verdict = result.outcome.verdicts.get(key, "void")
        return Line(key, option.title, option.project, verdict, counts)
    fate = fate_of(key, result, adopted)
    is_out = fate == "not_adopted" and least is not None
    reason = (SEATS_FILLED if counts["approve"] >= (least or 0) else TOO_FEW) if is_out else ""
    return Line(key, option.title, option.project, fate, counts, reason)


def fate_of(key: str, result: Result, adopted: Sequence[str]) -> str:
    """What became of an option in this round: adopted, tied while nobody settled it, or not adopted."""
    if key in adopted:
        return "adopted"
    tied = result.adoption.tied
    return "tied" if key in tied and not set(adopted) & set(tied) else "not_adopted"


def in_order(found: list[Line], publish: Publish) -> list[Line]:
    """Adopted ones first; by votes as far as the switch allows, else in ballot order."""

    def approvals(line: Line) -> int:
        return (line.counts or {}).get("approve", 0)

    def place(line: Line) -> tuple[int, int]:
        by_votes = publish is Publish.counts or (publish is Publish.order and line.fate == "adopted")
        return FATES.index(line.fate), -approvals(line) if by_votes else 0

    return through(sorted(found, key=place), publish)


def through(found: list[Line], publish: Publish) -> list[Line]:
    """Without figures and reasons, unless they are published."""
    if publish is Publish.counts:
        return found
    return [replace(line, counts=None, reason="") for line in found]
