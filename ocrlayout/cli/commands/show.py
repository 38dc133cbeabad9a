"""``ocrlayout show``: what is in an answer: pages, angles, doubtful words."""

import argparse
import json
from collections.abc import Iterator

import numpy as np

from ocrlayout.cli import inputs, jobs, options
from ocrlayout.cli.console import Console, printable
from ocrlayout.cli.loading import Part, counted, loaded, unanswered
from ocrlayout.cli.recognition import recognizer
from ocrlayout.model import Page
from ocrlayout.skew import page_angle

__all__ = ["EXAMPLES", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout show scan.json                                   sizes, angle, words, doubtful words
  ocrlayout show report.pdf                                  the text that a PDF has, or recognized
  ocrlayout show scan.json --min-confidence 0.8              list the words below 0.8
"""
_LISTED = 12  # doubtful words of a page
_DOUBTFUL = 0.6


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    options.add_inputs(parser, "saved answers, images or PDFs")
    options.add_images(parser)
    options.add_engine(parser)
    parser.add_argument(
        "--min-confidence",
        type=options.share,
        default=_DOUBTFUL,
        metavar="X",
        help=f"list words below it (default: {_DOUBTFUL})",
    )
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Print what is in every input."""
    search = options.search(args)
    items = inputs.gather(args.inputs, args.images, as_given=args.as_given, search=search)
    engine = recognizer(args, items, console)
    done = code = 0
    for _, part in jobs.each(items, lambda item: loaded(item, args, engine), console):
        print("\n".join(map(printable, _described(part, args.min_confidence))))
        code |= unanswered(part, console)
        done += 1
    return code if done == len(items) else 1


def _described(part: Part, minimum: float) -> Iterator[str]:
    origin = " ".join(name for name in part.document.origin if name)
    yield f"{part.name}: {counted(part.document)}, {origin}"
    if part.without_text:
        yield f"  {part.without_text}"
    for page in part.document:
        yield f"  {_about(page)}"
        doubtful = page.words[page.words.confidence < minimum]
        if len(doubtful):
            named = ", ".join(
                f"{json.dumps(word.text, ensure_ascii=False)} {word.confidence:.2f}"
                for word in doubtful[:_LISTED]
            )
            rest = f", and {len(doubtful) - _LISTED} more" if len(doubtful) > _LISTED else ""
            yield f"    {len(doubtful)} words below {minimum:g}: {named}{rest}"


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
