"""A resident writes to the unit of a project, and reads by the code what became of it."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Page

from tests.browser.arriving import Arrive, follow, send
from tests.browser.eyes import Eyes
from tests.browser.running import Site, peopled
from tests.conftest import MORNING
from tests.people import People
from tests.supervision.scene import watched
from votes.common.db import db
from votes.projects.models import Cycle


@pytest.fixture
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """A project under way with its group, on a list that everyone may see."""
    with peopled(tmp_path_factory.mktemp("message"), watch_in_public) as found:
        yield found


def watch_in_public(people: People) -> None:
    watched(people)
    db.session.get_one(Cycle, people.ids["cycle_row"]).candidates_published_at = MORNING


def look(eyes: Eyes, page: Page, name: str, when: str, size: str) -> None:
    """Look at a page with axe, where it runs scripts; on the phone it has none."""
    if size == "desk":
        eyes.look(page, f"supervision.{name}", when, size)


def test_a_resident_writes_to_the_unit_and_reads_the_answer(
    site: Site, arrive: Arrive, eyes: Eyes, size: str
) -> None:
    people: People = site.people
    resident = arrive()
    resident.goto(f"{site.address}/demo-county/2026/1")
    follow(resident, "给责任单位留言")
    look(eyes, resident, "send_message", "loaded", size)
    send(resident, "发送留言")
    look(eyes, resident, "send_message", "empty", size)
    send(resident, "发送留言", words="路灯三天没亮，电话13900000000。", place="桥头")
    look(eyes, resident, "follow_message", "waiting", size)
    office, unit = arrive(people.clerk), arrive(people.unit)
    office.goto(f"{site.address}/desk")
    follow(office, "看1条群众留言")
    look(eyes, office, "messages", "loaded", size)
    follow(office, "路灯三天没亮，电话13900000000。")
    look(eyes, office, "hand_on_message", "loaded", size)
    send(office, "公开并交办")
    site.clock.go(hours=1)
    unit.goto(f"{site.address}/desk/demo-county/matters/1/reply")
    send(unit, "提交答复", words="灯已换好。")
    office.goto(f"{site.address}/desk/demo-county/matters/1")
    send(office, "审签公开")
    resident.reload()
    look(eyes, resident, "follow_message", "answered", size)
    assert "灯已换好" in resident.inner_text("main")
    assert "13900000000" not in resident.inner_text("main")
