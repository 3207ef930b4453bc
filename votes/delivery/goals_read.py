"""数量目标 read from the candidate's words: 硬化村内道路12公里 is 12 公里; what cannot be read for sure is left out."""

import re
from decimal import Decimal

COUNTED_IN = (
    "平方公里 平方米 立方米 公里 千米 米 公顷 亩 座 个 处 所 栋 幢 套 间 户 盏 辆 台 部 条 段 家 张 口 块"
    " 棵 株 吨 人次 人 名 场 次 件 项"
)
"""Units that a number of the field is counted in (量词), the longer ones first."""
UNIT = "万?(?:" + COUNTED_IN.replace(" ", "|") + ")"
CLAUSE = re.compile(r"(?P<title>[^\d]{2,40}?)(?P<number>\d{1,9}(?:\.\d{1,3})?)(?P<unit>" + UNIT + ")")
PARTED = re.compile(r"[，,；;。、\s]+")
NOT_A_WHOLE = ("其中", "每", "约", "近", "超", "不少于", "至少")
"""Words with which a number is a part, a rate or a bound, and no promise of its own."""


def goals_in(words: str) -> list[tuple[str, Decimal, str]]:
    """Each clause that promises a number: what, how many, of what unit."""
    found = (CLAUSE.fullmatch(clause) for clause in PARTED.split(words))
    return [
        (one["title"].removesuffix("共"), Decimal(one["number"]), one["unit"])
        for one in found
        if one and Decimal(one["number"]) > 0 and not any(sign in one["title"] for sign in NOT_A_WHOLE)
    ]
