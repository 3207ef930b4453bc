"""暂缓、恢复、终止: what a deciding body has decided about a project under way; the office records it with the document."""

from datetime import date, datetime
from enum import StrEnum

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.accounts.roles import Role
from votes.common.errors import RuleBroken, say
from votes.delivery.states import Hand
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.projects.stages import MOVES, Stage


class Halt(StrEnum):
    """What was decided (陕西条例第十八条)."""

    suspend = "suspend"
    resume = "resume"
    terminate = "terminate"


HALT_NAMES: dict[Halt, LazyString] = {
    Halt.suspend: _l("suspend the project"),
    Halt.resume: _l("go on with the project"),
    Halt.terminate: _l("end the project"),
}
LEADS_TO: dict[Halt, Stage] = {
    Halt.suspend: Stage.suspended,
    Halt.resume: Stage.delivery,
    Halt.terminate: Stage.terminated,
}
HALTED_FROM = (Stage.delivery, Stage.suspended)


def halts_open(project: Project) -> list[Halt]:
    """What can be decided of this project now."""
    if project.stage not in HALTED_FROM:
        return []
    return [halt for halt, stage in LEADS_TO.items() if stage in MOVES[project.stage]]


def record_decision(
    project: Project,
    halt: Halt,
    body: str,
    decided_on: date,
    reason: str,
    document: Document | None,
    hand: Hand,
    at: datetime,
) -> None:
    """Record a decision: the passage names the body and carries its document, which is public from now on."""
    if Role.office not in hand.roles:
        raise RuleBroken(say("This step is taken by somebody else. Nothing was changed."))
    if halt not in halts_open(project):
        raise RuleBroken(
            say(
                "This cannot be decided of the project now. Please load the page again to see where it stands."
            )
        )
    if document is None:
        raise RuleBroken(say("Please attach the decision as a document."))
    document.released_at = document.released_at or at
    words = f"{reason}（{decided_on:%Y-%m-%d}）"
    project.move_to(LEADS_TO[halt], at, f"{body}（{hand.name}录）", words, document)
