"""What can be typed: commands, options and their help."""

import argparse
import os
from collections.abc import Sequence

from ocrlayout import __version__

_ABOUT = "What comes after OCR: searchable PDFs, annotated pictures and ordered text from scans and OCR answers."
_EXAMPLES = """\
examples:
  ocrlayout convert scan.jpg -o scan.pdf              a searchable PDF of a photo or scan
  ocrlayout convert pages/ -o book.pdf                a folder of scans joined into one, in natural order
  ocrlayout convert *.tif -o out/ --to pdf,text       a PDF and a text of each
  ocrlayout read scan.jpg -o scan.json                call the OCR engine once, keep its answer
  ocrlayout convert scan.json --images scan.jpg -o scan.annotated.png --min-confidence 0.5
  ocrlayout show scan.json                            pages, sizes, angles, words, doubtful words

engines: Azure when COMPUTER_VISION_ENDPOINT and COMPUTER_VISION_SUBSCRIPTION_KEY are set, else the local one
(pip install 'ocrlayout-kit[local]'). --engine local never uploads.

exit codes: 0 all done, 1 some failed, 2 wrong usage, 130 interrupted
"""
_CONVERT = """\
examples:
  ocrlayout convert scan.jpg -o scan.pdf                     recognize, straighten, order, write
  ocrlayout convert scan.jpg -o scan.pdf -o scan.txt         two formats, one recognition
  ocrlayout convert book.pdf -o book.searchable.pdf --pages 1-10
  ocrlayout convert answer.json --images scan.jpg -o scan.pdf
  ocrlayout convert answer.json -o scan.png --images scan.jpg --set words=false
  ocrlayout convert answer.json --min-confidence 0.6 > scan.txt
  cat scan.png | ocrlayout convert - --engine local -o - --to pdf > scan.pdf
"""
_READ = """\
examples:
  ocrlayout read scan.jpg -o scan.json                       Azure when configured, else the local engine
  ocrlayout read scans/ -o answers/                          one answer each
  ocrlayout read book.pdf --engine azure --api 3.2 --language de --pages 1-10 -o book.json
  ocrlayout read scan.jpg --api di-2024-11-30 --option model=prebuilt-layout -o scan.json
  ocrlayout read --operation URL -o scan.json                fetch a result that was submitted earlier
"""
_SHOW = """\
examples:
  ocrlayout show scan.json
  ocrlayout show scan.json --min-confidence 0.8              list the words below 0.8
"""


def parse(arguments: Sequence[str] | None = None) -> argparse.Namespace:
    """Parse the command line; exits with 2 on wrong usage, as argparse does."""
    return _parser().parse_args(arguments)


