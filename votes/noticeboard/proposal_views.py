"""公开的建议: what residents asked for, each on a page of its own that anyone may pass on, without its follow code."""

from collections.abc import Sequence
from typing import Any

from flask import abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to
from votes.common import clock
from votes.common.db import db
from votes.common.words import sent_number
from votes.noticeboard import cycles
from votes.noticeboard.filters import Filter
from votes.noticeboard.living import Living
from votes.noticeboard.pages import bp, public_page
from votes.noticeboard.wish_filters import chosen_wishes
from votes.projects.loading import the_public_cycle
from votes.projects.models import Cycle
from votes.proposals.figures import counted, of_cycle, released, to_release
from votes.proposals.models import Proposal
from votes.proposals.rules import Deed
from votes.proposals.support_rules import is_open
from votes.proposals.supports import family, supporters_by_id
from votes.proposals.takedowns import notes_of
from votes.proposals.telling import followed, state_word
from votes.proposals.trace_telling import note_words, takedown_words
from votes.proposals.verdicts import satisfaction

PER_PAGE = 60
"""Proposals on a page: a phone loads less than 60 KB."""


@bp.route("/<congress>/<cycle>/proposals")
@open_to(PUBLIC)
def proposals(congress: str, cycle: str) -> Response:
    """What residents asked for, as far as it was released, each with what became of it."""
    found = the_public_cycle(congress, cycle)
    if found.archived:
        abort(404)
    living, page = Living(found, clock.today()), page_number()
    rows, filters = chosen_wishes(wishes(found), request.args)
    return public_page(
        render_template(
            "noticeboard/proposals.html",
            cycle=found,
            rows=rows[(page - 1) * PER_PAGE : page * PER_PAGE],
            filters=filters,
            is_narrowed=any(one.chosen for one in filters),
            back=page_link(found, page - 1, filters) if page > 1 else None,
            on=page_link(found, page + 1, filters) if page * PER_PAGE < len(rows) else None,
            gone=taken_down(found),
            words=cycles.asked_words(living),
            satisfied=satisfied_words(found),
            unseen=unseen_words(found),
            may_propose=cycles.may_propose(living),
        )
    )


def page_number() -> int:
    """The page asked for, from 1."""
    return max(1, min(sent_number(request.args.get("page"), 1), 99_999))


def page_link(cycle: Cycle, page: int, filters: Sequence[Filter]) -> str:
    """The address of a page of the released proposals, narrowed as this one."""
    here: dict[str, Any] = {"congress": cycle.congress.slug, "cycle": cycle.slug}
    here |= {one.name: one.chosen for one in filters if one.chosen}
    return url_for("noticeboard.proposals", page=page, **here)


def wishes(cycle: Cycle) -> list[dict[str, Any]]:
    """The released proposals of a list as rows; others of the same matter count as its supporters' voices."""
    counted = supporters_by_id(cycle)
    return [
        {
            "title": one.public_title,
            "url": address_of(one),
            "place": one.public_place,
            "words": one.public_what,
            "state": state_word(one.state),
            "now": one.state.value,
            "class": one.category,
            "supporters": counted.get(one.id, 0),
            "join": support_of(one) if is_open(one.state, True, cycle.archived) else "",
        }
        for one in released(cycle)
    ]


def unseen_words(cycle: Cycle) -> str:
    """Why fewer stand here than have come in: those nobody has looked through, and those whose words stay unpublished."""
    waiting, held = counted(cycle, *to_release()), counted(cycle, Proposal.held_why != "")
    words = [
        ngettext(
            "%(num)d is still being looked through and shows here afterwards.",
            "%(num)d are still being looked through and show here afterwards.",
            waiting,
        )
    ] * bool(waiting)
    if held:
        words.append(
            ngettext(
                "The words of %(num)d are not published; it is answered all the same.",
                "The words of %(num)d are not published; they are answered all the same.",
                held,
            )
        )
    return " ".join(words)


def satisfied_words(cycle: Cycle) -> str:
    """对答复是否满意: how many proposers said so; with a few of them the numbers, never a rate."""
    said = satisfaction(cycle)
    people = said.satisfied + said.unsatisfied
    if not people:
        return ""
    return ngettext(
        "%(num)d proposer judged the answer: %(yes)d satisfied, %(no)d not.",
        "%(num)d proposers judged their answers: %(yes)d satisfied, %(no)d not.",
        people,
        yes=said.satisfied,
        no=said.unsatisfied,
    )


@bp.route("/<congress>/<cycle>/proposals/<int:proposal>")
@open_to(PUBLIC)
def proposal(congress: str, cycle: str, proposal: int) -> Response:
    """One released proposal, or the note that it was taken down, when and why; of what was taken back nothing else."""
    found = the_wish(the_public_cycle(congress, cycle), proposal)
    root, gone = found.root, takedown_words(found)
    return public_page(
        render_template(
            "noticeboard/proposal.html",
            proposal=found,
            cycle=found.cycle,
            told=followed(found, clock.today()),
            joined=joined_rows(found),
            gone=gone,
            taken_back="" if gone else taken_back_words(found),
            may_support=is_open(found.state, bool(found.released_at), found.cycle.archived),
            carried_by=address_of(root) if root is not found and root.released_at else "",
        )
    )


def joined_rows(proposal: Proposal) -> list[dict[str, str]]:
    """合并到这里的: the proposals merged into this one, by title and place as far as everyone may read them."""
    rows = of_cycle(proposal.cycle, Proposal.id.in_(family(proposal)), Proposal.id != proposal.id)
    return [
        {"title": one.public_title, "place": one.public_place, "url": address_of(one)}
        if one.released_at
        else {"title": str(_("One whose words are not public.")), "place": "", "url": ""}
        for one in db.session.scalars(rows)
    ]


def the_wish(cycle: Cycle, number: int) -> Proposal:
    """The proposal of this number if it was ever released, or a 404."""
    mine = (Proposal.congress_id == cycle.congress_id, Proposal.cycle_id == cycle.id)
    found = db.session.scalar(select(Proposal).where(*mine, Proposal.id == number))
    if found is None or not (found.released_at or was_public(found)):
        abort(404)
    return found


def was_public(proposal: Proposal) -> bool:
    """Whether it was ever released, so that somebody may hold its address."""
    return any(step.deed is Deed.released for step in proposal.steps)


def taken_back_words(proposal: Proposal) -> str:
    """Why a page that was public says nothing more, where no note of a takedown stands; blank if it is public."""
    if proposal.released_at:
        return ""
    return str(_("This was public for a while. The office took it back and looks through it once more."))


def taken_down(cycle: Cycle) -> list[dict[str, str]]:
    """撤下说明: what was public of a list and is so no longer, each note with its address, the newest first."""
    return [{"words": note_words(note), "url": address_of(one)} for note, one in notes_of(cycle)]


def support_of(proposal: Proposal) -> str:
    """Where one joins a released proposal."""
    here: dict[str, Any] = {"congress": proposal.congress.slug, "cycle": proposal.cycle.slug}
    return url_for("proposals.support", proposal=proposal.id, **here)


def address_of(proposal: Proposal) -> str:
    """The public page of a released proposal."""
    here: dict[str, Any] = {"congress": proposal.congress.slug, "cycle": proposal.cycle.slug}
    return url_for("noticeboard.proposal", proposal=proposal.id, **here)
