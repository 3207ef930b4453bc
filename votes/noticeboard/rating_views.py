"""群众评价 of a whole list in public: in order of the share of the satisfied, where enough people rated; the rest without."""

from flask import abort, render_template
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.common.db import db
from votes.evaluation.beside import turns_in
from votes.evaluation.models import GRADE_NAMES
from votes.evaluation.rules import Grade, by_share
from votes.noticeboard.pages import bp, public_page
from votes.noticeboard.rated_rows import newest, rated_row, unrated_words
from votes.noticeboard.seen import public_projects
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle, Project
from votes.projects.settings import settings_of
from votes.projects.stages import CHOSEN


@bp.route("/<congress>/<cycle>/ratings")
@open_to(PUBLIC)
def ratings(congress: str, cycle: str) -> Response:
    """What residents say of each project of a list, the least satisfied first."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    least = settings_of(found.settings).rating_min_people
    projects = {one.id: one for one in rated_projects(found)}
    turns = {key: one for key, one in turns_in(found).items() if key in projects}
    ordered, few = by_share(newest(turns), least)
    chosen = [one for one in projects.values() if one.stage in CHOSEN]
    return public_page(
        render_template(
            "noticeboard/ratings.html",
            cycle=found,
            least=least,
            heads=[str(GRADE_NAMES[grade]) for grade in Grade],
            ordered=[rated_row(projects[key], turns[key], least) for key, _share in ordered],
            few=[rated_row(one, turns[key], least) for key, one in projects.items() if key in few],
            unrated=unrated_words(chosen, turns) if turns else "",
        )
    )


def rated_projects(cycle: Cycle) -> list[Project]:
    """The projects of a list that everyone may see, in its order."""
    return list(db.session.scalars(select(Project).where(*public_projects(cycle)).order_by(Project.number)))
