"""The standards at hand: bundled, from plugins, from the user's folder, from --standard; and their rules."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kaoping.errors import Fault, Refused, refuse
from kaoping.hooks import Plugins
from kaoping.hooks.providers import PluginFailed, Provided, ProvidedFile, UnknownProvider, call_isolated
from kaoping.scoring.score import ProviderFailed, Providers
from kaoping.scoring.sheet import Outcome, Totals, VetoFinding
from kaoping.standard.load import Checked, Vocabulary, core_vocabulary, load, with_facts
from kaoping.standard.resolved import Resolved
from kaoping.text import visible


@dataclass(frozen=True, slots=True)
class Entry:
    """One standard as lists show it, read from its file's header alone. `failure` says why it cannot be used."""

    id: str
    title: str
    short: str
    edition: str
    status: str
    unit_kinds: tuple[str, ...]
    path: Path
    plugin: str | None
    version: str | None
    failure: str | None = None


@dataclass
class Library:
    """Every standard by id. Files from the command line go before the user's folder, that before plugins.

    Two different plugins cannot offer the same id: the later one is listed with the reason and not used.
    """

    plugins: Plugins
    files: Sequence[Path] = ()
    folder: Path | None = None
    rules_files: Sequence[Path] = ()
    _entries: list[Entry] | None = field(default=None, init=False)
    _loaded: dict[tuple[str, Path | None], Checked] = field(default_factory=dict, init=False)
    _vocabulary: Vocabulary | None = field(default=None, init=False)
    _vocabulary_faults: list[tuple[str, str]] = field(default_factory=list, init=False)

    def entries(self) -> list[Entry]:
        """Every standard found, usable or not, in order of id."""
        if self._entries is None:
            found: list[Entry] = []
            for path in self.files:
                found.append(_header(path, None, None))
            if self.folder is not None and self.folder.is_dir():
                for path in sorted(self.folder.glob("*.toml")):
                    if not path.name.endswith((".document.toml", ".cases.toml")):
                        entry = _header(path, None, None)
                        if entry.id or entry.failure:
                            found.append(entry)
            for provided in self.plugins.standard_files():
                path = Path(str(provided.path))
                if not path.name.endswith((".document.toml", ".cases.toml")):
                    found.append(_header(path, provided.plugin, provided.version))
            self._entries = sorted(_once(found), key=lambda entry: (entry.id, entry.failure or ""))
        return self._entries

    def usable(self) -> list[Entry]:
        """The standards that can be picked."""
        return [entry for entry in self.entries() if entry.failure is None]

    def entry(self, id: str) -> Entry:
        """The standard of this id.

        :raises Refused: there is none, or its file cannot be used.
        """
        for entry in self.entries():
            if entry.id == id and entry.failure is None:
                return entry
        for entry in self.entries():
            if entry.id == id:
                raise refuse("standard", f"标准“{id}”不能使用：{entry.failure}", file=str(entry.path))
        known = "、".join(entry.id for entry in self.usable())
        raise refuse("unknown-standard", f"没有标准“{visible(id)}”。现有：{known}", id=id)

    def checked(self, id: str, rules: Path | None = None) -> Checked:
        """The standard, loaded and linted, with its advice. Without `rules`, the --rules file that extends it is used.

        :raises Refused: with every fault.
        """
        entry = self.entry(id)
        if rules is None:
            rules = self.rules_for(id)
        key = (id, rules)
        if key not in self._loaded:
            checked = load(
                entry.path, self.vocabulary(), rules=rules, plugin=entry.plugin, plugin_version=entry.version
            )
            self._loaded[key] = self._with_versions(checked)
        return self._loaded[key]

    def resolved(self, id: str, rules: Path | None = None) -> Resolved:
        """The standard, ready to be scored. See `checked`."""
        return self.checked(id, rules).resolved

    def file(self, path: Path, rules: Path | None = None) -> Checked:
        """A standard's file that is not in any list: to lint it, or to run its cases.

        :raises Refused: with every fault.
        """
        return self._with_versions(load(path, self.vocabulary(), rules=rules))

    def _with_versions(self, checked: Checked) -> Checked:
        """What the standard names of plugins, with the versions they come in: part of its digest."""
        versions = {}
        scoring = checked.resolved.standard.scoring.model
        finders: list[tuple[Callable[[str], Provided[Any]], set[str]]] = [
            (self.plugins.scoring_model, {scoring}),
            (self.plugins.outcome_rule, {checked.resolved.standard.outcome_rule}),
            (self.plugins.veto_check, {veto.check for veto in checked.resolved.vetoes if veto.check}),
        ]
        for find, names in finders:
            for name in sorted(names):
                if ":" in name:
                    try:
                        versions[name] = find(name).version
                    except UnknownProvider:
                        versions[name] = ""
        if not versions:
            return checked
        return replace(checked, resolved=replace(checked.resolved, provider_versions=versions))

    def advice(self, resolved: Resolved) -> tuple[Fault, ...]:
        """What lint advised when this standard was loaded here; nothing for one that was not."""
        return next((c.advice for c in self._loaded.values() if c.resolved.digest == resolved.digest), ())

    def rules_for(self, id: str) -> Path | None:
        """The rules file given on the command line that extends this standard."""
        for path in self.rules_files:
            try:
                extends = _top(path).get("extends")
            except (OSError, ValueError):
                return path  # Reading it for real says what is wrong.
            if extends is None or extends == id:
                return path
        return None

    def vocabulary(self) -> Vocabulary:
        """Core's themes and facts with those of plugins; a plugin's broken file is left out and kept as a failure."""
        if self._vocabulary is None:
            vocabulary = core_vocabulary()
            for provided in self.plugins.fact_files():
                vocabulary = self._with(vocabulary, provided)
            self._vocabulary = vocabulary
        return self._vocabulary

    def _with(self, vocabulary: Vocabulary, provided: ProvidedFile) -> Vocabulary:
        try:
            return with_facts(vocabulary, [Path(str(provided.path))])
        except Refused as refused:
            if provided.bundled:
                raise
            self._vocabulary_faults.append((provided.plugin, str(refused)))
            return vocabulary

    def vocabulary_failures(self) -> list[tuple[str, str]]:
        """Plugins whose fact files could not be used, with the reason."""
        self.vocabulary()
        return list(self._vocabulary_faults)

    def providers(self) -> Providers:
        """Models, checks and rules by name, a stranger's code isolated: when it raises, the evaluation is *failed*."""
        return Providers(
            model=lambda name: _isolated(self.plugins.scoring_model, name, Totals),
            check=lambda name: _isolated(self.plugins.veto_check, name, VetoFinding),
            rule=lambda name: _isolated(self.plugins.outcome_rule, name, Outcome),
        )


