"""民意投票 for everyone: that it is open, and once it is over its figures as page, JSON and Pabulib file."""

from typing import Any

from flask import abort, render_template
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.common import clock
from votes.noticeboard.advice_file import advice_file
from votes.noticeboard.collection_views import the_collecting_cycle
from votes.noticeboard.pages import bp, public_data, public_page
from votes.proposals.advice import AdvisoryVote, held_back, public_advice, vote_of
from votes.proposals.advice_rules import Advice, Phase
from votes.proposals.advice_words import advice_rows, most_words, people_words, phase_words

FILE = "text/plain; charset=utf-8"


def the_advisory_vote(congress: str, cycle: str) -> AdvisoryVote:
    """The advisory vote of this public list, or a 404."""
    return vote_of(the_collecting_cycle(congress, cycle)) or abort(404)


def figures_of(vote: AdvisoryVote) -> list[Advice]:
    """Its figures; none until it is over."""
    return public_advice(vote.cycle, clock.today()) or []


@bp.route("/<congress>/<cycle>/advice")
@open_to(PUBLIC)
def advice(congress: str, cycle: str) -> Response:
    """The advisory vote: what it is, when, and what came out of it."""
    vote = the_advisory_vote(congress, cycle)
    figures, now = figures_of(vote), vote.phase_on(clock.today())
    return public_page(
        render_template(
            "noticeboard/advice.html",
            cycle=vote.cycle,
            words=phase_words(vote, clock.today()),
            most=most_words(vote),
            is_open=now is Phase.open,
            people=people_words(figures) if figures else "",
            rows=advice_rows(vote, figures) if figures else [],
            held=held_back(vote) if figures else 0,
        )
    )


@bp.route("/<congress>/<cycle>/advice.json")
@open_to(PUBLIC)
def advice_data(congress: str, cycle: str) -> Response:
    """The same as data; figures are null until it is over."""
    vote = the_advisory_vote(congress, cycle)
    figures, now = figures_of(vote), vote.phase_on(clock.today())
    data: dict[str, Any] = {
        "congress": vote.cycle.congress.slug,
        "cycle": vote.cycle.slug,
        "opens_on": vote.opens_on.isoformat(),
        "closes_on": vote.closes_on.isoformat(),
        "phase": now.value,
        "most": vote.most,
        "people": figures[0].people if figures else None,
        "held_back": held_back(vote) if figures else None,
        "projects": [{"id": one.number, "chose": one.chose} for one in figures] or None,
    }
    return public_data(data)


@bp.route("/<congress>/<cycle>/advice.pb")
@open_to(PUBLIC)
def advice_pabulib(congress: str, cycle: str) -> Response:
    """Every choice as a Pabulib file, once it is over: of residents' advisory votes alone, never of a ballot."""
    vote = the_advisory_vote(congress, cycle)
    if vote.phase_on(clock.today()) is not Phase.over:
        abort(404)
    return public_page(advice_file(vote), FILE)
