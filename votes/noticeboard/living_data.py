"""The figures of a living list as its pages show them, as `.json` under the same address."""

from typing import Any

from votes.ballots.publishing import Line, PublicResult
from votes.delivery.asking import changes_of
from votes.delivery.carrying import Carried
from votes.delivery.changes import Change
from votes.delivery.money import MoneyMonth, money_by_month
from votes.delivery.progress import Progress
from votes.delivery.promise import promise_of
from votes.delivery.troubles import Trouble, troubles_of
from votes.noticeboard.lives import Life
from votes.noticeboard.living import Living
from votes.projects.models import Project
from votes.proposals.models import Proposal
from votes.supervision.ledger import Entry

Data = dict[str, Any]


def cycle_data(living: Living) -> Data:
    """All of a cycle that everyone may see."""
    found = {row.id: row.progress for row in living.wall}
    return {
        "congress": living.cycle.congress.slug,
        "cycle": living.cycle.slug,
        "title": living.cycle.title,
        "archived": False,
        "demo": living.cycle.congress.demo,
        "as_of": living.on.isoformat(),
        "proposals": asked_data(living),
        "rounds": [result_data(result) for result in living.results],
        "projects": [project_row(living, project, found.get(project.id)) for project in living.projects],
        "carried_on": [carried_data(one) for one in living.carried],
        "findings": [finding_data(entry) for entry in living.ledger],
    }


def carried_data(one: Carried) -> Data:
    """A project of an earlier list that is carried on."""
    progress = progress_data(one.row.progress) if one.row.progress else None
    return {"cycle": one.cycle.slug, "id": one.row.number, "stage": one.row.stage.value, "progress": progress}


def asked_data(living: Living) -> Data:
    """How many proposals came in, what they were merged to, and how many wait for their answer."""
    asked, left = living.funnel, living.unanswered
    return {
        "collected": asked.collected,
        "merged_to": asked.merged_to,
        "unanswered": left.waiting,
        "late": left.late,
    }


def proposal_data(proposal: Proposal) -> Data:
    """A proposal as far as its words were released."""
    project = proposal.root.project
    return {
        "id": proposal.id,
        "received_on": proposal.received_on.isoformat(),
        "title": proposal.public_title,
        "what": proposal.public_what,
        "place": proposal.public_place or None,
        "state": proposal.state.value,
        "answer": proposal.root.answer or proposal.answer or None,
        "project": project.number if project and project.is_public else None,
    }


def result_data(result: PublicResult) -> Data:
    """A declared round as far as the publish switch allows."""
    return {
        "round": result.round.number,
        "title": result.round.title,
        "all": result.all,
        "due": result.due,
        "present": result.present,
        "issued": result.issued,
        "received": result.received,
        "valid": result.valid,
        "invalid": result.invalid,
        "needed": result.needed,
        "seats": result.seats,
        "publish": result.publish.value,
        "options": [
            {"id": line.key, "title": line.title, "fate": line.fate, "counts": line.counts}
            for line in result.lines
        ],
    }


def line_of(living: Living, project: Project) -> Line | None:
    """What the last declared round says of a project."""
    found = [line for result in living.results for line in result.lines if line.project is project]
    return found[-1] if found else None


def project_row(living: Living, project: Project, progress: Progress | None) -> Data:
    """One project of the list; null is what is not decided or not published."""
    line = line_of(living, project)
    counts = (line.counts if line else None) or {}
    return {
        "id": project.number,
        "title": project.title,
        "category": project.category or None,
        "content": project.content or None,
        "place": project.place or None,
        "unit": project.unit_name or None,
        "total_yuan": project.total_yuan,
        "stage": project.stage.value if project.stage else None,
        "adopted": project.adopted,
        "approve": counts.get("approve"),
        "oppose": counts.get("oppose"),
        "abstain": counts.get("abstain"),
        "progress": progress_data(progress) if progress else None,
        "source": None,
    }


def progress_data(progress: Progress) -> Data:
    """Where a project stands: percents with one decimal, as text, so that none is rounded on the way."""
    return {
        "fact": str(progress.fact),
        "plan": str(progress.plan),
        "lag": str(progress.lag),
        "light": progress.light.value if progress.light else None,
        "as_of": progress.as_of.isoformat(),
        "why": progress.why or None,
        "missing": [str(month) for month in progress.silent],
    }


def finding_data(entry: Entry) -> Data:
    """A released finding with its dated steps."""
    return {
        "project": entry.project.number if entry.project else None,
        "number": entry.number,
        "title": entry.title,
        "state": entry.state.value,
        "unit": entry.unit or None,
        "due_on": entry.due_on.isoformat() if entry.due_on else None,
        "steps": [{"on": moment.on.isoformat(), "words": moment.words} for moment in entry.moments],
    }


def project_data(life: Life) -> Data:
    """One project for its whole life."""
    living = life.living
    promise = promise_of(life.project, living.on)
    return {
        **project_row(living, life.project, life.figures.progress if life.figures else None),
        "first_plan_on": promise.on.isoformat() if promise else None,
        "changed_since": promise.data() if promise else [],
        "findings": [finding_data(entry) for entry in life.ledger],
        "money": [money_data(row) for row in money_by_month(life.project, living.on, public=True)],
        "changes": [change_data(change) for change in changes_of(life.project) if change.is_public],
        "warnings": [trouble_data(one) for one in troubles_of(life.project, public_on=living.on)],
        "ratings": [
            {"who": voice.who, "base": voice.base, "counts": dict(voice.parts)}
            for voice in life.ratings.voices
        ],
        "held_back": life.ratings.held_back,
    }


def money_data(row: MoneyMonth) -> Data:
    """The money by the end of one month, in 元."""
    return {
        "month": str(row.month),
        "planned_yuan": row.planned_yuan,
        "allocated_yuan": row.allocated_yuan,
        "paid_yuan": row.paid_yuan,
    }


def change_data(change: Change) -> Data:
    """A request for a change that lies with the deciding body, or was decided, with its vote."""
    return {
        "kind": change.kind.value,
        "ground": change.ground.value,
        "words": change.words,
        "body": change.body.value,
        "state": change.state.value if change.state else None,
        "decided_on": change.decided_on.isoformat() if change.decided_on else None,
        "vote": vars(change.votes) if change.votes else None,
    }


def trouble_data(trouble: Trouble) -> Data:
    """A warning that everyone may see, with the unit's explanation."""
    return {
        "kind": trouble.kind.value,
        "since": trouble.since_on.isoformat(),
        "public_on": trouble.public_on.isoformat() if trouble.public_on else None,
        "ended_on": trouble.ended_on.isoformat() if trouble.ended_on else None,
        "explanation": trouble.explanation or None,
    }
