"""``ocrlayout read``: call an OCR engine and keep its answer."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ocrlayout import formats
from ocrlayout.cli import inputs, jobs, options
from ocrlayout.cli.claims import Claims
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.loading import answered, unanswered
from ocrlayout.cli.recognition import Recognizer, recognizer, resumed
from ocrlayout.cli.targets import STDOUT, is_folder
from ocrlayout.cli.usage import Usage
from ocrlayout.cli.writing import arrow
from ocrlayout.errors import ReadError

__all__ = ["EXAMPLES", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout read scan.jpg -o scan.json                       Azure if configured, else local
  ocrlayout read scans/ -o answers/                          one answer each
  ocrlayout read archive/ -r -o answers/                     the same folders below answers/
  ocrlayout read book.pdf --engine azure --api 3.2 --language de --pages 1-10 -o book.json
  ocrlayout read scan.jpg --api di-2024-11-30 --option model=prebuilt-layout -o scan.json
  ocrlayout read --operation URL -o scan.json                fetch a result submitted earlier
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    text = "images, PDFs, folders, globs or URLs; - is standard input"
    options.add_inputs(parser, text, nargs="*")
    options.add_engine(parser, with_text=False)
    parser.add_argument(
        "--operation", metavar="URL", help="fetch the result of an operation submitted earlier"
    )
    options.add_target(parser, "file.json, folder/ or - (default) for the answers")
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Keep the engine's answer to every input, byte for byte."""
    items = _items(args)
    paths = _paths(items, args.output[0] if args.output else STDOUT)
    claims = Claims(items, overwrite=args.overwrite)
    for name, path in paths.items():
        if path is not None:
            claims.claim(path, name)
    engine = resumed(args, console) if args.operation else recognizer(args, items, console)
    extra: dict[str, Any] = {"operation": args.operation} if args.operation else {}

    def kept(item: Input) -> bytes:
        answer = _answer(item, engine, extra)
        _keep(answer, paths[item.name])
        return answer

    codes = []
    for item, answer in jobs.each(items, kept, console):
        path = paths[item.name]
        console.done(f"{item.name}: {len(answer):,} bytes{arrow([path] if path else [])}")
        codes.append(_lacking(item, answer, args, console))
    return max(codes, default=0) if len(codes) == len(items) else 1


def _lacking(item: Input, answer: bytes, args: argparse.Namespace, console: Console) -> int:
    """Name the pages of a scan that its answer lacks; return the exit code for them."""
    part = answered(item, answer, args) if not args.operation else None
    return unanswered(part, console) if part else 0


def _items(args: argparse.Namespace) -> list[Input]:
    if bool(args.operation) == bool(args.inputs):
        raise Usage("read takes inputs, or --operation URL, and not both")
    if len(args.output) > 1:
        raise Usage("read writes the answer once: give one -o")
    if args.operation:
        return [Input(b"", args.operation, "operation", is_scan=True)]
    search = options.search(args)
    return inputs.gather(args.inputs, [], as_given=args.as_given, search=search)


def _paths(items: Sequence[Input], output: str) -> dict[str, Path | None]:
    """Find the file of each answer by its input's name, None for standard output."""
    for item in items:
        if not item.is_scan and (isinstance(item.source, bytes) or item.source.is_file()):
            raise Usage(
                f"{item.name} is an answer already: use `ocrlayout convert` or `ocrlayout show`"
            )
    if is_folder(output):
        return {item.name: Path(output) / item.folder / f"{item.stem}.json" for item in items}
    if len(items) > 1:
        raise Usage(f"{len(items)} answers do not fit one file: give a folder, such as -o answers/")
    if output == STDOUT:
        return {items[0].name: None}
    if Path(output).suffix.lower() != ".json":
        raise Usage(
            f"read keeps the engine's answer, which is JSON; for {output} use `ocrlayout convert`"
        )
    return {items[0].name: Path(output)}


def _answer(item: Input, engine: Recognizer | None, extra: dict[str, Any]) -> bytes:
    if not engine or not item.is_scan:  # answers were refused: this file cannot be looked at
        with item.source.open("rb"):
            raise ReadError("this is not an image or PDF", where=item.name)
    return bytes(engine.answer(item, raw=True, **extra))


def _keep(answer: bytes, path: Path | None) -> None:
    """Keep an answer byte for byte."""
    if not path:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with formats.whole(path) as out:
        out.write(answer)
