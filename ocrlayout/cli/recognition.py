"""The engine that reads scans, and the options of the command line that it takes."""

import argparse
import contextlib
import inspect
import json
import threading
import typing
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from ocrlayout import page_ranges, recognition, registry
from ocrlayout.cli import pieces
from ocrlayout.cli.answers import candidate
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.usage import Usage, WrongOption
from ocrlayout.cli.values import pair, typed
from ocrlayout.cluster import Cluster
from ocrlayout.errors import EngineError, OcrLayoutError
from ocrlayout.hints import nearest
from ocrlayout.registry import Engine
from ocrlayout.workers import Here, Workers

if TYPE_CHECKING:
    from ocrlayout.cli.loading import Question

__all__ = ["Recognizer", "megapixels", "recognizer", "resumed"]

_MILLION = 1e6
# options of engines that are not the terminal's to give, or have an option of their own here
_RESERVED = frozenset(
    {
        *("raw", "progress", "operation", "limit", "password", "dpi"),
        *("session", "key", "token", "endpoint", "source", "pace"),
    }
)


# options that say how an engine is asked, and not what: its answer does not depend on them
_UNRELATED = frozenset(
    {
        *("password", "limit", "deadline", "interval", "rate", "operation_endpoint"),
        *("pace", "threads", "insecure"),
    }
)

# options that act on an engine alone; the language goes into PDFs, too
_ENGINE_ONLY = ("engine", "api", "option")


