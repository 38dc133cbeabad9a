"""The options that several commands share, and the types of their values."""

import argparse
import os
import re
import typing
from pathlib import Path

from ocrlayout import page_ranges
from ocrlayout.cli.inputs import Search
from ocrlayout.sources import ExistingText

__all__ = [
    "MOST_JOBS",
    "PageSize",
    "add_answers",
    "add_console",
    "add_engine",
    "add_images",
    "add_inputs",
    "add_layout",
    "add_outputs",
    "add_resuming",
    "add_target",
    "positive",
    "search",
    "share",
    "whole",
]

_SIZE = re.compile(r"(\d+(?:\.\d+)?)\s*[x×]\s*(\d+(?:\.\d+)?)\s*(px|pixels?|in|inch|inches)?")
_EXISTING_TEXT = (
    "what becomes of the text that pages of a PDF have. auto (default): it is kept, and not"
    " recognized again; what a large picture shows beside it is recognized. skip: pages with any"
    " text are not recognized. redo: an old hidden layer is replaced. force: the page becomes a"
    " picture with new text. add: new text is added to all pages, so that some is found twice"
)
_LARGEST = 1e6  # of any number that is typed: dots per inch, megapixels, pixels of a side
MOST_JOBS = 256
"""Threads at most, each with a connection: more than any service takes."""

Group = argparse._ActionsContainer  # noqa: SLF001  # what parsers and their groups are


class PageSize(tuple[float, float]):
    """Width and height of a page, in pixels or in inches."""

    __slots__ = ()
    is_inch = False


class InchSize(PageSize):
    """Width and height in inches."""

    __slots__ = ()
    is_inch = True


def add_inputs(parser: Group, text: str, nargs: str = "+") -> None:
    """Add the inputs, and how they are ordered."""
    parser.add_argument("inputs", nargs=nargs, metavar="INPUT", help=text)
    parser.add_argument(
        "--as-given", action="store_true", help="keep the order given (default: natural order)"
    )
    parser.add_argument(
        "-r", "--recursive", action="store_true", help="look in the folders of folders, too"
    )
    for name, what in (("--include", "only files of folders"), ("--exclude", "leave out files")):
        parser.add_argument(
            name,
            action="append",
            default=[],
            metavar="GLOB",
            help=f"{what} whose name fits, or whose path below the folder where GLOB has a slash;"
            " may be repeated",
        )


def search(args: argparse.Namespace) -> Search:
    """Return what is looked for in folders; those that are written to are left out."""
    outputs = [Path(output) for output in getattr(args, "output", []) if output]
    tells = not getattr(args, "watch", False)  # which looks again every few seconds
    return Search(args.recursive, args.include, args.exclude, outputs, tells)


def add_engine(parser: argparse.ArgumentParser, *, with_text: bool = True) -> None:
    """Add the options of recognition; `with_text` also those for the text that PDFs have."""
    group = parser.add_argument_group("recognition")
    group.add_argument(
        "--engine",
        metavar="NAME",
        help="azure, rapidocr, tesseract, text (what a PDF has), or local (never uploads)",
    )
    group.add_argument(
        "--api",
        metavar="VERSION",
        help="version of the service: 3.2 (default), 2024-11-30, …",
    )
    group.add_argument(
        "--language",
        metavar="CODE",
        help="language of the text, where the engine takes one; a PDF says that it is its own",
    )
    _add_pairs(group, "--option", "option of the engine, such as reading_order=natural")
    group.add_argument(
        "--pages", metavar="LIST", type=_pages, help="only these pages, such as 1-3,7 or 5-"
    )
    if with_text:
        group.add_argument(
            "--existing-text",
            choices=typing.get_args(ExistingText),
            default="auto",
            metavar="auto|skip|redo|force|add",
            help=_EXISTING_TEXT,
        )
    group.add_argument(
        "--dpi", type=positive, metavar="N", help="resolution of scans, in place of what they say"
    )
    group.add_argument(
        "--password", help="of encrypted PDFs (default: the variable OCRLAYOUT_PASSWORD)"
    )
    group.add_argument(
        "--max-megapixels",
        type=positive,
        metavar="N",
        help="open images larger than 250 million pixels",
    )
    parser.set_defaults(password=os.environ.get("OCRLAYOUT_PASSWORD"))


def add_images(parser: Group) -> None:
    """Add the scans of saved answers, and the sizes of their pages."""
    parser.add_argument(
        "--images",
        nargs="+",
        metavar="SCAN",
        default=[],
        help="the scans that saved answers belong to",
    )
    parser.add_argument(
        "--page-size",
        action="append",
        type=_size,
        default=[],
        metavar="WxH",
        help="size of a page whose answer does not say it, in pixels or as 8.5x11in; give it once"
        " for each page, in order",
    )


