"""Papers come out complete: each value in its place, each blank a line, whatever template a county brings."""

import contextlib
import io
import random
import zipfile
from datetime import date

import pytest
from docx import Document
from docx.oxml.ns import qn
from PIL import Image

from votes.common import paper, paper_tags
from votes.common.errors import RuleBroken
from votes.common.paper import fill, filled, find_template, pdf, pdf_available, template_folders
from votes.common.paper_fields import FIELDS, Field
from votes.common.qr import qr_png
from votes.common.zips import DAMAGED

SHIPPED = [
    paper.ROOMS / room / "paper" for room in ("ballots", "proposals", "delivery", "supervision", "yearbook")
]
FORM_TO_FILL = "collection-notice.docx"
SESSION = "演示县第一届人民代表大会第一次会议"
CODES = {
    "form": ["three_way", "choose", "rating"],
    "over_marked": ["void_ballot", "void_marks"],
    "tie": ["revote", "presidium", "all"],
    "shortfall": ["vacant", "revote"],
    "fit": ["skip", "stop"],
    "state": ["decided", "tie", "void"],
    "publish": ["list", "order", "counts"],
    "device": [True, False],
    "paper": [True, False],
    "seats": [10, None],
    "most": [10, None],
    "declared": [True, False, None],
}


def template(name):
    return find_template(name, SHIPPED)


def text_of(file):
    """All text of a Word file, head and foot included, paragraph by paragraph."""
    document = Document(io.BytesIO(file))
    section = document.sections[0]
    parts = [document.element.body, section.header._element, section.footer._element]
    paragraphs = [p for part in parts for p in part.iter(qn("w:p"))]
    return "\n".join("".join(t.text or "" for t in p.iter(qn("w:t"))) for p in paragraphs)


def specimen(fields):
    """Something for every field but pictures: text, and lists of one row."""
    return {
        field.key: [specimen(field.parts)] if field.parts else field.key for field in fields if not field.wide
    }


def check_template(name, data):
    """Fill in a template that may be somebody else's, once with nothing and once with everything."""
    for context in ({}, specimen(FIELDS[name])):
        filled(data, context, FIELDS[name])


def written(name, **context):
    return text_of(fill(template(name), context))


def full(fields, turn):
    """A value for every field; codes take turns."""
    return {field.key: sample(field, turn) for field in fields}


def sample(field, turn):
    if field.wide:
        return qr_png("https://votes.example/yanshi/2026")
    if field.parts:
        return [full(field.parts, turn) for _ in range(3)]
    if field.key in CODES:
        return CODES[field.key][turn % len(CODES[field.key])]
    return date(2026, 2, 27) if field.key in ("date", "start", "end", "voted") else f"〔{field.key}〕"


def check_clean(text):
    for rest in ("{{", "{%", "}}", "%}", "None", "Undefined", "True", "False"):
        assert rest not in text


def changed(name, *paragraphs, head=None):
    """A county's own template with these paragraphs at its end."""
    document = Document(template(name))
    for text in paragraphs:
        document.add_paragraph(text)
    if head:
        document.sections[0].header.paragraphs[0].text = head
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def refusal(data, name="announcement.docx"):
    with pytest.raises(RuleBroken) as refused:
        check_template(name, data)
    return refused.value


@pytest.mark.parametrize("turn", range(6))
@pytest.mark.parametrize("name", FIELDS)
def test_every_paper_takes_everything_it_can_be_given(name, turn):
    text = written(name, **full(FIELDS[name], turn))
    check_clean(text)
    assert "＿" not in text.replace("＿＿＿票", "").replace("＿＿＿张", "") or name == FORM_TO_FILL


@pytest.mark.parametrize("name", FIELDS)
def test_what_is_not_given_is_a_line_to_write_on(name):
    text = written(name)
    check_clean(text)
    assert "＿＿" in text


@pytest.mark.parametrize("name", FIELDS)
def test_none_is_as_good_as_not_given(name):
    check_clean(written(name, **dict.fromkeys(field.key for field in FIELDS[name])))


