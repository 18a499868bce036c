"""From files to a standard that is ready: parse, resolve facts, lint, in this order."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache, lru_cache, partial
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import tomli_w
from pydantic import BaseModel, ValidationError

from kaoping.errors import Fault, Refused
from kaoping.standard.document import DocumentBody, DocumentFile
from kaoping.standard.findings import Finding, used_facts
from kaoping.standard.lint import lint
from kaoping.standard.lint_measures import counts_misfits, members_misfit
from kaoping.standard.messages import data_id, faults_of, known_fields
from kaoping.standard.model import FactDefinition, Standard
from kaoping.standard.resolved import Resolved
from kaoping.standard.rules import FactFile, Rules
from kaoping.standard.toml import MAX_FAULTS, Source, read

M = TypeVar("M", bound=BaseModel)
T = TypeVar("T")

#: An id that is also the name of a file beside the sheet; anything else never reaches the disk.
_STANDARD_ID = re.compile(r"[a-z0-9][a-z0-9_\-]*(/[a-z0-9][a-z0-9_\-]*)*")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What standards share: theme titles and fact definitions by id."""

    themes: Mapping[str, str]
    facts: Mapping[str, FactDefinition]


@dataclass(frozen=True, slots=True)
class Checked:
    """A standard that loaded, with the advice that did not stop it."""

    resolved: Resolved
    advice: tuple[Fault, ...]


class NotAgreed(Refused):
    """A standard that does not agree with itself; `advice` is what lint found beside the faults."""

    def __init__(self, faults: Iterable[Fault], advice: Iterable[Fault]) -> None:
        self.advice = tuple(advice)
        super().__init__(faults)


def validated(model: type[M], source: Source) -> M:
    """A file's data as a model.

    :raises Refused: with every fault, each with its place and the element's own id.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        name_of = partial(_named_by, source.data)
        raise Refused(_listed(faults_of(error, source, name_of, partial(known_fields, model)))) from None


def _listed(faults: Sequence[Fault]) -> list[Fault]:
    """As many as a person can use, and a word that there are more."""
    if len(faults) <= MAX_FAULTS:
        return list(faults)
    message = "还有更多错误没有列出，请先改正以上各处，再检查一次"
    return [*faults[:MAX_FAULTS], Fault("more-faults", message, faults[0].file)]


#: Tables whose keys are ids: `[ratings."1.1"]`.
_KEYED = ("ratings", "vetoes", "adjustments", "adjustment_caps", "parts", "requirements")


def _named_by(data: Any, loc: tuple[str | int, ...]) -> str | None:
    for index in range(len(loc) - 2, -1, -1):
        if loc[index] in _KEYED and isinstance(loc[index + 1], str):
            return str(loc[index + 1])
    return data_id(data, loc)


@cache
def core_vocabulary() -> Vocabulary:
    """The common themes and facts that ship with core. Its files are ours: a test holds them to what others' are."""
    folder = Path(str(resources.files("kaoping.vocabulary")))
    themes, facts = (
        tomllib.loads((folder / name).read_text(encoding="utf-8"), parse_float=Decimal)
        for name in ("themes.toml", "facts.toml")
    )
    definitions = FactFile.model_validate(facts).facts
    return Vocabulary(themes["themes"], {definition.id: definition for definition in definitions})


def with_facts(vocabulary: Vocabulary, paths: Iterable[Path]) -> Vocabulary:
    """The vocabulary with more fact files; one id must not be defined twice.

    An event may count only as events of its own file: no stranger's event bears on another's standard.

    :raises Refused: a file is wrong, or a fact is already defined elsewhere or counts members or events as it cannot.
    """
    facts = dict(vocabulary.facts)
    faults = []
    for path in paths:
        source = read(path)
        read_here = validated(FactFile, source).facts
        here = {definition.id: definition for definition in read_here}
        for index, definition in enumerate(read_here):
            for code, wrong in counts_misfits(definition, here):
                faults.append(_at(source, ("facts", index, "counts_as"), code, wrong, definition.id))
            if definition.id in facts:
                message = f"事实“{definition.id}”已有定义（{facts[definition.id].title}），请改用已有的或换一个编号"
                faults.append(_at(source, ("facts", index), "duplicate-id", message, definition.id))
            if (misfit := members_misfit(definition)) is not None:
                faults.append(_at(source, ("facts", index, "members"), "fact-kind", misfit, definition.id))
            facts[definition.id] = definition
    if faults:
        raise Refused(faults)
    return replace(vocabulary, facts=facts)


