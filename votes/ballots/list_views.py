"""The page of a list's ballot or rating: its rules by session, its rounds, and preparing the first one."""

from collections.abc import Sequence
from datetime import date

from flask import abort, flash, redirect, render_template, url_for
from flask_babel import format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response
from wtforms.fields import SelectChoice

from votes.accounts.access import open_to
from votes.accounts.roles import Role
from votes.ballots import adopting
from votes.ballots.adopting import PUBLISH_NAMES, Purpose
from votes.ballots.blueprint import bp
from votes.ballots.channels import ChannelKind
from votes.ballots.loading import doer, the_purpose
from votes.ballots.lookup import rounds_of, sessions_of
from votes.ballots.names import STATE_NAMES, round_name, sitting_name
from votes.ballots.preparing import prepare, votable
from votes.ballots.round_forms import PrepareForm, channel_choices
from votes.common import clock
from votes.common.db import db
from votes.congress.models import Sitting
from votes.congress.titles import session_title
from votes.projects.loading import the_living_cycle
from votes.projects.models import Cycle, Project
from votes.projects.workpages import work_page


@bp.route("/desk/<congress>/<cycle>/ballot")
@open_to(Role.office)
@work_page("决", _l("The ballot: rules, rounds, result"))
def ballot(congress: str, cycle: str) -> str:
    """All that belongs to the ballot of a list."""
    return overview(the_living_cycle(congress, cycle), Purpose.ballot)


@bp.route("/desk/<congress>/<cycle>/rating")
@open_to(Role.office)
@work_page("评", _l("Deputies' rating in session"))
def rating(congress: str, cycle: str) -> str:
    """All that belongs to the deputies' rating of a list."""
    return overview(the_living_cycle(congress, cycle), Purpose.rating)


@bp.route("/desk/<congress>/<cycle>/inquiry")
@open_to(Role.office)
def inquiry(congress: str, cycle: str) -> str:
    """All that belongs to the rating of answers to inquiries on a list; rounds are begun on the inquiry's page."""
    return overview(the_living_cycle(congress, cycle), Purpose.inquiry)


def overview(cycle: Cycle, purpose: Purpose) -> str:
    """Rules by session, and the rounds held by them."""
    found = [(session, adopting.versions(session, cycle, purpose)) for session in sessions_of(cycle.congress)]
    rules = [(session_title(session), versions) for session, versions in found if versions]
    return render_template(
        "ballots/ballot.html",
        cycle=cycle,
        purpose=purpose,
        rules=rules,
        rounds=[(one, round_name(one), STATE_NAMES[one.state]) for one in rounds_of(cycle, purpose)],
        publish_names=PUBLISH_NAMES,
        options=len(votable(cycle, purpose)),
        sessions=[session for session, _versions in found],
    )


@bp.route("/desk/<congress>/<cycle>/<matter>/prepare", methods=["GET", "POST"])
@open_to(Role.office)
def begin(congress: str, cycle: str, matter: str) -> str | Response:
    """Prepare the first round of a list in a sitting."""
    here, purpose = the_living_cycle(congress, cycle), the_purpose(matter)
    if purpose is Purpose.inquiry:
        abort(404)
    form = begin_form(here, purpose)
    if form.validate_on_submit():
        sitting = db.session.get_one(Sitting, form.sitting.data)
        chosen = chosen_projects(form, here, purpose)
        round = prepare(sitting, here, purpose, form.title.data, form.channels, chosen, doer(), clock.now())
        db.session.commit()
        flash(_("The round is prepared. Print the ballots, then sign in the deputies."))
        return redirect(url_for(".round", congress=congress, sitting=sitting.id, round=round.id))
    back = url_for(f".{purpose}", congress=congress, cycle=cycle)
    return render_template("ballots/begin.html", form=form, cycle=here, purpose=purpose, back=back)


def begin_form(cycle: Cycle, purpose: Purpose) -> PrepareForm:
    """The form with the sittings to come, the usual title, paper, and to rate every project."""
    sittings = [one for session in sessions_of(cycle.congress) for one in session.sittings]
    next_ = soonest(sittings, clock.today())
    usual = {"title": usual_title(cycle, purpose), "kinds": ["paper"], "sitting": next_ and next_.id}
    form = PrepareForm(data=usual)
    del form.section
    form.sitting.choices = [SelectChoice(one.id, sitting_words(one)) for one in sittings]
    return offer(form, cycle, purpose)


def soonest(sittings: Sequence[Sitting], day: date) -> Sitting | None:
    """The sitting of this day, or the first after it; none where all are over."""
    ahead = [one for one in sittings if one.held_on >= day]
    return min(ahead, key=lambda one: (one.held_on, one.number), default=None)


def offer(form: PrepareForm, cycle: Cycle, purpose: Purpose) -> PrepareForm:
    """Offer the ways of voting, and to rate the projects of the list."""
    form.kinds.choices = channel_choices()
    if purpose is Purpose.inquiry:
        form.kinds.choices = [one for one in form.kinds.choices if one.value != ChannelKind.slips]
    projects = votable(cycle, purpose)
    form.projects.choices = [
        SelectChoice(project.id, f"{project.number}. {project.title}") for project in projects
    ]
    if purpose is not Purpose.rating:
        del form.projects
    elif not form.is_submitted():
        form.projects.data = [project.id for project in projects]
    return form


def usual_title(cycle: Cycle, purpose: Purpose) -> str:
    """The title that is usual."""
    if purpose is Purpose.ballot:
        return _("Ballot on %(cycle)s", cycle=cycle.title)
    return _("Rating of %(cycle)s", cycle=cycle.title)


def chosen_projects(form: PrepareForm, cycle: Cycle, purpose: Purpose) -> list[Project]:
    """The candidates, all of them; or the projects ticked to be rated."""
    may = votable(cycle, purpose)
    if purpose is not Purpose.rating:
        return may
    return [project for project in may if project.id in form.projects.data]


def sitting_words(sitting: Sitting) -> str:
    """A sitting with its session."""
    return f"{session_title(sitting.session)}，{sitting_name(sitting)}（{format_date(sitting.held_on)}）"
