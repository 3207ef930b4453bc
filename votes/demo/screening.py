"""筛选 of the demonstration: the candidates' elements, what was looked at, the gates they passed, the published list."""

from votes.accounts.roles import Role
from votes.common.db import db
from votes.demo.places import Place
from votes.demo.story import Story
from votes.demo.tables import Row
from votes.projects.models import Project
from votes.proposals.screening import admit, arrange, gates_of, publish_candidates, record_check, record_gate
from votes.proposals.screening_rules import Aspect, Decision, Verdict

STUDIED = -70
FIRST_GATE, BETWEEN_GATES = -45, 7
PUBLISHED = -30
"""Days from the vote: the units' study, the first gate and the days to the next one, the published list."""
WAN = 10_000
NANCHANG = "演示：名称和目标取自南昌市2020年公开报道的候选项目，其余内容和数字均为演示。"
MADE_UP = "演示：名称、内容和数字均为演示。"
FINDINGS = {
    Aspect.study: (Verdict.fine, "牵头单位研究可行，当年能见效。"),
    Aspect.negative_list: (Verdict.fine, "不在负面清单之内。"),
    Aspect.money: (Verdict.fine, "资金已落实来源（演示）。"),
    Aspect.land: (Verdict.fine, "用地、规划手续可在开工前办结。"),
    Aspect.legality: (Verdict.fine, "合法性审查通过。"),
}
PARTLY = {9: (Aspect.land, Verdict.problem, "部分场地尚未协调，入选后须先落实用地。")}
"""What the county's screening found to be a problem; it is shown, and the deputies decide."""


def screen_all(place: Place, story: Story, projects: dict[int, Project]) -> None:
    """From proposed projects to the published list, in the order of the ballot."""
    for number in sorted(projects):
        fill_in(place, story, projects[number], place.candidates[number])
        look_at(place, story, projects[number], number)
    for turn, gate in enumerate(gates_of(place.list)):
        day = FIRST_GATE + turn * BETWEEN_GATES
        for number in sorted(projects):
            decide(place, story, projects[number], gate, day)
    last = FIRST_GATE + BETWEEN_GATES * len(gates_of(place.list))
    for number in sorted(projects):
        admit(projects[number], story.at(last, 10), place.name_of(Role.office))
        db.session.flush()
    arrange(place.list, {project.id: number for number, project in projects.items()})
    publish_candidates(place.list, story.at(PUBLISHED), place.name_of(Role.office))


def fill_in(place: Place, story: Story, project: Project, row: Row) -> None:
    """候选项目要素."""
    project.unit, project.co_units = place.units[row["unit"]], row["co_units"]
    project.place, project.category = row["place"], row["category"]
    project.year_goal, project.content = row["goal"], f"{row['goal']}：{row['how']}。"
    project.necessity, project.feasibility, project.benefit = (
        row["necessity"],
        row["feasibility"],
        row["benefit"],
    )
    project.total_yuan, project.year_yuan = int(row["total_wan"]) * WAN, int(row["year_wan"]) * WAN
    project.funding, project.deadline = row["funding"], story.day(int(row["deadline"]))
    project.origin = MADE_UP if place.is_town else NANCHANG


def look_at(place: Place, story: Story, project: Project, number: int) -> None:
    """What was found on each aspect."""
    partly = None if place.is_town else PARTLY.get(number)
    for aspect, (verdict, words) in FINDINGS.items():
        if partly and partly[0] is aspect:
            _aspect, verdict, words = partly
        at, by = story.at(STUDIED, 15), place.name_of(Role.government)
        record_check(project, aspect, verdict, words, at, by)
        db.session.flush()


def decide(place: Place, story: Story, project: Project, gate: str, day: int) -> None:
    """One body passes one project; the office records it on the next day."""
    by, at = place.name_of(Role.office), story.at(day + 1, 10)
    record_gate(project, gate, Decision.passed, story.day(day), "", None, at, by)
    db.session.flush()
