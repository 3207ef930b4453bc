"""随填随存: what is typed on a month's page is saved as a draft while it is being typed; handed in it is by its button."""

from typing import Any

from flask import jsonify
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from votes.accounts.access import open_to
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken
from votes.common.validators import told
from votes.delivery.loading import projects_of, the_month
from votes.delivery.month_telling import ShownSection
from votes.delivery.month_views import bound, held, is_kept, is_sent, the_units
from votes.delivery.month_views import bp as bp
from votes.delivery.plan_views import HANDS
from votes.delivery.sections import UNBEGUN, Section, sections_for
from votes.delivery.states import ALREADY
from votes.projects.loading import the_living_cycle


@bp.route("/desk/<congress>/<cycle>/month/<month>/keep", methods=["POST"])
@open_to(*HANDS)
def keep(congress: str, cycle: str, month: str) -> Response:
    """Save each part that can be saved as a draft; what stands against the others, in words."""
    found, wanted, at = the_living_cycle(congress, cycle), the_month(month), clock.now()
    sections = sections_for(held(projects_of(found, the_units(found))), wanted, at)
    form = bound(sections)
    form.validate()
    sent = [section for section in sections if is_sent(section)]
    kept = {section.name: section.part is not None and is_kept(section, "", at) for section in sent}
    db.session.commit()
    return jsonify(parts={section.name: answer(section, kept[section.name]) for section in sent})


def answer(section: Section, is_well: bool) -> dict[str, Any]:
    """How it went with one project: whether it was kept, its new mark, what follows from it, what to put right."""
    if section.part is None:
        return {"kept": False, "seen": UNBEGUN, "follows": "", "wrong": [told(RuleBroken(ALREADY))]}
    shown = ShownSection(section)
    wrong = [] if is_well else wrong_in(section)
    return {"kept": is_well, "seen": section.mark, "follows": shown.follows, "wrong": wrong}


def wrong_in(section: Section) -> list[str]:
    """What to put right, each with the name of its field."""
    whole = [str(words) for words in section.part.form_errors]
    fields = [
        _("%(field)s: %(words)s", field=field.label.text, words=words)
        for field in section.part
        for words in field.errors
    ]
    return [f"{section.project.title} · {words}" for words in whole + fields]
