"""The contract that plugin authors hold their standards against: what is right keeps it, and each fault breaks its own test."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from kaoping.testing import StandardContract, check_plugin
from kaoping.testing import contract as module

ROOT = Path(__file__).resolve().parents[2]
STANDARDS = sorted(path for path in ROOT.glob("examples/standards/*.toml") if path.name.count(".") == 1)
TESTS = [name for name in vars(StandardContract) if name.startswith("test_")]

SHEET = """schema = 1
id = "t/sheet"
title = "标准"
short = "标准"
edition = "一"
status = "draft"
unit_kinds = ["county"]
document = { id = "t", title = "文件" }
[scoring]
model = "points"
full = 10
[[criteria]]
id = "1"
title = "一"
points = 6
themes = ["decision"]
requirements = [{ id = "1.1", text = "一" }]
[[criteria]]
id = "2"
title = "二"
points = 4
themes = ["decision"]
requirements = [{ id = "2.1", text = "二" }]
"""
CASES = """schema = 1
standard = "t/sheet"
[[cases]]
name = "全满"
rest = "full"
expect = { score = 10 }
"""

Contract = Callable[..., StandardContract]


def of(path: Path, **more: Any) -> StandardContract:
    kind = type("TestOne", (StandardContract,), {"standard": path, "formats": ("json",), **more})
    return kind()  # type: ignore[no-any-return]


@pytest.fixture
def contract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Contract:
    """The contract on a small standard, with texts of it replaced, and its scoring model."""
    made: list[Path] = []

    def make(*swaps: tuple[str, str], cases: str | None = CASES, model: Any = None, **more: Any) -> StandardContract:
        text = SHEET
        for old, new in swaps:
            assert old in text
            text = text.replace(old, new)
        path = tmp_path / f"s{len(made)}.toml"
        made.append(path)
        path.write_text(text, encoding="utf-8")
        if cases is not None:
            path.with_suffix(".cases.toml").write_text(cases, encoding="utf-8")
        one = of(path, **more)
        if model is not None:
            library = one.subject().library
            given = library.providers()
            monkeypatch.setattr(
                library, "providers", lambda _=None: type(given)(lambda name: model, given.check, given.rule)
            )
        return one

    return make


@pytest.mark.parametrize("path", STANDARDS, ids=lambda path: path.stem)
def test_every_kind_of_standard_keeps_the_contract(path: Path) -> None:
    one = of(path)
    for name in TESTS:
        getattr(one, name)()


def test_a_small_standard_keeps_it_in_every_format(contract: Contract) -> None:
    one = contract(formats=None)
    for name in TESTS:
        getattr(one, name)()


def breaks(one: StandardContract, test: str, message: str) -> None:
    with pytest.raises(AssertionError, match=message):
        getattr(one, test)()


def test_what_does_not_load_or_lint_says_every_place(contract: Contract) -> None:
    breaks(contract(("points = 6", "pionts = 6")), "test_loads_and_lints_clean", r"s0\.toml:15:1.*pionts")
    advised = ('themes = ["decision"]\nrequirements = [{ id = "2.1", text = "二" }]', 'themes = ["decision"]')
    breaks(contract(advised), "test_loads_and_lints_clean", r"检查有建议.*\n.*〔2〕")
    contract(advised, accepted=frozenset({"no-requirement"})).test_loads_and_lints_clean()


def test_cases_must_be_there_and_hold(contract: Contract) -> None:
    breaks(contract(cases=None), "test_worked_cases_hold", "没有算例文件")
    breaks(contract(cases=CASES.replace("= 10", "= 9")), "test_worked_cases_hold", "全满：得分应为 9，得到 10")


def test_what_it_names_must_be_installed(contract: Contract) -> None:
    one = contract(('model = "points"', 'model = "nobody:sum"'))
    breaks(one, "test_every_provider_named_exists", "没有名为“nobody:sum”的评分模型")
    breaks(one, "test_all_full_gives_the_full_score", "计分失败：没有名为“nobody:sum”")


def test_models_that_are_wrong_break_their_own_test(contract: Contract) -> None:
    from dataclasses import replace
    from fractions import Fraction

    from kaoping import ModelInput, Totals
    from kaoping.scoring.models import points

    def generous(given: ModelInput) -> Totals:
        """Half a point too much."""
        found = points(given)
        return replace(found, low=found.low + Fraction(1, 2), high=found.high + Fraction(1, 2), linear=None)

    def unrated_is_zero(given: ModelInput) -> Totals:
        found = points(given)
        return replace(found, high=found.low, linear=None)

    def upside_down(given: ModelInput) -> Totals:
        """A criterion at zero counts double."""
        found = points(given)
        extra = sum(
            (Fraction(item.full) for item in given.items[:1] if item.state == "rated" and not item.high), Fraction(0)
        )
        return replace(found, low=found.low + 2 * extra, high=found.high + 2 * extra, linear=None)

    wrong = contract(model=generous)
    breaks(wrong, "test_all_full_gives_the_full_score", "全满分应得 10，得到 10.5")
    breaks(wrong, "test_all_zero_gives_the_lowest_score", r"全零分应得 0，得到 0\.5")
    breaks(wrong, "test_derivations_recompute", "什么都没评：“最低与最高”")
    breaks(contract(model=unrated_is_zero), "test_what_is_not_rated_is_a_range", "什么都没评时最高应为 10，得到 0")
    breaks(contract(model=upside_down), "test_more_faults_never_raise_the_score", "评分项 1 最低，结果却从 10 升到 16")


def test_a_score_that_rests_on_the_order_of_answers_is_found(contract: Contract) -> None:
    one = contract()
    subject = one.subject()
    first = subject.answers(True)
    seen: list[list[str]] = []

    def by_order(answers: Any) -> Any:
        seen.append(list(answers.ratings))
        return real(answers if seen[0] == seen[-1] else first)

    real = subject.score
    object.__setattr__(subject, "score", by_order)
    breaks(one, "test_the_order_of_answers_never_matters", "换了次序，结果不同")
    assert seen[0] == seen[1][::-1] == ["1", "2"]


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "空文件"),
        (b"PK\x03\x04 cut", "打不开"),
        (b"%PDF-1.7 cut", "PDF 不完整"),
        (b"{", "打不开"),
    ],
)
def test_reports_that_do_not_open_are_found(
    contract: Contract, monkeypatch: pytest.MonkeyPatch, data: bytes, message: str
) -> None:
    monkeypatch.setattr("kaoping.testing.opening.printed_as", lambda *_: data)
    breaks(contract(), "test_reports_open", message)


def test_a_plugin_must_be_installed_and_whole() -> None:
    assert check_plugin("zhashui").bundled
    with pytest.raises(AssertionError, match=r"没有安装名为“nobody”的插件.*pip install -e"):
        check_plugin("nobody")


def test_kaoping_never_imports_pytest_and_says_what_it_offers() -> None:
    code = "import sys, kaoping, kaoping.testing; print(*(m for m in ('pytest', '_pytest') if m in sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []
    for name in TESTS:
        assert getattr(StandardContract, name).__doc__
    assert module.StandardContract is StandardContract
