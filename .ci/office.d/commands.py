"""Runs many commands of the program in one process, so that its modules are imported once.

Started with the interpreter that has the program; reads a list of argument lists from standard input as JSON and writes
a list of [exit code, standard output, standard error]. Imports nothing beside it.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys


def run(words: list[str]) -> tuple[int, str, str]:
    """One command as the program's own entry runs it."""
    from kaoping.cli import cli

    out, err, code = io.StringIO(), io.StringIO(), 0
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        try:
            cli.main(args=words, prog_name="kaoping")
        except SystemExit as left:
            code = left.code if isinstance(left.code, int) else int(left.code is not None)
    return code, out.getvalue(), err.getvalue()


if __name__ == "__main__":
    json.dump([run(words) for words in json.load(sys.stdin)], sys.stdout)
