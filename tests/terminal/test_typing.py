"""What is typed, pasted and committed by an input method arrives, however it comes; nothing of it acts on the terminal."""

from __future__ import annotations

import pytest

pytestmark = pytest.mark.slow

MARKUP = "第[/]条 [red]x[/red]"
ACTING = "\x1b]52;c;cHduZWQ=\x07\x1b[5n\x1b]0;标题\x07\x9b31m"
LONG = "检查记录不全，须补正。" * 545  # 5,995 characters, just what one note may hold
COMMIT = "学习制度落实情况良好有据"


def test_pasted_and_committed_text_is_kept_as_it_came_and_never_acts(walk, work) -> None:
    window = walk()
    # Where no field is, a paste does nothing at all; read as keys it would rate.
    window.paste(f"\x1b[31m3\r\r{ACTING}4\r")
    window.press("f7")
    window.wait("1 备注", "已评 0/12")
    window.paste(LONG + LONG)  # more than 10,000 characters
    window.wait("须补正")
    window.press("ctrl+s")
    window.wait("文字过长，最多 6000 字")
    window.press("escape", "escape", "f7")
    window.paste(LONG)
    window.press("ctrl+s")
    window.wait("1 备注已保存")

    window.press("down", "f7")
    window.wait("2 备注")
    window.paste(f"{MARKUP}\r\n第二行{ACTING}")
    window.wait("第[/]条", "␛]52;c")
    window.press("ctrl+s")
    window.wait("2 备注已保存")

    # Several lines into a field of one line; then the mark that ends a paste, inside the paste.
    window.press("down", "f4")
    window.wait("扣几分")
    window.send("１．５")
    window.press("enter")
    window.paste("缺记录\n缺签字\r\n缺日期")
    window.press("enter")
    window.wait("缺记录 缺签字 缺日期")
    window.press("down", "f7")
    window.wait("4 备注")
    window.paste("前\x1b[201~后\x1b[200~再")
    window.wait("前后再")
    window.press("ctrl+s")
    window.wait("4 备注已保存")

    # Full-width digits rate; a long commit goes into the search and into a note in one piece.
    window.press("down")
    window.send("２．５")
    window.wait("5 得分：2.5_")
    window.press("enter")
    window.wait("5 已评：2.5 分")
    window.press("ctrl+g")
    window.wait("找评分项")
    window.send(COMMIT)
    window.wait(COMMIT, "没有找到")
    window.press(*["backspace"] * len(COMMIT))
    window.send("１１")
    window.gone("没有找到")
    window.press("enter", "f7")
    window.wait("11 备注")
    window.send(COMMIT)
    window.wait(COMMIT)
    window.press("ctrl+s")
    window.wait("11 备注已保存")
    window.send("测试".encode("gbk"))  # a terminal set to another encoding
    window.press("ctrl+q")
    assert window.ended() == 0

    for sequence in ("\x1b]52", "\x1b[5n", "\x1b]0;", "\x9b31m"):
        assert sequence.encode() not in window.raw
    ratings = work.ratings()
    assert ratings["1"].note == LONG
    assert ratings["2"].note.startswith(f"{MARKUP}\n第二行␛]52;c;cHduZWQ=␇␛[5n␛]0;标题␇\\u009B31m")
    (deduction,) = ratings["3"].deductions
    assert (str(deduction.amount), deduction.reason) == ("1.5", "缺记录 缺签字 缺日期")
    assert ratings["4"].note == "前后再"
    assert work.points() == {"5": "2.5"}
    assert ratings["11"].note == COMMIT


def test_the_window_may_change_its_size_at_any_moment(walk, work) -> None:
    """Down to nearly nothing and up again, with something half typed on every screen."""
    window = walk()

    def squeeze() -> None:
        window.blind = True
        for size in ((20, 5), (200, 60)):
            window.resize(*size)
            window.settle()
        window.blind = False
        window.resize(80, 24)

    window.send("3.")
    window.wait("1 得分：3._")
    squeeze()
    window.send("5")
    window.wait("1 得分：3.5_")
    window.press("enter")
    window.wait("1 已评：3.5 分")
    window.press("f7")
    window.wait("2 备注")
    window.send("写到一半，")
    window.wait("写到一半，")
    squeeze()
    window.send("接着写")
    window.wait("写到一半，接着写")
    window.press("ctrl+s")
    window.wait("2 备注已保存")
    window.press("f4")
    window.wait("扣几分")
    window.send("2")
    window.press("enter")
    window.send("缺记")
    window.wait("缺记")
    squeeze()
    window.send("录")
    window.wait("缺记录")
    window.press("enter")
    window.wait("扣 2 分", "3/5")
    for name, seen in (
        ("f8", "一票否决、加减分"),
        ("f9", "结果｜"),
        ("f10", "检查｜"),
        ("ctrl+l", "历史"),
        ("ctrl+e", "佐证"),
    ):
        window.press(name)
        window.wait(seen)
        squeeze()
        window.wait(seen)
        window.press("escape")
        window.wait("F4 扣分")
    window.press("escape")
    window.wait("进行中")
    squeeze()
    window.wait("云溪县")
    window.press("ctrl+q")
    assert window.ended() == 0
    ratings = work.ratings()
    assert str(ratings["1"].points) == "3.5"
    assert ratings["2"].note == "写到一半，接着写"
    assert [deduction.reason for deduction in ratings["2"].deductions] == ["缺记录"]
