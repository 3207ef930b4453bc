"""Real elections from elsewhere (Pabulib `.pb` files of type approval), read as rounds to check the recount.

Such a file publishes its own tally and choice, so that counting it again shows whether both hold.
"""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NoReturn

from votes.ballots.counting import Channel, Counted, count_ballots
from votes.ballots.fields import Refused
from votes.ballots.record import Record
from votes.ballots.rulebook import Funds, Option, Passing, Rules, Share
from votes.ballots.totals import Roll
from votes.common.errors import say

AMOUNT = re.compile(r"([0-9]{1,18})(?:\.([0-9]{0,2})0*)?")
Row = tuple[int, list[str]]


@dataclass(frozen=True, slots=True)
class Published:
    """What the file itself says came out; None where it does not say."""

    num_projects: int | None
    num_votes: int | None
    votes: dict[str, int | None]
    selected: set[str] | None


@dataclass(frozen=True, slots=True)
class Doubled:
    """Ballots that list a project twice: their lines, and what they would add if each entry counted."""

    lines: list[int] = field(default_factory=list)
    votes: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True, slots=True)
class Poll:
    """A `.pb` file as a round, beside what it publishes; amounts with decimals stand times `scale`."""

    record: Record
    rules: Rules
    published: Published
    doubled: Doubled
    scale: int


class Cells:
    """One row under its heading, each cell asked for by its column."""

    def __init__(self, line: int, heading: list[str], row: list[str]) -> None:
        self.line = line
        self.lines: dict[str, int] = {}
        self.cells = dict(zip(heading, (cell.strip() for cell in row), strict=False))

    def refuse(self, column: str, sentence: str) -> NoReturn:
        """Refuse a cell with a sentence that carries `%(line)d` and `%(field)s`."""
        raise Refused(column, sentence, line=self.lines.get(column, self.line))

    def text(self, column: str) -> str:
        """A cell that must be there."""
        if column not in self.cells:
            self.refuse(column, say("Line %(line)d: %(field)s is missing."))
        return self.cells[column]

    def whole(self, column: str, least: int = 0) -> int | None:
        """A whole number, or None where the column or the cell is empty."""
        cell = self.cells.get(column, "")
        if cell and (not re.fullmatch(r"[0-9]{1,18}", cell) or int(cell) < least):
            self.refuse(column, say("Line %(line)d: %(field)s is not a number that can stand here."))
        return int(cell) if cell else None

    def amount(self, column: str, scale: int) -> int:
        """An amount of money times `scale`; more than two decimals are refused."""
        parts = AMOUNT.fullmatch(self.text(column))
        if parts is None:
            self.refuse(column, say("Line %(line)d: %(field)s is not an amount of money."))
        return int(parts[1]) * scale + int((parts[2] or "").ljust(2, "0")) * scale // 100


def parse(text: str) -> Poll:
    """A `.pb` file read as a round, its ballots counted on the way."""
    rows = _rows(text)
    _skip_to(rows, "META")
    meta = _meta(_section(rows, "PROJECTS"))
    projects = _projects(_section(rows, "VOTES"))
    scale = 100 if any("." in cells.text("cost") for cells in projects) or "." in meta.text("budget") else 1
    rules = _rules(meta, scale)
    options = _options(projects, scale)
    doubled = Doubled()
    counted = count_ballots(_ballots(rows, doubled), rules, [option.id for option in options])
    return Poll(_record(meta, rules, options, counted), rules, _published(meta, projects), doubled, scale)


