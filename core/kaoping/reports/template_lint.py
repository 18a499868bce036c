"""What is wrong with a Word template, every fault with its place and the next step. Pure but for Jinja's parser."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from kaoping.reports.template_blocks import block_findings
from kaoping.reports.template_fields import DRAFT
from kaoping.reports.template_language import Fault, Language
from kaoping.reports.template_names import Names
from kaoping.reports.template_parts import Mark, Paragraph, Part, left_aside, parts_of

#: So many marks are no form any more, and each costs time.
MOST_MARKS = 5_000
#: A longer mark is none that a person wrote; what reads it goes down into it.
MOST_MARK = 500
_MOST_TOLD = 5
#: What docxtpl's marks for spans and colours, and Jinja's signs for blanks, would do to the document's XML.
_NOT_OURS = re.compile(r"\s*(colspan|cellbg|hm)\b")
_FULL_WIDTH = re.compile(r"[｛{]\s*[｛％＃]|｛\s*[{%#]|[｝％＃]\s*[｝}]|[%#]\s*｝|\}\s*｝")
_APART = re.compile(r"\{\s+\{|\{\s+%|\}\s+\}|%\s+\}")
_ROW = re.compile(r"\s*for\s+(\w+)\s+in\b")
_QUOTES = str.maketrans("“”‘’", "\"\"''")


class Finding(NamedTuple):
    """One thing to say about a template.

    :ivar fault: it keeps the template from being filled in; advice does not.
    """

    code: str
    place: str
    text: str
    fault: bool = True


def findings_of(files: Mapping[str, bytes]) -> list[Finding]:
    """Everything there is to say about a template, in the order of its pages.

    :param files: the parts of the document by name.
    """
    try:
        parts = list(parts_of(files))
    except ValueError as error:
        return [Finding("broken", str(error), "读不了，文件可能已损坏；请用 Word 或 WPS 打开后另存一份")]
    found: list[Finding] = []
    marks = [mark for part in parts for paragraph in part.paragraphs for mark in paragraph.marks]
    count = len(marks)
    if count > MOST_MARKS:
        return [Finding("too-many", "", f"有 {count} 处标记，超过 {MOST_MARKS} 处，不予填写；重复的行请用 for")]
    for part in parts:
        found += _of_part(part)
    found += [
        Finding("not-filled", name, "这里的标记不会被填写；请移到正文、页眉、页脚或脚注") for name in left_aside(files)
    ]
    if not count and not found:
        found.append(Finding("no-marks", "", "模板里没有一处标记，填出来会与模板一样；请写入如 {{ 考评对象 }}", False))
    elif not any(DRAFT in mark.inner for mark in marks if mark.kind != "{#"):
        text = "模板没有印出 {{ 草稿 }}：没有评完的考评填出来看不出是草稿；请放在标题上方或页眉里"
        found.append(Finding("no-draft", "", text, False))
    return found


def _of_part(part: Part) -> Iterator[Finding]:
    if part.changed:
        text = "有修订（修改痕迹），填写时会错乱；请先接受全部修订、关闭修订再保存"
        yield Finding("tracked", part.name, text)
    for value in dict.fromkeys(part.hidden):
        text = f"标记写在印不出来的地方（图片说明、域代码等）：{_short(value)}；请移到文字里"
        yield Finding("hidden", part.name, text)
    told: list[Finding] = []
    for paragraph in part.paragraphs:
        told += _of_paragraph(paragraph)
    told += block_findings(part)
    if any(finding.fault for finding in told):
        told += _one_by_one(part, {finding.place for finding in told})
    elif not part.changed:
        told += _of_fields(part)
    order = {paragraph.place: at for at, paragraph in enumerate(part.paragraphs)}
    yield from sorted(told, key=lambda finding: order.get(finding.place, -1))
    yield from _split(part.paragraphs)


def _of_paragraph(paragraph: Paragraph) -> Iterator[Finding]:
    place = paragraph.place
    for found in dict.fromkeys(_FULL_WIDTH.findall(paragraph.text)):
        text = f"有全角花括号或百分号“{found}”（中文输入法），不会被填写；请改成半角 {{{{ }}}} 或 {{% %}}"
        yield Finding("full-width", place, text)
    if paragraph.unclosed:
        if not _FULL_WIDTH.search(paragraph.text):
            text = f"标记没有在本段内写完：{_short(paragraph.unclosed)}；请补上 }}}} 或 %}}，一处标记不能跨段"
            yield Finding("unclosed", place, text)
    elif not _FULL_WIDTH.search(paragraph.rest):
        if _APART.search(paragraph.rest):
            yield Finding("apart", place, f"两个括号之间多了空格：{_short(paragraph.rest)}；请去掉空格")
        elif "}}" in paragraph.rest or "%}" in paragraph.rest:
            yield Finding("unopened", place, f"有结束的括号，没有开始的：{_short(paragraph.rest)}；请补上 {{{{ 或 {{%")
        elif paragraph.rest.endswith("{") or paragraph.rest.startswith("}") or paragraph.text.endswith("{"):
            yield Finding("lone-brace", place, "段首或段尾有单独的花括号，会与相邻的标记连在一起；请删去")
    for mark in paragraph.marks:
        yield from _of_mark(mark, paragraph)


def _of_mark(mark: Mark, paragraph: Paragraph) -> Iterator[Finding]:
    place, shown = paragraph.place, _short(mark.text)
    if len(mark.inner) > MOST_MARK:
        yield Finding("too-long", place, f"标记过长（超过 {MOST_MARK} 个字）：{shown}；请拆成几处")
    if mark.kind == "{#":
        if mark.prefix or mark.inner[:1] == "-" or mark.inner[-1:] == "-":
            yield Finding("prefix", place, f"备注标记请写成 {{# 文字 #}}：{shown}")
        return
    if mark.inner[:1] in "-+" or mark.inner[-1:] in "-+":
        yield Finding("prefix", place, f"标记里不能用 - 或 + 去掉空白：{shown}；请删去这个符号")
    elif mark.kind == "{{" and mark.prefix:
        yield Finding(
            "prefix", place, f"{{{{{mark.prefix} … }}}} 会连同所在的段或行一起替换掉；请写成 {{{{ … }}}}：{shown}"
        )
    elif mark.kind == "{%" and not mark.prefix and re.match(r"\s+(tr|tc|p|r)\s", mark.inner):
        yield Finding("prefix", place, f"{{% 和 p、tr、tc 之间不能空格：{shown}；请写成如 {{%tr for 项 in 各项 %}}")
    elif mark.kind == "{%" and _NOT_OURS.match(mark.inner):
        yield Finding("prefix", place, f"不能用这个标记：{shown}；请在 Word 里直接合并单元格、设置底色")
    elif "\n" in mark.inner:
        yield Finding("broken-mark", place, f"标记中间有换行或制表符：{_short(mark.text)}；请把它写在一行里")
    if any(quote in mark.inner for quote in "“”‘’"):
        yield Finding("quotes", place, f'标记里用了中文引号，将按英文引号读：{shown}；请改成英文引号 " "', False)


def _of_fields(part: Part) -> Iterator[Finding]:
    """Read the marks of a part as one source, a paragraph a line, and look up every field."""
    lines = ["".join(map(_source, paragraph.marks)) for paragraph in part.paragraphs]
    try:
        tree = Language().read("\n".join(lines))
    except Fault as fault:
        at = fault.line if fault.line is not None and 0 < fault.line <= len(part.paragraphs) else None
        place = part.paragraphs[at - 1].place if at is not None else part.name
        marks = "　".join(mark.text for mark in part.paragraphs[at - 1].marks) if at is not None else ""
        yield Finding("syntax", place, f"{fault.text}：{_short(marks)}" if marks else fault.text)
        yield from _one_by_one(part, {place})
        return
    for line, text in Names().faults(tree):
        place = part.paragraphs[min(line, len(part.paragraphs)) - 1].place
        yield Finding("unknown-field", place, text)


def _one_by_one(part: Part, told: Collection[str]) -> Iterator[Finding]:
    """The fields of marks that stand by themselves, where the part cannot be read as a whole: all is said at once.

    :param told: places whose fault was told already.
    """
    inside = [mark.inner for paragraph in part.paragraphs for mark in paragraph.marks if mark.kind == "{%"]
    loose = {"loop", *(found.group(1) for found in map(_ROW.match, inside) if found)}
    language, names = Language(), Names()
    for paragraph in part.paragraphs:
        if paragraph.place in told:
            continue
        for mark in paragraph.marks:
            if mark.kind != "{{":
                continue
            try:
                tree = language.read(_source(mark))
            except Fault as fault:
                yield Finding("syntax", paragraph.place, f"{fault.text}：{_short(mark.text)}")
                continue
            for _, text in names.faults(tree, loose):
                yield Finding("unknown-field", paragraph.place, text)


def _source(mark: Mark) -> str:
    if mark.kind == "{#" or mark.inner.strip() == "vm":
        return ""
    return f"{mark.kind}{mark.inner.translate(_QUOTES)}{'}}' if mark.kind == '{{' else '%}'}"


def _split(paragraphs: Sequence[Paragraph]) -> Iterator[Finding]:
    found = [(paragraph.place, mark) for paragraph in paragraphs for mark in paragraph.marks if mark.pieces > 1]
    if not found:
        return
    told = "、".join(f"{place} {_short(mark.text)}" for place, mark in found[:_MOST_TOLD])
    more = f" 等 {len(found)} 处" if len(found) > _MOST_TOLD else ""
    text = f"标记被拆成了几段格式不同的文字，仍能填写，字体照第一段：{told}{more}"
    yield Finding("split", "", text, False)


def _short(text: str, most: int = 40) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[:most]}…"


__all__ = ["MOST_MARKS", "Finding", "findings_of"]
