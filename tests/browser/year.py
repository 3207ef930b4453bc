"""政府办、人大督、人民评: an adopted project from its plan to its end, by whoever does each step."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.browser.person import Person
from tests.browser.sitting import SIGNED


@dataclass(frozen=True)
class Promise:
    """A project as its plan promises it: one goal that is counted, and one step that is reached or not."""

    number: int
    goal: str
    amount: int
    unit: str
    entered_for: int = 0
    """The id of the responsible unit, where somebody else enters for it (代录)."""


@dataclass(frozen=True)
class Year:
    """A list and the addresses of its working pages."""

    place: str
    slug: str

    @property
    def path(self) -> str:
        """Its public address."""
        return f"/{self.place}/{self.slug}"

    def desk(self, room: str) -> str:
        """A working page of the list."""
        return f"/desk/{self.place}/{self.slug}/{room}"


def plan(year: Year, unit: Person, promise: Promise, begins: date, ends: date) -> None:
    """实施计划: goals first, then milestones with weights; handed in."""
    unit.open(year.desk(f"delivery/{promise.number}"))
    unit.open(year.desk(f"delivery/{promise.number}/plan"))
    goal = {"goals-0-title": promise.goal, "goals-0-number": promise.amount, "goals-0-unit": promise.unit}
    unit.put(
        {"deadline": ends.isoformat(), **goal, "task": f"{promise.goal}{promise.amount}{promise.unit}"},
        "steps-none",
    )
    days = (begins.isoformat(), ends.isoformat())
    said: dict[str, Any] = {"own": 320, "money_words": "镇财政按进度拨付。", "measures": "每周调度一次。"}
    for place, (title, weight) in enumerate(((promise.goal, 80), ("验收移交", 20))):
        row = {"title": title, "weight": weight, "starts_on": days[0], "ends_on": days[1]}
        said |= {f"milestones-{place}-{name}": value for name, value in row.items()}
    unit.put({**said, "milestones-0-goal": "1"})


def publish_plan(year: Year, government: Person, promise: Promise) -> None:
    """The government office publishes it: the promise."""
    government.open(year.desk(f"delivery/{promise.number}/plan/decide"))
    government.send()


def report_month(year: Year, unit: Person, promise: Promise, last: date) -> None:
    """月报: all is done within the month; typed are quantities and days, never a percent."""
    asked = f"?unit={promise.entered_for}" if promise.entered_for else ""
    unit.open(f"{year.desk(f'month/{last:%Y-%m}')}{asked}")
    unit.unfold()
    part = f"p{promise.number}"
    figures = unit.fields(f'[name^="{part}-m"]')
    said: dict[str, Any] = {
        name: last.isoformat() if kind == "date" else promise.amount for name, kind, _value in figures
    }
    unit.put({**said, f"{part}-done_words": "全部完成。", f"{part}-next_words": "移交管护。"})


def sign_off(year: Year, government: Person, promise: Promise, last: date) -> None:
    """审签公开: from then on everyone reads it."""
    government.open(year.desk(f"delivery/{promise.number}/report/{last:%Y-%m}"))
    government.follow("/sign-off")
    government.send()


def report_done(year: Year, unit: Person, promise: Promise) -> None:
    """The unit says that all is done."""
    unit.open(year.desk(f"delivery/{promise.number}/done"))
    unit.send(reason="已全部完成并通过验收。")


def form_group(year: Year, office: Person, promise: Promise, leader: str) -> None:
    """监督小组 with its leader."""
    office.open(year.desk(f"supervision/{promise.number}"))
    office.open(year.desk(f"supervision/{promise.number}/group"))
    chosen = office.choice("leader", leader)
    others = [one for one in office.choices("deputies") if one != chosen][:2]
    office.send(title=f"监督{promise.number}组", leader=chosen, deputies=[chosen, *others])


def inspect(year: Year, deputy: Person, promise: Promise, day: date) -> None:
    """视察, recorded on the spot."""
    deputy.open(year.desk(f"supervision/{promise.number}/inspect"))
    seen = {"visit": deputy.choices("visit")[0], "held_on": day.isoformat(), "place": "现场"}
    deputy.send(**seen, words="逐段看过，数量与计划一致。", present=deputy.choices("present")[:2])


def confirm(year: Year, group: Person, promise: Promise, leader: str = "") -> None:
    """代表核查, by the group's own deputy, or entered for one (代录) with the signed paper."""
    group.open(year.desk(f"supervision/{promise.number}/confirm"))
    entered = {"deputy": group.choice("deputy", leader), "paper": SIGNED} if leader else {}
    group.send(**entered, verdict="confirmed", words="现场核查，数量已达到。")


def rate(year: Year, resident: Person, promise: Promise) -> None:
    """群众评价: one of three, and a sentence."""
    resident.open(f"{year.path}/{promise.number}/rate")
    resident.send(grade="satisfied", sentence="路好走了。")


def release_sentence(year: Year, office: Person) -> None:
    """A resident's sentence is read, then shown."""
    office.open(year.desk("evaluation/sentences"))
    office.press("/release")


def close(year: Year, office: Person, promise: Promise, reason: str = "") -> None:
    """办结; before the deputies have rated it, with the reason."""
    office.open(year.desk(f"evaluation/{promise.number}"))
    office.open(year.desk(f"evaluation/{promise.number}/close"))
    office.put({"reason": reason} if reason else {})
