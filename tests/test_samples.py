"""A sample keeps both numbers, is compared exactly, and says which of the two the share counts."""

from __future__ import annotations

from decimal import Decimal as D

import pytest

from kaoping.answers import Observation, Sample
from kaoping.factbook import FactBook, Used
from kaoping.facts import judge
from kaoping.periods import year
from kaoping.samples import fact_text, faulty_in, sample_of, sample_typed, used_text
from kaoping.standard.model import FactDefinition, Measure

SOUND = FactDefinition(id="sound", title="合格率", subject="government", kind="share", unit="%")
LOST = SOUND.model_copy(update={"id": "lost", "title": "败诉率", "counts_faults": True})
COUNT = FactDefinition(id="count", title="次数", subject="government", kind="count", unit="次")


def test_both_numbers_either_way() -> None:
    """Three of ten faulty are 70 % of what is sound and 30 % of what is lost; read back, ten and three again."""
    for definition, part, text in ((SOUND, 7, "70%（抽查10，不合格3）"), (LOST, 3, "30%（抽查10，不合格3）")):
        sample = sample_of(definition, D(10), D(3))
        assert sample == Sample(D(part), D(10))
        assert (sample.of, faulty_in(sample, definition)) == (10, 3)
        assert fact_text(sample, definition) == text
        assert used_text(Used(definition.id, "2025", f"{part}/10"), definition) == text


def test_rounded_says_so_and_is_never_compared() -> None:
    """Two of three are less than 66.67 % and no less than 66.666 %, though shown as about 66.67 %."""
    sample = sample_of(SOUND, D(3), D(1))
    assert fact_text(sample, SOUND) == "约66.67%（抽查3，不合格1）"
    assert fact_text(sample_of(SOUND, D(8), D(1)), SOUND) == "87.5%（抽查8，不合格1）"
    book = FactBook({"sound": SOUND}, [Observation("sound", year(2025), sample)])
    states = [
        judge(Measure(fact="sound", at_least=D(bound)), book, year(2025), None).state for bound in ("66.67", "66.666")
    ]
    assert states == ["unmet", "met"]


def test_other_values_as_ever() -> None:
    assert fact_text(D(95), SOUND) == "95%"
    assert fact_text(Sample(D(3), D(10)), COUNT) == "3/10"
    assert fact_text(D(4), None) == "4"
    assert used_text(Used("count", "2025", "4"), COUNT) == "4次"
    assert used_text(Used("count", "2025", None), COUNT) == ""
    assert used_text(Used("sound", "2025", None, True), SOUND) == "各人所报不一"


@pytest.mark.parametrize(
    ("drawn", "faulty", "said"),
    [
        ("0", "0", "抽查数 0 应为大于 0 的整数"),
        ("2.5", "1", "抽查数 2.5 应为大于 0 的整数"),
        ("10", "11", "不合格数 11 应为 0 到 10（抽查数）之间的整数"),
        ("10", "-1", "不合格数 -1 应为 0 到 10（抽查数）之间的整数"),
        ("10", "", "请写明不合格数；抽查数和不合格数要一起写，没有不合格的写 0"),
        ("", "3", "请写明抽查数；抽查数和不合格数要一起写，没有不合格的写 0"),
        ("十", "3", "“十”不是数字，请输入如 2 或 1.5 的数"),
    ],
)
def test_refused(drawn: str, faulty: str, said: str) -> None:
    with pytest.raises(ValueError) as caught:  # noqa: PT011 - the message is what is held
        sample_typed(SOUND, drawn, faulty)
    assert str(caught.value) == said


def test_only_shares() -> None:
    with pytest.raises(ValueError, match="“次数”不是百分数"):
        sample_of(COUNT, D(10), D(3))
