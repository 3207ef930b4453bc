"""A year of the township on a phone: 45 deputies, one secretary, from the first wish to the closed projects."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from tests.browser import preparing, proposing, year
from tests.browser.lists import code_of_proposal, screened_numbers, session_of, sitting_on, unit_row
from tests.browser.running import Site
from tests.browser.sitting import TELLERS, Marks, OneComputer, Vote
from tests.browser.swift import again, once
from tests.browser.visitor import Visitor, Visitors
from tests.browser.year import Promise, Year
from votes.accounts.roles import Duty

PLACE, SECRETARY, LEADER = "yanshi-chengguan", "工作人员31", "代表001"
LIST = Year(PLACE, "2026-1")
VOTE = date(2026, 6, 20)
"""The day of the session, 110 days after the demonstration starts."""
WISHES = {
    "村里的泥路该修了": ("村内道路硬化", "镇村镇建设办公室"),
    "晚上没有路灯": ("村内路灯亮化", "镇村镇建设办公室"),
    "逢集日没有地方停车": ("集镇停车场建设", "镇村镇建设办公室"),
}
PRESENT = 43
MARKS = ((38, 3, 2), (31, 8, 4), (16, 20, 7))
"""Approve, oppose, abstain of each project: two pass."""
RATED = ((39, 3, 0, 1), (28, 12, 2, 1))
"""Satisfied, basically satisfied, dissatisfied, abstained."""
HOLDERS = {
    "chair": "代表001",
    "chief_scrutineer": "代表002",
    "scrutineer": "代表003",
    "teller_a": "代表004",
    "teller_b": "代表005",
}


@dataclass
class Township:
    """The running site, the secretary's phone, and phones of others as they are needed."""

    site: Site
    phones: Visitors
    secretary: Visitor
    anyone: Visitor

    def go(self, day: date) -> None:
        """Another day: the secretary signs in anew."""
        self.site.go(day)
        sign_in = self.secretary.sign_in if self.secretary.path == "blank" else again(self.secretary).sign_in
        sign_in(self.site.code_of(SECRETARY, PLACE))

    def check(self, *rows: tuple[object, ...]) -> None:
        """The public pages after a stage: place, list, first project, and the open data."""
        assert self.site.told(LIST.path, "title", "stage", "adopted", "approve") == list(rows)
        anyone = self.anyone if rows[0][1] == "candidate" else again(self.anyone)
        anyone.open(LIST.path)
        anyone.reads(str(rows[0][0]))
        anyone.open(f"{LIST.path}/1")
        anyone.reads(str(rows[0][0]))
        assert self.site.data(f"{LIST.path}/1")["title"] == rows[0][0]


def walk(site: Site, phones: Visitors) -> None:
    """The whole year, one stage after the other."""
    township = Township(site, phones, phones(), phones())
    collect(township)
    hold_vote(township)
    deliver(township)
    supervise(township)
    evaluate(township)


def collect(township: Township) -> None:
    """A resident's wish beside those that are there; screened, passed, published."""
    code = proposing.propose(LIST, township.anyone, "集镇上要一座停车场")
    township.go(township.site.clock().date())
    secretary = township.secretary
    secretary.open(LIST.desk("proposals"))
    proposing.release(LIST, secretary, code)
    for staff, (wish, (title, _unit)) in zip(once(secretary), WISHES.items(), strict=False):
        proposing.take_up(LIST, staff, code_of_proposal(township.site, PLACE, wish), title)
    proposing.refuse(LIST, secretary, code)
    township.go(date(2026, 4, 20))
    numbers = screened_numbers(township.site, PLACE)
    for staff, number, (_title, unit) in zip(once(secretary), numbers, WISHES.values(), strict=False):
        proposing.describe(LIST, staff, number, unit, VOTE + timedelta(days=180))
        proposing.screen(LIST, staff, number)
    proposing.pass_gates(LIST, secretary)
    proposing.publish(LIST, secretary, numbers)
    township.anyone.open(f"/follow/{code}")
    township.check(*((title, "candidate", None, None) for title, _unit in WISHES.values()))


def hold_vote(township: Township) -> None:
    """The rules adopted on the eve, then the whole sitting on one shared computer."""
    day = VOTE - timedelta(days=1)
    township.go(day)
    sitting, session = sitting_on(township.site, PLACE, VOTE), session_of(township.site, PLACE, VOTE)
    terms = {"way": "three_way", "seats": 2, "most": 2, "publish": "counts"}
    preparing.adopt_rules(LIST, township.secretary, "ballot", session, day, **terms)
    preparing.give_badges(LIST, township.secretary, sitting, HOLDERS)
    number = preparing.prepare(LIST, township.secretary, "ballot", sitting)
    township.go(VOTE)
    vote = vote_in(township, sitting, number)
    vote.admit(45 - PRESENT)
    vote.cast(printed=50, issued=PRESENT, spoiled=1)
    rows = marked(MARKS, "approve", "oppose", "abstain")
    count(vote, rows)
    assert township.site.told(LIST.path, "adopted", "approve") == [(None, None)] * 3
    vote.decide()
    vote.step(None, "announce", number="第1号")
    vote.step(None, "seal")
    titles = [title for title, _unit in WISHES.values()]
    adopted = [(title, "adopted", True, n) for title, (n, *_rest) in zip(titles[:2], MARKS, strict=False)]
    township.check(*adopted, (titles[2], "not_adopted", False, 16))


