"""The words of a level: a street (街道) has an assembly of deliberative deputies that recommends; a township, a presidium."""

from dataclasses import dataclass

from flask_babel import lazy_gettext as _l
from flask_babel.speaklater import LazyString

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
