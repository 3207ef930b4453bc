"""What the office's pages of evaluation show: rows and deeds ready for the templates."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.common.db import db
from votes.evaluation.beside import Ratings, period_words, spreads_in
from votes.evaluation.reworking import failing_of
from votes.evaluation.rules import RATED, Spread
from votes.evaluation.totals import COLLECTED_NAMES, totals_of
from votes.projects.models import Cycle, Project
from votes.projects.stages import STAGE_NAMES, Stage

Row = dict[str, Any]


def address(endpoint: str, project: Project, **more: Any) -> str:
    """The address of a page about a project."""
    return url_for(
        endpoint, congress=project.congress.slug, cycle=project.cycle.slug, number=project.number, **more
    )


def project_rows(cycle: Cycle) -> list[Row]:
    """Projects that can be judged, with where they stand and how many residents have rated."""
    found = sa.select(Project).where(Project.congress_id == cycle.congress_id, Project.cycle_id == cycle.id)
    spreads = spreads_in(cycle)
    return [
        {
            "no": project.number,
            "title": project.title,
            "url": address("evaluation.project", project),
            "goal": _(STAGE_NAMES[project.stage]) if project.stage else "",
            "unit": project.unit_name,
            "state": people_words(spreads.get(project.id)),
        }
        for project in db.session.scalars(found.where(Project.stage.in_(RATED)).order_by(Project.number))
    ]


def people_words(spread: Spread | None) -> str:
    """How many residents have rated."""
    if spread is None:
        return str(_("nobody has rated yet"))
    return str(ngettext("one resident has rated", "%(num)d residents have rated", spread.people))


def deeds(project: Project, ratings: Ratings, today: date) -> list[Row]:
    """What the office can do about a project's evaluation now."""
    found = []
    if failing_of(project, ratings, today) is not None:
        found.append(("办", address("evaluation.order", project), _("Open an order")))
    if project.stage is Stage.confirmed:
        found.append(("结", address("evaluation.close", project), _("Close the project")))
    if project.stage is Stage.closed:
        found.append(("看", address("evaluation.reopen", project), _("Reopen after a failed look-back")))
    if ratings.opinions:
        found.append(
            ("答", address("evaluation.answers", project), _("What residents wrote, with the answers"))
        )
    if project.stage in RATED:
        found.append(("码", address("evaluation.slips", project), _("Print slips for the site")))
        found.append(("牌", address("evaluation.site_sheet", project), _("Sheet with the code for the site")))
        found.append(("录", address("evaluation.totals", project), _("Enter totals from paper or a survey")))
    return [{"verb": verb, "url": url, "label": words} for verb, url, words in found]


def totals_rows(project: Project) -> list[Row]:
    """Totals that stand, with the way to strike them."""
    return [
        {
            "words": _(
                "%(who)s: %(source)s, %(days)s",
                who=COLLECTED_NAMES[one.kind],
                source=one.words,
                days=period_words(one),
            ),
            "url": address("evaluation.strike", project, totals=one.id),
            "paper": url_for("projects.file", document=one.hidden_paper.id) if one.hidden_paper else "",
            "show_url": address("evaluation.show_paper", project, totals=one.id),
        }
        for one in totals_of(project)
        if one.struck_at is None
    ]
