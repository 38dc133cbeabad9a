"""The terminal: ``ocrlayout convert``, ``read`` and ``show``. The only room that prints and exits.

Exit codes: 0 all done, 1 some failed, 2 wrong usage, 130 interrupted.
"""

import argparse
import inspect
import json
import logging
import re
import sys
import traceback
import typing
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from ocrlayout import formats, images, order, registry
from ocrlayout.batch import run
from ocrlayout.cli import arguments, inputs, outputs
from ocrlayout.cli.inputs import Input, Usage
from ocrlayout.cli.voice import Voice, printable, survive_closed_pipe
from ocrlayout.errors import OcrLayoutError, ReadError, WriteError
from ocrlayout.filters import filter_confidence
from ocrlayout.model import Document, Page
from ocrlayout.skew import deskew, page_angle

__all__ = ["main"]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line.

    Parameters
    ----------
    argv : sequence of str, optional
        ``sys.argv[1:]`` by default.

    Returns
    -------
    int
        The exit code.
    """
    args = arguments.parse(argv)
    voice = Voice(quiet=args.quiet, verbose=args.verbose)
    _listen(voice)
    try:
        if sys.stdout is None:
            raise Usage("standard output is closed")
        # an ASCII terminal shows ? for ×
        sys.stdout.reconfigure(errors="replace")  # type: ignore[union-attr]
        command: Callable[[argparse.Namespace, Voice], int] = _COMMANDS[args.command]
        return command(args, voice)
    except Usage as error:
        voice.error(_words(error))
        if error.__cause__ is not None:
            voice.detail("".join(traceback.format_exception(error.__cause__)))
        return 2
    except KeyboardInterrupt:
        voice.error("interrupted; what was written is whole, the rest was not begun")
        return 130
    except BrokenPipeError:
        survive_closed_pipe()
        return 1
    # the terminal never shows a traceback that nobody asked for
    except Exception as error:  # noqa: BLE001
        _report(voice, "", error)
        return 1


def _listen(voice: Voice) -> None:
    """Show the package's own notes."""
    handler = logging.Handler()
    handler.emit = lambda record: voice.say(f"note: {record.getMessage()}")  # type: ignore[method-assign]
    logger = logging.getLogger("ocrlayout")
    logger.handlers[:] = [handler]
    logger.setLevel(logging.INFO)


def _report(voice: Voice, name: str, error: BaseException) -> None:
    """Say what went wrong, in a line or two."""
    head = f"{name}: " if name and name not in _words(error) else ""
    if isinstance(error, (OcrLayoutError, OSError)):
        voice.error(head + _words(error))
    else:
        fault = f"{type(error).__name__}: {error}"
        voice.error(f"{head}a fault of ocrlayout itself: {fault}; please report it (-v shows more)")
    if voice.verbose:
        voice.detail("".join(traceback.format_exception(error)))


def _words(error: BaseException) -> str:
    """Word an error; an OSError of the system gets its file named and no number."""
    if isinstance(error, OSError) and not isinstance(error, OcrLayoutError) and error.strerror:
        return (
            f"{error.filename}: {error.strerror.lower()}"
            if error.filename
            else error.strerror.lower()
        )
    return re.sub(r"\bimages=", "--images", str(error))  # as it is spelt here


def _convert(args: argparse.Namespace, voice: Voice) -> int:
    items = inputs.gather(args.inputs, args.images, as_given=args.as_given)
    chosen = outputs.targets(args.output, args.to, args.set, args.dpi)
    choices = outputs.order_options(args.order)
    claims = outputs.Claims(items, overwrite=args.overwrite)
    outputs.check(items, chosen, claims)
    engine = _engine(args, items, voice)
    single = [target for target in chosen if target.is_folder or len(items) == 1]
    joined = [target for target in chosen if target not in single]
    done: list[_Part] = []
    failed = 0

    def made(item: Input) -> tuple[_Part, list[Path]]:
        part = _Part(item.name, *_document(item, args, choices, engine, voice))
        written = [
            path
            for target in single
            for path in outputs.write(
                part.document, target, target.file_for(item), part.frames, claims
            )
        ]
        return part, written

    with voice.progress(len(items)):
        for item, result in _each(items, made, voice):
            if result is None:
                failed += 1
                continue
            part, written = result
            voice.done(f"{item.name}: {_count(part.document)}{_arrow(written)}")
            if joined:
                done.append(part)
    if joined:
        _join(done, joined, len(items), claims, voice)
    if len(items) > 1:
        voice.say(
            f"{len(items) - failed} of {len(items)} done" + (f", {failed} failed" if failed else "")
        )
    return 1 if failed else 0


