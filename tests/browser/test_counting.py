"""The offline page counts a second time, in another language: the same bytes as the command, whatever lies in the box."""

import copy
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from tests.ballots.box import vectors
from tests.ballots.box.samples import RULES, sealed_box, vote
from tests.ballots.box.test_opening import CONTENTS, VOTE
from tests.browser.counters import COUNT, DECIDE, Box, decided, random_box
from votes.ballots.box.canon import as_file, parse
from votes.ballots.box.casting import Cast
from votes.ballots.box.closing import entries_root
from votes.ballots.box.export import read_export
from votes.ballots.box.log import added, state
from votes.ballots.box.opening import Reason, read_ballot
from votes.ballots.box.page import COUNTING, script
from votes.ballots.rulebook import Share
from votes.common.errors import RuleBroken

GOLDEN = json.loads(vectors.FILE.read_text("utf-8"))
SHORT = 25
"""Random boxes that are counted in every run; before a release there are a thousand."""
REFUSED = """async (files) => {
  const own = window.scrutiny, tried = async (file) => own.checkBox(own.readBox(own.parse(window.minsheng.utf8(file), "box")));
  return Promise.all(files.map(async (file) => tried(file).then(() => "taken", (error) => error.message)));
}"""


@pytest.fixture(scope="module")
def counter(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """The page's counter alone, in a page opened from a file."""
    blank = tmp_path_factory.mktemp("counter") / "blank.html"
    blank.write_text("<!doctype html><title>计票</title>", "utf-8")
    page = browser.new_page()
    page.goto(blank.as_uri())
    page.evaluate(script(COUNTING))
    yield page
    page.close()


def test_both_counters_reach_the_same_bytes(counter: Page, pytestconfig: pytest.Config) -> None:
    for seed in range(1000 if pytestconfig.getoption("--release") else SHORT):
        box = random_box(seed)
        assert counter.evaluate(COUNT, box.given) == box.counted(), seed


def test_the_random_boxes_hold_every_reason_and_every_kind_of_result() -> None:
    """Of two ballots of one slip chance says which is counted, so that a few boxes might lack a reason."""
    counted = [random_box(seed).counted() for seed in range(4 * SHORT)]
    results = [json.loads(found["record"])["result"] for found in counted]
    assert {reason for found in counted for reason in found["reasons"]} == set(Reason)
    assert {result["state"] for result in results} == {"decided", "void", "tie", "shortfall"}
    assert any("verdicts" in result for result in results)
    assert any({} in json.loads(found["record"])["channels"][0]["ballots"] for found in counted)


@pytest.mark.parametrize("native", [False, True])
@pytest.mark.parametrize("kind", ["ballot", "rating"])
def test_the_boxes_of_the_vectors_are_counted(kind: str, native: bool, counter: Page) -> None:
    """Also where the browser does not know the signatures, so that the script must judge them."""
    golden = GOLDEN[kind]
    if not native:
        counter.evaluate("() => { window.scrutiny.isSigned.able = Promise.resolve(false); }")
    found = counter.evaluate(COUNT, [as_file(golden["export"]).decode(), golden["private"]])
    counter.evaluate("() => { window.scrutiny.isSigned.able = null; }")
    assert (found["line"], found["hash"]) == (golden["tally"]["line"], golden["tally"]["hash"])
    assert found["reasons"] == golden["reasons"]
    assert json.loads(found["record"]) == golden["record"]
    assert json.loads(found["result"]) == golden["result"]


def test_ballots_of_any_content_get_the_reason_that_the_command_gives(counter: Page) -> None:
    contents = [data for data, _reason in CONTENTS.values()] + [b"[" * 100_000]
    found = counter.evaluate(
        """([file, contents]) => {
          const own = window.scrutiny, core = window.minsheng;
          const manifest = own.readManifest(own.parse(core.utf8(file), "manifest"));
          return contents.map((data) => own.readBallot(core.unhex(data), manifest).reason);
        }""",
        [as_file(VOTE.manifest.plain()).decode(), [data.hex() for data in contents]],
    )
    assert found == [read_ballot(data, VOTE.manifest)[1] for data in contents]


def at(*way: Any, to: Any = None) -> Callable[[dict[str, Any]], object]:
    """A change of one value: `at("manifest", "round", to=2)`; a function makes the new value of the old."""

    def change(plain: dict[str, Any]) -> None:
        inner: Any = plain
        for step in way[:-1]:
            inner = inner[step]
        inner[way[-1]] = to(inner[way[-1]]) if callable(to) else to

    return change


def without(*way: Any) -> Callable[[dict[str, Any]], object]:
    """One value taken out."""

    def change(plain: dict[str, Any]) -> None:
        inner: Any = plain
        for step in way[:-1]:
            inner = inner[step]
        del inner[way[-1]]

    return change


def turned(signs: str) -> str:
    return ("0" if signs[0] != "0" else "1") + signs[1:]


RULES_AT = ("manifest", "rules")
CHANGES: dict[str, Callable[[dict[str, Any]], object]] = {
    "another format": at("format", to="minsheng-box/2"),
    "no manifest": without("manifest"),
    "no object": at("manifest", to=[]),
    "another round": at("manifest", "round", to=2),
    "round 0": at("manifest", "round", to=0),
    "round true": at("manifest", "round", to=True),
    "another cost": at("manifest", "options", 0, "cost", to=1),
    "no option": at("manifest", "options", to=[]),
    "an option twice": at("manifest", "options", 1, "id", to="1"),
    "another box key": at("manifest", "box", to=turned),
    "a short box key": at("manifest", "box", to="00"),
    "key in capitals": at("manifest", "box", to=str.upper),
    "a small section": at("manifest", "section", to="a"),
    "more than all": at("manifest", "roll", "present", to=99),
    "a member more": at("manifest", "x", to=1),
    "another suite": at("manifest", "suite", to=2),
    "an unknown form": at(*RULES_AT, "form", to="other"),
    "no fraction": at(*RULES_AT, "quorum", "of", to=[1]),
    "a fraction of nothing": at(*RULES_AT, "pass", "of", to=[1, 0]),
    "a verdict": at(*RULES_AT, "verdict", to=1),
    "strict as number": at(*RULES_AT, "pass", "strict", to=1),
    "no cost": at(*RULES_AT, "funds", to={"cap": 1, "fit": "skip"}),
    "all beside funds": lambda plain: plain["manifest"]["rules"].update(
        tie="all", funds={"cap": 1, "fit": "skip"}
    ),
    "least not written out": without(*RULES_AT, "pass", "min"),
    "a slip less": at("slips", to=lambda slips: slips[1:]),
    "slips unsorted": at("slips", to=lambda slips: slips[::-1]),
    "a slip changed": at("slips", 0, to="00" * 32),
    "a ballot less": at("ballots", to=lambda ballots: ballots[1:]),
    "a ballot twice": at("ballots", to=lambda ballots: [*ballots, ballots[0]]),
    "ballots unsorted": at("ballots", to=lambda ballots: ballots[::-1]),
    "a ballot changed": at("ballots", 0, "ct", to=turned),
    "a signature changed": at("ballots", 0, "sig", to=turned),
    "a ballot with a name": at("ballots", 0, "x", to="代表001"),
    "a ballot that is none": at("ballots", 1, to=None),
    "a voiding changed": at("void", 0, "sig", to=turned),
    "a voiding with half a signature": at("void", 0, "sig", to="00"),
    "a voiding of another": at("void", 0, "pk", to="00" * 32),
    "a voiding without": without("void", 0, "sig"),
    "papers that do not add up": at("closing", "papers", "issued", to=1),
    "fewer left over": lambda plain: plain["closing"]["papers"].update(left=0, issued=10),
    "another count": at("closing", "count", to=4),
    "another root": at("closing", "root", to=turned),
    "another code": at("closing", "entries", to=turned),
    "the log of another": at("log", 0, "facts", "count", to=1),
    "a log cut off": at("log", to=lambda log: log[:1]),
    "no log": at("log", to=[]),
    "another last entry": at("closing", "log", to=turned),
    "a text of half a sign": at("manifest", "ballot", to="\ud800"),
}
"""What may be wrong with a box file."""
TEXTS = [
    "",
    "{",
    "[]",
    "null",
    '{"format":1.0}',
    '{"format":1e3}',
    '{"a":NaN}',
    '{"a":1,"a":2}',
    '{"a":"\t"}',
    "{}{}",
]
TEXTS += ['{"a":1,"b":1,"b":2,"a":2}', f'{{"{"长" * 30}":1,"{"长" * 30}":1}}']
TEXTS += [f'{{"a":{number}}}' for number in (2**53 - 1, 1 - 2**53, 2**53, -(2**53))]
TEXTS += ['{"a":' + "9" * 17 + "}", '{"a":01}', "\ufeff{}", "[" * 2000, '{"a":"\\ud800"}']


def reordered(casts: Sequence[Cast]) -> str:
    """A box whose ballots lie in this order, and whose close says so."""
    plain = VOTE.file(casts)
    last = added(VOTE.log(casts)[:1], "close", state(VOTE.manifest.mh, [cast.hash for cast in casts]))
    roots = {"root": last[-1].facts["root"], "entries": entries_root(casts).hex(), "log": last[-1].hash.hex()}
    plain["closing"].update(roots)
    return json.dumps(
        {**plain, "ballots": [cast.plain() for cast in casts], "log": [one.plain() for one in last]}
    )


def test_ballots_must_lie_in_their_one_order(counter: Page) -> None:
    """By hash, copies of one by slip, then by signature; the shorter first."""
    first, second = sorted((VOTE.cast(0), VOTE.cast(1)), key=lambda cast: cast.hash)
    copies = [
        replace(first, pk=b"\0"),
        replace(first, pk=bytes(2)),
        replace(first, sig=b"\xff"),
        first,
        second,
    ]
    right = sorted(copies, key=lambda cast: cast.order)
    orders = [right, *([*right[:n], right[n + 1], right[n], *right[n + 2 :]] for n in range(4))]
    texts = [reordered(order) for order in orders]
    expected = [told(text) for text in texts]
    assert counter.evaluate(REFUSED, texts) == expected
    assert [words == "taken" for words in expected] == [True, False, False, False, False]


def told(text: str) -> str:
    """What the command says of a file."""
    try:
        read_export(parse(text.encode(), "box"))
    except RuleBroken as broken:
        return str(broken)
    return "taken"


def test_a_changed_file_is_refused_in_the_words_of_the_command(counter: Page) -> None:
    plain = VOTE.file([VOTE.cast(0, o1="approve"), VOTE.cast(1), VOTE.cast(2)], void=[8, 9])
    texts = list(TEXTS)
    for change in CHANGES.values():
        changed = copy.deepcopy(plain)
        change(changed)
        texts.append(json.dumps(changed))
    found = counter.evaluate(REFUSED, [json.dumps(plain), *texts])
    assert found[0] == "taken"
    expected = [told(text) for text in texts]
    assert dict(zip([*TEXTS, *CHANGES], found[1:], strict=True)) == dict(
        zip([*TEXTS, *CHANGES], expected, strict=True)
    )
    assert "taken" not in expected


def test_points_that_seal_nothing_are_those_in_which_every_key_meets(counter: Page) -> None:
    """libsodium opens nothing that was sealed in such a point; the script says so before it tries."""
    secrets = counter.evaluate(
        """() => window.scrutiny.SMALL.map((point) =>
          window.minsheng.hex(nacl.scalarMult(new Uint8Array(32).fill(7), window.minsheng.unhex(point))))"""
    )
    assert secrets == ["00" * 32] * 7


def test_three_thousand_ballots_are_counted_in_a_few_seconds(
    counter: Page, pytestconfig: pytest.Config
) -> None:
    """Measured by `make bench`; here that a full box comes out right, however long it takes."""
    voted, box = sealed_box(3000 if pytestconfig.getoption("--release") else 60)
    plain = voted.file(box.casts)
    found = counter.evaluate(COUNT, Box(plain, voted).given)
    assert found == Box(plain, voted).counted()


def test_where_rules_forgive_too_many_marks_both_counters_do(counter: Page) -> None:
    voted = vote(rules={**RULES, "over_marked": "void_marks"})
    box = Box(voted.file([voted.cast(0, o1="approve", o2="approve", o10="approve")]), voted)
    assert counter.evaluate(COUNT, box.given) == box.counted()


def test_shares_are_compared_to_the_last_vote_however_large_the_numbers(counter: Page) -> None:
    large = 2**53 - 1
    shares = [
        Share(num, den, strict) for num, den in ((1, 2), (2, 3), (0, 1), (1, 1)) for strict in (True, False)
    ]
    asked = [
        (share, part, base) for share in shares for base in (0, 1, 6, 7, 23) for part in range(0, base + 2)
    ]
    asked += [
        (Share(large - 1, large, strict), large - 1 - less, large)
        for strict in (True, False)
        for less in (0, 1)
    ]
    asked += [(Share(1, 3, True), 3002399751580330 + more, large) for more in (0, 1)]
    found = counter.evaluate(
        "(asked) => asked.map(([share, part, base]) => window.scrutiny.isMet(share, part, base))",
        [
            ({"num": share.num, "den": share.den, "strict": share.strict}, part, base)
            for share, part, base in asked
        ],
    )
    assert found == [share.is_met(part, base) for share, part, base in asked]
    assert counter.evaluate(
        "(asked) => asked.map(([share, base]) => window.scrutiny.needed(share, base))",
        [
            ({"num": share.num, "den": share.den, "strict": share.strict}, base)
            for share, _part, base in asked[:-6]
        ],
    ) == [share.needed(base) for share, _part, base in asked[:-6]]


def test_both_decide_alike_on_random_counts(counter: Page) -> None:
    """Ties, funds that skip or stop, seats left vacant, rounds that are void, verdicts."""
    cases = [case for seed in range(600) if (case := decided(seed))]
    found = counter.evaluate(DECIDE, [given for given, _result in cases])
    assert len(found) > 150
    for place, (given, expected) in enumerate(cases):
        assert found[place] == expected, given
