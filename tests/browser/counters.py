"""Random boxes of every kind, counted by the command; the page is held to the same bytes."""

import json
import random
from dataclasses import dataclass
from typing import Any

from tests.ballots.box.samples import Vote, vote
from tests.ballots.box.test_opening import random_casts
from tests.ballots.random_records import IDS, random_record, random_rules
from votes.ballots.box.canon import as_file, fingerprint
from votes.ballots.box.casting import Cast
from votes.ballots.box.export import read_export
from votes.ballots.box.opening import check, open_box
from votes.ballots.box.tally import full_record, result_file, tally
from votes.ballots.counting import BALLOT_MARKS
from votes.ballots.record import as_bytes, read

COUNT = """async ([file, secret]) => {
  const own = window.scrutiny, core = window.minsheng;
  const box = await own.checkBox(own.readBox(own.parse(core.utf8(file), "box")));
  const opening = await own.openBox(box, core.unhex(secret)), tallied = own.tally(box, opening);
  return {line: tallied.line, hash: tallied.hash, record: own.recordFile(box, opening),
    result: own.resultFile(box, tallied, tallied.hash), reasons: Object.fromEntries(opening.reasons),
    unsigned: box.unsigned, code: core.fingerprint(box.closing.hash)};
}"""
"""What the page makes of a box file and a private key in hexadecimal."""


@dataclass(frozen=True)
class Box:
    """A closed box as a file, and the key that opens it."""

    plain: dict[str, Any]
    vote: Vote

    @property
    def given(self) -> list[str]:
        """What the page is given."""
        return [as_file(self.plain).decode(), bytes(self.vote.key).hex()]

    def counted(self) -> dict[str, Any]:
        """What the command makes of it."""
        box = read_export(self.plain)
        opened = open_box(check(box), self.vote.key)
        counted = tally(box, opened)
        return {
            "line": counted.line.decode(),
            "hash": counted.hash.hex(),
            "record": as_bytes(full_record(box, opened)).decode(),
            "result": as_file(result_file(counted, counted.hash)).decode(),
            "reasons": {str(reason): number for reason, number in opened.reasons.items()},
            "unsigned": box.unsigned,
            "code": fingerprint(box.closing.hash),
        }


def random_box(seed: int) -> Box:
    """A box under any rules, on options of any name: one of two holds all that can go wrong, the other is hard fought."""
    dice = random.Random(seed)
    rules = random_rules(dice)
    if "pass" in rules:
        rules["pass"].setdefault("min", 1)
    if seed % 2 and "pass" in rules:
        rules.update(seats=dice.choice([1, 2, None]), quorum={"of": [0, 1], "strict": False})
        rules["pass"].update(base="none", min=1)
    options = [option(id, dice) for id in dice.sample(IDS, dice.randint(1, 6))]
    present = dice.choice([10, 10, 12]) if seed % 2 else dice.choice([8, 9, 10, 12])
    voted = vote(
        rules=rules, options=options, roll={"all": dice.choice([present, present, 15]), "present": present}
    )
    if seed % 2:
        return Box(voted.file(fought(voted, dice)), voted)
    void = [place for place in range(10) if dice.random() < 0.15]
    file = voted.file(random_casts(voted, dice), void=void)
    return Box({**file, "void": file["void"][dice.randint(0, 1) :]}, voted)


def fought(vote: Vote, dice: random.Random) -> list[Cast]:
    """Few ballots, many approvals: ties, ballots with too many marks, blank ones."""
    manifest = vote.manifest
    marks = sorted(BALLOT_MARKS[manifest.rules.form] - {"abstain"})
    number, liked = dice.randint(1, 8), dice.random()
    return [
        vote.cast(place, **{f"o{id}": dice.choice(marks) for id in manifest.ids if dice.random() < liked})
        for place in range(number)
    ]


def option(id: str, dice: random.Random) -> dict[str, Any]:
    """An option with a cost that any rules can do with."""
    return {
        "id": id,
        "title": f"项目{id}",
        "text": dice.choice(["", "全县", "“一”\n二"]),
        "cost": dice.randint(0, 5),
    }


DECIDE = """(records) => {
  const own = window.scrutiny;
  return records.map(([text, papers]) => {
    const record = own.parse(window.minsheng.utf8(text), "record"), options = record.get("options").map(Object.fromEntries);
    const roll = Object.fromEntries(record.get("roll")), rules = own.readRules(new own.Field("rules", record.get("rules")));
    const counted = {valid: record.get("valid"), void: record.get("void"), counts: record.get("counts")};
    return own.indented(own.decide({rules, options, roll, ids: options.map((option) => option.id)}, papers, counted));
  });
}"""
"""What the page decides on records whose ballots are already counted."""


def decided(seed: int) -> tuple[list[Any], str] | None:
    """A random record of one channel as the page takes it, and the result by the command; None for several channels."""
    record = read(plain := random_record(seed))
    result = record.result()
    if len(record.channels) > 1 or record.channels[0].kind == "device":
        return None
    channel, totals = record.channels[0], result.totals
    counts = {"valid": totals.valid, "void": totals.void, "counts": totals.counts}
    papers = {"issued": channel.issued, "received": channel.received}
    given = json.dumps({**plain, "channels": [], **counts}, ensure_ascii=False)
    return [given, papers], json.dumps(result.plain(), ensure_ascii=False, indent=2)