class Recognizer:
    """An engine with its options.

    Parameters
    ----------
    engine : module or EngineError
        An error is raised when the engine is first needed.
    options : dict
        For its ``read``.
    console : Console
        Is told how far it is.
    announce : callable, optional
        Returns what is said before the engine is asked for the first time.
    """

    def __init__(
        self,
        engine: Engine | EngineError,
        options: dict[str, Any],
        console: Console,
        announce: Callable[[], str] = str,
    ) -> None:
        self._found, self._options, self.console = engine, options, console
        self._announce, self._is_announced = announce, False
        self._announcing = threading.Lock()
        self._workers: Here | Workers | Cluster = Here()
        self._readers: Workers | None = None
        self._cores: int | None = None

    @property
    def _engine(self) -> Engine:
        if isinstance(self._found, EngineError):
            raise self._found
        return self._found

    @property
    def recognizes(self) -> bool:
        """Whether it can read pixels; another one is asked for whole PDFs."""
        return isinstance(self._found, EngineError) or registry.recognizes(self._found)

    @property
    def is_remote(self) -> bool:
        """Whether it uploads, and pages may have to be paid for."""
        return not isinstance(self._found, EngineError) and self._found.REMOTE

    @property
    def name(self) -> str:
        """The engine's name; ``""`` where there is none."""
        return "" if isinstance(self._found, EngineError) else _name(self._found)

    @property
    def destination(self) -> str:
        """Where it uploads; ``""`` where it does not."""
        is_remote = not isinstance(self._found, EngineError) and self._found.REMOTE
        return self._engine.destination() if is_remote else ""

    def work_in(
        self,
        workers: Here | Workers | Cluster,
        *,
        cores: int,
        at_once: int,
        readers: Workers | None = None,
    ) -> None:
        """Have a local engine work in other processes, and calls of a service keep one rate.

        Parameters
        ----------
        workers : Here, Workers or Cluster
        cores : int
            That each process may use.
        at_once : int
            Calls that are made at once.
        readers : Workers, optional
            To which the pages of a long scan are given, some to each, in place of one worker.
        """
        if isinstance(self._found, EngineError):
            return
        self._workers, self._readers, self._cores = workers, readers, cores
        if at_once > 1 and hasattr(self._found, "together"):
            with _wrong_options():
                self._options |= self._found.together(**self._options)

    def described(self) -> str:
        """Return the engine and those of its options that its answer depends on."""
        options = {key: self._options[key] for key in sorted(self._options.keys() - _UNRELATED)}
        return f"{self.name} {options}"

    def prepare(self) -> None:
        """Say what the engine will do; once, and before it is asked.

        Raises
        ------
        EngineError
            There is no engine, or it is not configured.
        """
        if isinstance(self._found, EngineError):
            raise self._found
        with self._announcing:
            if not self._is_announced:
                words = self._announce()
                self._is_announced = True
                if words:
                    self.console.say(words)

    def say(self, message: str) -> None:
        """Tell the terminal what is recognized, and what is not."""
        self.console.say(message)

    def takes_pages(self) -> bool:
        """Return whether the engine takes a list of pages."""
        with _wrong_options():
            return registry.takes_pages(self._engine, self._options)

    def ask(self, question: "Question") -> Any:
        """Return the answer to a question."""
        numbers, pages = question.numbers, question.pages
        return self.answer(question.item, question.source, numbers=numbers, pages=pages)

    def answer(
        self,
        item: Input,
        source: Any = None,
        *,
        accepted: Callable[[str], None] | None = None,
        numbers: Sequence[int] = (),
        **extra: Any,
    ) -> Any:
        """Return the engine's answer to an input, or to what was made of it.

        Parameters
        ----------
        item : Input
        source : path or bytes, optional
            What is recognized in place of the input.
        accepted : callable, optional
            Gets the URL of the operation as soon as a service has accepted the document.
        numbers : sequence of int
            The pages that are asked for, as far as they are known.
        **extra
            Options in place of those of the command line; None takes one back.

        Raises
        ------
        EngineError
            There is no engine, or it is not configured.
        WrongOption
            The engine does not take a value.
        """
        self.prepare()
        self.console.working(item.name, "recognizing")
        options = self._options | extra
        options = {key: value for key, value in options.items() if value is not None}
        source = item.source if source is None else source
        if not self._engine.REMOTE:
            return self._here(item, source, options, numbers)
        if "progress" in inspect.signature(self._engine.read).parameters:
            options["progress"] = partial(self._tell, item.name, accepted)
        with _wrong_options():
            return self._engine.read(source, **options)

    def _here(
        self, item: Input, source: Any, options: dict[str, Any], numbers: Sequence[int]
    ) -> Any:
        """Have a local engine read a scan, in one process or in several."""
        cores = self._cores
        joined = getattr(self._engine, "joined", None)
        can_be_divided = self._readers and joined and self.takes_pages()
        count = pieces.processes(len(numbers), cores or 1) if can_be_divided else 1
        if cores and "threads" in inspect.signature(self._engine.read).parameters:
            options = {"threads": cores // count} | options
        job = self.name, item.name, source
        if not (self._readers and joined) or count == 1:
            return self._workers.call(_recognized, *job, options, host=self.console)
        host = _Pages(self.console, len(numbers))
        call = partial(self._readers.call, _recognized, *job, host=host)
        raw = options.pop("raw", False)

        def recognize(some: Sequence[int]) -> Any:
            return call(options | {"pages": page_ranges.spelled(some)})

        answer = joined(pieces.recognized(recognize, numbers, count))
        return json.dumps(answer, ensure_ascii=False).encode() if raw else answer

    def _tell(
        self, name: str, accepted: Callable[[str], None] | None, state: str, value: str | float
    ) -> None:
        """Show a state and its seconds, or the operation to resume."""
        if isinstance(value, str):
            self.console.working(name, state)
            (accepted or partial(self.tell_operation, name))(value)
        else:
            self.console.working(name, f"{state}, {value:.0f} s")

    def tell_operation(self, name: str, operation: str) -> None:
        """Show how to resume what a service has accepted."""
        how = f"ocrlayout read --operation {operation}"
        self.console.say(f"{name}: submitted; to resume it within 48 hours: {how}")


class _Pages:
    """What tasks talk to that have some pages of a scan each: these are counted together."""

    def __init__(self, console: Console, total: int) -> None:
        self.say = console.say
        self._console, self._total, self._done = console, total, 0
        self._counting = threading.Lock()

    def working(self, name: str, _: str) -> None:
        """Count a page."""
        with self._counting:
            self._done += 1
        self._console.working(name, f"page {self._done} of {self._total}")


def _recognized(host: Console, engine: str, name: str, source: Any, options: dict[str, Any]) -> Any:
    """Have a local engine read; the host shows how far it is."""
    module = registry.engine_for(engine)
    if "progress" in inspect.signature(module.read).parameters:
        options = options | {"progress": partial(_tell_page, host, name)}
    with _wrong_options():
        return module.read(source, **options)


def _tell_page(host: Console, name: str, done: int, total: int) -> None:
    host.working(name, f"page {done} of {total}")


@contextlib.contextmanager
def _wrong_options() -> Iterator[None]:
    """Make a usage error of a value that an engine does not take."""
    try:
        yield
    except ValueError as error:
        if isinstance(error, OcrLayoutError):
            raise
        raise WrongOption(str(error)) from error


def recognizer(
    args: argparse.Namespace, items: Sequence[Input], console: Console, *, asks: bool = True
) -> Recognizer | None:
    """Find the engine, if anything has to be recognized, and say where it sends what.

    Nothing is said where nothing will be asked (`asks`).

    PDFs may turn out to have text, and the answer to a scan may lie beside it, so that no engine is
    needed: with these alone, whether there is an engine is said when it is needed.

    Raises
    ------
    Usage
        The engine is not known, or does not take an option.
    EngineError
        An engine is needed in any case, and there is none.
    """
    known = (*registry.names("engines"), "local")
    if args.engine not in (None, *known):
        hint = nearest(args.engine, known) or f"; there are {', '.join(known)}"
        raise Usage(f"no engine is named {args.engine!r}{hint}")
    scans = [item for item in items if item.is_scan]
    if not scans:
        _tell_unused(args, items, console)
        return None
    found = _recognizer(args, scans, console)
    if asks and not all(_may_do_without(item, args) for item in scans):
        found.prepare()
    return found


def _tell_unused(args: argparse.Namespace, items: Sequence[Input], console: Console) -> None:
    """Say which options have no effect where every input is an answer already."""
    given = [f"--{name}" for name in _ENGINE_ONLY if getattr(args, name)]
    if given and items:
        have = "has" if len(given) == 1 else "have"
        console.say(f"note: nothing has to be recognized: {', '.join(given)} {have} no effect")


def _may_do_without(item: Input, args: argparse.Namespace) -> bool:
    """Return whether a scan may turn out not to need an engine."""
    keeps_text = getattr(args, "existing_text", None) in recognition.KEEPING
    return (keeps_text and item.is_pdf) or candidate(item, args) is not None


def _recognizer(args: argparse.Namespace, scans: Sequence[Input], console: Console) -> Recognizer:
    try:
        engine = registry.engine_for(args.engine)
    except EngineError as error:
        return Recognizer(error, {}, console)
    announcement = partial(_announcement, engine, args, scans)
    return Recognizer(engine, _options(engine, args), console, announcement)


def _announcement(engine: Engine, args: argparse.Namespace, scans: Sequence[Input]) -> str:
    """Say where files are sent; how many PDFs have to be is not known yet."""
    if engine.REMOTE:
        count = len(scans)
        files = "1 file" if count == 1 else f"{count} files"
        is_open = count > 1 and any(_may_do_without(item, args) for item in scans)
        most = "up to " if is_open else ""
        where = engine.destination()
        return f"uploading {most}{files} to {where} (--engine local uploads nothing)"
    if args.engine:
        return ""
    name = _name(engine)
    return f"no service is configured: using the local engine ({name}), nothing is uploaded"


def resumed(args: argparse.Namespace, _: Sequence[Input], console: Console) -> Recognizer:
    """Find the engine of an operation that was submitted before; nothing is uploaded."""
    engine = registry.engine_for(args.engine or "azure")
    return Recognizer(engine, _options(engine, args), console)


def megapixels(args: argparse.Namespace) -> float | None:
    """Return the most pixels that an image may have, if the command line says it."""
    return args.max_megapixels * _MILLION if args.max_megapixels else None


def _name(engine: Engine) -> str:
    return engine.__name__.rpartition(".")[2]


def _options(engine: Engine, args: argparse.Namespace) -> dict[str, Any]:
    """Collect the options that were given; the engine has to take each of them."""
    named = {key: getattr(args, key) for key in ("language", "pages", "api")}
    given = {key: value for key, value in named.items() if value is not None}
    given |= dict(pair(option, "--option") for option in args.option)
    takes = inspect.signature(engine.read).parameters
    kinds = typing.get_type_hints(engine.read)
    options: dict[str, Any] = {}
    for key, value in given.items():
        _check(engine, key)
        known = key in takes
        options[key] = typed(f"--option {key}", value, kinds.get(key, str)) if known else value
    ours = {"password": args.password, "dpi": args.dpi, "limit": megapixels(args)}
    return options | {key: ours[key] for key in ours if key in takes and ours[key] is not None}


def _check(engine: Engine, key: str) -> None:
    """Refuse an option that an engine does not take."""
    takes = inspect.signature(engine.read).parameters.values()
    names = {one.name for one in takes if one.kind is one.KEYWORD_ONLY} - _RESERVED
    takes_any = any(one.kind is one.VAR_KEYWORD for one in takes)
    if key in names or (takes_any and key not in _RESERVED):
        return
    raise Usage(
        f"{_name(engine)} does not take an option {key!r}; there are {', '.join(sorted(names))}"
        f"{nearest(key, names)}"
    )
