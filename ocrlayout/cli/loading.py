"""An input becomes a document, and the frames of its scans."""

import argparse
import contextlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple, Protocol

from ocrlayout import formats, images, page_ranges, recognition
from ocrlayout.cli import answers
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import SCANS, Input
from ocrlayout.cli.options import PageSize
from ocrlayout.cli.recognition import megapixels
from ocrlayout.cli.usage import WrongOption
from ocrlayout.errors import ImageError, OcrLayoutError, ReadError
from ocrlayout.images import Frame
from ocrlayout.model import Document
from ocrlayout.model.columns import plural
from ocrlayout.sources import Source

__all__ = [
    "Asking",
    "Given",
    "Part",
    "Question",
    "answered",
    "counted",
    "lacks",
    "loaded",
    "question_of",
    "question_of_all",
    "unanswered",
]


class Part(NamedTuple):
    """A document that an input became, and the frames of its scans, if any."""

    name: str
    document: Document
    frames: list[Frame] | None

    @property
    def without_text(self) -> str:
        """What to say where an answer has fields but no text; ``""`` where it has text."""
        fields = sum(len(page.fields) for page in self.document)
        if not fields or any(len(page.words) for page in self.document):
            return ""
        return (
            f"the answer has {plural(fields, 'field')} but no text; ask the service for the text,"
            " too (includeTextDetails=true)"
        )


class Question(NamedTuple):
    """What an engine is asked.

    Attributes
    ----------
    item : Input
    source : path or bytes
        What it is sent.
    pages : str or None
        The pages of `source` that are asked for, where not all of them are.
    numbers : sequence of int
        The pages of the input that these are; empty where that is not known.
    is_whole : bool
        They are all pages of the input.
    """

    item: Input
    source: Any
    pages: str | None
    numbers: Sequence[int]
    is_whole: bool


class Given(NamedTuple):
    """What came of a question.

    Attributes
    ----------
    numbers : sequence of int
        The pages of the input that were asked for.
    answer : dict, list or bytes
    error : ImageError or None
        The engine could not open any of them.
    """

    numbers: Sequence[int]
    answer: Any = None
    error: ImageError | None = None


class Asking(Protocol):
    """What is asked for pages: an engine, now or later."""

    @property
    def recognizes(self) -> bool:
        """Whether it can read pixels; another one is asked for whole PDFs."""

    def takes_pages(self) -> bool:
        """Return whether it takes a list of pages."""

    def say(self, message: str) -> None:
        """Tell the terminal."""

    def ask(self, question: Question) -> Any:
        """Return its answer."""


def loaded(
    item: Input,
    args: argparse.Namespace,
    engine: Asking | None,
    check: Callable[[Sequence[Frame]], None] | None = None,
    given: Given | None = None,
) -> Part:
    """Load or recognize an input.

    Parameters
    ----------
    item : Input
    args : Namespace
    engine : Asking or None
    check : callable, optional
        Gets the scans before any of them is recognized; what it raises stops that.
    given : Given, optional
        What the engine answered before; it is not asked again.

    Raises
    ------
    ReadError
        A page that is asked for is not there, or the answer is not one.
    ImageError, ServiceError
        A scan cannot be opened; the engine failed.
    """
    frames = _frames(item, args)
    if item.is_scan and engine is not None:
        scan = Scan(item, args, frames, engine, given)
        document = _recognized(scan, check)
    else:
        with _named_as_what_it_is(item):
            document = _answer(item.source, args, frames)
        document = _chosen(document, args.pages) if args.pages else document
    return Part(item.name, document, _asked(frames, args.pages))


class Scanned(NamedTuple):
    """How many pages of a scan are asked for, and those for which an engine would be."""

    pages: int
    question: Question