def load(
    path: Path,
    vocabulary: Vocabulary,
    *,
    rules: Path | None = None,
    plugin: str | None = None,
    plugin_version: str | None = None,
) -> Checked:
    """Read a standard's file, its document's and its rules', resolve and lint.

    :raises Refused: with every fault of form of all three files; where there is none, with every fault of lint.
    """
    faults: list[Fault] = []
    source = _tried(faults, lambda: read(path))
    standard = None if source is None else _tried(faults, lambda: _current(Standard, source))
    found = None if source is None else _tried(faults, lambda: _document(source, path))
    rules_source = None if rules is None else _tried(faults, lambda: read(rules))
    local = None if rules_source is None else _tried(faults, lambda: _current(Rules, rules_source))
    if faults or source is None or standard is None:
        raise Refused(faults)
    if isinstance(standard.document, DocumentBody):
        document, document_source = standard.document, source
    elif found is None:
        raise Refused(faults)
    else:
        document, document_source = found
    facts, faults = _facts(standard, vocabulary, source)
    resolved = Resolved(standard, document, facts, local, plugin, plugin_version)
    places = {"rules:": rules_source or source, "document:": document_source, "": source}
    findings = lint(resolved, vocabulary.themes)
    blocking, advice = (
        [_placed(finding, places) for finding in [f for f in findings if f.blocking is which][: MAX_FAULTS + 1]]
        for which in (True, False)
    )
    faults += blocking
    if faults:
        raise NotAgreed(_listed(faults), _listed(advice))
    used = used_facts(resolved) | {definition.id for definition in standard.facts}
    own = {name: facts[name] for name in sorted(used)}  # what it does not use is no part of its digest
    return Checked(replace(resolved, facts=own), tuple(_listed(advice)))


def opened(path: Path) -> tuple[Standard, DocumentBody]:
    """A standard's file and its document's as they say it: held to the format, not yet to themselves.

    :raises Refused: with every fault of form of either.
    """
    faults: list[Fault] = []
    source = _tried(faults, lambda: read(path))
    standard = None if source is None else _tried(faults, lambda: _current(Standard, source))
    found = None if source is None else _tried(faults, lambda: _document(source, path))
    if standard is not None and isinstance(standard.document, DocumentBody):
        return standard, standard.document
    if faults or standard is None or found is None:
        raise Refused(faults)
    return standard, found[0]


def _tried(faults: list[Fault], step: Callable[[], T]) -> T | None:
    """What a step yields; None where it refuses, with its faults added to `faults`."""
    try:
        return step()
    except Refused as refused:
        faults += refused.faults
        return None


def _current(model: type[M], source: Source) -> M:
    refuse_other_schema(source)
    return validated(model, source)


def refuse_other_schema(source: Source) -> None:
    """Refuse a file of a newer format before its unknown keys are reported one by one.

    :raises Refused: `schema` is there and is not the whole number 1.
    """
    given = source.data.get("schema")
    if given is None or (type(given) is int and given == 1):
        return
    if type(given) is int and given > 1:
        message = f"格式版本（schema）是 {given}，本程序只认识 1；请升级 kaoping，或按格式版本 1 改写文件"
        raise Refused(_at(source, ("schema",), "newer-schema", message, None))
    message = "格式版本要写 schema = 1（整数，不加引号），请改正"
    raise Refused(_at(source, ("schema",), "wrong-type", message, None))


def document_path(document: str, beside: Path) -> Path:
    """Where a document's file lies: `<last part of the id>.document.toml` beside the sheet."""
    return beside.parent / f"{document.rsplit('/', 1)[-1]}.document.toml"


def cases_path(path: Path) -> Path:
    """Where a standard's worked cases lie: `<name>.cases.toml` beside it."""
    return path.with_name(f"{path.stem}.cases.toml")


