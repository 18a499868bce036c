"""The standard keeps the contract, the plugin is installed and whole, and its letter says what was lost and why."""

from __future__ import annotations

from importlib.resources import files

import pytest
from kaoping_gushan.letter import letter

from kaoping import Answers, Rating, ReportInput, Unit
from kaoping.testing import StandardContract, check_plugin


class TestTown(StandardContract):
    """Scored by this plugin's own model, watched by its own check."""

    standard = files("kaoping_gushan") / "town.toml"


def test_the_plugin_is_installed_and_works() -> None:
    """Every hook is there, and what each provides."""
    info = check_plugin("gushan")
    assert info.provides == {
        "kaoping_standards": ("town.toml",),
        "kaoping_scoring_models": ("gushan:stave",),
        "kaoping_veto_checks": ("gushan:repeated",),
        "kaoping_report_formats": ("gushan:txt",),
    }


def test_the_letter_names_what_was_lost() -> None:
    """One item short, one not rated."""
    contract = TestTown().subject()
    items = contract.resolved.items
    ratings = {items[0].id: Rating(points=items[0].full - 3, reason="少学一次")}
    ratings |= {item.id: Rating(points=item.full) for item in items[1:-1]}
    sheet = contract.score(Answers(unit=Unit("谷山镇", "town"), ratings=ratings))
    text = letter(ReportInput("sheet", sheet)).decode("utf-8")
    assert "谷山镇：" in text
    assert "1. 1 集体学法：失 3 分，少学一次" in text
    assert "还有 1 项没有评定" in text


def test_the_letter_is_about_one_evaluation() -> None:
    """A campaign's table has no score sheet."""
    sheet = TestTown().subject().sheets["全满分"]
    paper = ReportInput("sheet", sheet).paper
    with pytest.raises(ValueError, match="只用于一次考评"):
        letter(ReportInput("summary", None, {}, paper))
