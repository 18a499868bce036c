"""Every bundled fact still means what values were recorded under: who rewords one says so, or all of them would vanish.

`python tests/plugins/test_known_facts.py` adds facts that are new to data/known_facts.txt; what is there is never changed.
"""

from __future__ import annotations

import tomllib
from decimal import Decimal
from pathlib import Path

from kaoping.answers import Meaning
from kaoping.fact_meaning import meaning_of, meaning_text, same_meaning
from kaoping.standard.load import core_vocabulary
from kaoping.standard.model import FactDefinition

ROOT = Path(__file__).resolve().parents[2]
KNOWN = Path(__file__).parent / "data" / "known_facts.txt"


def bundled() -> dict[str, Meaning]:
    """What each fact of the vocabulary and of the bundled standards means."""
    found = {id: meaning_of(fact) for id, fact in core_vocabulary().facts.items()}
    for path in sorted((ROOT / "plugins").glob("*/kaoping_*/*.toml")):
        data = tomllib.loads(path.read_text(encoding="utf-8"), parse_float=Decimal)
        if "cases" not in data:
            facts = [FactDefinition.model_validate(one) for one in data.get("facts", ())]
            found |= {fact.id: meaning_of(fact) for fact in facts}
    return found


def known() -> list[tuple[str, Meaning]]:
    rows = [line.split("\t") for line in KNOWN.read_text(encoding="utf-8").splitlines() if line]
    return [
        (id, Meaning(title, subject, kind, unit or None, faults == "yes"))
        for id, title, subject, kind, unit, faults in rows
    ]


def test_a_bundled_fact_still_means_what_it_was_recorded_as() -> None:
    now = bundled()
    other = [
        f"{id}: {meaning_text(meaning)} is {meaning_text(now[id])} now; reworded alone? then write formerly"
        for id, meaning in known()
        if id in now and not same_meaning(meaning, now[id])
    ]
    assert other == []
    held = {id for id, _ in known()}
    assert sorted(now.keys() - held) == [], "new facts: run python tests/plugins/test_known_facts.py"


def main() -> None:
    """Add what is new."""
    lines = KNOWN.read_text(encoding="utf-8").splitlines() if KNOWN.exists() else []
    held = {line.split("\t")[0] for line in lines}
    for id, one in bundled().items():
        if id not in held:
            lines.append(
                "\t".join((id, one.title, one.subject, one.kind, one.unit or "", "yes" if one.counts_faults else ""))
            )
    KNOWN.write_text("\n".join([*sorted(lines), ""]), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
