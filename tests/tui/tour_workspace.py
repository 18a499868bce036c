"""A small workspace in which every state of an evaluation occurs: for the tour of the screens.

`plant` fills the same workspace with hostile texts, so that the same tour leads through both.
"""

from __future__ import annotations

import itertools
import json
import secrets
import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from types import SimpleNamespace

from tour_standards import BROKEN, CROSSWALK, DRAFTED, MET, PLUGIN, POINTS, PRINTED

from kaoping import (
    AdjustmentStatement,
    Deduction,
    Observation,
    Options,
    Rating,
    VetoStatement,
    open_workbench,
    parse_period,
)
from kaoping.store import journal
from kaoping.workbench import desk, rectify

#: The time at which the tour is made; the work was done in the hours before.
CLOCK = datetime(2025, 12, 20, 17, 30, 0, tzinfo=UTC)
BEGUN = datetime(2025, 12, 18, 8, 30, 0, tzinfo=UTC)
D = Decimal
Words = Callable[[str], str]

#: What stands for what no file and no field takes: put into the tables once they are filled, as an older or a forged
#: workspace would hold it.
PLANTED = "\ue000"
ACTING = "\x1b]52;c;cHduZWQ=\x07\u202e\x9b31m\x1b[2J\r\x00\u2066"
#: Markup, links that act, quotes and brackets, no width, marks without a letter, a tab.
MARKUP = "第[/]条 [bold]粗[/bold] [@click=app.quit]点[/] [red]“引\\号” （括号）\u200b\ufeff\u0301\u20dd甲"
#: The same where a place holds sixty characters.
SHORT = "第[/]条[b]粗[@click=app.quit]“引\\号\u200b\u0301甲"


def plain(text: str) -> str:
    """The texts as they are."""
    return text


def hostile(text: str) -> str:
    """A text with everything that a person may paste, and at the end the mark for what cannot be pasted."""
    return f"{SHORT if len(text) < 20 else MARKUP}{text}{PLANTED}"


def in_file(text: str, words: Words) -> str:
    """A standard's file; what stands between the marks as `words` has it."""
    parts = text.split("«")
    found = [parts[0]]
    for part in parts[1:]:
        said, _, rest = part.partition("»")
        said = words(said).replace(PLANTED, "")
        found += [said.replace("\\", "\\\\").replace('"', '\\"').replace("\t", "\\t"), rest]
    return "".join(found)


def corrected(text: str) -> str:
    """The standard as it was corrected: 1.2 under another number, 1.4 worth less, so that both can be seen."""
    for before, after in (
        ('edition = "2025"', 'edition = "2025更正"'),
        ('"1.2', '"1.7'),
        ('"1.4"\n    title = "«督察»"\n    points = 4', '"1.4"\n    title = "«督察»"\n    points = 3'),
        ("    points = 2\n", "    points = 3\n"),
    ):
        assert before in text
        text = text.replace(before, after, 1 if "points" in before else -1)
    return text


def build(folder: Path, words: Words = plain) -> Options:
    """Make the workspace in `folder`; every place is said relative to it, so that screens look alike everywhere."""
    (folder / "标准").mkdir(parents=True)
    (folder / "材料").mkdir()
    for name, text in (("points", POINTS), ("met", MET), ("坏[red]", BROKEN)):
        (folder / "标准" / f"{name}.toml").write_text(in_file(text, words), encoding="utf-8")
    (folder / "数据" / "standards").mkdir(parents=True)
    related = folder / "数据" / "standards" / "两份.crosswalk.toml"
    related.write_text(in_file(CROSSWALK, words), encoding="utf-8")
    (folder / "材料" / "通知.txt").write_text(in_file(PRINTED, words), encoding="utf-8")
    (folder / "材料" / "办法.txt").write_text(in_file(DRAFTED, words), encoding="utf-8")
    (folder / "材料" / "更正.toml").write_text(in_file(corrected(POINTS), words), encoding="utf-8")
    _plugin(folder)
    names = ("标准/points.toml", "标准/met.toml", "标准/坏[red].toml")
    options = Options(
        db=Path("考评.db"),
        evaluator=words("张三").replace(PLANTED, "")[:60],
        data=Path("数据"),
        config=Path("设置"),
        standards=tuple(Path(name) for name in names),
    )
    numbers = itertools.count(1)
    # Ids decide what comes first among what was done at the same time. Of the program alone: the library below it draws
    # names too, more of them the first time.
    counted = SimpleNamespace(token_hex=lambda size: f"{next(numbers):0{2 * size}x}")
    drawing = (desk, journal, rectify)
    for module in drawing:
        vars(module)["secrets"] = counted
    try:
        _work(options, words, folder / "材料")
    finally:
        for module in drawing:
            vars(module)["secrets"] = secrets
    return options


