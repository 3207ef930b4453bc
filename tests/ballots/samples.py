"""Records to start a test from, and small changes to them."""

import copy
from typing import Any

from votes.ballots.record import read

PAGE: dict[str, Any] = {
    "format": "minsheng-record/1",
    "title": "2026年度民生实事项目票决 第一轮",
    "rules": {
        "form": "three_way",
        "seats": 10,
        "most": 10,
        "over_marked": "void_ballot",
        "quorum": {"of": [2, 3], "strict": False},
        "pass": {"of": [1, 2], "strict": True, "base": "all", "min": 1},
        "tie": "revote",
        "shortfall": "vacant",
        "funds": None,
    },
    "options": [{"id": "1", "title": "市民中心建设工程", "cost": 12000}],
    "roll": {"all": 232, "present": 203},
    "channels": [
        {
            "kind": "paper",
            "issued": 150,
            "received": 150,
            "valid": 148,
            "void": {"over_marked": 2},
            "counts": {"1": {"approve": 120, "oppose": 20, "abstain": 8}},
        },
        {"kind": "slips", "issued": 53, "received": 2, "ballots": [{"1": "approve"}, {}]},
    ],
    "result": {},
}
"""The record that the page on records shows."""

PAGE_LINE = (
    '{"state":"decided","reason":null,"valid":150,"invalid":2,"void":{"over_marked":2},"not_cast":51,'
    '"counts":{"1":{"approve":121,"oppose":20,"abstain":9}},"adopted":["1"],"tied":[],"waiting":[],'
    '"vacant":9,"next":null}\n'
)
"""The result that the page shows for it."""

RATING: dict[str, Any] = {
    "format": "minsheng-record/1",
    "title": "2020年度民生实事项目测评",
    "rules": {
        "form": "rating",
        "quorum": {"of": [2, 3], "strict": False},
        "verdict": {"base": "valid", "of": [1, 2], "strict": True},
    },
    "options": [{"id": "1", "title": "项目一"}],
    "roll": {"all": 222, "present": 222},
    "channels": [
        {
            "kind": "paper",
            "issued": 222,
            "received": 222,
            "valid": 222,
            "counts": {"1": {"satisfied": 145, "basic": 74, "dissatisfied": 3, "abstain": 0}},
        }
    ],
}
"""A rating as Ninghai published it in 2020: 145 satisfied, 74 basically, 3 not."""

GONE = object()


def page(**changes: Any) -> dict[str, Any]:
    """The page's record with changes by path: `page(rules__seats=3, channels__0__issued=7)`."""
    return changed(PAGE, **changes)


def rating(**changes: Any) -> dict[str, Any]:
    """The rating with changes by path."""
    return changed(RATING, **changes)


def changed(record: dict[str, Any], **changes: Any) -> dict[str, Any]:
    """A copy with the members at these paths set, or taken out where the value is GONE."""
    record = copy.deepcopy(record)
    for path, value in changes.items():
        *way, last = [int(key) if key.isdigit() else key for key in path.split("__")]
        place: Any = record
        for key in way:
            place = place[key] if isinstance(place, list) else place[str(key)]
        if value is GONE:
            del place[last if isinstance(place, list) else str(last)]
        else:
            place[last if isinstance(place, list) else str(last)] = value
    return record


def contest(
    approvals: dict[str, int], voters: int = 100, costs: dict[str, int] | None = None, **rules: Any
) -> dict[str, Any]:
    """A paper round in which each option got so many approvals of `voters`, all others opposed."""
    marks = {id: {"approve": n, "oppose": voters - n, "abstain": 0} for id, n in approvals.items()}
    adopted_rules = {**PAGE["rules"], "most": None, **rules}
    return {
        "format": "minsheng-record/1",
        "title": "票决",
        "rules": adopted_rules,
        "options": [{"id": id, "title": f"项目{id}", "cost": (costs or {}).get(id, 0)} for id in approvals],
        "roll": {"all": voters, "present": voters},
        "channels": [
            {
                "kind": "paper",
                "issued": voters,
                "received": voters,
                "valid": voters,
                "void": {},
                "counts": marks,
            }
        ],
    }


def result(record: dict[str, Any]) -> dict[str, Any]:
    """What follows from a record."""
    return read(record).result().plain()
