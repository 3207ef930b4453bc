"""群众评价 of a whole list in public: in order of the share of the satisfied, where enough people rated; the rest without."""

from typing import Any

from flask import abort, render_template, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.common.db import db
from votes.evaluation.beside import spreads_in
from votes.evaluation.models import GRADE_NAMES
from votes.evaluation.rules import Grade, Share, Spread, by_share
from votes.noticeboard.pages import bp, public_page
from votes.noticeboard.seen import public_projects
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of

Row = dict[str, Any]


@bp.route("/<congress>/<cycle>/ratings")
@open_to(PUBLIC)
def ratings(congress: str, cycle: str) -> Response:
    """What residents say of each project of a list, the least satisfied first."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    least = settings_of(found.settings).rating_min_people
    projects = {one.id: one for one in rated_projects(found)}
    spreads = {key: spread for key, spread in spreads_in(found).items() if key in projects}
    ordered, few = by_share(spreads, least)
    return public_page(
        render_template(
            "noticeboard/ratings.html",
            cycle=found,
            least=least,
            heads=[str(GRADE_NAMES[grade]) for grade in Grade],
            ordered=[row(projects[key], spreads[key], share) for key, share in ordered],
            few=[row(one, spreads[key], None) for key, one in projects.items() if key in few],
        )
    )


def rated_projects(cycle: Cycle) -> list[Project]:
    """The projects of a list that everyone may see, in its order."""
    return list(db.session.scalars(select(Project).where(*public_projects(cycle)).order_by(Project.number)))


def row(project: Project, spread: Spread, share: Share | None) -> Row:
    """One project with its counts, and its rate with the interval where there is one."""
    people = ngettext("%(num)d person", "%(num)d people", spread.people)
    rate = (
        _(
            "%(percent)s%% (%(low)s to %(high)s)",
            percent=f"{share.percent:.1f}",
            low=f"{share.low:.0f}",
            high=f"{share.high:.0f}",
        )
        if share
        else ""
    )
    return {
        "no": project.number,
        "title": project.title,
        "url": url_for(
            "noticeboard.project",
            congress=project.congress.slug,
            cycle=project.cycle.slug,
            number=project.number,
        ),
        "goal": people,
        "unit": project.unit_name,
        "counts": [spread.satisfied, spread.basic, spread.dissatisfied],
        "state": rate,
    }
