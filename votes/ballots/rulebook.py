"""The rules of a round (票决办法) as data: read from plain values, written back, and those of the next round.

They stand apart from the decision, since rounds keep them long before anything is counted.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, ClassVar

from votes.ballots.fields import Field
from votes.common.errors import say

FORMS = ("three_way", "choose", "rating")
OVER_MARKED = ("void_ballot", "void_marks")
BASES = ("all", "present", "valid")
TIES = ("revote", "presidium", "all")
SHORTFALLS = ("vacant", "revote")
FITS = ("skip", "stop")
ADOPTION_ONLY = ("seats", "most", "over_marked", "pass", "tie", "shortfall", "funds")


@dataclass(frozen=True, slots=True)
class Share:
    """A fraction that votes must reach, or pass where it is strict: 2/3 at least, 过半数 more than 1/2."""

    num: int
    den: int
    strict: bool

    def is_met(self, part: int, base: int) -> bool:
        """Whether `part` of `base` is enough, compared in whole numbers."""
        return part >= self.needed(base)

    def needed(self, base: int) -> int:
        """The least number that is enough of `base`: 155 of 232 for two thirds."""
        if self.strict:
            return self.num * base // self.den + 1
        return -(-self.num * base // self.den)

    def plain(self) -> dict[str, Any]:
        """As the record writes it."""
        return {"of": [self.num, self.den], "strict": self.strict}


@dataclass(frozen=True, slots=True)
class Passing:
    """What an option needs to pass: a share of a base (no share looked at for `none`), and `least` votes."""

    share: Share
    base: str
    least: int = 1

    def needed(self, bases: dict[str, int]) -> int:
        """The least number of approvals that passes; `bases` gives the size of each base."""
        if self.base == "none":
            return self.least
        return max(self.least, self.share.needed(bases[self.base]))

    def plain(self) -> dict[str, Any]:
        """As the record writes it."""
        return {**self.share.plain(), "base": self.base, "min": self.least}


@dataclass(frozen=True, slots=True)
class Funds:
    """A cap on the sum of costs, in the options' unit, and whether what does not fit is skipped or stops."""

    cap: int
    fit: str

    def plain(self) -> dict[str, Any]:
        """As the record writes it."""
        return {"cap": self.cap, "fit": self.fit}


@dataclass(frozen=True, slots=True)
class Rules:
    """The rules of a round that adopts projects; null `seats` (应选数) adopts whatever passes."""

    form: str
    seats: int | None
    most: int | None
    over_marked: str
    quorum: Share
    passing: Passing
    tie: str
    shortfall: str
    funds: Funds | None = None

    def plain(self) -> dict[str, Any]:
        """As the record writes it."""
        return {
            "form": self.form,
            "seats": self.seats,
            "most": self.most,
            "over_marked": self.over_marked,
            "quorum": self.quorum.plain(),
            "pass": self.passing.plain(),
            "tie": self.tie,
            "shortfall": self.shortfall,
            "funds": self.funds.plain() if self.funds else None,
        }


@dataclass(frozen=True, slots=True)
class RatingRules:
    """The rules of a round that rates (测评): a quorum, and the share of `base` that makes a verdict."""

    form: ClassVar[str] = "rating"
    most: ClassVar[int | None] = None
    over_marked: ClassVar[str] = "void_ballot"
    quorum: Share
    verdict: Share
    base: str

    def plain(self) -> dict[str, Any]:
        """As the record writes it."""
        verdict = {"base": self.base, **self.verdict.plain()}
        return {"form": self.form, "quorum": self.quorum.plain(), "verdict": verdict}


AnyRules = Rules | RatingRules


@dataclass(frozen=True, slots=True)
class Option:
    """What is voted on: a candidate project (候选项目) by its public number, cost in 元 or 万元."""

    id: str
    title: str
    cost: int = 0


@dataclass(frozen=True, slots=True)
class Next:
    """The further round a result calls for (再次投票): which options, for how many seats, how much money."""

    options: Sequence[str]
    seats: int | None
    cap: int | None

    def plain(self) -> dict[str, Any]:
        """As the result writes it."""
        return {"options": list(self.options), "seats": self.seats, "cap": self.cap}


def next_rules(rules: Rules, following: Next, after_tie: bool) -> Rules:
    """The same rules for the next round; after a tie more votes win, whatever their share (step 6)."""
    limits = [limit for limit in (rules.most, following.seats) if limit is not None]
    funds = rules.funds
    if funds is not None and following.cap is not None:
        funds = replace(funds, cap=following.cap)
    passing = replace(rules.passing, base="none") if after_tie else rules.passing
    most = min(limits, default=None)
    return replace(rules, seats=following.seats, most=most, passing=passing, funds=funds)


def read_rules(field: Field) -> AnyRules:
    """The rules from plain values, refused by name where the page does not know them."""
    if field.at("form").one_of(FORMS) == "rating":
        return _read_rating(field)
    field.without(["verdict"])
    tie, funds = field.at("tie"), _read_funds(field.at("funds"))
    if tie.one_of(TIES) == "all" and funds:
        tie.refuse(say("%(field)s may not be all where there is a cap on funds."))
    return Rules(
        form=field.value["form"],
        seats=field.at("seats").whole_or_null(1),
        most=field.at("most").whole_or_null(1),
        over_marked=field.at("over_marked").one_of(OVER_MARKED),
        quorum=_read_share(field.at("quorum")),
        passing=_read_passing(field.at("pass")),
        tie=tie.value,
        shortfall=field.at("shortfall").one_of(SHORTFALLS),
        funds=funds,
    )


def _read_rating(field: Field) -> RatingRules:
    field.without(ADOPTION_ONLY)
    verdict = field.at("verdict")
    base = verdict.at("base").one_of(BASES)
    return RatingRules(_read_share(field.at("quorum")), _read_share(verdict), base)


def _read_share(field: Field) -> Share:
    of = field.at("of")
    parts = of.each()
    if len(parts) != 2:
        of.refuse(say("%(field)s must be a fraction: [numerator, denominator]."))
    return Share(parts[0].whole(), parts[1].whole(1), field.at("strict").flag())


def _read_passing(field: Field) -> Passing:
    least = field.at("min").whole(1) if field.has("min") else 1
    return Passing(_read_share(field), field.at("base").one_of((*BASES, "none")), least)


def _read_funds(field: Field) -> Funds | None:
    if field.value is None:
        return None
    return Funds(field.at("cap").whole(), field.at("fit").one_of(FITS))


def read_options(field: Field, rules: AnyRules) -> list[Option]:
    """The options in their order; ids are unique, and costs must stand where funds are capped."""
    cost_needed = isinstance(rules, Rules) and rules.funds is not None
    options: dict[str, Option] = {}
    for entry in field.some():
        option = _read_option(entry, cost_needed)
        if option.id in options:
            entry.at("id").refuse(say("%(field)s: this id stands twice."))
        options[option.id] = option
    return list(options.values())


def _read_option(entry: Field, cost_needed: bool) -> Option:
    cost = entry.at("cost").whole() if cost_needed or entry.has("cost") else 0
    return Option(entry.at("id").text(), entry.at("title").text(), cost)
