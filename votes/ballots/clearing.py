"""清点: what does not add up in the roll and the papers recorded so far, in figures, and what to do about it."""

from collections.abc import Iterator

from flask_babel import gettext as _

from votes.ballots import roll
from votes.ballots.channels import ChannelKind
from votes.ballots.names import CHANNEL_NAMES
from votes.ballots.round_rules import Papers, RoundState
from votes.ballots.rounds import Round
from votes.congress.models import Sitting

FEW = 20
"""Takers of a second way below which a warning is given."""
UNCHECKED = (RoundState.preparing, RoundState.open, RoundState.closed)


def doubts(round: Round) -> list[str]:
    """What the counters should look at again before the chair declares the vote valid or void."""
    if round.state not in UNCHECKED:
        return []
    is_closed = round.state is RoundState.closed
    is_preparing = round.state is RoundState.preparing
    found = [*(over_present(round.sitting) if is_preparing else over_issued(round))]
    for channel in round.channels:
        is_paper = channel.kind is ChannelKind.paper
        found += [*over_received(channel.papers), *(unbalanced(channel.papers) if is_paper else ())]
        found += missing(channel.papers, channel.kind) if is_closed else ()
    return [*found, *too_few_takers(round)]


def too_few_takers(round: Round) -> Iterator[str]:
    """A second way taken by fewer than twenty may show how they voted, if they were of one mind."""
    few = [one for one in round.channels if one.issued is not None and 0 < one.issued < FEW]
    if len(round.channels) > 1:
        for channel in few:
            yield _(
                "%(way)s: only %(n)d deputies take this way. If they were of one mind, the count would show it: at least %(few)d are better, or one way for all.",
                way=CHANNEL_NAMES[channel.kind],
                n=channel.issued,
                few=FEW,
            )


def over_present(sitting: Sitting) -> Iterator[str]:
    """More signed in than are due: one of the two figures (实到, 应到) is wrong."""
    now = roll.figures(sitting)
    if now.present > now.due:
        yield _(
            "Signed in: %(present)d, but only %(due)d deputies are due. Take the tick away from who is absent, or let the office correct the number due in the sitting.",
            present=now.present,
            due=now.due,
        )


def over_issued(round: Round) -> Iterator[str]:
    """More handed out than deputies are present."""
    issued = sum(channel.issued or 0 for channel in round.channels)
    if round.present is not None and issued > round.present:
        yield _(
            "Handed out: %(issued)d, but only %(present)d deputies are present. Correct the figure; if it is right, the chair declares the vote void.",
            issued=issued,
            present=round.present,
        )


def over_received(papers: Papers) -> Iterator[str]:
    """More received than handed out."""
    if papers.issued is not None and papers.received is not None and papers.received > papers.issued:
        yield _(
            "Received: %(received)d, but only %(issued)d were handed out. Count them again; if it is so, the chair declares the vote void.",
            received=papers.received,
            issued=papers.issued,
        )


def unbalanced(papers: Papers) -> Iterator[str]:
    """Printed is not handed out, spoiled and left over together."""
    parts = (papers.issued, papers.spoiled, papers.left)
    known = [part for part in parts if part is not None]
    if papers.printed is None or len(known) < len(parts) or papers.is_balanced:
        return
    yield _(
        "Printed: %(printed)d; handed out %(issued)d, spoiled %(spoiled)d and left over %(left)d make %(sum)d. Count the papers again and correct the wrong figure: until then the vote cannot be declared valid.",
        printed=papers.printed,
        issued=papers.issued,
        spoiled=papers.spoiled,
        left=papers.left,
        sum=sum(known),
    )


def missing(papers: Papers, kind: ChannelKind) -> Iterator[str]:
    """What is still to be recorded once voting has ended."""
    names = {"issued": _("Handed out"), "received": _("Received")}
    if kind is ChannelKind.paper:
        names |= {"printed": _("Printed"), "spoiled": _("Spoiled and exchanged"), "left": _("Left over")}
    open_ = [words for name, words in names.items() if getattr(papers, name) is None]
    if open_:
        yield _("%(way)s: not recorded yet: %(names)s.", way=CHANNEL_NAMES[kind], names="、".join(open_))
