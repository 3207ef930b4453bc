"""照片 of a project, released ones alone: as residents showed it before, while it was built, and after it was reported done."""

from collections.abc import Iterable, Sequence
from datetime import date

from flask import url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from votes.common.clock import day_of
from votes.common.days import long_day
from votes.delivery.done import done_passage
from votes.noticeboard.lives import Life, Row
from votes.projects.documents import Document

Taken = tuple[date, str, Document]
"""The day a picture stands for, what it shows, and the picture."""
BEFORE, DURING, AFTER = _l("Before"), _l("While it was built"), _l("After")
MOST = 12
"""Pictures of one phase that a page shows; the others stand with their month or inspection."""


def album(life: Life) -> list[tuple[str, list[Row]]]:
    """The pictures in three phases; a phase without one is left out."""
    done = done_passage(life.project)
    finished = day_of(done.at) if done else None
    begun = begun_on(life)
    phases: dict[str, list[Row]] = {str(BEFORE): [], str(DURING): [], str(AFTER): []}
    for day, words, picture in sorted(taken(life), key=lambda one: (one[0], one[2].id)):
        phase = AFTER if finished and day >= finished else BEFORE if begun is None or day < begun else DURING
        phases[str(phase)].append(shown(day, words, picture))
    return [(heading, pictures[-MOST:]) for heading, pictures in phases.items() if pictures]


def begun_on(life: Life) -> date | None:
    """The day from which it is carried out: its first plan's."""
    return next((day_of(p.at) for p in life.project.passages if p.to_stage.value == "delivery"), None)


def taken(life: Life) -> Iterable[Taken]:
    """Every released picture: with the proposals it comes from, the months, what deputies saw, findings and their answers."""
    for proposal in life.proposals:
        if proposal.released_at:
            pictures = [photo.document for photo in proposal.photos]
            yield from dated(
                proposal.received_on,
                _("What a resident showed: %(title)s", title=proposal.public_title),
                pictures,
            )
    for report in life.reports:
        yield from dated(report.month.last, "", report.photos)
    for visit in life.visits:
        yield from dated(
            visit.on,
            _("%(kind)s at %(place)s", kind=visit.kind, place=visit.place) if visit.place else visit.kind,
            visit.photos,
        )
    for entry in life.ledger:
        for one in entry.evidence:
            yield from dated(day_of(one.added_at), entry.title, [one] if one.small_hash else [])


def dated(day: date, words: str, pictures: Sequence[Document]) -> Iterable[Taken]:
    """These pictures, as far as they are released, with what they show: in words, else by their own title."""
    return [(day, words or one.title, one) for one in pictures if one.released_at]


def shown(day: date, words: str, picture: Document) -> Row:
    """One picture as the macro takes it: the small one, the large one behind it, and what it shows and when."""
    return {
        "url": url_for("projects.small_file", document=picture.id),
        "large": url_for("projects.file", document=picture.id),
        "words": _("%(words)s, %(day)s", words=words, day=long_day(day)),
    }
