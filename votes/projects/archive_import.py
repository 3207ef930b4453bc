"""Taking an archive in: past cycles with their projects, ballots, statements and ratings; twice is as once."""

from collections.abc import Mapping

from sqlalchemy.orm import Session as Database

from votes.congress.models import Congress
from votes.projects import archive_rows
from votes.projects.archive_sheets import Archive
from votes.projects.archive_taking import Taking
from votes.projects.archive_years import Year, contents


def take(
    session: Database, archive: Archive, home: Congress | None = None, words: Mapping[str, str] | None = None
) -> list[Year]:
    """Take everything in, in the order in which one thing names another; what became of each year, in order.

    A past year's rows of each kind given are replaced as a whole; kinds that are not given stay. `home` is whose
    archive it is where rows name no place; `words` gives the Chinese of texts noted in English.
    """
    taking = Taking(session, home, words or {})
    for row in archive.of("localities").rows:
        taking.place(row)
    for number, row in enumerate(archive.of("projects").rows, 1):
        archive_rows.project(taking, row, number)
    taking.drop_lost_projects()
    for kind, verb in (
        ("ballots", archive_rows.ballot),
        ("progress", archive_rows.statement),
        ("satisfaction", archive_rows.rating),
        ("collection", archive_rows.collection),
    ):
        for row in archive.of(kind).rows:
            verb(taking, row)
    for number, row in enumerate(archive.of("rules").rows, 1):
        archive_rows.practice(taking, row, number)
    session.flush()
    years = [
        Year(cycle, taking.before[cycle.id], contents(session, cycle)) for cycle in taking.cycles.values()
    ]
    return sorted(years, key=lambda one: (one.cycle.congress_id, one.cycle.year))
