"""候选项目册 in public: every candidate with all its elements (要素), in the order of the ballot and in no other."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _

from votes.noticeboard.living import Living
from votes.noticeboard.words import day_words
from votes.projects.models import Project
from votes.projects.telling import stage_word, wan
from votes.proposals.advice_words import index_by_number


@dataclass(frozen=True)
class Leaf:
    """One candidate: its number and title, where it stands, its facts, what is said for it, and the other elements."""

    number: int
    title: str
    url: str
    state: str
    facts: list[tuple[str, Any]]
    said: list[tuple[str, str]]
    more: list[tuple[str, Any]]


def booklet(living: Living) -> list[Leaf]:
    """All of them, also those that were not chosen."""
    index = index_by_number(living.cycle, living.on)
    return [leaf(living, project, index.get(project.number, "")) for project in living.projects]


def leaf(living: Living, project: Project, index: str) -> Leaf:
    """One candidate; what is blank reads 未公开 where everyone would look for it."""
    return Leaf(
        project.number,
        project.title,
        living.address_of(project.number),
        stage_word(project.stage) or "",
        [*facts(project), *heard(index)],
        [(term, words) for term, words in arguments(project) if words],
        [(term, value) for term, value in others(project) if value],
    )


def heard(index: str) -> list[tuple[str, Any]]:
    """民意指数, where residents were asked."""
    return [(_("What residents chose (民意指数)"), index)] if index else []


def facts(project: Project) -> list[tuple[str, Any]]:
    """What is to be built, where, by whom, for how much, by when, for whom."""
    return [
        (_("Content"), project.content or project.year_goal or None),
        (_("Where"), project.place or None),
        (_("Who benefits"), project.benefit or None),
        (_("Lead unit"), project.unit_name or None),
        (_("Total investment"), wan(project.total_yuan)),
        (_("Deadline"), day_words(project.deadline) or project.deadline_words or None),
    ]


def others(project: Project) -> list[tuple[str, Any]]:
    """The elements that fewer people look for."""
    return [
        (_("Category"), project.category),
        (_("Scale"), project.scale),
        (_("Goal of the year"), project.year_goal if project.content else ""),
        (_("Goals by stage"), project.stage_goals),
        (_("This year's investment"), wan(project.year_yuan)),
        (_("Source of money"), project.funding),
        (_("With"), project.co_units),
        (_("Where it comes from"), project.origin),
    ]


def arguments(project: Project) -> list[tuple[str, str]]:
    """Why it is on the list, and why not any more."""
    return [
        (_("Why it is needed"), project.necessity),
        (_("Why it can be done"), project.feasibility),
        (_("Why it was declined"), project.why_declined),
    ]
