"""群众提: the rules of proposals, on plain values.

received 已收到 → merged 已合并 | taken_up 已纳入项目 | refused 不予采纳; each of them can be reopened, with a reason.
divided 已拆分: one that names several matters goes on as several; that can only be taken back.
Releasing the words (审签公开) is apart from the outcome: what may not be published is answered all the same.
"""

from collections.abc import Collection
from datetime import date, timedelta
from enum import StrEnum

from votes.common.errors import RuleBroken, say


class State(StrEnum):
    """处理结果: what became of a proposal."""

    received = "received"
    merged = "merged"
    taken_up = "taken_up"
    refused = "refused"
    divided = "divided"


MOVES: dict[State, tuple[State, ...]] = {
    State.received: (State.merged, State.taken_up, State.refused, State.divided),
    State.merged: (State.received,),
    State.taken_up: (State.received,),
    State.refused: (State.received,),
    State.divided: (),
}

STATE_NAMES: dict[State, str] = {
    State.received: say("received"),
    State.merged: say("merged"),
    State.taken_up: say("taken up"),
    State.refused: say("not taken up"),
    State.divided: say("split into its matters"),
}


class Channel(StrEnum):
    """来源: how a proposal came in."""

    web = "web"
    letter = "letter"
    phone = "phone"
    visit = "visit"
    hotline = "hotline"
    station = "station"
    symposium = "symposium"
    deputy = "deputy"
    cppcc = "cppcc"
    department = "department"
    township = "township"
    other = "other"


CHANNEL_NAMES: dict[Channel, str] = {
    Channel.web: say("this site"),
    Channel.letter: say("letter"),
    Channel.phone: say("phone call"),
    Channel.visit: say("visit"),
    Channel.hotline: say("12345 hotline"),
    Channel.station: say("deputies' station"),
    Channel.symposium: say("symposium"),
    Channel.deputy: say("deputy's suggestion"),
    Channel.cppcc: say("CPPCC member"),
    Channel.department: say("department"),
    Channel.township: say("township or street"),
    Channel.other: say("other way"),
}


class Deed(StrEnum):
    """What was done to a proposal; each leaves a step in its history."""

    received = "received"
    released = "released"
    held = "held"
    taken_down = "taken_down"
    merged = "merged"
    joined = "joined"
    parted = "parted"
    divided = "divided"
    undone = "undone"
    taken_up = "taken_up"
    refused = "refused"
    answered = "answered"
    reopened = "reopened"
    sorted = "sorted"
    contact_seen = "contact_seen"
    called = "called"
    judged = "judged"
    forgotten = "forgotten"


DEED_NAMES: dict[Deed, str] = {
    Deed.received: say("Came in"),
    Deed.released: say("Released to everyone"),
    Deed.held: say("Kept from the public"),
    Deed.taken_down: say("Taken out of the public"),
    Deed.merged: say("Merged with another proposal"),
    Deed.joined: say("Another proposal was merged into this one"),
    Deed.parted: say("The merging of another proposal into this one was taken back"),
    Deed.divided: say("Split into its matters"),
    Deed.undone: say("Taken back"),
    Deed.taken_up: say("Taken up"),
    Deed.refused: say("Not taken up"),
    Deed.answered: say("Answered"),
    Deed.reopened: say("Opened again"),
    Deed.sorted: say("Sorted into a category"),
    Deed.contact_seen: say("The contact was looked up"),
    Deed.called: say("The proposer was called back"),
    Deed.judged: say("The proposer's word on the answer"),
    Deed.forgotten: say("The contact was deleted, as the rule says"),
}

INSIDE = (Deed.sorted, Deed.contact_seen)
"""Steps that only staff see."""

PER_ADDRESS = 20
"""Proposals one address (of IPv6: one /64) may send in a day; whole stations stand behind one address."""

MOST_PHOTOS = 3


def check_move(now: State, to: State) -> None:
    """Refuse an outcome that this proposal cannot have now."""
    if to not in MOVES[now]:
        raise RuleBroken(
            say(
                "This proposal has been dealt with. Load the page again; it can be opened again with a reason."
            )
        )


def check_seen(steps: int, seen: int) -> None:
    """Refuse to act on a page that somebody else has overtaken."""
    if steps != seen:
        raise RuleBroken(
            say("Somebody has just dealt with this proposal. Load the page again and look at it first.")
        )


def check_open(opens: date | None, closes: date | None, today: date) -> None:
    """Refuse a proposal before the collection (征集) opens or after its last day."""
    if opens is None or today < opens:
        raise RuleBroken(say("The collection is not open yet. Please come back on the day it opens."))
    if closes is not None and today > closes:
        raise RuleBroken(
            say("The collection has closed. Please tell a deputy or the deputies' station near you.")
        )


def check_flood(sent_today: int) -> None:
    """Refuse more proposals from one address in a day than people behind it can mean."""
    if sent_today >= PER_ADDRESS:
        raise RuleBroken(
            say(
                "%(n)d proposals have come from this address today. Please send the next one tomorrow, or bring it to the deputies' station."
            ),
            n=PER_ADDRESS,
        )


def check_merge(same: bool, target: State) -> None:
    """Refuse to merge a proposal with itself or into one that is merged already (that would hide where it went)."""
    if same:
        raise RuleBroken(say("This is the same proposal. Choose another one."))
    if target is State.merged:
        raise RuleBroken(say("That proposal is merged itself. Choose the one it was merged into."))


def check_answerable(state: State) -> None:
    """Refuse an answer that says nothing of an outcome."""
    if state is State.received:
        raise RuleBroken(say("First merge it, take it up or refuse it; the answer goes with that."))


def check_reason(reason: str, negative_list: Collection[str]) -> None:
    """Refuse a reason that is not on the cycle's negative list (负面清单)."""
    if reason not in negative_list:
        raise RuleBroken(say("Choose a reason from the negative list of this year."))


def check_callable(phone: str, called: bool) -> None:
    """Refuse to note a call where nobody asked for one, or that is noted already."""
    if called or not phone:
        raise RuleBroken(say("No call is waiting here. Load the page again to see what was noted."))


def forgotten_on(year: int, rating_closes_on: date | None, days: int) -> date:
    """The day from which contacts of a year's list are gone: so many days after the year, or after its rating."""
    last = date(year, 12, 31)
    return max(last, rating_closes_on or last) + timedelta(days=days + 1)


def check_not_public(public: bool) -> None:
    """Refuse to keep from the public what it can read already."""
    if public:
        raise RuleBroken(say("Everyone can read this already. Take it down instead; that leaves a note."))
