"""What papers say of a sealed ballot box: fingerprints by which sheet, laptop and screen can be held side by side."""

from importlib.metadata import version

from flask_babel import gettext as _

from votes.ballots.box.canon import fingerprint, hashed
from votes.ballots.box.closing import receipts
from votes.ballots.box.printing import COLOURS
from votes.ballots.boxes import Box, box_of, casts_of
from votes.ballots.lookup import rounds_in
from votes.ballots.rounds import Round
from votes.ballots.slip_sets import SlipSection
from votes.congress.models import Sitting


def box_line(round: Round) -> str:
    """The checks of a closed box, and the version of the program, in one line; blank where there is no box."""
    box = box_of(round)
    closed = box.closed if box else None
    if box is None or closed is None:
        return ""
    words = _(
        "Ballot box %(box)s, manifest %(mh)s, receipts %(root)s, closing sheet %(code)s; program %(version)s.",
        box=fingerprint(hashed(box.section.box)),
        mh=fingerprint(box.mh),
        root=fingerprint(closed.root),
        code=fingerprint(closed.hash),
        version=version("minsheng-votes"),
    )
    return str(words)


def field_line(section: SlipSection | None) -> str:
    """Which field of the slips a vote takes, and the fingerprint of its box; blank where there is no such field."""
    if section is None:
        return ""
    words = _(
        "This vote takes the field %(colour)s (%(sign)s) of the slips, “%(title)s”. Box %(mark)s: the chief scrutineer reads it from a key card, the hall screen shows it. If they differ, do not sign.",
        colour=colour_of(section),
        sign=section.sign,
        title=section.title,
        mark=fingerprint(hashed(section.box)),
    )
    return str(words)


def colour_of(section: SlipSection) -> str:
    """The colour by which people know a field: the slips print one for each vote, in the order of the keys."""
    place = [one.sign for one in section.set.sections].index(section.sign)
    names = list(COLOURS.values())
    return str(_(names[place])) if place < len(names) else section.sign


def whole_marks(box: Box) -> list[tuple[str, str]]:
    """What is read aloud and compared at the laptop, the hashes whole: the code over all figures, then what it covers."""
    closed = box.closed
    assert closed is not None
    return [
        (str(_("Code of this sheet")), fingerprint(closed.hash)),
        (str(_("Root of the receipts")), in_eights(closed.root)),
        (str(_("Manifest")), in_eights(box.mh)),
        (str(_("Fingerprint of the box")), fingerprint(hashed(box.section.box))),
        (str(_("Root of the slips")), fingerprint(box.terms.root)),
    ]


def in_eights(data: bytes) -> str:
    """A hash in groups of eight signs, so that a line can break between them."""
    signs = data.hex()
    return " ".join(signs[place : place + 8] for place in range(0, len(signs), 8))


def closed_in(sitting: Sitting) -> list[tuple[Round, Box]]:
    """The closed boxes of a sitting, with their rounds."""
    found = [(round, box_of(round)) for round in rounds_in(sitting)]
    return [(round, box) for round, box in found if box and box.closing]


def posted(round: Round) -> list[str]:
    """The list of receipts (回执号), sorted: without time, and in no order in which deputies voted."""
    return receipts(cast.hash for cast in casts_of(round))
