"""The hands a person holds before something supervised, and what may be done with them."""

from dataclasses import dataclass

from votes.congress.models import Deputy
from votes.projects.documents import Document
from votes.supervision.matters import Matter
from votes.supervision.models import Doer
from votes.supervision.rules import CHECKERS, Hand, State, is_entered_for, may_act_as, may_move


@dataclass(frozen=True)
class Stand:
    """One person: the hands held here, the units acted for, the deputy the person is, and whether one stands aside."""

    hands: frozenset[Hand]
    units: frozenset[int]
    name: str
    deputy: Deputy | None
    recused: bool

    @property
    def sees_names(self) -> bool:
        """Whether deputies' names may be shown."""
        return bool(self.hands & {Hand.office, Hand.group})

    def acting(self, matter: Matter | None = None) -> frozenset[Hand]:
        """The hands one may act by: none to check with for whoever stands aside, not the unit's on another unit's matter."""
        hands = self.hands - CHECKERS if self.recused else self.hands
        if matter is not None and matter.unit_id not in self.units:
            hands = hands - {Hand.unit}
        return hands

    def may(self, hand: Hand, matter: Matter | None = None) -> bool:
        """Whether the person may act by this hand, as oneself or entered for it (代录)."""
        return may_act_as(hand, self.acting(matter))

    def may_move(self, matter: Matter, to: State) -> bool:
        """Whether the person may bring the matter to this state now."""
        return any(
            may_move(matter.state, to, hand, matter.checker) and self.may(hand, matter) for hand in Hand
        )

    def enters_for(self, hand: Hand, matter: Matter | None = None) -> bool:
        """Whether what is done by this hand is entered for another and must be marked (代录)."""
        return is_entered_for(hand, self.acting(matter))

    def doer(
        self,
        hand: Hand,
        matter: Matter | None = None,
        deputy: Deputy | None = None,
        paper: Document | None = None,
    ) -> Doer:
        """The person as doer of a step; `deputy` is the one it is entered for, `paper` what that one signed."""
        entered_for = self.enters_for(hand, matter)
        acting = deputy if entered_for else self.deputy
        return Doer(hand, self.name, acting if hand in CHECKERS else None, entered_for, paper)
