"""代表: the list of deputies, how somebody enters it and how a mandate ends."""

import re
from datetime import date

from votes.common.codes import new_code
from votes.common.db import db
from votes.common.errors import RuleBroken, say
from votes.congress.models import Delegation, Deputy, Term, Walk
from votes.congress.strokes import stroke_key, tidy_name

PHONE = re.compile(r"\+?[0-9]{5,20}")
PHONE_WORDS = say("a phone number of 5 to 20 digits")
DESK_CODE = 8
"""Characters of a desk code (报到码): it tells presence and opens nothing."""


def tidy_phone(phone: str | None) -> str:
    """A phone number without blanks, dashes and brackets."""
    return re.sub(r"[\s()（）-]", "", phone or "")


def check_phone(phone: str | None) -> None:
    """Refuse what is no phone number; blank is none."""
    if tidy_phone(phone) and not PHONE.fullmatch(tidy_phone(phone)):
        raise RuleBroken(say("Write the phone number in 5 to 20 digits."))


def check_only_one(term: Term, name: str, phone: str, but: Deputy | None = None) -> None:
    """Refuse a second deputy of the same name and phone in one term, those whose mandate has ended included."""
    for one in term.deputies:
        if one is not but and (one.name, one.phone) == (name, phone):
            raise RuleBroken(
                say(
                    "A deputy of this name and phone is in the list already. Two of one name need their phones."
                )
            )


def add_deputy(
    term: Term,
    name: str,
    delegation: Delegation | None,
    phone: str = "",
    place: str = "",
    trade: str = "",
    walk: Walk | None = None,
) -> Deputy:
    """A deputy enters the list, with a desk code (报到码)."""
    name, phone = tidy_name(name), tidy_phone(phone)
    check_only_one(term, name, phone)
    row = Deputy(
        congress_id=term.congress_id,
        term=term,
        delegation=delegation,
        name=name,
        stroke_key=stroke_key(name),
        phone=phone,
        place=place,
        trade=trade,
        walk=walk,
        desk_code=new_code(DESK_CODE),
    )
    db.session.add(row)
    db.session.flush()
    return row


def change_deputy(
    row: Deputy,
    name: str,
    delegation: Delegation | None,
    phone: str,
    place: str,
    trade: str,
    walk: Walk | None = None,
) -> bool:
    """Other particulars; whether anything is different now."""
    name, phone = tidy_name(name), tidy_phone(phone)
    check_only_one(row.term, name, phone, but=row)
    before = (row.name, row.delegation, row.phone, row.place, row.trade, row.walk)
    row.name, row.delegation, row.phone, row.place, row.trade = name, delegation, phone, place, trade
    row.walk = walk
    row.stroke_key = stroke_key(name)
    db.session.flush()
    return before != (name, delegation, phone, place, trade, walk)


def end_mandate(row: Deputy, on: date) -> None:
    """A mandate ends before the term: the deputy leaves 全体代表, and stays in the history."""
    if row.left_on is not None:
        raise RuleBroken(say("This mandate has ended already."))
    if row.term.began_on and on < row.term.began_on:
        raise RuleBroken(say("A mandate cannot end before the term began."))
    row.left_on = on
    db.session.flush()


def restore_mandate(row: Deputy) -> None:
    """The mandate was ended by mistake."""
    row.left_on = None
    db.session.flush()
