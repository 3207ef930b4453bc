"""答复回传: what was answered, as a sheet for whoever handed the proposals over (12345 and others), under their own numbers."""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import selectinload

from votes.common.clock import day_of
from votes.common.db import db
from votes.projects.models import Cycle
from votes.proposals.figures import came_in, of_cycle
from votes.proposals.models import Proposal
from votes.proposals.rules import Channel, State
from votes.proposals.splitting import parts_of
from votes.proposals.telling import channel_word, grouped_code, number_elsewhere, state_word


def headings() -> list[str]:
    """The columns of the sheet."""
    return [
        _("Number it has elsewhere"),
        _("Number of its hand-over"),
        _("Follow code"),
        _("Title of the proposal"),
        _("How it came in"),
        _("Day it came in"),
        _("What became of it"),
        _("Answer"),
        _("Day of the answer"),
        _("Decided by"),
        _("Project"),
    ]


def answered_lines(cycle: Cycle, channel: Channel | None) -> list[list[Any]]:
    """A row for each proposal that has its answer, of one way it came in or of all."""
    wanted = [came_in(), Proposal.answered_at.is_not(None)]
    if channel:
        wanted.append(Proposal.channel == channel)
    rows = of_cycle(cycle, *wanted).options(selectinload(Proposal.merged_into))
    return [line(one) for one in db.session.scalars(rows)]


def line(proposal: Proposal) -> list[Any]:
    """One proposal with its answer; what was merged has the answer of the one it joined, once that is there."""
    root = proposal.root if proposal.root.answered_at else proposal
    answered = root.answered_at or proposal.answered_at
    return [
        number_elsewhere(proposal),
        proposal.handover,
        grouped_code(proposal.code),
        proposal.title,
        channel_word(proposal),
        proposal.received_on,
        state_word(proposal.state),
        said(root),
        day_of(answered) if answered else None,
        root.decider,
        root.project.title if root.project else None,
    ]


def said(root: Proposal) -> str:
    """The answer; that of a split proposal with the answers of its parts."""
    if root.state is not State.divided:
        return root.answer
    parts = [f"{part.title}：{part.answer or _('not answered yet')}" for part in parts_of(root)]
    return "\n".join([root.answer, *parts])
