from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest

Run = Callable[..., Any]


@pytest.fixture
def starter(ok: Run, tmp_path: Path) -> Path:
    path = tmp_path / "样例.docx"
    assert ok("template", "new", "-o", path).out.startswith(f"已写出：{path}")
    return path


def test_a_template_made_looked_at_and_filled_in(ok: Run, run: Run, opened: str, starter: Path, tmp_path: Path) -> None:
    assert run("template", "new", "-o", starter).code == 2
    assert ok("template", "lint", starter).out == f"没有错误：{starter}\n"
    out = tmp_path / "表.docx"
    ok("report", "sheet", opened, "--template", starter, "-o", out)
    made = docx.Document(str(out))
    assert made.tables[0].rows[0].cells[1].text == "云溪县"
    assert any(paragraph.text.startswith("【草稿】尚有 3 项未评") for paragraph in made.paragraphs)
    before = out.read_bytes()
    again = run("report", "sheet", opened, "--template", starter, "-o", out)
    assert (again.code, "文件已存在" in again.err, out.read_bytes() == before) == (2, True, True)
    ok("report", "sheet", opened, "--template", starter, "-o", out, "--force")
    assert [path.name for path in tmp_path.iterdir() if path.name.endswith(".tmp")] == []
    wrong = run("report", "sheet", opened, "--template", starter, "--format", "xlsx", "-o", tmp_path / "表.xlsx")
    assert (wrong.code, "--template 用于 docx、pdf" in wrong.err) == (2, True)


def test_what_would_have_no_effect_or_not_open_is_refused(
    ok: Run, run: Run, opened: str, starter: Path, tmp_path: Path
) -> None:
    in_it = ("report", "sheet", opened, "--template", starter)
    fonts = run(*in_it, "-o", tmp_path / "表.docx", "--fonts", "gb")
    assert (fonts.code, "--template 的字体由模板自己定" in fonts.err) == (2, True)
    named = run(*in_it, "-o", tmp_path / "表.xlsx")
    assert (named.code, "--template 用于 docx、pdf，不能写成 xlsx" in named.err) == (2, True)
    other = run("report", "sheet", opened, "--format", "docx", "-o", tmp_path / "表.xlsx")
    assert (other.code, "文件名以 .xlsx 结尾，而格式是 docx，会打不开；请把文件名改成 .docx" in other.err) == (2, True)
    assert list(tmp_path.glob("表.*")) == []
    ok("report", "sheet", opened, "--format", "md", "-o", tmp_path / "表.txt")
    assert "填入模板的 PDF 由 LibreOffice" in run(*in_it, "-o", tmp_path / "无此文件夹" / "表.pdf").err


def test_one_for_each_unit(ok: Run, opened: str, starter: Path, tmp_path: Path) -> None:
    ok("campaign", "new", "年度", "--period", "2025", "--standard", "t/small", "--unit", "云溪县")
    ok("eval", "new", "t/small", "云溪县", "--period", "2025", "--campaign", "年度")
    folder = tmp_path / "各县"
    ok("report", "notice", "年度", "--template", starter, "-o", folder)
    assert [path.name for path in folder.iterdir()] == ["01-云溪县.docx"]


def test_faults_stop_and_advice_is_told(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    path, out = tmp_path / "错.docx", tmp_path / "表.docx"
    made = docx.Document()
    made.add_paragraph("{{ 得份 }}")
    made.save(str(path))
    told = run("template", "lint", path)
    assert told.code == 1
    assert f"{path}: 正文第1段：没有“得份”这个字段，是否想写“得分”？" in told.err
    assert "注意：" in told.err
    listed = run("template", "lint", path, "--json")
    assert (listed.code, [(one["code"], one["fault"]) for one in listed.json["findings"]]) == (
        1, [("unknown-field", True), ("no-draft", False)],
    )  # fmt: skip
    assert run("report", "sheet", opened, "--template", path, "-o", out).code == 2
    assert not out.exists()
    made.paragraphs[0].text = "{{ 得分 }}"
    made.save(str(path))
    assert "模板没有印出 {{ 草稿 }}" in ok("report", "sheet", opened, "--template", path, "-o", out).err
    assert out.exists()


def test_fields_with_examples(ok: Run, opened: str) -> None:
    rows = {row["name"]: row for row in ok("template", "fields", opened, "--json").json["fields"]}
    assert (rows["考评对象"]["example"], rows["各项"]["example"], rows["各项 → 编号"]["example"]) == (
        "云溪县",
        "（3 个）",
        "1",
    )
    assert rows["各项 → 得分"]["example"] == "未评"
    assert "各部分 → 各项 → 各处扣分 → 理由" in ok("template", "fields").out


def test_the_units_text_for_a_self_report(ok: Run, run: Run, opened: str, tmp_path: Path) -> None:
    text = tmp_path / "正文.txt"
    text.write_text("一、做法\n（请填写：数据）\n", encoding="utf-8")
    told = ok("report", "self-report", opened, "--text", text, "-o", tmp_path / "自评.docx")
    assert "注意：草稿：有 1 处待填写。" in told.err
    assert run("report", "sheet", opened, "--text", text, "-o", tmp_path / "表.docx").code == 2