def test_every_shipped_template_has_its_fields_and_would_be_accepted():
    shipped = {path.name for folder in SHIPPED for path in folder.glob("*.docx")}
    assert shipped == set(FIELDS)
    for name in shipped:
        check_template(name, template(name).read_bytes())
        properties = Document(template(name)).core_properties
        assert (properties.author, properties.comments, properties.last_modified_by) == ("", "", "")


def test_the_announcement_says_what_was_decided():
    items = [
        {"number": 1, "title": "老旧小区改造工程", "content": "改造12个小区", "unit": "住房和城乡建设局"}
    ]
    given = {
        "issuer": f"{SESSION}主席团",
        "session": SESSION,
        "subject": "2026年度民生实事项目",
        "voted": date(2026, 2, 27),
        "date": date(2026, 2, 28),
        "adopted": 1,
        "items": items,
    }
    text = written("announcement.docx", **given)
    assert f"{SESSION}于2026年2月27日投票表决，确定2026年度民生实事项目1项，分别是：" in text
    assert "老旧小区改造工程：改造12个小区（责任单位：住房和城乡建设局）。" in text
    assert text.index("现予公告。") < text.rindex(f"{SESSION}主席团") < text.rindex("2026年2月28日")
    assert "赞成" not in text
    assert "按得票由多到少排列，分别是：" in written("announcement.docx", **given, publish="order")
    counts = [{**items[0], "approve": 194, "oppose": 5, "abstain": 2, "result": "通过"}]
    assert "194" in written("announcement.docx", **given, publish="counts", counts=counts)
    assert "194" not in written("announcement.docx", **given, publish="list", counts=counts)
    assert "没有候选项目获得规定的票数" in written(
        "announcement.docx", **{**given, "adopted": 0, "items": []}
    )


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"form": "choose"}, "选择同意的项目"),
        ({"form": "three_way"}, "画了两栏以上的，该项目按弃权计算"),
        ({"most": 10}, "赞成的项目不得超过10项"),
        ({"most": 10}, "超过的，该张表决票无效"),
        ({"most": 10, "over_marked": "void_marks"}, "赞成均按弃权计算，其余部分有效"),
        ({"most": None}, "赞成的项目数不受限制"),
        ({"seats": 10, "surplus": 2}, "应选项目10项，差额2项"),
        ({"seats": None}, "不限定应选项目数"),
        ({"pass_line": "全体代表过半数"}, "获得全体代表过半数赞成的，方可入选"),
        ({"least": 30}, "赞成不少于30票的，方可入选"),
        ({"tie": "presidium"}, "由大会主席团决定"),
        ({"tie": "all"}, "得票相等的项目均入选"),
        ({"tie": "revote"}, "就得票相等的项目再次投票"),
        ({"shortfall": "vacant"}, "不足的名额空缺"),
        ({"shortfall": "revote"}, "就未入选的候选项目再次投票"),
        ({"cap": 5000, "fit": "skip"}, "列入后超过上述金额的项目不予列入，继续考虑其后的项目"),
        ({"cap": 5000, "fit": "stop"}, "该项目及其后的项目不再列入"),
        ({"publish": "counts"}, "各候选项目的得票数"),
        ({"publish": "order"}, "得票由多到少的顺序"),
        ({"device": True}, "会场表决器"),
        ({"paper": True}, "每束不超过五十张"),
        ({"adopted": "2026年2月26日第一次全体会议通过"}, "（2026年2月26日第一次全体会议通过）"),
        ({}, "（草案）"),
        ({"deputies": "议事代表", "quorum": "超过三分之二"}, "全体议事代表的超过三分之二出席"),
    ],
)
def test_the_rules_of_the_ballot_say_what_was_chosen(given, sentence):
    assert sentence in written("ballot-rules.docx", **given)


