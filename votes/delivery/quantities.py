"""数量 and 月份 as they are kept: quantities exact, in whole thousandths, so that both databases hold the same figure."""

from decimal import Decimal

import sqlalchemy as sa
from sqlalchemy.engine import Dialect

from votes.delivery.month_rules import Month, read_month

PLACES = 3
MOST = Decimal(10) ** 12


class Quantity(sa.TypeDecorator[Decimal]):
    """A decimal with at most three places, stored as thousandths; a finer one is refused."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | int | None, dialect: Dialect) -> int | None:
        if value is None:
            return None
        thousandths = Decimal(value).scaleb(PLACES)
        if thousandths != int(thousandths):
            raise ValueError("a quantity finer than a thousandth")
        return int(thousandths)

    def process_result_value(self, value: int | None, dialect: Dialect) -> Decimal | None:
        return None if value is None else Decimal(value).scaleb(-PLACES)


class MonthColumn(sa.TypeDecorator[Month]):
    """A calendar month, stored as 2026-07."""

    impl = sa.String(7)
    cache_ok = True

    def process_bind_param(self, value: Month | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Month | None:
        return None if value is None else read_month(value)


def plainly(quantity: Decimal | int) -> str:
    """A quantity as it is read: 326, 12.5, 1,200."""
    whole = f"{quantity:,f}"
    return whole.rstrip("0").rstrip(".") if "." in whole else whole
