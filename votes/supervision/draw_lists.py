"""From what is drawn: sites as typed, projects of the list, deputies for a group, experts of a field.

Whoever stands aside (回避) is left out before the draw, and the page says who and why.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from flask_babel import gettext as _

from votes.common.words import one_line
from votes.congress.models import Congress, Deputy
from votes.projects.models import Project
from votes.supervision.draws import Entry
from votes.supervision.experts import pool
from votes.supervision.recusals import standing_aside


@dataclass
class Candidates:
    """The entries of a draw, and in words who was left out."""

    entries: list[Entry] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)


def sites(typed: str) -> Candidates:
    """点位: one on each line, as typed."""
    lines = [one_line(line) for line in typed.split("\n")]
    return Candidates([Entry(line[:200]) for line in lines if line])


def projects(chosen: Iterable[Project]) -> Candidates:
    """项目, with their numbers."""
    return Candidates([Entry(f"{one.number} {one.title}", one.id) for one in chosen])


def members(congress: Congress, project: Project, delegation: int, words: str) -> Candidates:
    """Deputies for the group of a project: of one delegation (0: any), with `words` in trade or place (blank: any)."""
    serving = congress.term.serving if congress.term else []
    wanted = [one for one in serving if delegation in (0, one.delegation_id) and words in about(one)]
    aside = standing_aside(project)
    free = [one for one in wanted if one.id not in aside]
    titles = told_apart(free)
    out = [_("%(name)s: stands aside (recusal)", name=one.name) for one in wanted if one.id in aside]
    return Candidates([Entry(title, one.id) for title, one in zip(titles, free, strict=True)], out)


def about(deputy: Deputy) -> str:
    """What is known of a deputy's trade and place."""
    return f"{deputy.trade} {deputy.place}"


def told_apart(deputies: Sequence[Deputy]) -> list[str]:
    """Names; those of one name bear their delegation and their place in this list."""
    often = Counter(one.name for one in deputies)
    return [
        one.name if often[one.name] == 1 else f"{one.name}（{delegation_of(one)}{place}）"
        for place, one in enumerate(deputies, 1)
    ]


def delegation_of(deputy: Deputy) -> str:
    """The name of a deputy's delegation, or nothing."""
    return f"{deputy.delegation.name}，" if deputy.delegation else ""


def experts(congress: Congress, wanted: str, project: Project | None) -> Candidates:
    """专家 of a field (blank: all), without those tied to the project's unit."""
    found = [one for one in pool(congress) if wanted in ("", one.field)]
    tied = [one for one in found if one.is_tied(project)]
    out = [_("%(name)s: tied to the responsible unit", name=one.title) for one in tied]
    return Candidates([Entry(one.title, one.id) for one in found if one not in tied], out)
