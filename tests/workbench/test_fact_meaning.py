"""One id of a fact with two meanings: a value counts only as what it was recorded as, and is never taken without a word."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from kaoping.answers import Meaning, Observation
from kaoping.editions.words import difference_lines
from kaoping.fact_meaning import clashes, meaning_of, same_meaning
from kaoping.periods import year
from kaoping.scoring.score import suggestions
from kaoping.standard.model import FactDefinition
from kaoping.workbench import Workbench
from kaoping.workbench.checking import check_view
from kaoping.workbench.exchange import score_file
from kaoping.workbench.onward_words import onward_texts
from kaoping.workbench.shelf import install

D = Decimal
Refusal = Callable[..., tuple[str, str]]
OTHER = ('title = "学法次数"', 'title = "受到上级通报批评的次数"')
TOLD = "登记时的口径是“学法次数”（2025），与本标准不同，没有采用；确是同一件事的，请重新登记"


@pytest.fixture
def edition(tmp_path: Path, standards: Path) -> Callable[..., str]:
    """The standard as the next edition's author wrote it: the same ids, some of the words changed."""

    def made(*changes: tuple[str, str]) -> str:
        text = (standards / "points.toml").read_text(encoding="utf-8")
        for before, after in (('edition = "2025"', 'edition = "2026"'), *changes):
            assert before in text
            text = text.replace(before, after, 1)
        path = tmp_path / "新版.toml"
        path.write_text(text, encoding="utf-8")
        return str(path)

    return made


def test_what_was_recorded_as_something_else_is_unknown_and_told(
    bench: Workbench, opened: str, edition: Callable[..., str]
) -> None:
    bench.facts.put("云溪县", "37", D(3), "2025")
    (suggested,) = [bench.evaluations.view(opened).suggestion("1.1")]
    assert suggested is not None
    assert suggested.points == D("4.5")

    moved, made = bench.moving.carry(opened, edition(OTHER))
    view = bench.evaluations.view(made.id)
    suggestion = view.suggestion("1.1")
    assert suggestion is not None
    assert not suggestion.usable
    (finding,) = [f for f in suggestion.requirements if f.id == "1.1.1"]
    assert finding.state == "unknown"
    assert finding.judged is not None
    assert finding.judged.because == f"受到上级通报批评的次数（2025）：尚未查明；{TOLD}"
    (misnamed,) = [one for one in check_view(view) if one.kind == "misnamed"]
    assert (misnamed.item, misnamed.soft) == ("1.1", False)
    assert TOLD in misnamed.text

    lines = list(onward_texts(moved.onward))
    assert "事实编号相同而口径不同 1 个，已登记的值按新版不采用：" in lines
    clash = "事实 37：“学法次数” → “受到上级通报批评的次数”"
    assert f"  {clash}" in lines
    assert any(clash in line for line in difference_lines(moved.onward.difference))

    # Each edition has its own value under the one id, and neither sees the other's.
    bench.walk.fact(made.id, Observation("37", year(2025), D(1)))
    values = {
        key: [o.value for o in bench.evaluations.view(key).answers.of_fact(_asked(bench, key))]
        for key in (opened, made.id)
    }
    assert values == {opened: [D(3)], made.id: [D(1)]}
    old = bench.evaluations.view(opened).suggestion("1.1")
    assert old is not None
    assert old.points == D("4.5")
    # The screens: both records of the unit, what is not the present meaning marked and not to be recorded anew.
    known = {fact.title: (fact.value, fact.definition is None) for fact in bench.unit_pages.page("云溪县").facts}
    assert known == {"学法次数": ("3次", False), "受到上级通报批评的次数（登记时的口径）": ("1次", True)}
    # A withdrawal takes what was recorded last, and leaves the other meaning's value.
    assert [row.body["value"] for row in bench.facts.withdraw("云溪县", "37", "2025", "误录")] == [{"number": "1"}]
    assert [row.body["value"] for row in bench.facts.of("云溪县")] == [{"number": "3"}]


def _asked(bench: Workbench, key: str) -> FactDefinition:
    return bench.evaluations.view(key).resolved.facts["37"]


def test_another_wording_counts_where_the_author_says_so(
    bench: Workbench, opened: str, edition: Callable[..., str]
) -> None:
    bench.facts.put("云溪县", "37", D(3), "2025")
    before = bench.evaluations.view(opened)
    for change, points in (
        (('title = "学法次数"', 'title = "集体学法的次数"\nformerly = ["学法次数"]'), D("4.5")),
        (('title = "学法次数"', 'title = "学法 次数"'), D("4.5")),  # signs and spaces are no wording
        (('subject = "party-committee"', 'subject = "government"'), None),
        (('kind = "count"\nunit = "次"', 'kind = "count"\nunit = "场"'), None),
    ):
        new = bench.library.file(Path(edition(change))).resolved
        plan = bench.moving.plan(opened, edition(change)).onward
        told = any("口径不同" in line for line in onward_texts(plan))
        assert told == (points is None), change
        suggestion = suggestions(new, before.answers)["1.1"]
        assert (suggestion.points if suggestion.usable else None) == points, change


def test_what_counts_as_the_same() -> None:
    one = FactDefinition(id="x", title="败诉率", subject="court", kind="share", unit="%")
    other = one.model_copy(update={"counts_faults": True})
    assert clashes({"x": one}, {"x": one, "y": other}) == ()
    (clash,) = clashes({"x": one}, {"x": other})
    assert clash.text == (
        "事实 x：“败诉率（%）”（主体 court，百分比，单位 %） → “败诉率（%）”（主体 court，百分比，单位 %，数的是不合格的）"
    )
    # Of a file the title alone is known, of an old record nothing.
    assert same_meaning(Meaning("败诉率"), meaning_of(other))
    assert same_meaning(None, meaning_of(other))
    assert not same_meaning(Meaning("胜诉率"), meaning_of(one))
    # A reworded fact's new records count under the old wording too.
    worded = meaning_of(one.model_copy(update={"title": "案件败诉率", "formerly": ("败诉率",)}))
    assert same_meaning(worded, meaning_of(one))
    assert not same_meaning(replace(worded, formerly=()), meaning_of(one))


def test_a_file_says_what_its_values_are_of(
    bench: Workbench, opened: str, edition: Callable[..., str], tmp_path: Path
) -> None:
    bench.facts.put("云溪县", "37", D(3), "2025")
    file = tmp_path / "县.toml"
    bench.exchange.export(opened, file)
    text = file.read_text(encoding="utf-8")
    assert re.search(r'id = "37", title = "学法次数"', text)
    library = bench.library
    library.files = (Path(edition(OTHER)),)
    library.renew()
    sheet = score_file(library, file)
    assert sheet.items[0].state == "unrated"
    imported = bench.exchange.bring_in(file)
    suggestion = bench.evaluations.view(imported.id).suggestion("1.1")
    assert suggestion is not None
    assert not suggestion.usable


def test_installing_says_which_ids_mean_something_else(
    bench: Workbench, edition: Callable[..., str], tmp_path: Path, refused: Refusal
) -> None:
    new = Path(edition(OTHER, ('id = "t/points"', 'id = "t/other"')))
    done = install(bench.library, tmp_path / "shelf", new)
    assert any("编号相同而口径不同的事实 1 个" in note and "“学法次数”" in note for note in done.notes)
    bench.library.files = (new,)
    bench.library.renew()
    code, message = refused(bench.facts.put, "云溪县", "37", D(3), "2025")
    assert code == "fact-meaning"
    assert "按 F5 录入" in message
