"""The evidence of a criterion, attached and linked by keys, asserted in the workspace as another window sees it."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from kaoping import Options, View, open_workbench


@pytest.fixture
def now(reopened, started: str) -> Callable[[], View]:
    return lambda: reopened().evaluations.view(started)


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "学习 记录[b]x.pdf"
    path.write_bytes(b"%PDF record")
    return path


async def to_evidence(run, item: str) -> None:
    """From the list to the evidence of this criterion."""
    from kaoping_tui.screens.evidence import EvidenceScreen

    await run.press("enter")
    run.app.screen.stand_at(item)
    run.app.push_screen(EvidenceScreen(run.app.screen, item))
    await run.settle()


def links(view: View) -> list[tuple[str, str, str | None, str | None]]:
    return [(p.title, link.item, link.requirement, link.page) for p in view.answers.evidence for link in p.links]


async def test_a_dropped_file_is_attached_to_a_requirement_and_a_page(running, now, paper: Path) -> None:
    async with running() as run:
        await to_evidence(run, "1.2")
        assert "还没有佐证材料" in run.text()
        await run.press("f2")
        await run.type(f"'{paper}'")
        await run.press("enter")
        assert "学习 记录[b]x.pdf（11 字节）" in run.text()
        await run.type("3-5")
        await run.press("down", "enter")
        await run.settle()
        assert links(now()) == [("学习 记录[b]x", "1.2", "1.2.1", "3-5")]
        assert "〔文件〕学习记录[b]x（学习记录[b]x.pdf，11字节）｜证明1.2.1｜位置3-5" in run.flat()
        file = now().answers.evidence[0].file
        assert file is not None
        assert file.copied
        await run.press("ctrl+z")
        assert links(now()) == []
        await run.press("ctrl+y")
        assert len(links(now())) == 1


async def test_several_dropped_files_and_by_reference(running, now, paper: Path, tmp_path: Path) -> None:
    (tmp_path / "b.jpg").write_bytes(b"jpg")
    async with running() as run:
        await to_evidence(run, "1.2")
        await run.press("f2")
        await run.type(f"file://{str(paper).replace(' ', '%20')} {tmp_path}/b.jpg")
        await run.press("enter", "tab", "tab", "down", "enter")
        await run.settle()
    found = {proof.title: proof for proof in now().answers.evidence}
    assert {name: proof.kind for name, proof in found.items()} == {"学习 记录[b]x": "document", "b": "photo"}
    assert [proof.file.path for proof in found.values()] == [str(paper), str(tmp_path / "b.jpg")]  # type: ignore[union-attr]


async def test_tab_completes_a_path_and_the_names_can_be_chosen(running, now, tmp_path: Path) -> None:
    folder = tmp_path / "材 料"
    folder.mkdir()
    for name in ("纪要一.txt", "纪要二.txt"):
        (folder / name).write_text(name, encoding="utf-8")
    async with running(size=(80, 24)) as run:
        await to_evidence(run, "1.2")
        await run.press("f2")
        await run.type(f"{tmp_path}/材")
        await run.press("tab")
        assert run.app.screen.query_one("#path").value == f"{folder}{os.sep}"
        await run.press("tab")
        assert run.app.screen.query_one("#path").value == f"{folder}/纪要"
        assert "纪要一.txt" in run.text()
        assert "纪要二.txt" in run.text()
        await run.press("down", "down", "enter")
        assert run.app.screen.query_one("#path").value == f"{folder}/纪要二.txt"
        await run.press("enter", "enter")
        await run.settle()
    assert links(now()) == [("纪要二", "1.2", None, None)]


async def test_what_cannot_be_attached_is_said_and_the_path_stays(running, now, tmp_path: Path) -> None:
    async with running() as run:
        await to_evidence(run, "1.2")
        await run.press("f2", "enter")
        assert "请输入文件的路径" in run.text()
        await run.type(f"{tmp_path}/没有.pdf")
        await run.press("enter")
        assert "没有这个文件，或打不开" in run.text()
        assert run.app.screen.query_one("#path").value == f"{tmp_path}/没有.pdf"
        await run.press("tab")
        assert "没有以此开头的文件" in run.text()
        await run.press("escape")
    assert links(now()) == []


async def test_usual_evidence_not_yet_given_is_listed_and_attached_from_there(running, now, paper: Path) -> None:
    async with running() as run:
        await to_evidence(run, "1.1")
        assert "常见、未附：学习记录" in run.text()
        await run.press("end", "enter")
        await run.type(str(paper))
        await run.press("enter", "enter")
        await run.settle()
        assert links(now()) == [("学习记录", "1.1", None, None)]
        assert "常见、未附" not in run.text()


async def test_a_visit_and_a_web_page(running, now) -> None:
    async with running(size=(80, 24)) as run:
        await to_evidence(run, "1.2")
        await run.press("f3", "enter")
        await run.press("f10")
        assert "请写名称" in run.text()
        await run.type("走访[/]司法所")
        await run.press("enter")
        await run.type("２０２５-11-0")
        await run.press("enter")
        await run.type("所长")
        await run.press("enter")
        await run.type("台账齐全")
        await run.press("enter")
        assert "不是日期" in run.text()
        await run.type("3")
        await run.press("f10", "enter")
        await run.settle()
        (visit,) = now().answers.evidence
        assert (visit.kind, visit.title, visit.on, visit.who, visit.what) == (
            "visit", "走访[/]司法所", date(2025, 11, 3), "所长", "台账齐全",
        )  # fmt: skip
        await run.press("f3")
        await run.choose("网页")
        await run.type("公开栏")
        await run.press("enter", "enter")
        await run.type("javascript:alert(1)")
        await run.press("f10", "enter")
        await run.settle()
        assert "网址应以 http:// 或 https:// 开头" in run.text()
    assert len(now().answers.evidence) == 1


async def test_evidence_of_the_workspace_is_linked_moved_and_unlinked(
    running, now, paper: Path, options, started
) -> None:
    with open_workbench(options) as bench:
        bench.proofs.add(started, "2.1", paper, page="7")
    async with running() as run:
        await to_evidence(run, "1.2")
        await run.press("f4")
        assert "学习 记录[b]x" in run.text()
        await run.press("enter", "enter")
        await run.settle()
        assert ("学习 记录[b]x", "1.2", None, None) in links(now())
        assert "另用于 2.1" in run.text()
        await run.press("f5")
        await run.type("9")
        await run.press("down", "down", "enter")
        await run.settle()
        assert ("学习 记录[b]x", "1.2", "1.2.2", "9") in links(now())
        assert len(links(now())) == 2
        await run.press("f6")
        assert "用在 2 处" in run.text()
        assert "2.1行政执法，7" in run.flat()
        await run.press("escape", "delete")
        assert links(now()) == [("学习 记录[b]x", "2.1", None, "7")]
        await run.press("ctrl+z")
        assert len(links(now())) == 2


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="xdg-open")
async def test_enter_opens_with_the_viewer_or_says_why_not(
    running, options, started, paper: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "bin").mkdir()
    viewer = tmp_path / "bin" / "xdg-open"
    viewer.write_text(f'#!/bin/sh\nprintf %s "$1" > "{tmp_path}/got"\n', encoding="utf-8")
    viewer.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}/bin:/usr/bin:/bin")
    with open_workbench(options) as bench:
        bench.proofs.add(started, "1.2", paper)
        kept = bench.proofs.files
    async with running() as run:
        await to_evidence(run, "1.2")
        await run.press("enter")
        await run.app.workers.wait_for_complete()
        await run.settle()
        assert "已交给系统的查看程序" in run.text()
        shown = Path((tmp_path / "got").read_text(encoding="utf-8"))
        assert (shown.name, shown.read_bytes()) == (paper.name, b"%PDF record")
        (file,) = kept.kept()
        file.unlink()
        await run.press("enter")
        assert "的文件不见了" in run.text()


async def test_a_handed_in_evaluation_asks_why(running, now, started: str, paper: Path) -> None:
    async with running() as run:
        await to_evidence(run, "1.2")
        run.app.screen.walk.judge(lambda bench, key: bench.walk.hand_in(key), "已提交")
        await run.settle()
        await run.press("f2")
        await run.type(str(paper))
        await run.press("enter", "enter")
        await run.settle()
        assert "修改须写明原因" in run.text()
        await run.type("补交")
        await run.press("enter")
        await run.settle()
        assert "学习 记录[b]x" in run.text()
    assert len(links(now())) == 1


async def test_another_evaluators_evaluation_is_read_alone(
    running, options: Options, started: str, paper: Path
) -> None:
    async with running(given=replace(options, evaluator="李四")) as run:
        await to_evidence(run, "1.2")
        await run.press("f2")
        await run.type(str(paper))
        await run.press("enter", "enter")
        await run.settle()
        assert "只能查看" in run.text()
        assert "保存中" not in run.text()
