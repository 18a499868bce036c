"""A jurisdiction's own Word template: what it may print, what it may not do, and what is said about its faults."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.enum.style import WD_STYLE_TYPE

from kaoping.answers import Deduction, Rating
from kaoping.errors import Refused
from kaoping.intake import ooxml
from kaoping.numbers import plain
from kaoping.reports.formats import ReportInput
from kaoping.reports.kinds.sheet import sheet_paper
from kaoping.reports.paper import Paper, Table
from kaoping.reports.template_data import Record, Rows, Unknown, template_data
from kaoping.reports.template_fields import COMMON, EVALUATION, Field
from kaoping.reports.template_starter import starter
from kaoping.workbench.own_templates import fill, read_template

D = Decimal
#: Signs that XML, Jinja, docxtpl and Word each take for their own.
HOSTILE = "<&>\"'“”{{ 得分 }}{% for %}{_{x}_}{#y#} &amp; ]]> =1+1\t尾\n下一行 ｛｛"
DRAFT = "{{ 草稿 }}"

Template = Callable[..., Path]


@pytest.fixture(scope="module")
def plain_document() -> bytes:
    """An empty Word document without the 900 KB of table styles that the library's own brings."""
    made = docx.Document()
    for style in [
        one for one in made.styles if one.type == WD_STYLE_TYPE.TABLE and not one.style_id.endswith("Normal")
    ]:
        style.delete()
    (twice,) = [name for name, one in made.part.rels.items() if one.reltype.endswith("/stylesWithEffects")]
    made.part.rels.pop(twice)
    saved = io.BytesIO()
    made.save(saved)
    return saved.getvalue()


@pytest.fixture
def template(tmp_path: Path, plain_document: bytes) -> Template:
    """A document with these paragraphs, and a table where rows are given."""

    def make(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), header: str = "", **properties: str) -> Path:
        made = docx.Document(io.BytesIO(plain_document))
        for text in paragraphs:
            made.add_paragraph(text)
        if rows:
            table = made.add_table(len(rows), len(rows[0]))
            for line, texts in zip(table.rows, rows, strict=True):
                for cell, text in zip(line.cells, texts, strict=True):
                    cell.text = text
        if header:
            made.sections[0].header.paragraphs[0].text = header
        for name, value in properties.items():
            setattr(made.core_properties, name, value)
        path = tmp_path / "模板.docx"
        made.save(str(path))
        return path

    return make


@pytest.fixture
def given(sheet: Any) -> ReportInput:
    return given_of(sheet)


def given_of(sheet: Any, **about: str) -> ReportInput:
    told = {"evaluation": "7", "evaluator": "张三", "printed": "2025-12-31", **about}
    return ReportInput("sheet", sheet, told, sheet_paper(sheet, told))


def printed(path: Path, given: ReportInput) -> Any:
    return docx.Document(io.BytesIO(fill(read_template(path), given)))


def texts(document: Any) -> list[str]:
    return [paragraph.text for paragraph in document.paragraphs]


def said(path: Path) -> list[str]:
    return [f"{one.place}|{one.text}" for one in read_template(path).findings]


def codes(path: Path) -> list[str]:
    return [one.code for one in read_template(path).findings]


def shapes(fields: tuple[Field, ...], data: Record, where: str = "") -> Iterator[tuple[str, bool]]:
    """Each field, and whether the data has it in its shape; down to the last list."""
    kinds: dict[str, tuple[type, ...]] = {
        "text": (str,), "number": (Decimal, Unknown), "flag": (bool,), "rows": (Rows,), "texts": (Rows,), "keyed": (Record,),
    }  # fmt: skip
    for field in fields:
        value = data.get(field.name)
        yield f"{where}{field.name}", isinstance(value, kinds[field.shape])
        if field.shape == "rows" and isinstance(value, Rows):
            for row in value:
                assert isinstance(row, Record)
                if not field.open:
                    assert set(row) == {one.name for one in field.of} or any(one.open for one in field.of)
                yield from shapes(field.of, row, f"{where}{field.name}.")


