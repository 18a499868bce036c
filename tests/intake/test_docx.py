from __future__ import annotations

from typing import Any

import pytest

from kaoping.errors import Refused
from kaoping.intake.docx import read_docx
from kaoping.intake.docx_numbers import number_text
from kaoping.intake.ooxml import Package
from kaoping.intake.paper import Paper


def read(data: bytes) -> Paper:
    with Package(data, "办法.docx") as package:
        return read_docx(package)


def printed(data: bytes) -> list[str]:
    return [one.printed for one in read(data).passages]


def test_numbers_that_word_writes_by_itself(make: Any) -> None:
    outline = [make.level(0, "chineseCountingThousand", "%1、"), make.level(1, "chineseCounting", "（%2）"), make.level(2, "decimal", "%1.%3", more="<w:isLgl/>")]  # fmt: skip
    bullets = [make.level(0, "bullet", "●")]
    data = make.docx(
        make.p("总则", num=(1, 0)), make.p("甲", num=(1, 1)), make.p("乙", num=(1, 1)), make.p("细", num=(1, 2)),
        make.p("正文"), make.p("细二", num=(1, 2)), make.p("附则", num=(1, 0)), make.p("丙", num=(1, 1)), make.p("点", num=(2, 0)),
        lists=[outline, bullets],
    )  # fmt: skip
    assert printed(data) == [
        "一、总则",
        "（一）甲",
        "（二）乙",
        "1.1细",
        "正文",
        "1.2细二",
        "二、附则",
        "（一）丙",
        "点",
    ]
    assert read(data).passages[1].text == "甲"
    assert read(data).passages[4].place == "第5段"


def test_a_list_that_starts_over_and_one_by_a_style(make: Any) -> None:
    again = '<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    styles = (
        '<w:style w:styleId="Base"><w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:styleId="Item"><w:basedOn w:val="Base"/></w:style>'
    )
    data = make.docx(
        make.p("甲", style="Item"), make.p("乙", num=(1, 0)), make.p("丙", num=(2, 0)), make.p("丁", num=(2, 0)),
        make.p("不编号", style="Item", ppr='<w:numPr><w:numId w:val="0"/></w:numPr>'),
        lists=[[make.level(0, "decimal", "%1．")]], nums=again, styles=styles,
    )  # fmt: skip
    assert printed(data) == ["1．甲", "2．乙", "1．丙", "2．丁", "不编号"]


@pytest.mark.parametrize(
    ("value", "form", "text"),
    [
        (10, "chineseCounting", "十"), (21, "chineseCountingThousand", "二十一"), (105, "chineseCountingThousand", "一百零五"),
        (110, "japaneseCounting", "一百一十"), (12, "chineseLegalSimplified", "壹拾贰"), (3, "decimalEnclosedCircle", "③"),
        (2, "decimalZero", "02"), (12, "decimalFullWidth", "１２"), (28, "lowerLetter", "bb"), (49, "upperRoman", "XLIX"),
        (2, "ideographTraditional", "乙"), (12, "ideographTraditional", "12"), (13, "ideographZodiacTraditional", "丙子"),
        (4, "numberInDash", "- 4 -"), (30, "taiwaneseCountingThousand", "三十"), (120, "chineseCounting", "一二〇"), (5, "ideographEnclosedCircle", "⑤"),
        (7, "unheard-of", "7"),
    ],
)  # fmt: skip
def test_forms_of_numbers(value: int, form: str, text: str) -> None:
    assert number_text(value, form) == text


def test_a_table_with_merged_cells_keeps_its_columns(make: Any) -> None:
    data = make.docx(
        make.p("表前"),
        make.tbl(
            make.tr(make.tc("指标"), make.tc("内容", span=2), make.tc("分值")),
            make.tr(make.tc("河道", merge="restart"), make.tc("1"), make.tc("巡河"), make.tc("3")),
            make.tr(
                make.tc("", merge="continue"),
                make.tc("2"),
                make.tc(inner=make.p("排污") + make.p("挂牌")),
                make.tc("2"),
            ),
            make.tr(make.tc("删去"), ppr="<w:del/>"),
            make.tr(make.tc("缩进"), ppr='<w:gridBefore w:val="2"/>'),
        ),
    )
    found = [(one.text, one.row, one.column, one.rows, one.columns) for one in read(data).passages if one.table]
    assert found == [
        ("指标", 1, 1, 1, 1), ("内容", 1, 2, 1, 2), ("分值", 1, 4, 1, 1), ("河道", 2, 1, 2, 1), ("1", 2, 2, 1, 1),
        ("巡河", 2, 3, 1, 1), ("3", 2, 4, 1, 1), ("2", 3, 2, 1, 1), ("排污", 3, 3, 1, 1), ("挂牌", 3, 3, 1, 1),
        ("2", 3, 4, 1, 1), ("缩进", 4, 3, 1, 1),
    ]  # fmt: skip
    assert read(data).passages[-1].place == "表1 第4行第3列"


