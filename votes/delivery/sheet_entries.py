"""What an office's own sheet says of each project: its rows put to their projects, each figure judged in its place."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from votes.common.cells import Unfit, folded
from votes.common.days import short_day
from votes.common.errors import say
from votes.common.sheets import Row, SheetError
from votes.delivery.mapping_rules import MONEY, WORDS, Field, key_of
from votes.delivery.models import FundSource
from votes.delivery.month_book import Page, Step
from votes.delivery.month_rules import Month
from votes.delivery.quantities import PLACES, plainly
from votes.delivery.rules import is_fall
from votes.delivery.said import Achieved, Said, Spent
from votes.delivery.states import ReportState

YUAN = 10_000
HANDED_IN = (ReportState.submitted, ReportState.accepted)
SIGNS = re.compile(r"[\W_]+")

NO_PROJECT = say("the number or title of a project that is carried out")
ANOTHER_TITLE = say("the title of No. %(number)d, which is “%(title)s”")
TWICE = say("this only once: row %(first)d says something else of it")
NO_STEP = say("a milestone of the plan: %(titles)s")
WHICH_STEP = say("nothing, as long as no column says which milestone is meant: the plan counts more than one")
A_QUANTITY = say("no number, for this milestone is reached or not: write the day")
A_DAY = say("no day, for this milestone is counted: write the number")
TOO_FINE = say("a number with at most three decimals")
WHOLE_YUAN = say("an amount in whole yuan")
ONE_SOURCE = say("nothing, for the plan has several sources of money: fill it in on the month's page")
NOT_AFTER = say("a day up to %(day)s")
A_FALL = say("at least the %(before)s of the month before, or why it is corrected")
ALREADY_IN = say("nothing new: this report is handed in already. Correct the figure with the next report")
WRITTEN_SINCE = say(
    "nothing new: this draft was written by other means, and the sheet would put it back."
    " Look at the draft, then upload again and choose which of the two counts"
)

Key = tuple[str, Any]


@dataclass
class Entry:
    """What a sheet says of one project: its page, the month as it would stand, and where each figure came from."""

    page: Page
    said: Said
    places: dict[Key, tuple[Row, Field]] = field(default_factory=dict)

    @cached_property
    def stood(self) -> Said:
        """What stands before the sheet is read in."""
        return self.page.stands()

    @property
    def is_new(self) -> bool:
        """Whether it says something else than what stands."""
        return self.said != self.stood

    def changed(self) -> list[tuple[Row, Field]]:
        """Where it says something else than what stands."""
        return [
            place for key, place in self.places.items() if piece(self.said, key) != piece(self.stood, key)
        ]


@dataclass
class Judge:
    """Puts the rows of a sheet to the projects of a book; what does not fit is in `errors`."""

    month: Month
    on: date
    pages: Iterable[Page]
    mine: Collection[int] | None = None
    entries: dict[int, Entry] = field(default_factory=dict)
    errors: list[SheetError] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.by_number = {str(page.number): page for page in self.pages}
        self.by_title = {plain_title(page.title): page for page in self.pages}
        self.last: tuple[str, Page | None] = "", None

    def take(self, rows: Iterable[Row]) -> None:
        """Take every row in, then judge each project as a whole."""
        for row in rows:
            try:
                self.put(row, self.page_of(row))
            except Wrong as wrong:
                self.errors.append(wrong.error)
        for entry in self.entries.values():
            self.errors += self.against(entry)

    def page_of(self, row: Row) -> Page:
        """The project that a row names; one without a name goes on with the project above it."""
        number, title = key_of(row.values)
        place = Field.project if title else Field.number
        if not number and not title and self.last[0] == row.sheet and self.last[1]:
            return self.last[1]
        page = self.by_number.get(number) if number else self.by_title.get(plain_title(title))
        if page is None:
            raise Wrong(row, Field.project if Field.project in row.heads else place, NO_PROJECT)
        if number and title and plain_title(title) != plain_title(page.title):
            raise Wrong(row, Field.project, ANOTHER_TITLE, number=page.number, title=page.title)
        self.last = row.sheet, page
        return page

    def entry_of(self, page: Page) -> Entry:
        """What the sheet says of a project, so far."""
        if page.project_id not in self.entries:
            self.entries[page.project_id] = Entry(page, page.stands())
        return self.entries[page.project_id]

    def put(self, row: Row, page: Page) -> None:
        """Put what a row says to its project; rows of other units' projects are passed over."""
        if self.mine is not None and page.unit_id not in self.mine:
            return
        entry = self.entry_of(page)
        for name in (Field.quantity, Field.reached_on, *MONEY, *WORDS):
            value = row.values.get(name)
            if value is not None:
                try:
                    self.put_one(entry, row, name, value)
                except Unfit as unfit:
                    self.errors.append(row.error(name, unfit.expected, **unfit.values))

    def put_one(self, entry: Entry, row: Row, name: Field, value: Any) -> None:
        """Put one cell; `Unfit` says what was expected."""
        why = str(row.values.get(Field.reason) or "")
        if name in WORDS:
            keep(entry, (name, None), value, row, name)
        elif name in MONEY:
            keep(entry, (name, only_source(entry.page)), yuan_of(value), row, name, why)
        else:
            step = step_of(entry.page, row, name)
            if name is Field.reached_on and value > min(self.on, self.month.last):
                raise Unfit(NOT_AFTER, day=short_day(min(self.on, self.month.last)))
            keep(entry, (name, step.key), checked(value, name), row, name, why)

    def against(self, entry: Entry) -> list[SheetError]:
        """What stands against writing this project's month, at the cells that would."""
        changed = entry.changed()
        if entry.page.state in HANDED_IN:
            return [row.error(name, ALREADY_IN) for row, name in changed]
        barred = entry.page.barred(self.month, self.on)
        if barred is not None:
            row, name = next(iter(entry.places.values()))
            return [row.error(name, barred.sentence, **barred.values)]
        return [error for key in entry.places if (error := fall(entry, key)) is not None]


