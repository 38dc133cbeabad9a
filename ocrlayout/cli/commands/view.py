"""``ocrlayout view``: one HTML file to check what was read, opened in the browser."""

import argparse
import webbrowser
from functools import partial
from pathlib import Path

from ocrlayout import tidy
from ocrlayout.cli import format_flags, inputs, jobs, options, targets
from ocrlayout.cli.claims import Claims
from ocrlayout.cli.commands.convert import tidy_choices
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.loading import Part, counted, loaded, unanswered
from ocrlayout.cli.recognition import recognizer
from ocrlayout.cli.targets import Target
from ocrlayout.cli.usage import Usage
from ocrlayout.cli.writing import arrow, check_scans, write
from ocrlayout.file_tree import real_path
from ocrlayout.formats import load

__all__ = ["EXAMPLES", "add_format_flags", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout view scan.jpg                                    recognize it, and open scan.view.html
  ocrlayout view scan.json --images scan.jpg                 a saved answer over its scan
  ocrlayout view pages/ -o book.view.html --no-open          a folder as one file, not opened
  ocrlayout view azure.json --images scan.jpg --against tesseract.json    where two engines differ
  ocrlayout convert scan.corrected.json --images scan.jpg -o scan.pdf     what was corrected there
"""
_FORMAT = "viewer"
_SUFFIX = ".view.html"
_MARK = b'content="ocrlayout viewer"'  # near the start of every viewer
_START = 4096  # bytes in which it stands

add_format_flags = format_flags.add_to


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    options.add_inputs(parser, "saved answers, images, PDFs, folders, globs; - is standard input")
    options.add_images(parser)
    parser.add_argument(
        "--against",
        metavar="ANSWER",
        help="what another engine read of the same pages: shown beside, with the differences",
    )
    parser.add_argument(
        "--no-open", action="store_true", help="write the file, and do not open the browser"
    )
    options.add_engine(parser)
    options.add_layout(parser)
    options.add_outputs(parser)
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Write the viewer, and open it."""
    search = options.search(args)
    items = inputs.gather(args.inputs, args.images, as_given=args.as_given, search=search)
    target = _target(args, items)
    claims = Claims(items, [target], overwrite=args.overwrite or _is_viewer(target.path))
    parts = _parts(args, items, target, console)
    if len(parts) < len(items):
        failed = f"{len(items) - len(parts)} of {len(items)} inputs failed"
        console.error(f"{target} not written: {failed}")
        return 1
    console.say(_written(parts, target, claims))
    if not args.no_open:
        _open(target, console)
    return max(unanswered(part, console) for part in parts)


def _parts(
    args: argparse.Namespace, items: list[Input], target: Target, console: Console
) -> list[Part]:
    """Load or recognize the inputs; those that failed are named, and left out."""
    choices, check = tidy_choices(args), partial(check_scans, [target])
    engine = recognizer(args, items, console)

    def tidied(item: Input) -> Part:
        part = loaded(item, args, engine, check)
        return part._replace(document=tidy(part.document, **choices))

    return [part for _, part in jobs.each(items, tidied, console)]


def _target(args: argparse.Namespace, items: list[Input]) -> Target:
    """Return the one file that is written: that of ``-o``, else one named by the first input."""
    args.to = args.to or _FORMAT
    args.output = args.output or [f"{items[0].stem}{_SUFFIX}"]
    chosen = targets.targets(args)
    if len(chosen) > 1 or chosen[0].is_folder or not chosen[0].path or args.to != _FORMAT:
        raise Usage(f"view writes one file for all inputs: give one -o, such as -o book{_SUFFIX}")
    if args.against:
        chosen[0].options["against"] = tidy(load(args.against), **tidy_choices(args))
    return chosen[0]


def _is_viewer(path: Path | None) -> bool:
    """Return whether a file is a viewer, which a newer one may replace."""
    if not path or not path.is_file():
        return False
    with path.open("rb") as file:
        return _MARK in file.read(_START)


def _written(parts: list[Part], target: Target, claims: Claims) -> str:
    written = write(parts, target, target.path, claims)
    names = parts[0].name if len(parts) == 1 else f"{len(parts)} inputs"
    counts = counted(parts[0].document) if len(parts) == 1 else ""
    return f"{names}{': ' * bool(counts)}{counts}{arrow(written)}"


def _open(target: Target, console: Console) -> None:
    path = real_path(Path(target.path or ""))
    if not webbrowser.open(path.as_uri()):
        console.say(f"no browser could be started: open {path}")
