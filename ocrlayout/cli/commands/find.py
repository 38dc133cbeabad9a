"""``ocrlayout find``: where a phrase stands, also over the ends of lines; and it highlighted."""

import argparse
import dataclasses
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from ocrlayout import Document, Match, Page, find, tidy
from ocrlayout.cli import format_flags, inputs, jobs, options, targets
from ocrlayout.cli.claims import Claims
from ocrlayout.cli.console import Console, printable
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.loading import Part, loaded, unanswered
from ocrlayout.cli.recognition import recognizer
from ocrlayout.cli.targets import Target
from ocrlayout.cli.usage import Usage
from ocrlayout.cli.writing import arrow, write

__all__ = ["EXAMPLES", "add_format_flags", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout find "reading order" answers/                    file, page and line of each hit
  ocrlayout find Fox scan.json --case                        Fox, not fox
  ocrlayout find fox scan.json --json                        words and corners, a hit a line
  ocrlayout find fox scan.jpg -o hits.pdf -o hits.png        recognized, and highlighted
  ocrlayout find fox answers/ --images scans/ -o hits/ --to pdf
"""

add_format_flags = format_flags.add_to


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument("phrase", metavar="PHRASE", help="what to find; it may be part of a word")
    options.add_inputs(parser, "saved answers, images, PDFs, folders, globs; - is standard input")
    parser.add_argument("--case", action="store_true", help="capital letters differ from small")
    parser.add_argument(
        "--json", action="store_true", help="print a JSON object for each hit, one a line"
    )
    options.add_images(parser)
    options.add_engine(parser)
    options.add_outputs(parser)
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print every hit, and write the pages with the hits highlighted where that is asked for."""
    _check_phrase(args.phrase)
    search = options.search(args)
    items = inputs.gather(args.inputs, args.images, as_given=args.as_given, search=search)
    chosen = _targets(args, items)
    claims = Claims(items, chosen, overwrite=args.overwrite)
    engine = recognizer(args, items, console)

    def found(item: Input) -> tuple[Part, list[Match], list[Path]]:
        part = _tidied(loaded(item, args, engine))
        matches = find(part.document, args.phrase, case=args.case)
        return part, matches, _highlighted(part, item, matches, chosen, claims)

    done = code = 0
    for _, (part, matches, written) in jobs.each(items, found, console):
        _print(part, matches, as_json=args.json)
        code |= _tell(part, len(matches), written, console)
        done += 1
    return code if done == len(items) else 1


def _tidied(part: Part) -> Part:
    return part._replace(document=tidy(part.document))


def _tell(part: Part, count: int, written: Sequence[Path], console: Console) -> int:
    """Show what was found, and the pages that lack an answer; return the exit code for these."""
    console.done(f"{part.name}: {count} found{arrow(written)}")
    return unanswered(part, console)


def _check_phrase(phrase: str) -> None:
    try:
        find(Document(), phrase)
    except ValueError as error:
        raise Usage(str(error)) from None


def _targets(args: argparse.Namespace, items: Sequence[Input]) -> list[Target]:
    """Return the outputs, each of which has to be able to highlight."""
    if not args.output:
        return []
    chosen = targets.drawn(
        args,
        format_flags.can_highlight,
        prints="find prints the hits to standard output: give a file or a folder by -o",
        cannot="does not highlight; give a .pdf or a .png",
    )
    if targets.divided(chosen, items)[1]:
        raise Usage(f"{len(items)} inputs: give a folder, such as -o hits/ --to pdf")
    return chosen


def _highlighted(
    part: Part, item: Input, matches: list[Match], chosen: Sequence[Target], claims: Claims
) -> list[Path]:
    """Write a document with its hits highlighted; one without hits is not written."""
    if not matches:
        return []
    written = []
    for target in chosen:
        marked = dataclasses.replace(target, options=target.options | {"highlight": matches})
        written += write([part], marked, target.file_for(item), claims)
    return written


def _print(part: Part, matches: Sequence[Match], *, as_json: bool) -> None:
    for line in (_as_json if as_json else _as_text)(part, matches):
        print(line)


def _as_text(part: Part, matches: Sequence[Match]) -> Iterator[str]:
    """Describe each hit: ``scan.json: page 1, line 3: The quick brown fox``."""
    pages = {page.number: page for page in part.document}
    for match in matches:
        rows = match.lines.tolist()
        text = " ".join(pages[match.page].lines.text[row] for row in rows)
        where = f"line {rows[0] + 1}" if len(rows) == 1 else f"lines {rows[0] + 1}-{rows[-1] + 1}"
        yield printable(f"{part.name}: page {match.page}, {where}: {text}".replace("\n", " "))


def _as_json(part: Part, matches: Sequence[Match]) -> Iterator[str]:
    """Describe each hit as JSON; corners are those of the scan, as the answer has them."""
    pages = {page.number: page for page in part.document}
    for match in matches:
        hit = {
            "file": part.name,
            "page": match.page,
            "lines": [row + 1 for row in match.lines.tolist()],
            "text": match.text,
            "words": [pages[match.page].words.text[row] for row in match.words.tolist()],
            "polygons": _corners(pages[match.page], match),
        }
        yield json.dumps(hit, ensure_ascii=True, allow_nan=False)


def _corners(page: Page, match: Match) -> list[list[float] | None]:
    """Return eight numbers for each line of a hit, None where they are not known."""
    quads = [page.to_source(quad) for quad in match.polygons]
    return [
        None if np.isnan(quad).any() else np.round(quad, 3).reshape(-1).tolist() for quad in quads
    ]
