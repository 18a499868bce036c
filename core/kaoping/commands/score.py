"""`kaoping score`: an answers file in, the score sheet out, with no workspace."""

from __future__ import annotations

from pathlib import Path

import click

from kaoping.commands.base import Command, json_option
from kaoping.commands.kinds import FILE
from kaoping.commands.settings import Settings, pass_settings


@click.command(cls=Command)
@click.argument("answers", type=FILE, metavar="ANSWERS.toml")
@json_option
@pass_settings
def score(settings: Settings, answers: Path, as_json: bool) -> None:
    """给一份答卷文件评分：得分、否决、结果和说理。"""
    from kaoping.commands.checking import next_json, next_text
    from kaoping.commands.failure import advise
    from kaoping.commands.leading import result_json, result_text
    from kaoping.commands.sheet_text import sheet_text
    from kaoping.console import say, show_json
    from kaoping.scoring.sheet_json import sheet_json
    from kaoping.scoring.shortest import shortest
    from kaoping.workbench.exchange import score_file

    library = settings.library()
    sheet = score_file(library, answers)
    advise(library.advice(sheet.resolved), sheet.resolved, settings.rules)
    found = shortest(sheet)
    if as_json:
        show_json({**sheet_json(sheet), **result_json(sheet), "next": next_json(found), "joint": None})
    else:
        say(sheet_text(sheet))
        for lines in (result_text(sheet), next_text(found)):
            if text := "\n".join(lines):
                say("\n" + text)
