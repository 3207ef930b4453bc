"""Invented figures and a form of every kind for the pages that show every part: one county, no person."""

import json
from pathlib import Path
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    BooleanField,
    DateField,
    DecimalField,
    FieldList,
    FileField,
    Form,
    FormField,
    HiddenField,
    IntegerField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, NumberRange, Optional

FIGURES: dict[str, list[Any]] = json.loads((Path(__file__).parent / "figures.json").read_text("utf-8"))


class Milestone(Form):
    """A row of a table."""

    key = HiddenField()
    title = StringField("里程碑", [DataRequired("写上里程碑的名字。")])
    start = DateField("开始", [Optional()])
    weight = IntegerField("权重", [NumberRange(1, 100, "写1到100的整数。")])


class Month(Form):
    """A row whose name and facts stand before the input."""

    achieved = DecimalField("7月底", places=2)


class Place(Form):
    """A form within the form."""

    town = SelectField("乡镇", choices=[SelectChoice("1", "乡镇01"), SelectChoice("2", "乡镇02")])
    spot = StringField("具体位置", [Optional()])


class Everything(Form):
    """One field of every kind."""

    secret = HiddenField()
    title = StringField(
        "标题", [DataRequired("用一句话写明要办的事。")], description="例如：给东街小学门口装一个红绿灯"
    )
    text = TextAreaField("为什么要办", [Optional()])
    people = IntegerField("受益人数", [InputRequired("写一个整数，不知道就写0。")])
    money = DecimalField("总投资（万元）", [Optional()], places=2)
    day = DateField("完成时限", [DataRequired("选一个日期。")])
    base = RadioField(
        "通过的票数",
        [InputRequired("选一种。")],
        choices=[
            SelectChoice("all", "全体代表的过半数", {"data-hint": "地方组织法第二十五条"}),
            SelectChoice("present", "到会代表的过半数"),
        ],
    )
    units = SelectMultipleField(
        "配合单位", choices=[SelectChoice(str(n), f"责任单位{n:02}") for n in range(1, 13)]
    )
    opinion = RadioField(
        "您满意吗",
        choices=[SelectChoice("3", "满意"), SelectChoice("2", "基本满意"), SelectChoice("1", "不满意")],
    )
    agree = BooleanField("内容可以公开")
    photo = FileField("照片", description="可不传。每张不超过10MB，会去掉拍摄位置。")
    place = FormField(Place, "地点")
    stages = FieldList(FormField(Milestone), "里程碑", min_entries=2)
    months = FieldList(FormField(Month), "本月完成", min_entries=2)
    tags = FieldList(StringField("关键词"), "关键词", min_entries=2)


def faulty() -> Everything:
    """The form after somebody left most of it empty."""
    form = Everything(
        MultiDict({"people": "三百", "stages-0-weight": "400", "units": ["2", "3"], "text": "孩子过马路怕"})
    )
    form.validate()
    form.form_errors.append("里程碑的权重合计是400，应当是100。")
    return form
