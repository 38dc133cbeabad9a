"""The terminal: ``ocrlayout convert``, ``read`` and ``show``. The only room that prints and exits.

Exit codes: 0 all done, 1 some failed, 2 wrong usage, 130 interrupted.
"""

import argparse
import inspect
import json
import logging
import sys
import traceback
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from ocrlayout import formats
from ocrlayout.batch import run
from ocrlayout.cli import arguments, inputs, outputs
from ocrlayout.cli.inputs import Input, Usage
from ocrlayout.cli.voice import Voice, survive_closed_pipe
from ocrlayout.errors import OcrLayoutError
from ocrlayout.filters import filter_confidence
from ocrlayout.model import Document, Page
from ocrlayout.order import reorder
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
        command: Callable[[argparse.Namespace, Voice], int] = _COMMANDS[args.command]
        return command(args, voice)
    except Usage as error:
        voice.error(str(error))
        return 2
    except KeyboardInterrupt:
        voice.error("interrupted; what was written is whole, the rest was not begun")
        return 130
    except BrokenPipeError:
        survive_closed_pipe()
        return 1
    except Exception as error:  # noqa: BLE001  # the terminal never shows a traceback that nobody asked for
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
    head = f"{name}: " if name and name not in str(error) else ""
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
        return f"{error.filename}: {error.strerror.lower()}" if error.filename else error.strerror.lower()
    return str(error)


def _convert(args: argparse.Namespace, voice: Voice) -> int:
    items = inputs.gather(args.inputs, args.images, as_given=args.as_given)
    chosen = outputs.targets(args.output, args.to, args.set, args.dpi)
    outputs.check(items, chosen, overwrite=args.overwrite)
    engine = _engine(args, items, voice)
    done: list[tuple[Document, Any]] = []
    failed = 0
    with voice.progress(len(items)):
        for item, result in _each(items, lambda item: _document(item, args, engine, voice), voice):
            if result is None:
                failed += 1
                continue
            document, frames = result
            folders = [target for target in chosen if target.is_folder or len(items) == 1]
            try:
                written = [
                    path
                    for target in folders
                    for path in outputs.write(document, target, target.file_for(item), frames, overwrite=args.overwrite)
                ]
            except (OcrLayoutError, OSError) as error:
                if isinstance(error, (Usage, BrokenPipeError)):
                    raise
                _report(voice, item.name, error)
                failed += 1
                continue
            voice.done(f"{item.name}: {_count(document)}{_arrow(written)}")
            if len(folders) < len(chosen):
                done.append((document, frames))
    joined = [target for target in chosen if not target.is_folder] if len(items) > 1 else []
    failed += _join(done, joined, len(items), args, voice)
    if len(items) > 1:
        voice.say(f"{len(items) - failed} of {len(items)} done" + (f", {failed} failed" if failed else ""))
    return 1 if failed else 0


def _join(
    done: list[tuple[Document, Any]], joined: list[outputs.Target], total: int, args: argparse.Namespace, voice: Voice
) -> int:
    """Write all documents as one; 0 when that went well or was not asked for."""
    if not joined:
        return 0
    if len(done) < total:
        names = ", ".join(str(target.path or "standard output") for target in joined)
        voice.error(f"{names} not written: it would lack {total - len(done)} of {total} inputs")
        return 0
    document = Document.join(document for document, _ in done)
    frames = [frame for part, scans in done if scans for frame in formats.frames_of(part, scans)]
    for target in joined:
        written = outputs.write(document, target, target.path, frames or None, overwrite=args.overwrite)
        voice.say(f"{len(done)} inputs: {_count(document)}{_arrow(written)}")
    return 0


def _each(items: Sequence[Input], task: Callable[[Input], Any], voice: Voice) -> Iterator[tuple[Input, Any]]:
    """Run a task on every input; None stands for one that failed, and was reported."""
    for outcome in run(task, items):
        if isinstance(outcome.error, (Usage, BrokenPipeError)):
            raise outcome.error
        if outcome.error is not None:
            _report(voice, outcome.job.name, outcome.error)
        yield outcome.job, None if outcome.error else outcome.value