@pytest.mark.parametrize(
    ("form", "heads"),
    [
        ("three_way", ["赞成", "反对", "弃权"]),
        ("choose", ["同意"]),
        ("rating", ["满意", "基本\n满意", "不\n满意", "弃权"]),
    ],
)
def test_the_ballot_has_the_columns_of_its_form_and_nothing_marked(form, heads):
    items = [{"number": n, "title": f"第{n}项"} for n in range(1, 5)]
    document = Document(io.BytesIO(fill(template("ballot-paper.docx"), {"form": form, "items": items})))
    (table,) = document.tables
    assert [cell.text for cell in table.rows[0].cells[2:]] == heads
    assert [cell.text for cell in table.columns[1].cells[1:]] == [item["title"] for item in items]
    assert {cell.text for row in table.rows[1:] for cell in row.cells[2:]} == {""}


def test_the_count_sheet_adds_up_as_given():
    rows = [
        {"number": 1, "title": "新农村建设", "approve": 176, "oppose": 17, "abstain": 0, "result": "通过"}
    ]
    given = {"all": 232, "due": 230, "present": 203, "valid": 201, "void": 2, "not_cast": 0, "items": rows}
    document = Document(
        io.BytesIO(fill(template("count-sheet.docx"), {**given, "state": "tie", "tied": "甲、乙"}))
    )
    totals, counts = document.tables[0], document.tables[1]
    assert [cell.text for cell in totals.rows[1].cells] == [
        "232",
        "230",
        "203",
        "＿＿",
        "＿＿",
        "201",
        "2",
        "0",
    ]
    assert [cell.text for cell in counts.rows[1].cells] == ["1", "新农村建设", "176", "17", "0", "通过"]
    assert "得票相等，不能确定入选项目：甲、乙" in written(
        "count-sheet.docx", **given, state="tie", tied="甲、乙"
    )
    assert "本次投票无效" in written("count-sheet.docx", **given, state="void")
    assert "未按" in written("count-sheet.docx", **given, device=True)


@pytest.mark.parametrize(
    ("declared", "boxes"), [(True, "■ 有效　□ 无效"), (False, "□ 有效　■ 无效"), (None, "□ 有效　□ 无效")]
)
def test_the_check_sheet_marks_what_the_chair_declared(declared, boxes):
    assert boxes in written("check-sheet.docx", declared=declared)


def test_a_mark_stands_at_the_head_of_demonstration_papers():
    for name in FIELDS:
        assert "演示件" in written(name, mark="演示件")
        assert "演示件" not in written(name)


def test_the_notice_carries_the_code_as_a_picture():
    file = fill(template("collection-notice.docx"), {"qr": qr_png("https://votes.example/y")})
    (picture,) = Document(io.BytesIO(file)).inline_shapes
    assert round(picture.width.mm) == 28
    assert not Document(io.BytesIO(fill(template("collection-notice.docx"), {}))).inline_shapes


def test_what_people_wrote_is_printed_and_never_run():
    title = "{{ 7*7 }} {% for %} <b>&\x00\x0b 路\n灯"
    file = fill(template("announcement.docx"), {"items": [{"title": title}], "issuer": "\ud800甲"})
    assert "{{ 7*7 }} {% for %} <b>& 路灯" in text_of(file)


def test_a_countys_template_comes_before_its_parents_and_ours(tmp_path):
    folders = template_folders(tmp_path, ["zhen", "xian"], "ballots")
    assert (
        find_template("announcement.docx", folders) == paper.ROOMS / "ballots" / "paper" / "announcement.docx"
    )
    for slug in ("xian", "zhen"):
        own = tmp_path / "templates" / slug / "announcement.docx"
        own.parent.mkdir(parents=True)
        own.write_bytes(changed("announcement.docx", f"{slug}样式 {{{{ session }}}}"))
        assert find_template("announcement.docx", folders) == own
    assert f"zhen样式 {SESSION}" in text_of(fill(own, {"session": SESSION}))


@pytest.mark.parametrize("name", ["none.docx", "../paper/announcement.docx", "/etc/passwd", ""])
def test_a_template_that_is_not_there_is_refused(name):
    with pytest.raises(RuleBroken, match="There is no template called"):
        find_template(name, SHIPPED)


