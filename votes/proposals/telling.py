"""How a proposal is told: to whoever follows it, and on working pages."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from flask import url_for
from flask_babel import format_date, ngettext
from flask_babel import gettext as _

from votes.accounts.links import site
from votes.common.clock import day_of
from votes.common.days import long_day
from votes.projects.settings import settings_of
from votes.proposals.figures import Tally, merged_into
from votes.proposals.models import Proposal, ProposalStep
from votes.proposals.onward import Onward, onward, step_words, turn_line, turns
from votes.proposals.rules import CHANNEL_NAMES, STATE_NAMES, State
from votes.proposals.supports import supporters


@dataclass(frozen=True)
class Followed:
    """What a follower reads: the state and what comes next, the answer and who decided, the released words, the way."""

    state: str
    now: str
    answer: str
    answered_on: str
    decider: str
    onward: Onward | None
    title: str
    what: str
    place: str
    photos: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    supporters: int


def grouped_code(code: str) -> str:
    """A code in groups of five, as it is read aloud."""
    return "-".join(code[start : start + 5] for start in range(0, len(code), 5))


def follow_link(proposal: Proposal) -> str:
    """The whole address at which this proposal is followed, for a QR."""
    return site() + url_for("proposals.follow", code=proposal.code)


def state_word(state: State) -> str:
    """The outcome in words."""
    return _(STATE_NAMES[state])


def due_on(proposal: Proposal) -> date:
    """The day by which it is to be answered."""
    return proposal.received_on + timedelta(days=settings_of(proposal.cycle.settings).answer_days)


def followed(proposal: Proposal, on: date) -> Followed:
    """A proposal as everyone may read it."""
    answered = last_answered(proposal)
    return Followed(
        state=state_word(proposal.state),
        now=now_words(proposal),
        answer=answered.answer,
        answered_on=long_day(day_of(answered.answered_at)) if answered.answered_at else "",
        decider=answered.decider,
        onward=onward(proposal, on),
        title=proposal.public_title,
        what=proposal.public_what,
        place=proposal.public_place,
        photos=photos_of(proposal) if proposal.released_at else [],
        steps=[turn_line(turn) for turn in turns(proposal)],
        supporters=supporters(proposal.root),
    )


def last_answered(proposal: Proposal) -> Proposal:
    """Whose answer stands: that of the proposal that carries the matter on, once it has one."""
    root = proposal.root
    return root if root.answered_at else proposal


def now_words(proposal: Proposal) -> str:
    """Where the matter stands and what comes next, in a sentence."""
    root = proposal.root
    if root.state is State.taken_up and root.project:
        if not root.project.is_public:
            return _(
                "It was taken up and is being screened. Its project is named with the list of candidates."
            )
        return _("It is part of the project “%(title)s”.", title=root.project.title)
    if root.state is State.refused:
        return _("It was not taken up: %(reason)s.", reason=_(root.refusal))
    if root.state is State.divided:
        return _("It names several matters; each goes on by itself.")
    if root is not proposal:
        return _("It was merged with another proposal about the same matter and goes on with it.")
    day = long_day(due_on(proposal))
    return _("It is being looked at. You will find the answer here by %(day)s.", day=day)


def photos_of(proposal: Proposal, everyone: bool = True) -> list[dict[str, Any]]:
    """The pictures that came with it; for everyone only those that are released."""
    return [
        {
            "url": url_for("projects.small_file", document=photo.document_id),
            "large": url_for("projects.file", document=photo.document_id),
            "words": _("Picture %(n)d", n=photo.seq),
        }
        for photo in proposal.photos
        if photo.document.hash and (photo.document.released_at or not everyone)
    ]


def step_line(step: ProposalStep) -> dict[str, Any]:
    """A step with its day and its words."""
    return {"date": long_day(day_of(step.at)), "words": step_words(step), "by": step.by}


def channel_word(proposal: Proposal) -> str:
    """How it came in, in words."""
    return _(CHANNEL_NAMES[proposal.channel])


@dataclass(frozen=True)
class Inside:
    """What staff read: all facts, the contact masked, what was done, what can be done, what was merged into it."""

    state: str
    facts: list[tuple[str, Any]]
    photos: list[dict[str, Any]]
    steps: list[dict[str, Any]]
    deeds: list[dict[str, Any]]
    merged: list[dict[str, Any]]
    contact: str


def told_inside(proposal: Proposal) -> Inside:
    """A proposal as staff read it."""
    steps = [step_line(step) for step in reversed(proposal.steps)]
    return Inside(
        state=state_word(proposal.state),
        facts=facts_of(proposal),
        photos=photos_of(proposal, everyone=False),
        steps=[
            {**step, "words": _("%(words)s (%(name)s)", words=step["words"], name=step["by"])}
            if step["by"]
            else step
            for step in steps
        ],
        deeds=deeds_of(proposal),
        merged=[{"label": one.title, "url": working_url(one)} for one in merged_into(proposal)],
        contact=masked(proposal),
    )


def facts_of(proposal: Proposal) -> list[tuple[str, Any]]:
    """All that is known of a proposal but whom to ask."""
    rows = [
        (_("How it came in"), channel_word(proposal)),
        (_("Day it came in"), long_day(proposal.received_on)),
        (_("Answer due on"), long_day(due_on(proposal)) if not proposal.answered_at else None),
        (_("Number it has elsewhere"), number_elsewhere(proposal)),
        (_("Number of its hand-over"), proposal.handover),
        (_("Category"), proposal.category or _("not sorted yet")),
        (_("Where"), proposal.place),
        (_("Published?"), published_word(proposal)),
        (_("Answer"), proposal.answer),
    ]
    return [(term, value) for term, value in rows if value]


def published_word(proposal: Proposal) -> str:
    """Whether everyone may read it; if not, why."""
    if proposal.released_at:
        return _("open to everyone")
    if proposal.held_why:
        return _("not public: %(why)s", why=proposal.held_why)
    return _("waits to be published")


def deeds_of(proposal: Proposal) -> list[dict[str, Any]]:
    """What can be done with a proposal now, as links."""
    words = {
        "release": _("Publish the words"),
        "hold": _("Do not publish"),
        "take_down": _("Take it down"),
        "sort": _("Sort into a category"),
        "merge": _("Merge with another proposal"),
        "split": _("Split it into its matters"),
        "take_up": _("Take it up"),
        "refuse": _("Do not take it up"),
        "answer": _("Answer it"),
        "reopen": _("Open it again"),
    }
    return [{"label": words[deed], "url": working_url(proposal, deed)} for deed in open_deeds(proposal)]


def open_deeds(proposal: Proposal) -> list[str]:
    """The deeds that are open, by the names of their pages."""
    outcome = {
        State.received: ["merge", "split", "take_up", "refuse"],
        State.divided: ["answer"],
    }.get(proposal.state, ["answer", "reopen"])
    return ["release", "take_down" if proposal.released_at else "hold", *outcome, "sort"]


def number_elsewhere(proposal: Proposal) -> str:
    """The number it had elsewhere; the fingerprint of a row that came without one is none."""
    number = proposal.external or ""
    return "" if number.startswith("#") else number


def working_url(proposal: Proposal, deed: str = "proposal") -> str:
    """The working page of a proposal, or of one deed on it."""
    here: dict[str, Any] = {
        "congress": proposal.congress.slug,
        "cycle": proposal.cycle.slug,
        "code": proposal.code,
    }
    return url_for(f"proposals.{deed}", **here)


def masked(proposal: Proposal) -> str:
    """The contact with most of it covered; empty if there is none."""
    contact = proposal.whom
    if contact is None:
        return ""
    name, phone = contact.name, contact.phone
    return " ".join(filter(None, (name[:1] + "*" * len(name[1:]), phone[:3] + "*" * len(phone[3:]))))


def queue_rows(rows: list[Proposal], merged: dict[int, int], today: date) -> list[dict[str, Any]]:
    """Proposals as rows of the queue."""
    return [
        {
            "date": format_date(one.received_on, "short"),
            "label": one.title,
            "url": working_url(one),
            "note": " · ".join(
                filter(None, (channel_word(one), one.category, one.place, more_words(merged.get(one.id, 0))))
            ),
            "state": _("late") if is_late(one, today) else state_word(one.state),
            "late": is_late(one, today),
        }
        for one in rows
    ]


def more_words(merged: int) -> str:
    """How many others were merged into it."""
    return ngettext("%(num)s more merged into it", "%(num)s more merged into it", merged) if merged else ""


def is_late(proposal: Proposal, today: date) -> bool:
    """Whether its answer is overdue."""
    return proposal.answered_at is None and due_on(proposal) < today


def figures_of(tally: Tally) -> list[tuple[int, str]]:
    """The figures above the queue."""
    return [
        (tally.collected, _("came in")),
        (tally.unanswered, _("without an answer")),
        (tally.overdue, _("late without an answer")),
        (tally.by_state.get(State.merged, 0), _("merged")),
    ]
