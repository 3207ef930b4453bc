"""票决办法 as choices: what a meeting may choose, the profiles found in practice, and the plain rules that follow.

The article each choice rests on stands beside it in the form. Where no text on projects could be read, the rule
for electing persons serves by analogy and is marked so.
"""

from dataclasses import dataclass, replace
from typing import Any

from votes.common.errors import RuleBroken, say

SHARES: dict[str, tuple[list[int], bool]] = {
    "two_thirds": ([2, 3], False),
    "over_two_thirds": ([2, 3], True),
    "over_half": ([1, 2], True),
    "half": ([1, 2], False),
}
BASES = ("all", "present", "valid")


@dataclass(frozen=True)
class Terms:
    """What a meeting chooses for a ballot; `seats` and `most` are None where nothing limits them."""

    way: str = "three_way"
    seats: int | None = 10
    most: int | None = 10
    over_marked: str = "void_ballot"
    quorum: str = "two_thirds"
    approval_share: str = "over_half"
    approval_base: str = "all"
    tie: str = "revote"
    shortfall: str = "vacant"
    publish: str = "list"

    @property
    def is_whole_list(self) -> bool:
        """Whether the list is put to the vote as one."""
        return self.way == "whole_list"


@dataclass(frozen=True)
class RatingTerms:
    """What a meeting chooses for a rating (测评)."""

    quorum: str = "two_thirds"
    verdict_share: str = "over_half"
    verdict_base: str = "all"
    publish: str = "counts"


@dataclass(frozen=True)
class Profile:
    """A set of choices that is in use somewhere, by name, with where it comes from."""

    name: str
    origin: str
    terms: Terms


PROFILES: dict[str, Profile] = {
    "national": Profile(
        say("National law"),
        say("Organic Law of Local Congresses, Art. 14, 25 and, by analogy, 29; the usual case"),
        Terms(),
    ),
    "choose": Profile(
        say("Choose up to the seats"),
        say("ticks only, most votes win: Binjiang 2017, Xinyi 2020; Art. 25 still asks for more than half"),
        Terms(way="choose", publish="order"),
    ),
    "pass_each": Profile(
        say("Each project by itself"),
        say("no fixed number, what passes is adopted: Baishabu 2021"),
        Terms(way="pass_each", seats=None, most=None, publish="counts"),
    ),
    "whole_list": Profile(
        say("The list as a whole"),
        say("one vote on the whole list: Yangpu"),
        Terms(way="whole_list", seats=None, most=None),
    ),
    "street": Profile(
        say("Recommendation by a street's assembly"),
        say("more than two thirds present, no proxy: Songcheng 2025"),
        Terms(way="choose", quorum="over_two_thirds"),
    ),
}


def terms_for(profile: str, seats: int) -> Terms:
    """A profile's choices with the seats (应选数) of this list."""
    terms = PROFILES[profile].terms
    return terms if terms.seats is None else replace(terms, seats=seats, most=seats)


def check_terms(terms: Terms) -> None:
    """Refuse choices that contradict each other."""
    if terms.way in ("three_way", "choose") and terms.seats is None:
        raise RuleBroken(say("Say how many projects are to be adopted, or choose another form of ballot."))
    if terms.most is not None and terms.seats is not None and terms.most > terms.seats:
        raise RuleBroken(say("A ballot may not approve more projects than are to be adopted."))


def plain_of(terms: Terms) -> dict[str, Any]:
    """The rules as the record writes them."""
    check_terms(terms)
    limited = terms.way in ("three_way", "choose")
    return {
        "form": "choose" if terms.way == "choose" else "three_way",
        "seats": terms.seats if limited else None,
        "most": terms.most if limited else None,
        "over_marked": terms.over_marked,
        "quorum": share(terms.quorum),
        "pass": {**share(terms.approval_share), "base": terms.approval_base, "min": 1},
        "tie": terms.tie,
        "shortfall": terms.shortfall,
        "funds": None,
    }


def plain_of_rating(terms: RatingTerms) -> dict[str, Any]:
    """The rules of a rating as the record writes them."""
    verdict = {"base": terms.verdict_base, **share(terms.verdict_share)}
    return {"form": "rating", "quorum": share(terms.quorum), "verdict": verdict}


def share(code: str) -> dict[str, Any]:
    """A share as the record writes it."""
    of, strict = SHARES[code]
    return {"of": list(of), "strict": strict}


def code_of(plain: dict[str, Any]) -> str:
    """The code of a share, as the record writes it."""
    return next(
        code for code, (of, strict) in SHARES.items() if (of, strict) == (plain["of"], plain["strict"])
    )


def terms_of(plain: dict[str, Any], whole_list: bool, publish: str) -> Terms:
    """The choices behind plain rules, to show them in the form again."""
    unlimited = "whole_list" if whole_list else "pass_each"
    way = "choose" if plain["form"] == "choose" else "three_way" if plain["seats"] else unlimited
    return Terms(
        way=way,
        seats=plain["seats"],
        most=plain["most"],
        over_marked=plain["over_marked"],
        quorum=code_of(plain["quorum"]),
        approval_share=code_of(plain["pass"]),
        approval_base=plain["pass"]["base"],
        tie=plain["tie"],
        shortfall=plain["shortfall"],
        publish=publish,
    )


def rating_terms_of(plain: dict[str, Any], publish: str) -> RatingTerms:
    """The choices behind the plain rules of a rating."""
    return RatingTerms(code_of(plain["quorum"]), code_of(plain["verdict"]), plain["verdict"]["base"], publish)


def surplus(candidates: int, seats: int | None) -> int | None:
    """差额数: how many more candidates there are than seats."""
    return None if seats is None else candidates - seats