class Scan(NamedTuple):
    """A scan, and what recognizes it."""

    item: Input
    args: argparse.Namespace
    frames: list[Frame] | None
    engine: Asking
    given: Given | None = None

    @property
    def numbers(self) -> Sequence[int]:
        """The pages that are asked for; none where a service fetches the file."""
        there = range(1, len(self.frames or ()) + 1)
        return _among(self.args.pages, there) if self.args.pages and there else there

    def saved(self, numbers: Sequence[int]) -> Document | None:
        """Return pages of the answer that lies beside it, if there is one."""
        if self.given or not self.frames or not self.engine.recognizes:
            return None
        return answers.beside(self.item, self.args, self.frames, numbers, self.engine.say)

    def ask(self, source: Any, pages: str | None, numbers: Sequence[int]) -> Any:
        """Ask the engine for pages."""
        if self.given and self.given.error:
            raise self.given.error
        if self.given:
            return self.given.answer
        is_whole = len(numbers) == len(self.frames or ())
        return self.engine.ask(Question(self.item, source, pages, numbers, is_whole))

    def route(
        self, frames: Sequence[Frame], check: Callable[[Sequence[Frame]], None] | None
    ) -> recognition.Route:
        """Decide which pages of a PDF are recognized: those that were, if some were."""
        if self.given:
            rest = sorted(set(self.numbers) - set(self.given.numbers))
            return recognition.Route(frames, rest, list(self.given.numbers))
        found = recognition.route(frames, self.args.existing_text, self.numbers)
        if found.recognized and check:
            check(frames)
        if found.read:
            self.engine.say(f"{self.item.name}: {_has_text(found.read)}: not recognized")
        return found


def question_of_all(item: Input, args: argparse.Namespace) -> Question:
    """Return what an engine is asked for a scan whatever is on its pages.

    A scan that cannot be opened here is the engine's to judge; it counts as one page.
    """
    try:
        frames = _frames(item, args) or []
        numbers = [frame.index + 1 for frame in _asked(frames, args.pages) or []]
    except OcrLayoutError:
        frames, numbers = [], [1]
    return Question(item, item.source, args.pages, numbers, is_whole=not args.pages)


def question_of(item: Input, args: argparse.Namespace, engine: Asking) -> Scanned:
    """Return what an engine would be asked for a scan, without asking it.

    Raises
    ------
    ReadError, ImageError
        As for :func:`loaded`.
    """
    scan = Scan(item, args, _frames(item, args), engine)
    numbers: Sequence[int] = scan.numbers
    if scan.frames and recognition.is_one_pdf(scan.frames) and engine.recognizes:
        numbers = recognition.route(scan.frames, args.existing_text, numbers).recognized
    rest = [] if scan.saved(numbers) is not None else numbers
    is_whole = len(rest) == len(scan.frames or ())
    return Scanned(len(scan.numbers), Question(item, item.source, None, rest, is_whole))


def _recognized(scan: Scan, check: Callable[[Sequence[Frame]], None] | None) -> Document:
    if scan.frames and recognition.is_one_pdf(scan.frames) and scan.engine.recognizes:
        return _recognized_pdf(scan, scan.frames, check)
    saved = scan.saved(scan.numbers)
    if saved is not None:
        return saved
    if check and scan.frames:
        check(scan.frames)
    answer = scan.ask(scan.item.source, scan.args.pages, scan.numbers)
    return formats.load(answer, images=scan.frames)


def _recognized_pdf(
    scan: Scan, frames: list[Frame], check: Callable[[Sequence[Frame]], None] | None
) -> Document:
    found = scan.route(frames, check)
    saved = scan.saved(found.recognized)
    rest = found._replace(recognized=[]) if saved is not None else found

    def ask(source: Any, pages: str | None) -> Any:
        return scan.ask(source, pages, found.recognized)

    document = recognition.follow(rest, scan.item.source, ask, scan.engine.takes_pages)
    pages = [*document, *(saved or ())]
    return Document(sorted(pages, key=lambda page: page.number)) if saved else document


def _has_text(numbers: Sequence[int]) -> str:
    return f"{page_ranges.named(numbers)} {'has' if len(numbers) == 1 else 'have'} text"


