"""Pages of docs/ as a reader follows them: what they say to type is typed, what they show appears.

A fence ``sh`` is given to bash, a fence ``python`` to Python, in the order of the page and in one
folder; a fence ``text`` right after one holds all that it printed. ``sh skip`` is not typed (it
needs a service, or installs something), ``sh exit=1`` ends with that exit code.
"""

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

FENCE = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
BIN = str(Path(sys.executable).parent)


@dataclass
class Step:
    """Something to type, and what it prints (None: the page does not say)."""

    kind: str
    code: str
    note: str = ""
    printed: str | None = None


@dataclass
class Reader:
    """A person who follows a page in a folder."""

    folder: Path
    python: str = field(default="")

    def follow(self, step):
        """Type a step; return what was printed."""
        if step.kind == "python":
            return self._python(step.code)
        run = self._run(["bash", "-ec", step.code])
        expected = int(step.note.removeprefix("exit=") or 0)
        assert run.returncode == expected, f"{step.code}\n{run.stdout}"
        return run.stdout

    def _python(self, code):
        """Run the page's Python so far; return what its last part printed."""
        mark = "-- the next part --"
        self.python += f"print({mark!r})\n{code}"
        run = self._run([sys.executable, "-W", "error", "-c", self.python])
        assert run.returncode == 0, f"{code}\n{run.stdout}"
        return run.stdout.rpartition(f"{mark}\n")[2]

    def _run(self, command):
        path = f"{BIN}{os.pathsep}{os.environ['PATH']}"
        names = {"PATH": path, "NO_COLOR": "1", "COLUMNS": "200", "PYTHONUTF8": "1"}
        return subprocess.run(
            command,
            cwd=self.folder,
            env={**os.environ, **names},
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
        )


def steps(markdown, *, skipped=False):
    """List what a page says to type, each with the fence of text after it; `skipped` ones too."""
    found = []
    end = -1
    for fence in FENCE.finditer(markdown):
        kind, note, code = fence.groups()
        follows = not markdown[end : fence.start()].strip() if end >= 0 else False
        if kind in ("sh", "python"):
            found.append(Step(kind, code, note))
        elif kind == "text" and follows and found:
            found[-1].printed = code
        end = fence.end()
    return [step for step in found if skipped or step.note != "skip"]
