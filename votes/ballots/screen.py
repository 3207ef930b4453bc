"""会场屏: what the hall sees of a sitting: numbers and state only, and after the declaration what the publish switch shows."""

from dataclasses import asdict, dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.ballots import roll
from votes.ballots.adopting import Purpose
from votes.ballots.ballot_page import page_hash
from votes.ballots.box.canon import fingerprint, hashed
from votes.ballots.boxes import box_of, received
from votes.ballots.channels import ChannelKind, RoundChannel
from votes.ballots.lookup import rounds_in
from votes.ballots.names import round_name, sitting_name
from votes.ballots.publishing import FATE_NAMES, Line, PublicResult, public_result
from votes.ballots.round_rules import Deed, RoundState
from votes.ballots.rounds import Cause, Round
from votes.ballots.sections import chosen_section
from votes.ballots.telling import needed_present, summary
from votes.congress.models import Sitting
from votes.congress.titles import session_title

S = RoundState
STATE_WORDS: dict[RoundState, LazyString] = {
    S.preparing: _l("Signing in now"),
    S.open: _l("Voting now"),
    S.closed: _l("Voting has ended"),
    S.checked: _l("The vote is valid"),
    S.counting: _l("Being counted"),
    S.counted: _l("Counted"),
    S.confirmed: _l("Confirmed by the presidium"),
    S.void: _l("Void"),
}
OVER = (S.announced, S.sealed)


@dataclass(frozen=True)
class Number:
    """One big number; `live` is the one that moves now."""

    words: str
    number: int | None
    live: bool = False


@dataclass(frozen=True)
class Row:
    """One option of a declared result; `figure` is its approvals or its verdict, as far as they may be shown."""

    no: str
    title: str
    figure: str = ""


@dataclass(frozen=True)
class Screen:
    """All that stands on the screen: a title, one line under it, one word of state, then numbers, words or a result."""

    title: str
    sub: str
    state: str = ""
    numbers: list[Number] = field(default_factory=list)
    words: str = ""
    rows: list[Row] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)
    foot: list[str] = field(default_factory=list)

    def plain(self) -> dict[str, Any]:
        """As the screen's own script reads it."""
        return asdict(self)


def on_screen(sitting: Sitting) -> dict[str, Any]:
    """What the page of the screen is given."""
    shown = screen_of(sitting)
    return {"shown": shown, "numbers": [(one.words, one.number, one.live) for one in shown.numbers]}


def screen_of(sitting: Sitting) -> Screen:
    """What the hall sees now."""
    round = shown_round(sitting)
    if round is None:
        return Screen(
            _("Voting in %(sitting)s", sitting=sitting_name(sitting)), session_title(sitting.session)
        )
    result = public_result(round)
    if result:
        return declared(round, result)
    return voided(round) if round.is_void else voting(round)


def shown_round(sitting: Sitting) -> Round | None:
    """The open round; else the one in which something was done last; else the next one that is prepared."""
    rounds = [one for one in rounds_in(sitting) if one.state is not S.withdrawn]
    now = next((one for one in rounds if one.state is S.open), None)
    begun = [one for one in rounds if last_deed(one)]
    latest = now or max(begun, key=lambda one: (last_deed(one) or datetime.min, one.id), default=None)
    coming = next((one for one in rounds if one.state is S.preparing), None)
    is_done = latest is None or latest.state in OVER
    return coming if coming and is_done else latest


def last_deed(round: Round) -> datetime | None:
    """When something was last done to a round that the hall waits for; preparing a first round is none."""
    deeds = [
        step.at for step in round.steps if step.deed is not Deed.prepare or round.cause is not Cause.first
    ]
    return max(deeds, default=None)


def voting(round: Round) -> Screen:
    """Before the declaration: numbers and state."""
    return Screen(
        title=round.title,
        sub=" · ".join([session_title(round.sitting.session), round_name(round), matter(round)]),
        state=str(STATE_WORDS[round.state]),
        numbers=numbers(round),
        marks=marks(round),
        foot=[quorum(round)] if round.plain_rules else [],
    )