def test_tracked_changes_read_as_if_accepted(make: Any) -> None:
    run = "<w:r><w:t>{}</w:t></w:r>"
    changed = (
        run.format("每年")
        + f"<w:ins>{run.format('4')}</w:ins>"
        + "<w:del><w:r><w:delText>3</w:delText></w:r></w:del>"
        + run.format("次")
        + f"<w:moveFrom>{run.format('旧处')}</w:moveFrom><w:moveTo>{run.format('，新处')}</w:moveTo>"
    )
    joined = '<w:rPr><w:del w:id="1"/></w:rPr>'
    data = make.docx(
        make.p(inner=changed), make.p("前半", ppr=joined, num=(1, 0)), make.p("后半", num=(1, 0)), make.p("下一条", num=(1, 0)),
        lists=[[make.level(0, "decimal", "%1、")]],
    )  # fmt: skip
    paper = read(data)
    assert [one.printed for one in paper.passages] == ["每年4次，新处", "1、前半后半", "2、下一条"]
    assert paper.notes == (
        "文件有修订：按全部接受读取（插入 2 处，删除 2 处）",
        "修订中删除的文字 1 处，未当作正文：“3”（第1段）",
    )


def test_controls_boxes_and_hidden_text(make: Any) -> None:
    box = f"<w:r><w:pict><w:txbxContent>{make.p('框内')}</w:txbxContent></w:pict></w:r>"
    twice = f"<mc:AlternateContent xmlns:mc='x'><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    data = make.docx(
        f"<w:sdt><w:sdtContent>{make.p('控件')}</w:sdtContent></w:sdt>",
        make.p(inner=f"<w:hyperlink><w:r><w:t>链接</w:t><w:br/><w:t>换行</w:t></w:r></w:hyperlink>{twice}"),
        make.p(inner="<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:t>可见</w:t></w:r>"),
        make.p(inner='<w:r><w:instrText>PAGE</w:instrText></w:r><w:fldSimple w:instr="PAGE"><w:r><w:t>7</w:t></w:r></w:fldSimple>'),
    )  # fmt: skip
    paper = read(data)
    assert [one.text for one in paper.passages] == ["控件", "链接\n换行", "框内", "可见", "7"]
    assert paper.passages[2].place == "第2段文本框"
    assert paper.notes == ("隐藏文字 1 处，未当作正文：“隐藏”（第3段）",)


RUN = "<w:r>{}</w:r>"


def field(code: str, result: str | None = None) -> str:
    """A field in runs, as Word writes it."""
    said = result if result is None or result.startswith("<") else f"<w:r><w:t>{result}</w:t></w:r>"
    kept = "" if result is None else f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{said}'
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>{code}</w:instrText></w:r>{kept}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (field(r"eq \o\ac(○,3)"), "③"),
        (field(r"EQ \o\ac(○,合)"), "(合)"),
        (field(r"EQ \f(应有,实有)"), "应有/实有"),
        (field("SEQ 表", "2"), "2"),
        (field("FORMCHECKBOX"), "□"),
        (field(r"SYMBOL 254 \f Wingdings"), "☑"),
        (field('HYPERLINK "x"', field("REF y", "办法")), "办法"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FC"/><w:t>有</w:t><w:sym w:font="Other" w:char="F0AB"/></w:r>', "√有□"),
        ("<w:r><w:t>软</w:t><w:softHyphen/><w:t>连</w:t><w:noBreakHyphen/><w:t>字</w:t><w:tab/><w:t>栏</w:t></w:r>", "软连-字 栏"),
        (
            "<m:oMath xmlns:m='m'><m:f><m:num><m:r><m:t>实数+1</m:t></m:r></m:num><m:den><m:r><m:t>总数</m:t></m:r></m:den></m:f>"
            "<m:sSup><m:e><m:r><m:t>n</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>",
            "(实数+1)/总数n^2",
        ),
    ],
)  # fmt: skip
def test_what_word_prints_without_writing_it(make: Any, inner: str, text: str) -> None:
    assert [one.text for one in read(make.docx(make.p(inner=inner))).passages] == [text]


