"""docs/keys.md: the default keys by screen, made from the bindings themselves.

Run from the project folder: `python docs/make_keys.py [FILE]`.
"""

from __future__ import annotations

import sys
from pathlib import Path

from kaoping_tui.keysheet import sheet

HERE = Path(__file__).resolve().parent


def main(target: Path) -> None:
    """Write the sheet."""
    target.write_text(sheet({}), encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "keys.md")
