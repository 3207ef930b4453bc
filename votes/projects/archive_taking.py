"""One import of an archive under way: where rows go, what they replace, and in which languages texts are known."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session as Database

from votes.common.errors import RuleBroken, say
from votes.common.sheets import Row
from votes.congress.models import Congress, Level
from votes.projects.archive import (
    ArchivedBallot,
    ArchivedCollection,
    ArchivedRating,
    ArchivedVote,
    Statement,
    Words,
)
from votes.projects.archive_years import Contents, contents
from votes.projects.models import Cycle, Project, Source, SourceKind

Kind = type[Project | ArchivedBallot | Statement | ArchivedRating | ArchivedCollection]


@dataclass
class Taking:
    """What was already met on the way: congresses by place, cycles, sources, projects by their key; what each year
    held before, and of which kinds of rows each year has been given new ones.
    """

    session: Database
    home: Congress | None = None
    words: Mapping[str, str] = field(default_factory=dict)
    congresses: dict[str, Congress] = field(default_factory=dict)
    cycles: dict[tuple[int, int], Cycle] = field(default_factory=dict)
    sources: dict[tuple[int, str, str], Source] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    numbers: set[tuple[int, int]] = field(default_factory=set)
    before: dict[int, Contents | None] = field(default_factory=dict)
    given: set[tuple[int, Kind]] = field(default_factory=set)

    def said(self, text: str | None) -> Words:
        """A text in the languages it is known in; Chinese stands alone, English brings its Chinese along."""
        if not text:
            return {}
        if text in self.words:
            return {"zh": self.words[text], "en": text}
        return {"zh": text}

    def place(self, row: Row) -> None:
        """A place of the archive; one that works here already is left as it is."""
        found = self.session.scalar(select(Congress).where(Congress.slug == row["slug"]))
        if found is None:
            level = Level(row["level"])
            body = "议事代表会议" if level is Level.street else "人民代表大会"
            found = Congress(
                slug=row["slug"],
                place=row["locality"],
                name=f"{row['locality']}{body}",
                level=level,
                province=row["province"] or "",
                archive_only=True,
            )
            self.session.add(found)
            self.session.flush()
        self.congresses[row["locality"]] = found

    def congress(self, row: Row) -> Congress:
        """The congress a row belongs to: the one it names, or the one the archive is taken in for."""
        name = row["locality"] if "locality" in row.values else None
        if name in self.congresses:
            return self.congresses[name]
        if self.home and name in (None, self.home.place, self.home.name):
            return self.home
        raise RuleBroken(
            say(
                "Row %(row)d of %(sheet)s names the place %(place)s, which the list of places does not have."
            ),
            row=row.number,
            sheet=row.sheet,
            place=name or "",
        )

    def cycle(self, congress: Congress, year: int, kind: Kind) -> Cycle:
        """The archived cycle of this year, ready to take rows of this kind: what it had of them makes room."""
        cycle = self.past_year(congress, year)
        if (cycle.id, kind) not in self.given:
            self.given.add((cycle.id, kind))
            if self.before[cycle.id] is not None:
                self.make_room(cycle, kind)
        return cycle

    def make_room(self, cycle: Cycle, kind: Kind) -> None:
        """Take away a year's rows of one kind; projects keep their rows for the addresses, only their votes go."""
        if kind is Project:
            mine = select(Project.id).where(Project.cycle_id == cycle.id)
            self.session.execute(delete(ArchivedVote).where(ArchivedVote.project_id.in_(mine)))
        else:
            self.session.execute(delete(kind).where(kind.__table__.c.cycle_id == cycle.id))

    def drop_lost_projects(self) -> None:
        """Take away the projects that the new sheets of their year do not have any more."""
        for cycle in self.cycles.values():
            if (cycle.id, Project) not in self.given:
                continue
            rows = select(Project).where(Project.cycle_id == cycle.id)
            lost = [
                one.id for one in self.session.scalars(rows) if (cycle.id, one.number) not in self.numbers
            ]
            for kind in (Statement, ArchivedRating):
                self.session.execute(update(kind).where(kind.project_id.in_(lost)).values(project_id=None))
            self.session.execute(delete(Project).where(Project.id.in_(lost)))

    def has(
        self, kind: type[Statement | ArchivedRating | ArchivedCollection], cycle_id: int, digest: str
    ) -> bool:
        """Whether the year has a row that says exactly this; one that stood under another year moves over."""
        home = select(Cycle.congress_id).where(Cycle.id == cycle_id).scalar_subquery()
        same = (kind.congress_id == home, kind.digest == digest)
        self.session.execute(delete(kind).where(*same, kind.cycle_id != cycle_id))
        return self.session.scalar(select(kind.id).where(*same)) is not None

    def past_year(self, congress: Congress, year: int) -> Cycle:
        """The archived cycle of this year; a living one of the same year is not touched."""
        key = (congress.id, year)
        if key not in self.cycles:
            wanted = select(Cycle).where(Cycle.congress_id == congress.id, Cycle.slug == str(year))
            found = self.session.scalar(wanted)
            if found is None:
                found = Cycle(
                    congress=congress, slug=str(year), title=f"{year}年度民生实事", year=year, archived=True
                )
                self.session.add(found)
                self.session.flush()
                self.before[found.id] = None
            elif not found.archived:
                raise RuleBroken(
                    say(
                        "%(year)d is not a past year here: it has a list of its own. Leave it out of the archive."
                    ),
                    year=year,
                )
            self.before.setdefault(found.id, contents(self.session, found))
            self.cycles[key] = found
        return self.cycles[key]

    def source(self, congress: Congress, row: Row) -> Source:
        """Where the row was published."""
        key = (congress.id, row["source_kind"], row["source_url"] or "")
        if key not in self.sources:
            wanted = select(Source).where(
                Source.congress_id == key[0], Source.kind == SourceKind(key[1]), Source.url == key[2]
            )
            found = self.session.scalar(wanted) or Source(
                congress_id=congress.id, kind=SourceKind(key[1]), url=key[2]
            )
            self.session.add(found)
            self.session.flush()
            self.sources[key] = found
        return self.sources[key]