class _Part(NamedTuple):
    """A document that an input became, and the frames of its scans, if any."""

    name: str
    document: Document
    frames: list[Any] | None


def _join(
    parts: list[_Part],
    joined: list[outputs.Target],
    total: int,
    claims: outputs.Claims,
    voice: Voice,
) -> None:
    """Write all documents as one; a book that would lack a part is not written."""
    if len(parts) < total:
        names = ", ".join(str(target.path or "standard output") for target in joined)
        voice.error(f"{names} not written: it would lack {total - len(parts)} of {total} inputs")
        return
    document = Document.join(part.document for part in parts)
    bare = [part.name for part in parts if part.frames is None]
    frames: Any = None
    if not bare:
        frames = [
            pair.frame for part in parts for pair in images.pair(part.document, part.frames or [])
        ]
    for target in joined:
        try:
            written = outputs.write(document, target, target.path, frames, claims)
        except WriteError as error:
            if bare:
                raise WriteError(
                    f"{target.path or 'standard output'}: {bare[0]} has no scan: name it with --images"
                ) from error
            raise
        voice.say(f"{len(parts)} inputs: {_count(document)}{_arrow(written)}")


def _each(
    items: Sequence[Input], task: Callable[[Input], Any], voice: Voice
) -> Iterator[tuple[Input, Any]]:
    """Run a task on every input; None stands for one that failed, and was reported."""
    for outcome in run(task, items):
        if isinstance(outcome.error, (_WrongOption, BrokenPipeError)):
            raise outcome.error
        if outcome.error is not None:
            _report(voice, outcome.job.name, outcome.error)
        yield outcome.job, None if outcome.error else outcome.value


def _document(
    item: Input,
    args: argparse.Namespace,
    choices: order.OrderChoices,
    engine: "_Engine | None",
    voice: Voice,
) -> tuple[Document, list[Any] | None]:
    """Load or recognize an input; returns the document and the frames of its scans."""
    document, frames = _loaded(item, args, engine, voice)
    if not args.no_deskew:
        document = deskew(document)
    if args.min_confidence is not None:
        document = filter_confidence(document, args.min_confidence)
    return (document if args.no_reorder else order.reorder(document, **choices)), frames


def _loaded(
    item: Input, args: argparse.Namespace, engine: "_Engine | None", voice: Voice
) -> tuple[Document, list[Any] | None]:
    scans: Any = item.source if item.is_scan else list(item.scans)
    frames = None
    if scans and not isinstance(scans, str):
        limit = _limit(args) or images.LIMIT
        frames = images.expand(scans, password=args.password, limit=limit)
    if item.is_scan and engine is not None:
        payload = _recognized(item, engine, voice)
        return formats.load(payload, images=frames), frames
    document = formats.load(item.source, images=frames)
    return _chosen(document, args.pages) if args.pages else document, frames


def _limit(args: argparse.Namespace) -> float | None:
    return args.max_megapixels * 1e6 if args.max_megapixels else None


def _chosen(document: Document, pages: str) -> Document:
    """Keep the pages that were asked for; one that is named and not there is an error."""
    there = {page.number for page in document.pages}
    singles, numbers = arguments.page_numbers(pages, max(there, default=0))
    missing = [number for number in singles if number not in there]
    chosen = tuple(page for page in document.pages if page.number in numbers)
    if missing or not chosen:
        raise ReadError(
            f"--pages {pages}: there is no page {missing[0] if missing else pages}, the last is {max(there, default=0)}"
        )
    return Document(chosen, document.origin)


class _Engine(NamedTuple):
    """An engine, and the options of the command line that it takes."""

    module: Any
    options: dict[str, Any]


