"""What the authors of standards and plugins hold their own work against, with pytest or without it.

    from importlib.resources import files

    from kaoping.testing import StandardContract, check_plugin


    class TestTownship(StandardContract):
        standard = files("kaoping_example") / "township.toml"


    def test_the_plugin_is_loaded() -> None:
        check_plugin("example")

pytest runs every test of `StandardContract` on that standard. Nothing here imports pytest.
"""

from __future__ import annotations

from kaoping.testing.contract import StandardContract
from kaoping.testing.plugins import check_plugin

__all__ = ["StandardContract", "check_plugin"]