@pytest.mark.parametrize(
    ("text", "tag"),
    [
        ("届次：{{ session", "{{ session"),
        ("{% if adopted %}通过", "{% if adopted %}"),
        ("{{ session | }}", "{{ session | }}"),
        ("{% fro item in items %}", "{% fro item in items %}"),
        ("{{ session }}{% endif %}", "{% endif %}"),
        ("{{ session|upper| }}", "{{ session|upper| }}"),
    ],
)
def test_a_broken_tag_is_named(text, tag):
    refused = refusal(changed("announcement.docx", text))
    assert refused.sentence == paper_tags.BROKEN_TAG
    assert tag in str(refused)


@pytest.mark.parametrize(
    "text", ["{{ sesion }}", "{% if seesion %}{% endif %}", "{% for x in items %}{{ x.titel }}{% endfor %}"]
)
def test_a_misspelt_tag_is_named_and_not_printed_blank(text):
    refused = refusal(changed("announcement.docx", f"甲{text}乙"))
    assert refused.sentence == paper_tags.UNKNOWN_TAG
    assert refused.values["tag"] in text


@pytest.mark.parametrize(
    "text",
    [
        "{{ 7*7 }}",
        "{{ 'a' * 999999999 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ range(9) }}",
        "{{ session.format(1) }}",
        "{{ session['__class__'] }}",
        "{{ session|upper }}",
        "{{ session|attr('x') }}",
        "{% set session = 1 %}",
        "{% include 'x' %}",
        "{% macro a() %}{% endmacro %}",
        "{{ session ~ session }}",
        "{{ [1, 2] }}",
        "{% if session is mapping %}{% endif %}",
        "{% for a in items recursive %}{{ loop(items) }}{% endfor %}",
        "{% for a in items %}{% for b in items %}{% for c in items %}x{% endfor %}{% endfor %}{% endfor %}",
    ],
)
def test_a_template_may_not_compute_or_call(text):
    refused = refusal(changed("announcement.docx", text))
    assert refused.sentence == paper_tags.FORBIDDEN_TAG
    assert refused.values["tag"][:2] in text


@pytest.mark.parametrize(
    "text", ["{{ session.__class__ }}", "{{ session.__init__.__globals__ }}", "{{ self }}", "{{ cycler }}"]
)
def test_a_template_may_not_reach_into_the_program(text):
    assert refusal(changed("announcement.docx", text)).sentence in (
        paper_tags.UNKNOWN_TAG,
        paper_tags.FORBIDDEN_TAG,
    )


def test_the_head_of_the_page_is_looked_at_too():
    assert refusal(changed("announcement.docx", head="{{ nobody }}")).values["tag"] == "{{ nobody }}"


@pytest.mark.parametrize(
    ("opening", "closing"),
    [("{% if session %}", "{% endif %}"), ("{%p for item in items %}", "{%p endfor %}")],
)
def test_tags_that_begin_in_a_cell_and_end_outside_are_refused(opening, closing):
    document = Document(template("announcement.docx"))
    document.add_table(1, 1).rows[0].cells[0].add_paragraph(opening)
    document.add_paragraph(closing)
    buffer = io.BytesIO()
    document.save(buffer)
    assert refusal(buffer.getvalue()).sentence.startswith("Tags of this template stand across cells")


def test_a_comparison_that_makes_no_sense_is_refused():
    data = changed("announcement.docx", "{% if items > 3 %}{% endif %}")
    assert refusal(data).sentence.startswith("Tags of this template stand across cells")


def test_word_may_have_split_a_tag_into_pieces():
    document = Document(template("announcement.docx"))
    paragraph = document.add_paragraph("会议：{")
    for piece in ("{ ses", "sion ", "}", "}"):
        paragraph.add_run(piece).bold = True
    buffer = io.BytesIO()
    document.save(buffer)
    text = text_of(paper.filled(buffer.getvalue(), {"session": SESSION}, FIELDS["announcement.docx"]))
    assert f"会议：{SESSION}" in text


@pytest.mark.parametrize(
    "data",
    [b"", b"no zip", b"PK\x03\x04" + b"\0" * 90, b"\xd0\xcf\x11\xe0" * 99],
    ids=["nothing", "text", "cut", "old"],
)
def test_what_is_no_word_file_is_refused(data):
    assert refusal(data).sentence == DAMAGED


