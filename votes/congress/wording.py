"""The words of a level: a street (街道) has an assembly of deliberative deputies that recommends; a township, a presidium."""

import re
from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

from votes.common.i18n import Retelling
from votes.congress.models import BODY_NAMES, Body, Level


@dataclass(frozen=True)
class Wording:
    """What a level calls its body, its deputies, their groups, the vote, and who decides between sessions."""

    body: LazyString
    deputies: LazyString
    deputy: LazyString
    delegations: LazyString
    ballot: LazyString
    between: Body | None


def congress_words(between: Body) -> Wording:
    """The words of a people's congress."""
    return Wording(
        body=BODY_NAMES[Body.congress],
        deputies=_l("Deputies"),
        deputy=_l("deputy"),
        delegations=_l("Delegations"),
        ballot=_l("ballot"),
        between=between,
    )


WORDING: dict[Level, Wording] = {
    Level.province: congress_words(Body.standing_committee),
    Level.prefecture: congress_words(Body.standing_committee),
    Level.county: congress_words(Body.standing_committee),
    Level.township: congress_words(Body.presidium),
    Level.street: Wording(
        body=BODY_NAMES[Body.assembly],
        deputies=_l("Deliberative deputies"),
        deputy=_l("deliberative deputy"),
        delegations=_l("Groups of deputies"),
        ballot=_l("recommendation"),
        between=None,
    ),
}


def bodies_of(level: Level) -> list[Body]:
    """Who holds sessions at this level: the congress or assembly, and who acts between its sessions."""
    whole = Body.assembly if level is Level.street else Body.congress
    between = WORDING[level].between
    return [whole, between] if between else [whole]


LAW = re.compile("法第|Law, Art")
"""What quotes the law is told as the law has it."""
OF_COMMITTEE = tuple(
    (re.compile(old), new)
    for old, new in (
        ("全体代表", "常委会全体组成人员"),
        ("主席团", "主任会议"),
        ("(?<!人民|人大|议事)代表(?!大会|团)", "组成人员"),
        (r"(?<!\()\b([Aa])ll deputies\b", r"\1ll members of the standing committee"),
        (r"(?<!\()\bpresidium\b(?!\))", "chairpersons' meeting"),
        (r"(?<!\()\bdeputies\b(?!\))", "members"),
        (r"(?<!\()\bDeputies\b(?!\))", "Members"),
        (r"(?<!\()\bdeputy\b(?!\))", "member"),
    )
)
"""What is said of a congress and how it is said of its standing committee (常委会组成人员, 主任会议)."""


def told_of_committee(sentence: str) -> str:
    """A sentence on a congress as it is said of its standing committee."""
    if LAW.search(sentence):
        return sentence
    for old, new in OF_COMMITTEE:
        sentence = old.sub(new, sentence)
    return sentence


def words_of(body: Body) -> Retelling | None:
    """How sentences are told of this body; None: as they stand."""
    return told_of_committee if body is Body.standing_committee else None
