"""A year of the county at a desk: 232 deputies, 12 candidates, 10 seats; from the morning of the vote to the closed project."""

from collections.abc import Sequence
from datetime import date, timedelta

from tests.browser import findings, year
from tests.browser.conftest import Visitors
from tests.browser.lists import newest_round, sitting_on
from tests.browser.running import Site
from tests.browser.sitting import TELLERS, OwnComputers, Vote
from tests.browser.visitor import Visitor
from tests.browser.year import Promise, Year
from votes.accounts.roles import Duty
from votes.demo.split_rules import Marks, batch_counts
from votes.demo.tables import candidates

STORE, START = "postgres", "session"
PLACE = "yanshi"
LIST = Year(PLACE, "2026")
TOILETS = Promise(10, "新建公厕", 326, "座")
ORDER = ["3", "7", "4", "12", "10", "2", "5", "8", "6", "1", "11", "9"]
"""The candidates in order of their approvals."""
PRESENT, VOID = 203, (0, 1, 0, 1, 0)
"""实到, and how many ballots of each batch approve more than ten projects."""
FIGURES = {
    str(number): {mark: int(row[mark]) for mark in ("approve", "oppose", "abstain")}
    for number, row in candidates("county").items()
}


def test_figures_are_a_vote_of_201_valid_ballots() -> None:
    assert {sum(marks.values()) for marks in FIGURES.values()} == {PRESENT - sum(VOID)}
    assert sorted(FIGURES, key=lambda key: -FIGURES[key]["approve"]) == ORDER


def test_the_county_votes_and_carries_a_project_to_its_end(site: Site, desks: Visitors) -> None:
    vote = hall(site, desks)
    look_around(site, desks)
    vote.admit(232 - PRESENT)
    vote.cast(printed=PRESENT + 29, issued=PRESENT, spoiled=3)
    count(vote)
    vote.decide()
    check_result(site, desks)
    site.go(site.clock().date() + timedelta(days=3))
    finish(site, vote)
    office, unit, government, deputy, resident = vote.computers.at(None), desks(), desks(), desks(), desks()
    deliver(site, unit, government, office)
    supervise(site, unit, office, deputy)
    evaluate(site, office, resident)


def hall(site: Site, desks: Visitors) -> Vote:
    """The office and every badge sign in, each at an own computer."""
    sitting = sitting_on(site, PLACE, site.clock().date())
    base = f"/desk/{PLACE}/sitting/{sitting}"
    office = desks()
    office.sign_in(site.code_of("工作人员01", PLACE))
    badges = {}
    for duty in Duty:
        badges[duty] = desks()
        badges[duty].sign_in(site.badge_code(sitting, duty))
    return Vote(OwnComputers(office, badges), base, str(newest_round(site, PLACE)))


def look_around(site: Site, desks: Visitors) -> None:
    """Before the vote everyone reads the candidates, in both languages and in large print; nobody reads a figure."""
    anyone = desks()
    for path in ("/", f"/{PLACE}", LIST.path, f"{LIST.path}/3", f"/en{LIST.path}", f"/elder{LIST.path}/3"):
        anyone.open(path)
    assert site.told(LIST.path, "id", "stage", "adopted", "approve") == [
        (n, "candidate", None, None) for n in range(1, 13)
    ]


def count(vote: Vote) -> None:
    """Five batches, each by both tellers; B misreads one figure of the third, which is shown, blocks, and is mended."""
    sizes = vote.divide()
    assert sum(sizes) == PRESENT
    assert max(sizes) <= 50
    valid = [size - bad for size, bad in zip(sizes, VOID, strict=True)]
    counts = batch_counts(FIGURES, valid, 10)
    for batch, good in enumerate(valid):
        right = rows(counts[batch])
        vote.enter(TELLERS[0], batch, good, VOID[batch], right)
        vote.enter(TELLERS[1], batch, good, VOID[batch], misread(right) if batch == 2 else right)
    chief = vote.at(Duty.chief_scrutineer)
    chief.follow("/compare")
    figure = right_of(counts[2])
    chief.reads(str(figure), str(figure - 1))
    assert chief.page.locator('main a[href$="/confirm-count"]').count() == 0
    vote.enter(TELLERS[1], 2, valid[2], VOID[2], rows(counts[2]))


