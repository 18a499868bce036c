"""How records of member units may count, checked in standards and in files of facts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kaoping.errors import Fault, Refused
from kaoping.standard.load import Vocabulary, with_facts

MESSAGE = '事实“f”是次数（count），members = "any" 只用于事件（event），请改用 "sole" 或删去'
FACT = '[[facts]]\nid = "f"\ntitle = "事实"\nsubject = "court"\nkind = "{kind}"\nmembers = "{members}"\n'
STANDARD = """schema = 1
id = "t/x"
title = "示例"
short = "示例"
edition = "2025"
status = "draft"
unit_kinds = ["county"]

[document]
id = "t/x"
title = "示例"
issuer = "示例"

[scoring]
model = "points"
full = 5

[[criteria]]
id = "1"
title = "题"
points = 5
themes = ["leadership"]
requirements = [{ id = "1.1", text = "要点", measure = { fact = "f", at_least = 1 } }]

"""


def test_in_a_standard(linted: Callable[..., list[Fault]]) -> None:
    (fault,) = linted(STANDARD + FACT.format(kind="count", members="any"))
    line = (STANDARD + FACT).count("\n")
    assert (fault.code, fault.id, fault.message, fault.line) == ("fact-kind", "f", MESSAGE, line)
    assert linted(STANDARD + FACT.format(kind="count", members="sole")) == []


def test_in_a_file_of_facts(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text('schema = 1\nkind = "facts"\n' + FACT.format(kind="count", members="any"), encoding="utf-8")
    with pytest.raises(Refused) as caught:
        with_facts(Vocabulary({}, {}), [path])
    (fault,) = caught.value.faults
    assert (fault.code, fault.id, fault.message, fault.line) == ("fact-kind", "f", MESSAGE, 8)
    path.write_text('schema = 1\nkind = "facts"\n' + FACT.format(kind="event", members="any"), encoding="utf-8")
    assert with_facts(Vocabulary({}, {}), [path]).facts["f"].members == "any"


EVENT = '[[facts]]\nid = "{id}"\ntitle = "事实"\nsubject = "court"\nkind = "{kind}"\ncounts_as = {counts_as}\n'


@pytest.mark.parametrize(
    ("kind", "counts_as", "code", "message"),
    [
        ("count", '["f"]', "fact-kind", "事实“e”是次数（count），counts_as 只用于事件（event），请删去"),
        ("event", '["e"]', "fact-kind", "事件“e”不必算作它自己，请从 counts_as 中删去"),
        ("event", '["f"]', "fact-kind", "事实“f”是次数（count），counts_as 里要事件（event），请改用事件类事实"),
        ("event", '["nowhere"]', "unknown-fact", "没有事实“nowhere”的定义，请核对 counts_as 中的编号，或删去"),
    ],
)
def test_what_an_event_counts_as(
    linted: Callable[..., list[Fault]], tmp_path: Path, kind: str, counts_as: str, code: str, message: str
) -> None:
    facts = FACT.format(kind="count", members="sole") + EVENT.format(id="e", kind=kind, counts_as=counts_as)
    faults = [fault for fault in linted(STANDARD + facts) if fault.code != "unused-fact"]
    assert [(fault.code, fault.id, fault.message) for fault in faults] == [(code, "e", message)]

    path = tmp_path / "facts.toml"
    path.write_text('schema = 1\nkind = "facts"\n' + facts, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        with_facts(Vocabulary({}, {}), [path])
    assert [(fault.code, fault.id, fault.message) for fault in caught.value.faults] == [(code, "e", message)]


def test_only_a_share_counts_faults(linted: Callable[..., list[Fault]]) -> None:
    text = '[[facts]]\nid = "{0}"\ntitle = "事实"\nsubject = "court"\nkind = "{0}"\ncounts_faults = true\n'
    faults = [fault for fault in linted(STANDARD + text.format("share") + text.format("count")) if fault.id == "count"]
    assert ("fact-kind", "事实“count”是次数（count），counts_faults 只用于百分比（share），请删去") in {
        (fault.code, fault.message) for fault in faults
    }


def test_a_strangers_event_counts_only_as_his_own(tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        'schema = 1\nkind = "facts"\n' + EVENT.format(id="ours", kind="event", counts_as="[]"), encoding="utf-8"
    )
    strange = tmp_path / "strange.toml"
    strange.write_text(
        'schema = 1\nkind = "facts"\n' + EVENT.format(id="theirs", kind="event", counts_as='["ours"]'), encoding="utf-8"
    )
    with pytest.raises(Refused) as caught:
        with_facts(with_facts(Vocabulary({}, {}), [own]), [strange])
    assert [(fault.code, fault.file) for fault in caught.value.faults] == [("unknown-fact", str(strange))]


def test_a_fact_shown_beside_a_requirement_must_exist(linted: Callable[..., list[Fault]]) -> None:
    text = (STANDARD + FACT.format(kind="count", members="sole")).replace(
        'text = "要点",', 'text = "要点", informed_by = ["f", "gone"],'
    )
    assert [(fault.code, fault.id, fault.message) for fault in linted(text)] == [
        ("unknown-fact", "1.1", "没有事实“gone”的定义，请在 [[facts]] 中写明或改用已有的")
    ]
