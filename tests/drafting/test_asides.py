"""What is in a file beside its text reaches its author: in the account at its place, and in what the check lists."""

from __future__ import annotations

from dataclasses import replace

from kaoping.drafting import told
from kaoping.drafting.assemble import draft_of
from kaoping.drafting.author.lacks import lacks
from kaoping.intake.paper import Aside, asides_told
from kaoping.intake.txt import read_txt

TEXT = "创建考评细则\n一、组织领导（10分）\n1、每年研究2次（5分）。\n2、述法（5分）。"


def test_pictures_and_comments_stand_in_the_account_and_pictures_in_the_check() -> None:
    asides = (
        Aside("页眉", "页眉", "县委文件", 0),
        Aside("图片", "第3行", "", 3),
        Aside("批注", "第4行", "请核", 4),
    )
    draft = draft_of(replace(read_txt(TEXT), asides=asides))
    lines = [line.split("\t") for line in told.account(draft)]
    assert [line for line in lines if line[1] in ("未读", "未当作正文")] == [
        ["页眉", "未当作正文", "页眉：县委文件"],
        ["第3行", "未读", "图片"],
        ["第4行", "未当作正文", "批注：请核"],
    ]
    assert [line[0] for line in lines] == ["页眉", "第1行", "第2行", "第3行", "第3行", "第4行", "第4行"]
    found = [(one.text, one.key.passage if one.key else None, one.blocking) for one in lacks(draft, ())]
    assert found == [("第3行的图片没有读", 3, False)]
    assert draft.unaccounted == 0


def test_many_of_a_kind_are_named_once_and_counted() -> None:
    pages = [Aside("页眉", f"第{page}页", "县委文件") for page in range(1, 4)]
    pictures = [Aside("图片", f"第{number}段") for number in range(1, 15)]
    assert list(asides_told([*pages, *pictures, Aside("批注", "第2段", "长" * 60)])) == [
        "页眉 3 处，未当作正文：“县委文件”（第1页等 3 处）",
        "图片 14 处，其中的文字未读："
        + "、".join(f"第{number}段" for number in range(1, 13))
        + "、等；请看原件，有评分内容的先转成文字",
        f"批注 1 处，未当作正文：“{'长' * 29}…”（第2段）",
    ]
