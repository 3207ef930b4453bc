"""建议的来龙去脉: what was done with a proposal, where it was merged, and with the project it became, newest first."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.projects.models import Passage, Project
from votes.projects.outlook import outlook_of
from votes.projects.stages import Stage
from votes.projects.telling import stage_word
from votes.proposals.models import Proposal, ProposalStep
from votes.proposals.rules import DEED_NAMES, Deed
from votes.proposals.screening import decisions_of
from votes.proposals.screening_rules import Decision
from votes.proposals.undo_rules import no_longer_standing

TRANSLATED = (Deed.refused, Deed.judged, Deed.undone)
"""Steps whose words are the product's own."""
SAYS_WHY = (Stage.declined, Stage.not_adopted, Stage.suspended, Stage.terminated)
"""Stages whose reason everyone may read."""


@dataclass(frozen=True)
class Turn:
    """One thing that happened; `key` stays the same for ever."""

    key: str
    at: datetime
    words: str


@dataclass(frozen=True)
class Onward:
    """The project a proposal became: its title and page once everyone may see it, its stage, its light and its figures."""

    title: str
    url: str
    stage: str
    light: str
    words: str
    passed: list[str]


def turns(proposal: Proposal) -> list[Turn]:
    """All that happened to a proposal's matter, the newest first."""
    root, is_public = proposal.root, has_public_page(proposal)
    told = step_turns(proposal, is_public)
    if root is not proposal:
        told += [turn for turn in step_turns(root, is_public) if turn.at >= merged_at(proposal)]
    if root.project and root.project.is_public:
        told += [passage_turn(passage, root.project) for passage in root.project.passages if is_told(passage)]
    return sorted(reversed(told), key=lambda turn: turn.at, reverse=True)


def has_public_page(proposal: Proposal) -> bool:
    """Whether everyone may read what is done with it, its words or at least the note of their takedown."""
    return proposal.released_at is not None or any(step.deed is Deed.taken_down for step in proposal.steps)


def merged_at(proposal: Proposal) -> datetime:
    """When a proposal went on with another one."""
    return [step.at for step in proposal.steps if step.deed is Deed.merged][-1]


def step_turns(proposal: Proposal, is_public: bool) -> list[Turn]:
    """The steps of a proposal as everyone may read them; what stands no longer is told without its words.

    Why one is kept from the public, only whoever holds a code reads: where everyone reads, it is left out.
    """
    gone = no_longer_standing(proposal.steps)
    return [
        Turn(f"proposal/{step.proposal_id}/{step.seq}", step.at, public_words(step, step in gone, is_public))
        for step in proposal.public_steps
    ]


def public_words(step: ProposalStep, gone: bool, is_public: bool) -> str:
    """A step in words for everyone: a project is named once it is public, by the title it has then."""
    words = _(DEED_NAMES[step.deed])
    if gone and step.words:
        return str(_("%(words)s (no longer stands, and is shown no more)", words=words))
    if is_public and step.deed is Deed.held:
        return str(words)
    if step.deed is not Deed.taken_up:
        return step_words(step)
    project = step.proposal.project
    if project is None or not project.is_public:
        return str(words)
    return str(_("%(words)s: %(reason)s", words=words, reason=project.title))


def step_words(step: ProposalStep) -> str:
    """A step in words."""
    words = _(DEED_NAMES[step.deed])
    if not step.words:
        return str(words)
    said = _(step.words) if step.deed in TRANSLATED else step.words
    return str(_("%(words)s: %(reason)s", words=words, reason=said))


def is_told(passage: Passage) -> bool:
    """Every move from candidate on is told; what went before is the office's."""
    return passage.to_stage is not Stage.proposed


def passage_turn(passage: Passage, project: Project) -> Turn:
    """A move of the project; nothing of it was public before its list of candidates."""
    published = project.cycle.candidates_published_at or passage.at
    words = _("The project: %(stage)s", stage=stage_word(passage.to_stage))
    if passage.reason and passage.to_stage in SAYS_WHY:
        words = _("%(words)s: %(reason)s", words=words, reason=passage.reason)
    return Turn(f"passage/{passage.project_id}/{passage.seq}", max(passage.at, published), str(words))


def onward(proposal: Proposal, on: date) -> Onward | None:
    """What became of the project that carries a proposal; None while none does that everyone may see."""
    project = proposal.root.project
    if project is None or not project.is_public:
        return None
    outlook = outlook_of(project, on)
    return Onward(
        title=project.title,
        url=address_of(project),
        stage=str(stage_word(project.stage)),
        light=outlook.light if outlook else "",
        words=outlook.words if outlook else "",
        passed=passed_words(project),
    )


def address_of(project: Project) -> str:
    """The public page of a project."""
    here: dict[str, Any] = {"congress": project.congress.slug, "cycle": project.cycle.slug}
    return url_for("noticeboard.project", number=project.number, **here)


def passed_words(project: Project) -> list[str]:
    """Who let the project pass on its way to the list, and on which day."""
    return [
        str(_("%(gate)s, %(day)s", gate=_(row.gate), day=long_day(row.decided_on)))
        for row in decisions_of(project)
        if row.decision is Decision.passed
    ]


def turn_line(turn: Turn) -> dict[str, Any]:
    """A turn as a row of the timeline."""
    return {"date": long_day(day_of(turn.at)), "words": turn.words}