def _document(item: Input, args: argparse.Namespace, engine: Any, voice: Voice) -> tuple[Document, Any]:
    """Load or recognize an input; returns the document and the frames of its scans."""
    document, frames = _loaded(item, args, engine, voice)
    if not args.no_deskew:
        document = deskew(document)
    if args.min_confidence is not None:
        document = filter_confidence(document, args.min_confidence)
    return (document if args.no_reorder else reorder(document)), frames


def _loaded(item: Input, args: argparse.Namespace, engine: Any, voice: Voice) -> tuple[Document, Any]:
    limit = args.max_megapixels and args.max_megapixels * 1e6
    scans: Any = item.source if item.is_scan() else list(item.scans) or _beside(item, voice)
    frames = None
    if scans and not isinstance(scans, str):
        frames = formats.frames(scans, password=args.password, limit=limit)
    if item.is_scan():
        payload = _recognized(item, args, engine, voice)
        return formats.load(payload, images=frames), frames
    document = formats.load(item.source, images=frames)
    return _chosen(document, args.pages) if args.pages else document, frames


def _beside(item: Input, voice: Voice) -> list[Path]:
    """Find the one scan that lies beside a saved answer under the same name."""
    if item.path is None:
        return []
    beside = [path for path in item.path.parent.glob("*") if path.stem == item.stem]
    found = [path for path in beside if path.suffix.lower() in inputs.SCANS]
    if len(found) == 1:
        voice.detail(f"{item.name}: its scan is {found[0]}, beside it (--images names another)")
    return found if len(found) == 1 else []


def _chosen(document: Document, pages: str) -> Document:
    numbers = arguments.page_numbers(pages, max((page.number for page in document.pages), default=0))
    chosen = tuple(page for page in document.pages if page.number in numbers)
    if not chosen:
        raise Usage(f"--pages {pages}: the document has no such page")
    return Document(chosen, document.origin)


def _engine(args: argparse.Namespace, items: Sequence[Input], voice: Voice) -> Any:
    """Find the engine, if anything has to be recognized, and say where it sends what."""
    scans = [item for item in items if _exists(item) and item.is_scan()]
    if not scans:
        return None
    engine = formats.engine_for(args.engine)
    name = engine.__name__.rpartition(".")[2]
    if engine.REMOTE:
        files = "1 file" if len(scans) == 1 else f"{len(scans)} files"
        voice.say(f"uploading {files} to {engine.destination()} (--engine local uploads nothing)")
    elif args.engine is None:
        voice.say(f"no service is configured: using the local engine ({name}), nothing is uploaded")
    return engine


def _exists(item: Input) -> bool:
    """Tell whether an input can be looked at; one that cannot fails by itself, later, beside the others."""
    return item.path is None or item.path.is_file()


def _recognized(item: Input, args: argparse.Namespace, engine: Any, voice: Voice, **options: Any) -> Any:
    """Call the engine; an option that it does not take, or not so, is wrong usage."""
    voice.working(item.name, "recognizing")
    options |= _engine_options(engine, args, item, voice)
    try:
        return engine.read(item.source, **options)
    except (ValueError, TypeError) as error:
        if isinstance(error, OcrLayoutError):
            raise
        raise Usage(str(error)) from None


def _engine_options(engine: Any, args: argparse.Namespace, item: Input, voice: Voice) -> dict[str, Any]:
    """Collect the options that were given and that the engine takes."""
    takes = inspect.signature(engine.read).parameters
    name = engine.__name__.rpartition(".")[2]
    options = {key: getattr(args, key) for key in ("language", "pages", "api") if getattr(args, key) is not None}
    unknown = [key for key in options if key not in takes]
    if unknown:
        raise Usage(f"--{unknown[0]} is not for the engine {name}")
    limit = args.max_megapixels and args.max_megapixels * 1e6
    quiet_ones = {"password": args.password, "dpi": args.dpi, "limit": limit}
    options |= {key: value for key, value in quiet_ones.items() if key in takes and value is not None}
    for option in args.option:
        key, equals, value = option.partition("=")
        if not equals:
            raise Usage(f"--option takes KEY=VALUE, not {option!r}")
        options[key.strip().replace("-", "_")] = value
    if "progress" in takes:
        options["progress"] = lambda *news: _tell(voice, item.name, *news)
    return options