def _rows(text: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    try:
        for row in reader:
            if row:
                yield reader.line_num, row
    except csv.Error as error:
        line = reader.line_num
        raise Refused(f"line {line}", say("Line %(line)d cannot be read."), line=line) from error


def _skip_to(rows: Iterator[Row], name: str) -> None:
    for _ in _section(rows, name):
        pass


def _section(rows: Iterator[Row], end: str) -> Iterator[Row]:
    """The rows before the line that begins the section `end`, which must come."""
    for line, row in rows:
        if row[0].strip().upper() == end and not any(row[1:]):
            return
        yield line, row
    raise Refused(end, say("The section %(field)s is missing."))


def _meta(rows: Iterator[Row]) -> Cells:
    """The META section turned on its side: one row whose headings are the keys."""
    pairs = [(line, row[0].strip(), row[1]) for line, row in rows if len(row) > 1]
    meta = Cells(1, [key for _, key, _ in pairs], [value for _, _, value in pairs])
    meta.lines = {key: line for line, key, _ in pairs}
    if meta.text("vote_type") != "approval":
        raise Refused("vote_type", say("%(field)s must be approval: no other ballots can be counted here."))
    return meta


def _heading(rows: Iterator[Row]) -> list[str]:
    _, heading = next(rows, (0, []))
    return [cell.strip() for cell in heading]


def _projects(rows: Iterator[Row]) -> list[Cells]:
    heading = _heading(rows)
    projects = [Cells(line, heading, row) for line, row in rows]
    if not projects:
        raise Refused("PROJECTS", say("The section %(field)s is empty."))
    return projects


def _options(projects: list[Cells], scale: int) -> list[Option]:
    options: dict[str, Option] = {}
    for cells in projects:
        id = cells.text("project_id")
        if id in options:
            raise Refused("project_id", say("Line %(line)d: %(field)s stands twice."), line=cells.line)
        options[id] = Option(id, cells.cells.get("name") or id, cells.amount("cost", scale))
    return list(options.values())


def _rules(meta: Cells, scale: int) -> Rules:
    fit = "stop" if meta.cells.get("rule") == "greedy-no-skip" else "skip"
    return Rules(
        form="choose",
        seats=None,
        most=meta.whole("max_length", 1),
        over_marked="void_ballot",
        quorum=Share(0, 1, False),
        passing=Passing(Share(0, 1, False), "none", meta.whole("min_project_score_threshold") or 1),
        tie="presidium",
        shortfall="vacant",
        funds=Funds(meta.amount("budget", scale), fit),
    )


def _ballots(rows: Iterator[Row], doubled: Doubled) -> Iterator[dict[str, str] | None]:
    """The ballots one by one; one that lists a project twice is no map, and is kept in mind as such."""
    heading = _heading(rows)
    if "vote" not in heading:
        raise Refused("vote", say("VOTES: the column %(field)s is missing."))
    column = heading.index("vote")
    for line, row in rows:
        if len(row) <= column:
            raise Refused("vote", say("Line %(line)d: %(field)s is missing."), line=line)
        ids = _listed(row[column])
        ballot = dict.fromkeys(ids, "approve")
        if len(ballot) < len(ids):
            doubled.lines.append(line)
            doubled.votes.update(ids)
        yield ballot if len(ballot) == len(ids) else None


def _listed(cell: str) -> list[str]:
    if cell.isspace() or not cell:
        return []
    ids = cell.split(",")
    return [id.strip() for id in ids] if " " in cell else ids


def _record(meta: Cells, rules: Rules, options: list[Option], counted: Counted) -> Record:
    ballots = counted.valid + sum(counted.void.values())
    channel = Channel("paper", ballots, ballots, counted)
    title = meta.cells.get("description") or meta.cells.get("unit", "")
    return Record(title, rules, options, Roll(ballots, ballots), [channel])


def _published(meta: Cells, projects: list[Cells]) -> Published:
    chosen = {cells.text("project_id"): cells.whole("selected") for cells in projects}
    return Published(
        num_projects=meta.whole("num_projects"),
        num_votes=meta.whole("num_votes"),
        votes={cells.text("project_id"): cells.whole("votes") for cells in projects},
        selected={id for id, flag in chosen.items() if flag == 1} if any_known(chosen) else None,
    )


def any_known(figures: dict[str, int | None]) -> bool:
    """Whether a column that may be absent says anything."""
    return any(figure is not None for figure in figures.values())
