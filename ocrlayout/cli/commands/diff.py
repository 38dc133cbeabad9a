"""``ocrlayout diff``: where two readings differ, also drawn; or how far one is from the truth."""

import argparse
import dataclasses
import json
import os
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ocrlayout import payloads, tidy
from ocrlayout.cli import format_flags, inputs, options, targets, word_lists
from ocrlayout.cli.claims import Claims
from ocrlayout.cli.console import Console, printable
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.loading import Part, loaded
from ocrlayout.cli.recognition import Recognizer, recognizer
from ocrlayout.cli.targets import Target
from ocrlayout.cli.usage import Usage
from ocrlayout.cli.writing import arrow, write
from ocrlayout.comparison import ALONE, SAME, Comparison, compare, error_rates
from ocrlayout.errors import OcrLayoutError
from ocrlayout.model import Page
from ocrlayout.model.columns import plural

__all__ = ["EXAMPLES", "add_format_flags", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout diff azure.json tesseract.json           words that two engines read differently
  ocrlayout diff scan.json corrected.json            what a person has changed
  ocrlayout diff scan.json --truth scan.txt          error rates of characters and words
  ocrlayout diff scan.jpg scan.json                  recognized now, and then
  ocrlayout diff a.json b.json --csv > differences.csv
  ocrlayout diff a.json b.json --images scan.jpg -o diff.png --labels doubtful

exit codes: 0 the same, 1 different, 2 trouble, 130 interrupted
"""
_SAME, _DIFFERENT, _TROUBLE = 0, 1, 2  # exit codes, as diff(1) has them
_RED, _GREEN, _PLAIN = "\033[31m", "\033[32m", "\033[0m"
_COLUMNS = ("page", "line", "kind", "own", "other")

add_format_flags = format_flags.add_to


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "inputs", nargs="+", metavar="INPUT", help="two answers, images or PDFs; one with --truth"
    )
    parser.add_argument("--truth", metavar="FILE", help="the true text, in UTF-8")
    word_lists.add_forms(parser, "difference")
    options.add_images(parser)
    options.add_engine(parser)
    options.add_outputs(parser)
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print the differences, and return whether there are any."""
    count = 1 if args.truth else 2
    if len(args.inputs) != count:
        wanted = "one input with --truth" if args.truth else "two inputs, or one and --truth FILE"
        raise Usage(f"diff takes {wanted}; here {plural(len(args.inputs), 'input')}")
    items = [_item(name, args) for name in args.inputs]
    chosen = _targets(args)
    claims = Claims(items, chosen, overwrite=args.overwrite)
    try:
        engine = recognizer(args, items, console)
        parts = [_part(item, args, engine) for item in items]
        for target in chosen:
            console.done(f"{parts[0].name}{arrow(_drawn(parts, items[0], target, claims))}")
        return _against_truth(parts[0], args) if args.truth else _each_other(parts, args)
    except (Usage, BrokenPipeError):
        raise
    except (OcrLayoutError, OSError) as error:
        console.report("", error)
        return _TROUBLE


def _item(name: str, args: argparse.Namespace) -> Input:
    """Find one of the inputs, and its scans."""
    items = inputs.gather([name], args.images, as_given=True)
    if len(items) != 1:
        raise Usage(f"{name}: diff compares one file with another; here are {len(items)}")
    return items[0]


def _targets(args: argparse.Namespace) -> list[Target]:
    """Return the outputs, each of which has to show two readings."""
    if not args.output:
        return []
    if args.truth:
        raise Usage("--truth compares with a text, which cannot be drawn: leave out -o")
    return targets.drawn(
        args,
        format_flags.can_compare,
        prints="diff prints the differences to standard output: give -o a file",
        cannot="does not show two readings; give a .png or a .view.html",
    )


def _part(item: Input, args: argparse.Namespace, engine: Recognizer | None) -> Part:
    """Load one of the inputs, in reading order."""
    part = loaded(item, args, engine)
    return part._replace(document=tidy(part.document))


def _drawn(parts: Sequence[Part], item: Input, target: Target, claims: Claims) -> list[Path]:
    """Write the first reading, with what the other has in its place."""
    first, other = parts
    compared = target.options | {"against": other.document}
    shown = dataclasses.replace(target, options=compared)
    return write([first], shown, target.file_for(item), claims)


def _against_truth(part: Part, args: argparse.Namespace) -> int:
    """Print how far a reading is from the true text."""
    truth = payloads.text_of(Path(args.truth).read_bytes(), args.truth)
    rates = error_rates(part.document.text, truth)
    row = {"file": part.name, "characters": _known(rates.characters), "words": _known(rates.words)}
    if args.json:
        print(word_lists.as_json(row))
    elif args.csv:
        print(word_lists.as_csv([row], row))
    elif np.isnan(rates.words):
        print(printable(f"{args.truth} is empty: there is nothing to compare with"))
    else:
        characters, words = (f"{share:.2%}" for share in rates)
        print(
            printable(
                f"{part.name}: {characters} of characters wrong (CER), {words} of words (WER)"
            )
        )
    return _SAME if rates == (0, 0) else _DIFFERENT


def _known(share: float) -> float | None:
    return None if np.isnan(share) else share


def _each_other(parts: Sequence[Part], args: argparse.Namespace) -> int:
    """Print where two readings differ."""
    one, other = (part.document for part in parts)
    pages = compare(one, other)
    rows = [
        row
        for at, found in enumerate(pages)
        for row in _differences(found, one.pages[at : at + 1], other.pages[at : at + 1])
    ]
    if args.json:
        for row in rows:
            print(word_lists.as_json(row))
    elif args.csv:
        print(word_lists.as_csv(rows, _COLUMNS))
    else:
        names = [part.name for part in parts]
        print("\n".join(map(printable, _summary(pages, names))))
        print("".join(f"{line}\n" for line in map(_shown, rows)), end="")
    return _SAME if all(page.is_same for page in pages) else _DIFFERENT


def _differences(
    found: Comparison, own: Sequence[Page], other: Sequence[Page]
) -> Iterator[dict[str, Any]]:
    """Yield each difference of a page, by its lines; a page is there or, in its list, is not."""
    rows = []
    for mine, theirs in found.groups():
        state = found.own[mine[0]] if mine else found.other[theirs[0]]
        if state != SAME:
            sides = _texts(own, mine), _texts(other, theirs)
            place = (own[0], mine[0]) if mine else (other[0], theirs[0])
            rows.append(_difference(found.number, *sides, *place))
    yield from sorted(rows, key=lambda row: row["line"])


def _texts(pages: Sequence[Page], rows: Sequence[int]) -> str:
    return " ".join(pages[0].words.text[row] for row in rows) if rows else ""


def _difference(number: int, own: str, other: str, page: Page, row: int) -> dict[str, Any]:
    """Return a difference: what the two have, and where on the page the first word of it is."""
    alone = "only in the first" if own else "only in the second"
    return {
        "page": number,
        "line": word_lists.line_of(page, row),
        "kind": "different" if own and other else alone,
        "own": own,
        "other": other,
        "corners": word_lists.corners(page, row),
    }


def _summary(pages: Sequence[Comparison], names: Sequence[str]) -> Iterator[str]:
    """Count the words of each page, and of all."""
    for page in pages:
        yield f"page {page.number}: {_counts([page], names)}"
    if len(pages) != 1:
        yield f"{plural(len(pages), 'page')}: {_counts(pages, names)}"


def _counts(pages: Sequence[Comparison], names: Sequence[str]) -> str:
    own = np.concatenate([page.own for page in pages] or [np.empty(0, int)])
    other = np.concatenate([page.other for page in pages] or [np.empty(0, int)])
    same, different, alone = (int((own == state).sum()) for state in range(3))
    there = int((other == ALONE).sum())
    return (
        f"{same} words the same, {different} different,"
        f" {alone} only in {names[0]}, {there} only in {names[1]}"
    )


def _shown(row: dict[str, Any]) -> str:
    """Return a difference as a line: ``page 1, line 3: - "tbe"  + "the"``."""
    own, other = (json.dumps(row[side], ensure_ascii=False) for side in ("own", "other"))
    sides = [
        *([_painted(f"- {printable(own)}", _RED)] if row["own"] else []),
        *([_painted(f"+ {printable(other)}", _GREEN)] if row["other"] else []),
    ]
    return f"page {row['page']}, line {row['line']}: {'  '.join(sides)}"


def _painted(text: str, color: str) -> str:
    is_shown = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return f"{color}{text}{_PLAIN}" if is_shown else text
