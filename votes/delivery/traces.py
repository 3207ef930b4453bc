"""What the unit files goes from state to state, each time with its evidence, and leaves a trace."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from votes.delivery.states import Hand


class Traced:
    """A table with a `state`, and with `steps` that keep each change of it: when, by whom, why."""

    if TYPE_CHECKING:
        congress_id: Any
        steps: Any

    def step(self, state: StrEnum, hand: Hand, at: datetime, reason: str = "", **evidence: Any) -> None:
        """Go to another state together with its evidence, and leave the trace of it."""
        kind = sa.inspect(type(self)).relationships["steps"].mapper.class_
        trace = kind(
            congress_id=self.congress_id,
            seq=len(self.steps) + 1,
            state=state,
            at=at,
            by=hand.name,
            reason=reason.strip(),
        )
        for name, value in {"state": state, **evidence}.items():
            setattr(self, name, value)
        self.steps.append(trace)
