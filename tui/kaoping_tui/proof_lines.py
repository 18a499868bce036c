"""Evidence as lists show it."""

from __future__ import annotations

from collections.abc import Iterator

from kaoping import EVIDENCE_NAMES, Evidence, EvidenceUse, Item, View, size_text, visible
from kaoping_tui.texts import UNRATED
from kaoping_tui.widgets.lists import Choice


def proof_lines(view: View, item: Item) -> Iterator[Choice]:
    """What proves the criterion, then what usually does and is not there."""
    given = set()
    some = False
    for proof in view.answers.evidence_of(item.id):
        given.add(proof.title)
        others = [p for p in view.answers.evidence if p.id == proof.id]
        elsewhere = sorted({link.item for one in others for link in one.links} - {item.id})
        for link in proof.links:
            some = True
            parts = [proof_name(proof), f"证明 {link.requirement}" if link.requirement else "证明整项"]
            if link.page:
                parts.append(f"位置 {link.page}")
            if elsewhere:
                parts.append(f"另用于 {'、'.join(elsewhere)}")
            yield Choice(f"proof:{proof.id}:{link.requirement or ''}", visible("｜".join(parts)))
    rating = view.answers.ratings.get(item.id, UNRATED)
    texts = [*rating.evidence, *(text for deduction in rating.deductions for text in deduction.evidence)]
    for number, text in enumerate(texts):
        some = True
        yield Choice(f"text:{number}", visible(f"〔文字〕{text}"))
    if not some:
        yield Choice("none", "还没有佐证材料，按回车或 F2 附文件，F3 登记走访、访谈，F4 用已有的")
    for number, (kind, text) in enumerate(item.criterion.usual_evidence):
        if text[:300] not in given:
            name = f"【{EVIDENCE_NAMES[kind]}】" if kind is not None else ""
            yield Choice(f"usual:{number}", visible(f"常见、未附：{name}{text}"))


def proof_name(proof: Evidence) -> str:
    """Kind, title, and the file or where it comes from."""
    parts = [f"〔{EVIDENCE_NAMES[proof.kind]}〕{proof.title}"]
    if proof.file is not None:
        kept = "" if proof.file.copied else "，只记位置" if proof.file.path is not None else "，文件不在本工作区"
        parts.append(f"（{proof.file.name}，{size_text(proof.file.size)}{kept}）")
    said_of = "，".join(text for text in (proof.on and proof.on.isoformat(), proof.who, proof.url, proof.what) if text)
    return "".join(parts) + (f"：{said_of}" if said_of else "")


def use_line(use: EvidenceUse) -> str:
    """One place where it is used."""
    requirement = f"（要点 {use.requirement}）" if use.requirement else ""
    page = f"，{use.page}" if use.page else ""
    return visible(f"{use.unit}｜{use.standard_title}｜{use.item} {use.item_title}{requirement}{page}")
