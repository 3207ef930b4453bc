"""群众提 of the demonstration: the list is started, wishes come in, are answered, screened and become candidates."""

from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from votes.accounts.roles import Role
from votes.congress.models import RESERVED
from votes.demo.pictures import WISHED, photo
from votes.demo.places import Place
from votes.demo.points import point_of_channel
from votes.demo.story import Story
from votes.demo.tables import Row, rows
from votes.projects.cycles import start_cycle
from votes.projects.models import Cycle, Project
from votes.projects.profiles import PROFILES
from votes.projects.settings import Proof
from votes.proposals.intake import Incoming, receive
from votes.proposals.models import Proposal
from votes.proposals.projects import new_project
from votes.proposals.rules import Channel

OPENS, CLOSES = -125, -95
"""Days from the vote on which the collection opens and closes."""
CALLED_EVERY = 9
"""On every ninth day a proposer asks to be called back."""
UNANSWERED = ("社区卫生站搬进邻里中心", "图书馆延长到晚上九点")
"""Taken up, and still without an answer: that is counted in public and blocks nothing."""
TAKEN_UP = "您的建议已纳入候选项目“%s”，请关注这个项目的页面。"
MERGED = "与“%s”说的是同一件事，合并办理，答复以那一条为准。"
DECIDERS = {False: "县政府常务会议", True: "镇长办公会议"}
REFUSALS = {
    "offices or office equipment": "办公用房不在民生实事范围之内，请按办公用房管理规定申报。",
    "the request of one person or one unit": "这是一户的事，已转社区居委会上门商量。",
    "unrealistic": "以现有条件做不到，不列入。",
    "harms the environment": "河岸属于生态保护范围，不能建房。",
    "dispensable": "与日常生活关系不大，不列入。",
    "assigned by a higher level": "国道由上级统一规划，已转县交通运输局向上反映。",
    "duplicates another project": "附近去年已建成一座，不重复建设。",
}


JUDGED: dict[str, Any] = {"rating_rework_below": 60, "rating_proofs": (Proof.device, Proof.slip)}
"""What the demonstration adopts beyond its profile: slips at the site, and an order where residents are not satisfied."""


@dataclass
class Collected:
    """What came in, by title; and the projects that screening made, by number."""

    proposals: dict[str, Proposal] = field(default_factory=dict)
    projects: dict[int, Project] = field(default_factory=dict)


def start_list(place: Place, story: Story) -> Cycle:
    """This year's list, or the township's first batch of the year, with its settings and dates."""
    profile = "township" if place.is_town else "national"
    slug = f"{story.year}{place.facts['cycle_suffix']}"
    title = place.facts["cycle_title"] % {"year": story.year}
    settings, by = replace(PROFILES[profile].settings(profile), **JUDGED), place.name_of(Role.office)
    cycle = start_cycle(place.congress, slug, title, story.year, settings, set(RESERVED), story.at(-175), by)
    cycle.collection_opens_on, cycle.collection_closes_on = story.day(OPENS), story.day(CLOSES)
    place.cycle = cycle
    return cycle


def sheet(place: Place) -> tuple[Row, ...]:
    """The wishes of this place."""
    return rows("town_wishes" if place.is_town else "wishes")


def collect(place: Place, story: Story, data: Path) -> Collected:
    """Wishes come in, day by day; words that are some days old are released."""
    found, by = Collected(), place.name_of(Role.office)
    for row in sheet(place):
        day = OPENS + int(row["day"])
        if not story.is_past(day):
            continue
        proposal = come_in(place, story, row, day, data)
        found.proposals[row["title"]] = proposal
        if story.is_past(day + 4):
            proposal.release(row["title"], row["what"], row["place"], True, story.at(day + 4), by, 1)
    return found


def come_in(place: Place, story: Story, row: Row, day: int, data: Path) -> Proposal:
    """One wish, from the site or typed in by the office."""
    channel = Channel(row["channel"])
    words = Incoming(
        row["title"],
        row["what"],
        story.day(day),
        channel,
        place=row["place"],
        category=row["category"],
        point_id=point_of_channel(place, channel),
    )
    if channel is Channel.web and int(row["day"]) % CALLED_EVERY == 0:
        words = replace(words, name="居民01", phone="演示号码", wants_call=True)
    by = "" if channel is Channel.web else place.name_of(Role.office)
    at = story.at(day, 10)
    photos = [photo(place.congress, 0, f"{WISHED}（演示图）", at, data)] if row["title"] == WISHED else []
    return receive(place.list, words, at, by, photos)


def answer_all(place: Place, story: Story, found: Collected) -> None:
    """件件有回音: taken up into a project, merged with another, or refused with a reason."""
    for row in sheet(place):
        if row["project"] and int(row["project"]) not in found.projects:
            found.projects[int(row["project"])] = begin_project(place, row)
    for row in sheet(place):
        answer(place, story, row, found)


def begin_project(place: Place, row: Row) -> Project:
    """建议项目: screening begins with the first wish for it."""
    title = place.candidates[int(row["project"])]["title"]
    return new_project(place.list, title, row["category"], row["place"])


def answer(place: Place, story: Story, row: Row, found: Collected) -> None:
    """One answer."""
    proposal, by, at = found.proposals[row["title"]], place.name_of(Role.office), story.at(-80, 15)
    seen, decider = len(proposal.steps), DECIDERS[place.is_town]
    if row["project"]:
        project = found.projects[int(row["project"])]
        words = "" if row["title"] in UNANSWERED else TAKEN_UP % project.title
        proposal.take_up(project, words, at, by, seen, decider)
    elif row["joins"]:
        proposal.merge_into(found.proposals[row["joins"]], MERGED % row["joins"], at, by, seen, decider)
    else:
        proposal.refuse(row["refusal"], REFUSALS[row["refusal"]], at, by, seen, decider)
