"""A second counter, written apart from the first from the record's page alone, slow and plain on purpose.

It shares no line with `votes.ballots`: fractions instead of cross-multiplied integers, one ballot after the
other, one seat after the other, and JSON written by hand. It refuses nothing: it is given records that stand.
"""

from fractions import Fraction

ENDLESS = 10**30


def result_line(record: dict) -> bytes:
    """The result of a record as its line of bytes."""
    return (to_json(result_of(record)) + "\n").encode("utf-8")


def result_of(record: dict) -> dict:
    form = record["rules"]["form"]
    valid, void, counts = add_channels(record)
    if any(channel["kind"] == "device" for channel in record["channels"]):
        for id in counts:
            counts[id]["not_pressed"] = valid - sum(counts[id].values())
    issued = sum(channel["issued"] for channel in record["channels"])
    received = sum(channel["received"] for channel in record["channels"])
    reason = why_void(record, issued)
    head = {
        "state": "void" if reason else "decided",
        "reason": reason,
        "valid": valid,
        "invalid": sum(void.values()),
        "void": in_order(void),
        "not_cast": issued - received if issued > received else 0,
        "counts": counts,
    }
    if form == "rating":
        head["verdicts"] = {} if reason else verdicts(record, valid, counts)
    elif reason:
        head.update({"adopted": [], "tied": [], "waiting": [], "vacant": 0, "next": None})
    else:
        head.update(after_filling(record, fill(record, valid, counts)))
    return head


def add_channels(record: dict) -> tuple:
    rules = record["rules"]
    ids = [option["id"] for option in record["options"]]
    valid, void = 0, {}
    counts = {id: {mark: 0 for mark in marks_of(rules["form"])} for id in ids}
    for channel in record["channels"]:
        pile_valid, pile_void, pile_counts = pile(channel, rules, ids)
        valid = valid + pile_valid
        for reason in pile_void:
            void[reason] = void.get(reason, 0) + pile_void[reason]
        for id in ids:
            for mark in pile_counts[id]:
                counts[id][mark] = counts[id][mark] + pile_counts[id][mark]
    return valid, void, counts


def marks_of(form: str) -> list:
    if form == "rating":
        return ["satisfied", "basic", "dissatisfied", "abstain"]
    return ["approve", "oppose", "abstain"]


def pile(channel: dict, rules: dict, ids: list) -> tuple:
    if "ballots" not in channel:
        return channel["valid"], channel.get("void", {}), channel["counts"]
    valid, void = 0, {"unreadable": 0, "over_marked": 0}
    counts = {id: {mark: 0 for mark in marks_of(rules["form"])} for id in ids}
    for ballot in channel["ballots"]:
        if not readable(ballot, rules["form"], ids):
            void["unreadable"] += 1
            continue
        approvals = len([id for id in ballot if ballot[id] == "approve"])
        too_many = rules.get("most") is not None and approvals > rules["most"]
        if too_many and rules["over_marked"] == "void_ballot":
            void["over_marked"] += 1
            continue
        valid += 1
        for id in ids:
            mark = ballot.get(id, "abstain")
            if too_many and mark == "approve":
                mark = "abstain"
            counts[id][mark] += 1
    return valid, void, counts


def readable(ballot: object, form: str, ids: list) -> bool:
    if type(ballot) is not dict:
        return False
    allowed = ["approve", "abstain"] if form == "choose" else marks_of(form)
    return all(id in ids and ballot[id] in allowed for id in ballot)


def in_order(void: dict) -> dict:
    ordered = {}
    for reason in ["unreadable", "over_marked", *sorted(void, key=lambda text: [ord(char) for char in text])]:
        if void.get(reason, 0) > 0:
            ordered[reason] = void[reason]
    return ordered


def enough(votes: int, base: int, rule: dict) -> bool:
    wanted = Fraction(rule["of"][0], rule["of"][1]) * base
    if rule["strict"]:
        return votes > wanted
    return votes >= wanted


def why_void(record: dict, issued: int) -> str | None:
    roll = record["roll"]
    if not enough(roll["present"], roll["all"], record["rules"]["quorum"]):
        return "quorum"
    if issued > roll["present"]:
        return "issued"
    for channel in record["channels"]:
        if channel["received"] > channel["issued"]:
            return "received"
    return None


