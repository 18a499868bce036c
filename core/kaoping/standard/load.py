"""From files to a standard that is ready: parse, resolve facts, lint, in this order."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any, TypeVar

import tomli_w
from pydantic import BaseModel, ValidationError

from kaoping.errors import Fault, Refused
from kaoping.standard.document import DocumentBody, DocumentFile
from kaoping.standard.lint import Finding, lint
from kaoping.standard.messages import data_id, faults_of, known_fields
from kaoping.standard.model import FactDefinition, Standard
from kaoping.standard.resolved import Resolved
from kaoping.standard.rules import FactFile, Rules
from kaoping.standard.toml import Source, read

M = TypeVar("M", bound=BaseModel)


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


def validated(model: type[M], source: Source) -> M:
    """A file's data as a model.

    :raises Refused: with every fault, each with its place and the element's own id.
    """
    try:
        return model.model_validate(source.data)
    except ValidationError as error:
        name_of = partial(data_id, source.data)
        raise Refused(faults_of(error, source, name_of, partial(known_fields, model))) from None


def core_vocabulary() -> Vocabulary:
    """The common themes and facts that ship with core."""
    folder = Path(str(resources.files("kaoping.vocabulary")))
    themes = tomllib.loads((folder / "themes.toml").read_text(encoding="utf-8"))["themes"]
    return with_facts(Vocabulary(themes, {}), [folder / "facts.toml"])


def with_facts(vocabulary: Vocabulary, paths: Iterable[Path]) -> Vocabulary:
    """The vocabulary with more fact files; one id must not be defined twice.

    :raises Refused: a file is wrong, or a fact is already defined elsewhere.
    """
    facts = dict(vocabulary.facts)
    faults = []
    for path in paths:
        source = read(path)
        for index, definition in enumerate(validated(FactFile, source).facts):
            if definition.id in facts:
                message = f"事实“{definition.id}”已有定义（{facts[definition.id].title}），请改用已有的或换一个编号"
                faults.append(_at(source, ("facts", index), "duplicate-id", message, definition.id))
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

    :raises Refused: with every fault of the first step that finds any (one file after another; then facts; then lint).
    """
    source = read(path)
    refuse_other_schema(source)
    standard = validated(Standard, source)
    document = _document(standard, source, path)
    local: Rules | None = None
    rules_source: Source | None = None
    if rules is not None:
        rules_source = read(rules)
        refuse_other_schema(rules_source)
        local = validated(Rules, rules_source)
    facts = _facts(standard, vocabulary, source)
    resolved = Resolved(standard, document, facts, local, plugin, plugin_version)
    found = lint(resolved, vocabulary.themes)
    places = {"rules": rules_source or source, "standard": source}
    blocking = [_placed(finding, places, resolved) for finding in found if finding.blocking]
    if blocking:
        raise Refused(blocking)
    advice = tuple(_placed(finding, places, resolved) for finding in found)
    return Checked(_only_used(resolved), advice)


def refuse_other_schema(source: Source) -> None:
    """Refuse a file of a newer format before its unknown keys are reported one by one.

    :raises Refused: `schema` is there and is not 1.
    """
    given = source.data.get("schema")
    if given is not None and given != 1:
        message = f"格式版本（schema）是 {given!r}，本程序只认识 1；请升级 kaoping 或改写文件"
        raise Refused(_at(source, ("schema",), "newer-schema", message, None))


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


def _document(standard: Standard, source: Source, path: Path) -> DocumentBody:
    if isinstance(standard.document, DocumentBody):
        return standard.document
    beside = document_path(standard.document, path)
    if not beside.exists():
        message = f"没有文件“{standard.document}”：请把 {beside.name} 放在标准旁边，或在标准内写 [document] 表"
        raise Refused(_at(source, ("document",), "missing-document", message, standard.id))
    found = read(beside)
    refuse_other_schema(found)
    body = validated(DocumentFile, found)
    if body.id != standard.document:
        message = f"文件编号是“{body.id}”，标准要的是“{standard.document}”"
        raise Refused(_at(found, ("id",), "document-id", message, body.id))
    return body


def _facts(standard: Standard, vocabulary: Vocabulary, source: Source) -> dict[str, FactDefinition]:
    facts = dict(vocabulary.facts)
    faults = []
    for index, definition in enumerate(standard.facts):
        if definition.id in vocabulary.facts and vocabulary.facts[definition.id] != definition:
            title = vocabulary.facts[definition.id].title
            message = f"事实“{definition.id}”与共用的“{title}”同号而不同义，请换一个编号"
            faults.append(_at(source, ("facts", index), "duplicate-id", message, definition.id))
        facts[definition.id] = definition
    if faults:
        raise Refused(faults)
    return facts


def _only_used(resolved: Resolved) -> Resolved:
    """Only the definitions that the standard uses belong to its digest."""
    used = {definition.id for definition in resolved.standard.facts}
    for measure in resolved.measures():
        used.add(measure.fact)
        used |= {name for name in (measure.bound_from, measure.within and measure.within.after) if name}
    used |= {veto.event for veto in resolved.vetoes if veto.event}
    used |= {adjustment.event for adjustment in resolved.adjustments if adjustment.event}
    return replace(resolved, facts={name: resolved.facts[name] for name in sorted(used)})


def _placed(finding: Finding, sources: Mapping[str, Source], resolved: Resolved) -> Fault:
    loc = finding.loc
    from_rules = bool(loc) and loc[0] == "rules:"
    if from_rules:
        loc = loc[1:]
    elif loc and loc[0] == "outcomes" and resolved.rules is not None and resolved.rules.outcomes:
        from_rules = True
    return _at(sources["rules" if from_rules else "standard"], loc, finding.code, finding.message, finding.id)


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
    return value


__all__ = [
    "Checked",
    "Vocabulary",
    "cases_path",
    "core_vocabulary",
    "document_path",
    "from_snapshot",
    "load",
    "to_snapshot",
    "validated",
    "with_facts",
]
