"""The main job in a real terminal: a newcomer, an empty home, one result; and on from there at the next start."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow


def test_from_an_empty_home_to_a_result_and_on_from_where_work_stopped(terminal, home: Path) -> None:
    window = terminal()
    window.wait("还没有考评", "新建考评", "看示例")
    window.press("enter")
    window.wait("选标准", "全国法治县")
    window.press("down", "enter")
    window.wait("考评对象的名称", "全国法治县（市、区）创建活动考核指导标准")
    window.send("云溪县")  # an input method commits the word in one piece
    window.press("enter")
    window.wait("云溪县（县（市、区））")
    window.press("f10")
    window.wait("已评 0/31", "F4 扣分")
    assert "1 统筹法治各环节" in window.text()

    window.press("enter")
    window.wait("1 已评：达到", "已评 1/31")
    window.press("f4")
    window.wait("2")
    window.send("没有会议记录")
    window.wait("没有会议记录")
    window.press("enter")
    window.wait("2 已评：未达到", "已评 2/31")
    window.press("f8")
    window.wait("〔未查明〕领导班子主要成员")
    window.press("enter")
    window.wait("未发生", "尚未查明（收回")
    window.press("enter")
    window.wait("〔已排除〕领导班子主要成员", "已保存：领导班子主要成员")
    window.press("enter")  # the cursor has moved on by itself
    window.wait("发生过，填写日期")
    looked_back = re.search(r"至(\d{4}-\d\d-\d\d)）", window.flat())
    assert looked_back is not None
    window.press("down", "enter")
    window.wait("发生日期")
    window.send(looked_back[1])
    window.press("enter")
    window.wait("〔触发〕违法行政")
    window.press("escape", "f9")
    window.wait("结果｜云溪县", "不得参加推荐")
    window.press("ctrl+q")
    assert window.ended() == 0
    assert window.raw.rstrip().endswith(b"l")  # the terminal is given back as it was
    assert b"\x1b[?1049l" in window.raw
    assert "Traceback" not in window.raw.decode()

    again = terminal(size=(120, 36))
    again.wait("云溪县", "全国法治县")
    again.press("enter")
    again.wait("已评 2/31", "接着上次：3", "3 党政主要负责人")
    again.press("ctrl+q")
    assert again.ended() == 0

    from kaoping import Options, open_workbench

    data = home / ".local" / "share" / "kaoping"
    options = Options(db=data / "kaoping.db", evaluator="张三", data=data, config=home / ".config" / "kaoping")
    with open_workbench(options) as bench:
        assert bench.care.verify() == []
        (row,) = bench.evaluations.all()
        view = bench.evaluations.view(row.id)
        ratings = {item: (rating.verdict, rating.reason) for item, rating in view.answers.ratings.items()}
        assert ratings == {"1": ("met", None), "2": ("unmet", "没有会议记录")}
        assert {id: statement.happened for id, statement in view.answers.vetoes.items()} == {"h1": False, "h2": True}
        assert (view.row.unit_name, view.sheet.outcome.label) == ("云溪县", "不得参加推荐")
        assert [unit.name for unit in bench.units.all()] == ["云溪县"]
