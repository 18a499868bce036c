"""A sheet of one criterion and two results, for what adds and takes off."""

SHEET = """
[scoring]
model = "points"
full = 10
step = 1
{scoring}
[[criteria]]
id = "1"
title = "甲"
points = 10
{rows}
[[outcomes]]
label = "优秀"
when = {{ score_at_least = 9 }}
[[outcomes]]
label = "其余"
otherwise = true
"""
