"""筛选 of what residents asked for: by class, by what became of it, by words; the most wanted first, if asked so."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _

from votes.noticeboard.filters import FEW, LONGEST, Filter

Wish = Mapping[str, Any]
MOST_WANTED = "most"


def chosen_wishes(wishes: Sequence[Wish], asked: Mapping[str, str]) -> tuple[list[Wish], list[Filter]]:
    """The proposals that fit all that was asked, in the order asked for, and the fields with which it was asked."""
    rows, filters = list(wishes), list[Filter]()
    for name, label, words in (("class", _("Class"), "class"), ("now", _("What became of it"), "state")):
        choices = sorted({(one[name], one[words]) for one in wishes if one[name]})
        if len(choices) > 1 and len(wishes) >= FEW:
            chosen = asked.get(name, "")[:LONGEST]
            filters.append(Filter(name, label, choices, chosen))
            rows = [one for one in rows if not chosen or chosen == one[name]]
    if len({one["supporters"] for one in wishes}) > 1:
        order = asked.get("order", "")[:LONGEST]
        filters.append(
            Filter("order", _("Order"), [(MOST_WANTED, _("Most wanted first"))], order, _("Newest first"))
        )
        rows = sorted(rows, key=lambda one: -one["supporters"]) if order == MOST_WANTED else rows
    return rows, filters