def test_everything_that_hangs_on_a_document_is_told_with_its_place(make: Any) -> None:
    picture = "<w:r><w:drawing><a:blip xmlns:a='a'/></w:drawing></w:r>"
    sheet = (
        "<w:r><w:object><v:imagedata xmlns:v='v'/><o:OLEObject xmlns:o='o' ProgID='Excel.Sheet.12'/></w:object></w:r>"
    )
    chart = "<w:r><w:drawing><c:chart xmlns:c='c'/></w:drawing></w:r>"
    word_art = "<w:r><w:pict><v:textpath xmlns:v='v' string='一票否决'/></w:pict></w:r>"
    hint = "<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent><w:r><w:t>单击此处</w:t></w:r></w:sdtContent></w:sdt>"
    ruby = "<w:r><w:ruby><w:rt><w:r><w:t>kǎo</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>考</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    contents = "".join(
        ("<w:p>", field("TOC", "一、总则 1").removesuffix('<w:r><w:fldChar w:fldCharType="end"/></w:r>'), "</w:p>")
    )
    body = (
        contents, make.p("二、附则 2"), make.p(inner='<w:r><w:fldChar w:fldCharType="end"/></w:r>'), make.p("一、总则"),
        make.p(inner=f"{picture}{chart}{word_art}{hint}{ruby}"),
        make.p(inner="<w:r><w:rPr><w:strike/></w:rPr><w:t>旧</w:t></w:r><w:r><w:commentReference w:id='0'/></w:r>"),
        make.p(inner=RUN.format("<w:t>正文</w:t>") + "<w:r><w:footnoteReference w:id='2'/></w:r>"),
        make.p(inner="<w:r><w:rPr><w:rStyle w:val='Sub'/></w:rPr><w:t>样式隐藏</w:t></w:r>"),
        make.tbl(make.tr(make.tc(inner=make.p(inner=sheet))), make.tr(make.tc("甲", merge="restart")),
                 make.tr(make.tc("看不见", merge="continue")), make.tr(make.tc("删行"), ppr="<w:del/>")),
        "<w:altChunk/>", '<w:sectPr><w:headerReference r:id="h" xmlns:r="r"/><w:footerReference r:id="f" xmlns:r="r"/></w:sectPr>',
    )  # fmt: skip
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    rels = "".join(f'<Relationship Id="{id}" Target="{name}.xml"/>' for id, name in (("h", "header1"), ("f", "footer1"), ("c", "comments"), ("n", "footnotes")))  # fmt: skip
    hidden = '<w:style w:styleId="Hid"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="Sub"><w:basedOn w:val="Hid"/></w:style>'
    data = make.docx(*body, styles=hidden, more={
        "word/_rels/document.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{rels}</Relationships>',
        "word/header1.xml": f"<w:hdr {w}>{make.p('县委文件')}</w:hdr>", "word/footer1.xml": f"<w:ftr {w}>{make.p('— 1 —')}</w:ftr>",
        "word/comments.xml": f'<w:comments {w}><w:comment w:id="0" w:author="李四">{make.p("请核")}</w:comment></w:comments>',
        "word/footnotes.xml": f'<w:footnotes {w}><w:footnote w:id="0" w:type="separator">{make.p("线")}</w:footnote>'
        f'<w:footnote w:id="2">{make.p("脚注文字")}</w:footnote></w:footnotes>',
    })  # fmt: skip
    paper = read(data)
    assert [(one.place, one.printed) for one in paper.passages] == [
        ("第4段", "一、总则"), ("第5段", "考"), ("第6段", "旧"), ("第7段", "正文"), ("第7段脚注1", "注1：脚注文字"),
        ("表1 第2行第1列", "甲"),
    ]  # fmt: skip
    assert [(one.what, one.place, one.text, one.before) for one in paper.asides] == [
        ("页眉", "页眉", "县委文件", 0), ("目录", "第1段", "一、总则 1", 0), ("目录", "第2段", "二、附则 2", 0),
        ("图片", "第5段", "", 2), ("图表", "第5段", "", 2), ("艺术字", "第5段", "一票否决", 2),
        ("待填写处的提示文字", "第5段", "单击此处", 2), ("注音", "第5段", "kǎo", 2), ("批注", "第6段", "李四：请核", 3),
        ("隐藏文字", "第8段", "样式隐藏", 5), ("修订中删除的行", "表1 第3行之后", "删行", 5),
        ("嵌入的对象（Excel.Sheet.12）", "表1 第1行第1列", "", 5), ("合并后看不见的文字", "表1 第2行第1列", "看不见", 6),
        ("插入的另一文档", "第8段之后", "", 6),
    ]  # fmt: skip
    assert "有 1 处文字画了删除线，仍按正文读取，请核对：第6段" in paper.notes
    assert "图片 1 处，其中的文字未读：第5段；请看原件，有评分内容的先转成文字" in paper.notes