def test_every_field_is_there_in_its_shape_and_none_besides(given, scored, sheet):
    data = template_data(given)
    assert [name for name, right in shapes((*COMMON, *EVALUATION), data) if not right] == []
    assert set(data) == {one.name for one in (*COMMON, *EVALUATION)}
    bare = template_data(
        given_of(scored(ratings={}, evidence=(), rectifications=(), facts=(), vetoes={}, adjustments={}))
    )
    assert [name for name, right in shapes((*COMMON, *EVALUATION), bare) if not right] == []
    of_campaign = template_data(ReportInput("ranking", None, {"campaign": "年度"}, Paper("ranking", "排名表", ())))
    assert set(of_campaign) == {one.name for one in COMMON}
    assert of_campaign["批次"] == "年度"


def test_numbers_are_the_score_sheets(given, sheet):
    data = template_data(given)
    assert (data["得分"], data["得分数"]) == (plain(sheet.score_low), sheet.score_low)
    items = {row["编号"]: row for row in data["各项"]}
    for item in sheet.items:
        row = items[item.item.id]
        if item.state == "rated":
            assert (row["得分数"], row["扣分数"], row["满分数"]) == (item.low, item.full - item.low, item.full)
    assert (items["4"]["得分"], items["4"]["状态"]) == ("不适用", "不在考评范围")
    assert items["1"]["失分理由"] == "1.1 少学一次；没有计划"
    assert [row["编号"] for row in data["失分项"]] == ["1", "2"]
    assert [(row["名称"], row["得分数"]) for row in data["各部分"]] == [(s.title, s.low) for s in sheet.sections]
    table = next(block for block in given.paper.blocks if isinstance(block, Table) and block.id == "items")
    rows = data["表"]["items"]["各行"]
    assert [row["格"][-1] for row in rows if not row["小标题行"]] == [
        r.cells[-1].text for r in table.rows if not r.section
    ]
    assert [row["评分项"] for row in rows if not row["小标题行"] and not row["合计行"]] == [
        "学法",
        "制度",
        "案卷",
        "立法",
    ]


def test_what_is_not_rated_is_never_zero_and_compares_with_nothing(template, scored, sheet):
    left = {name: rating for name, rating in sheet.answers.ratings.items() if name != "3"}
    path = template(
        DRAFT,
        "{% for 项 in 各项 if 项.编号 == \"3\" %}{{ 项.得分 }}/{{ 项.得分数 }}/{{ 项.扣分 }}{% if 项.得分数 < 1 %}低{% endif %}"
        "{% if 项.得分数 == 0 %}零{% endif %}{% endfor %}",
        "{{ 得分 }}{% if 是草稿 %}，草稿{% endif %}，{{ 评完 }}，{{ 未评项数 }}",
    )  # fmt: skip
    told = texts(printed(path, given_of(scored(ratings=left))))
    assert told[0].startswith("尚有 1 项未评")
    assert told[1] == "未评/未评/未评"
    assert told[2] == "6.5 ~ 14.5，草稿，否，1"
    done = texts(printed(path, given_of(sheet)))
    assert done == ["", "8/8/0", "14.5，是，0"]


def test_lists_rows_headers_properties_and_exact_comparison(template, given):
    path = template(
        DRAFT,
        "{%p for 项 in 失分项 %}",
        "{{ loop.index }}. {{ 项.名称 }} -{{ 项.扣分 }}{% if 项.扣分数 == 1.5 %}（一分半）{% endif %}",
        "{%p endfor %}",
        "{{ 尚未规定|join(\"；\") }}|{{ 整改|length }}|{{ 分组x|default(\"无\") if false else 发文日期|default(\"无\") }}"
        .replace("分组x", "文号"),
        rows=(
            ("编号", "得分"), ("{%tr for 部 in 各部分 %}", ""), ("{{ 部.名称 }}", "{{ 部.得分 }}/{{ 部.满分 }}"),
            ("{%tr endfor %}", ""),
        ),
        header="{{ 考评对象 }} {{ 考评周期 }}",
        title="{{ 考评对象 }}&{{ 标准 }}",
    )  # fmt: skip
    assert said(path) == []
    made = printed(path, given)
    assert texts(made)[1:3] == ["1. 学法 -1.5（一分半）", "2. 制度 -2"]
    assert texts(made)[3].endswith("|2|无")
    cells = [[cell.text for cell in row.cells] for row in made.tables[0].rows]
    assert cells == [["编号", "得分"], ["领导", "6.5/10"], ["执法", "8/8"]]
    assert made.sections[0].header.paragraphs[0].text == "云溪县 2025"
    assert made.core_properties.title == "云溪县&纸面标准"


