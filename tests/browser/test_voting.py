"""What else befalls deputies who vote with slips: at the tablet, with too many marks, in a bad network, with a wrong box."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from playwright.sync_api import Browser

from tests.ballots.box.samples import RULES, other, vote
from tests.browser.box_hall import Ballots, BoxHall, box_hall
from tests.browser.box_voter import TABLET, Voter
from votes.ballots.box.casting import receipt
from votes.ballots.box.slips import list_of

TOP = {**RULES, "seats": 4, "most": 4}
DROPPED = """() => new Promise((done) => {
  const look = () => (localStorage.getItem("minsheng-sealed") ? setTimeout(look, 20) : done());
  look();
})"""
"""Waits until the phone keeps nothing any more."""


@pytest.fixture(scope="module")
def hall() -> Iterator[BoxHall]:
    with box_hall() as found:
        yield found


@pytest.fixture
def box(hall: BoxHall) -> Iterator[Ballots]:
    """An open box with slips of its own, and nothing said yet."""
    hall.requests.clear()
    yield hall.vote(12, rules=TOP, ballot="2026年度民生实事项目票决")
    hall.boxes.clear()


@pytest.fixture
def voters(browser: Browser) -> Iterator[list[Voter]]:
    """All who come; they leave in the end, and nothing went wrong on any phone."""
    here: list[Voter] = []
    yield here
    for voter in here:
        voter.leave()


def arrive(voters: list[Voter], browser: Browser, number: int = 1) -> list[Voter]:
    new = [Voter(browser) for _ in range(number)]
    voters.extend(new)
    return new


def test_the_tablet_forgets_everything_after_each_ballot(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    tablet = Voter(browser, TABLET)
    voters.append(tablet)
    tablet.page.clock.install()
    tablet.go(f"{hall.address}/b?tablet").scan("https://example.org/#price")
    tablet.page.get_by_text("扫到的不是票上的码").wait_for()
    tablet.page.focus("#code")
    tablet.scan(hall.scanned(box, 0))
    tablet.tap(o1="approve").press("大字")
    tablet.page.clock.fast_forward("05:01")
    tablet.title("请扫票上的码")
    assert tablet.page.locator("html").get_attribute("class") == "tablet"
    tablet.scan(hall.scanned(box, 0))
    tablet.tap(o2="approve").review()
    tablet.press("投票")
    tablet.receipt()
    tablet.press("好了，交给下一位")
    tablet.title("请扫票上的码")
    assert tablet.kept() == {}
    assert tablet.page.input_value("#code") == ""
    assert tablet.page.evaluate("document.documentElement.outerHTML").count(box.voted.manifest.ballot) == 0
    tablet.type(box.voted.codes[1])
    tablet.tap().review()
    tablet.press("投票")
    tablet.receipt()
    tablet.page.clock.fast_forward("01:01")
    tablet.title("请扫票上的码")
    assert box.voted.open(sorted(box.casts.values(), key=lambda cast: cast.order)).ballots == [
        {"2": "approve"},
        {},
    ]


def test_too_many_marks_are_told_at_once_and_go_no_further(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    deputy.go(hall.scanned(box, 0)).tap(**{f"o{n}": "approve" for n in range(1, 6)})
    deputy.page.get_by_role("alert").get_by_text("多选了1项").wait_for()
    deputy.press("看一遍再投")
    deputy.title("2026年度民生实事项目票决")
    deputy.tap(o5="oppose").review()
    deputy.page.get_by_role("button", name="改：5").click()
    assert deputy.page.evaluate("document.activeElement.value") == "oppose"
    deputy.tap(o5="abstain").review()
    deputy.page.go_back()
    deputy.title("2026年度民生实事项目票决")
    assert deputy.page.locator(":checked").count() == 5


def test_only_an_answer_of_this_box_ends_the_sending(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    deputy, second = arrive(voters, browser, 2)
    deputy.go(hall.scanned(box, 0)).tap(o1="approve").review()
    deputy.page.route("**/cast", lambda route: route.fulfill(status=200, body="<h1>欢迎使用免费网络</h1>"))
    deputy.press("投票")
    deputy.title("还没有送到")
    box.cast(box.voted.cast(0).plain())
    deputy.page.unroute("**/cast")
    deputy.press("现在再送")
    assert deputy.receipt("这张票先前已经投过了") == receipt(next(iter(box.casts.values())).hash)
    assert deputy.kept() == {}
    second.go(hall.scanned(box, 1)).tap(o1="approve").review()
    box.state = "closed"
    second.press("投票")
    second.title("您的票没有投进去")
    assert second.kept() == {}
    assert len(box.casts) == 1


def test_a_slip_scanned_while_another_ballot_is_on_its_way_comes_after_it(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    deputy.go(hall.scanned(box, 0)).tap(o1="approve").review()
    deputy.page.route("**/cast", lambda route: route.abort())
    deputy.press("投票")
    deputy.title("还没有送到")
    deputy.page.unroute("**/cast")
    deputy.page.goto("about:blank")
    deputy.go(hall.scanned(box, 1)).receipt()
    deputy.press("投另一张票")
    deputy.tap(o1="oppose").review()
    assert len(box.casts) == 1


def test_a_box_put_in_place_of_the_printed_one_is_noticed(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    hall.boxes[box.mark] = Ballots(other(box.voted, box=vote(1, "X").manifest.box.hex()))
    deputy.go(hall.scanned(box, 0)).title("请不要投票")
    assert deputy.page.locator("fieldset").count() == 0
    assert [path for path, _, _ in hall.requests if path.endswith(("/cast", "/ask"))] == []


def test_a_changed_script_does_not_run(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    changed = (hall.get("/static/box/post.js")[2] + b"\n// more").decode()
    deputy.page.route(
        "**/post.js*", lambda route: route.fulfill(status=200, content_type="text/javascript", body=changed)
    )
    deputy.go(hall.scanned(box, 0)).title("正在打开表决票")
    assert deputy.page.evaluate("'ballotPost' in window") is False
    deputy.faults.clear()


def test_a_field_that_is_not_voted_on_now_says_which_one_is(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    later = hall.vote(12, "B", "waiting", ballot="2025年度民生实事项目测评")
    deputy.page.clock.install()
    deputy.go(hall.scanned(later, 0)).title("这一栏还没有开始投票")
    deputy.page.get_by_text("现在正在投的是：2026年度民生实事项目票决").wait_for()
    later.state = "open"
    deputy.page.clock.fast_forward("00:10")
    deputy.title("2025年度民生实事项目测评")


def test_the_field_of_an_earlier_vote_says_which_vote_is_on_now(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    deputy.go(hall.scanned(box, 0)).tap(**{"1": "approve"}).review()
    deputy.press("投票")
    number = deputy.receipt()
    box.state = "closed"
    hall.vote(12, "B", ballot="2026年度民生实事项目再次票决")
    deputy.go("about:blank").go(hall.scanned(box, 0)).title("这一栏先前已经投过了")
    deputy.page.get_by_text("现在正在投的是：2026年度民生实事项目再次票决").wait_for()
    assert deputy.receipt("这一栏先前已经投过了") == number


def test_what_stands_in_the_way_is_told(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    box.void.add(box.voted.cast(1).pk)
    deputy.go(hall.scanned(box, 1)).title("这张票已经作废")
    deputy.go(f"{hall.address}/b#A.{box.voted.codes[2]}.{'0' * 26}").title("这里没有这张票的投票")
    deputy.go(f"{hall.address}/b#A.{'0' * 16}.{box.mark}").title("票箱不认识这张票")
    deputy.press("重新开始")
    ended = hall.vote(12, "B", "closed", ballot="2025年度民生实事项目测评")
    deputy.go(hall.scanned(ended, 0)).title("这一栏的投票已经结束")
    ended.state = "open"
    deputy.page.goto(f"{hall.address}/b")
    deputy.page.reload()
    deputy.type("请看票")
    deputy.page.get_by_text("您输入了3个").wait_for()
    deputy.type(box.voted.codes[0])
    deputy.title("现在投哪一项？")
    deputy.page.get_by_role("button", name="2026年度民生实事项目票决").click()
    deputy.tap(o1="oppose").press("English")
    assert deputy.page.locator("#option-1 [value=oppose]").is_checked()
    deputy.press("中文")
    deputy.review()
    deputy.press("投票")
    deputy.receipt()
    deputy.press("投另一项")
    deputy.title("请扫票上的码")
    hall.boxes.clear()
    deputy.page.goto("about:blank")
    deputy.go(f"{hall.address}/b").type(box.voted.codes[0])
    deputy.title("现在没有投票")


def test_a_slip_of_a_rehearsal_is_typed_too_and_nobody_else_is_led_there(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    """Beside a vote that is open or to open; who types a slip of neither is told that no box knows it."""
    rehearsal = hall.vote(14, "C", ballot="演练")
    codes, rehearsal.rehearsal = rehearsal.voted.codes, True
    rehearsal.voted = replace(rehearsal.voted, slips=list_of("C", codes[12:]))
    (deputy,) = arrive(voters, browser)
    for state, code, says in (
        ("open", codes[12], "演练"),
        ("waiting", codes[13], "演练"),
        ("open", codes[1], "2026年度民生实事项目票决"),
        ("waiting", codes[1], "还没有开始投票"),
        ("open", "0" * 16, "票箱不认识这张票"),
    ):
        box.state = state
        deputy.page.goto("about:blank")
        deputy.go(f"{hall.address}/b").type(code)
        deputy.title(says)


def test_a_ballot_goes_as_soon_as_there_is_a_network_again(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    deputy.page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error(); }})"
    )
    deputy.page.route("**/manifest.json", lambda route: route.fulfill(status=503), times=1)
    deputy.go(hall.scanned(box, 0)).title("网络不通")
    deputy.tap(o1="approve").review()
    deputy.context.set_offline(True)
    deputy.press("投票")
    deputy.title("还没有送到")
    deputy.context.set_offline(False)
    assert deputy.receipt() == receipt(next(iter(box.casts.values())).hash)


def test_a_ballot_for_a_box_that_is_gone_is_kept_and_sent_on_without_standing_in_the_way(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    """That there is no such box is nobody's signed word; but a cleared rehearsal must not hold up the vote."""
    (deputy,) = arrive(voters, browser)
    deputy.page.clock.install()
    deputy.go(hall.scanned(box, 0)).tap(o1="approve").review()
    hall.boxes.clear()
    deputy.press("投票")
    deputy.page.get_by_text("现在找不到这张票的票箱").wait_for()
    (first,) = deputy.kept()["minsheng-sealed"]
    deputy.press("投另一张票")
    deputy.title("请扫票上的码")
    later = hall.vote(12, "B", rules=TOP)
    deputy.page.goto("about:blank")
    deputy.go(hall.scanned(later, 0))
    deputy.press("投另一张票")
    deputy.tap(o1="approve").review()
    deputy.press("投票")
    deputy.receipt()
    assert len(later.casts) == 1
    assert deputy.kept()["minsheng-sealed"] == [first]
    hall.boxes[box.mark] = box
    deputy.page.clock.fast_forward("00:10")
    deputy.page.evaluate(DROPPED)
    assert [cast.plain() for cast in box.casts.values()] == [first["cast"]]


