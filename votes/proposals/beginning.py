"""起稿: an answer begins with a template if one was chosen in the address of the page."""

from typing import Any

from flask import request

from votes.common.words import sent_number
from votes.proposals.answer_templates import template_of, templates_of
from votes.proposals.deed_forms import DeedForm
from votes.proposals.figures import last_decider
from votes.proposals.models import Proposal
from votes.proposals.proposed_words import as_proposed
from votes.proposals.telling import grouped_code


def begun(proposal: Proposal, otherwise: str = "") -> dict[str, Any]:
    """The answer and who decided, to begin with, as a form takes them."""
    chosen = template_of(proposal.congress, sent_number(request.args.get("begin"), 0))
    words = chosen.filled(known_of(proposal)) if chosen else otherwise
    return {"answer": words, "decider": last_decider(proposal)}


def is_sent(form: DeedForm, proposal: Proposal) -> bool:
    """Whether the form was sent to be kept; a template asked for goes below what was typed, and nothing is lost."""
    if request.form.get("deed") != "begin":
        return bool(form.validate_on_submit())
    chosen = template_of(proposal.congress, sent_number(request.form.get("begin"), 0))
    if chosen:
        said = (form.answer.data or "", chosen.filled(known_of(proposal)))
        form.answer.data = "\n".join(words for words in said if words)
    return False


def known_of(proposal: Proposal) -> dict[str, str]:
    """What fills itself in: nothing that points to a person."""
    title, _what, place = as_proposed(proposal)
    return {
        "标题": proposal.public_title or title,
        "地点": proposal.public_place or place,
        "编号": grouped_code(proposal.code),
        "年度": proposal.cycle.title,
    }


def beginnings(proposal: Proposal) -> list[tuple[str, str]]:
    """The templates to choose from, as pairs of number and name."""
    return [(str(one.id), one.name) for one in templates_of(proposal.congress)]
