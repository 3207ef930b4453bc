"""关注: where anyone asks to be told what becomes of a list, a project or a proposal; a form, so a page of its own."""

from flask import abort, g, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.accounts.floods import count_one, key_of
from votes.common import clock
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.common.i18n import is_english
from votes.common.validators import refuse
from votes.noticeboard.pages import bp, the_project
from votes.noticeboard.place_views import the_place
from votes.projects.follower_forms import TellMeForm
from votes.projects.follower_telling import ask_to_confirm, named
from votes.projects.followers import follow, topic_of
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.proposals.follow_views import the_followed
from votes.supervision.messages import message_of

PER_ADDRESS = 30
"""How often one network may ask in a day: a family, an office, a village behind one address."""
FLOOD = say("From this network enough was asked today. Please come back tomorrow.")


@bp.route("/<congress>/<cycle>/news", methods=["GET", "POST"])
@open_to(PUBLIC)
def follow_cycle(congress: str, cycle: str) -> str | Response:
    """Follow a list."""
    found = the_living(congress, cycle)
    return asked(found.congress_id, topic_of("cycle", found.id))


@bp.route("/<congress>/<cycle>/<int:number>/news", methods=["GET", "POST"])
@open_to(PUBLIC)
def follow_project(congress: str, cycle: str, number: int) -> str | Response:
    """Follow a project."""
    found = the_project(the_living(congress, cycle), number)
    return asked(found.congress_id, topic_of("project", found.id))


@bp.route("/<congress>/place/<place>/news", methods=["GET", "POST"])
@open_to(PUBLIC)
def follow_place(congress: str, place: str) -> str | Response:
    """Follow a town or village."""
    home = the_public_congress(congress)
    return asked(home.id, topic_of("place", the_place(home, place).id))


@bp.route("/message/<note>/news", methods=["GET", "POST"])
@open_to(PUBLIC)
def follow_message(note: str) -> str | Response:
    """Follow a message to a unit, whoever has its code."""
    found = message_of(note)
    if found is None or not found.project.congress.is_public:
        abort(404)
    g.congress = found.project.congress
    return asked(found.congress_id, topic_of("message", found.id))


@bp.route("/follow/<code>/news", methods=["GET", "POST"])
@open_to(PUBLIC)
def follow_proposal(code: str) -> str | Response:
    """Follow a proposal, for whoever holds its code."""
    found = the_followed(code)
    return asked(found.congress_id, topic_of("proposal", found.id))


@bp.route("/news/asked")
@open_to(PUBLIC)
def asked_to_confirm() -> str:
    """The address was written to."""
    return render_template("noticeboard/asked_to_confirm.html")


def the_living(congress: str, cycle: str) -> Cycle:
    """The public list of this address; nothing new comes of a past one."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    return found


def asked(congress_id: int, topic: str) -> str | Response:
    """The form for a topic, and what it does."""
    form = TellMeForm()
    form.offer()
    if form.validate_on_submit():
        try:
            keep(congress_id, topic, form)
        except RuleBroken as broken:
            db.session.rollback()
            refuse(form.address, broken)
        else:
            db.session.commit()
            return redirect(url_for(".asked_to_confirm"))
    return render_template(
        "noticeboard/tell_me.html", form=form, what=named(topic), has_feed=not topic.startswith("message:")
    )


def keep(congress_id: int, topic: str, form: TellMeForm) -> None:
    """Keep the address, counted against its network, and write to it."""
    at, today = clock.now(), clock.today()
    if not count_one("follow", key_of(request.remote_addr, today), today, PER_ADDRESS):
        raise RuleBroken(FLOOD)
    follower = follow(congress_id, topic, form.way, form.address.data, at, is_english())
    if follower is not None:
        db.session.flush()
        ask_to_confirm(follower, at)
