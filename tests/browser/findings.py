"""问题清单: a finding raised, handed over, answered, looked at again, closed."""

from datetime import date

from tests.browser.visitor import Visitor
from tests.browser.year import Promise, Year


def raise_finding(year: Year, deputy: Visitor, promise: Promise) -> str:
    """A deputy of the group says what is wrong; the address of the finding."""
    deputy.open(year.desk(f"supervision/{promise.number}/raise"))
    deputy.send(title="无障碍坡道没有扶手", words="新建的两座公厕坡道没有扶手。", origin="other")
    return deputy.path


def settle(finding: str, office: Visitor, unit: Visitor, deputy: Visitor, due: date) -> None:
    """交办 with a deadline → 答复 → 复查 closes it; the office lets everyone read it."""
    office.open(finding)
    office.follow("/order")
    office.send(unit=office.choices("unit")[0], due_on=due.isoformat(), demand="补装扶手并逐座复核。")
    unit.open(finding)
    unit.follow("/reply")
    unit.send(words="扶手已补装，其余各座已复核。")
    deputy.open(finding)
    deputy.follow("/recheck")
    deputy.send(verdict="closed", words="现场看过，已整改。")
    office.open(finding)
    office.press(office.page.locator('form.one[action$="/release"]'))
