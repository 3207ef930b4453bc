"""民意投票: the rules of the residents' advisory vote, on plain values. It advises; nothing in the ballot follows from it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from votes.common.errors import RuleBroken, say

ADVICE_PER_ADDRESS = 1200
"""Votes that one address may send in a day: a whole factory or school passes, a flood does not."""
LEAST_PEOPLE = 30
"""With fewer people only the counts stand there: nobody shall read a percentage out of a handful."""
MOST_OPTIONS = 60
LONGEST_DAYS = 60


class Phase(StrEnum):
    """Where an advisory vote stands: its first day is ahead, it is open, or it is over and its figures are public."""

    ahead = "ahead"
    open = "open"
    over = "over"


class AdviceWay(StrEnum):
    """How a vote came in: on this site, or on paper typed in by the office."""

    web = "web"
    paper = "paper"


class NotTaken(StrEnum):
    """Why a vote was held back: this device had voted, its address had sent too many, its browser keeps no cookie."""

    device = "device"
    address = "address"
    no_cookie = "no_cookie"


NOT_TAKEN_WORDS: dict[NotTaken, str] = {
    NotTaken.device: say("This device has already taken part. Thank you; it is counted once."),
    NotTaken.address: say(
        "Too many votes came from this network today. Please try again tomorrow, or over mobile data."
    ),
    NotTaken.no_cookie: say(
        "Your browser keeps no cookies, so nobody can tell one vote from two. Please allow cookies for this page and load it again."
    ),
}


def phase(opens: date, closes: date, ended: bool, today: date) -> Phase:
    """Where a vote stands on a day; `ended`: the office ended it, or the deputies have decided."""
    if ended or today > closes:
        return Phase.over
    return Phase.ahead if today < opens else Phase.open


def is_over_before(closes: date, ended: bool, day: date) -> bool:
    """Whether a vote was over before what happens on this day: by its own last day or by the office, not by what happens."""
    return ended or closes < day


def check_callable(published: bool, options: int) -> None:
    """Refuse an advisory vote on a list that nobody can read yet, or that leaves nothing to choose."""
    if not published:
        raise RuleBroken(
            say("First publish the candidates: residents can only choose from what they can read.")
        )
    if not 2 <= options <= MOST_OPTIONS:
        raise RuleBroken(
            say("An advisory vote needs from 2 to %(n)d candidates that are not decided yet."), n=MOST_OPTIONS
        )


def check_days(opens: date, closes: date, today: date) -> None:
    """Refuse days in the past, in the wrong order, or so many that nobody would wait for the end."""
    if closes < opens or closes < today:
        raise RuleBroken(say("Choose a last day that is not before the first one, and not before today."))
    if (closes - opens).days + 1 > LONGEST_DAYS:
        raise RuleBroken(say("An advisory vote is open for at most %(n)d days."), n=LONGEST_DAYS)


def check_first_day(old: date | None, new: date, today: date) -> None:
    """Refuse to move the first day of a vote that has begun, or to set one in the past; `old` is None for a new vote."""
    has_begun = old is not None and old <= today
    if new != old and (has_begun or new < today):
        raise RuleBroken(say("The first day cannot move any more, or lies before today."))


def check_most(most: int, options: int) -> None:
    """Refuse a vote in which everything may be chosen."""
    if not 1 <= most < options:
        raise RuleBroken(say("Let each person choose at least one and fewer than all %(n)d."), n=options)


def check_still(now: Phase) -> None:
    """Refuse what is only done while the vote is open."""
    if now is Phase.ahead:
        raise RuleBroken(say("The advisory vote has not begun yet. Please come back on its first day."))
    if now is Phase.over:
        raise RuleBroken(say("The advisory vote is over. Its figures are public."))


def check_not_over(now: Phase) -> None:
    """Refuse to change a vote whose figures are public."""
    if now is Phase.over:
        raise RuleBroken(say("The advisory vote is over. Its figures are public."))


def check_choice(chosen: Collection[int], options: Collection[int], most: int) -> None:
    """Refuse a choice of nothing, of too many, or of what is no candidate."""
    if not chosen:
        raise RuleBroken(say("Choose at least one project."))
    if len(set(chosen)) > most:
        raise RuleBroken(
            say("You have chosen %(n)d. Choose at most %(most)d."), n=len(set(chosen)), most=most
        )
    if not set(chosen) <= set(options):
        raise RuleBroken(say("Load the page again and choose from the list."))


def choice_word(chosen: Iterable[int]) -> str:
    """A choice as it is kept: numbers of projects in their order, whichever was ticked first."""
    return ",".join(str(number) for number in sorted(set(chosen)))


@dataclass(frozen=True)
class Advice:
    """民意指数 of one project: `chose` of `people` chose it; `percent` only from 30 people on."""

    number: int
    chose: int
    people: int

    @property
    def percent(self) -> float | None:
        """The share of the people who chose it, in percent; None where they are too few to say."""
        return self.chose / self.people * 100 if self.people >= LEAST_PEOPLE else None


def advice_on(choices: Mapping[str, int], options: Iterable[int]) -> list[Advice]:
    """How many chose each project, in ballot order whatever the figures; `choices`: how often each choice was made."""
    people = sum(choices.values())
    made = [({int(number) for number in word.split(",")}, n) for word, n in choices.items()]
    return [
        Advice(number, sum(n for numbers, n in made if number in numbers), people)
        for number in sorted(options)
    ]