def _engine(args: argparse.Namespace, items: Sequence[Input], voice: Voice) -> _Engine | None:
    """Find the engine, if anything has to be recognized, and say where it sends what."""
    scans = [item for item in items if item.is_scan]
    if args.engine not in (None, "local", *registry.names("engines")):
        raise Usage(
            f"no engine is named {args.engine!r}; there are {', '.join(registry.names('engines'))}, and local"
        )
    if not scans:
        return None
    module = registry.engine_for(args.engine)
    options = _engine_options(module, args)
    if module.REMOTE:
        files = "1 file" if len(scans) == 1 else f"{len(scans)} files"
        voice.say(f"uploading {files} to {module.destination()} (--engine local uploads nothing)")
    elif args.engine is None:
        voice.say(
            f"no service is configured: using the local engine ({outputs.name_of(module)}), nothing is uploaded"
        )
    return _Engine(module, options)


def _resumed(args: argparse.Namespace) -> _Engine:
    """Find the engine of an operation that was submitted before; nothing is uploaded."""
    module = registry.engine_for(args.engine or "azure")
    return _Engine(module, _engine_options(module, args))


class _WrongOption(Usage):
    """An option that the engine does not take so: it would fail for every input, so it ends the run."""


def _recognized(item: Input, engine: _Engine, voice: Voice, **extra: Any) -> Any:
    """Call the engine; a value that it does not take is wrong usage."""
    voice.working(item.name, "recognizing")
    options = engine.options | extra
    if "progress" in inspect.signature(engine.module.read).parameters:
        options["progress"] = lambda *news: _tell(voice, item.name, *news)
    try:
        return engine.module.read(item.source, **options)
    except ValueError as error:
        if isinstance(error, OcrLayoutError):
            raise
        raise _WrongOption(str(error)) from error


_OURS = {
    "raw",
    "progress",
    "operation",
    "limit",
    "password",
    "dpi",
    "session",
    "key",
    "token",
    "endpoint",
    "source",
}


def _engine_options(module: Any, args: argparse.Namespace) -> dict[str, Any]:
    """Collect the options that were given and that the engine takes."""
    takes = inspect.signature(module.read).parameters
    given = {
        key: getattr(args, key)
        for key in ("language", "pages", "api")
        if getattr(args, key) is not None
    }
    given |= dict(outputs.pair(option, "--option") for option in args.option)
    free = any(parameter.kind is parameter.VAR_KEYWORD for parameter in takes.values())
    kinds = typing.get_type_hints(module.read)
    options: dict[str, Any] = {}
    for key, value in given.items():
        if key in _OURS or not (free or key in takes):
            known = sorted(
                key
                for key in takes
                if key not in _OURS and takes[key].kind is inspect.Parameter.KEYWORD_ONLY
            )
            raise Usage(
                f"{outputs.name_of(module)} takes no option {key!r}; there are {', '.join(known)}"
            )
        options[key] = (
            outputs.typed(f"--option {key}", value, kinds.get(key, str)) if key in takes else value
        )
    ours = {"password": args.password, "dpi": args.dpi, "limit": _limit(args)}
    return options | {
        key: value for key, value in ours.items() if key in takes and value is not None
    }


def _tell(voice: Voice, name: str, state: Any, value: Any) -> None:
    """Say what an engine reports: pages done of pages, or a state and its seconds, or the operation to resume."""
    if isinstance(state, int):
        voice.working(name, f"page {state} of {value}")
    elif isinstance(value, str):
        voice.working(name, str(state))
        voice.say(
            f"{name}: {state}; to resume it within 48 hours: ocrlayout read --operation {value}"
        )
    else:
        voice.working(name, f"{state}, {value:.0f} s")