def _plugin(folder: Path) -> None:
    site = folder / "site"
    record = site / "kaoping_tour_missing-0.3.dist-info"
    record.mkdir(parents=True)
    (site / "kaoping_tour_missing.py").write_text(PLUGIN, encoding="utf-8")
    (record / "METADATA").write_text("Metadata-Version: 2.1\nName: kaoping-tour-missing\nVersion: 0.3\n")
    (record / "entry_points.txt").write_text("[kaoping]\nmissing = kaoping_tour_missing\n")


def _work(options: Options, words: Words, papers: Path) -> None:
    """Two people's work, in steps of a minute."""
    at = BEGUN

    def clock() -> datetime:
        nonlocal at
        at += timedelta(seconds=20)
        return at

    long = "" if words is plain else "记，" * 2500
    name = words("云溪县（含高新技术产业开发区）")
    with open_workbench(options, clock=clock) as bench:
        own = bench.desk.evaluator
        county = bench.units.add(name, "county", {"legislative_power": False})
        office = bench.units.add(words("云溪县司法局"), "department", parent=county.id)
        city = bench.units.add(words("青岚县"), "county", {"legislative_power": True})
        day = date(2025, 12, 20)
        bench.clauses.attach("mini", papers / "通知.txt")
        bench.rounds.make("mini/round", units=(county.id, city.id), evaluations=False)
        bench.evaluations.add_campaign(
            words("部门法治建设专项检查（第一批）"), parse_period("2025"), standard="mini/met", units=(office.id,)
        )
        campaign = bench.evaluations.campaigns()[0].id
        for one in bench.evaluations.campaigns():
            campaign = one.id if one.standard == "mini/points" else campaign
        # The year before: what is carried over.
        before = bench.evaluations.new("mini/points", county.id, parse_period("2024"), as_of=date(2024, 12, 31)).id
        bench.walk.rate(before, "2.1", Rating(points=D(4)))
        bench.walk.rate(before, "2.5", Rating(not_applicable=words("机构改革中")))
        bench.walk.deduct(before, "1.2", Deduction(D(1), words("专职人员不足"), "1.2.2"))
        bench.walk.hand_in(before)
        # A colleague's.
        bench.desk.evaluator = words("李四")
        theirs = bench.evaluations.new(
            "mini/points", county.id, parse_period("2025"), as_of=day, stage="self", campaign=campaign
        ).id
        bench.walk.rate(theirs, "1.2", Rating(points=D(2), reason=words("编制批复未附，现场未见专职人员")))
        bench.walk.rate(theirs, "1.4", Rating(points=D(3)))
        bench.facts.put(county.id, "filing", D(100), "2025", note=words("按季度台账合计"))
        # One's own.
        bench.desk.evaluator = own
        mine = bench.evaluations.new(
            "mini/points", county.id, parse_period("2025"), as_of=day, stage="self", campaign=campaign
        ).id
        bench.walk.fact(mine, Observation("sessions", parse_period("2025"), D(3), note=words("查会议记录")))
        bench.walk.fact(mine, Observation("party-study-sessions", parse_period("2025"), D(3)))
        bench.walk.accept(mine, "1.1")
        bench.walk.deduct(mine, "1.2", Deduction(D("0.5"), words("专职人员只有一名，编制尚未批复") + long, "1.2.2"))
        bench.walk.deduct(mine, "1.2", Deduction(D("0.5"), words("经费未列入本级财政预算"), "1.2.1"))
        bench.walk.tick(mine, "1.2.1", "met")
        bench.walk.note(mine, "1.2", words("下次看编制批复；再看花名册。\n向组织部门核实。") + long)
        bench.walk.flag(mine, "1.2", True)
        bench.walk.rate(mine, "1.4", Rating(points=D(4), evidence=(words("旧的文字佐证"),)))
        bench.walk.rate(mine, "2.3", Rating(not_applicable=words("无跨区域执法事项")))
        bench.walk.rate(mine, "2.4", Rating(verdict="fair"))
        bench.carry.copy(mine, before)
        paper = papers / words("会议纪要").replace(PLANTED, "").replace("/", "／")[:60]
        paper = paper.with_name(f"{paper.name}{ACTING.replace(chr(0), '') if words is not plain else ''}.pdf")
        paper.write_bytes(b"%PDF record")
        bench.proofs.add(mine, "1.2", paper, requirement="1.2.1", page=words("第3页")[:60])
        bench.proofs.add(mine, "1.4", paper, page="7")
        bench.proofs.add(
            mine,
            "1.2",
            kind="visit",
            title=words("走访司法所"),
            on=date(2025, 11, 3),
            who=words("所长"),
            what=words("台账齐全"),
        )
        bench.walk.veto(mine, "fraud", VetoStatement(happened=False, note=words("已向纪委核实")))
        bench.walk.adjust(mine, "innovation", AdjustmentStatement(count=1, reason=words("全市推广一项")))
        bench.rectify.add(mine, "1.2", words("补齐机构编制批复"), words("县委编办"), "2025-12-15", requirement="1.2.2")
        bench.rectify.add(mine, "1.2", words("把创建经费列入明年预算"), words("县财政局"), "2026-03-31")
        asked = bench.rectify.add(
            mine, "1.4", words("补督察报告"), words("县司法局"), "2026-01-31"
        ).answers.rectifications
        bench.rectify.done(mine, asked[-1].id, date(2025, 12, 19), words("已看原件"))
        bench.walk.note(mine, "1.4", words("写错了"))
        bench.walk.undo(mine)
        # The fact changes after the rating that rests on it: 依据已变.
        bench.walk.fact(mine, Observation("sessions", parse_period("2025"), D(2), note=words("其中一次为传达文件")))
        met = bench.evaluations.new("mini/met", county.id, parse_period("2025"), as_of=day).id
        bench.walk.rate(met, "3", Rating(verdict="partial"))
        bench.evaluations.new("mini/met", office.id, parse_period("2025"), as_of=day)
        other = bench.evaluations.new(
            "mini/points", city.id, parse_period("2025"), as_of=day, stage="self", campaign=campaign
        )
        bench.walk.rate(other.id, "1.4", Rating(points=D(4)))
        bench.walk.flag(mine, "2.3", True)
        bench.evaluations.keep_cursor(mine, "1.2")


def plant(path: Path, acting: str = ACTING) -> int:
    """Put what acts on a terminal into every text of the workspace that is marked for it; how many texts were."""
    db = sqlite3.connect(path)
    count = 0
    triggers = db.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'").fetchall()
    for name, _ in triggers:
        db.execute(f'DROP TRIGGER "{name}"')
    tables = [name for (name,) in db.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
    for table in tables:
        columns = [row[1] for row in db.execute(f'PRAGMA table_info("{table}")') if row[2] == "TEXT"]
        for column in columns:
            texts = db.execute(f'SELECT DISTINCT "{column}" FROM "{table}" WHERE instr("{column}", ?)', (PLANTED,))
            for (text,) in texts.fetchall():
                db.execute(f'UPDATE "{table}" SET "{column}" = ? WHERE "{column}" = ?', (_planted(text, acting), text))
                count += 1
    for _, sql in triggers:
        db.execute(sql)
    db.commit()
    db.close()
    return count


def _planted(text: str, acting: str) -> str:
    if text[:1] in "{[":
        try:
            json.loads(text)
        except ValueError:
            pass
        else:
            return text.replace(PLANTED, json.dumps(acting)[1:-1])
    return text.replace(PLANTED, acting)