def _isolated(find: Callable[[str], Provided[Any]], name: str, wanted: type) -> Callable[[Any], Any]:
    try:
        provided = find(name)
    except UnknownProvider as error:
        raise ProviderFailed(str(error)) from None

    def call(given: Any) -> Any:
        try:
            result = call_isolated(provided, given)
        except PluginFailed as error:
            raise ProviderFailed(str(error)) from None
        if not isinstance(result, wanted):
            reason = f"“{name}”应返回 {wanted.__name__}，得到 {type(result).__name__}"
            raise ProviderFailed(f"插件 {provided.plugin} {provided.version} 出错：{reason}")
        return result

    return call


def _once(entries: list[Entry]) -> list[Entry]:
    """The first of each id is used; a later one from another file says who has it already."""
    held: dict[str, Entry] = {}
    found = []
    for entry in entries:
        first = held.get(entry.id)
        if entry.failure is not None or first is None:
            if entry.failure is None:
                held[entry.id] = entry
            found.append(entry)
        elif first.path.resolve() != entry.path.resolve():
            owner = first.plugin or str(first.path)
            found.append(_failed(entry.path, f"编号“{entry.id}”已由 {owner} 提供，未使用这一个", entry))
    return found


def _failed(path: Path, reason: str, like: Entry | None = None) -> Entry:
    if like is None:
        return Entry(path.stem, path.name, path.stem[:60], "", "", (), path, None, None, reason)
    return Entry(
        like.id,
        like.title,
        like.short,
        like.edition,
        like.status,
        like.unit_kinds,
        path,
        like.plugin,
        like.version,
        reason,
    )


def _header(path: Path, plugin: str | None, version: str | None) -> Entry:
    try:
        top = _top(path)
    except OSError as error:
        return _failed(path, f"读不了文件：{error.strerror or error}")
    except ValueError:
        return _failed(path, "文件开头写法不对，请用 kaoping standard lint 查看")
    values = {key: top.get(key) for key in ("id", "title", "short", "edition", "status")}
    kinds = top.get("unit_kinds")
    if not all(isinstance(value, str) for value in values.values()) or not isinstance(kinds, list):
        return _failed(
            path, "不是标准文件，或缺少 id、title、short、edition、status、unit_kinds；请用 kaoping standard lint 查看"
        )
    texts: Mapping[str, str] = {key: visible(str(value)) for key, value in values.items()}
    return Entry(
        texts["id"], texts["title"], texts["short"], texts["edition"], texts["status"],
        tuple(visible(str(kind)) for kind in kinds), path, plugin, version,
    )  # fmt: skip


def _top(path: Path) -> dict[str, Any]:
    """The keys before the first table: enough for a list, without parsing the whole file."""
    lines = []
    with path.open(encoding="utf-8-sig") as stream:
        for number, line in enumerate(stream):
            if line.lstrip().startswith("[") or number > 200:
                break
            # The full reader guards against keys made to freeze the parser; a header has none.
            if line.count(".") > 200 or len(line) > 4000:
                raise ValueError("line")
            lines.append(line)
    return tomllib.loads("".join(lines))
