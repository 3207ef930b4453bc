"""表格导入: proposals out of a sheet of the hotline (12345), a station or another office; all rows or none."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from votes.common.sheets import Column, Row, SheetError, read_sheet, repeated
from votes.common.words import one_line, plain
from votes.proposals.intake import Incoming
from votes.proposals.rules import Channel

CHANNELS: dict[str, Channel] = {
    "网上": Channel.web,
    "网络": Channel.web,
    "来信": Channel.letter,
    "来电": Channel.phone,
    "电话": Channel.phone,
    "来访": Channel.visit,
    "12345": Channel.hotline,
    "12345热线": Channel.hotline,
    "热线": Channel.hotline,
    "代表联络站": Channel.station,
    "联络站": Channel.station,
    "座谈会": Channel.symposium,
    "代表": Channel.deputy,
    "代表建议": Channel.deputy,
    "政协": Channel.cppcc,
    "政协委员": Channel.cppcc,
    "部门": Channel.department,
    "单位": Channel.department,
    "乡镇": Channel.township,
    "乡镇街道": Channel.township,
    "街道": Channel.township,
    "其他": Channel.other,
} | {channel.value: channel for channel in Channel}
"""What sheets say in their column of sources."""

COLUMNS = (
    Column("external", ("编号", "工单编号", "工单号", "受理编号", "Number", "Ticket"), longest=70),
    Column(
        "handover",
        ("转办编号", "交办编号", "转办单号", "派单编号", "派单号", "Hand-over number"),
        longest=80,
    ),
    Column(
        "title", ("标题", "建议标题", "建议名称", "项目名称", "诉求标题", "Title"), required=True, longest=100
    ),
    Column(
        "what",
        ("内容", "建议内容", "项目内容", "诉求内容", "具体内容", "Content", "Text"),
        required=True,
        longest=5000,
    ),
    Column("place", ("地点", "地址", "建设地点", "事发地址", "Place", "Address"), longest=200),
    Column("category", ("类别", "分类", "诉求类别", "Category"), longest=60),
    Column("channel", ("来源", "渠道", "征集来源", "Source", "Channel"), kind="choice", choices=CHANNELS),
    Column(
        "received_on",
        ("日期", "收到日期", "受理日期", "来电日期", "提出日期", "Date", "Received"),
        kind="date",
    ),
    Column("name", ("建议人", "姓名", "联系人", "来电人", "Name", "Contact"), longest=60),
    Column("phone", ("电话", "手机", "手机号", "手机号码", "联系电话", "Phone", "Telephone"), longest=60),
)
HEADINGS = tuple(column.headings[0] for column in COLUMNS)
REQUIRED = tuple(column.headings[0] for column in COLUMNS if column.required)


def read_proposals(data: bytes, channel: Channel, today: date) -> tuple[list[Incoming], Sequence[SheetError]]:
    """The proposals of a sheet, or the cells to mend; blank sources are `channel`, blank days today's."""
    reading = read_sheet(data, COLUMNS)
    wrong = [*reading.errors, *repeated(reading.rows, "external")]
    return [incoming(row, channel, today) for row in reading.rows] if not wrong else [], wrong


def incoming(row: Row, channel: Channel, today: date) -> Incoming:
    """One row as a proposal; without a number it is known by what it says."""
    found = Incoming(
        title=one_line(row["title"]),
        what=plain(row["what"]),
        place=one_line(row["place"]),
        category=one_line(row["category"]),
        channel=row["channel"] or channel,
        received_on=row["received_on"] or today,
        name=one_line(row["name"]),
        phone=one_line(row["phone"]),
        handover=one_line(row["handover"]),
        external=one_line(row["external"]) or None,
    )
    return found if found.external else replace(found, external=found.fingerprint)
