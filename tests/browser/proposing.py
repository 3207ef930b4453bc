"""群众提: from a resident's wish to the published candidates."""

from datetime import date

from tests.browser.person import Person
from tests.browser.swift import once
from tests.browser.visitor import Visitor
from tests.browser.year import Year

DECIDER = "县政府常务会议"
ASPECTS = ("money", "land", "legality")


def propose(year: Year, resident: Visitor, title: str) -> str:
    """A resident proposes on the page of the list, at first without a title; the code with which it is followed."""
    resident.open(year.path)
    resident.follow("/propose")
    resident.fail(title="", what="赶集的日子车都停在路上。")
    resident.send(
        title=title, what="赶集的日子车都停在路上。", place="集镇", category=resident.choices("category")[0]
    )
    code = resident.path.rsplit("/", 1)[1]
    resident.open(f"/follow/{code}")
    return code


def release(year: Year, staff: Person, code: str) -> None:
    """审签公开: the words are public."""
    staff.open(year.desk(f"proposals/{code}"))
    staff.follow("/release")
    staff.send()


def take_up(year: Year, staff: Person, code: str, title: str) -> None:
    """采纳: a new project carries it."""
    staff.open(year.desk(f"proposals/{code}"))
    staff.follow("/take-up")
    staff.send(project="new", title=title, answer=f"您的建议已纳入候选项目“{title}”。", decider=DECIDER)


def refuse(year: Year, staff: Person, code: str) -> None:
    """不予采纳, with a reason from the negative list."""
    staff.open(year.desk(f"proposals/{code}"))
    staff.follow("/refuse")
    staff.send(reason=staff.choices("reason")[0], answer="以现有条件做不到，不列入。", decider=DECIDER)


def merge(year: Year, staff: Person, code: str, into: str) -> None:
    """合并 with another one, by its code."""
    staff.open(year.desk(f"proposals/{code}"))
    staff.follow("/merge")
    staff.send(target="other", code=into, answer="与另一条说的是同一件事，合并办理。", decider=DECIDER)


def describe(year: Year, staff: Person, number: int, unit: str, deadline: date) -> None:
    """候选项目要素."""
    staff.open(year.desk(f"{number}/screening"))
    staff.follow("/elements")
    content = {
        "content": "按计划全部建成。",
        "total_yuan": 320,
        "year_yuan": 320,
        "funding": "本级财政（演示数字）",
    }
    whom = {"benefit": "约5200人", "necessity": "群众建议集中。", "feasibility": "不占耕地。"}
    staff.send(**content, **whom, unit_id=staff.choice("unit_id", unit), deadline=deadline.isoformat())


def screen(year: Year, staff: Person, number: int) -> None:
    """筛选: the unit's study, and what was found on each aspect."""
    staff.open(year.desk(f"{number}/screening"))
    staff.follow("/study")
    staff.send(verdict="fine", words="研究可行，当年能见效。")
    staff.follow("/check/negative_list")
    staff.send(words="不在负面清单之内。")
    for aspect in ASPECTS:
        staff.follow(f"/check/{aspect}")
        staff.send(verdict="fine", words="已落实。")


def pass_gates(year: Year, staff: Person) -> None:
    """审议环节, in their order: each passes all that is before it."""
    staff.open(year.desk("screening"))
    gates = sum("/screening/gate/" in address for address in staff.links(""))
    for place in range(1, gates + 1):
        staff.follow(f"/screening/gate/{place}")
        staff.send(projects=staff.choices("projects"), decision="passed")


def publish(year: Year, staff: Visitor, numbers: list[int]) -> None:
    """列为候选, then the list is published."""
    for person, number in zip(once(staff), numbers, strict=False):
        person.open(year.desk(f"{number}/screening"))
        person.press("/admit")
    staff.open(year.desk("candidates/order"))
    staff.send()
    staff.follow("/candidates/publish")
    staff.send()
