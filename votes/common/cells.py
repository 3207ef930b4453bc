"""What a cell of an uploaded table says: text, integer, decimal, date or a choice, as people write them."""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from votes.common.errors import say
from votes.common.grids import Broken, Cell

Kind = Literal["text", "integer", "decimal", "date", "choice"]
Value = Any  # str, int, Decimal, date, what a choice stands for, or None for a blank cell

UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]")
EXACT = 10**15  # a spreadsheet keeps 15 digits of a number, and fills the rest with zeros
DASHES = {"/", "-", "—", "——", "–", "－", "／"}
NUMBER = re.compile(r"[+-]?\d{1,15}(\.\d{1,10})?")
DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?|(\d{4})(\d{2})(\d{2})")

A_TEXT = say("at most %(most)d characters")
AN_INTEGER = say("a whole number")
A_DECIMAL = say("a number without words")
A_DATE = say("a date such as 2026-02-27")
ONE_OF = say("one of %(choices)s")
AT_LEAST = say("a number of at least %(least)s")
AT_MOST = say("a number of at most %(most)s")
ALL_DIGITS = say("all digits: the cell must be formatted as text before they are typed")
NO_ERROR = say("a value; the cell shows an error")


class Unfit(Exception):
    """A cell does not say what its column needs; `expected` % `values` says what that is."""

    def __init__(self, expected: str, **values: Any) -> None:
        super().__init__(expected % values if values else expected)
        self.expected = expected
        self.values = values


def shown(cell: Cell) -> str:
    """A cell as the sheet shows it, without spaces around and signs nobody sees."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = format(cell, ".15g") if isinstance(cell, float) else str(cell)
    return UNSEEN.sub("", text).strip()


def folded(text: str) -> str:
    """A word for comparing: half-width, without spaces, lines and case."""
    return re.sub(r"[\s_]+", "", unicodedata.normalize("NFKC", text)).casefold()


def is_empty(cell: Cell) -> bool:
    """Whether nothing is to be seen in a cell."""
    return not shown(cell)


def is_blank(cell: Cell, kind: Kind) -> bool:
    """Whether a cell says nothing; where a number or a day belongs, a dash says nothing too."""
    text = shown(cell)
    return not text or (kind != "text" and text in DASHES)


def text_of(cell: Cell, longest: int) -> str:
    """The text of a cell; a number typed as such keeps all its digits or is refused."""
    if isinstance(cell, (int, float)) and abs(cell) >= EXACT:
        raise Unfit(ALL_DIGITS)
    text = shown(cell)
    if len(text) > longest:
        raise Unfit(A_TEXT, most=longest)
    return text


def decimal_of(cell: Cell) -> Decimal:
    """The number of a cell, also where it is text with full-width digits or parted thousands."""
    text = unicodedata.normalize("NFKC", shown(cell)).replace(" ", "")
    if re.fullmatch(r"[+-]?\d{1,3}(,\d{3})+(\.\d+)?", text):
        text = text.replace(",", "")
    if isinstance(cell, (bool, date)) or not NUMBER.fullmatch(text):
        raise Unfit(A_DECIMAL)
    return Decimal(text)


def integer_of(cell: Cell) -> int:
    """The whole number of a cell."""
    try:
        number = decimal_of(cell)
    except Unfit as unfit:
        raise Unfit(AN_INTEGER) from unfit
    if number != int(number):
        raise Unfit(AN_INTEGER)
    return int(number)


def date_of(cell: Cell) -> date:
    """The day of a cell: a date, or text as 2026-02-27, 2026.2.27, 2026年2月27日, 20260227."""
    if isinstance(cell, date):
        return cell
    found = DAY.fullmatch(re.sub(r"\s", "", unicodedata.normalize("NFKC", shown(cell))))
    if not found:
        raise Unfit(A_DATE)
    year, month, day = (int(part) for part in found.groups() if part)
    try:
        return date(year, month, day)
    except ValueError as error:
        raise Unfit(A_DATE) from error


def choice_of(cell: Cell, choices: Mapping[str, Any]) -> Any:
    """What the word in a cell stands for."""
    words = {folded(word): value for word, value in choices.items()}
    try:
        return words[folded(shown(cell))]
    except KeyError as error:
        raise Unfit(ONE_OF, choices="、".join(choices)) from error


PLAIN: Mapping[Kind, Callable[[Cell], Value]] = {
    "integer": integer_of,
    "decimal": decimal_of,
    "date": date_of,
}


def value_of(cell: Cell, kind: Kind, longest: int = 2000, choices: Mapping[str, Any] | None = None) -> Value:
    """What a cell says, or None where it is blank; `Unfit` says what was expected."""
    if isinstance(cell, Broken):
        raise Unfit(NO_ERROR)
    if is_blank(cell, kind):
        return None
    if kind == "text":
        return text_of(cell, longest)
    return choice_of(cell, choices or {}) if kind == "choice" else PLAIN[kind](cell)


def check_range(number: int | Decimal, least: int | None, most: int | None) -> None:
    """Refuse a number outside what its column allows."""
    if least is not None and number < least:
        raise Unfit(AT_LEAST, least=least)
    if most is not None and number > most:
        raise Unfit(AT_MOST, most=most)
