"""Every step of a matter in words, dated; nobody's name stands in them but that of whose suggestion it is."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.common.days import short_day
from votes.supervision.kinds import DIMENSION_NAMES, MARK_NAMES, ORIGIN_NAMES, Kind, Raiser
from votes.supervision.loop_rules import Ending, Marks
from votes.supervision.matters import Matter
from votes.supervision.pursuits import Lifting, Listing, LookBack
from votes.supervision.rules import State
from votes.supervision.steps import Order, Recheck

Told = tuple[datetime, str, str]
"""When, what happened, and in which words."""


@dataclass(frozen=True)
class Moment:
    """One dated step in words; `head` says what happened alone, where a list has no room for more."""

    at: datetime
    words: str
    head: str = ""

    @property
    def on(self) -> date:
        """Its day."""
        return day_of(self.at)


def moments_of(matter: Matter, group: str, shows: Callable[[datetime], bool]) -> list[Moment]:
    """The steps in their order; words that `shows` does not let pass are left out, what happened is not."""
    steps = sorted(told(matter, group), key=lambda one: one[0])
    return [Moment(at, said(head, words) if shows(at) else head, head) for at, head, words in steps]


def said(head: str, words: str) -> str:
    """What happened, and in which words."""
    return str(_("%(head)s: %(words)s", head=head, words=words)) if words else head


def told(matter: Matter, group: str) -> Iterable[Told]:
    """Everything that happened to a matter."""
    yield matter.raised_at, raised_words(matter, group), matter.words
    if matter.handover is not None:
        yield matter.handover.at, order_words(matter.handover), matter.handover.demand
    unit = matter.unit.name if matter.unit else ""
    for reply in matter.replies:
        yield reply.at, reply_words(unit, reply.entered_for), reply.words
        yield from (
            (one.at, recheck_words(one), rated_words(one))
            for one in matter.rechecks
            if one.round == reply.round
        )
    yield from pursued(matter)
    if matter.withdrawn_at is not None:
        yield matter.withdrawn_at, _("Withdrawn"), matter.withdrawn_why


def pursued(matter: Matter) -> Iterable[Told]:
    """Pressing, listing, merging and looking back."""
    for press in matter.presses:
        yield press.at, _("Pressed"), press.words
    for listing in matter.listings:
        yield listing.at, listing_words(listing), listing.words
        if listing.lifting is not None:
            yield listing.lifting.at, ending_words(listing, listing.lifting), listing.lifting.why
    for look in matter.look_backs:
        yield look.at, look_back_words(look), look.words
    for taken in matter.taken_in:
        if taken.merger is not None:
            yield taken.merger.at, _("No. %(n)d merged into this", n=taken.number), taken.merger.why
    if matter.merger is not None and matter.merged_into is not None:
        yield matter.merger.at, _("Merged into no. %(n)d", n=matter.merged_into.number), matter.merger.why


def raised_words(matter: Matter, group: str) -> str:
    """Who raised it, and where it came from."""
    if matter.kind is not Kind.finding:
        return raiser_words(matter)
    who = group if matter.raiser is Raiser.group and group else _("The congress office")
    return str(_("%(who)s, %(origin)s", who=who, origin=ORIGIN_NAMES[matter.origin]))


def raiser_words(matter: Matter) -> str:
    """Who raised what is no finding."""
    if matter.raiser is Raiser.committee and matter.committee is not None:
        return str(_("Raised by %(who)s", who=matter.committee.name))
    if matter.raiser is Raiser.deputy:
        return str(_("Raised by a deputy"))
    if matter.raiser is Raiser.resident:
        return str(_("Raised by a resident"))
    return str(_("Raised by the congress office"))


def order_words(step: Order) -> str:
    """To whom it was handed over, and by when."""
    words = _("Handed to %(unit)s, due %(due)s", unit=step.unit.name, due=short_day(step.due_on))
    helping = "、".join(unit.name for unit in step.co_units)
    return str(_("%(words)s, helped by %(units)s", words=words, units=helping) if helping else words)


def reply_words(unit: str, entered_for: bool) -> str:
    """Whose answer it is."""
    if entered_for:
        return str(_("%(unit)s answered (entered for it)", unit=unit))
    return str(_("%(unit)s answered", unit=unit))


def recheck_words(step: Recheck) -> str:
    """What the recheck led to."""
    if step.due_on is not None:
        return str(_("Rechecked and sent back, due %(due)s", due=short_day(step.due_on)))
    return str(_("Rechecked, to be raised higher") if step.escalated else _("Rechecked and closed"))


def rated_words(step: Recheck) -> str:
    """What was found, with the three marks if they were given."""
    marks = step.marks
    return str(
        _("%(words)s (%(marks)s)", words=step.words, marks=marks_words(marks)) if marks else step.words
    )


def marks_words(marks: Marks) -> str:
    """The three marks in words."""
    given = {"speed": marks.speed, "effort": marks.effort, "effect": marks.effect}
    return str(_(", ")).join(
        str(_("%(dimension)s: %(mark)s", dimension=DIMENSION_NAMES[name], mark=MARK_NAMES[mark]))
        for name, mark in given.items()
    )


def listing_words(step: Listing) -> str:
    """How it was raised higher, and on whose decision."""
    words = _("Listed for pressing") if step.to is State.listed else _("Put to a special inquiry")
    led = _(", led by %(who)s", who=step.leader) if step.leader else ""
    return str(
        _(
            "%(words)s by %(body)s%(led)s, due %(due)s",
            words=words,
            body=step.body,
            led=led,
            due=short_day(step.due_on),
        )
    )


def ending_words(listing: Listing, step: Lifting) -> str:
    """How the listing ended."""
    if step.ending is Ending.lifted:
        return str(_("The listing was lifted"))
    if listing.to is State.listed:
        return str(_("The listing was taken back, entered by mistake"))
    return str(_("The special inquiry was taken back, entered by mistake"))


def look_back_words(step: LookBack) -> str:
    """What the look-back found."""
    if step.passed:
        return str(_("Looked back: it stands"))
    due = short_day(step.again_on) if step.again_on else ""
    if step.reopened_project:
        return str(_("Looked back: opened again with its project, due %(due)s", due=due))
    return str(_("Looked back: opened again, due %(due)s", due=due))