def test_a_workbook_is_no_template():
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
    assert refusal(buffer.getvalue()).sentence.startswith("This is no Word file")


def test_a_large_template_is_refused():
    assert refusal(b"\0" * (paper.MOST_BYTES + 1)).sentence == paper.TOO_LARGE
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as bomb:
        bomb.writestr("word/document.xml", b" " * (paper.MOST_UNPACKED + 1))
    assert refusal(buffer.getvalue()).sentence.startswith("Unpacked")


@pytest.mark.parametrize("seed", range(24))
def test_a_damaged_template_never_raises_anything_else(seed):
    dice = random.Random(seed)
    data = bytearray(template("count-sheet.docx").read_bytes())
    for _ in range(dice.choice([1, 5, 30])):
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
    with contextlib.suppress(RuleBroken):
        check_template(
            "count-sheet.docx", bytes(data[: dice.randrange(len(data))] if seed % 4 == 0 else data)
        )


def test_a_room_can_bring_fields_of_its_own(tmp_path):
    document = Document()
    document.add_paragraph("{{ unit|line }}于{{ due|day }}前答复：{{ items|join }}")
    document.save(tmp_path / "order.docx")
    fields = (Field("unit", "unit"), Field("due", "day"), Field("items", "one line"))
    given = {"due": date(2026, 9, 1), "items": ["甲", "乙"]}
    assert text_of(fill(tmp_path / "order.docx", given, fields)).startswith(
        "＿＿＿于2026年9月1日前答复：甲、乙"
    )


PAGE = '<html lang="zh-CN"><title>票</title><link rel="stylesheet" href="/static/a.css"><h1>表决票</h1>'


def test_a_print_sheet_becomes_pdf_or_is_refused_with_a_sentence():
    if pdf_available():
        assert pdf(PAGE, "@page { size: A4 }", {"/static/a.css": b"h1 { color: red }"}).startswith(b"%PDF-")
    else:
        with pytest.raises(RuleBroken, match="cannot make PDF"):
            pdf(PAGE, "")


@pytest.mark.parametrize("missing", [OSError("no library called pango"), ImportError("weasyprint")])
def test_without_pango_the_page_itself_is_printed(monkeypatch, missing):
    def fails(name):
        raise missing

    monkeypatch.setattr(paper.importlib, "import_module", fails)
    pdf_available.cache_clear()
    assert not pdf_available()
    with pytest.raises(RuleBroken, match="cannot make PDF"):
        pdf(PAGE, "")
    monkeypatch.undo()
    pdf_available.cache_clear()


def test_without_a_chinese_font_no_sheet_of_boxes_is_made(monkeypatch, tmp_path):
    silent = tmp_path / "fc-list"
    silent.write_text("#!/bin/sh\n")
    silent.chmod(0o755)
    monkeypatch.setattr(paper.shutil, "which", lambda _: str(silent))
    assert not paper.knows_chinese()
    monkeypatch.setattr(paper.shutil, "which", lambda _: None)
    assert paper.knows_chinese()


@pytest.mark.parametrize(
    "address",
    ["http://127.0.0.1:1/x.png", "https://votes.example/x.png", "file:///etc/hostname", "ftp://a/b"],
)
@pytest.mark.skipif(
    not pdf_available(), reason="needs Pango: apt-get install libpango-1.0-0 libpangoft2-1.0-0 fonts-noto-cjk"
)
def test_nothing_outside_is_read_for_a_sheet(address):
    from votes.common.press import Shelf

    buffer = io.BytesIO()
    Image.new("RGB", (2, 2)).save(buffer, "PNG")
    shelf = Shelf({"/static/own.png": buffer.getvalue()})
    assert shelf.fetch("sheet:///static/own.png").read() == buffer.getvalue()
    assert shelf.fetch("data:text/plain,abc").read() == b"abc"
    with pytest.raises(ValueError, match="disallowed protocol"):
        shelf.fetch(address)
    assert pdf(f'<html lang="zh-CN"><img src="{address}">甲', "").startswith(b"%PDF-")
