"""What a unit says in a month's report, in plain values, by keys that outlive a version of the plan."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from votes.delivery.models import FundSource
from votes.delivery.rules import check_fall


@dataclass(frozen=True)
class Achieved:
    """What is achieved of a milestone by the end of the month, cumulative; or the day it was reached."""

    quantity: Decimal = Decimal(0)
    reached_on: date | None = None
    reason: str = ""

    @property
    def amount(self) -> Decimal:
        """The figure to compute with: the quantity, or 1 once reached."""
        return Decimal(1) if self.reached_on else self.quantity


@dataclass(frozen=True)
class Spent:
    """Money of one source by the end of the month, cumulative, in 元: in hand (到位) and paid (支付)."""

    allocated_yuan: int = 0
    paid_yuan: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Said:
    """Everything a unit says in a month's report: figures by milestone key and by source, and its words."""

    achieved: dict[int, Achieved] = field(default_factory=dict)
    spent: dict[FundSource, Spent] = field(default_factory=dict)
    done_words: str = ""
    next_words: str = ""
    why_slow: str = ""
    no_change: bool = False


def check_falls(before: Said, now: Said) -> None:
    """Refuse figures that fell below those of the month before without a reason each."""
    for key, entry in now.achieved.items():
        check_fall(before.achieved.get(key, Achieved()).amount, entry.amount, entry.reason)
    for source, spent in now.spent.items():
        earlier = before.spent.get(source, Spent())
        check_fall(earlier.paid_yuan, spent.paid_yuan, spent.reason)
        check_fall(earlier.allocated_yuan, spent.allocated_yuan, spent.reason)
