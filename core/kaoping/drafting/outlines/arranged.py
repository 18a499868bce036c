"""What a notice arranges beside its score sheet: quotas, who evaluates whom, units named, forms to be filled in. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from kaoping.drafting.phrases.figures import CN, number, plain
from kaoping.drafting.phrases.terms import character_limit

_N = rf"(?P<n>\d{{1,4}}|[{CN}]{{1,3}})"
_UNITS = r"(?:个|名|家|所|户)"
_PUT = r"(?:推荐|申报|推选|上报|评选|评定|命名|表彰|认定|选树|限报)"
_QUOTA = re.compile(
    rf"(?P<scope>[^,，。；;：:\d]{{0,30}}?)(?:原则上)?(?:可|限|只能|最多)?{_PUT}(?P<what>[^,，。；;：:\d{CN}]{{0,20}}?)(?:不超过|至多|最多|限额|限)?\s*{_N}\s*{_UNITS}"
)
_SPLIT = re.compile(
    rf"(?:^|[,，、；;：:]|其中)\s*(?P<scope>[\u4e00-\u9fff（）()、]{{2,20}}?)\s*(?:不超过)?\s*{_N}\s*{_UNITS}(?=[,，、；;。]|$)"
)
_MORE = re.compile(
    rf"(?:特别|确实?|十分|成绩)(?:优秀|突出|显著)[^,，。；;]{{0,8}}(?:推荐|申报|评选)[^,，。；;\d{CN}]{{0,10}}{_N}\s*{_UNITS}"
)
_ASSIGNED = re.compile(
    r"(?:由)?(?P<by>[\u4e00-\u9fff（）()、“”]{2,40}?)(?:负责)?对(?P<of>(?:(?!考核|考评|评估)[\u4e00-\u9fff（）()、“”]){2,40}?)(?:进行|开展|实施|组织)(?P<how>[\u4e00-\u9fff、]{0,12}?(?:考评|考核|评估|验收|测评|评价))"
)
_NAMED = re.compile(
    r"(?P<year>(?:19|20)\d{2})\s*年度?\s*(?:已)?(?:命名|创建|认定|评定|表彰)[^,，。；;：:]{0,24}(?:单位|名单|示范)"
)
_KINDS = (
    ("town", r"镇|乡|街道"),
    ("village", r"村|社区"),
    ("department", r"局|委|办|院|中心|站|所|部|厅"),
    ("county", r"[县市区旗]"),
)
_SEAL = re.compile(r"盖\s*章|公\s*章|印\s*章")
_DATED = re.compile(r"年\s*月\s*日")


def quotas(text: str, place: str) -> list[dict[str, Any]]:
    """The numbers of units that a sentence lets be put forward; a share of all is none that a standard can say."""
    folded = plain(text)
    whole = _QUOTA.search(folded)
    if whole is None or (re.search(r"名额", folded[: whole.start()]) and "%" in folded):
        return []
    scope = whole["scope"].removeprefix("原则上").strip(" ，,、") or f"{whole['what']}".strip()
    made: dict[str, Any] = {"scope": scope or "全部", "limit": int(number(whole["n"]))}
    more = _MORE.search(folded, whole.end())
    if more is not None and number(more["n"]) > number(whole["n"]):
        made["exceptional"] = int(number(more["n"]))
    found = [{**made, "text": text, "clause": place}]
    for part in _SPLIT.finditer(folded, whole.end()):
        name = part["scope"].removeprefix("其中").strip("、，,")
        if name and not _MORE.search(part.group()):
            found.append({"scope": name, "limit": int(number(part["n"])), "clause": place})
    return found


def is_share(text: str) -> bool:
    """Whether a sentence limits how many may be chosen by a share of all: 优秀不超过30%."""
    return (
        re.search(r"(?:优秀|名额|等次|推荐|评选).{0,20}(?:不超过|不高于|控制在).{0,16}\d+\s*%", plain(text)) is not None
    )


def assignments(text: str) -> list[dict[str, Any]]:
    """Who evaluates whom, as a sentence says it."""
    found = []
    for match in _ASSIGNED.finditer(text):
        if "负责" in match.group() or match.group().startswith("由"):
            found.append(
                {"by": re.sub(r"(?:负责)?(?:组织)?$", "", match["by"]), "of": match["of"], "how": match["how"]}
            )
    return found


def named_year(text: str) -> int | None:
    """The year in which the units of the list below a heading were named: 2021年度命名的示范单位."""
    match = _NAMED.search(plain(text))
    return int(match["year"]) if match and len(text) <= 60 else None


def named_units(text: str, year: int) -> list[dict[str, Any]]:
    """The units of such a list; none where the text is no list of names."""
    words = re.split(r"[：:]", text)[-1] if named_year(text) is not None else text
    names = [one for one in re.split(r"[、，,；;。\s]+", words) if one]
    if not names or any(not re.fullmatch(r"[\u4e00-\u9fff（）()]{2,24}", one) for one in names):
        return []
    return [{"name": name, "kind": _kind(name), "named_in": year} for name in names]


def _kind(name: str) -> str:
    return next((kind for kind, pattern in _KINDS if re.search(rf"(?:{pattern})$", name)), "unit")


def _joined(texts: Sequence[str]) -> list[str]:
    """The pieces of a form put together: characters printed one below the other, brackets left open."""
    found: list[str] = []
    upright = False
    for text in texts:
        shown = "".join(text.split())
        opened = bool(found) and any(found[-1].count(a) > found[-1].count(b) for a, b in ("（）", "()"))
        if found and (opened or (upright and len(shown) == 1)):
            found[-1] += shown
        else:
            found.append(shown)
        upright = len(shown) == 1
    return found


def form(id: str, title: str, texts: Sequence[str], place: str) -> dict[str, Any] | None:
    """A form as its fields; None where no field can be told from the rest."""
    whole = "".join(texts)
    fields: list[dict[str, Any]] = []
    for text in _joined(texts):
        name = re.sub(r"[（(][^（）()]*[)）]|[:：_＿\s]+|年\s*月\s*日", "", text).strip("，,。；;、")
        field = {"seal": True} if _SEAL.search(text) else {}
        field |= {"dated": True} if _DATED.search(text) else {}
        if name and name in title:
            continue
        if 2 <= len(name) <= 30 and re.search(r"[\u4e00-\u9fff]{2}", name) and not re.search(r"[。；;]", text.strip()):
            limit = character_limit(text)
            fields.append({"id": str(len(fields) + 1), "title": name} | ({"limit": limit} if limit else {}) | field)
        elif field and fields:
            fields[-1] |= field
    if len(fields) < 2:
        return None
    made: dict[str, Any] = {"id": id, "title": title}
    copies = re.search(rf"一式\s*(?P<n>\d|[{CN}])\s*份", plain(whole))
    if copies is not None:
        made["copies"] = int(number(copies["n"]))
    if re.search(r"不(?:可|得|能).{0,4}(?:改动|更改|变动|改变)(?:样式|格式)?|(?:样式|格式).{0,4}不(?:可|得)", whole):
        made["fixed_layout"] = True
    if re.search(r"(?:附页|另附|附在.{0,6}后)", whole):
        made["attachments"] = True
    return {**made, "fields": fields, "clause": place}
