"""表决票: what stands on a ballot paper, one text for the Word file and the sheet to print.

It is Chinese whatever the page's language, as the deputies' papers are.
"""

from typing import Any

from votes.ballots.adopting import Purpose
from votes.ballots.papers import Context, of_round
from votes.ballots.rounds import Round
from votes.common.paper_fields import FIELDS
from votes.common.paper_tags import chinese_day

MARKS = {
    "three_way": ("赞成", "反对", "弃权"),
    "choose": ("同意",),
    "rating": ("满意", "基本满意", "不满意", "弃权"),
}
BOXES = "对每{each}，在{boxes}栏内画“○”，只画一栏；没有画的，视为弃权。"
CHOOSING = "在同意的项目的“同意”栏内画“○”，不同意的不画。"
OVER_MARKED = {"void_ballot": "该张票无效", "void_marks": "该张票上的{mark}均按弃权计算"}
UNSIGNED = "不得增写其他项目。本票不记名，请不要作其他记号。"
PEN = "请用黑色或者蓝黑色笔画票。画错需要更换的，在投入票箱前向工作人员换票。"
STOPS = "。；;."


def slip(round: Round) -> Context:
    """What the Word template of the ballot paper is given."""
    context = of_round(round)
    rows = [
        {"words": words} for words in how_to_mark(round.plain_rules or {}, round.purpose is Purpose.inquiry)
    ]
    return {**context, "items": items(round), "how": rows}


def how_to_mark(rules: dict[str, Any], topics: bool = False) -> list[str]:
    """How the paper is marked, and when it is void, by the rules of the round; `topics`: answers are rated, no projects."""
    form = rules.get("form", "three_way")
    marks = MARKS[form]
    boxes = "".join(f"“{mark}”" for mark in marks[:-1]) + f"或者“{marks[-1]}”"
    found = [CHOOSING if form == "choose" else BOXES.format(boxes=boxes, each="项" if topics else "个项目")]
    if form != "rating" and rules.get("most"):
        fate = OVER_MARKED[rules["over_marked"]].format(mark=marks[0])
        found.append(f"{marks[0]}的项目不得超过{rules['most']}项；超过的，{fate}；少于的有效。")
    return [*found, UNSIGNED.replace("项目", "内容") if topics else UNSIGNED, PEN]


def items(round: Round) -> list[Context]:
    """The options with what the ballot says of them: content and unit in charge (责任单位)."""
    found = []
    for option in round.options:
        project = option.project
        more = {"content": project.content.rstrip(STOPS), "unit": project.unit_name} if project else {}
        found.append({"number": option.key, "title": option.title, **more})
    return found


def on_sheet(round: Round) -> dict[str, Any]:
    """The same for the sheet to print."""
    context = slip(round)
    words = {field.key: field.word for field in FIELDS["ballot-paper.docx"] if field.word} | context
    again = f"（{context['round']}）" if context["round"] else ""
    kind = "满意度" if round.kind == "rating" else ""
    return {
        "title": f"{words['subject']}{kind}{words['slip']}{again}",
        "of": words["session"],
        "how": [row["words"] for row in context["how"]],
        "items": [{**item, "no": item["number"], "goal": goal(item)} for item in context["items"]],
        "marks": MARKS[round.kind],
        "seal": f"{words['secretariat']}（印章）　{chinese_day(round.sitting.held_on)}",
    }


def goal(item: Context) -> str:
    """Content and unit in one line."""
    unit = item.get("unit")
    return item.get("content", "") + (f"（{unit}）" if unit else "")
