"""问题清单: a finding raised, handed over, answered, looked at again, closed."""

from datetime import date

from tests.browser.person import Person
from tests.browser.year import Promise, Year


def raise_finding(year: Year, deputy: Person, promise: Promise) -> str:
    """A deputy of the group says what is wrong; the address of the finding."""
    deputy.open(year.desk(f"supervision/{promise.number}/raise"))
    deputy.send(title="无障碍坡道没有扶手", words="新建的两座公厕坡道没有扶手。", origin="other")
    return deputy.path


def settle(finding: str, name: str, office: Person, unit: Person, deputy: Person, due: date) -> None:
    """交办 to the unit of this name, with a deadline → 答复 → 复查 closes it; the office lets everyone read it."""
    office.open(finding)
    office.follow("/order")
    office.send(unit=office.choice("unit", name), due_on=due.isoformat(), demand="补装扶手并逐座复核。")
    unit.open(finding)
    unit.follow("/reply")
    unit.send(words="扶手已补装，其余各座已复核。")
    deputy.open(finding)
    deputy.follow("/recheck")
    deputy.send(
        verdict="closed", words="现场看过，已整改。", speed="satisfied", effort="basic", effect="satisfied"
    )
    office.open(finding)
    office.press("/release")
