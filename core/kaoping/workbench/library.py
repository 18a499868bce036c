"""The standards at hand: bundled, from plugins, from the user's folder, from --standard; and their rules."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kaoping.answers import Meaning
from kaoping.errors import Fault, Refused, refuse
from kaoping.fact_meaning import meaning_of, same_meaning
from kaoping.hooks import Plugins
from kaoping.hooks.providers import PluginFailed, Provided, ProvidedFile, UnknownProvider, call_isolated
from kaoping.hooks.slowness import Slowness
from kaoping.scoring.score import Providers
from kaoping.scoring.sheet import ProviderFailed
from kaoping.standard.load import Checked, Vocabulary, core_vocabulary, load, with_facts
from kaoping.standard.model import FactDefinition
from kaoping.standard.resolved import Resolved
from kaoping.text import visible
from kaoping.workbench import vouched
from kaoping.workbench.headers import Entry, beside_a_standard, header, in_folder, once, top
from kaoping.workbench.report_settings import ReportSettings
from kaoping.workbench.vouched import Unfit

__all__ = ["Entry", "Library"]

if TYPE_CHECKING:
    from kaoping.workbench.own_templates import OwnTemplate


@dataclass
class Library:
    """Every standard by id. Files from the command line go before the user's folder, that before plugins.

    Two different plugins cannot offer the same id: the later one is listed with the reason and not used.

    :ivar reports: what the person set for reports.
    :ivar template: the jurisdiction's own Word template that this run prints reports in.
    :ivar notes: what was found and put right in the user's folder when it was opened.
    """

    plugins: Plugins
    files: Sequence[Path] = ()
    folder: Path | None = None
    rules_files: Sequence[Path] = ()
    reports: ReportSettings = field(default_factory=ReportSettings)
    template: OwnTemplate | None = None
    notes: tuple[str, ...] = ()
    _entries: list[Entry] | None = field(default=None, init=False)
    _loaded: dict[tuple[str, Path | None], Checked] = field(default_factory=dict, init=False)
    _vocabulary: Vocabulary | None = field(default=None, init=False)
    _vocabulary_faults: list[tuple[str, str]] = field(default_factory=list, init=False)

    def entries(self) -> list[Entry]:
        """Every standard found, usable or not, in order of id."""
        if self._entries is None:
            found = [header(path) for path in self.files]
            if self.folder is not None:
                found += in_folder(self.folder)
            for provided in self.plugins.standard_files():
                path = Path(str(provided.path))
                if not beside_a_standard(path):
                    found.append(header(path, provided.plugin, provided.version))
            self._entries = sorted(once(found), key=lambda entry: (entry.id, entry.failure or ""))
        return self._entries

    def renew(self) -> None:
        """Look at the files again: a standard was put in or taken out."""
        self._entries = None
        self._loaded.clear()

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
                raise refuse("standard", f"标准“{visible(id)}”不能使用：{entry.failure}", file=str(entry.path))
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
            vocabulary = self.vocabulary()
            try:
                checked = load(entry.path, vocabulary, rules=rules, plugin=entry.plugin, plugin_version=entry.version)
            except Refused as refused:
                wrong = next((fault.file for fault in refused.faults if fault.file), str(entry.path))
                step = f"用 kaoping standard lint {visible(wrong)} 逐处检查，改好再用"
                raise Refused(refused.faults, step) from None
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
                extends = top(path).get("extends")
            except Refused:
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

    def definitions(self) -> dict[str, FactDefinition]:
        """Every fact definition at hand: the common vocabulary, plugins', and those of the usable standards."""
        found = dict(self.vocabulary().facts)
        for entry in self.usable():
            try:
                resolved = self.resolved(entry.id)
            except Refused:
                continue
            for name, definition in resolved.facts.items():
                found.setdefault(name, definition)
        return found

    def defined(self, fact: str) -> tuple[tuple[str, Meaning], ...]:
        """The standards that define a fact's id each in another way than those before; one, where all mean the same."""
        found: list[tuple[str, Meaning]] = []
        for entry in self.usable():
            try:
                definition = self.resolved(entry.id).facts.get(fact)
            except Refused:
                continue
            if definition is None:
                continue
            meaning = meaning_of(definition)
            if not any(same_meaning(meaning, other) for _, other in found):
                found.append((entry.id, meaning))
        return tuple(found)

    def vocabulary_failures(self) -> list[tuple[str, str]]:
        """Plugins whose fact files could not be used, with the reason."""
        self.vocabulary()
        return list(self._vocabulary_faults)

    def providers(self, versions: Mapping[str, str] | None = None) -> Providers:
        """Models, checks and rules by name, a stranger's code isolated: when it raises, the evaluation is *failed*.

        :param versions: the plugin versions that the standard came with, by provider, to say what is missing.
        """
        known = versions or {}
        slowness = self.plugins.slowness
        return Providers(
            model=lambda name: _isolated(self.plugins.scoring_model, name, vouched.totals, known, slowness),
            check=lambda name: _isolated(self.plugins.veto_check, name, vouched.finding, known, slowness),
            rule=lambda name: _isolated(self.plugins.outcome_rule, name, vouched.outcome, known, slowness),
        )

    def told(self) -> tuple[str, ...]:
        """What the person should know of the folder and of plugins that keep them waiting, in Chinese."""
        return (*self.notes, *self.plugins.slowness.told())

    def other_versions(self, versions: Mapping[str, str]) -> tuple[str, ...]:
        """Where another version of a provider is installed than the standard came with; in words for people."""
        found = []
        for name, wanted in sorted(versions.items()):
            for find in (self.plugins.scoring_model, self.plugins.veto_check, self.plugins.outcome_rule):
                try:
                    version = find(name).version
                except UnknownProvider:
                    continue
                if version != wanted:
                    found.append(f"{name} 原为 {wanted}，现为 {version}")
        return tuple(found)


def _isolated(
    find: Callable[[str], Provided[Any]],
    name: str,
    vouch: Callable[[Any, object], Any],
    versions: Mapping[str, str],
    slowness: Slowness,
) -> Callable[[Any], Any]:
    try:
        provided = find(name)
    except UnknownProvider as error:
        plugin = name.partition(":")[0]
        came = f"（原由插件“{plugin}”{versions[name]} 提供，请重新安装它）" if versions.get(name) else ""
        raise ProviderFailed(f"{error}{came}") from None

    def call(given: Any) -> Any:
        try:
            if provided.bundled:
                return call_isolated(provided, given)
            with slowness.watching(f"插件“{provided.plugin}”的“{name}”算一次"):
                result = call_isolated(provided, given)
        except PluginFailed as error:
            raise ProviderFailed(str(error)) from None
        try:
            return vouch(given, result)
        except Unfit as unfit:
            failed = PluginFailed(provided.plugin, provided.version, f"“{name}”返回的内容不能用：{unfit}")
            raise ProviderFailed(str(failed)) from None

    return call