def vote_in(township: Township, sitting: int, number: str) -> Vote:
    """A round on the secretary's phone, which is handed from badge to badge."""
    computer = OneComputer(township.secretary, township.site, PLACE, sitting, SECRETARY)
    return Vote(computer, f"/desk/{PLACE}/sitting/{sitting}", number)


def marked(figures: Sequence[Sequence[int]], *marks: str) -> list[Marks]:
    """Figures with the names of their columns."""
    return [dict(zip(marks, row, strict=True)) for row in figures]


def count(vote: Vote, rows: Sequence[Marks]) -> None:
    """One batch; teller B misreads a figure, both see that there is a difference, B counts again."""
    assert vote.divide() == [PRESENT]
    first, *others = rows
    names = list(first)
    wrong = {**first, names[0]: first[names[0]] - 1, names[1]: first[names[1]] + 1}
    vote.swift = False
    vote.enter(TELLERS[0], 0, PRESENT, 0, rows)
    vote.enter(TELLERS[1], 0, PRESENT, 0, [wrong, *others])
    chief = vote.at(Duty.chief_scrutineer)
    chief.follow("/compare")
    chief.reads(str(first[names[0]]), str(wrong[names[0]]))
    vote.swift = True
    vote.enter(TELLERS[1], 0, PRESENT, 0, rows)
    vote.swift = False


def promises(township: Township) -> list[Promise]:
    """What the two adopted projects promise."""
    unit = unit_row(township.site, PLACE, "镇村镇建设办公室")
    return [Promise(1, "硬化道路", 12, "公里", unit), Promise(2, "安装路灯", 300, "盏", unit)]


def deliver(township: Township) -> None:
    """The secretary enters for the unit (代录): plans, one month, done."""
    both, secretary = promises(township), township.secretary
    township.go(date(2026, 7, 6))
    for person, one in zip(once(secretary), both, strict=False):
        year.plan(LIST, person, one, date(2026, 7, 6), date(2026, 11, 30))
        year.publish_plan(LIST, person, one)
        year.form_group(LIST, person, one, LEADER)
    township.check(*standing("delivery"))
    township.go(date(2026, 8, 3))
    last = date(2026, 7, 31)
    for person, one in zip(once(secretary), both, strict=False):
        year.report_month(LIST, person, one, last)
        year.sign_off(LIST, person, one, last)
        year.report_done(LIST, person, one)
    township.check(*standing("done"))


def standing(stage: str) -> list[tuple[object, ...]]:
    """The list when both adopted projects stand at this stage."""
    titles = [title for title, _unit in WISHES.values()]
    adopted: list[tuple[object, ...]] = [
        (title, stage, True, marks[0]) for title, marks in zip(titles[:2], MARKS, strict=False)
    ]
    return [*adopted, (titles[2], "not_adopted", False, 16)]


def supervise(township: Township) -> None:
    """The leader of the group looks and confirms one project; the other is entered from the signed paper."""
    first, second = promises(township)
    township.go(date(2026, 8, 10))
    deputy = township.phones()
    deputy.sign_in(township.site.code_of(LEADER, PLACE))
    year.inspect(LIST, deputy, first, date(2026, 8, 10))
    year.confirm(LIST, deputy, first)
    year.confirm(LIST, township.secretary, second, LEADER)
    township.check(*standing("confirmed"))


def evaluate(township: Township) -> None:
    """Residents rate, the deputies rate in the next session, the secretary closes both."""
    both, secretary, day = promises(township), township.secretary, date(2026, 12, 28)
    township.go(day)
    year.rate(LIST, township.anyone, both[0])
    year.release_sentence(LIST, secretary)
    preparing.call_session(LIST, secretary, day)
    sitting, session = sitting_on(township.site, PLACE, day), session_of(township.site, PLACE, day)
    preparing.adopt_rules(LIST, secretary, "rating", session, day)
    preparing.give_badges(LIST, secretary, sitting, HOLDERS)
    vote = vote_in(township, sitting, preparing.prepare(LIST, secretary, "rating", sitting))
    vote.swift = True
    vote.admit(45 - PRESENT)
    vote.cast(printed=50, issued=PRESENT, spoiled=1)
    count(vote, marked(RATED, "satisfied", "basic", "dissatisfied", "abstain"))
    vote.decide()
    vote.step(None, "seal")
    for person, one in zip(once(secretary), both, strict=False):
        year.close(LIST, person, one)
    township.check(*standing("closed"))