def to_snapshot(resolved: Resolved) -> str:
    """All that a standard is, as one TOML text that `from_snapshot` reads back to the same digest."""
    body: dict[str, Any] = {
        "standard": _toml(resolved.standard),
        "document": _toml(resolved.document),
        "facts": [_toml(resolved.facts[name]) for name in sorted(resolved.facts)],
    }
    if resolved.rules is not None:
        body["rules"] = _toml(resolved.rules)
    if resolved.plugin is not None:
        body["plugin"] = resolved.plugin
    if resolved.plugin_version is not None:
        body["plugin_version"] = resolved.plugin_version
    if resolved.provider_versions:
        body["provider_versions"] = dict(resolved.provider_versions)
    return tomli_w.dumps(body)


def model_toml(model: BaseModel) -> str:
    """Any of the format's models as TOML text, defaults left out."""
    return tomli_w.dumps(_toml(model))


@lru_cache(maxsize=16)
def from_snapshot(text: str) -> Resolved:
    """A standard as it was when an evaluation was pinned to it, whatever plugins are installed now."""
    body = tomllib.loads(text, parse_float=Decimal)
    facts = [FactDefinition.model_validate(fact) for fact in body["facts"]]
    return Resolved(
        standard=Standard.model_validate(body["standard"]),
        document=DocumentBody.model_validate(body["document"]),
        facts={fact.id: fact for fact in facts},
        rules=Rules.model_validate(body["rules"]) if "rules" in body else None,
        plugin=body.get("plugin"),
        plugin_version=body.get("plugin_version"),
        provider_versions=body.get("provider_versions", {}),
    )


def _document(source: Source, path: Path) -> tuple[DocumentBody, Source] | None:
    """The document's own file beside the sheet; None where the sheet holds it as a table, or names none."""
    name = source.data.get("document")
    if not isinstance(name, str) or not _STANDARD_ID.fullmatch(name):
        return None
    beside = document_path(name, path)
    if not beside.exists():
        message = f"没有文件“{name}”：请把 {beside.name} 放在标准旁边，或在标准内写 [document] 表"
        raise Refused(_at(source, ("document",), "missing-document", message, data_id(source.data, ())))
    found = read(beside)
    body = _current(DocumentFile, found)
    if body.id != name:
        message = f"文件编号是“{body.id}”，标准要的是“{name}”，请改成一致"
        raise Refused(_at(found, ("id",), "document-id", message, body.id))
    own = {key: value for key, value in found.data.items() if key not in ("schema", "kind")}
    return DocumentBody.model_validate(own), found


def _facts(standard: Standard, vocabulary: Vocabulary, source: Source) -> tuple[dict[str, FactDefinition], list[Fault]]:
    facts = dict(vocabulary.facts)
    faults = []
    for index, definition in enumerate(standard.facts):
        if definition.id in vocabulary.facts and vocabulary.facts[definition.id] != definition:
            title = vocabulary.facts[definition.id].title
            message = f"事实“{definition.id}”与共用的“{title}”同号而不同义，请换一个编号，或删去以用共用的"
            faults.append(_at(source, ("facts", index), "duplicate-id", message, definition.id))
        facts[definition.id] = definition
    return facts, faults


def _placed(finding: Finding, places: Mapping[str, Source]) -> Fault:
    loc = finding.loc
    file = str(loc[0]) if loc and loc[0] in ("rules:", "document:") else ""
    return _at(places[file], loc[1:] if file else loc, finding.code, finding.message, finding.id)


def _at(source: Source, loc: tuple[str | int, ...], code: str, message: str, id: str | None) -> Fault:
    positions = source.positions()
    line, column = positions.at(loc)
    return Fault(code, message, source.name, line, column, id, positions.quote(line, column) or None)


def _toml(model: BaseModel) -> dict[str, Any]:
    return _without_none(model.model_dump(by_alias=True, exclude_defaults=True))  # type: ignore[no-any-return]


def _without_none(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _without_none(item) for key, item in value.items() if item is not None}
    if isinstance(value, (list, tuple)):
        return [_without_none(item) for item in value]
    if isinstance(value, Decimal) and value == value.to_integral_value():
        return int(value)
    return value


__all__ = [
    "Checked",
    "NotAgreed",
    "Vocabulary",
    "cases_path",
    "core_vocabulary",
    "document_path",
    "from_snapshot",
    "load",
    "opened",
    "to_snapshot",
    "validated",
    "with_facts",
]
