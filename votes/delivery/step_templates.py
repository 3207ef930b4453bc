"""里程碑模板: the usual steps of a project by its kind, with weights, and days as shares of the time it has.

Data, to be read and changed by whoever knows the work; the unit mends what does not fit. The step that is counted
stands once for each goal in numbers, its weight parted among them.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from votes.delivery.plan_said import GoalSaid, MilestoneSaid

FIRST_DAY, LAST_DAY = (3, 1), (11, 30)
"""Work begins after the congress, in March, and ends by the end of November where no deadline is known."""


class Kind(StrEnum):
    """What is done for people: something is built, bought, served, or settled by a policy (建设、采购、服务、政策)."""

    construction = "construction"
    purchase = "purchase"
    service = "service"
    policy = "policy"


@dataclass(frozen=True)
class Step:
    """A usual step: its weight in points, when it begins and ends as percent of the time, whether it is counted."""

    title: str
    weight: int
    begins: int
    ends: int
    counted: bool = False


TEMPLATES: dict[Kind, tuple[Step, ...]] = {
    Kind.construction: (
        Step("前期手续（立项、用地、设计）", 10, 0, 20),
        Step("招标与开工", 15, 15, 35),
        Step("施工建设", 50, 30, 90, counted=True),
        Step("竣工验收", 15, 85, 97),
        Step("移交使用", 10, 95, 100),
    ),
    Kind.purchase: (
        Step("确定需求与预算", 10, 0, 15),
        Step("招标采购", 30, 10, 45),
        Step("供货安装", 40, 45, 90, counted=True),
        Step("验收", 10, 85, 97),
        Step("投入使用", 10, 95, 100),
    ),
    Kind.service: (
        Step("制定方案、确定对象", 15, 0, 15),
        Step("落实机构和人员", 15, 10, 25),
        Step("开展服务", 60, 20, 95, counted=True),
        Step("总结评估", 10, 90, 100),
    ),
    Kind.policy: (
        Step("调研起草", 20, 0, 30),
        Step("征求意见", 15, 25, 45),
        Step("审议印发", 25, 40, 60),
        Step("组织实施", 40, 55, 100, counted=True),
    ),
}

SIGNS: tuple[tuple[Kind, str], ...] = (
    (Kind.construction, "新建|改建|扩建|建设|改造|修建|硬化|提升工程|治理工程"),
    (Kind.purchase, "购置|采购|安装|配备|配置|更新|加装"),
    (Kind.policy, "政策|补贴|补助|标准|减免|办法"),
    (Kind.service, "服务|培训|体检|筛查|救助|帮扶|就业"),
)
"""Words of a title or task that tell the kind, the surest first."""

BY_CATEGORY: dict[str, Kind] = {
    "就业创业": Kind.service,
    "教育": Kind.construction,
    "医疗卫生": Kind.service,
    "社会保障": Kind.policy,
    "养老托育": Kind.service,
    "住房保障": Kind.construction,
    "交通出行": Kind.construction,
    "生态环境": Kind.construction,
    "文化体育": Kind.construction,
    "公共安全": Kind.purchase,
    "城市建设管理": Kind.construction,
    "乡村振兴": Kind.construction,
    "社会治理": Kind.service,
    "便民服务": Kind.service,
    "助残帮困": Kind.service,
}


def kind_of(category: str, words: str) -> Kind:
    """The kind of a project: what its own words tell, else its category; a building site where neither tells."""
    told = next((kind for kind, signs in SIGNS if re.search(signs, words)), None)
    return told or BY_CATEGORY.get(category, Kind.construction)


def steps_for(kind: Kind, goals: Sequence[GoalSaid], year: int, deadline: date | None) -> list[MilestoneSaid]:
    """The usual steps with their days in the time from March, or from new year, to the deadline."""
    last = deadline or date(year, *LAST_DAY)
    first = next(
        (day for day in (date(year, *FIRST_DAY), date(last.year, 1, 1)) if day < last),
        last - timedelta(days=1),
    )
    found: list[MilestoneSaid] = []
    for step in TEMPLATES[kind]:
        days = on_the_way(first, last, step.begins), on_the_way(first, last, step.ends)
        found += counted(step, goals, days) if step.counted and goals else [plain(step, days)]
    return found


def on_the_way(first: date, last: date, percent: int) -> date:
    """The day at which so many percent of the time have gone by."""
    return first + timedelta(days=(last - first).days * percent // 100)


def plain(step: Step, days: tuple[date, date]) -> MilestoneSaid:
    """A step that is reached or not."""
    return MilestoneSaid(step.title, step.weight, days[1], days[0])


def counted(step: Step, goals: Sequence[GoalSaid], days: tuple[date, date]) -> list[MilestoneSaid]:
    """A step for each goal, the points parted among them, what is over to the first ones."""
    share, over = divmod(step.weight, len(goals))
    return [
        MilestoneSaid(goal.title, share + (n <= over), days[1], days[0], n) for n, goal in enumerate(goals, 1)
    ]