def test_numbers_without_words_fill_cells_and_count(make: Any) -> None:
    usual = '<w:style w:type="paragraph" w:default="1" w:styleId="a"/>'
    data = make.docx(
        make.tbl(
            make.tr(make.tc(inner=make.p(num=(1, 0))), make.tc("巡河")),
            make.tr(make.tc(inner=make.p(num=(1, 0))), make.tc("清理")),
        ),
        make.p(num=(2, 0)), make.p("附则", num=(2, 0)), make.p("附件", num=(3, 0)), make.p("执法", num=(4, 0)),
        lists=[[make.level(0, "decimal", "%1")], [make.level(0, "ideographTraditional", "%1、")], [make.level(0, "none", "附表：")],
               [make.level(0, "chineseCounting", "%1\uf0b7 ")]],
        styles=usual,
    )  # fmt: skip
    assert printed(data) == ["1", "巡河", "2", "清理", "乙、附则", "附表：附件", "一、执法"]


def test_a_paragraph_whose_end_is_deleted_never_joins_another_cell(make: Any) -> None:
    gone = '<w:rPr><w:del w:id="1"/></w:rPr>'
    sideways = '<w:tc><w:tcPr><w:hMerge w:val="{}"/></w:tcPr>{}</w:tc>'
    rows = make.tbl(
        make.tr(make.tc(inner=make.p("甲", ppr=gone)), make.tc("乙")),
        make.tr(sideways.format("restart", make.p("横")), sideways.format("continue", make.p())),
    )
    found = read(make.docx(make.p("表前", ppr=gone), rows)).passages
    assert [(one.text, one.table, one.row, one.column, one.columns) for one in found] == [
        ("表前", 0, 0, 0, 1), ("甲", 1, 1, 1, 1), ("乙", 1, 1, 2, 1), ("横", 1, 2, 1, 2),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "doctype",
    ['<!DOCTYPE x [<!ENTITY a "boom">]>', '<!DOCTYPE x SYSTEM "file:///etc/passwd">'],
)
def test_a_doctype_is_refused(make: Any, doctype: str) -> None:
    with pytest.raises(Refused, match="DOCTYPE"):
        read(make.docx(make.p("甲"), doctype=doctype))


def test_a_doctype_in_another_encoding_is_refused_too(make: Any) -> None:
    body = '<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'
    with pytest.raises(Refused, match="DOCTYPE"):
        read(make.package({"word/document.xml": body.encode("utf-16")}))


_UTF16 = '<?xml version="1.0" encoding="utf-16"?>'


@pytest.mark.parametrize(
    "body",
    [
        b"<a/>", b"<a", b"", b"<a/><b/>", b"<a:b/>", b"<a b='1' b='2'/>", b"<a>&x;</a>", b"<a>\xff</a>", b"<a>\0</a>",
        b"<!DOCTYPE a><a/>", (_UTF16 + '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>').encode("utf-16"),
        (_UTF16 + "<x>甲</x>").encode("utf-16"), b'<?xml version="1.0" encoding="none"?><a/>',
    ],
)  # fmt: skip
def test_a_part_that_is_only_checked_is_refused_as_one_that_is_read(make: Any, body: bytes) -> None:
    def said(look: str) -> str:
        try:
            getattr(Package(make.package({"word/document.xml": body}), "甲.docx"), look)("word/document.xml")
        except Refused as refused:
            return str(refused)
        return ""

    assert said("check") == said("xml")


def test_what_unpacks_to_too_much_is_refused(make: Any) -> None:
    with pytest.raises(Refused, match="解开后过大"):
        read(make.package({"word/document.xml": b"<x>" + b" " * (65 * 1024 * 1024)}))


@pytest.mark.parametrize("body", ["<w:document", "", "<x/>\x00"])
def test_what_is_damaged_is_refused(make: Any, body: str) -> None:
    with pytest.raises(Refused, match="已损坏"):
        read(make.package({"word/document.xml": body}))


def test_a_file_cut_short_is_refused(make: Any) -> None:
    data = make.docx(make.p("甲"))
    with pytest.raises(Refused, match="已损坏"):
        Package(data[: len(data) // 2], "半份.docx")


def test_tables_within_tables_without_end_are_refused(make: Any) -> None:
    inner = make.p("底")
    for _ in range(120):
        inner = make.tbl(make.tr(make.tc(inner=inner + make.p())))
    with pytest.raises(Refused, match="套得太深"):
        read(make.docx(inner))