def test_rows_within_rows_and_cells_merged_over_them(template, given):
    rows = (
        ("{%tr for 部 in 各部分 %}", ""), ("{%tr for 项 in 部.各项 %}", ""), ("{{ 部.名称 }}{% vm %}", "{{ 项.名称 }}"),
        ("{%tr endfor %}", ""), ("{%tr endfor %}", ""),
    )  # fmt: skip
    path = template(DRAFT, rows=rows)
    assert said(path) == []
    made = printed(path, given).tables[0]
    cells = [[cell.text for cell in row.cells] for row in made.rows]
    assert cells == [["领导", "学法"], ["领导", "制度"], ["执法", "案卷"], ["执法", "立法"]]
    assert made.columns[0].cells[0]._tc.vMerge == "restart"
    assert codes(template(DRAFT, "{% vm %}")) == ["prefix"]


def test_every_sign_arrives_as_it_was_typed(template, scored, sheet):
    ratings = {**sheet.answers.ratings, "1": Rating(deductions=(Deduction(D(1), HOSTILE),), note=HOSTILE + "长" * 5000)}
    path = template(
        DRAFT, "{% for 项 in 各项 %}{% if 项.编号 == \"1\" %}{{ 项.备注 }}{% endif %}{% endfor %}", title="{{ 考评人 }}",
        rows=(("{{ 失分项[0].失分理由 }}",),), header="{{ 考评人 }}",
    )  # fmt: skip
    assert said(path) == []
    made = printed(path, given_of(scored(ratings=ratings), evaluator="<&>“{_{”"))
    assert texts(made)[1] == HOSTILE + "长" * 5000
    assert made.tables[0].rows[0].cells[0].text == HOSTILE
    assert made.sections[0].header.paragraphs[0].text == "<&>“{_{”"
    assert made.core_properties.title == "<&>“{_{”"


def test_a_list_that_is_empty_leaves_a_document_that_opens(template, scored):
    path = template(
        DRAFT, rows=(("{%tr for 件 in 整改 %}",), ("{{ 件.内容 }}",), ("{%tr endfor %}",)), header="{{ 考评对象 }}"
    )
    other = docx.Document(str(path))
    cell = other.add_table(1, 1).rows[0].cells[0]
    for text in ("{%p for 件 in 整改 %}", "{{ 件.内容 }}", "{%p endfor %}"):
        cell.add_paragraph(text)
    cell._tc.remove(cell.paragraphs[0]._p)
    other.save(str(path))
    made = printed(path, given_of(scored(rectifications=())))
    assert len(made.tables) == 1
    assert made.tables[0].rows[0].cells[0].text == ""


@pytest.mark.parametrize(
    "attack",
    [
        "{{ cycler.__init__.__globals__.os }}",
        "{{ 考评对象.__class__.__mro__ }}",
        "{{ 各项.__class__ }}",
        "{{ 考评对象.format(1) }}",
        "{{ \"%s\"|format(考评对象) }}",
        "{{ 考评对象|attr(\"__class__\") }}",
        "{% for x in range(1000000000) %}{% endfor %}",
        "{{ \"a\" * 10 ** 9 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ 1 + 1 }}",
        "{% set a = \"xx\" %}",
        "{% with a = 考评对象 ~ 考评对象 %}{% endwith %}",
        "{% include \"x\" %}",
        "{% import \"x\" as y %}",
        "{% extends \"x\" %}",
        "{% macro m() %}{% endmacro %}",
        "{% block b %}{% endblock %}",
        "{{ lipsum() }}",
        "{{ self }}",
        "{{ 考评对象|safe }}",
        "{{ loop.changed }}",
        "{% for a, b in 各项 %}{% endfor %}",
        "{% for c in 考评对象 %}{{ c }}{% endfor %}",
        pytest.param("{{ " + "(" * 3000 + "得分" + ")" * 3000 + " }}", id="deep"),
        pytest.param("{% if " + "得分数 < 3 and " * 2000 + "草稿 %}{% endif %}", id="long"),
        "{{r 考评对象 }}",
        "{% colspan 得分 %}",
    ],
)  # fmt: skip
def test_nothing_is_called_computed_or_reached(template, given, attack):
    for path in (template(DRAFT, attack), template(DRAFT, header=attack)):
        with pytest.raises(Refused) as refused:
            fill(read_template(path), given)
        assert refused.value.faults[0].file == str(path)
    if "{% " not in attack and "{{r" not in attack:
        with pytest.raises(Refused, match="文件属性"):
            fill(read_template(template(DRAFT, title=attack[:255])), given)


