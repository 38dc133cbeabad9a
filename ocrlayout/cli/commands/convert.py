"""``ocrlayout convert``: an image, PDF or answer to another format."""

import argparse
import contextlib
import typing
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from ocrlayout import tidy
from ocrlayout.cli import (
    billing,
    checking,
    format_flags,
    inputs,
    jobs,
    options,
    planning,
    reports,
    resuming,
    targets,
    watching,
)
from ocrlayout.cli.calls import Calls
from ocrlayout.cli.checking import Checked
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.loading import Given, Part, Question, counted, lacks, loaded
from ocrlayout.cli.recognition import Recognizer, recognizer
from ocrlayout.cli.reports.figures import figures
from ocrlayout.cli.reports.notes import Notes
from ocrlayout.cli.reports.rows import from_entries, from_journal
from ocrlayout.cli.reports.worst import Worst
from ocrlayout.cli.resuming import Plan
from ocrlayout.cli.targets import Target
from ocrlayout.cli.values import known_pair, typed
from ocrlayout.cli.writing import Pages, arrow, check_scans, write
from ocrlayout.errors import ImageError, OcrLayoutError, ReadError
from ocrlayout.journal import Journal, PageFigures
from ocrlayout.order import OrderChoices

__all__ = ["EXAMPLES", "add_format_flags", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout convert scan.jpg -o scan.pdf                     recognize, straighten, order, write
  ocrlayout convert scan.jpg -o scan.pdf -o scan.txt         two formats, one recognition
  ocrlayout convert book.pdf -o book.searchable.pdf --pages 1-10
  ocrlayout convert archive/ -r -o out/ --to pdf,text        the same folders below out/
  ocrlayout convert archive/ -r -o out/ --to pdf --report pages.html   what came of every page
  ocrlayout convert archive/ -r -o out/ --to pdf --jobs 16   16 calls of a service at once
  ocrlayout convert archive/ -r -o out/ --to pdf --cluster tcp://10.0.0.1:8786   other machines
  ocrlayout convert inbox/ -o out/ --to pdf --watch          what comes into the folder, as it comes
  ocrlayout convert report.pdf -o report.txt                 pages with text: no engine is asked
  ocrlayout convert old.pdf -o new.pdf --existing-text redo  a better layer for an old one
  ocrlayout convert scans/ -o book.pdf --pdfa 2u --title "Ledger 1871" --page-labels '1:r, 5:D'
  ocrlayout convert scans/ -o book.pdf --accessible --language en   tagged for screen readers
  ocrlayout convert tilted.jpg -o level.pdf --upright        the scan turned upright, its bytes kept
  ocrlayout convert answer.json --images scan.jpg -o scan.pdf --check   read back and compared
  ocrlayout convert answer.json --images scan.jpg -o scan.png --labels doubtful --blocks
  ocrlayout convert answer.json --images scan.jpg -o scan.png --facing   the page set again, beside
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
    watching.add_options(parser, options.positive)
    reports.add_option(parser)
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
    chosen = targets.targets(args)
    reports.check(args.report)
    if args.check:
        checking.refuse(chosen)
    if args.watch:

        def again(items: list[Input]) -> int:
            return _run(args, console, items, chosen)

        watching.watch(args, console, chosen, lambda: _items(args, chosen), again)
    return _run(args, console, _items(args, chosen), chosen)


def _run(
    args: argparse.Namespace, console: Console, items: list[Input], chosen: list[Target]
) -> int:
    """Convert some inputs."""
    if args.cluster:  # whose workers are in another folder
        items, chosen = [each.absolute() for each in items], [each.absolute() for each in chosen]
    billing.refuse_urls(args, items)
    choices = tidy_choices(args)
    if args.dry_run:
        return planning.show(items, chosen, args, console)
    with resuming.opened(items, chosen, overwrite=args.overwrite) as (claims, journal):
        if args.report:
            claims.claim_report(args.report)
        plan = resuming.begun(items, journal, chosen, args)
        engine = recognizer(args, plan.todo, console)
        with jobs.pool(args, plan.todo, engine) as pool:
            calls = Calls(args, engine, journal) if engine else None
            work = Work(jobs.sent(args), *targets.divided(chosen, items), choices, _facts(engine))
            run = Run(args, work, pool, jobs.Host(console, claims), calls)
            with calls.settled() if calls else contextlib.nullcontext():
                return _converted(run, plan, items, journal)


def _items(args: argparse.Namespace, chosen: Sequence[Target]) -> list[Input]:
    search = options.search(args)
    found = inputs.gather(
        args.inputs, args.images, as_given=args.as_given, search=search, split=args.split
    )
    return resuming.without_report(found, chosen, args.report)


class Done(NamedTuple):
    """What became of an input.

    Attributes
    ----------
    line : str
        What to say of it.
    figures : list of PageFigures
        What a report says of each page of its document.
    written : list of Path
        The files that were written.
    checks : list of Checked
        Those that were read back.
    lacks : str
        What to say of pages without an answer; ``""`` where there are none.
    part : Part or None
        Its document, where an output of all inputs together needs it.
    """

    line: str
    figures: list[PageFigures]
    written: list[Path]
    checks: list[Checked]
    lacks: str
    part: Part | None

    @property
    def pages(self) -> int:
        """Pages of its document."""
        return len(self.figures)


class Facts(NamedTuple):
    """What has to be known of an engine before it is asked."""

    recognizes: bool
    takes_pages: bool


def _facts(engine: Recognizer | None) -> Facts | None:
    if engine is None:
        return None
    try:
        return Facts(engine.recognizes, engine.takes_pages())
    except OcrLayoutError:  # it is raised when the engine is asked
        return Facts(engine.recognizes, takes_pages=False)


class Asked(Exception):
    """An input needs an answer, which is asked for elsewhere: it is not an error."""

    def __init__(self, question: Question) -> None:
        super().__init__(question)
        self.question = question


@dataclass(frozen=True)
class Asking:
    """Stands for the engine where an input is looked at, and puts off what it is asked."""

    facts: Facts
    host: jobs.Host

    @property
    def recognizes(self) -> bool:
        """Whether the engine can read pixels."""
        return self.facts.recognizes

    def takes_pages(self) -> bool:
        """Return whether the engine takes a list of pages."""
        return self.facts.takes_pages

    def say(self, message: str) -> None:
        """Tell the terminal."""
        self.host.say(message)

    def ask(self, question: Question) -> Any:
        """Put a question off.

        Raises
        ------
        Asked
        """
        raise Asked(question)


@dataclass(frozen=True)
class Work:
    """What is done with every input; it can be sent to another process.

    Attributes
    ----------
    args : Namespace
    single, joined : list of Target
        The outputs of each input by itself, and those of all together.
    choices : TidyChoices
    facts : Facts or None
        Of the engine, if there is one.
    """

    args: argparse.Namespace
    single: Sequence[Target]
    joined: Sequence[Target]
    choices: "TidyChoices"
    facts: Facts | None

    def convert(self, host: jobs.Host, item: Input, given: Given | None = None) -> Done:
        """Convert an input to the outputs that it has by itself.

        Raises
        ------
        Asked
            That has to be asked first; `given` is what came of it.
        """
        engine = Asking(self.facts, host) if self.facts else None
        check = partial(check_scans, [*self.single, *self.joined])
        part = loaded(item, self.args, engine, check, given)
        found = figures(part.document)  # before it is turned
        part = part._replace(document=tidy(part.document, **self.choices))
        written = _write_all(part, item, self.single, host)
        line = f"{part.name}: {counted(part.document)}{arrow(written)}"
        checks = _read_back(part, item, self.single) if self.args.check else []
        kept = part if self.joined else None
        return Done(line, found, written, checks, lacks(part), kept)


def _convert(host: jobs.Host, work: Work, item: Input, given: Given | None) -> Done | Question:
    """Convert an input, or return what has to be asked first."""
    try:
        return work.convert(host, item, given)
    except Asked as asked:
        return asked.question


@dataclass(frozen=True)
class Run:
    """A run: what is done, by whom, and who is asked."""

    args: argparse.Namespace
    work: Work
    pool: jobs.Pool
    host: jobs.Host
    calls: Calls | None

    @property
    def console(self) -> Console:
        """The terminal."""
        return self.host.console

    def convert(self, item: Input) -> Done:
        """Convert an input: it is looked at, an engine is asked if need be, and files are written.

        Only the asking is done here; the rest is done where there is a core for it.
        """
        given = None
        while not isinstance(found := self._called(item, given), Done):
            given = self._given(found)
        return found

    def _called(self, item: Input, given: Given | None) -> Done | Question:
        return self.pool.workers.call(_convert, self.work, item, given, host=self.host)

    def _given(self, question: Question) -> Given:
        calls = typing.cast("Calls", self.calls)  # who asks has an engine
        try:
            return Given(question.numbers, calls.ask(question))
        except ImageError as error:  # of some pages; what other pages have is kept
            return Given(question.numbers, error=error)


def _converted(run: Run, plan: Plan, items: Sequence[Input], journal: Journal | None) -> int:
    """Convert all inputs that have to be, and return the exit code."""
    console = run.console
    if plan.passed_over:
        console.say(plan.passed_over)
    notes, worst = Notes(), Worst()
    noted = notes.noting(run.convert)
    task = resuming.kept(run.convert, journal, run.args) if journal else noted
    code = done = left = 0
    parts: list[Part] = []
    unwritten = [str(target) for target in run.work.joined]
    with _named_if_interrupted(unwritten):
        for item, result in jobs.each(plan.todo, task, console, run.pool.threads):
            left += result is None
            if result is not None:
                code |= _tell(result, console)
                worst.add(item.name, result.figures)
                done += 1
                parts += [result.part] if result.part else []
        for target in run.work.joined:
            code |= _joined(parts, target, items, run)
            unwritten.pop(0)
    if str(worst):
        console.say(str(worst))
    if run.args.report:
        _report(run.args.report, notes, journal, run)
    return code | _summarize(done, left, plan, console)


@contextlib.contextmanager
def _named_if_interrupted(unwritten: list[str]) -> Iterator[None]:
    """Have an interrupt say which outputs of all inputs there are not."""
    try:
        yield
    except KeyboardInterrupt as interrupt:
        interrupt.unwritten = unwritten  # type: ignore[attr-defined]  # it is said
        raise


def _report(path: Path, notes: Notes, journal: Journal | None, run: Run) -> None:
    """Write the report: of all runs that the journal knows, or of this one."""
    billed = run.calls.billed if run.calls else {}
    entries = notes.entries(billed)
    rows = from_journal(journal, path) if journal else from_entries(entries, path)
    reports.save(rows, path)
    run.console.say(f"report{arrow([path])}")


def _tell(done: Done, console: Console) -> int:
    """Show what was done, and what is not as it should be; return the exit code for that."""
    console.done(done.line, done.pages)
    if done.lacks:
        console.error(done.lacks)
    return checking.tell(done.checks, console) | bool(done.lacks)


def _joined(parts: Sequence[Part], target: Target, items: Sequence[Input], run: Run) -> int:
    """Write all documents as one, and read it back where that is asked for."""
    code = _join(parts, target, items, run.host)
    if code or not run.args.check:
        return code
    return checking.tell(checking.checked(parts, target, target.path), run.console)


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


def _write_all(part: Part, item: Input, chosen: Sequence[Target], claims: Pages) -> list[Path]:
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


def _join(parts: Sequence[Part], target: Target, items: Sequence[Input], host: jobs.Host) -> int:
    """Write all documents as one; returns 1 where that could not be done."""
    console = host.console
    empty = [part for part in parts if not _fits(part, target)]
    if len(parts) < len(items):
        missing = f"{len(items) - len(parts)} of {len(items)} inputs"
        console.error(f"{target} not written: it would lack {missing}")
        return 1
    if empty:
        console.error(f"{target} not written: {empty[0].name}: {empty[0].without_text}")
        return 1
    written = write(parts, target, target.path, host)
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
