"""Pages of the site that are made from the code, and links that leave ``docs/``.

mkdocs calls the functions ``on_…``. Made are: the reference of the API, of the terminal and of the
formats, the changelog, and the list of decisions. Sample pages are taken along.
"""

import contextlib
import inspect
import io
import os
import re
import subprocess
import sys
from pathlib import Path

from mkdocs.structure.files import File

import ocrlayout as ol
from ocrlayout import registry
from ocrlayout.cli.grammar import COMMANDS

DOCS = Path(__file__).parent
ROOT = DOCS.parent
WIDTH = "100"  # columns of the help of a command
FOLDER = re.compile(
    r"\]\(decisions/\)"
)  # on a code host a folder shows its files; here it needs a page
LINK = re.compile(r"\[([^\]]*)\]\(((?:\.\./)+[^)#]*)(#[^)]*)?\)")
SAMPLES = sorted((ROOT / "examples" / "pages").glob("*.png"))
MOVED = {
    ROOT / "CHANGELOG.md": "changelog.md",
    ROOT / "README.md": "index.md",
    **{path: f"samples/{path.name}" for path in SAMPLES},
}
INTRODUCTION = "Everything here is `import ocrlayout as ol`, then `ol.NAME`."
ALIASES = ("Source", "Scans")  # of types: they do not know their own names


def on_files(files, config):
    """Add the pages that are made."""
    for path, make in PAGES.items():
        files.append(File.generated(config, path, content=make()))
    for path in SAMPLES:
        files.append(File.generated(config, MOVED[path], abs_src_path=str(path)))
    return files


def on_page_markdown(markdown, page, **_):
    """Keep the text of links that leave the folder of the site: there is no page to go to."""
    here = (DOCS / page.file.src_path).parent

    def inside(found):
        text, target, anchor = found.groups()
        path = (here / target).resolve()
        if path.is_relative_to(DOCS):
            return found[0]
        if path in MOVED:
            up = os.path.relpath(DOCS / MOVED[path], here)
            return f"[{text}]({up}{anchor or ''})"
        return text

    return LINK.sub(inside, FOLDER.sub("](decisions/index.md)", markdown))


def api():
    """List every public name with its docstring, as `__all__` has them."""
    public = {name: getattr(ol, name) for name in ol.__all__ if not name.startswith("__")}
    functions = [name for name, one in public.items() if inspect.isfunction(one)]
    types = [name for name, one in public.items() if inspect.isclass(one) and not is_error(one)]
    named = [f"::: {public[name].__module__}.{name}\n" for name in [*functions, *types]]
    aliases = [f"::: ocrlayout.sources.{name}\n" for name in ALIASES]
    return "\n".join(["# Functions and types\n", f"{INTRODUCTION}\n", *named, *aliases])


def is_error(kind):
    """Tell whether a class is an error: those have a page of their own."""
    return issubclass(kind, Exception)


def terminal():
    """Show what `ocrlayout help` prints, command by command."""
    parts = ["# At the terminal\n", "What `ocrlayout help` prints.\n", block(helped())]
    for name in COMMANDS:
        parts += [f"## ocrlayout {name}\n", block(helped(name))]
    return "\n".join(parts)


def helped(*command):
    """Run `ocrlayout help COMMAND`."""
    run = subprocess.run(
        [sys.executable, "-m", "ocrlayout", "help", *command],
        env={**os.environ, "COLUMNS": WIDTH, "NO_COLOR": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout


def formats():
    """Show what `ocrlayout formats NAME` prints, for each."""
    from ocrlayout.cli import main

    names = [*registry.names("readers"), *registry.names("writers")]
    parts = ["# Formats, option by option\n", "What `ocrlayout formats NAME` prints.\n"]
    for name in dict.fromkeys(names):
        with contextlib.redirect_stdout(io.StringIO()) as out:
            main(["formats", name])
        parts += [f"## {name}\n", block(out.getvalue())]
    return "\n".join(parts)


def changelog():
    """Return the changelog as it is kept beside the code."""
    return (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def decisions():
    """List the decisions by their titles."""
    rows = []
    for path in sorted((DOCS / "decisions").glob("[0-9]*.md")):
        title = path.read_text(encoding="utf-8").partition("\n")[0].lstrip("# ")
        rows.append(f"* [{title}]({path.name})")
    return "# Decisions\n\nWhy things are as they are, one page each.\n\n" + "\n".join(rows) + "\n"


def block(text):
    """Fence text so that nothing in it is read as Markdown."""
    return f"```text\n{text.rstrip()}\n```\n"


PAGES = {
    "reference/api.md": api,
    "reference/terminal.md": terminal,
    "reference/formats.md": formats,
    "changelog.md": changelog,
    "decisions/index.md": decisions,
}
