"""``ocrlayout read``: call an OCR engine and keep its answer."""

import argparse
import contextlib
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ocrlayout import formats
from ocrlayout.cli import billing, inputs, jobs, options, resuming
from ocrlayout.cli.calls import Calls
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.loading import Question, answered, lacks, question_of_all
from ocrlayout.cli.recognition import Recognizer, recognizer, resumed
from ocrlayout.cli.reports.figures import figures
from ocrlayout.cli.resuming import Plan
from ocrlayout.cli.targets import STDOUT, is_folder
from ocrlayout.cli.usage import Usage
from ocrlayout.cli.writing import arrow
from ocrlayout.errors import ReadError
from ocrlayout.journal import Journal, PageFigures

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
    options.add_resuming(parser)
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Keep the engine's answer to every input, byte for byte."""
    items = _items(args)
    place = _place(items, args.output[0] if args.output else STDOUT)
    if args.cluster:  # whose workers are in another folder
        items = [each.absolute() for each in items]
    billing.refuse_urls(args, items)
    with resuming.opened(items, [place], overwrite=args.overwrite) as (claims, journal):
        plan = resuming.begun(items, journal, [place], args)
        if plan.passed_over:
            console.say(plan.passed_over)
        find = resumed if args.operation else recognizer
        engine = find(args, plan.todo, console)
        with jobs.pool(args, plan.todo, engine) as pool:
            call = partial(pool.workers.call, host=jobs.Host(console, claims))
            reading = Reading(args, engine, journal, place, call)
            with reading.settled():
                return _read(reading, plan, console, pool.threads)


class Kept(NamedTuple):
    """What became of an input.

    Attributes
    ----------
    size : int
        Bytes of its answer.
    written : list of Path
        The file that has it, if it is one.
    pages : int
        Pages of the answer; 0 where that cannot be known.
    lacks : str
        What to say of pages without an answer; ``""`` where there are none.
    figures : list of PageFigures
        Of these pages, for a report.
    """

    size: int
    written: list[Path]
    pages: int
    lacks: str
    figures: list[PageFigures]


class Reading:
    """What is done with every input."""

    def __init__(
        self,
        args: argparse.Namespace,
        engine: Recognizer | None,
        journal: Journal | None,
        place: "Answers",
        call: Callable[..., Any],
    ) -> None:
        self.args, self.place, self.journal = args, place, journal
        self._engine, self._call = engine, call
        self._calls = Calls(args, engine, journal, raw=True) if engine else None

    def settled(self) -> contextlib.AbstractContextManager[None]:
        """When interrupted, wait for what is on its way; see `Calls`."""
        return self._calls.settled() if self._calls else contextlib.nullcontext()

    def keep(self, item: Input) -> Kept:
        """Ask for an answer, and keep it."""
        answer, path = self._answer(item), self.place.file_for(item)
        _keep(answer, path)
        is_known = not self.args.operation
        held, lacking = self._call(_held, item, answer, self.args) if is_known else ([], "")
        return Kept(len(answer), [path] if path else [], len(held), lacking, held)

    def _answer(self, item: Input) -> bytes:
        if not (self._engine and self._calls and item.is_scan):  # answers were refused before
            with item.source.open("rb"):
                raise ReadError("this is not an image or PDF", where=item.name)
        if self.args.operation:
            return bytes(self._engine.answer(item, raw=True, operation=self.args.operation))
        return bytes(self._calls.ask(self._call(_question, item, self.args)))


def _question(_: object, item: Input, args: argparse.Namespace) -> Question:
    """Return what an engine is asked for a scan; a task of a worker."""
    return question_of_all(item, args)


def _held(
    _: object, item: Input, answer: bytes, args: argparse.Namespace
) -> tuple[list[PageFigures], str]:
    """Return the figures of the pages of an answer, and what to say of those that it lacks."""
    part = answered(item, answer, args)
    return (figures(part.document), lacks(part)) if part else ([], "")


def _read(reading: Reading, plan: Plan, console: Console, threads: int) -> int:
    """Keep the answers to all inputs that have to be read, and return the exit code."""
    journal, keep = reading.journal, reading.keep
    task = resuming.kept(keep, journal, reading.args) if journal else keep
    code = done = left = 0
    for item, kept in jobs.each(plan.todo, task, console, threads):
        left += kept is None
        if kept is not None:
            console.done(f"{item.name}: {kept.size:,} bytes{arrow(kept.written)}", kept.pages)
            code |= _tell(kept, console)
            done += 1
    if left:
        console.say(f"{done} of {len(plan.todo)} done, {left} left (--max-billed)")
    return code if done == len(plan.todo) and not plan.refused else 1


def _tell(kept: Kept, console: Console) -> int:
    """Name the pages that an answer lacks; return the exit code for it."""
    if kept.lacks:
        console.error(kept.lacks)
    return 1 if kept.lacks else 0


def _items(args: argparse.Namespace) -> list[Input]:
    if bool(args.operation) == bool(args.inputs):
        raise Usage("read takes inputs, or --operation URL, and not both")
    if len(args.output) > 1:
        raise Usage("read writes the answer once: give one -o")
    if args.operation:
        return [Input(b"", args.operation, "operation", is_scan=True)]
    search = options.search(args)
    return inputs.gather(args.inputs, [], as_given=args.as_given, search=search)


@dataclass(frozen=True)
class Answers:
    """Where answers go: a folder, a file, or standard output."""

    path: Path | None
    is_folder: bool

    def file_for(self, item: Input) -> Path | None:
        """Return the file of an answer, None for standard output."""
        if not (self.is_folder and self.path):
            return self.path
        return self.path / item.folder / f"{item.stem}.json"

    def __str__(self) -> str:
        """Name it in messages."""
        return str(self.path) if self.path else "standard output"


def _place(items: Sequence[Input], output: str) -> Answers:
    """Find where the answers go.

    Raises
    ------
    Usage
        An input is an answer already, or `output` cannot hold them.
    """
    for item in items:
        if not item.is_scan and (isinstance(item.source, bytes) or item.source.is_file()):
            raise Usage(
                f"{item.name} is an answer already: use `ocrlayout convert` or `ocrlayout show`"
            )
    if is_folder(output):
        return Answers(Path(output), is_folder=True)
    if len(items) > 1:
        raise Usage(f"{len(items)} answers do not fit one file: give a folder, such as -o answers/")
    if output != STDOUT and Path(output).suffix.lower() != ".json":
        raise Usage(
            f"read keeps the engine's answer, which is JSON; for {output} use `ocrlayout convert`"
        )
    return Answers(None if output == STDOUT else Path(output), is_folder=False)


def _keep(answer: bytes, path: Path | None) -> None:
    """Keep an answer byte for byte."""
    if not path:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with formats.whole(path) as out:
        out.write(answer)
