"""How traces are told: why a proposal was set aside, what can be taken back, its parts, the note of a takedown."""

from typing import Any

from flask import url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.common.private import KIND_NAMES, Found, found_in
from votes.proposals import doubt_rules
from votes.proposals.doubt_rules import DOUBT_NAMES
from votes.proposals.models import Proposal
from votes.proposals.rules import DEED_NAMES, STATE_NAMES
from votes.proposals.splitting import parts_of
from votes.proposals.takedowns import Extent, Takedown, note_of
from votes.proposals.undoing import can_undo


def doubt_words(proposal: Proposal) -> list[str]:
    """Why rules set it aside, in words."""
    return [_(DOUBT_NAMES[doubt]) for doubt in doubt_rules.read(proposal.doubts)]


def private_words(proposal: Proposal) -> list[str]:
    """What points to a person in what came in, each with its kind and what would stand there instead."""
    found = [one for text in (proposal.title, proposal.what, proposal.place) for one in found_in(text)]
    return list(dict.fromkeys(told(one) for one in found))


def told(found: Found) -> str:
    """One finding as a line."""
    kind = _(KIND_NAMES[found.kind])
    return str(_("%(words)s (%(kind)s) → %(instead)s", words=found.words, kind=kind, instead=found.instead))


def undo_words(proposal: Proposal) -> str:
    """What would be taken back; blank if nothing can."""
    step = can_undo(proposal)
    return str(_("Take back: %(deed)s", deed=_(DEED_NAMES[step.deed]))) if step else ""


def part_links(proposal: Proposal) -> list[dict[str, Any]]:
    """The parts of a proposal that was split, as links to their working pages, with what became of each."""
    here: dict[str, Any] = {"congress": proposal.congress.slug, "cycle": proposal.cycle.slug}
    return [
        {
            "label": part.title,
            "note": _(STATE_NAMES[part.state]),
            "url": url_for("proposals.proposal", code=part.code, **here),
        }
        for part in parts_of(proposal)
    ]


def followed_parts(proposal: Proposal) -> list[dict[str, Any]]:
    """The parts as whoever follows the whole finds them; those without released words by their number."""
    return [
        {
            "label": part.public_title or _("Matter %(n)d", n=number),
            "note": _(STATE_NAMES[part.state]),
            "url": url_for("proposals.follow", code=part.code),
        }
        for number, part in enumerate(parts_of(proposal), start=1)
    ]


def takedown_words(proposal: Proposal) -> str:
    """The note at a proposal's address: what was public, until when, and why it no longer is; blank if all is."""
    note = note_of(proposal)
    return note_words(note) if note else ""


def note_words(note: Takedown) -> str:
    """撤下说明 in a sentence."""
    return str(
        _(
            "Public since %(from_day)s, taken down on %(day)s: %(what)s. Reason: %(why)s",
            from_day=long_day(day_of(note.published_at)),
            day=long_day(day_of(note.at)),
            what=gone_words(note),
            why=note.why,
        )
    )


def gone_words(note: Takedown) -> str:
    """What was taken down, in words."""
    pictures = ngettext("%(num)s picture", "%(num)s pictures", note.photos) if note.photos else ""
    if note.extent is Extent.photos:
        return pictures
    words = _("the text “%(title)s”", title=note.title) if note.title else _("the text")
    return str(_("%(words)s and %(pictures)s", words=words, pictures=pictures) if pictures else words)