def _read(args: argparse.Namespace, voice: Voice) -> int:
    if bool(args.operation) == bool(args.inputs):
        raise Usage("read takes inputs, or --operation URL, and not both")
    if len(args.output) > 1:
        raise Usage("read writes the answer once: give one -o")
    output = args.output[0] if args.output else outputs.STDOUT
    items = inputs.gather(args.inputs, [], as_given=args.as_given)
    if args.operation:
        items = [Input(b"", args.operation, "operation", is_scan=True)]
    paths = _answer_paths(items, output)
    claims = outputs.Claims(items, overwrite=args.overwrite)
    for name, path in paths.items():
        if path is not None:
            claims.claim(path, name)
    extra = {"operation": args.operation} if args.operation else {}
    engine = _resumed(args) if args.operation else _engine(args, items, voice)
    failed = 0

    def kept(item: Input) -> tuple[int, Path | None]:
        if (
            engine is None or not item.is_scan
        ):  # what is an answer was refused above: this cannot be looked at
            with item.source.open("rb"):
                raise ReadError("this is no image or PDF", where=item.name)
        answer = bytes(_recognized(item, engine, voice, raw=True, **extra))
        _keep(answer, paths[item.name])
        return len(answer), paths[item.name]

    with voice.progress(len(items)):
        for item, result in _each(items, kept, voice):
            failed += result is None
            if result is not None:
                size, path = result
                voice.done(f"{item.name}: {size:,} bytes{_arrow([path] if path else [])}")
    return 1 if failed else 0


def _answer_paths(items: Sequence[Input], output: str) -> dict[str, Path | None]:
    """Find the file of each answer by its input's name, None for standard output."""
    for item in items:
        if not item.is_scan and (isinstance(item.source, bytes) or item.source.is_file()):
            raise Usage(
                f"{item.name} is an answer already: use `ocrlayout convert` or `ocrlayout show`"
            )
    folder = outputs.is_folder(output)
    if len(items) > 1 and not folder:
        raise Usage(f"{len(items)} answers do not fit one file: give a folder, such as -o answers/")
    if output == outputs.STDOUT:
        return {item.name: None for item in items}
    if not folder and Path(output).suffix.lower() != ".json":
        raise Usage(
            f"read keeps the engine's answer, which is JSON; for {output} use `ocrlayout convert`"
        )
    return {
        item.name: Path(output) / f"{item.stem}.json" if folder else Path(output) for item in items
    }


def _keep(answer: bytes, path: Path | None) -> None:
    """Keep an answer byte for byte."""
    if path is None:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    with formats.whole(path) as out:
        out.write(answer)


def _show(args: argparse.Namespace, voice: Voice) -> int:
    items = inputs.gather(args.inputs, args.images, as_given=args.as_given)
    engine = _engine(args, items, voice)
    failed = 0
    for item, result in _each(items, lambda item: _loaded(item, args, engine, voice), voice):
        failed += result is None
        if result is not None:
            print("\n".join(map(printable, _lines_about(item, result[0], args.min_confidence))))
    return 1 if failed else 0


def _lines_about(item: Input, document: Document, minimum: float) -> Iterator[str]:
    origin = " ".join(part for part in document.origin if part)
    yield f"{item.name}: {_count(document)}, {origin}"
    for page in document.pages:
        yield "  " + _about(page)
        doubtful = page.words[page.words.confidence < minimum]
        if len(doubtful):
            named = (
                json.dumps(word.text, ensure_ascii=False) + f" {word.confidence:.2f}"
                for word in doubtful[:12]
            )
            rest = f", and {len(doubtful) - 12} more" if len(doubtful) > 12 else ""
            yield f"    {len(doubtful)} words below {minimum:g}: {', '.join(named)}{rest}"


def _about(page: Page) -> str:
    size = (
        f"{page.width:g} × {page.height:g} {page.unit}" if not np.isnan(page.width) else "no size"
    )
    said = f" (the service says {page.angle:.1f}°)" if not np.isnan(page.angle) else ""
    known = page.words.confidence[~np.isnan(page.words.confidence)]
    mean = f", mean confidence {known.mean():.2f}" if len(known) else ""
    return (
        f"page {page.number}: {size}, text at {page_angle(page):.1f}°{said},"
        f" {len(page.lines)} lines, {len(page.words)} words{mean}"
    )


def _count(document: Document) -> str:
    words = sum(len(page.words) for page in document.pages)
    pages = len(document)
    return f"{pages} page{'s' * (pages != 1)}, {words} word{'s' * (words != 1)}"


def _arrow(written: Sequence[Path]) -> str:
    names = [str(path) for path in written[:3]]
    more = f" and {len(written) - 3} more" if len(written) > 3 else ""
    return f" → {', '.join(names)}{more}" if written else ""


_COMMANDS = {"convert": _convert, "read": _read, "show": _show}
