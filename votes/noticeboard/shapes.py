"""What a field of the open data (开放数据) is: its key, its kind, its name in words. Data page, sheets and OpenAPI say the same from it."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from votes.common.errors import say


class Kind(StrEnum):
    """What stands in a field; every kind may be blank (null) where the field says so."""

    text = "text"
    whole = "whole"
    yuan = "yuan"
    percent = "percent"
    number = "number"
    flag = "flag"
    day = "day"
    moment = "moment"
    address = "address"
    counts = "counts"
    languages = "languages"
    open = "open"


KIND_NAMES = {
    Kind.text: say("text"),
    Kind.whole: say("whole number"),
    Kind.yuan: say("whole number, in yuan"),
    Kind.percent: say("percent or points with one decimal, as text"),
    Kind.number: say("number with decimals"),
    Kind.flag: say("yes or no (true, false)"),
    Kind.day: say("day, as 2026-02-27"),
    Kind.moment: say("moment, as 2026-02-27T09:00:00+00:00"),
    Kind.address: say("address of a page"),
    Kind.counts: say("numbers by word"),
    Kind.languages: say("text by language: zh, en"),
    Kind.open: say("values as the paper it belongs to says"),
}


@dataclass(frozen=True)
class Field:
    """One field: `words` is its name for people (a sentence of the catalogue); `shape` names what lies inside, if anything does.

    `kept` is false where it may be blank: not decided, not published, not known. `many`: a list of them.
    """

    key: str
    words: str
    kind: Kind = Kind.text
    kept: bool = False
    choices: Sequence[str] = ()
    shape: str = ""
    many: bool = False


@dataclass(frozen=True)
class Shape:
    """An object of the open data with its fields in order; `loose` ones may carry more than is described."""

    name: str
    words: str
    fields: Sequence[Field]
    loose: bool = False

    @property
    def keys(self) -> list[str]:
        """The keys in order."""
        return [field.key for field in self.fields]