def rows(counts: dict[str, Marks]) -> list[Marks]:
    """The marks of one batch in the order of the ballot."""
    return [counts[str(number)] for number in range(1, 13)]


def right_of(counts: dict[str, Marks]) -> int:
    """The approvals of the first project in a batch."""
    return counts["1"]["approve"]


def misread(right: Sequence[Marks]) -> list[Marks]:
    """The same, but one approval of the first project taken for an abstention."""
    first = right[0]
    return [{**first, "approve": first["approve"] - 1, "abstain": first["abstain"] + 1}, *right[1:]]


def check_result(site: Site, desks: Visitors) -> None:
    """Declared, it is public: with the counts, as the rules say."""
    told = {
        n: (stage, adopted, approve)
        for n, stage, adopted, approve in site.told(LIST.path, "id", "stage", "adopted", "approve")
    }
    for key in ORDER:
        adopted = key in ORDER[:10]
        expected = ("adopted" if adopted else "not_adopted", adopted, FIGURES[key]["approve"])
        assert told[int(key)] == expected
    anyone = desks()
    anyone.open(LIST.path)
    anyone.look("sent")
    anyone.reads("194", "98")


def finish(site: Site, vote: Vote) -> None:
    """公告 and 封存."""
    sign_in(site, vote.computers.at(None), "工作人员01")
    vote.step(None, "announce", number="第1号")
    vote.step(None, "seal")


def sign_in(site: Site, visitor: Visitor, name: str) -> Visitor:
    """This person signs in with a fresh code."""
    visitor.sign_in(site.code_of(name, PLACE))
    return visitor


def deliver(site: Site, unit: Visitor, government: Visitor, office: Visitor) -> None:
    """The unit's plan is published, its month signed off, and it says that all is done."""
    site.go(date(2026, 3, 16))
    sign_in(site, office, "工作人员01")
    sign_in(site, government, "工作人员02")
    sign_in(site, unit, "工作人员11")
    year.plan(LIST, unit, TOILETS, date(2026, 3, 16), date(2026, 11, 30))
    year.publish_plan(LIST, government, TOILETS)
    year.form_group(LIST, office, TOILETS, "代表010")
    site.go(date(2026, 4, 2))
    sign_in(site, government, "工作人员02")
    sign_in(site, unit, "工作人员11")
    year.report_month(LIST, unit, TOILETS, date(2026, 3, 31))
    year.sign_off(LIST, government, TOILETS, date(2026, 3, 31))
    year.report_done(LIST, unit, TOILETS)
    assert stage_of(site) == "done"


def supervise(site: Site, unit: Visitor, office: Visitor, deputy: Visitor) -> None:
    """The group looks, raises a finding, sees it put right, and confirms."""
    sign_in(site, office, "工作人员01")
    sign_in(site, deputy, "代表010")
    year.inspect(LIST, deputy, TOILETS, site.clock().date())
    finding = findings.raise_finding(LIST, deputy, TOILETS)
    findings.settle(finding, "县城管局", office, unit, deputy, date(2026, 4, 20))
    year.confirm(LIST, deputy, TOILETS)
    assert stage_of(site) == "confirmed"


def evaluate(site: Site, office: Visitor, resident: Visitor) -> None:
    """A resident rates, the office shows the sentence and closes the project."""
    year.rate(LIST, resident, TOILETS)
    year.release_sentence(LIST, office)
    year.close(LIST, office, TOILETS, "本项目提前完成，年底会议再作测评。")
    assert stage_of(site) == "closed"
    resident.open(f"{LIST.path}/10")
    resident.look("sent")
    resident.reads("无障碍坡道没有扶手", "路好走了。")


def stage_of(site: Site) -> str:
    """Where everyone reads that the project stands."""
    return str(site.data(f"{LIST.path}/10")["stage"])