class Wrong(Exception):
    """A row that cannot be put to a project."""

    def __init__(self, row: Row, name: Field, expected: str, **values: Any) -> None:
        super().__init__(expected)
        self.error = row.error(name, expected, **values)


def plain_title(title: str) -> str:
    """A title for comparing: without signs, spaces and width."""
    return SIGNS.sub("", folded(title))


def step_of(page: Page, row: Row, name: Field) -> Step:
    """The milestone that a row is of: the one it names, else the only one that is counted."""
    title = row.values.get(Field.milestone)
    steps = [step for step in page.steps if step.target is not None]
    if title is not None:
        steps = [step for step in page.steps if plain_title(step.title) == plain_title(title)]
    if len(steps) != 1:
        titles = "、".join(step.title for step in page.steps)
        raise Unfit(WHICH_STEP) if title is None else Unfit(NO_STEP, titles=titles)
    if (steps[0].target is None) != (name is Field.reached_on):
        raise Unfit(A_DAY if name is Field.reached_on else A_QUANTITY)
    return steps[0]


def only_source(page: Page) -> FundSource:
    """The only source of money of a plan."""
    if len(page.sources) != 1:
        raise Unfit(ONE_SOURCE)
    return page.sources[0]


def yuan_of(wan: Decimal) -> int:
    """万元 as whole 元."""
    if wan * YUAN % 1:
        raise Unfit(WHOLE_YUAN)
    return int(wan * YUAN)


def checked(value: Any, name: Field) -> Any:
    """A quantity that can be kept, or a day."""
    if name is Field.quantity and value.scaleb(PLACES) % 1:
        raise Unfit(TOO_FINE)
    return value


def keep(entry: Entry, key: Key, value: Any, row: Row, name: Field, why: str = "") -> None:
    """Write a figure or words into the month as it would stand; said twice, it must be the same."""
    earlier = entry.places.get(key)
    if earlier is not None:
        if piece(entry.said, key) != value:
            raise Unfit(TWICE, first=earlier[0].number)
        return
    entry.places[key] = row, name
    entry.said = written(entry.said, key, value, why)


def written(said: Said, key: Key, value: Any, why: str) -> Said:
    """The month with one more figure or words."""
    name, which = key
    if name in WORDS:
        return replace(said, **{str(name): value})
    if name in MONEY:
        spent = said.spent.get(which, Spent())
        now = replace(spent, **{f"{name}_yuan": value}, reason=why or spent.reason)
        return replace(said, spent={**said.spent, which: now})
    entry = said.achieved.get(which, Achieved())
    if name == Field.quantity:
        now_said = Achieved(value, reason=why or entry.reason)
    else:
        now_said = Achieved(reached_on=value, reason=why or entry.reason)
    return replace(said, achieved={**said.achieved, which: now_said})


def piece(said: Said, key: Key) -> Any:
    """What a month says in one place."""
    name, which = key
    if name in WORDS:
        return getattr(said, name)
    if name in MONEY:
        return getattr(said.spent.get(which, Spent()), f"{name}_yuan")
    entry = said.achieved.get(which, Achieved())
    return entry.quantity if name == Field.quantity else entry.reached_on


def fall(entry: Entry, key: Key) -> SheetError | None:
    """A figure that fell below the month before, and nobody says why."""
    name, which = key
    if name in WORDS or name == Field.reached_on:
        return None
    before, now = piece(entry.page.before, key), piece(entry.said, key)
    kept: Mapping[Any, Achieved | Spent] = entry.said.spent if name in MONEY else entry.said.achieved
    if not is_fall(before, now, kept[which].reason):
        return None
    row, place = entry.places[key]
    return row.error(place, A_FALL, before=plainly(Decimal(before) / YUAN if name in MONEY else before))


def written_since(entries: Iterable[Entry], mark: str) -> list[SheetError]:
    """Cells that would write over a draft that did not come from this sheet."""
    begun = [one for one in entries if one.page.state is ReportState.draft and one.page.report.sheet != mark]
    return [row.error(name, WRITTEN_SINCE) for one in begun for row, name in one.changed()]
