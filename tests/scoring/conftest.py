"""Small standards built in memory from TOML text, random ones, and every way to complete a sheet."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import product
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from kaoping.answers import AdjustmentStatement, Answers, PartStatement, Rating, Unit, VetoStatement
from kaoping.periods import parse as period_of
from kaoping.scoring.adjustments import possible_amounts
from kaoping.scoring.items import UNRATED, applies, possible_values
from kaoping.standard.lint import lint
from kaoping.standard.load import validated
from kaoping.standard.model import Standard
from kaoping.standard.resolved import Resolved
from kaoping.standard.rules import Rules
from kaoping.standard.toml import parse

settings.register_profile(
    "scoring", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)

HEAD = """
schema = 1
id = "t/sheet"
title = "试"
short = "试"
edition = "1"
status = "draft"
unit_kinds = ["county"]
"""
DOCUMENT = '\n[document]\nid = "t"\ntitle = "文件"\n'
RULES = '\nschema = 1\nextends = "t/sheet"\ntitle = "本地规则"\nset_by = "某办"\n'


def made(body: str, rules: str | None = None, *, check: bool = True) -> Resolved:
    """A standard from the part of its file after the header; `rules` likewise. It must pass lint unless `check=False`."""
    standard = validated(Standard, parse(HEAD + body + DOCUMENT, "试.toml"))
    local = validated(Rules, parse(RULES + rules, "规则.toml")) if rules is not None else None
    facts = {fact.id: fact for fact in standard.facts}
    resolved = Resolved(standard, standard.document, facts, local)  # type: ignore[arg-type]
    if check:
        assert [f for f in lint(resolved, ()) if f.blocking] == []
    return resolved


def answered(**given: Any) -> Answers:
    """Answers of a county in 2025, as of its last day; ratings may be plain numbers (points) or words (verdicts)."""
    ratings = {name: rated(value) for name, value in given.pop("ratings", {}).items()}
    attributes = given.pop("attributes", {})
    base = Answers(
        unit=Unit("某县", "county", attributes), period=period_of("2025"), as_of=date(2025, 12, 31), ratings=ratings
    )
    return replace(base, **given)


def rated(value: Any) -> Rating:
    if isinstance(value, Rating):
        return value
    if isinstance(value, str) and value.startswith("不适用"):
        return Rating(not_applicable=value)
    if isinstance(value, str) and not value.replace(".", "").isdigit():
        return Rating(verdict=value)
    return Rating(points=Decimal(str(value)))


def item_ratings(resolved: Resolved, item: Any) -> list[Rating]:
    """Every rating with a score of its own that one criterion can be given."""
    if item.levels:
        return [Rating(verdict=level) for level in item.levels]
    if item.way == "points":
        return [Rating(points=value) for value in possible_values(resolved, item, item.full)]
    verdicts = ["met", "unmet"] if resolved.partial is None else ["met", "partial", "unmet"]
    return [Rating(verdict=verdict) for verdict in verdicts]


def every_completion(resolved: Resolved, answers: Answers, not_applicable: bool = False) -> Iterator[Answers]:
    """Every way to complete the answers: ratings, adjustments, vetoes, outside parts, attributes."""
    attributes: dict[str, list[Any]] = {}
    for item in resolved.items:
        for name, value in (item.criterion.applies_when or {}).items():
            if name not in answers.unit.attributes:
                attributes.setdefault(name, ["别的"]).append(value)
    for chosen in product(*attributes.values()):
        unit = replace(
            answers.unit, attributes={**answers.unit.attributes, **dict(zip(attributes, chosen, strict=True))}
        )
        open_items = [
            item
            for item in resolved.items
            if not answers.ratings.get(item.id, UNRATED).rated and applies(item.criterion.applies_when, unit)
        ]
        extra = [Rating(not_applicable="无")] if not_applicable else []
        ratings = [[*item_ratings(resolved, item), *extra] for item in open_items]
        adjustments = [
            (a.id, [AdjustmentStatement(amount=v) for v in possible_amounts(resolved, a) or [Decimal(0)]])
            for a in resolved.adjustments
            if a.id not in answers.adjustments
        ]
        vetoes = [v.id for v in resolved.vetoes if not v.criteria and v.id not in answers.vetoes]
        parts = [p for p in resolved.parts if p.full is not None and p.id not in answers.parts]
        for r, a, v, p in product(
            product(*ratings),
            product(*(values for _, values in adjustments)),
            product((True, False), repeat=len(vetoes)),
            product(*([PartStatement(Decimal(0)), PartStatement(part.full)] for part in parts)),
        ):
            yield replace(
                answers,
                unit=unit,
                ratings={**answers.ratings, **{i.id: value for i, value in zip(open_items, r, strict=True)}},
                adjustments={**answers.adjustments, **{i: value for (i, _), value in zip(adjustments, a, strict=True)}},
                vetoes={**answers.vetoes, **{i: VetoStatement(value) for i, value in zip(vetoes, v, strict=True)}},
                parts={**answers.parts, **{part.id: value for part, value in zip(parts, p, strict=True)}},
            )


@st.composite
def random_standard(draw: st.DrawFn, *, rich: bool = True) -> str:
    """A small standard of any kind, as TOML text."""
    kind = draw(st.sampled_from(["points", "base", "attainment", "nested", "composed"]))
    by_points = kind in ("points", "base", "composed")
    policy = draw(st.sampled_from(["exclude", "full", "rescale"]))
    partial = draw(st.booleans())
    bands = draw(st.sampled_from(["unrounded", "rounded"]))
    mode = draw(st.sampled_from(["half-up", "half-even", "down", "up", "floor"]))
    sizes = draw(st.lists(st.integers(1, 2), min_size=1, max_size=2))
    if kind == "composed":
        sizes = [*sizes, 1][:2]
    body = ""
    total = 0
    ids = []
    for d, size in enumerate(sizes):
        body += f'\n[[dimensions]]\nid = "{d}"\ntitle = "维"\n'
        section = 0
        criteria = ""
        for c in range(size):
            ids.append(f"{d}.{c}")
            worth = draw(st.sampled_from([1, 2, 3]))
            section += worth
            criteria += f'[[dimensions.criteria]]\nid = "{d}.{c}"\ntitle = "项"\n'
            criteria += f"points = {worth}\n" if by_points else f"weight = {worth}\n"
            if draw(st.integers(0, 4)) == 0:
                criteria += "applies_when = { law = true }\n"
            if draw(st.integers(0, 3)) == 0:
                criteria += 'levels = [{ id = "a", title = "优", share = 100 }, { id = "b", title = "中", share = 50 }, { id = "c", title = "差", share = 0 }]\n'
        total += section
        minimum = draw(st.sampled_from([None, None, 1, 2]))
        if minimum is not None and minimum <= section:
            body += f"minimum = {minimum if by_points else minimum * 40}\n"
        if not by_points:
            body += f"weight = {draw(st.sampled_from([1, 2]))}\n"
        body += criteria
    scoring = f'not_applicable = "{policy}"\nbands = "{bands}"\nrounding = {{ places = 0, mode = "{mode}" }}\n'
    if by_points:
        scoring += 'model = "points"\nstep = 1\n'
        if kind == "base":
            base = draw(st.integers(1, total))
            scoring += f"base = {base}\nfloor = {draw(st.sampled_from([0, base - total]))}\n"
    else:
        scoring += f'model = "attainment"\naggregate = "{"nested" if kind == "nested" else "flat"}"\n'
        scoring += "partial = 50\n" if partial else ""
    if kind == "composed":
        body += '\n[[parts]]\nid = "in"\ntitle = "内"\nweight = 6\ndimensions = ["0"]\n'
        body += '\n[[parts]]\nid = "in2"\ntitle = "内二"\nweight = 3\ndimensions = ["1"]\n'
        body += '\n[[parts]]\nid = "out"\ntitle = "外"\nweight = 2\nfull = 10\n'
        total = 11
    if draw(st.booleans()):
        scoring += f"ceiling = {total if by_points else 100}\n"
    top = total if by_points else 100
    lines = sorted(draw(st.lists(st.integers(1, top), min_size=1, max_size=3, unique=True)), reverse=True)
    for number in range(draw(st.integers(0, 2)) if rich else 0):
        effect = draw(st.sampled_from(["ineligible", "revoke", "downgrade", "cap", "zero", "no-score", "limit"]))
        body += f'\n[[vetoes]]\nid = "v{number}"\ntitle = "否"\ntext = "否"\neffect = "{effect}"\n'
        if effect == "cap":
            body += f"cap = {draw(st.integers(0, 4)) if by_points else 55}\n"
        if effect == "limit":
            body += f'outcome = "{draw(st.sampled_from([*(f"等{rank}" for rank in range(1, len(lines))), "末"]))}"\n'
        if draw(st.booleans()):
            watched = draw(st.lists(st.sampled_from(ids), min_size=1, max_size=2, unique=True))
            body += "criteria = [" + ", ".join(f'"{name}"' for name in watched) + "]\n"
    if rich and draw(st.integers(0, 2)) == 0:
        which = draw(st.sampled_from(["bonus", "penalty"]))
        body += f'\n[[adjustments]]\nid = "x"\ntitle = "加减"\ntext = "加减"\nkind = "{which}"\namount = 1\ncap = 2\n'
        if draw(st.integers(0, 2)) == 0:
            body += f'\n[[adjustments]]\nid = "y"\ntitle = "又"\ntext = "又"\nkind = "{which}"\namount = 2\n'
            said = draw(st.sampled_from([f'kind = "{which}"', 'of = ["y", "x"]']))
            body += f'\n[[adjustment_caps]]\nid = "c"\ntitle = "合计"\n{said}\nat_most = {draw(st.integers(1, 3))}\n'
    name = draw(st.sampled_from(["score_at_least"] if by_points else ["score_at_least", "attained_at_least"]))
    for rank, line in enumerate(lines):
        when = f"{name} = {line}"
        if rank == 0 and draw(st.booleans()):
            when += ", section = { 0 = 1 }"
        if rank == 1 and draw(st.booleans()):
            when += ", minima = false"
        body += f'\n[[outcomes]]\nlabel = "等{rank}"\nwhen = {{ {when} }}\n'
    body += '\n[[outcomes]]\nlabel = "末"\notherwise = true\n'
    return f"\n[scoring]\n{scoring}{body}"


@st.composite
def random_answers(draw: st.DrawFn, resolved: Resolved, *, most_open: int = 3, whole: bool = False) -> Answers:
    """Answers that leave at most so many criteria open (none where `whole`)."""
    ratings = {}
    still = 0
    for item in resolved.items:
        choice = draw(st.integers(0, 5))
        if not whole and choice < 3 and still < most_open:
            still += 1
        elif choice == 5:
            ratings[item.id] = Rating(not_applicable="无此职能")
        else:
            ratings[item.id] = draw(st.sampled_from(item_ratings(resolved, item)))
    attributes = {} if not whole and draw(st.booleans()) else {"law": draw(st.booleans())}
    adjustments = {
        a.id: AdjustmentStatement(amount=draw(st.sampled_from(possible_amounts(resolved, a) or [Decimal(0)])))
        for a in resolved.adjustments
        if whole or draw(st.booleans())
    }
    vetoes = {
        v.id: VetoStatement(draw(st.booleans()))
        for v in resolved.vetoes
        if not v.criteria and (whole or draw(st.booleans()))
    }
    parts = {
        p.id: PartStatement(Decimal(draw(st.integers(0, int(p.full)))))
        for p in resolved.parts
        if p.full is not None and (whole or draw(st.booleans()))
    }
    return answered(ratings=ratings, attributes=attributes, adjustments=adjustments, vetoes=vetoes, parts=parts)


@pytest.fixture(scope="session")
def make() -> Callable[..., Resolved]:
    return made


@pytest.fixture(scope="session")
def answer() -> Callable[..., Answers]:
    return answered


@pytest.fixture(scope="session")
def completions() -> Callable[..., Iterator[Answers]]:
    return every_completion


@pytest.fixture(scope="session")
def standards() -> Callable[..., st.SearchStrategy[str]]:
    return random_standard


@pytest.fixture(scope="session")
def answers_of() -> Callable[..., st.SearchStrategy[Answers]]:
    return random_answers
