from datetime import date
from decimal import Decimal
from functools import partial
from typing import Annotated, Any, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, ValidationError, create_model, field_validator, model_validator

from kaoping.errors import Fault
from kaoping.standard.messages import _TEXTS, cut, data_id, faults_of, known_fields, syntax_text
from kaoping.standard.toml import parse


class Base(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class Measure(Base):
    fact: str
    at_least: Decimal | None = None


class Item(Base):
    id: str
    title: str
    points: Annotated[Decimal, Field(ge=0, le=100, max_digits=5)] | None = None
    kind: Literal["points", "attainment"] = "points"
    due: date | None = None
    soft: bool = False
    count: int = 1
    themes: list[str] = Field(default=[], max_length=2)
    measure: Measure | None = None

    @field_validator("title")
    @classmethod
    def _short(cls, value: str) -> str:
        if len(value) > 6:
            raise ValueError("标题最多 6 个字，请改短")
        return value

    @model_validator(mode="after")
    def _dated(self) -> "Item":
        if self.kind == "attainment" and self.points is not None:
            raise ValueError("达标项不写分值，请删去 points")
        return self


class Veto(Base):
    effect: Literal["cap"]
    id: str
    cap: Annotated[Decimal, Field(gt=0)]


class Bar(Base):
    effect: Literal["ineligible"]
    id: str


class Standard(Base):
    version: int = Field(alias="schema")
    title: Annotated[str, Field(min_length=2)] = "标题"
    items: list[Item] = []
    vetoes: list[Annotated[Veto | Bar, Field(discriminator="effect")]] = []
    ratings: dict[str, Item] = {}


def faults(text: str, model: type[BaseModel] = Standard) -> list[Fault]:
    source = parse(text, "标准.toml")
    with pytest.raises(ValidationError) as caught:
        model.model_validate(source.data)
    return faults_of(caught.value, source, partial(data_id, source.data), partial(known_fields, model))


def test_every_error_at_its_place_with_element_and_quote() -> None:
    found = faults(
        """\
schema = "1"
[[items]]
id = "1.1"
title = "题目太长了太长了"
poins = 3
points = true
themes = ["a", "b", "c"]
[[items]]
id = "1.2"
kind = "point"
due = 2024-01-01T10:00:00
measure = { fact = "x", at_least = "两次", att_least = 1 }
soft = 1
"""
    )
    assert [(fault.line, fault.column, fault.id, fault.code) for fault in found] == [
        (1, 10, None, "wrong-type"),
        (4, 9, "1.1", "invalid-value"),
        (5, 1, "1.1", "unknown-field"),
        (6, 10, "1.1", "wrong-type"),
        (7, 10, "1.1", "out-of-range"),
        (8, 1, "1.2", "missing-field"),
        (10, 8, "1.2", "not-allowed"),
        (11, 7, "1.2", "wrong-type"),
        (12, 36, "1.2", "wrong-type"),
        (12, 42, "1.2", "unknown-field"),
        (13, 8, "1.2", "wrong-type"),
    ]
    assert [fault.message for fault in found] == [
        "要写整数，如 3，不加引号，现在是文字“1”",
        "标题最多 6 个字，请改短",
        "没有“poins”这一项，请改名或删去；是不是“points”？",
        "要写数字，如 2 或 1.5，不加引号，现在是真假值 true",
        "最多 2 项，现在超出了，请删减",
        "缺少必填项“title”，请补上",
        "只能是“points”、“attainment”，现在是文字“point”；是不是“points”？",
        "要写日期，如 2025-01-31，不加引号、不带时间，现在是时间 2024-01-01T10:00:00",
        "要写数字，如 2 或 1.5，不加引号，现在是文字“两次”",
        "没有“att_least”这一项，请改名或删去；是不是“at_least”？",
        "要写 true 或 false，不加引号，现在是数 1",
    ]
    assert {fault.file for fault in found} == {"标准.toml"}
    assert (
        found[2].text() == "标准.toml:5:1: 〔1.1〕: 没有“poins”这一项，请改名或删去；是不是“points”？\n    | poins = 3"
    )


ITEM = '[[items]]\nid = "1.1"\ntitle = "标题"\n'


@pytest.mark.parametrize(
    ("lines", "line", "message"),
    [
        ("points = 101.0", 4, "不能大于 100，现在是数 101，请改正"),
        ("points = -0.5", 4, "不能小于 0，现在是数 -0.5，请改正"),
        ("points = 1.123456", 4, "数的位数最多 5 位，现在是数 1.123456，请改短"),
        ("points = 2025-01-01", 4, "要写数字，如 2 或 1.5，不加引号，现在是日期 2025-01-01"),
        ('points = ""', 4, "要写数字，如 2 或 1.5，不加引号，现在是空文字"),
        ("count = 1.5", 4, "要写整数，如 3，不加引号，现在是数 1.5"),
        ("count = [1]", 4, "要写整数，如 3，不加引号，现在是一个数组"),
        ("themes = 'a'", 4, "要写成数组，如 [ … ] 或多个 [[表头]]，现在是文字“a”"),
        ("themes = ['a',\n 2]", 5, "要写文字并加英文双引号，现在是数 2"),
        ("measure = 3", 4, "要写成一个表（[表头] 或 { 键 = 值 }），现在是数 3"),
        ("[items.measure]\nat_least = 1.0", 4, "缺少必填项“fact”，请补上"),
        ("kind = 'attainment'\npoints = 1.0", 1, "达标项不写分值，请删去 points"),
        ("kind = '[/]{x}%s'", 4, "只能是“points”、“attainment”，现在是文字“[/]{x}%s”"),
        ("'[/]{x}%s' = 1", 4, "没有“[/]{x}%s”这一项，请改名或删去"),
    ],
)
def test_messages_of_an_item(lines: str, line: int, message: str) -> None:
    (fault,) = faults(ITEM + lines + "\n", create_model("M", __base__=Base, items=(list[Item], ...)))
    assert fault.message == message
    assert fault.line == line
    assert fault.id == "1.1"


def test_members_of_a_tagged_union() -> None:
    found = faults(
        'schema = 1\ntitle = "短"\n[[vetoes]]\nid = "v1"\neffect = "cap"\ncap = 0.0\n[[vetoes]]\nid = "v2"\neffect = "caps"\n'
        '[[vetoes]]\nid = "v3"\n[[vetoes]]\nid = "v4"\neffect = "ineligible"\ncapp = 1\n'
    )
    assert [(fault.line, fault.column, fault.id, fault.message) for fault in found] == [
        (2, 9, None, "至少要有 2 个字，现在是文字“短”，请补充"),
        (6, 7, "v1", "要大于 0，现在是数 0，请改正"),
        (9, 10, "v2", "effect 只能是“cap”、“ineligible”，现在是“caps”；是不是“cap”？"),
        (10, 1, "v3", "缺少必填项 effect，请补上"),
        (15, 1, "v4", "没有“capp”这一项，请改名或删去；是不是“cap”？"),
    ]


def test_a_plain_union_is_one_fault() -> None:
    model = create_model("M", __base__=Base, value=(int | list[int] | Measure, ...))
    (fault,) = faults("value = 'x'", model)
    assert (fault.line, fault.column, fault.code) == (1, 9, "wrong-type")


def test_own_tables_by_id_and_unknown_error_types() -> None:
    found = faults('schema = 1\n[ratings."1.1"]\nid = "1.1"\ntitle = 3\n[ratings."1.2"]\ntitle = "x"\n')
    assert [(fault.line, fault.id, fault.code) for fault in found] == [
        (4, "1.1", "wrong-type"),
        (5, None, "missing-field"),
    ]
    model = create_model("M", __base__=Base, value=(complex, ...))
    (fault,) = faults("value = '第[/]条'", model)
    assert fault.message == "这里不合要求（现在是文字“第[/]条”），请对照格式说明改正"


def test_an_english_error_of_a_validator_is_not_shown() -> None:
    class Model(Base):
        value: str

        @field_validator("value")
        @classmethod
        def _check(cls, value: str) -> str:
            raise ValueError("bad \x1b[2J")

    (fault,) = faults("value = 'x'", Model)
    assert fault.message == "这里不合要求（现在是文字“x”），请对照格式说明改正"


def test_without_known_fields_there_is_no_suggestion() -> None:
    source = parse("schema = 1\ntitel = 'x'", "x")
    with pytest.raises(ValidationError) as caught:
        Standard.model_validate(source.data)
    (fault,) = faults_of(caught.value, source, lambda loc: None)
    assert fault.message == "没有“titel”这一项，请改名或删去"
    assert (fault.line, fault.column) == (2, 1)


@pytest.mark.parametrize(
    ("loc", "found"),
    [
        ((), None),
        (("dimensions", 0), "1"),
        (("dimensions", 0, "points"), "1"),
        (("dimensions", 0, "criteria", 1, "title"), "1.2"),
        (("dimensions", 0, "criteria", 0, "Criterion", "measure", "fact"), "1.1"),
        (("dimensions", 0, "criteria", 2, "title"), "1"),
        (("dimensions", 7), None),
        (("dimensions", -1), None),
        (("nothing", "at", 3), None),
    ],
)
def test_data_id_is_the_innermost(loc: tuple[str | int, ...], found: str | None) -> None:
    data: dict[str, Any] = {
        "dimensions": [{"id": "1", "criteria": [{"id": "1.1", "measure": {"fact": "x"}}, {"id": "1.2"}, {"id": 3}]}]
    }
    assert data_id(data, loc) == found
    assert data_id(None, loc) is None


def test_known_fields_follow_containers_and_aliases() -> None:
    assert known_fields(Standard, ()) == {"schema", "title", "items", "vetoes", "ratings"}
    assert known_fields(Standard, ("items", 3, "measure")) == {"fact", "at_least"}
    assert known_fields(Standard, ("vetoes", 0)) == {"effect", "id", "cap"}
    assert "themes" in known_fields(Standard, ("ratings", "1.1"))


def test_every_text_can_be_filled_in_and_names_no_english_type() -> None:
    from kaoping.standard.messages import _Words

    for code, text in _TEXTS.values():
        assert code
        said = text.format_map(_Words(given="数 1", field="a"))
        assert "{given}" not in said
        assert any("\u4e00" <= char <= "\u9fff" for char in said)


def test_cut_keeps_a_message_on_one_line() -> None:
    assert cut("a\nb\t\x1b") == "a␊b␉␛"
    assert cut("长" * 50) == "长" * 40 + "…"


def test_unknown_syntax_errors_are_chinese_too() -> None:
    assert syntax_text("Something new (at line 1, column 1)")[0] == "toml-syntax"
    assert "请检查引号" in syntax_text("")[1]
