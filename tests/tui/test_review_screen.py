"""The review of a document: what is read shows side by side, each correction is on disk at once, and a scored unit comes of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping import Mend, Options, Workbench
from kaoping.drafting.findings.judged import erratum_value
from kaoping_tui.widgets.lists import Choices

DOCUMENT = """云溪县乡镇法治建设考核办法（2026年）
考核内容（总分20分）
一、组织领导（12分）
（一）学习制度（6分）
1.党委每年专题学习不少于4次，每少一次扣1分，扣完为止。
2.学习有记录。制定学习计划。
（二）机构人员（6分）
1.设有专门机构。
二、依法行政（8分）
（三）执法规范（8分）
1.执法全过程记录率达到95%以上。
三、一票否决
有下列情形之一的，不得参评：
（一）近三年内发生重大执法责任事故的。
四、加分项
（一）经验做法被推广的，酌情加分。
五、结果
18分以上为优秀，12分以上为合格，12分以下为不合格。
"""


@pytest.fixture
def document(tmp_path: Path) -> Path:
    path = tmp_path / "办法.txt"
    path.write_text(DOCUMENT, encoding="utf-8")
    return path


@pytest.fixture
def reviewing(options: Options, document: Path) -> Options:
    from dataclasses import replace

    return replace(options, review=document)


def steps(document: Path) -> list[list[list[Any]]]:
    """The corrections on disk, each as (words of the passage's place, what, value)."""
    held = json.loads(document.with_name("办法.review.json").read_text(encoding="utf-8"))
    return held["steps"]


def stand(screen: Any, words: str) -> Any:
    """Stand at the piece that begins so; its part."""
    number = next(n for n, part in enumerate(screen.shown.draft.parts) if part.text.strip().startswith(words))
    screen.stand_at(f"part:{number}")
    return screen.part


async def test_both_sides_follow_each_other_and_the_doubts_come_first(running: Any, reviewing: Options) -> None:
    async with running(size=(80, 24), given=reviewing) as run:
        screen = run.app.screen
        assert type(screen).__name__ == "ReviewScreen"
        draft = screen.shown.draft
        assert screen.shown.unaccounted == 0
        assert "未入账 0　评分项 3　分值 20/20" in run.text()
        # The first doubt is where it stands, with its message and its readings.
        assert screen.shown.open
        assert screen.left.key == screen.shown.open[0]
        assert f"待定 {len(screen.shown.open)}/" in run.text()
        doubt = draft.doubts[screen.question.numbers[0]]
        assert doubt.message in "".join(screen.query_one("#review-more").lines)
        # Moving at the left moves the right, and the other way round.
        part = stand(screen, "（二）机构人员")
        await run.press("down", "up")
        assert part.target
        assert screen.right.key == f"criterion:{part.target}"
        await run.press("tab")
        assert screen.focused is screen.right
        screen.right.stand_at("dimension:二")
        await run.press("down", "up")
        assert screen.part.text.strip() == "二、依法行政（8分）"
        await run.press("left")
        assert screen.focused is screen.left
        # By its words, and round the doubts.
        await run.press("slash")
        await run.type("全过程")
        await run.press("enter")
        assert "执法全过程记录率" in screen.part.text
        await run.press("f3")
        assert screen.left.key in screen.shown.open
        assert draft is screen.shown.draft
        assert not reviewing.review.with_name("办法.review.json").exists()


async def test_every_correction_is_on_disk_at_once_and_undone_again(
    running: Any, reviewing: Options, document: Path
) -> None:
    async with running(size=(80, 24), given=reviewing) as run:
        screen = run.app.screen
        before = screen.shown
        await run.press("enter")
        assert len(screen.shown.open) == len(before.open) - 1
        assert [row[3] for row in steps(document)[0]] == ["accepted"]
        # A role by its digit; the standard follows.
        part = stand(screen, "（一）近三年内")
        assert part.role == "veto"
        await run.press("f4", "2")
        assert screen.part.role == "requirement"
        assert steps(document)[-1] == [[*part.key, "role", "requirement"]]
        assert not screen.shown.draft.data["vetoes"]
        await run.press("ctrl+z")
        assert screen.part.role == "veto"
        assert len(steps(document)) == 1
        await run.press("ctrl+y", "ctrl+z")
        assert screen.shown.draft.data["vetoes"][0]["look_back_years"] == 3
        # Points: what is no number is refused in place; full-width is a number.
        part = stand(screen, "（二）机构人员")
        await run.press("f5")
        await run.type("许多")
        await run.press("enter")
        assert "请写数字" in run.text()
        await run.press("ctrl+u")
        await run.type("５．５")
        await run.press("enter")
        assert steps(document)[-1] == [[*part.key, "points", "5.5"]]
        assert "分值 19.5/20 不符" in run.text()
        # Words, a cut, a join, below another, left out.
        stand(screen, "1.设有专门机构")
        await run.press("f7", "ctrl+a")
        await run.type("设立专门机构")
        await run.press("f10")
        texts = [row.text for row in screen.shown.standard]
        assert any("设立专门机构" in text for text in texts)
        one = next(p for p in screen.shown.draft.parts if "学习有记录" in p.text)
        screen.stand_at(f"part:{screen.shown.draft.parts.index(one)}")
        count = len(screen.shown.draft.parts)
        await run.press("f8", "left", "enter")
        assert len(screen.shown.draft.parts) == count + 1
        assert steps(document)[-1][0][3] == "split"
        await run.press("ctrl+z", "backspace")
        assert steps(document)[-1][0][3] == "join"
        await run.press("ctrl+z")
        stand(screen, "1.执法全过程")
        await run.press("ctrl+u")
        await run.type("机构人员")
        await run.press("enter")
        assert steps(document)[-1][0][3] == "under"
        assert screen.part.target.startswith(stand(screen, "（二）机构人员").target)
        stand(screen, "1.执法全过程")
        await run.press("delete")
        assert screen.part.role == "unused"
        assert screen.shown.unaccounted == 0
        saved = len(steps(document))
    # Killed or left: it goes on from there, by the document or by the standard's name.
    async with running(size=(80, 24), given=reviewing) as run:
        assert len(run.app.screen.shown.review.file.steps) == saved
        assert stand(run.app.screen, "1.执法全过程").role == "unused"


async def test_a_document_that_changed_and_another_window_are_said(
    running: Any, reviewing: Options, document: Path, reopened: Callable[[], Workbench]
) -> None:
    bench = reopened()
    review = bench.drafts.open(document)
    part = next(part for part in review.draft.parts if "设有专门机构" in part.text)
    review = bench.drafts.mend(review, [Mend(part.key, "role", "note")])
    document.write_text(DOCUMENT.replace("设有专门机构", "设有专门的机构"), encoding="utf-8")
    async with running(size=(80, 24), given=reviewing) as run:
        assert "文件在上次审阅之后变了" in run.flat()
        screen = run.app.screen
        assert len(screen.shown.draft.void) == 1
        assert stand(screen, "1.设有专门的机构").role == "requirement"
        # Somebody else corrects; this window's correction is not put over it.
        bench.drafts.mend(review, [Mend(part.key, "role", "evidence")])
        await run.press("delete")
        assert "刚被另一窗口修改" in run.flat()
        assert [step[0][4] for step in steps(document)] == ["note", "evidence"]
        # Neither is lost: theirs is read, mine is put on top of it.
        assert "读入那边的修改，再加上这里的 1 处" in run.text()
        await run.press("enter")
        assert [step[0][4] for step in steps(document)] == ["note", "evidence", "unused"]
        assert screen.part.role == "unused"
        assert screen.shown.review.file.steps == screen.newest.file.steps


async def test_from_the_document_to_a_scored_item(running: Any, options: Options, document: Path) -> None:
    async with running(size=(80, 24)) as run:
        # Asked for from the list of standards; what is wrong is said, and the path stays.
        await run.press("4")
        home = run.app.screen.query_one("#home-list", Choices)
        home.highlighted = next(n for n, c in enumerate(home.choices) if c.key == "import-standard")
        await run.press("enter")
        await run.type(str(document.with_name("没有.docx")))
        await run.press("enter")
        assert "没有这个文件" in run.text()
        await run.press("ctrl+u")
        await run.type(str(document))
        await run.press("enter")
        screen = run.app.screen
        while screen.shown.open:
            await run.press("enter")
        assert "没有待定的了。F9 检查，F10 写成标准" in run.text()
        # Checked: one item has no points, and Enter leads there.
        stand(screen, "（三）执法规范")
        await run.press("f5", "enter", "f9")
        ready = run.app.screen
        part = stand(screen, "（三）执法规范")
        assert [(one.code, one.key) for one in ready.found.wrong] == [("no-points", part.key)]
        assert "第10行｜3执法规范：没有分值。按1采用推算的“8分”，或F5写分值；本来不计分的写0" in run.flat()
        assert not document.with_suffix(".toml").exists()
        await run.press("f10")
        assert "还有错误，不能安装" in run.text()
        stand(screen, "一、组织领导")
        await run.press("enter")
        assert screen.finding.code == "no-points"
        assert screen.finding.place == "第10行"
        # One key gives the points that the others leave, and says so in the errata.
        assert "1 分值写 8，并记为勘误" in run.text()
        await run.press("1")
        assert screen.shown.points == 20
        assert [one["read_as"] for one in screen.shown.draft.data["errata"]] == ["8 分"]
        await run.press("ctrl+z", "ctrl+z")
        # Written: its head is looked at first; the id that is suggested may be another.
        await run.press("f10")
        assert "编号：yunxi/town-2026（建议的，可以改）" in run.text()
        await run.choose("编号：")
        await run.press("ctrl+u")
        await run.type("云溪")
        await run.press("enter")
        assert "只能用小写字母" in run.flat()
        await run.press("ctrl+u")
        await run.type("yunxi/town-2026")
        await run.press("enter")
        await run.choose("考评对象")
        kinds = run.app.screen
        kinds._chosen = {"town"}
        await run.press("f10")
        assert "考评对象：乡镇（街道）" in run.text()
        await run.press("up", "up", "up", "up", "up", "up", "up", "enter")
        target = document.with_suffix(".toml")
        assert 'id = "yunxi/town-2026"' in target.read_text(encoding="utf-8")
        assert "没有错误" in run.text()
        # Worked cases, on one key: all of them still to be checked by hand.
        await run.choose("旁边没有算例文件")
        cases = target.with_suffix(".cases.toml").read_text(encoding="utf-8").count("computed = true  #")
        assert f"算例 {cases} 个，不符 0 个，还没有照文件核对 {cases} 个" in run.text()
        assert cases > 3
        # Installed, its wording attached, and the first item scored.
        await run.choose("安装这个标准")
        await run.type("青石镇")
        await run.press("enter", "f10")
        walk = run.app.screen
        assert type(walk).__name__ == "WalkScreen"
        await run.press("enter")
        assert walk.view.sheet.items[0].low == 6
        assert (options.standards_folder / "yunxi--town-2026").is_dir()
        rating = next(iter(walk.view.answers.ratings.values()))
        assert rating.points == 6


async def test_a_file_that_was_changed_by_hand_is_not_written_over_unasked(
    running: Any, reviewing: Options, document: Path, reopened: Callable[[], Workbench]
) -> None:
    bench = reopened()
    (review,) = bench.drafts.imported(document, id="yunxi/town-2026")
    target = review.target
    target.write_text(target.read_text(encoding="utf-8") + "# 我的改动\n", encoding="utf-8")
    async with running(size=(80, 24), given=reviewing) as run:
        await run.press("f10", "enter")
        assert "在上次写出之后被改过" in run.text()
        await run.press("enter")
        assert target.read_text(encoding="utf-8").endswith("# 我的改动\n")
        await run.press("f10", "enter", "down", "enter")
        assert type(run.app.screen).__name__ == "ReadyScreen"
        assert "# 我的改动" not in target.read_text(encoding="utf-8")


async def test_what_the_document_has_wrong_is_taken_as_an_erratum_or_not(
    running: Any, reviewing: Options, document: Path
) -> None:
    document.write_text(DOCUMENT.replace("（6分）", "（5分）"), encoding="utf-8")
    async with running(size=(80, 24), given=reviewing) as run:
        screen = run.app.screen
        findings = screen.shown.draft.findings
        assert findings
        row = next(row.key for row in screen.shown.document if row.key.startswith("finding:"))
        screen.stand_at(row)
        finding = screen.finding
        await run.press("down", "up")
        assert "1 原文确实这样印，记为勘误：读作" in run.text()
        await run.press("f4")
        assert "按 1 或 2 回答" in run.text()
        # The key that is pressed at every question does not silence the check of a sum.
        await run.press("enter")
        assert "请对照原文：确实这样印的按1" in run.flat()
        assert not document.with_name("办法.review.json").exists()
        await run.press("1")
        assert steps(document)[-1][0][3:] == ["erratum", erratum_value(finding, True)]
        assert screen.shown.draft.data["errata"][0]["at"] == finding.at
        assert any(row.key == "heading:errata" for row in screen.shown.standard)
        # The right side says that the sum is settled, and no longer that it is wrong.
        level = next(row for row in screen.shown.standard if row.key == f"dimension:{finding.at}")
        assert (level.right, level.tone) == ("10 分（印 12，已勘误）", "head")
        await run.press("ctrl+z", "2")
        assert steps(document)[-1][0][4].startswith("no|")
        assert not screen.shown.draft.data.get("errata")
        assert finding not in screen.shown.draft.findings


async def test_figures_lost_pieces_and_the_parts_of_an_item(running: Any, reviewing: Options, document: Path) -> None:
    document.write_text(DOCUMENT.replace("1.设有专门机构。", "1.设有专门机构。\n2.学习有记录。"), encoding="utf-8")
    async with running(size=(80, 24), given=reviewing) as run:
        screen = run.app.screen
        # What a demand asks for and costs, each in its line, saved as one step.
        part = stand(screen, "1.党委每年专题学习")
        await run.press("ctrl+f")
        assert "界限的数：4" in run.text()
        await run.choose("界限的数")
        await run.type("六")
        await run.press("enter")
        assert "请写数字" in run.text()
        await run.press("ctrl+u")
        await run.type("６")
        await run.press("enter")
        await run.choose("累计最多扣几分")
        await run.type("3")
        await run.press("enter", "home", "enter")
        assert [row[3] for row in steps(document)[-1]] == ["measure", "deduct"]
        made = screen.shown.draft.data["dimensions"][0]["criteria"][0]["requirements"][0]
        assert (made["measure"]["at_least"], made["deduct"]["cap"]) == (6, 3)
        assert screen.part.key == part.key
        # Outcomes as one line; a heading has no figures.
        stand(screen, "18分以上")
        await run.press("ctrl+f", "ctrl+u")
        await run.type("优秀 17，合格 11，不合格")
        await run.press("enter")
        assert [one["label"] for one in screen.shown.draft.data["outcomes"]] == ["优秀", "合格", "不合格"]
        stand(screen, "一、组织领导")
        await run.press("ctrl+f")
        assert "没有数字可改" in run.text()
        # What the item is about is chosen from the themes that there are; those that its words tell are marked.
        part = stand(screen, "1.党委每年专题学习")
        told = screen.shown.draft.data["dimensions"][0]["criteria"][0].get("themes", [])
        await run.press("f12")
        await run.choose("这一项的主题")
        assert f"已选 {len(told)} 个" in run.text()
        await run.type("信访")
        await run.press("down", "down", "enter", "f10")
        taken = screen.shown.draft.data["dimensions"][0]["criteria"][0]["themes"]
        assert set(taken) == {*told, "petitions"}
        assert [row[3] for row in steps(document)[-1]] == ["themes"]
        # The parts of an item at once, and from there to one of them.
        stand(screen, "1.党委每年专题学习")
        await run.press("ctrl+l")
        assert "1 的各段，共 4 段" in run.text()
        await run.choose("制定学习计划")
        assert "制定学习计划" in screen.part.text
        # What was lost, with its number and points, behind the item it is typed at.
        stand(screen, "1.党委每年专题学习")
        await run.press("ctrl+n", "enter")
        await run.type("（四）经费保障（2分）")
        await run.press("f10")
        assert "后面的几段归到补的这一项下" in run.text()
        await run.press("enter")
        assert (screen.part.text, screen.part.target, screen.part.added) == ("经费保障（2分）", "4", True)
        assert "补评分 经费保障" in run.text()
        assert screen.shown.draft.data["errata"][-1]["printed"] == "（原文没有）"
        # The same words elsewhere are changed along, where that is wanted.
        stand(screen, "2.学习有记录")
        await run.press("delete")
        assert "同样的文字另有 1 处，也读作“评分要点”" in run.text()
        await run.press("enter")
        assert [part.role for part in screen.shown.draft.parts if "学习有记录" in part.text] == ["unused", "unused"]
        assert len(steps(document)[-1]) == 2
        # Everything back to the beginning, and again step by step.
        number = len(steps(document))
        await run.press("f12")
        await run.choose("撤销全部修改")
        await run.press("down", "enter")
        assert steps(document) == []
        assert screen.shown.points == 20
        await run.press("ctrl+y")
        assert len(steps(document)) == 1 < number


async def test_answers_come_as_fast_as_keys_are_pressed(running: Any, reviewing: Options, document: Path) -> None:
    from textual import events

    lines = [f"{n}.工作记录完整{n}项，公开率达到9{n}%以上或者8{n}%以上。" for n in range(1, 8)]
    document.write_text(DOCUMENT.replace("1.设有专门机构。", "\n".join(lines)), encoding="utf-8")
    async with running(size=(80, 24), given=reviewing) as run:
        screen = run.app.screen
        count = screen.shown.left
        assert count >= 7
        assert f"另有同类{len(screen.shown.same(screen.row)) - 1}处，Ctrl+K一并答" in run.flat()
        # The answer shows at once, before the draft is made again, and no key is lost.
        first = screen.row
        screen.action_take(1)
        assert screen.row != first
        assert f"待定 {count - 1}/{count}" in str(screen.query_one("#review-state")._said)
        for _ in range(count - 2):
            run.app.post_message(events.Key("enter", "\r"))
        await run.settle()
        assert (len(steps(document)), screen.shown.left) == (count - 1, 1)
        # Of one kind: how many is said before, and it is one step.
        await run.press("ctrl+z", "ctrl+z", "ctrl+k")
        same = len(screen.shown.same(screen.row))
        assert f"同类的待定共 {same} 处" in run.text()
        await run.press("down", "enter")
        assert len(steps(document)) == count - 2
        assert len(steps(document)[-1]) == same


async def test_typed_characters_keep_their_order_however_they_arrive(
    running: Any, reviewing: Options, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The last keys of a burst come in while those that had to wait are on their way to the field."""
    from textual import events

    text = "优秀 18，良好 15，合格 12，不合格"
    async with running(size=(80, 24), given=reviewing) as run:
        ahead = run.app._ahead
        settled, rest = ahead.settled, list(text[12:])

        async def then_more_come() -> None:
            await settled()
            while rest and ahead._waiting and ahead._waiting[0].character == text[0]:
                run.app.post_message(events.Key("a", rest.pop(0)))

        monkeypatch.setattr(ahead, "settled", then_more_come)
        run.app.post_message(events.Key("slash", "/"))
        for sign in text[:12]:
            run.app.post_message(events.Key("a", sign))
        await run.settle()
        await run.settle()
        assert run.app.screen.query_one("#narrow").value == text


def test_pictures_stand_at_their_place_and_proposals_are_quiet(
    tmp_path: Path, reopened: Callable[[], Workbench]
) -> None:
    from kaoping_tui.review_rows import shown

    path = tmp_path / "办法.html"
    lines = DOCUMENT.splitlines()
    lines[4] = "1.党委理论学习中心组每年集体学法不少于4次。"
    lines.insert(4, '<img src="表.png">')
    path.write_text("<html><body><p>" + "</p><p>".join(lines) + "</p></body></html>", encoding="utf-8")
    found = shown(reopened().drafts.open(path))
    at = next(place for place, row in enumerate(found.document) if row.key == "aside:0")
    assert found.document[at].sign == "！未读 "
    assert found.document[at].text.endswith("的图片没有读；其中有评分内容的，请转成文字再导入，或补写（Ctrl+N）")
    assert found.document[at + 1].text.startswith("1.党委理论学习中心组")
    proposals = [row for row in found.document if row.key.startswith("proposal:")]
    assert proposals
    assert {(row.sign, row.tone) for row in proposals} == {("　建议 ", "quiet")}
    assert {row.key for row in proposals} <= set(found.open)