def test_the_language_holds_without_the_lint(given):
    """The second wall: what stands in the environment itself refuses, whoever let the source through."""
    from kaoping.reports.template_language import Fault, Language

    data = template_data(given)
    for source in (
        "{{ 考评对象['__class__'] }}", "{{ 各项.append }}", "{{ 各项[0].keys }}", "{{ 没有 }}", "{{ 各项 }}",
        "{{ 各项|join(\"、\") }}", "{{ 考评对象|length }}", "{% if 考评对象 < 3 %}{% endif %}", "{{ 得分",
    ):  # fmt: skip
        with pytest.raises(Fault):
            Language().printed(source, data)
    assert Language().printed('{{ 各项|length }}{{ 考评对象 ~ "<" }}', data) == "4云溪县&lt;"


def test_loops_and_size_have_an_end(template, monkeypatch, given):
    from kaoping.reports import template_language

    nested = "{% for a in 各项 %}" * 9 + "甲" + "{% endfor %}" * 9
    with pytest.raises(Refused, match="循环过多"):
        fill(read_template(template(DRAFT, nested)), given)
    monkeypatch.setattr(template_language, "MOST_SIGNS", 1000)
    with pytest.raises(Refused, match="文件过大"):
        fill(read_template(template(DRAFT, "{% for a in 各项 %}" + "字" * 900 + "{% endfor %}")), given)


@pytest.mark.parametrize(
    ("paragraph", "expected"),
    [
        ("{{ 得份 }}", "正文第2段|没有“得份”这个字段，是否想写“得分”？"),
        ("{{ 各项 }}", "“各项”是清单或一组字段，不能直接印出"),
        ("{{ 各项.名称 }}", "“各项”是清单，请先用 {% for 项 in 各项 %}，再写 项.名称"),
        ("{% for 项 in 各项 %}{{ 项.名字 }}{% endfor %}", "“项”没有“名字”这个字段，是否想写“名称”？"),
        ("{% for 项 in 得分 %}{% endfor %}", "“得分”不是清单"),
        ("｛｛ 得分 ｝｝", "正文第2段|有全角花括号或百分号“｛｛”"),
        ("{｛ 得分 }}", "全角花括号"),
        ("{％ if 草稿 ％}", "全角花括号"),
        ("{ { 得分 }}", "两个括号之间多了空格"),
        ("{{ 得分", "标记没有在本段内写完：{{ 得分"),
        ("得分 }}", "有结束的括号，没有开始的"),
        ("{% for 项 in 各项 %}甲", "{% for 项 in 各项 %} 没有对应的 {% endfor %}"),
        ("{% endif %}", "{% endif %} 没有对应的 {% if %}"),
        ("{% if 草稿 %}{% for 项 in 各项 %}{% endif %}{% endfor %}", "交叉了；先开始的要后结束"),
        ("{% else %}", "不在 {% if %} 里面"),
        ("{%p if 草稿 %}同段的字", "同段的其他文字会丢失"),
        ("{%tr for 项 in 各项 %}", "只能写在表格里"),
        ("{% tr for 项 in 各项 %}", "% 和 p、tr、tc 之间不能空格"),
        ("{{ 得分| }}", "标记写错了"),
        ("{{ 得分（） }}", "标记里有不能用的字符“（”，请检查是不是全角标点"),
        ("{{ 得分|round }}", "没有“|round”，可用：join、length、default"),
        ("{% 如果 草稿 %}", "不认得 {% … %} 里的第一个词“如果”"),
        ("{{- 得分 }}", "不能用 - 或 + 去掉空白"),
        ("{{ 得分", "请补上 }} 或 %}"),
        ("单独{", "单独的花括号"),
    ],
)  # fmt: skip
def test_each_fault_is_named_with_its_place(template, paragraph, expected):
    path = template(DRAFT, paragraph)
    faults = [one for one in read_template(path).findings if one.fault]
    assert [one for one in faults if expected in f"{one.place}|{one.text}"], said(path)
    assert all(one.place == "正文第2段" for one in faults)