def _parser() -> argparse.ArgumentParser:
    parser = _new(argparse.ArgumentParser, prog="ocrlayout", description=_ABOUT, epilog=_EXAMPLES)
    parser.add_argument("--version", action="version", version=f"ocrlayout-kit {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="{convert,read,show}")
    convert = _new(
        commands.add_parser,
        "convert",
        help="an image, PDF or answer to another format",
        epilog=_CONVERT,
    )
    _inputs(convert, "images, PDFs, saved answers, folders, globs; - is stdin")
    _images(convert)
    _engine(convert)
    _layout(convert)
    _outputs(convert)
    read = _new(
        commands.add_parser, "read", help="call an OCR engine and keep its answer", epilog=_READ
    )
    _inputs(read, "images, PDFs, folders, globs or URLs; - is standard input", nargs="*")
    _engine(read)
    read.add_argument(
        "--operation", metavar="URL", help="fetch the result of an operation submitted earlier"
    )
    _target(read, "file.json, folder/ or - (default) for the answers")
    show = _new(
        commands.add_parser,
        "show",
        help="what is in an answer: pages, angles, doubtful words",
        epilog=_SHOW,
    )
    _inputs(show, "saved answers, images or PDFs")
    _images(show)
    _engine(show)
    show.add_argument(
        "--min-confidence", type=_share, default=0.6, metavar="X", help="list words below it (0.6)"
    )
    for command in (convert, read, show):
        _voice(command)
    return parser


def _new(make: object, *names: str, **options: object) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = make(
        *names, formatter_class=argparse.RawDescriptionHelpFormatter, **options
    )  # type: ignore[operator]
    return parser


def _inputs(parser: argparse.ArgumentParser, text: str, nargs: str = "+") -> None:
    parser.add_argument("inputs", nargs=nargs, metavar="INPUT", help=text)
    parser.add_argument(
        "--as-given", action="store_true", help="keep the order given (default: natural order)"
    )


def _engine(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("recognition")
    group.add_argument("--engine", metavar="NAME", help="azure, rapidocr, or local (never uploads)")
    group.add_argument(
        "--api", metavar="VERSION", help="version of the service, such as 3.2 (default) or 2.1"
    )
    group.add_argument(
        "--language", metavar="CODE", help="language of the text, where the engine takes one"
    )
    group.add_argument(
        "--option",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="such as reading_order=natural",
    )
    group.add_argument(
        "--pages", metavar="LIST", type=_pages, help="only these pages, such as 1-3,7"
    )
    group.add_argument(
        "--dpi", type=_positive, metavar="N", help="resolution of scans that do not say theirs"
    )
    group.add_argument(
        "--password", help="of encrypted PDFs (default: the variable OCRLAYOUT_PASSWORD)"
    )
    group.add_argument(
        "--max-megapixels",
        type=_positive,
        metavar="N",
        help="open images larger than 250 million pixels",
    )
    parser.set_defaults(password=os.environ.get("OCRLAYOUT_PASSWORD"))


def _images(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--images",
        nargs="+",
        metavar="SCAN",
        default=[],
        help="the scans that saved answers belong to",
    )


def _layout(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("layout")
    group.add_argument(
        "--min-confidence", type=_share, metavar="X", help="drop words below it (0 to 1)"
    )
    group.add_argument("--no-deskew", action="store_true", help="leave the page at its angle")
    group.add_argument(
        "--order",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="direction=auto|ltr|rtl|vertical, tables=row|column, notes=after|before|place, headers= and"
        " footers=place|first|last|drop",
    )
    group.add_argument("--no-reorder", action="store_true", help="keep the engine's order of lines")


def _outputs(parser: argparse.ArgumentParser) -> None:
    _target(
        parser,
        "file, folder/ or - (default); the suffix names the format; may be given several times",
    )
    parser.add_argument(
        "--to",
        metavar="FORMATS",
        help="format by name, such as pdf or pdf,text; needed for folder/",
    )
    parser.add_argument(
        "--set",
        action="append",
        default=[],
        metavar="KEY=VALUE",
        help="option of the format (a wrong one lists all)",
    )


def _target(parser: argparse.ArgumentParser, text: str) -> None:
    parser.add_argument("-o", "--output", action="append", default=[], metavar="OUT", help=text)
    parser.add_argument(
        "--overwrite", action="store_true", help="replace files that exist (never an input)"
    )


def _voice(parser: argparse.ArgumentParser) -> None:
    group = parser.add_mutually_exclusive_group()
    group.add_argument("-q", "--quiet", action="store_true", help="errors only")
    group.add_argument(
        "-v", "--verbose", action="store_true", help="more, and the traceback of a fault of ours"
    )


def _share(value: str) -> float:
    number = _float(value)
    if not 0 <= number <= 1:
        raise argparse.ArgumentTypeError(f"{value} does not lie between 0 and 1")
    return number


def _positive(value: str) -> float:
    number = _float(value)
    if not 0 < number < 1e6:
        raise argparse.ArgumentTypeError(f"{value} is not a positive number")
    return number


def _float(value: str) -> float:
    try:
        return float(value)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{value!r} is not a number") from None


def _pages(value: str) -> str:
    """Check a list of pages such as ``1-3,7``."""
    page_numbers(value, 1)
    return value


def page_numbers(pages: str, last: int) -> tuple[list[int], set[int]]:
    """Page numbers of a list such as ``1-3,7`` or ``5-`` in a document that ends at page `last`.

    Returns
    -------
    list of int, set of int
        Those that are named one by one, and all.

    Raises
    ------
    argparse.ArgumentTypeError
        It is no such list.

    Examples
    --------
    >>> page_numbers("1-2,5-,9", 6)
    ([9], {1, 2, 5, 6, 9})
    """
    singles: list[int] = []
    ranges: set[int] = set()
    for part in pages.replace(" ", "").split(","):
        first, dash, end = part.partition("-")
        if not (first or end) or not (first or "1").isdecimal() or not (end or "1").isdecimal():
            raise argparse.ArgumentTypeError(f"{pages!r} is no list of pages such as 1-3,7")
        if int(first or 1) < 1:
            raise argparse.ArgumentTypeError("pages count from 1")
        if dash:
            ranges |= set(range(int(first or 1), min(int(end or last), last) + 1))
        else:
            singles.append(int(first))
    return singles, ranges | set(singles)