def test_a_ballot_for_a_box_opened_anew_does_not_stand_in_the_way_of_who_types(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    """A rehearsal held twice with the same slips: the second box signs nothing for a ballot of the first."""
    (deputy,) = arrive(voters, browser)
    deputy.go(hall.scanned(box, 0)).tap(o1="approve").review()
    hall.boxes[box.mark] = anew = Ballots(other(box.voted, ballot="再次演练"))
    deputy.press("投票")
    deputy.press("投另一张票")
    deputy.type(box.voted.codes[1])
    deputy.tap(o2="approve").review()
    deputy.press("投票")
    deputy.receipt()
    assert [cast.pk for cast in anew.casts.values()] == [box.voted.cast(1).pk]
    assert len(deputy.kept()["minsheng-sealed"]) == 1


def test_a_ballot_that_was_passed_over_and_came_too_late_is_told_when_the_page_is_opened_again(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    deputy.go(f"{hall.address}/b").title("请扫票上的码")
    deputy.page.evaluate("localStorage.setItem('minsheng-sealed', '{\"cast\": {}}')")
    deputy.page.goto("about:blank")
    deputy.go(hall.scanned(box, 0)).tap(o1="approve").review()
    hall.boxes.clear()
    deputy.press("投票")
    deputy.press("投另一张票")
    hall.boxes[box.mark] = box
    box.state = "closed"
    deputy.page.goto("about:blank")
    deputy.go(f"{hall.address}/b").title("您的票没有投进去")
    assert deputy.kept() == {}


def test_a_phone_that_cannot_seal_says_so(
    browser: Browser, hall: BoxHall, box: Ballots, voters: list[Voter]
) -> None:
    (deputy,) = arrive(voters, browser)
    deputy.page.add_init_script("delete window.TextDecoder")
    deputy.go(hall.scanned(box, 0)).title("这部手机打不开表决票")
