"""候选项目表, as a Word file, as a sheet, and as rows of the booklet (候选项目说明)."""

from collections.abc import Sequence
from typing import Any

from flask_babel import format_date
from flask_babel import gettext as _

from votes.projects.models import Cycle, Project

WAN = 10_000
HEADINGS = (
    "序号",
    "类别",
    "项目名称",
    "项目内容",
    "建设规模",
    "建设地点",
    "总投资（万元）",
    "当年计划投资（万元）",
    "资金来源",
    "牵头单位",
    "配合单位",
    "业主单位",
    "分管领导",
    "完成时限",
    "年度目标",
    "跨年度阶段性目标",
    "受益范围和人数",
    "必要性",
    "可行性",
    "征集来源",
)
"""The columns of the official table (domain.md 3.4); an official form is Chinese in every language."""


def wan(yuan: int | None) -> float | None:
    """元 in 万元."""
    return None if yuan is None else yuan / WAN


def finished(project: Project) -> str:
    """完成时限 in words."""
    return format_date(project.deadline) if project.deadline else project.deadline_words


def line(project: Project, number: int | None = None) -> list[Any]:
    """One project as a row under `HEADINGS`."""
    return [
        number or project.number,
        project.category,
        project.title,
        project.content,
        project.scale,
        project.place,
        wan(project.total_yuan),
        wan(project.year_yuan),
        project.funding,
        project.unit_name,
        project.co_units,
        project.owner,
        project.leader,
        finished(project),
        project.year_goal,
        project.stage_goals,
        project.benefit,
        project.necessity,
        project.feasibility,
        project.origin,
    ]


def item(project: Project) -> dict[str, Any]:
    """One project as the Word template knows it."""
    return {
        "number": project.number,
        "category": project.category,
        "title": project.title,
        "content": project.content,
        "scale": project.scale,
        "place": project.place,
        "total": plain(wan(project.total_yuan)),
        "this_year": plain(wan(project.year_yuan)),
        "funds": project.funding,
        "unit": project.unit_name,
        "partners": project.co_units,
        "leader": project.leader,
        "due": finished(project),
        "goal": project.year_goal,
        "beneficiaries": project.benefit,
        "source": project.origin,
        "need": project.necessity,
        "feasible": project.feasibility,
    }


def plain(amount: float | None) -> str:
    """An amount without idle zeros; blank if there is none."""
    return "" if amount is None else f"{amount:.4f}".rstrip("0").rstrip(".")


def total(amounts: Sequence[int | None]) -> str:
    """A sum in 万元; blank as soon as one amount is not known."""
    known = [amount for amount in amounts if amount is not None]
    return plain(wan(sum(known))) if known and len(known) == len(amounts) else ""


def table_context(cycle: Cycle, projects: Sequence[Project], day: str, seats: int) -> dict[str, Any]:
    """What the Word template of the candidates' table is given."""
    return {
        "issuer": cycle.congress.name,
        "subject": cycle.title,
        "mark": _("Demonstration") if cycle.congress.demo else "",
        "date": day,
        "session": "",
        "seats": seats,
        "sum_total": total([project.total_yuan for project in projects]),
        "sum_this_year": total([project.year_yuan for project in projects]),
        "items": [item(project) for project in projects],
    }
