"""What verify finds, what it does not, and the backups that are made by themselves."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Observation, Rating, VetoStatement
from kaoping.periods import year
from kaoping.workbench import Workbench

D = Decimal


@pytest.fixture
def judged(bench: Workbench, opened: str, observed: Callable[..., Observation]) -> Workbench:
    bench.walk.rate(opened, "1.2", Rating(points=D(3)))
    bench.walk.veto(opened, "v2", VetoStatement(False))
    bench.walk.fact(opened, observed("37", 4))
    bench.walk.accept(opened, "1.1")
    bench.walk.undo(opened)
    bench.evaluations.add_campaign("第一批", year(2025))
    assert bench.care.verify() == []
    return bench


def meddle(path: Path, *statements: str) -> None:
    """Change the file behind the program's back, with the triggers out of the way as an attacker would."""
    with sqlite3.connect(path) as db:
        triggers = db.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            db.execute(f"DROP TRIGGER {name}")
        for statement in statements:
            assert db.execute(statement).rowcount > 0, statement
        for _, sql in triggers:
            db.execute(sql)
    db.close()


_AS_WRITTEN = "与日志不符，请用 kaoping restore 恢复最近的备份"


@pytest.mark.parametrize(
    ("statement", "code", "message"),
    [
        ("UPDATE rating SET body = replace(body, '3', '5'), points_m = 5000 WHERE item = '1.2'", "projection", "评定"),
        ("UPDATE rating SET points_m = 5000 WHERE item = '1.2'", "projection", "评定"),
        ("UPDATE rating SET state = 'na' WHERE item = '1.2'", "projection", "评定"),
        ("DELETE FROM rating WHERE item = '1.2'", "projection", "评定"),
        ("UPDATE statement SET body = '{\"happened\":true}'", "projection", "陈述"),
        ("UPDATE fact SET definition = 'share'", "projection", "事实"),
        ("UPDATE fact SET value = replace(value, '4', '9')", "projection", "事实"),
        ("UPDATE fact SET withdrawn = 1", "projection", "事实"),
        ("UPDATE fact SET settled = 1", "projection", "事实"),
        ("UPDATE undo_stack SET undone_by = NULL", "projection", "撤销记录"),
        ("UPDATE unit SET attributes = '{}'", "projection", "考评对象"),
        ("UPDATE unit SET name = '别县'", "projection", "考评对象"),
        ("UPDATE campaign SET period_to = '2026-12-31'", "projection", "批次"),
        ("UPDATE evaluation SET evaluator = '李四'", "projection", "考评"),
        ("UPDATE evaluation SET as_of = '2030-01-01'", "projection", "考评"),
        ("UPDATE evaluation SET items = 5", "projection", "考评"),
        ("UPDATE evaluation SET low_m = 20000", "totals", "考评 1 的得分或结果与重新计算的不符"),
        ("UPDATE evaluation SET full_m = 1", "totals", "考评 1 的得分或结果与重新计算的不符"),
        ("UPDATE evaluation SET rated = 4", "totals", "考评 1 的得分或结果与重新计算的不符"),
        ("UPDATE evaluation SET outcome = '优秀'", "totals", "考评 1 的得分或结果与重新计算的不符"),
        ("UPDATE evaluation SET outcome_status = 'decided'", "totals", "考评 1 的得分或结果与重新计算的不符"),
        ("UPDATE snapshot SET body = replace(body, 'points = 5', 'points = 50')", "snapshot", "标准快照与其编号不符"),
        ("UPDATE snapshot SET body = 'junk'", "snapshot", "标准快照与其编号不符"),
        ("UPDATE snapshot SET body = 'facts = 1'", "snapshot", "标准快照与其编号不符"),
        ("DELETE FROM snapshot", "foreign-key", "表 evaluation 有一行指向表 snapshot 中不存在的内容"),
        ("UPDATE entry SET body = replace(body, '\"points\":\"3\"', '\"points\":\"5\"') WHERE seq = 3", "hash", "第 3 条的内容与其校验值不符"),
        ("DELETE FROM entry WHERE seq = (SELECT max(seq) FROM entry)", "foreign-key", "中不存在的内容"),
    ],
)  # fmt: skip
def test_verify_finds_it(
    judged: Workbench, opener: Callable[..., Workbench], tmp_path: Path, statement: str, code: str, message: str
) -> None:
    judged.close()
    meddle(tmp_path / "考评.db", statement)
    faults = opener().care.verify()
    found = [fault for fault in faults if fault.code == code and message in fault.message]
    assert found, faults
    if code == "projection":
        assert found[0].message.endswith(_AS_WRITTEN)


def test_an_evaluation_whose_snapshot_was_changed_is_not_shown_as_if_it_were_not(
    judged: Workbench, opener: Callable[..., Workbench], tmp_path: Path
) -> None:
    from kaoping.errors import Surroundings

    judged.close()
    meddle(tmp_path / "考评.db", "UPDATE snapshot SET body = replace(body, 'points = 5', 'points = 50')")
    bench = opener()
    with pytest.raises(Surroundings) as caught:
        bench.evaluations.view("1")
    assert caught.value.code == "damaged"
    assert caught.value.message.startswith("标准快照与其编号不符，被改动过：")
    # Facts of the unit can still be entered; what is damaged is left for verify.
    bench.facts.put("云溪县", "37", D(9), "2025")


def test_a_head_held_elsewhere_finds_a_cut_off_end(
    judged: Workbench, opener: Callable[..., Workbench], tmp_path: Path
) -> None:
    heads = judged.care.heads()
    (book,) = heads
    assert judged.care.fingerprint(book).startswith(f"{heads[book][0]}-")
    assert judged.care.verify(heads) == []
    assert [fault.code for fault in judged.care.verify({book: (99, "f" * 64)})] == ["cut"]


def test_backups_make_themselves_and_can_be_opened(
    judged: Workbench, opener: Callable[..., Workbench], tmp_path: Path
) -> None:
    made = judged.care.automatic_backup(date(2025, 12, 20))
    assert made is not None
    assert made.parent == tmp_path / "考评.db-backups"
    assert judged.care.automatic_backup(date(2025, 12, 20)) is None
    assert judged.care.automatic_backup(date(2025, 12, 21)) is None  # nothing was written since
    judged.evaluations.view("1")
    judged.walk.rate("1", "1.2", Rating(points=D(4)))
    later = judged.care.automatic_backup(date(2025, 12, 22))
    assert later is not None
    old, new = opener(path=made, read_only=True), opener(path=later, read_only=True)
    assert old.evaluations.view("1").answers.ratings["1.2"].points == D(3)
    assert new.evaluations.view("1").answers.ratings["1.2"].points == D(4)
    assert new.care.verify() == []
    copy = judged.care.backup(tmp_path / "副本.db")
    assert opener(path=copy, read_only=True).care.heads() == judged.care.heads()


def test_a_thousand_ratings(bench: Workbench, opener: Callable[..., Workbench]) -> None:
    keys = []
    for number in range(250):
        bench.units.add(f"第{number}县", "county", {"legislative_power": True})
        keys.append(str(bench.evaluations.new("t/points", f"第{number}县", year(2025)).number))
    for key in keys:
        for item in ("1.1", "1.2", "1.3", "1.4"):
            bench.walk.rate(key, item, Rating(points=D(2)))
    rows = bench.evaluations.all()
    assert len(rows) == 250
    assert {(row.rated, row.low_m, row.high_m) for row in rows} == {(4, 6000, 11000)}
    assert bench.care.verify() == []
