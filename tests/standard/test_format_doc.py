"""The format's specification names every key, every choice and every code; its examples are read."""

import re
import typing
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from kaoping.standard.fields import Table
from kaoping.standard.findings import CODES
from kaoping.standard.load import Vocabulary, load
from kaoping.standard.schema import KINDS, model_of
from kaoping.standard.toml import MAX_BYTES, MAX_DEPTH, MAX_DOTS, MAX_KEY, MAX_TABLES, MAX_VALUES

DOCS = Path(__file__).parents[2] / "docs"
TEXT = (DOCS / "standard-format.md").read_text(encoding="utf-8")
CROSSWALK = (DOCS / "crosswalk.md").read_text(encoding="utf-8")
SCORING = (DOCS / "scoring.md").read_text(encoding="utf-8")


def models() -> set[type[BaseModel]]:
    found: set[type[BaseModel]] = set()
    todo: list[Any] = [model_of(kind) for kind in KINDS]
    while todo:
        one = todo.pop()
        if isinstance(one, type) and issubclass(one, BaseModel):
            if one not in found:
                found.add(one)
                todo += [field.annotation for field in one.model_fields.values()]
        else:
            todo += typing.get_args(one)
    return found


MODELS = sorted(models(), key=lambda model: model.__name__)


def choices(annotation: Any) -> set[str]:
    if typing.get_origin(annotation) is typing.Literal:
        return {choice for choice in typing.get_args(annotation) if isinstance(choice, str)}
    return {choice for inner in typing.get_args(annotation) for choice in choices(inner)}


def test_the_models_are_all_of_one_family() -> None:
    assert len(MODELS) > 45
    assert all(issubclass(model, Table) for model in MODELS)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__name__)
def test_every_key_and_choice_is_in_the_specification(model: type[BaseModel]) -> None:
    words = set(re.findall(r"[A-Za-z_][\w\-]*", " ".join(re.findall(r"`([^`\n]+)`", TEXT + CROSSWALK))))
    for name, field in model.model_fields.items():
        assert (field.alias or name) in words, name
        assert choices(field.annotation) <= words, name


def test_the_table_of_codes_is_lint_s_own() -> None:
    rows = re.findall(r"^\| `([a-z\-]+)` \| (拒绝|建议) \| (可?) ?\| (.+) \|$", TEXT, re.MULTILINE)
    written = {code: (meaning.replace("`", ""), kind == "拒绝", bool(can)) for code, kind, can, meaning in rows}
    assert written == {code: tuple(one) for code, one in CODES.items()}


def test_limits_are_as_the_reader_has_them() -> None:
    assert f"{MAX_BYTES // 1024} KB，表不超过 {MAX_TABLES} 个，键和值不超过 {MAX_VALUES} 个" in TEXT
    assert f"嵌套不超过 {MAX_DEPTH} 层，一个键里不加引号的点不超过 {MAX_DOTS} 个" in TEXT
    assert f"一段键名不超过 {MAX_KEY} 字" in TEXT


def test_the_smallest_standard_of_the_specification_loads(tmp_path: Path, vocabulary: Vocabulary) -> None:
    start = TEXT.index("    schema = 1\n")
    block = re.match(r"(?:    .*\n|\n)+", TEXT[start:])
    assert block
    path = tmp_path / "small.toml"
    path.write_text(re.sub("^    ", "", block.group(), flags=re.MULTILINE), encoding="utf-8")
    checked = load(path, vocabulary)
    assert checked.advice == ()
    assert checked.resolved.declared_full == 10


def test_named_files_are_there() -> None:
    for name in re.findall(r"`((?:docs|examples|core)/[^`]+)`", TEXT + SCORING):
        assert (DOCS.parent / name).exists(), name


def test_scoring_explains_every_rule_and_state() -> None:
    from kaoping.scoring.derivation import _WORDS
    from kaoping.scoring.sheet import Status

    words = set(re.findall(r"[a-z][a-z\-]*", " ".join(re.findall(r"`([^`\n]+)`", SCORING))))
    assert set(_WORDS) <= words
    assert set(typing.get_args(Status)) <= words
