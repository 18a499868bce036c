"""What a document says beside its items: vetoes, bonus and penalty, outcomes, steps with dates. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from kaoping.drafting.outlines.sections import effect_of
from kaoping.drafting.phrases import look_back, plain
from kaoping.drafting.phrases.outcome_limits import Limit, limits_in
from kaoping.drafting.phrases.terms import Band, bands, character_limit, days, gift, monthly, working_days, yearly

_HEAD = re.compile(r"^(.{2,40}?)[。：:；;，,]")
_PUBLIC = re.compile(r"公示")
#: A veto's own words that bar, whatever the head of its list says.
_BARS = re.compile(r"一票否决|取消.{0,12}资格|不(?:得|予)(?:参评|申报)")
#: What stands before a single bonus, penalty or veto.
_LABELLED = re.compile(
    r"\s*(?:一票)?(?:附加分|加分|减分|扣分|否决|奖励)(?:事项|情形|因素|指标|项目|标准|办法|项)?\s*[：:]\s*"
)
#: What a long title can do without.
_BRACKETS = re.compile(r"[（(][^（()）]*[)）]")
_YEAR = re.compile(r"(?:19|20)\d{2}(?:[-—~至](?:19|20)\d{2})?年?度?")
_PLACE = re.compile(
    r"^(?:(?:(?!法治|示范|先进|平安|全国)[\u4e00-\u9fff]){2,6}?(?:省|自治区|(?<!城)市|州|盟|县|(?<!社)区|旗)(?![直级属管域委内])){1,3}(?=.{4})"
)
_PAPER = re.compile(
    r"(?:(?:考核|考评|评价|评估|评分|评选|测评|工作|指标|体系|标准|细则|办法|方案|清单|实施|计分|赋分|打分|年度|表|及其|[及和与的]))+$"
)
_FEWEST = 4


def name_of(text: str, least: int = 4) -> str:
    """The name of what adds, takes off or bars, without the label before it: 加分项：承担试点的，加2分."""
    return shortened(_LABELLED.sub("", text, count=1) or text, least=least)


def shortened(text: str, most: int = 36, least: int = 4) -> str:
    """A name for a text: its first clause, or its beginning with the sign that something is left out."""
    words = re.sub(r"\s+", "", text).strip("。；;，,、：:") or text.strip() or "（没有文字）"
    found = _HEAD.match(words)
    if found is not None and len(found[1]) <= most and len(re.findall(r"[\u4e00-\u9fff]", found[1])) >= least:
        return found[1]
    return words if len(words) <= most else f"{words[: most - 1]}…"


def short_name(title: str, most: int = 20) -> str:
    """A standard's title in the width of a column: where it is too long, without place, year and what kind of paper it is.

    A title that says more than that is not cut: it is another's if its end is gone.
    """
    words = re.sub(r"\s+", "", title)
    for less in (_BRACKETS, _YEAR, _PLACE, _PAPER):
        left = less.sub("", words)
        if len(words) > most and len(left) >= _FEWEST:
            words = left
    return words


def veto(id: str, text: str, context: str, clause: str) -> dict[str, Any]:
    """A veto; what follows from it stands in its own words or in the head of its list."""
    made: dict[str, Any] = {"id": id, "title": name_of(text), "text": text}
    years = look_back(text) or look_back(context)
    if years is not None:
        made["look_back_years"] = years
    own = effect_of(text)
    made["effect"] = own if own != "ineligible" or _BARS.search(plain(text)) else effect_of(context)
    label = re.search(
        r"(?<![被曾])(?:直接|一律)?(?:(?<![被曾])评?定|认定|确定|(?<![被曾])评|视)为[“\"]?(不合格|不达标|不称职|末等|较差|差|基本合格)"
        r"(?!”?(?:等次|等级)?[的者])",
        plain(f"{text}{context}"),
    )
    if made["effect"] == "ineligible" and label is not None:
        made["label"] = label[1]
    return {**made, "clause": clause}


def limits(text: str, context: str) -> tuple[tuple[Limit, ...], bool] | None:
    """What a veto's own words or the head of its list leave at best, and whether the head says so; None for others."""
    for words, effect in ((text, effect_of(text)), (context, effect_of(context))):
        found = limits_in(words) if effect == "ineligible" else ()
        if found:
            return found, words is context
        if effect != "ineligible" or _BARS.search(plain(words)):
            return None
    return None


def unsure(labels: Sequence[str], kinds: Collection[str], left: Sequence[str]) -> str:
    """What is to be asked about a veto that leaves an outcome at best; empty where nothing is."""
    if len(left) > 1:
        return f"一条里写了几种后果（最好为{'、'.join(f'“{one}”' for one in left)}），按轻的写成“{left[0]}”，请核对；情形不同的请拆成几条"
    # Another result that is named stands as the name of it; where outcomes know none outstanding, 评优 is none of them.
    if left or "as" in kinds or ("top" in kinds and labels):
        return ""
    printed = f"印出的等次（{'、'.join(labels)}）里对不上" if labels else "没有印出各等次"
    if "top" in kinds:
        return f"限定了等次，而文件{printed}：读作不得参评，请核对"
    return f"限定了等次，而文件{printed}：最好还能评为哪一等没有写，结果会是“本地尚未规定”；请写明"


