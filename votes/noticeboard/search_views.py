"""检索: find a project, a proposal, a finding, a place in what everyone may read."""

from typing import Any

from flask import abort, render_template, request, url_for
from sqlalchemy import select
from werkzeug.wrappers import Response

from votes.accounts.access import PUBLIC, open_to, the_public_congress
from votes.common.days import long_day
from votes.common.db import db
from votes.common.words import one_line, sent_number
from votes.congress.models import Congress
from votes.noticeboard.pages import bp, public_data, public_page
from votes.noticeboard.search_rules import LONGEST_QUESTION, Question, excerpt, marked, question_of
from votes.noticeboard.search_sources import KINDS
from votes.noticeboard.searching import PAGE, Found, Hit, Within, look_up

LAST_PAGE = 5


@bp.route("/search")
@open_to(PUBLIC)
def search() -> Response:
    """What a question finds, in all places or in one."""
    typed, within = one_line(request.args.get("q"))[:LONGEST_QUESTION], asked_within()
    question, page = question_of(typed), asked_page()
    found = look_up(question, within, page)
    return public_page(
        render_template(
            "noticeboard/search.html",
            q=typed,
            question=question,
            within=within,
            found=found,
            rows=[hit_row(hit, question) for hit in found.hits],
            kinds=KINDS,
            places=public_congresses(),
            back=address(typed, within, page - 1) if page > 1 else None,
            on=address(typed, within, page + 1) if found.count > page * PAGE and page < LAST_PAGE else None,
        ),
        seconds=10,
    )


@bp.route("/search.json")
@open_to(PUBLIC)
def search_data() -> Response:
    """What a question finds as data."""
    question, page = question_of(one_line(request.args.get("q"))), asked_page()
    found = look_up(question, asked_within(), page)
    return public_data(
        {"words": list(question.words), **figures(found), "hits": [hit_data(one) for one in found.hits]}
    )


def figures(found: Found) -> dict[str, Any]:
    """How much was found."""
    return {"count": found.count, "more": found.more, "forgiven": found.forgiven}


def asked_within() -> Within:
    """Where the address asks to search; a place or kind that is none is a 404."""
    slug, kind = request.args.get("in", ""), request.args.get("kind", "")
    if kind and kind not in KINDS:
        abort(404)
    return Within(the_public_congress(slug) if slug else None, kind or None)


def asked_page() -> int:
    """The page the address asks for."""
    return min(max(sent_number(request.args.get("page"), 1), 1), LAST_PAGE)


def address(typed: str, within: Within, page: int) -> str:
    """The address of another page of the same question."""
    slug = within.congress.slug if within.congress else None
    values: dict[str, Any] = {"q": typed, "in": slug, "kind": within.kind, "page": page if page > 1 else None}
    return url_for("noticeboard.search", **values)


def public_congresses() -> list[tuple[str, str]]:
    """The places to choose from: their words and names."""
    shown = (
        select(Congress.slug, Congress.place).where(Congress.rehearsal_of_id.is_(None)).order_by(Congress.id)
    )
    return [(slug, place) for slug, place in db.session.execute(shown)]


def hit_row(hit: Hit, question: Question) -> dict[str, Any]:
    """A hit as the page shows it: title and excerpt in pieces, those that were asked for marked."""
    return {
        "kind": KINDS[hit.kind].name,
        "url": KINDS[hit.kind].address(hit.row),
        "title": marked(hit.said.title, question.words),
        "pieces": excerpt(lined(hit.said.body), question.words),
        "day": long_day(hit.said.on) if hit.said.on else "",
        "place": db.session.get_one(Congress, hit.said.congress_id).place,
    }


def lined(body: str) -> str:
    """The lines of a text in one line, parted."""
    return " · ".join(line for line in body.splitlines() if line.strip())


def hit_data(hit: Hit) -> dict[str, Any]:
    """A hit as data."""
    said = hit.said
    return {
        "kind": hit.kind,
        "title": said.title,
        "text": said.body,
        "on": said.on.isoformat() if said.on else None,
        "congress": db.session.get_one(Congress, said.congress_id).slug,
        "url": KINDS[hit.kind].address(hit.row),
    }
