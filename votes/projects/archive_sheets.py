"""The sheets of an archive (往年台账): one file per kind, with Chinese or English headings, read all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from votes.common.errors import RuleBroken, say
from votes.common.sheets import WAN, Column, Reading, SheetError, read_sheet

TRUTH = {"1": True, "0": False, "是": True, "否": False, "yes": True, "no": False}
LEVELS = {
    "province": "province", "省级": "province", "prefecture": "prefecture", "市级": "prefecture",
    "county": "county", "县级": "county", "township": "township", "乡级": "township",
    "street": "street", "街道": "street",
}  # fmt: skip
SOURCE_KINDS = {
    "official": "official", "官方": "official", "press": "press", "报道": "press", "journal": "journal", "期刊": "journal",
    "aggregator": "aggregator", "聚合": "aggregator", "mirror": "mirror", "转载": "mirror",
}  # fmt: skip

PLACE = Column("locality", ("地区", "locality"))
YEAR = Column("year", ("年度", "year"), required=True, kind="integer", least=1980, most=2100)
NOTE = Column("note", ("说明", "note"))
SOURCE = (
    Column("source_url", ("来源网址", "source_url")),
    Column("source_kind", ("来源类别", "source_kind"), required=True, kind="choice", choices=SOURCE_KINDS),
)


def count(key: str, *headings: str) -> Column:
    """A published count; blank where it was not published."""
    return Column(key, (*headings, key), kind="integer", least=0)


def text(key: str, *headings: str, required: bool = False) -> Column:
    """A text as it was published."""
    return Column(key, (*headings, key), required=required, longest=8000)


SHEETS: Mapping[str, tuple[Column, ...]] = {
    "localities": (
        text("locality", "地区", required=True),
        text("slug", "网址名", required=True),
        Column("level", ("层级", "level"), required=True, kind="choice", choices=LEVELS),
        text("province", "省份"),
    ),
    "ballots": (
        PLACE,
        YEAR,
        text("session_date", "会议日期"),
        count("deputies_total", "全体代表"),
        count("deputies_present", "实到"),
        count("ballots_issued", "发出"),
        count("ballots_collected", "收回"),
        text("candidates", "候选项目数"),
        text("selected_count", "票决项目数"),
        text("vote_method", "表决方式"),
        text("secret", "无记名"),
        text("decision_form", "票决形式"),
        text("result_published", "公布方式"),
        NOTE,
        *SOURCE,
    ),
    "projects": (
        text("key", "项目编号"),
        PLACE,
        YEAR,
        count("seq", "序号"),
        text("title", "项目名称", required=True),
        text("content", "项目内容"),
        Column("investment_wan_yuan", ("总投资", "investment_wan_yuan"), kind="decimal", units=WAN, least=0),
        text("funding_source", "资金来源"),
        text("responsible_unit", "责任单位"),
        text("deadline", "完成时限"),
        count("votes_for", "赞成"),
        Column("selected", ("是否入选", "selected"), kind="choice", choices=TRUTH),
        count("votes_against", "反对"),
        count("votes_abstain", "弃权"),
        text("votes_share_percent", "得票率"),
        count("rank_by_votes", "得票名次"),
        Column(
            "annual_investment_wan_yuan",
            ("当年计划投资", "annual_investment_wan_yuan"),
            kind="decimal",
            units=WAN,
            least=0,
        ),
        NOTE,
        *SOURCE,
    ),
    "progress": (
        PLACE,
        text("project", "项目", required=True),
        text("project_key", "项目编号"),
        text("date", "日期", required=True),
        text("percent", "百分比"),
        text("text", "进展"),
        text("percent_kind", "百分比口径"),
        Column("planned_wan_yuan", ("计划投资", "planned_wan_yuan"), kind="decimal", units=WAN, least=0),
        Column("done_wan_yuan", ("完成投资", "done_wan_yuan"), kind="decimal", units=WAN, least=0),
        text("status", "状态"),
        text("deputies_ballot_project", "是否票决项目"),
        NOTE,
        *SOURCE,
    ),
    "satisfaction": (
        PLACE,
        Column("project_year", ("项目年度", "project_year"), required=True, kind="integer"),
        text("project_key", "项目编号"),
        text("date", "日期"),
        text("project", "项目"),
        text("evaluator", "测评人", required=True),
        text("n_participants", "参评人数"),
        count("satisfied", "满意"),
        count("basically_satisfied", "基本满意"),
        count("dissatisfied", "不满意"),
        count("abstain", "弃权"),
        text("rate_percent", "满意率"),
        text("rate_kind", "满意率口径"),
        text("rating", "等次"),
        text("deputies_ballot_project", "是否票决项目"),
        NOTE,
        *SOURCE,
    ),
    "collection": (
        PLACE,
        Column("level", ("层级", "level"), kind="choice", choices=LEVELS),
        Column("for_year", ("年度", "for_year"), required=True, kind="integer"),
        text("window_start", "开始日期"),
        text("window_end", "截止日期"),
        text("window_days", "天数"),
        text("collected_total", "征集总数"),
        text("from_public", "群众"),
        text("from_deputies", "代表"),
        text("from_departments", "部门"),
        text("from_cppcc", "政协"),
        text("after_merge", "合并后"),
        text("candidates", "候选项目数"),
        text("selected", "票决项目数"),
        text("channels", "渠道"),
        text("form_fields", "填报内容"),
        NOTE,
        *SOURCE,
    ),
    "rules": tuple(
        text(key, heading)
        for key, heading in (
            ("stage", "环节"),
            ("parameter", "事项"),
            ("value", "内容"),
            ("locality", "地区"),
            ("level", "层级"),
            ("instrument", "文件"),
            ("year", "年份"),
            ("evidence", "依据"),
            ("source_url", "来源网址"),
            ("note", "说明"),
        )
    ),
}
NAMES = {
    "地区": "localities", "票决": "ballots", "项目": "projects", "进展": "progress",
    "满意度": "satisfaction", "征集": "collection", "规则": "rules",
}  # fmt: skip


@dataclass(frozen=True)
class Archive:
    """What was read of a folder: rows by kind, and everything to mend, with the file's name."""

    rows: Mapping[str, Reading]
    errors: tuple[tuple[str, SheetError], ...]

    def of(self, kind: str) -> Reading:
        """The rows of one kind, none if the folder has no such file."""
        return self.rows.get(kind, Reading((), ()))


def read_folder(folder: Path) -> Archive:
    """Read every sheet of a folder whose name is a kind (projects.csv, 项目.xlsx, …)."""
    readings = {}
    errors = []
    for path in sorted(folder.iterdir()):
        kind = NAMES.get(path.stem, path.stem)
        if kind in SHEETS and path.suffix.lower() in (".csv", ".xlsx"):
            readings[kind] = read_sheet(path.read_bytes(), SHEETS[kind])
            errors += [(path.name, error) for error in readings[kind].errors]
    if not readings:
        raise RuleBroken(
            say("%(folder)s holds no sheet of an archive. Name the files %(names)s."),
            folder=folder.name,
            names="、".join(f"{word}.xlsx" for word in NAMES),
        )
    return Archive(readings, tuple(errors))
