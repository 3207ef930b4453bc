"""How screening is told on working pages: what is missing, what was found, where the gates stand."""

from typing import Any

from babel.lists import format_list
from flask import url_for
from flask_babel import format_date, get_locale, ngettext
from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.congress.models import Congress
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.stages import Stage
from votes.proposals.figures import proposals_of
from votes.proposals.projects import in_stage
from votes.proposals.screening import (
    candidates_of,
    checks_of,
    decisions_of,
    gates_of,
    is_open,
    passed_gates,
)
from votes.proposals.screening_rules import (
    ASPECT_NAMES,
    DECISION_NAMES,
    VERDICT_NAMES,
    Aspect,
    Decision,
    Surplus,
    next_gate,
)

Row = dict[str, Any]
MOST_NAMED = 3
"""Missing elements that a line of a list has room for."""


def here(project: Project) -> dict[str, Any]:
    """The parts of a project's address."""
    return {"congress": project.congress.slug, "cycle": project.cycle.slug, "number": project.number}


def missing(project: Project) -> list[str]:
    """The elements a candidate should have and this one has not yet."""
    wanted = {
        _("Category"): project.category,
        _("Content"): project.content,
        _("Place"): project.place,
        _("Total investment"): project.total_yuan,
        _("Investment this year"): project.year_yuan,
        _("Source of funds"): project.funding,
        _("Lead unit"): project.unit_name,
        _("Leader in charge"): project.leader,
        _("Finished by"): project.deadline or project.deadline_words,
        _("Goal of the year"): project.year_goal,
        _("Who benefits"): project.benefit,
        _("Why it is needed"): project.necessity,
        _("Why it can be done"): project.feasibility,
    }
    return [name for name, value in wanted.items() if value in (None, "")]


def missing_words(project: Project) -> str:
    """The missing elements as a list in words; empty if there are none."""
    lacking = missing(project)
    return format_list(lacking, locale=get_locale()) if lacking else ""


def found(project: Project) -> list[Row]:
    """The newest finding on each aspect, with the page to write one."""
    newest = {check.aspect: check for check in checks_of(project)}
    rows = []
    for aspect, name in ASPECT_NAMES.items():
        check = newest.get(aspect)
        rows.append(
            {
                "label": _(name),
                "url": check_url(project, aspect) if is_open(project) else None,
                "state": _(VERDICT_NAMES[check.verdict]) if check else _("not looked at yet"),
                "words": check.words if check else "",
                "who": who_words(check.by, check.entered_for) if check else "",
            }
        )
    return rows


def who_words(by: str, entered_for: bool) -> str:
    """Who wrote it; marked when it was entered for the unit (代录)."""
    return _("%(name)s, entered for the unit", name=by) if entered_for else by


def check_url(project: Project, aspect: Aspect) -> str:
    """The page on which a finding is written."""
    if aspect is Aspect.study:
        return url_for("proposals.study", **here(project))
    return url_for("proposals.check", aspect=aspect.value, **here(project))


def gate_steps(project: Project) -> list[Row]:
    """The gates in order, as steps: past, now, ahead; with day and paper."""
    passed = {row.gate: row for row in decisions_of(project) if row.decision is Decision.passed}
    turn = next_gate(gates_of(project.cycle), passed.keys())
    return [
        {
            "state": "past" if gate in passed else "now" if gate == turn else "todo",
            "words": _(gate),
            "note": format_date(passed[gate].decided_on) if gate in passed else "",
            "url": url_for("projects.file", document=passed[gate].document_id)
            if gate in passed and passed[gate].document_id
            else None,
        }
        for gate in gates_of(project.cycle)
    ]


def history(project: Project) -> list[Row]:
    """Everything that was found and decided, the newest first."""
    checks = [
        (
            check.at,
            _(
                "%(what)s: %(result)s",
                what=_(ASPECT_NAMES[check.aspect]),
                result=_(VERDICT_NAMES[check.verdict]),
            ),
            check.words,
            check.by,
        )
        for check in checks_of(project)
    ]
    gates = [
        (
            row.at,
            _("%(what)s: %(result)s", what=_(row.gate), result=_(DECISION_NAMES[row.decision])),
            row.words,
            row.by,
        )
        for row in decisions_of(project)
    ]
    return [
        {
            "date": format_date(day_of(at)),
            "words": _("%(words)s (%(name)s)", words=_("; ").join(filter(None, (words, more))), name=by),
        }
        for at, words, more, by in sorted(checks + gates, key=lambda line: line[0], reverse=True)
    ]


def sources(project: Project) -> list[Row]:
    """The proposals a project comes from."""
    return [
        {
            "label": one.title,
            "url": url_for(
                "proposals.proposal", congress=project.congress.slug, cycle=project.cycle.slug, code=one.code
            ),
        }
        for one in proposals_of(project)
    ]


def screened_rows(cycle: Cycle) -> list[Row]:
    """The projects in screening, with where they stand."""
    gates = gates_of(cycle)
    rows = []
    for project in in_stage(cycle, Stage.proposed):
        turn = next_gate(gates, passed_gates(project))
        rows.append(
            {
                "title": project.title,
                "url": url_for("proposals.screen", **here(project)),
                "unit": project.unit_name,
                "goal": lacking_words(project),
                "state": _("before: %(gate)s", gate=_(turn)) if turn else _("passed all gates"),
            }
        )
    return rows


def lacking_words(project: Project) -> str:
    """Which elements are still missing; how many, where they are more than a line has room for."""
    lacking = len(missing(project))
    if 0 < lacking <= MOST_NAMED:
        return _("missing: %(elements)s", elements=missing_words(project))
    return ngettext("%(num)s element missing", "%(num)s elements missing", lacking) if lacking else ""


def gate_rows(cycle: Cycle) -> list[Row]:
    """For each gate of the cycle: how many projects are before it, and the page to record its decision."""
    turns = [next_gate(gates_of(cycle), passed_gates(one)) for one in in_stage(cycle, Stage.proposed)]
    return [
        {
            "label": _(gate),
            "note": ngettext(
                "%(num)s project is before it", "%(num)s projects are before it", turns.count(gate)
            ),
            "url": url_for("proposals.gate", congress=cycle.congress.slug, cycle=cycle.slug, place=place),
        }
        for place, gate in enumerate(gates_of(cycle), start=1)
    ]


def surplus_of(cycle: Cycle) -> Surplus:
    """差额 of the candidates over the seats."""
    settings = settings_of(cycle.settings)
    return Surplus(len(candidates_of(cycle)), settings.seats, settings.surplus_percent)


def surplus_words(surplus: Surplus) -> str:
    """The surplus in a sentence."""
    if surplus.over < 0:
        return _(
            "%(candidates)d candidates for %(seats)d seats: fewer than the seats.",
            candidates=surplus.candidates,
            seats=surplus.seats,
        )
    return _(
        "%(candidates)d candidates for %(seats)d seats: %(percent)s percent more than the seats.",
        candidates=surplus.candidates,
        seats=surplus.seats,
        percent=f"{surplus.percent:.1f}".removesuffix(".0"),
    )


def surplus_warning(surplus: Surplus) -> str:
    """What to think of before publishing, if the surplus is below the floor; it blocks nothing."""
    if not surplus.is_low:
        return ""
    return _(
        "Your rule wants at least %(least)d percent more. You can publish all the same; the presidium decides.",
        least=surplus.least,
    )


def lineage(congress: Congress) -> list[str]:
    """The congress and those above it, by their slugs, the nearest first."""
    above: Congress | None = congress
    slugs = []
    while above is not None:
        slugs.append(above.slug)
        above = above.parent
    return slugs
