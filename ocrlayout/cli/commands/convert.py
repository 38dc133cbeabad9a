"""``ocrlayout convert``: an image, PDF or answer to another format."""

import argparse
import typing
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from pathlib import Path
from typing import NamedTuple

from ocrlayout import tidy
from ocrlayout.cli import (
    billing,
    checking,
    format_flags,
    inputs,
    jobs,
    options,
    planning,
    resuming,
    targets,
)
from ocrlayout.cli.calls import Calls
from ocrlayout.cli.checking import Checked
from ocrlayout.cli.claims import Claims
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.loading import Part, counted, loaded, unanswered
from ocrlayout.cli.recognition import Recognizer, recognizer
from ocrlayout.cli.resuming import Plan
from ocrlayout.cli.targets import Target
from ocrlayout.cli.values import known_pair, typed
from ocrlayout.cli.writing import arrow, write
from ocrlayout.errors import ReadError
from ocrlayout.images import Frame
from ocrlayout.journal import Journal
from ocrlayout.order import OrderChoices

__all__ = ["EXAMPLES", "add_format_flags", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout convert scan.jpg -o scan.pdf                     recognize, straighten, order, write
  ocrlayout convert scan.jpg -o scan.pdf -o scan.txt         two formats, one recognition
  ocrlayout convert book.pdf -o book.searchable.pdf --pages 1-10
  ocrlayout convert archive/ -r -o out/ --to pdf,text        the same folders below out/
  ocrlayout convert report.pdf -o report.txt                 pages with text: no engine is asked
  ocrlayout convert old.pdf -o new.pdf --existing-text redo  a better layer for an old one
  ocrlayout convert scans/ -o book.pdf --pdfa 2u --title "Ledger 1871" --page-labels '1:r, 5:D'
  ocrlayout convert scans/ -o book.pdf --accessible --language en   tagged for screen readers
  ocrlayout convert tilted.jpg -o level.pdf --upright        the scan turned upright, its bytes kept
  ocrlayout convert answer.json --images scan.jpg -o scan.pdf --check   read back and compared
  ocrlayout convert answer.json --images scan.jpg -o scan.png --no-labels --set words=false
  ocrlayout convert answer.json --min-confidence 0.6 --form paragraphs > scan.txt
  cat scan.png | ocrlayout convert - --engine local -o - --to pdf > scan.pdf
"""

add_format_flags = format_flags.add_to


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    options.add_inputs(parser, "images, PDFs, saved answers, folders, globs; - is standard input")
    parser.add_argument(
        "--split",
        action="store_true",
        help="a file of several answers (a list, JSON Lines) is an input for each of them",
    )
    options.add_images(parser)
    options.add_engine(parser)
    options.add_layout(parser)
    options.add_outputs(parser)
    options.add_answers(options.add_resuming(parser))
    parser.add_argument(
        "--check",
        action="store_true",
        help="read the PDFs that were written, and compare their text with what it should be:"
        " one line for each file; exit code 1 if words are missing, misplaced or doubled, or a"
        " rule of the PDF/A or PDF/UA that was asked for is broken",
    )
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Convert every input; those of one output are joined."""
    items, chosen = _items(args), targets.targets(args)
    if args.check:
        checking.refuse(chosen)
    billing.refuse_urls(args, items)
    choices = tidy_choices(args)
    if args.dry_run:
        return planning.show(items, chosen, args, console)
    with resuming.opened(items, chosen, overwrite=args.overwrite) as (claims, journal):
        plan = resuming.begun(items, journal, chosen, args)
        engine = recognizer(args, plan.todo, console)
        calls = Calls(args, engine, journal) if engine else None
        work = Work(args, plan.todo, chosen, choices, claims, engine, calls)
        return _converted(work, plan, console, journal)


def _items(args: argparse.Namespace) -> list[Input]:
    search = options.search(args)
    return inputs.gather(
        args.inputs, args.images, as_given=args.as_given, search=search, split=args.split
    )


class Done(NamedTuple):
    """What became of an input: the files that were written, and those that were read back."""

    part: Part
    written: list[Path]
    checks: list[Checked]

    @property
    def pages(self) -> int:
        """Pages of its document."""
        return len(self.part.document)


@dataclass(frozen=True)
class Work:
    """What is done with every input."""

    args: argparse.Namespace
    items: Sequence[Input]
    chosen: Sequence[Target]
    choices: "TidyChoices"
    claims: Claims
    engine: Recognizer | None
    calls: Calls | None

    @cached_property
    def divided(self) -> tuple[list[Target], list[Target]]:
        """The outputs of each input by itself, and those of all together."""
        return targets.divided(self.chosen, self.items)

    def convert(self, item: Input) -> Done:
        """Convert an input to the outputs that it has by itself."""
        check = partial(_check_scans, self.chosen)
        part = loaded(item, self.args, self.engine, check, self.calls)
        part = part._replace(document=tidy(part.document, **self.choices))
        single = self.divided[0]
        written = _write_all(part, item, single, self.claims)
        return Done(part, written, _read_back(part, item, single) if self.args.check else [])


def _converted(work: Work, plan: Plan, console: Console, journal: Journal | None) -> int:
    """Convert all inputs that have to be, and return the exit code."""
    if plan.passed_over:
        console.say(plan.passed_over)
    task = resuming.kept(work.convert, journal, work.args) if journal else work.convert
    joined = work.divided[1]
    code = done = left = 0
    parts: list[Part] = []
    for _, result in jobs.each(plan.todo, task, console):
        left += result is None
        if result is not None:
            code |= _tell(result, console)
            done += 1
            parts += [result.part] if joined else []
    for target in joined:
        code |= _joined(parts, target, work, console)
    return code | _summarize(done, left, plan, console)


def _tell(done: Done, console: Console) -> int:
    """Show what was done, and what is not as it should be; return the exit code for that."""
    part, written, checks = done
    console.done(f"{part.name}: {counted(part.document)}{arrow(written)}")
    return checking.tell(checks, console) | unanswered(part, console)


def _joined(parts: Sequence[Part], target: Target, work: Work, console: Console) -> int:
    """Write all documents as one, and read it back where that is asked for."""
    code = _join(parts, target, work.items, work.claims, console)
    if code or not work.args.check:
        return code
    return checking.tell(checking.checked(parts, target, target.path), console)


class TidyChoices(OrderChoices, total=False):
    """The keywords of `tidy` that the command line has."""

    minimum: float | None
    deskew: bool
    reorder: bool
    join: bool


def tidy_choices(args: argparse.Namespace) -> TidyChoices:
    """Make sense of ``--order``, ``--min-confidence``, ``--join`` and the like.

    Raises
    ------
    Usage
        A choice of the order is not known.
    """
    kinds = typing.get_type_hints(OrderChoices)
    pairs = [known_pair(setting, "--order", list(kinds)) for setting in args.order]
    order = {key: typed(f"--order {key}", value, kinds[key]) for key, value in pairs}
    return {
        "minimum": args.min_confidence,
        "deskew": not args.no_deskew,
        "reorder": not args.no_reorder,
        "join": args.join,
        **typing.cast("OrderChoices", order),
    }


def _check_scans(chosen: Sequence[Target], frames: Sequence[Frame]) -> None:
    """Let writers refuse scans before anything is paid for."""
    for target in chosen:
        check = getattr(target.writer, "check_scans", None)
        if check:
            check(frames, target.writer.Options(**target.options))


def _write_all(part: Part, item: Input, chosen: Sequence[Target], claims: Claims) -> list[Path]:
    """Write a document to every target that it fits; what does not fit is an error after these."""
    fitting = [target for target in chosen if _fits(part, target)]
    written = [
        path for target in fitting for path in write([part], target, target.file_for(item), claims)
    ]
    if len(fitting) < len(chosen):
        raise ReadError(part.without_text, where=part.name)
    return written


def _read_back(part: Part, item: Input, chosen: Sequence[Target]) -> list[Checked]:
    files = ((target, target.file_for(item)) for target in chosen)
    return [each for target, path in files for each in checking.checked([part], target, path)]


def _fits(part: Part, target: Target) -> bool:
    """Return whether a format can show a document: some show nothing but its words."""
    return not (part.without_text and getattr(target.writer, "NEEDS_WORDS", False))


def _join(
    parts: Sequence[Part],
    target: Target,
    items: Sequence[Input],
    claims: Claims,
    console: Console,
) -> int:
    """Write all documents as one; returns 1 where that could not be done."""
    empty = [part for part in parts if not _fits(part, target)]
    if len(parts) < len(items):
        missing = f"{len(items) - len(parts)} of {len(items)} inputs"
        console.error(f"{target} not written: it would lack {missing}")
        return 1
    if empty:
        console.error(f"{target} not written: {empty[0].name}: {empty[0].without_text}")
        return 1
    written = write(parts, target, target.path, claims)
    pages = sum(len(part.document) for part in parts)
    console.say(f"{len(parts)} inputs: {pages} pages{arrow(written)}")
    return 0


def _summarize(done: int, left: int, plan: Plan, console: Console) -> int:
    """Count what was done, and return the exit code for it."""
    total = len(plan.todo)
    failed = total - done - left
    counts = f"{failed} failed" * bool(failed), f"{left} left (--max-billed)" * bool(left)
    if total > 1 or left:
        console.say(", ".join([f"{done} of {total} done", *filter(None, counts)]))
    return 0 if done == total and not plan.refused else 1
