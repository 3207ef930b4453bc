"""The sheets of an archive (往年台账): one file per kind, with Chinese or English headings, read all or nothing."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from votes.common.errors import RuleBroken, say
from votes.common.grids import EMPTY
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
    "own": "own", "本级人大": "own",
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


REPEATED = {
    "ballots": ("ballot_id", "province", "level"),
    "projects": ("ballot_id",),
    "localities": ("body", "in"),
}
"""Columns of the archive that ships with the product which only repeat what stands elsewhere in it."""


@dataclass(frozen=True)
class Archive:
    """What was read of a folder: rows by kind; everything to mend, and every column (sheet, heading) that none of
    our headings names, each with the file's name; and the files that are no sheet of an archive.
    """

    rows: Mapping[str, Reading]
    errors: tuple[tuple[str, SheetError], ...]
    unread: tuple[tuple[str, str, str], ...] = ()
    passed_over: tuple[str, ...] = ()

    def of(self, kind: str) -> Reading:
        """The rows of one kind, none if the folder has no such file."""
        return self.rows.get(kind, Reading((), ()))


def read_folder(folder: Path) -> Archive:
    """Read every sheet of a folder whose name is a kind (projects.csv, 项目.xlsx, …)."""
    files = sorted(path for path in folder.iterdir() if path.is_file() and path.name[0] not in ".~")
    found = {path: read_file(path) for path in files if is_sheet(path)}
    readings = {kind_of(path): reading for path, reading in found.items()}
    if not readings:
        raise RuleBroken(
            say("%(folder)s holds no sheet of an archive. Name the files %(names)s."),
            folder=folder.name,
            names="、".join(f"{word}.xlsx" for word in NAMES),
        )
    return Archive(
        readings,
        tuple((path.name, error) for path, reading in found.items() for error in reading.errors),
        tuple((path.name, *named) for path, reading in found.items() for named in unread(path, reading)),
        tuple(path.name for path in files if path not in found),
    )


def kind_of(path: Path) -> str:
    """What a file of this name holds."""
    return NAMES.get(path.stem, path.stem)


def is_sheet(path: Path) -> bool:
    """Whether a file is one of an archive's sheets by its name."""
    return kind_of(path) in SHEETS and path.suffix.lower() in (".csv", ".xlsx")


def read_file(path: Path) -> Reading:
    """One sheet; a blank one that nobody filled in has no rows, and what is no table at all is named."""
    try:
        return read_sheet(path.read_bytes(), SHEETS[kind_of(path)])
    except RuleBroken as broken:
        if broken.sentence == EMPTY:
            return Reading((), ())
        raise RuleBroken(
            say("%(file)s cannot be read as a table. Open it in Excel or WPS and save it as .xlsx."),
            file=path.name,
        ) from broken


def unread(path: Path, reading: Reading) -> list[tuple[str, str]]:
    """The columns of a file, by sheet, that nothing is taken from."""
    known = REPEATED.get(kind_of(path), ())
    return [(sheet, heading) for sheet, heading in reading.ignored if heading not in known]


def accepted(file: str) -> str:
    """The headings a file may have, as they stand in Chinese."""
    return "、".join(column.headings[0] for column in SHEETS[kind_of(Path(file))])


def blank_headings(kind: str) -> list[str]:
    """The headings of a blank sheet for one congress: Chinese, with what may stand below; a star must be filled."""
    return [heading(column) for column in SHEETS[kind] if column.key not in ("locality", "level")]


def heading(column: Column) -> str:
    """One heading with its unit or its choices in brackets."""
    words = [word for word in column.choices if word > "\u2e80"] or list(column.units)[:1]
    brackets = f"（{'、'.join(words)}）" if words else ""
    return f"{column.headings[0]}{brackets}{'*' if column.required else ''}"
