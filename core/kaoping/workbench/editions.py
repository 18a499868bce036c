"""Which text of a standard a person means: at hand, in a file, or kept in the workspace; and with which local rules."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from kaoping.editions.chained import names
from kaoping.editions.compare import difference
from kaoping.editions.values import Difference
from kaoping.editions.words import edition_text
from kaoping.errors import Fault, Refused, refuse
from kaoping.standard.lint import lint
from kaoping.standard.load import from_snapshot
from kaoping.standard.resolved import Resolved
from kaoping.store import queries
from kaoping.store.workspace import Workspace
from kaoping.text import visible
from kaoping.workbench.library import Library

_DIGEST = re.compile(r"[0-9a-f]{6,64}")


def meant(library: Library, key: str, workspace: Workspace | None = None) -> Resolved:
    """The standard that `key` names.

    :param key: a file (`new.toml`); an id as the library has it; `ID@EDITION` or `ID@DIGEST`, at hand or kept in the
        workspace; or the first digits (six at least) of a digest kept there.
    :param workspace: where evaluations keep the standards that they are pinned to.
    :raises Refused: there is none, several fit, or the file is wrong.
    """
    if key.endswith(".toml"):
        return library.file(Path(key), _rules_of(library, key)).resolved
    id, at, edition = key.partition("@")
    if at:
        return _of(library, id, edition, workspace)
    if workspace is not None and _DIGEST.fullmatch(key) and (digests := queries.digests(workspace, key)):
        if len(digests) > 1:
            raise refuse("which-edition", f"有几个标准的校验码以“{key}”开头，请多写几位", id=key)
        return _kept(workspace, digests[0])
    return library.resolved(key)


def _rules_of(library: Library, path: str) -> Path | None:
    """The rules file given on the command line, where it extends the standard in that file."""
    from kaoping.workbench.headers import header

    entry = header(Path(path))
    return library.rules_for(entry.id) if entry.failure is None else None


def _of(library: Library, id: str, edition: str, workspace: Workspace | None) -> Resolved:
    known = {text.digest: text for text in known_texts(library, id, workspace)}
    exact = [one for one in known.values() if one.standard.edition == edition]
    fit = exact or [one for digest, one in known.items() if len(edition) >= 6 and digest.startswith(edition)]
    if len(fit) == 1:
        return fit[0]
    listed = "、".join(edition_text(one) for one in known.values()) or "无"
    if fit:
        message = f"标准“{visible(id)}”的版本“{visible(edition)}”有几种文本，请写 {id}@ 加〔〕里的校验码：{listed}"
        raise refuse("which-edition", message, id=id)
    raise refuse(
        "unknown-edition", f"没有标准“{visible(id)}”的版本“{visible(edition)}”。现有：{visible(listed)}", id=id
    )


def known_texts(library: Library, id: str, workspace: Workspace | None) -> Iterator[Resolved]:
    """The texts of a standard: those that the workspace keeps, and the one at hand."""
    if workspace is not None:
        for _, text in queries.texts_of(workspace, id):
            try:
                yield from_snapshot(text)
            except (ValueError, KeyError, TypeError, AttributeError):
                continue  # A damaged snapshot is for verify to report.
    if any(entry.id == id for entry in library.usable()):
        yield library.resolved(id)


def compared(
    library: Library, workspace: Workspace | None, old: Resolved, new: Resolved, via: Sequence[Resolved] = ()
) -> Difference:
    """Two texts compared, by the tables of the editions between them where theirs do not name each other.

    :param via: editions between them, beside those that are at hand or kept in the workspace.
    """
    if names(new, old) or names(old, new) or not (new.standard.replaces or old.standard.replaces):
        return difference(old, new)
    ids = {old.id, new.id}
    ids |= {table.standard for text in (old, new) for table in text.standard.replaces if table.standard is not None}
    at_hand = [text for id in sorted(ids) for text in known_texts(library, id, workspace)]
    return difference(old, new, [*via, *at_hand])


def _kept(workspace: Workspace, digest: str) -> Resolved:
    return from_snapshot(queries.snapshot(workspace, digest) or "")


def with_rules(library: Library, new: Resolved, old: Resolved) -> Resolved:
    """The new text with the local rules that the old was used with, where none are given for it.

    :raises Refused: those rules do not fit the new text.
    """
    if new.rules is not None or old.rules is None or old.rules.extends != new.id:
        return new
    found = replace(new, rules=old.rules)
    wrong = [one for one in lint(found, library.vocabulary().themes) if one.blocking]
    if wrong:
        head = f"本地规则“{visible(old.rules.title)}”与新版不合，请改好后用 --rules 给出"
        raise Refused([Fault("rules", f"{head}：{one.message}", id=one.id) for one in wrong[:20]])
    return found
