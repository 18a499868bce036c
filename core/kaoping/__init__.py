"""kaoping 考评: score a unit against an official rubric, with every point explained."""

from __future__ import annotations

__version__ = "0.1.0"
