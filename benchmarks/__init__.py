"""Budgets as ratios: `python -m benchmarks` measures both sides of each in the same run."""