def _tell(voice: Voice, name: str, state: Any, value: Any) -> None:
    """Say what an engine reports: pages done of pages, or a state and its seconds, or the operation to resume."""
    if isinstance(state, int):
        voice.working(name, f"page {state} of {value}")
    elif isinstance(value, str):
        voice.working(name, str(state))
        voice.say(f"{name}: {state}; to resume it within 48 hours: ocrlayout read --operation {value}")
    else:
        voice.working(name, f"{state}, {value:.0f} s")


def _read(args: argparse.Namespace, voice: Voice) -> int:
    if bool(args.operation) == bool(args.inputs):
        raise Usage("read takes inputs, or --operation URL, and not both")
    if len(args.output) > 1:
        raise Usage("read writes the answer once: give one -o")
    output = args.output[0] if args.output else "-"
    if args.operation:
        engine = formats.engine_for(args.engine or "azure")
        item = Input(b"", args.operation, "operation")
        answer = _recognized(item, args, engine, voice, operation=args.operation, raw=True)
        _keep(answer, None if output == "-" else Path(output), args, set())
        return 0
    items = inputs.gather(args.inputs, [], as_given=args.as_given)
    _check_answers(items, output)
    paths = {item.name: _answer_path(item, output) for item in items}
    sources = {item.path.resolve() for item in items if item.path}
    for target in paths.values():
        if target is not None:
            outputs.refuse(target, sources, overwrite=args.overwrite)
    engine = _engine(args, items, voice)
    failed = 0
    with voice.progress(len(items)):
        task = lambda item: _answer(item, engine, args, voice)  # noqa: E731  # three names, one expression
        for item, answer in _each(items, task, voice):
            failed += answer is None
            if answer is not None:
                path = paths[item.name]
                _keep(answer, path, args, sources)
                voice.done(f"{item.name}: {len(answer):,} bytes{_arrow([path] if path else [])}")
    return 1 if failed else 0


def _answer(item: Input, engine: Any, args: argparse.Namespace, voice: Voice) -> bytes:
    return bytes(_recognized(item, args, engine, voice, raw=True))


def _check_answers(items: Sequence[Input], output: str) -> None:
    for item in items:
        if not item.is_scan():
            raise Usage(f"{item.name} is an answer already: use `ocrlayout convert` or `ocrlayout show`")
    folder = output.endswith(("/", "\\")) or Path(output).is_dir()
    if len(items) > 1 and not folder:
        raise Usage(f"{len(items)} answers do not fit one file: give a folder, such as -o answers/")
    if output != "-" and not folder and Path(output).suffix.lower() != ".json":
        raise Usage(f"read keeps the engine's answer, which is JSON; for {output} use `ocrlayout convert`")


def _answer_path(item: Input, output: str) -> Path | None:
    if output == "-":
        return None
    folder = output.endswith(("/", "\\")) or Path(output).is_dir()
    return Path(output) / f"{item.stem}.json" if folder else Path(output)


def _keep(answer: bytes, path: Path | None, args: argparse.Namespace, sources: set[Path]) -> None:
    """Keep an answer byte for byte."""
    if path is None:
        sys.stdout.buffer.write(answer)
        sys.stdout.buffer.flush()
        return
    outputs.refuse(path, sources, overwrite=args.overwrite)
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
            print("\n".join(_lines_about(item, result[0], args.min_confidence)))
    return 1 if failed else 0


def _lines_about(item: Input, document: Document, minimum: float) -> Iterator[str]:
    origin = " ".join(part for part in document.origin if part)
    yield f"{item.name}: {_count(document)}, {origin}"
    for page in document.pages:
        yield "  " + _about(page)
        doubtful = page.words[page.words.confidence < minimum]
        if len(doubtful):
            named = (json.dumps(word.text, ensure_ascii=False) + f" {word.confidence:.2f}" for word in doubtful[:12])
            rest = f", and {len(doubtful) - 12} more" if len(doubtful) > 12 else ""
            yield f"    {len(doubtful)} words below {minimum:g}: {', '.join(named)}{rest}"


def _about(page: Page) -> str:
    size = f"{page.width:g} × {page.height:g} {page.unit}" if not np.isnan(page.width) else "no size"
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
