"""What residents do on the public pages of a full house, and by what one sees that it was done, in whatever language."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from votes.common.db import db
from votes.proposals.models import Proposal

DONE = "main:not(:has(form.form))"
"""The form is gone: it was taken."""


@dataclass(frozen=True)
class Deed:
    """Something one does on a page: where it begins, what is done, what stands there then, and what that says."""

    path: str
    do: Callable[[Page], None]
    seen: str
    says: str

    def done_on(self, page: Page, site: str) -> str:
        """Do it; the text of what is seen then."""
        page.goto(f"{site}{self.path}")
        self.do(page)
        found = page.locator(self.seen).first
        found.wait_for()
        return found.inner_text()


def filled(button: str = "main form.form p.send button.btn", **words: str) -> Callable[[Page], None]:
    """Fill fields in by their ids and press the button."""

    def do(page: Page) -> None:
        for field, said in words.items():
            page.locator(f"#{field}").fill(said)
        page.locator(button).click()

    return do


def ticked(*choices: str) -> Callable[[Page], None]:
    """Choose these, and send the form."""

    def do(page: Page) -> None:
        for choice in choices:
            page.locator(f"main label:has({choice}), main {choice} + label").first.click()
        page.locator("main form.form p.send button.btn").click()

    return do


def pressed(what: str) -> Callable[[Page], None]:
    """Press the first of these."""
    return lambda page: page.locator(what).first.click()


def narrowed(page: Page) -> None:
    """Show a part of the wall: the first choice of its first filter."""
    page.locator("form.narrow select").first.select_option(index=1)
    page.locator("form.narrow button").click()


def switched(page: Page) -> None:
    """Go over to large type, or back from it."""
    before = "/elder/" in page.url
    with page.expect_navigation():
        page.locator("nav.tools a").first.click()
    assert ("/elder/" in page.url) != before


def released_proposal() -> Proposal:
    """The proposal of the house that everyone may read and join."""
    return db.session.query(Proposal).filter(Proposal.public_title == "天桥").order_by(Proposal.id).first()


def deeds(proposal: Proposal) -> list[Deed]:
    """提 (look for others alike, propose, join, follow), 找 (filter, search), 评 (message, advisory vote, rating)."""
    year, next_year = "/demo-county/2026", "/demo-county/2027"
    proposing = {"title": "学校门口建天桥", "place": "学校", "what": "上学要过马路"}
    alike = filled("main button[value=look]", title="天桥", place="学校")
    return [
        Deed(f"{next_year}/propose", alike, ".alike .wishes", "天桥"),
        Deed(f"{next_year}/propose", filled(), ".errors", "希望办什么事"),
        Deed(f"{next_year}/propose", filled(**proposing), ".receipt", "查询码"),
        Deed(f"{next_year}/proposals/{proposal.id}/support", filled(), DONE, "已计入"),
        Deed("/follow", filled(code=proposal.code), "main:has(.crumb a[href$='/2027'])", "天桥"),
        Deed(year, narrowed, "form.narrow a", "全部"),
        Deed("/search", filled("form.search button", q="天桥"), ".hit:has(mark)", "天桥"),
        Deed(f"{year}/1/message", filled(), ".errors", "哪里不对"),
        Deed(f"{year}/1/message", filled(words="路灯三天没亮"), ".receipt", "查询码"),
        Deed("/demo-county/2028/advise", ticked("#projects-0"), DONE, "谢谢"),
        Deed(f"{year}/40/rate", ticked("#grade-0"), DONE, "您的评价已计入"),
        Deed(f"{year}/1", pressed("main details.fold > summary"), "details.fold[open] > div", "销号"),
        Deed(year, switched, "h1", "民生实事"),
    ]