def test_one_fault_hides_no_other_and_all_are_in_the_order_of_the_page(template: Template) -> None:
    path = template(
        DRAFT,
        "{{ 得份 }}",
        "{%p for 项 in 各项 %}",
        "{{ 项.不知 }}{{ loop.index }}",
        "{% if 评完 %}",
        "{{ 得分 + 1 }}",
        "｛｛ 得分 ｝｝",
    )
    told = [(one.place, one.code) for one in read_template(path).findings if one.fault]
    assert [place for place, _ in told] == [f"正文第{n}段" for n in (2, 3, 5, 6, 7, 7)]
    assert told[0][1] == "unknown-field"
    assert dict(told)["正文第6段"] == "syntax"


def test_places_in_tables_and_headers(template):
    rows = (("{{ 甲乙 }}", "{%tr for 项 in 各项 %}"), ("{{ 项.名称 }}", ""), ("", "{% endfor %}"))
    told = said(template(DRAFT, rows=rows, header="{{ 丙丁 }}"))
    assert any(one.startswith("正文表1 第1行第2列|{%tr for 项 in 各项 %} 所在的行填写时整行去掉") for one in told)
    assert any(one.startswith("正文表1 第3行第2列|{% endfor %} 与正文表1 第1行第2列的") for one in told)
    assert any(one.startswith("页眉1第1段|没有“丙丁”这个字段") for one in told)


def test_split_marks_are_told_and_still_print(template, given):
    path = template(DRAFT)
    made = docx.Document(str(path))
    paragraph = made.add_paragraph()
    for piece in ("{", "{ 考评", "对象 ", "}", "}"):
        paragraph.add_run(piece).bold = piece == "{"
    made.save(str(path))
    (finding,) = read_template(path).findings
    assert (finding.code, finding.fault) == ("split", False)
    assert "仍能填写，字体照第一段：正文第2段 {{ 考评对象 }}" in finding.text
    assert texts(printed(path, given))[1] == "云溪县"


def test_advice_does_not_keep_from_printing(template, given):
    path = template("{% if 状态 == “尚未提交” %}没交{% endif %}")
    assert codes(path) == ["quotes", "no-draft"]
    assert texts(printed(path, given)) == ["没交"]
    assert codes(template("没有标记")) == ["no-marks"]
    assert "no-draft" not in codes(template("{% if 是草稿 %}草{% endif %}"))


def test_marks_that_would_not_be_filled_in(template):
    path = template(DRAFT, subject="好")
    rewritten(path, {"word/comments.xml": b"<a>{{ x }}</a>"})
    assert "批注|这里的标记不会被填写" in "\n".join(said(path))
    path = template(DRAFT)
    body = member(path, "word/document.xml").replace(
        b"</w:p>", b"</w:p><w:p><w:r><w:instrText>{{ x }}</w:instrText></w:r></w:p>", 1
    )
    rewritten(path, {"word/document.xml": body})
    assert codes(path) == ["hidden"]
    rewritten(path, {"word/document.xml": body.replace(b"w:instrText>{{ x }}", b"w:t>x").replace(b"</w:instrText", b"</w:t")
                     .replace(b"<w:p><w:r><w:t>x", b'<w:p><w:ins w:id="1"><w:r><w:t>x').replace(b"x</w:t></w:r>", b"x</w:t></w:r></w:ins>")})  # fmt: skip
    assert codes(path) == ["tracked"]


