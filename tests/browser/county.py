"""A year of the county at a desk: 232 deputies, 12 candidates, 10 seats; from the morning of the vote to the closed project."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.browser import findings, preparing, proposing, year
from tests.browser.lists import code_of_proposal, screened_numbers, session_of, sitting_on, unit_row
from tests.browser.person import Person
from tests.browser.running import Site
from tests.browser.sitting import TELLERS, OwnComputers, Vote
from tests.browser.swift import again, once
from tests.browser.visitor import Visitor, Visitors
from tests.browser.year import Promise, Year
from votes.accounts.roles import Duty
from votes.demo.split_rules import Marks, batch_counts
from votes.demo.tables import candidates

PLACE, LEADER = "yanshi", "代表010"
OFFICE, GOVERNMENT, TOILETS_UNIT = "工作人员01", "工作人员02", "工作人员11"
LIST = Year(PLACE, "2026")
VOTE = date(2026, 6, 20)
"""The day of the vote, 110 days after the demonstration starts."""
WISHES = (
    "办事要跑好几个地方",
    "村里道路没有硬化",
    "老小区下雨就积水",
    "燃气管道是铸铁的，常闻到气味",
    "开发区没有直达公交",
    "路灯太暗，走夜路害怕",
    "村里老人吃饭难",
    "社区没有活动室",
    "建几个免费的足球场",
    "商业街找不到公厕",
    "图书馆延长到晚上九点",
    "小学一个班六十多人",
)
"""The wish that each candidate is made of, in the order of their numbers."""
ALIKE = "希望第一小区早点改造"
TOILETS = Promise(10, "新建公厕", 326, "座")
ORDER = ["3", "7", "4", "12", "10", "2", "5", "8", "6", "1", "11", "9"]
"""The candidates in order of their approvals."""
PRESENT, VOID = 203, (0, 1, 0, 1, 0)
"""实到, and how many ballots of each batch approve more than ten projects."""
FIGURES = {
    str(number): {mark: int(row[mark]) for mark in ("approve", "oppose", "abstain")}
    for number, row in candidates("county").items()
}
HOLDERS = {
    "chair": "代表001",
    "chief_scrutineer": "代表002",
    "scrutineer": "代表003",
    "teller_a": "工作人员21",
    "teller_b": "工作人员22",
}


@dataclass
class County:
    """The running site and those who work on the list, each at an own desk."""

    site: Site
    desks: Visitors
    office: Visitor
    government: Visitor
    unit: Visitor
    deputy: Visitor
    anyone: Visitor

    def go(self, day: date, *people: tuple[Visitor, str]) -> None:
        """Another day: these people sign in anew."""
        self.site.go(day)
        for visitor, name in people:
            sign_in = visitor.sign_in if visitor.path == "blank" else again(visitor).sign_in
            sign_in(self.site.code_of(name, PLACE))

    def unit_of(self, number: int) -> str:
        """The responsible unit (责任单位) of a candidate."""
        return candidates("county")[number]["unit"]

    def stages(self) -> list[str]:
        """Where everyone reads that the projects stand, in the order of the ballot."""
        return [stage for _number, stage in sorted(self.site.told(LIST.path, "id", "stage"))]


def walk(site: Site, desks: Visitors) -> None:
    """The whole year, from the first answered wish to the tenth closed project."""
    county = County(site, desks, *(desks() for _person in range(5)))
    collect(county)
    vote = hall(county)
    vote.admit(232 - PRESENT)
    vote.cast(printed=PRESENT + 29, issued=PRESENT, spoiled=3)
    count(vote)
    vote.decide()
    check_result(county)
    county.go(VOTE + timedelta(days=3), (county.office, OFFICE))
    vote.step(None, "announce", number="第1号")
    vote.step(None, "seal")
    deliver(county)
    supervise(county)
    evaluate(county)


def collect(county: County) -> None:
    """Twelve wishes are taken up and one is merged; screened, passed by every body, published."""
    office, site = county.office, county.site
    county.go(site.clock().date(), (office, OFFICE))
    titles = [row["title"] for row in candidates("county").values()]
    for staff, wish, title in zip(once(office), WISHES, titles, strict=False):
        proposing.take_up(LIST, staff, code_of_proposal(site, PLACE, wish), title)
    merged = [code_of_proposal(site, PLACE, wish) for wish in (ALIKE, WISHES[2])]
    proposing.merge(LIST, office, *merged)
    county.go(date(2026, 4, 20), (office, OFFICE))
    numbers = screened_numbers(site, PLACE)
    for place, number in enumerate(numbers, 1):
        proposing.describe(LIST, again(office), number, county.unit_of(place), VOTE + timedelta(days=180))
    proposing.screen(LIST, office, numbers[9])
    proposing.pass_gates(LIST, office)
    proposing.publish(LIST, office, numbers)
    assert site.told(LIST.path, "title", "stage", "adopted", "approve") == [
        (title, "candidate", None, None) for title in titles
    ]
    look_around(county)


def look_around(county: County) -> None:
    """Before the vote everyone reads the candidates, in both languages and in large print; nobody reads a figure."""
    for path in ("/", f"/{PLACE}", LIST.path, f"{LIST.path}/3", f"/en{LIST.path}", f"/elder{LIST.path}/3"):
        county.anyone.open(path)


def hall(county: County) -> Vote:
    """The rules adopted by the opening sitting; then the office and every badge sign in, each at an own computer."""
    site, office, opening = county.site, county.office, VOTE - timedelta(days=2)
    county.go(opening, (office, OFFICE))
    sitting, session = sitting_on(site, PLACE, VOTE), session_of(site, PLACE, VOTE)
    terms = {"way": "three_way", "seats": 10, "most": 10, "publish": "counts"}
    preparing.adopt_rules(LIST, office, "ballot", session, opening, **terms)
    preparing.give_badges(LIST, office, sitting, HOLDERS)
    number = preparing.prepare(LIST, office, "ballot", sitting)
    county.go(VOTE, (office, OFFICE))
    badges = {duty: county.desks() for duty in Duty}
    for duty, visitor in badges.items():
        visitor.sign_in(site.badge_code(sitting, duty))
    return Vote(OwnComputers(office, badges), f"/desk/{PLACE}/sitting/{sitting}", number)


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
        vote.swift = True
    vote.swift = False
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


def check_result(county: County) -> None:
    """Declared, it is public: with the counts, as the rules say."""
    told = county.site.told(LIST.path, "id", "stage", "adopted", "approve")
    for number, *found in told:
        adopted = str(number) in ORDER[:10]
        expected = ["adopted" if adopted else "not_adopted", adopted, FIGURES[str(number)]["approve"]]
        assert found == expected
    county.anyone.open(LIST.path)
    county.anyone.look("sent")
    county.anyone.reads("194", "98")


def promises(county: County) -> list[Promise]:
    """What the other nine adopted projects promise; the office enters for their units (代录)."""
    numbers = sorted(int(key) for key in ORDER[:10] if int(key) != TOILETS.number)
    rows = {number: unit_row(county.site, PLACE, county.unit_of(number)) for number in numbers}
    return [Promise(number, "完成点位", 10 + number, "处", rows[number]) for number in numbers]


def deliver(county: County) -> None:
    """Plans are published, groups formed, a month is signed off, and the units say that all is done."""
    people = ((county.office, OFFICE), (county.government, GOVERNMENT), (county.unit, TOILETS_UNIT))
    county.go(date(2026, 7, 6), *people)
    begin(county, county.unit, county.government, county.office, TOILETS)
    for promise in promises(county):
        office, government = again(county.office), again(county.government)
        begin(county, office, government, office, promise)
    county.go(date(2026, 8, 3), *people)
    finish(county.unit, county.government, TOILETS)
    for promise in promises(county):
        finish(again(county.office), again(county.government), promise)
    assert county.stages().count("done") == 10


def begin(county: County, unit: Person, government: Person, office: Person, promise: Promise) -> None:
    """实施计划 and 监督小组 of one project."""
    year.plan(LIST, unit, promise, date(2026, 7, 6), date(2026, 11, 30))
    year.publish_plan(LIST, government, promise)
    year.form_group(LIST, office, promise, LEADER)


def finish(unit: Person, government: Person, promise: Promise) -> None:
    """月报 of the month in which all was done."""
    last = date(2026, 7, 31)
    year.report_month(LIST, unit, promise, last)
    year.sign_off(LIST, government, promise, last)
    year.report_done(LIST, unit, promise)


def supervise(county: County) -> None:
    """The group looks, raises a finding, sees it put right, and confirms; so are the other nine confirmed."""
    deputy = county.deputy
    deputy.sign_in(county.site.code_of(LEADER, PLACE))
    year.inspect(LIST, deputy, TOILETS, county.site.clock().date())
    finding = findings.raise_finding(LIST, deputy, TOILETS)
    findings.settle(finding, "县城管局", county.office, county.unit, deputy, date(2026, 8, 20))
    year.confirm(LIST, deputy, TOILETS)
    for promise in promises(county):
        year.confirm(LIST, again(deputy), promise)
    assert county.stages().count("confirmed") == 10


def evaluate(county: County) -> None:
    """A resident rates, the office shows the sentence and closes one project after the other."""
    resident, office, reason = county.anyone, county.office, "本项目提前完成，年底会议再作测评。"
    year.rate(LIST, resident, TOILETS)
    year.release_sentence(LIST, office)
    for staff, promise in zip(once(office), (TOILETS, *promises(county)), strict=False):
        year.close(LIST, staff, promise, reason)
    assert sorted(county.stages()) == ["closed"] * 10 + ["not_adopted"] * 2
    resident.open(f"{LIST.path}/10")
    resident.look("sent")
    resident.unfold()
    resident.reads("无障碍坡道没有扶手", "路好走了。")