def matter(round: Round) -> str:
    """How many options there are, and how many seats."""
    options, seats = len(round.options), (round.plain_rules or {}).get("seats")
    if round.purpose is Purpose.inquiry:
        return str(_("%(n)d answers to rate", n=options))
    if round.purpose is Purpose.rating:
        return str(_("%(n)d projects to rate", n=options))
    if seats is None:
        return str(_("%(n)d candidates", n=options))
    return str(_("%(n)d candidates for %(seats)d seats", n=options, seats=seats))


def numbers(round: Round) -> list[Number]:
    """应到, 实到, and once the vote is open 发出 and 收回."""
    if round.present is None:
        now = roll.figures(round.sitting)
        return [Number(_("Due to attend"), now.due), Number(_("Present"), now.present, live=True)]
    is_open = round.state is S.open
    return [
        Number(_("Due to attend"), round.due),
        Number(_("Present"), round.present),
        Number(_("Handed out"), together([one.issued for one in round.channels])),
        Number(_("Received"), together([came_back(one) for one in round.channels]), live=is_open),
    ]


def came_back(channel: RoundChannel) -> int | None:
    """收回 of one way: of slips what lies in the box now, of others what is recorded."""
    return received(channel.round) if channel.kind is ChannelKind.slips else channel.received


def marks(round: Round) -> list[str]:
    """Fingerprints of the box and of the ballot page until the close, then the code of the sheet that was printed."""
    section, box = chosen_section(round), box_of(round)
    if section is None:
        return []
    if box and box.closed:
        return [str(_("Code of the closing sheet %(mark)s", mark=fingerprint(box.closed.hash)))]
    return [
        str(_("Box fingerprint %(mark)s", mark=fingerprint(hashed(section.box)))),
        str(_("Page fingerprint %(mark)s", mark=fingerprint(page_hash()))),
    ]


def together(figures: list[int | None]) -> int | None:
    """The sum of what is known, or nothing."""
    known = [figure for figure in figures if figure is not None]
    return sum(known) if known else None


def quorum(round: Round) -> str:
    """法定人数, and whether it is reached."""
    needed = needed_present(round)
    present = round.present if round.present is not None else roll.figures(round.sitting).present
    if present >= needed:
        return str(_("Quorum %(n)d, reached", n=needed))
    return str(_("Quorum %(n)d, not reached yet", n=needed))


def voided(round: Round) -> Screen:
    """A void vote; why, the chair says."""
    again = round.state is not S.sealed
    words = _("This vote is void. It is held again.") if again else _("This vote is void.")
    return Screen(
        round.title, session_title(round.sitting.session), str(STATE_WORDS[S.void]), words=str(words)
    )


def declared(round: Round, result: PublicResult) -> Screen:
    """The declared result as the publish switch says."""
    is_rating = round.purpose.rates
    lines = result.lines if is_rating else result.adopted
    figures = _(
        "All deputies %(all)d, present %(present)d, valid %(valid)d",
        all=result.all,
        present=result.present,
        valid=result.valid,
    )
    majority = [str(_("majority %(n)d votes", n=result.needed))] if result.needed else []
    return Screen(
        title=heading(result),
        sub=" · ".join([round.title, str(figures), *majority]),
        rows=[row(line) for line in lines],
        words="" if lines else summary(result),
        foot=[left_out(result)] if not is_rating else [],
        state="",
    )


def heading(result: PublicResult) -> str:
    """How many passed, in one line; a tie is named."""
    if result.round.purpose.rates:
        return summary(result)
    if any(line.fate == "tied" for line in result.lines):
        return summary(result)
    return str(_("%(n)d projects passed", n=len(result.adopted)))


def row(line: Line) -> Row:
    """One option: its approvals where they are published; of a rating its verdict."""
    if line.fate not in ("adopted", "tied", "not_adopted"):
        return Row(line.key, line.title, str(_(FATE_NAMES[line.fate])))
    return Row(line.key, line.title, str(line.counts["approve"]) if line.counts else "")


def left_out(result: PublicResult) -> str:
    """What was not chosen, with its approvals and the reason, where counts are published."""
    parts = [
        _("%(title)s %(n)d (%(reason)s)", title=line.title, n=line.counts["approve"], reason=_(line.reason))
        for line in result.lines
        if line.fate == "not_adopted" and line.counts and line.reason
    ]
    return str(_("Not chosen: %(projects)s", projects="　".join(parts))) if parts else ""
