"""``ocrlayout show``: what is in an answer: pages, angles, doubtful words."""

import argparse
import heapq
import json
from collections.abc import Iterable, Iterator
from typing import Any

import numpy as np

from ocrlayout.cli import inputs, jobs, options, word_lists
from ocrlayout.cli.console import Console, printable
from ocrlayout.cli.loading import Part, counted, loaded, unanswered
from ocrlayout.cli.recognition import recognizer
from ocrlayout.doubts import doubt
from ocrlayout.model import Page
from ocrlayout.skew import page_angle

__all__ = ["EXAMPLES", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout show scan.json                           sizes, angle, words, doubtful words
  ocrlayout show report.pdf                          the text that a PDF has, or recognized
  ocrlayout show answers/ --worst 50                 the words most likely misread, worst first
  ocrlayout show scan.json --below 0.8               words whose confidence is below 0.8
  ocrlayout show scan.json --all --csv > words.csv   every word, its confidence and doubt
"""
_LISTED = 12  # doubtful words of a page
_DOUBTFUL = 0.6
_DIGITS = 4  # of a doubt or a confidence
_COLUMNS = ("file", "page", "line", "text", "confidence", "doubt")

Row = dict[str, Any]


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    options.add_inputs(parser, "saved answers, images or PDFs")
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument(
        "--worst",
        type=options.whole,
        metavar="N",
        help="list the N most doubtful words of all inputs, by confidence and by their spelling",
    )
    chosen.add_argument("--all", action="store_true", help="list every word")
    chosen.add_argument(
        "--below",
        type=options.share,
        metavar="X",
        help=f"list the words whose confidence is below X, all of them (default: {_LISTED} a"
        f" page, below {_DOUBTFUL})",
    )
    parser.add_argument("--min-confidence", type=_renamed, help=argparse.SUPPRESS)
    word_lists.add_forms(parser, "word (--all, if nothing else is asked for)")
    options.add_images(parser)
    options.add_engine(parser)
    options.add_console(parser)


def _renamed(value: str) -> float:
    raise argparse.ArgumentTypeError(f"show does not leave words out: say --below {value}")


def run(args: argparse.Namespace, console: Console) -> int:
    """Print what is in every input."""
    search = options.search(args)
    items = inputs.gather(args.inputs, args.images, as_given=args.as_given, search=search)
    engine = recognizer(args, items, console)
    is_list = args.json or args.csv or args.worst or args.all or args.below is not None
    rows: list[Row] = []
    done = code = 0
    for _, part in jobs.each(items, lambda item: loaded(item, args, engine), console):
        if is_list:
            rows = _kept(rows, part, args)
        else:
            print("\n".join(map(printable, _described(part))))
        code |= unanswered(part, console)
        done += 1
    if is_list:
        _print(rows, args)
    return code if done == len(items) else 1


def _kept(rows: list[Row], part: Part, args: argparse.Namespace) -> list[Row]:
    """Return the rows that are listed, with those of one more input."""
    if args.worst:
        return heapq.nsmallest(args.worst, [*rows, *_rows(part)], key=lambda row: -row["doubt"])
    below = args.below
    found = (
        row
        for row in _rows(part)
        if below is None or (row["confidence"] is not None and row["confidence"] < below)
    )
    return [*rows, *found]


def _rows(part: Part) -> Iterator[Row]:
    """Yield what is known of each word."""
    for page, values in zip(part.document, doubt(part.document), strict=True):
        sure = page.words.confidence.round(_DIGITS).tolist()
        for row, (text, value) in enumerate(
            zip(page.words.text, values.round(_DIGITS).tolist(), strict=True)
        ):
            yield {
                "file": part.name,
                "page": page.number,
                "line": word_lists.line_of(page, row),
                "text": text,
                "confidence": None if np.isnan(sure[row]) else sure[row],
                "doubt": value,
                "corners": word_lists.corners(page, row),
            }


def _print(rows: Iterable[Row], args: argparse.Namespace) -> None:
    if args.csv:
        print(word_lists.as_csv(rows, _COLUMNS))
        return
    for row in rows:
        print(word_lists.as_json(row) if args.json else printable(_worded(row)))


def _worded(row: Row) -> str:
    """Return a word as a line: ``a.json: page 1, line 3: "tbe", doubt 0.97, confidence 0.91``."""
    sure = "unknown" if row["confidence"] is None else f"{row['confidence']:.2f}"
    text = json.dumps(row["text"], ensure_ascii=False)
    return (
        f"{row['file']}: page {row['page']}, line {row['line']}: {text},"
        f" doubt {row['doubt']:.2f}, confidence {sure}"
    )


def _described(part: Part) -> Iterator[str]:
    origin = " ".join(name for name in part.document.origin if name)
    yield f"{part.name}: {counted(part.document)}, {origin}"
    if part.without_text:
        yield f"  {part.without_text}"
    for page in part.document:
        yield f"  {_about(page)}"
        doubtful = page.words[page.words.confidence < _DOUBTFUL]
        if len(doubtful):
            named = ", ".join(
                f"{json.dumps(word.text, ensure_ascii=False)} {word.confidence:.2f}"
                for word in doubtful[:_LISTED]
            )
            rest = f", and {len(doubtful) - _LISTED} more" if len(doubtful) > _LISTED else ""
            yield f"    {len(doubtful)} words below {_DOUBTFUL:g}: {named}{rest}"


def _about(page: Page) -> str:
    has_size = not np.isnan(page.width)
    size = f"{page.width:g} × {page.height:g} {page.unit}".rstrip() if has_size else "no size"
    said = "" if np.isnan(page.angle) else f" (the service says {page.angle:.1f}°)"
    known = page.words.confidence[~np.isnan(page.words.confidence)]
    mean = f", mean confidence {known.mean():.2f}" if len(known) else ""
    return (
        f"page {page.number}: {size}, text at {page_angle(page):.1f}°{said},"
        f" {len(page.lines)} lines, {len(page.words)} words{mean}"
    )
