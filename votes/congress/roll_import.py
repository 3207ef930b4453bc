"""代表名册 from a sheet: all rows or none; a second time changes nothing.

Whoever stands in the list with the same name and phone is the same person. A name without a phone, on either
side, is the same person if there is only one of that name. Blank cells take nothing away.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from votes.common.errors import say
from votes.common.sheets import Column, Reading, Row, SheetError, read_sheet, repeated
from votes.congress.lists import add_delegations
from votes.congress.models import Delegation, Deputy, Term, Walk
from votes.congress.roll import PHONE, PHONE_WORDS, add_deputy, change_deputy, tidy_phone
from votes.congress.strokes import tidy_name

WALK_WORDS: dict[str, Walk] = {
    "党政": Walk.government,
    "企业": Walk.firm,
    "基层": Walk.grass_roots,
    "专业技术": Walk.expert,
}
"""The words of the sheet for the walks of life (界别)."""

COLUMNS = (
    Column("name", ("姓名", "代表姓名", "Name"), required=True, longest=60),
    Column("delegation", ("代表团", "代表小组", "Delegation"), longest=80),
    Column("phone", ("手机号码", "手机", "手机号", "联系电话", "电话", "Phone"), longest=30),
    Column("place", ("选区", "所在选区", "选举单位", "所在地", "Constituency"), longest=80),
    Column("trade", ("职业", "工作单位及职务", "职务", "行业", "Trade"), longest=80),
    Column("walk", ("界别", "Walk of life"), kind="choice", choices=WALK_WORDS),
)
WHICH = say("the phone number in the list, to tell which of several of this name is meant")
OTHER_PHONE = say("the phone number in the list; if it has changed, change it on the deputy's page first")
ENDED = say("a deputy whose mandate has not ended")


@dataclass(frozen=True)
class Outcome:
    """What an import did: numbers of deputies, and those of the list that the sheet does not name."""

    added: int = 0
    changed: int = 0
    same: int = 0
    missing: int = 0
    errors: tuple[SheetError, ...] = ()


def import_roll(term: Term, data: bytes) -> Outcome:
    """Bring the list of a term up to a sheet (.xlsx, .csv); `errors` says what to mend, and nothing was done."""
    reading: Reading = read_sheet(data, COLUMNS)
    errors = [*reading.errors, *wrong_phones(reading.rows), *repeated(reading.rows, "name", "phone")]
    if errors:
        return Outcome(errors=tuple(errors))
    pairs, errors = matched(reading.rows, term)
    if errors:
        return Outcome(errors=tuple(errors))
    return taken(term, pairs)


def name_of(row: Row) -> str:
    """The name in a row, without the blanks that align it."""
    return tidy_name(str(row["name"] or ""))


def phone_of(row: Row) -> str:
    """The phone in a row."""
    return tidy_phone(str(row["phone"] or ""))


def wrong_phones(rows: Iterable[Row]) -> list[SheetError]:
    """Cells that hold no phone number."""
    return [
        row.error("phone", PHONE_WORDS)
        for row in rows
        if phone_of(row) and not PHONE.fullmatch(phone_of(row))
    ]


def walk_word(walk: Walk | None) -> str:
    """A walk of life as the sheet has it."""
    return next((word for word, one in WALK_WORDS.items() if one is walk), "")


Pair = tuple[Row, Deputy | None]


def matched(rows: Sequence[Row], term: Term) -> tuple[list[Pair], list[SheetError]]:
    """Each row with the deputy it means, or None for a new one; and the rows of which that cannot be told."""
    listed: dict[str, list[Deputy]] = defaultdict(list)
    for deputy in term.deputies:
        listed[deputy.name].append(deputy)
    named: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        named[name_of(row)].append(row)
    pairs: list[Pair] = []
    errors: list[SheetError] = []
    for name, same in named.items():
        found, wrong = told_apart(same, listed[name])
        pairs, errors = pairs + found, errors + wrong
    return pairs, errors


def told_apart(rows: list[Row], deputies: list[Deputy]) -> tuple[list[Pair], list[SheetError]]:
    """The rows of one name, each with its deputy: by phone first, then those that are left, if only one can be meant."""
    by_phone = {deputy.phone: deputy for deputy in deputies if deputy.phone}
    sure: list[Pair] = [(row, by_phone[phone_of(row)]) for row in rows if phone_of(row) in by_phone]
    taken_rows, taken_deputies = [row for row, _ in sure], [deputy for _, deputy in sure]
    errors = [row.error("name", ENDED) for row, deputy in sure if deputy and deputy.left_on]
    rest = [row for row in rows if row not in taken_rows]
    free = [one for one in deputies if one not in taken_deputies and one.left_on is None]
    if not free:
        return sure + [(row, None) for row in rest], errors
    if len(rest) == len(free) == 1:
        if phone_of(rest[0]) and free[0].phone:
            return sure, [*errors, rest[0].error("phone", OTHER_PHONE)]
        return [*sure, (rest[0], free[0])], errors
    return sure, errors + [row.error("phone", WHICH) for row in rest]


def taken(term: Term, pairs: Sequence[Pair]) -> Outcome:
    """Do what the rows say."""
    words = [str(row["delegation"]) for row, _ in pairs if row["delegation"]]
    add_delegations(term, list(dict.fromkeys(words)))
    delegations = {one.name: one for one in term.delegations}
    before = [one for one in term.serving]
    done = [take(term, row, deputy, delegations) for row, deputy in pairs]
    meant = {deputy.id for _, deputy in pairs if deputy}
    return Outcome(
        added=done.count("added"),
        changed=done.count("changed"),
        same=done.count("same"),
        missing=sum(1 for one in before if one.id not in meant),
    )


def take(term: Term, row: Row, deputy: Deputy | None, delegations: dict[str, Delegation]) -> str:
    """One row: a new deputy, or what it changes of one; blanks take nothing away."""
    delegation = delegations.get(str(row["delegation"] or ""))
    phone, place, trade = phone_of(row), str(row["place"] or ""), str(row["trade"] or "")
    walk = Walk(row["walk"]) if row["walk"] else None
    if deputy is None:
        add_deputy(term, name_of(row), delegation, phone, place, trade, walk)
        return "added"
    changed = change_deputy(
        deputy,
        name_of(row),
        delegation or deputy.delegation,
        phone or deputy.phone,
        place or deputy.place,
        trade or deputy.trade,
        walk or deputy.walk,
    )
    return "changed" if changed else "same"