def answered(item: Input, answer: bytes, args: argparse.Namespace) -> Part | None:
    """Return what an engine's answer holds; None where that, or its scan, cannot be looked at."""
    try:
        frames = _asked(_frames(item, args), args.pages)
        return Part(item.name, formats.load(answer, images=frames), frames)
    except OcrLayoutError:
        return None


def _frames(item: Input, args: argparse.Namespace) -> list[Frame] | None:
    scans = item.source if item.is_scan else list(item.scans)
    if isinstance(scans, str) or not scans:  # a URL is not opened here
        return None
    limit = megapixels(args) or images.LIMIT
    return images.expand(scans, password=args.password, limit=limit)


def _asked(frames: list[Frame] | None, pages: str | None) -> list[Frame] | None:
    """Keep the frames of the pages that were asked for, where one file has all pages."""
    if not (frames and pages and images.is_one_file(frames)):
        return frames
    numbers = _among(pages, range(1, len(frames) + 1))
    return [frames[number - 1] for number in numbers]


@contextlib.contextmanager
def _named_as_what_it_is(item: Input) -> Iterator[None]:
    """Say of a file that is named as a picture, and is neither that nor an answer, just that."""
    suffix = item.source.suffix if isinstance(item.source, Path) else ""
    try:
        yield
    except ReadError as error:
        if suffix.lower() not in SCANS or error.provider or not item.source.stat().st_size:
            raise
        text = f"neither an image or PDF, as the name ({suffix}) says, nor an OCR answer"
        raise ImageError(f"{text}; is the file damaged?") from error


def _answer(
    source: Path | bytes | str, args: argparse.Namespace, frames: list[Frame] | None
) -> Document:
    """Load an answer, with the page sizes that were typed."""
    given: list[PageSize] = args.page_size
    if not given:
        return formats.load(source, images=frames)
    document = _sized(source, given)
    in_inches = any(size.is_inch for size in given)
    if not in_inches or all(page.unit == "inch" for page in document):
        return document
    if not args.dpi:
        raise WrongOption("--page-size in inches: this answer counts in pixels; say --dpi, too")
    return _sized(source, [_in_pixels(size, args.dpi) for size in given])


def _sized(source: Source, given: list[PageSize]) -> Document:
    return formats.load(source, sizes=[(width, height) for width, height in given])


def _in_pixels(size: PageSize, dpi: float) -> PageSize:
    return PageSize(round(side * dpi) for side in size) if size.is_inch else size


def _chosen(document: Document, pages: str) -> Document:
    """Keep the pages that were asked for; each that is named has to be there."""
    numbers = _among(pages, [page.number for page in document])
    return Document(page for page in document if page.number in numbers)


def _among(pages: str, there: Iterable[int]) -> list[int]:
    try:
        return page_ranges.parse(pages).among(there)
    except ValueError as error:
        raise ReadError(f"--{error}") from None


def unanswered(part: Part, console: Console) -> int:
    """Name the pages of a scan that the answer lacks; return the exit code for it."""
    lacking = lacks(part)
    if lacking:
        console.error(lacking)
    return 1 if lacking else 0


def lacks(part: Part) -> str:
    """Say which pages of a scan the answer lacks; ``""`` where it has them all.

    Services answer a part of a file where a plan has limits (the free tier: two pages).
    """
    frames = part.frames or []
    answered = {page.number for page in part.document}
    missing = [frame.index + 1 for frame in frames if frame.index + 1 not in answered]
    if not (missing and images.is_one_file(frames)):
        return ""
    return f"{part.name}: no answer for {page_ranges.named(missing)} of the scan"


def counted(document: Document) -> str:
    """Count pages and words, for a message.

    Examples
    --------
    >>> counted(Document())
    '0 pages, 0 words'
    """
    words = sum(len(page.words) for page in document)
    return f"{plural(len(document), 'page')}, {plural(words, 'word')}"