def add_answers(parser: Group) -> None:
    """Add where answers are, and whether anything is done at all."""
    parser.add_argument(
        "--answers",
        metavar="DIR|none",
        help="where answers are looked for and kept, as name.json (default: looked for beside the"
        " scans; those of a service are kept with the outputs)",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="write nothing and ask nobody: say which files there are, their pages, what would be"
        " billed, and what would be written",
    )


def add_resuming(parser: argparse.ArgumentParser) -> argparse._ArgumentGroup:
    """Add what becomes of what earlier runs did, and what may be billed."""
    group = parser.add_argument_group("runs into folders, which go on where one was stopped")
    group.add_argument(
        "--retry-failed",
        action="store_true",
        help="try again what failed for good: locked or broken files, lost operations",
    )
    group.add_argument(
        "--max-billed",
        type=whole,
        metavar="N",
        help="have a service read at most N pages in this run; the rest is left for the next",
    )
    group.add_argument(
        "--jobs",
        type=_count,
        metavar="N",
        default=os.environ.get("OCRLAYOUT_JOBS"),
        help="do N things at once: files, or pages of a book, on N cores, or calls of a service,"
        " which keep to one pace"
        " (default: the variable OCRLAYOUT_JOBS, else the cores that this process may use)",
    )
    group.add_argument(
        "--cluster",
        metavar="ADDRESS",
        help="have the workers of a cluster of dask work, which see the same files: the address of"
        " its scheduler, such as tcp://10.0.0.1:8786",
    )
    return group


def add_layout(parser: argparse.ArgumentParser) -> None:
    """Add what is done to the pages."""
    group = parser.add_argument_group("layout")
    group.add_argument(
        "--min-confidence", type=share, metavar="X", help="drop words below it (0 to 1)"
    )
    group.add_argument("--no-deskew", action="store_true", help="leave the page at its angle")
    _add_pairs(
        group,
        "--order",
        "direction=auto|ltr|rtl|vertical, tables=row|column, notes=after|before|place, headers="
        " and footers=place|first|last|drop",
    )
    group.add_argument(
        "--join", action="store_true", help="make words and fragments of one line one line"
    )
    group.add_argument("--no-reorder", action="store_true", help="keep the engine's order of lines")


def add_outputs(parser: Group) -> None:
    """Add the files that are written, and their formats."""
    add_target(parser, "file, folder/ or - (default); the suffix names the format; may be repeated")
    parser.add_argument(
        "--to",
        metavar="FORMATS",
        help="format by name, such as pdf or pdf,text; needed for folder/",
    )
    _add_pairs(parser, "--set", "option of the format (a wrong one lists all)")


def add_target(parser: Group, text: str) -> None:
    """Add ``-o``."""
    parser.add_argument("-o", "--output", action="append", default=[], metavar="OUT", help=text)
    parser.add_argument(
        "--overwrite", action="store_true", help="replace files that exist (never an input)"
    )


def add_console(parser: argparse.ArgumentParser) -> None:
    """Add how much is said."""
    group = parser.add_mutually_exclusive_group()
    group.add_argument("-q", "--quiet", action="store_true", help="errors only")
    group.add_argument(
        "-v", "--verbose", action="store_true", help="more, and the traceback of an internal error"
    )


def _add_pairs(parser: Group, name: str, text: str) -> None:
    parser.add_argument(name, action="append", default=[], metavar="KEY=VALUE", help=text)


def share(value: str) -> float:
    """Return a number between 0 and 1."""
    number = _float(value)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{value} does not lie between 0 and 1")
    return number


def positive(value: str) -> float:
    """Parse a number greater than 0."""
    number = _float(value)
    if not 0 < number < _LARGEST:
        raise argparse.ArgumentTypeError(f"{value} is not a positive number")
    return number


def whole(value: str) -> int:
    """Return a whole number, such as a count."""
    if not value.isdecimal():
        raise argparse.ArgumentTypeError(f"{value!r} is not a whole number from 0")
    return int(value)


def _count(value: str) -> int:
    number = whole(value)
    if not 1 <= number <= MOST_JOBS:
        raise argparse.ArgumentTypeError(f"{value} does not lie between 1 and {MOST_JOBS}")
    return number


def _float(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number") from None


def _pages(value: str) -> str:
    """Check a list of pages such as ``1-3,7``, and spell it as the engines take it."""
    try:
        return str(page_ranges.parse(value))
    except ValueError as error:
        raise argparse.ArgumentTypeError(str(error)) from None


def _size(value: str) -> PageSize:
    """Parse a page size.

    Examples
    --------
    >>> _size("2480x3508"), _size("8.5x11in").is_inch
    ((2480.0, 3508.0), True)
    """
    found = _SIZE.fullmatch(value.strip().lower())
    sides = [float(found[1]), float(found[2])] if found else [0.0]
    if not found or not all(0 < side < _LARGEST for side in sides):
        raise argparse.ArgumentTypeError(
            f"{value!r} is not a page size such as 2480x3508 (pixels) or 8.5x11in"
        )
    return (InchSize if (found[3] or "").startswith("in") else PageSize)(sides)