def adjustment(id: str, kind: str, text: str, context: str, clause: str) -> tuple[dict[str, Any], bool]:
    """A bonus or penalty, and whether the document prints how much."""
    found = gift(text)
    if found == (None, None, None, None) and context:
        found = gift(context)
    made: dict[str, Any] = {"id": id, "title": name_of(text), "text": text, "kind": kind}
    if found.amount:
        made["amount"] = found.amount
    elif found.low is not None and found.high is not None and found.low <= found.high and found.high > 0:
        made["range"] = {"low": found.low, "high": found.high}
    if found.cap and found.cap > 0 and found.cap >= (found.amount or found.high or Decimal(0)):
        made["cap"] = found.cap
    told = bool({"amount", "range", "cap"} & made.keys())
    if not told:
        made["set_by"] = "jurisdiction"
    return {**made, "clause": clause}, told


def outcomes(texts: Sequence[tuple[str, str]], *, scored: bool) -> list[dict[str, Any]]:
    """The outcomes, the highest first; what is below all others comes last.

    :param texts: each text with its place
    """
    found: list[tuple[Band, str]] = []
    for text, place in texts:
        for band in bands(text):
            if band.label not in {one.label for one, _ in found}:
                found.append((band, place))
    above = sorted((one for one in found if one[0].at_least is not None), key=lambda one: -(one[0].at_least or 0))
    below = [one for one in found if one[0].at_least is None]
    made: list[dict[str, Any]] = []
    for band, place in above:
        key = "attained_at_least" if band.share and not scored else "share_at_least" if band.share else "score_at_least"
        made.append({"label": band.label, "when": {key: band.at_least}, "clause": place})
    made += [{"label": band.label, "otherwise": True, "clause": place} for band, place in below[:1] if above]
    return made


def stage(id: str, text: str, clause: str) -> dict[str, Any]:
    """A step of the procedure with its date."""
    made: dict[str, Any] = {"id": id, "title": shortened(text, least=2), "text": text[:5900]}
    known = [_date(*one) for one in days(text)]
    dates = [one for one in known if one is not None]
    works = working_days(text)
    if len(dates) >= 2 and dates[0] <= dates[1]:
        made["starts"], made["due"] = dates[0], dates[1]
    elif dates:
        made["due"] = dates[0]
    elif (day := yearly(text)) is not None:
        made["yearly"] = day
    elif (number := monthly(text)) is not None:
        made["monthly"] = number
    elif works is not None and works[0] > 0:
        made["working_days"] = works[0]
        if works[1] or _PUBLIC.search(text):
            made["at_least"] = True
    limit = character_limit(text)
    if limit is not None:
        made["self_report_limit"] = limit
    return {**made, "clause": clause}


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_METHODS = (
    ("documents", r"查阅|资料|台账|档案|查看(?:文件|材料)|书面|文件"),
    ("interview", r"访谈|座谈|询问|走访|个别谈话"),
    ("site", r"实地|现场|暗访|明察"),
    ("survey", r"测评|问卷|满意度|民意|调查"),
    ("data", r"数据|系统|统计"),
    ("web", r"网[络站上]|平台|公众号"),
    ("hearing", r"听取|汇报"),
)


def methods(text: str) -> list[str]:
    """The means of evaluation that a text names."""
    return [method for method, pattern in _METHODS if re.search(pattern, text)]


_KINDS = (
    ("county", r"县(?:（市、区）|\(市、区\)|（区）|\(区\)|市区)?(?!级|直|委|政府各)|区县|旗县"),
    ("city", r"市县|地级市|设区的市|市（地"),
    ("town", r"乡镇|镇街|街道|乡（镇）|镇（街"),
    ("department", r"部门|委办局|单位|机关|局"),
    ("village", r"村（社区）|行政村|村级|社区"),
    ("institution", r"学校|校园|事业单位"),
    ("enterprise", r"企业"),
    ("court", r"法院"),
    ("procuratorate", r"检察院"),
)


def unit_kinds(title: str) -> list[str]:
    """The kinds of unit that a title speaks of; `unit` where it says nothing."""
    rest = re.sub(r"^[\u4e00-\u9fff]{2,6}?(?:自治区|省|市|县|区|旗)", "", title)
    for words in (rest, title):
        if found := [kind for kind, pattern in _KINDS if re.search(pattern, words)]:
            return found
    return ["unit"]


def split_list(text: str) -> list[str]:
    """A list in one cell or line as its entries."""
    entries = re.split(r"[；;。\n]|、(?![^（(]*[）)])|(?:^|(?<=\D))\d{1,2}[.．](?!\d)", text)
    return [entry.strip(" ，,：:") for entry in entries if len(entry.strip(" ，,：:")) > 1]
