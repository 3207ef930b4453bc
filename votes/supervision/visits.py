"""视察 in public: what was released of the inspections, with the number of deputies and never their names."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import gettext as _

from votes.common.clock import day_of
from votes.projects.documents import Document
from votes.projects.models import Project
from votes.supervision.inspections import VISIT_NAMES, Grades, Inspection, inspections_of


@dataclass(frozen=True)
class PublicVisit:
    """One inspection as everyone may read it; one taken down has its note for `words` and nothing else."""

    number: int
    on: date
    kind: str
    place: str
    words: str
    present: int
    grades: Grades | None = None
    photos: Sequence[Document] = ()


def visits_of(project: Project) -> list[PublicVisit]:
    """The released and taken down inspections of a project, the newest first."""
    return [public_visit(one) for one in inspections_of(project) if one.is_public()]


def public_visit(one: Inspection) -> PublicVisit:
    """One inspection without a name in it."""
    kind = str(VISIT_NAMES[one.visit])
    if one.taken_down_at is not None:
        words = _("%(head)s: %(words)s", head=_("Taken down"), words=one.taken_down_why)
        return PublicVisit(one.number, day_of(one.taken_down_at), kind, "", words, 0)
    return PublicVisit(
        one.number, one.held_on, kind, one.place, one.words, len(one.present), one.grades, one.photos
    )
