import json
import re
import tomllib
from collections.abc import Iterator
from importlib import resources
from pathlib import Path
from typing import Any

import pytest

from kaoping.standard.messages import PATTERNS
from kaoping.standard.schema import _PORTABLE, _WORD, KINDS, Kind, model_of, schema_of, schema_text, write_schemas

ROOT = Path(__file__).parents[2]


def tables(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield schema
    yield from schema.get("$defs", {}).values()


@pytest.mark.parametrize("kind", KINDS)
def test_shipped_schema_is_what_the_models_say(kind: Kind) -> None:
    shipped = resources.files("kaoping").joinpath("schemas", f"{kind}.schema.json").read_text(encoding="utf-8")
    assert shipped == schema_text(kind), "run write_schemas on core/kaoping/schemas again"


def test_write_schemas(tmp_path: Path) -> None:
    written = write_schemas(tmp_path / "new")
    assert [path.name for path in written] == [f"{kind}.schema.json" for kind in KINDS]
    for kind, path in zip(KINDS, written, strict=True):
        assert json.loads(path.read_bytes()) == schema_of(kind)
        assert b"\r" not in path.read_bytes()
    with pytest.raises(KeyError):
        schema_of("themes")  # type: ignore[arg-type]


@pytest.mark.parametrize("kind", KINDS)
def test_every_table_and_field_is_in_chinese(kind: Kind) -> None:
    schema = schema_of(kind)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert "schema" in schema["required"]
    for table in tables(schema):
        assert table["additionalProperties"] is False
        assert re.search("[\u4e00-\u9fff]", table["title"])
        for name, field in table["properties"].items():
            assert field.get("description"), name
            assert field["title"] == field["title"].strip() != ""
            assert {"type": "null"} not in field.get("anyOf", [])
            assert "default" not in field or field["default"] is not None


def test_keys_are_as_a_file_writes_them() -> None:
    assert {"is", "fact", "at_least"} <= set(schema_of("standard")["$defs"]["Measure"]["properties"])
    assert set(schema_of("answers")["$defs"]["PeriodTable"]["properties"]) == {"from", "to"}
    standard = schema_of("standard")
    assert standard["properties"]["schema"]["const"] == 1
    points = standard["$defs"]["Criterion"]["properties"]["points"]
    assert {key: points[key] for key in ("type", "minimum", "title")} == {
        "type": "number",
        "minimum": 0,
        "title": "分值",
    }


@pytest.mark.parametrize("name", ["1.2", "37", "一", "major-case", "h2_1", "A.a", "附件1"])
def test_ids_in_chinese_fit_the_pattern_without_unicode_classes(name: str) -> None:
    assert re.search(_WORD, name)
    assert re.search(_PORTABLE, name, re.ASCII)


@pytest.mark.parametrize("name", ["1 2", "（一）"[:0], "-1", "a/b", "a" * 61])
def test_what_is_no_id_fits_neither(name: str) -> None:
    assert not re.search(_WORD, name)
    assert not re.search(_PORTABLE, name, re.ASCII)


def test_every_pattern_is_said_in_chinese() -> None:
    found = set()
    for kind in KINDS:
        text = json.dumps(model_of(kind).model_json_schema(by_alias=True))
        found |= {json.loads(f'"{raw}"') for raw in re.findall(r'"pattern": "((?:[^"\\]|\\.)*)"', text)}
    assert found == set(PATTERNS)


def _fits(schema: dict[str, Any], root: dict[str, Any], value: Any) -> bool:
    """Enough of JSON Schema for our own: references, unions, tables, arrays, scalars, choices, patterns."""
    if "$ref" in schema:
        return _fits(root["$defs"][schema["$ref"].rpartition("/")[2]], root, value)
    if "anyOf" in schema:
        return any(_fits(choice, root, value) for choice in schema["anyOf"])
    if "const" in schema and value != schema["const"]:
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    kind = schema.get("type")
    if kind == "object":
        given, inner = value if isinstance(value, dict) else {}, schema.get("patternProperties", {})
        known = schema.get("properties", {})
        if not isinstance(value, dict) or not set(schema.get("required", ())) <= set(given):
            return False
        for name, item in given.items():
            fitting = (
                [known[name]] if name in known else [s for pattern, s in inner.items() if re.search(pattern, name)]
            )
            if not fitting or not all(_fits(one, root, item) for one in fitting):
                return False
        return True
    if kind == "array":
        return isinstance(value, list) and all(_fits(schema["items"], root, item) for item in value)
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if kind in ("number", "integer"):
        least = schema.get("minimum", value), schema.get("exclusiveMinimum")
        return number and value >= least[0] and (least[1] is None or value > least[1])
    if kind == "boolean":
        return isinstance(value, bool)
    if kind == "string":
        text = value.isoformat() if hasattr(value, "isoformat") else value
        return isinstance(text, str) and re.search(schema.get("pattern", ""), text) is not None
    return True


@pytest.mark.parametrize("path", sorted((ROOT / "examples" / "standards").glob("*.toml")), ids=lambda path: path.name)
def test_examples_fit_the_schema_that_an_editor_reads(path: Path) -> None:
    kind: Kind = {"cases": "cases", "rules": "rules"}.get(path.stem.rpartition(".")[2], "standard")  # type: ignore[assignment]
    schema = schema_of(kind)
    data = tomllib.loads(path.read_text(encoding="utf-8"))
    assert _fits(schema, schema, data)
    assert not _fits(schema, schema, {**data, "titel": 1})