def member(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def rewritten(path: Path, parts: dict[str, bytes]) -> None:
    with zipfile.ZipFile(path) as archive:
        kept = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (kept | parts).items():
            archive.writestr(name, data)


def test_files_that_are_no_template(tmp_path, template, monkeypatch):
    def refused(data: bytes | None) -> str:
        path = tmp_path / "坏.docx"
        if data is not None:
            path.write_bytes(data)
        with pytest.raises(Refused) as found:
            read_template(path)
        assert found.value.faults[0].file == str(path)
        return found.value.faults[0].message

    good = template(DRAFT)
    types = member(good, "[Content_Types].xml")
    main = b"wordprocessingml.document.main"

    def other(old: bytes, new: bytes) -> bytes:
        copy = tmp_path / "copy.docx"
        copy.write_bytes(good.read_bytes())
        rewritten(copy, {"[Content_Types].xml": types.replace(old, new)})
        return copy.read_bytes()

    assert refused(None).startswith("没有这个文件")
    assert refused(b"plain text").startswith("这不是 Word 文件")
    assert refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1").startswith("这是旧格式的文件（.doc、.wps）或加了密码")
    assert refused(b"PK\x03\x04broken").startswith("文件已损坏")
    assert refused(other(main, b"wordprocessingml.template.main")).startswith("这是 .dotx 文件")
    macro = b"application/vnd.ms-word.document.macroEnabled.main"
    assert refused(other(b"application/vnd.openxmlformats-officedocument." + main, macro)).startswith("这是带宏的文件")
    bomb = tmp_path / "bomb.docx"
    bomb.write_bytes(good.read_bytes())
    monkeypatch.setattr(ooxml, "MOST_PART", 6 * 1024 * 1024)
    rewritten(bomb, {"word/media/image1.png": b"\0" * (7 * 1024 * 1024)})
    assert refused(bomb.read_bytes()).startswith("文件解开后过大")
    rewritten(bomb, {"word/media/image1.png": b"", "word/styles.xml": b"<a>" + b" " * (5 * 1024 * 1024) + b"</a>"})
    assert "超过 4 MB" in refused(bomb.read_bytes())
    rewritten(bomb, {"word/styles.xml": b"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>"})
    assert "DOCTYPE" in refused(bomb.read_bytes())


def test_what_would_be_fetched_from_elsewhere_is_refused(template):
    path = template(DRAFT)
    rels = member(path, "word/_rels/document.xml.rels")
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
    more = b'<Relationship Id="rX" Type="' + kind + b'%s" Target="http://x/y" TargetMode="External"/></Relationships>'
    rewritten(path, {"word/_rels/document.xml.rels": rels.replace(b"</Relationships>", more % b"image")})
    assert codes(path) == ["outside"]
    rewritten(path, {"word/_rels/document.xml.rels": rels.replace(b"</Relationships>", more % b"hyperlink")})
    assert codes(path) == []


def test_a_template_for_evaluations_and_a_campaign(template):
    path = template(DRAFT, "{{ 批次 }}：{% for 行 in 表.ranking.各行 %}{{ 行.考评对象 }}{% endfor %}", "{{ 得分 }}")
    given = ReportInput("ranking", None, {"campaign": "年度"}, Paper("ranking", "排名表", ()))
    with pytest.raises(Refused, match="没有“ranking”这个字段"):
        fill(read_template(path), given)
    path = template(DRAFT, "{{ 得分 }}")
    with pytest.raises(Refused, match="正文第2段：这份报告不是一次考评的，它没有“得分”这个字段"):
        fill(read_template(path), given)


def test_the_starter_has_nothing_to_find_and_prints(tmp_path, given, scored):
    path = tmp_path / "样例.docx"
    path.write_bytes(starter())
    assert said(path) == []
    made = printed(path, given)
    whole = "\n".join([*texts(made), *(cell.text for table in made.tables for row in table.rows for cell in row.cells)])
    for text in (
        "14.5 分（满分 18 分）",
        "合格（文件规定）",
        "1.1 少学一次；没有计划",
        "v1 重大案件：未触发",
        "市（州、盟）意见",
    ):
        assert text in whole
    assert "{" not in whole
    assert "草稿" not in whole
    assert "【草稿】尚有 3 项未评" in "\n".join(texts(printed(path, given_of(scored(ratings={})))))
