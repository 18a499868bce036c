"""A stranger's code that keeps everybody waiting is told with its name and its time."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kaoping.hooks import slowness


def test_what_takes_long_is_told_once_with_its_longest_time(monkeypatch: pytest.MonkeyPatch) -> None:
    times: Iterator[float] = iter([0.0, 0.9, 10.0, 11.0, 20.0, 28.04, 30.0, 32.0])
    monkeypatch.setattr(slowness, "perf_counter", lambda: next(times))
    watched = slowness.Slowness()
    for what in ("快的", "模型", "模型"):
        with watched.watching(what):
            pass
    with pytest.raises(ValueError, match="坏了"), watched.watching("出错的"):
        raise ValueError("坏了")
    assert watched.told() == ("模型用了 8.0 秒，请告诉插件的作者", "出错的用了 2.0 秒，请告诉插件的作者")
