"""专题询问、听证: the states of an inquiry and the moves between them, and what may be said in each.

preparing 筹备 → under_way 进行中 | called_off 取消; under_way → over 已结束. The office moves it, on the decision of who called it.
Questions come in until it is over; answers and promises only while it runs, or afterwards from its minutes.
"""

import re
from datetime import date
from enum import StrEnum

from votes.common.errors import RuleBroken, say


class Form(StrEnum):
    """What is held: a special inquiry 专题询问, or a hearing 听证."""

    special = "special"
    hearing = "hearing"


class Course(StrEnum):
    """How far it is."""

    preparing = "preparing"
    under_way = "under_way"
    over = "over"
    called_off = "called_off"


class Part(StrEnum):
    """What is said to a question: an answer 答复, or a further question 追问."""

    answer = "answer"
    more = "more"


MOVES: dict[Course, tuple[Course, ...]] = {
    Course.preparing: (Course.under_way, Course.called_off),
    Course.under_way: (Course.over,),
    Course.over: (),
    Course.called_off: (),
}
"""From each state, where an inquiry may go; the office alone moves it."""

FORM_NAMES = {Form.special: say("special inquiry"), Form.hearing: say("hearing")}
COURSE_NAMES = {
    Course.preparing: say("in preparation"),
    Course.under_way: say("going on"),
    Course.over: say("held"),
    Course.called_off: say("called off, not held"),
}
OWN_NUMBER = re.compile(
    r"\s*(?:（[一二三四五六七八九十\d]+）|[一二三四五六七八九十]+、|\d+[．、]|\d+\.(?!\d))\s*"
)
"""The number that somebody wrote before an item of an agenda: 一、 1. （一）."""
ASKABLE = (Course.preparing, Course.under_way)
ANSWERABLE = (Course.under_way, Course.over)


def agenda_items(agenda: str) -> list[str]:
    """议程, one item a line, without the number somebody wrote before it: lists number themselves."""
    lines = [line.strip() for line in agenda.split("\n") if line.strip()]
    return [line[found.end() :] if (found := OWN_NUMBER.match(line)) else line for line in lines]


def check_course(now: Course, to: Course) -> None:
    """Refuse a move that an inquiry does not know."""
    if to not in MOVES[now]:
        raise RuleBroken(say("This step is not open now. Load the page again to see how far it is."))


def check_can_change(now: Course) -> None:
    """Refuse to change what was called once it has begun."""
    if now is not Course.preparing:
        raise RuleBroken(say("It has begun or was called off; what was called for stands."))


def check_sitting(sits_on: date | None, held_on: date) -> None:
    """Refuse a sitting that was over before the inquiry's day: it could neither hold it nor rate its answers."""
    if sits_on is not None and sits_on < held_on:
        raise RuleBroken(
            say("This sitting lies before the day of the inquiry. Choose a sitting of that day or later.")
        )


def check_can_ask(now: Course) -> None:
    """Refuse a question when it is over."""
    if now not in ASKABLE:
        raise RuleBroken(say("It is over. Raise the question as a matter of the ledger instead."))


def check_can_answer(now: Course, struck: bool) -> None:
    """Refuse an answer before it begins, or to a question that was struck."""
    if struck:
        raise RuleBroken(say("This question was struck."))
    if now not in ANSWERABLE:
        raise RuleBroken(say("Answers are entered once it has begun. Begin it first."))


def check_can_strike(answered: bool, struck: bool) -> None:
    """Refuse to strike what was answered, or was struck before."""
    if answered or struck:
        raise RuleBroken(say("This question was answered or struck before; it stands."))


def check_promised(answered: bool) -> None:
    """Refuse a promise where nothing was answered."""
    if not answered:
        raise RuleBroken(say("Enter the answer first; the promise follows from it."))


def check_can_rate(answered: int, is_rated: bool, has_sitting: bool, has_list: bool) -> None:
    """Refuse to have answers rated before there are any, twice, or where no sitting and list carry the ballot."""
    if is_rated:
        raise RuleBroken(say("The rating of these answers is prepared already."))
    if not answered:
        raise RuleBroken(say("Nothing has been answered yet that could be rated."))
    if not (has_sitting and has_list):
        raise RuleBroken(say("Say first in which sitting it is held and which list of projects it is about."))
