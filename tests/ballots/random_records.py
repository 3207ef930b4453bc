"""Random records that stand, small enough for ties and odd enough for every rule, the same for the same seed."""

import random
from typing import Any

IDS = [
    "1",
    "2",
    "3",
    "10",
    "02",
    "甲",
    'a"b',
    "back\\slash",
    "tab\t",
    "é",
    "\U0001f3db",
    "0",
    " ",
    "line\u2028",
]
REASONS = ["unreadable", "over_marked", "blank", "涂改", "\ufb01", "\U0001f5f3"]
NO_MAPS: list[Any] = [None, [], "approve", 1]
NO_MARKS: list[Any] = [1, True, None, ["approve"], {}, "Approve"]
MARKS = {
    "three_way": ["approve", "approve", "oppose", "abstain"],
    "choose": ["approve", "abstain"],
    "rating": ["satisfied", "satisfied", "basic", "dissatisfied", "abstain"],
}


def random_record(seed: int) -> dict[str, Any]:
    """A record of any form, with one to three channels, some of them void."""
    rng = random.Random(seed)
    rules = random_rules(rng)
    ids = rng.sample(IDS, rng.randint(1, 7))
    channels = [random_channel(rng, rules, ids) for _ in range(rng.choice([1, 1, 2, 3]))]
    present = sum(channel["issued"] for channel in channels) + rng.choice([0, 0, 1, 3])
    present = max(0, present - (1 if rng.random() < 0.06 else 0))
    return {
        "format": "minsheng-record/1",
        "title": f"随机记录 {seed}",
        "rules": rules,
        "options": [{"id": id, "title": f"项目{id}", "cost": rng.randint(0, 5)} for id in ids],
        "roll": {"all": present + rng.choice([0, 1, 2, present // 2]), "present": present},
        "channels": channels,
    }


def random_share(rng: random.Random) -> dict[str, Any]:
    return {"of": rng.choice([[0, 1], [1, 2], [2, 3], [1, 3], [3, 6], [1, 1]]), "strict": rng.random() < 0.3}


def random_rules(rng: random.Random) -> dict[str, Any]:
    form = rng.choice(["three_way", "three_way", "choose", "choose", "rating"])
    if form == "rating":
        verdict = {**random_share(rng), "base": rng.choice(["all", "present", "valid"])}
        return {"form": form, "quorum": random_quorum(rng), "verdict": verdict}
    funds = {"cap": rng.randint(0, 14), "fit": rng.choice(["skip", "stop"])} if rng.random() < 0.5 else None
    least = {"min": rng.randint(1, 3)} if rng.random() < 0.5 else {}
    return {
        "form": form,
        "seats": rng.choice([None, 1, 2, 3, 4, 9]),
        "most": rng.choice([None, 1, 2, 3]),
        "over_marked": rng.choice(["void_ballot", "void_marks"]),
        "quorum": random_quorum(rng),
        "pass": {
            **random_share(rng),
            "base": rng.choice(["all", "present", "valid", "none", "none"]),
            **least,
        },
        "tie": rng.choice(["revote", "presidium"] if funds else ["revote", "presidium", "all"]),
        "shortfall": rng.choice(["vacant", "revote"]),
        "funds": funds,
    }


def random_quorum(rng: random.Random) -> dict[str, Any]:
    return (
        {"of": [2, 3], "strict": rng.random() < 0.5}
        if rng.random() < 0.4
        else {"of": [0, 1], "strict": False}
    )


def random_channel(rng: random.Random, rules: dict[str, Any], ids: list[str]) -> dict[str, Any]:
    kind = rng.choice(["paper", "slips", "device"])
    ballots = [random_ballot(rng, rules, ids) for _ in range(rng.randint(0, 8))]
    issued = max(0, len(ballots) + rng.choice([0, 0, 0, 1, 2, 5]) - (1 if rng.random() < 0.04 else 0))
    head = {"kind": kind, "issued": issued, "received": len(ballots)}
    if rng.random() < 0.5:
        return {**head, "ballots": ballots}
    return {**head, **as_counts(rng, kind, rules, ids, len(ballots))}


def random_ballot(rng: random.Random, rules: dict[str, Any], ids: list[str]) -> Any:
    if rng.random() < 0.06:
        return random_unreadable(rng, rng.choice(ids))
    marked = rng.sample(ids, rng.randint(0, len(ids)))
    return {id: rng.choice(MARKS[rules["form"]]) for id in marked}


def random_unreadable(rng: random.Random, id: str) -> Any:
    odd_mark = {id: rng.choice(NO_MARKS)}
    return rng.choice([rng.choice(NO_MAPS), odd_mark, {**odd_mark, "?": "approve"}, {"?": "approve"}])


def as_counts(
    rng: random.Random, kind: str, rules: dict[str, Any], ids: list[str], received: int
) -> dict[str, Any]:
    """Counts of ballots nobody kept, such as paper counted by hand gives."""
    void: dict[str, int] = {reason: 0 for reason in rng.sample(REASONS, rng.randint(0, 3))}
    for reason in void:
        void[reason] = rng.randint(0, min(2, received - sum(void.values())))
    valid = received - sum(void.values())
    names = ["satisfied", "basic", "dissatisfied", "abstain"]
    names = names if rules["form"] == "rating" else ["approve", "oppose", "abstain"]
    counts = {id: dict.fromkeys(names, 0) for id in ids}
    for _ in range(valid):
        approved = 0
        for id in rng.sample(ids, len(ids)):
            mark = rng.choice(MARKS[rules["form"]])
            full = rules.get("most") is not None and approved >= rules["most"]
            mark = "abstain" if mark == "approve" and full else mark
            approved += mark == "approve"
            if kind != "device" or rng.random() < 0.8:
                counts[id][mark] += 1
    return {"valid": valid, "void": void, "counts": counts} if void else {"valid": valid, "counts": counts}