def base_of(record: dict, name: str, valid: int) -> int:
    if name == "valid":
        return valid
    return record["roll"][name]


def verdicts(record: dict, valid: int, counts: dict) -> dict:
    rule = record["rules"]["verdict"]
    base = base_of(record, rule["base"], valid)
    found = {}
    for id, marks in counts.items():
        if enough(marks["satisfied"], base, rule):
            found[id] = "satisfied"
        elif enough(marks["satisfied"] + marks["basic"], base, rule):
            found[id] = "basic"
        else:
            found[id] = "dissatisfied"
    return found


def passes(record: dict, votes: int, valid: int) -> bool:
    rule = record["rules"]["pass"]
    if votes < rule.get("min", 1):
        return False
    if rule["base"] == "none":
        return True
    return enough(votes, base_of(record, rule["base"], valid), rule)


def fill(record: dict, valid: int, counts: dict) -> dict:
    """What is adopted, tied and waiting, and what is left of seats and money."""
    rules = record["rules"]
    funds = rules["funds"]
    seats = ENDLESS if rules["seats"] is None else rules["seats"]
    state = {"adopted": [], "tied": [], "waiting": [], "left": seats, "money": ENDLESS, "stopped": False}
    price = {option["id"]: 0 for option in record["options"]}
    if funds:
        state["money"] = funds["cap"]
        price = {option["id"]: option["cost"] for option in record["options"]}
    passing = [o["id"] for o in record["options"] if passes(record, counts[o["id"]]["approve"], valid)]
    for level in sorted({counts[id]["approve"] for id in passing}, reverse=True):
        group = [id for id in passing if counts[id]["approve"] == level]
        if not state["stopped"]:
            one_group(state, group, price, "skip" if funds is None else funds["fit"])
        elif state["tied"] and funds:
            state["waiting"] = state["waiting"] + group
    return state


def one_group(state: dict, group: list, price: dict, fit: str) -> None:
    members = [id for id in group if price[id] <= state["money"]]
    if state["left"] == 0 or (fit == "stop" and not members):
        state["stopped"] = True
        return
    if fit == "stop":
        members = group
    if len(members) > state["left"] or sum(price[id] for id in members) > state["money"]:
        state["tied"] = members
        state["stopped"] = True
        return
    for id in members:
        state["adopted"].append(id)
        state["left"] = state["left"] - 1
        state["money"] = state["money"] - price[id]


def after_filling(record: dict, state: dict) -> dict:
    rules = record["rules"]
    adopted, tied, waiting = state["adopted"], state["tied"], state["waiting"]
    if rules["tie"] == "all":
        adopted, tied = adopted + tied, []
    cap = None if rules["funds"] is None else state["money"]
    answer = {
        "state": "decided",
        "adopted": adopted,
        "tied": tied,
        "waiting": waiting,
        "vacant": 0,
        "next": None,
    }
    if tied:
        answer["state"] = "tie"
        seats = None if rules["seats"] is None else state["left"]
        if rules["tie"] == "revote":
            answer["next"] = {"options": tied, "seats": seats, "cap": cap}
    elif rules["seats"] is not None and len(adopted) < rules["seats"]:
        answer["vacant"] = rules["seats"] - len(adopted)
        others = [o["id"] for o in record["options"] if o["id"] not in adopted]
        if rules["shortfall"] == "revote" and others:
            answer["state"] = "shortfall"
            answer["next"] = {"options": others, "seats": answer["vacant"], "cap": cap}
    return answer


SHORT = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\r": "\\r", "\t": "\\t", "\b": "\\b", "\f": "\\f"}


def to_json(value: object) -> str:
    """JSON without spaces and without escapes but those that JSON must have."""
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, str):
        return '"' + "".join(SHORT.get(c, c if c >= " " else f"\\u{ord(c):04x}") for c in value) + '"'
    if isinstance(value, list):
        return "[" + ",".join(to_json(one) for one in value) + "]"
    return "{" + ",".join(to_json(key) + ":" + to_json(value[key]) for key in value) + "}"
