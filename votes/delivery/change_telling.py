"""变更申请 in words: what is asked, where it stands, how the vote went, step by step."""

from collections.abc import Sequence
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.congress.models import BODY_NAMES
from votes.congress.titles import session_title
from votes.delivery.asking import why_major
from votes.delivery.change_rules import Votes, Why
from votes.delivery.change_states import (
    CHANGE_STATE_NAMES,
    GROUND_NAMES,
    KIND_NAMES,
    ChangeState,
)
from votes.delivery.changes import Change, ChangeStep
from votes.delivery.models import Plan
from votes.projects.documents import Document

Row = dict[str, Any]


def state_word(change: Change) -> str:
    """Where a request stands: 待大会决定 between the sessions of a congress."""
    if change.state is ChangeState.forwarded:
        return str(_("waits for the decision of the %(body)s", body=BODY_NAMES[change.body]))
    return str(CHANGE_STATE_NAMES[change.state]) if change.state else ""


def change_title(change: Change) -> str:
    """What is asked for, and on which ground."""
    return str(_("%(kind)s: %(ground)s", kind=KIND_NAMES[change.kind], ground=GROUND_NAMES[change.ground]))


def vote_words(votes: Votes | None) -> str:
    """A vote with its base."""
    if votes is None:
        return ""
    return str(
        _(
            "%(members)d members, %(approve)d for, %(oppose)d against, %(abstain)d abstained; more than half of all is needed",
            members=votes.members,
            approve=votes.approve,
            oppose=votes.oppose,
            abstain=votes.abstain,
        )
    )


def change_pairs(change: Change) -> list[tuple[str, Any]]:
    """Everything that a request says and what became of it."""
    pairs = [
        (_("What is asked for"), KIND_NAMES[change.kind]),
        (_("Ground"), GROUND_NAMES[change.ground]),
        (_("What is to be changed, and why"), change.words),
        (_("Who decides"), BODY_NAMES[change.body]),
        (_("Where it stands"), state_word(change)),
        (_("Decided on"), long_day(change.decided_on) if change.decided_on else ""),
        (_("Vote"), vote_words(change.votes)),
        (_("Announced on"), long_day(change.announced_on) if change.announced_on else ""),
        (_("Reported to"), session_title(change.reported_to) if change.reported_to else ""),
        (_("Carried out by"), _("version %(n)d of the plan", n=change.plan.version) if change.plan else ""),
    ]
    return [(term, value) for term, value in pairs if value]


def papers_of(change: Change, public: bool = False) -> list[Row]:
    """The papers of a request: what shows why, and the decision; in public once they are released."""
    named = [(_("The paper that shows why"), change.document), (_("The decision"), change.decision)]
    return [
        paper_row(str(words), paper) for words, paper in named if paper and (paper.released_at or not public)
    ]


def paper_row(words: str, paper: Document) -> Row:
    """A paper as a link."""
    return {"words": words, "url": url_for("projects.file", document=paper.id)}


def change_steps(change: Change) -> list[Row]:
    """The trace of a request, the newest first."""
    return [
        {"date": long_day(day_of(step.at)), "words": step_words(step)}
        for step in sorted(change.steps, key=lambda step: step.seq, reverse=True)
    ]


def step_words(step: ChangeStep) -> str:
    """One step in words: what, by whom, why."""
    words = _("%(state)s, by %(name)s", state=CHANGE_STATE_NAMES[step.state], name=step.by)
    return str(_("%(words)s: %(reason)s", words=words, reason=step.reason) if step.reason else words)


def public_changes(changes: Sequence[Change]) -> list[Row]:
    """What everyone may read of requests: from the day they lie with the deciding body."""
    return [
        {
            "title": change_title(change),
            "state": state_word(change),
            "words": change.words,
            "vote": vote_words(change.votes),
            "on": long_day(change.decided_on) if change.decided_on else "",
            "papers": papers_of(change, public=True),
        }
        for change in changes
        if change.is_public
    ]


def why_words(why: Sequence[Why]) -> str:
    """Why a change is a major one."""
    return str(_("; ").join(_(sentence, **values) for sentence, values in why))


def major_words(plan: Plan | None) -> str:
    """Why the plan that is being written is a major change; blank where it is none."""
    return why_words(why_major(plan)) if plan is not None and plan.version > 1 else ""
