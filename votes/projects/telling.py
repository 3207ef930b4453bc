"""How cycles and projects are told on working pages: words and figures ready for the templates."""

from decimal import Decimal
from typing import Any

from flask import url_for
from flask_babel import format_date
from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.common.i18n import is_english
from votes.projects.adoption import Freeze
from votes.projects.models import Cycle, Passage, Project
from votes.projects.settings import ADJUST_BODIES, GOVERNED_BY, SETTING_NAMES, CycleSettings, Subject
from votes.projects.stages import STAGE_NAMES, Stage

Fact = tuple[str, Any]


def stage_word(stage: Stage | None) -> str | None:
    """The stage in words; None for what a source does not tell."""
    return _(STAGE_NAMES[stage]) if stage else None


def wan_words(yuan: int) -> str:
    """元 as 万元, to the last 元; English readers count millions."""
    return (
        f"{Decimal(yuan) / 1_000_000:,f} million yuan" if is_english() else f"{Decimal(yuan) / 10_000:,f}万元"
    )


def wan(yuan: int | None) -> str | None:
    """The same of an amount that may not be known."""
    return None if yuan is None else wan_words(yuan)


def window_words(cycle: Cycle) -> str:
    """When proposals are collected."""
    opens, closes = cycle.collection_opens_on, cycle.collection_closes_on
    if opens is None:
        return _("The collection has no day on which it opens yet.")
    if closes is None:
        return _("Collection since %(opens)s, all year round.", opens=format_date(opens))
    return _("Collection from %(opens)s to %(closes)s.", opens=format_date(opens), closes=format_date(closes))


def project_rows(cycle: Cycle) -> list[dict[str, Any]]:
    """All projects of a cycle as rows that link to their working pages."""
    here: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug}
    return [
        {
            "no": project.shown_number or "",
            "title": project.title,
            "url": url_for("projects.project", number=project.number, **here),
            "unit": project.unit_name,
            "state": stage_word(project.stage),
        }
        for project in cycle.projects
    ]


def known_of(project: Project) -> list[Fact]:
    """候选项目要素: everything known of a project, in the order of the official table."""
    deadline = format_date(project.deadline) if project.deadline else project.deadline_words
    return [
        (_("Category"), project.category),
        (_("Content"), project.content),
        (_("Scale"), project.scale),
        (_("Place"), project.place),
        (_("Total investment"), wan(project.total_yuan)),
        (_("Investment this year"), wan(project.year_yuan)),
        (_("Source of funds"), project.funding),
        (_("Lead unit"), project.unit_name),
        (_("Supporting units"), project.co_units),
        (_("Owner"), project.owner),
        (_("Leader in charge"), project.leader),
        (_("Finished by"), deadline),
        (_("Goal of the year"), project.year_goal),
        (_("Goals of later years"), project.stage_goals),
        (_("Who benefits"), project.benefit),
        (_("Why it is needed"), project.necessity),
        (_("Why it can be done"), project.feasibility),
        (_("Where it comes from"), project.origin),
    ]


def way_of(project: Project) -> list[dict[str, Any]]:
    """The passages of a project, the newest first."""
    return [
        {"date": format_date(day_of(passage.at)), "words": passage_words(passage)}
        for passage in reversed(project.passages)
    ]


def passage_words(passage: Passage) -> str:
    """One move in words: to which stage, by whom, why."""
    words: str = _("%(stage)s, by %(name)s", stage=stage_word(passage.to_stage), name=passage.by)
    return _("%(words)s: %(reason)s", words=words, reason=passage.reason) if passage.reason else words


def still_words(settings: CycleSettings, still: dict[Subject, Freeze]) -> list[Fact]:
    """What cannot change any more, with its value and since when."""
    return [
        (_(SETTING_NAMES[key]), still_value(getattr(settings, key), still[subject]))
        for key, subject in GOVERNED_BY.items()
        if subject in still
    ]


def still_value(value: Any, since: Freeze) -> str:
    """A value and the day since which it holds still; a list in words of ours or theirs."""
    words = _(", ").join(_(word) for word in value) if isinstance(value, tuple) else value
    if value in ADJUST_BODIES:
        words = _(ADJUST_BODIES[value])
    return _("%(value)s (since %(day)s)", value=words, day=format_date(day_of(since.at)))
