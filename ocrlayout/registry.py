"""Readers, writers and engines: the files of their folders, found by name, suffix or content.

No format is known here. A folder's files are listed without loading them; a file is loaded when it
is needed.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterable, Mapping
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any, BinaryIO, Protocol, cast

from ocrlayout.errors import EngineError, UnknownFormat, WriteError
from ocrlayout.hints import nearest
from ocrlayout.model import Document
from ocrlayout.sources import Scans

__all__ = [
    "Engine",
    "Reader",
    "Writer",
    "accepting",
    "engine_for",
    "listed",
    "modules",
    "names",
    "reader_for",
    "recognizes",
    "takes_pages",
    "writer_for",
]

Reader = Callable[..., Document]
_LONGEST = 40  # characters of a name that a message repeats


class Writer(Protocol):
    """A module of ``writers/``."""

    __name__: str
    SUFFIXES: tuple[str, ...]
    Options: type[Any]

    def write(
        self,
        documents: Iterable[Document],
        out: BinaryIO,
        *,
        images: Iterable[Scans] | None = None,
        options: Any = ...,
    ) -> None:
        """Write documents into a file object as they come."""


class Engine(Protocol):
    """A module of ``engines/``."""

    __name__: str
    REMOTE: bool

    def ready(self) -> bool:
        """Return whether the engine is configured or installed."""

    def destination(self) -> str:
        """Return where a remote engine sends what it reads."""

    def read(self, source: Any, **options: Any) -> Any:
        """Recognize an image or PDF; returns the engine's own payload."""


@cache
def names(room: str) -> tuple[str, ...]:
    """List the modules of a folder (``"readers"``, …) without loading them; not ``_names``.

    Examples
    --------
    >>> "text" in names("writers")
    True
    """
    package = importlib.import_module(f"ocrlayout.{room}")
    found = (info.name for info in pkgutil.iter_modules(package.__path__))
    return tuple(name for name in found if not name.startswith("_"))


def modules(room: str) -> dict[str, ModuleType]:
    """Load every module of a folder (``"readers"``, ``"writers"``, ``"engines"``), by name."""
    return {name: _module(room, name) for name in names(room)}


def _module(room: str, name: str) -> ModuleType:
    return importlib.import_module(f"ocrlayout.{room}.{name}")


def reader_for(payload: Any, provider: str | None = None) -> Reader:
    """Find the one reader that accepts a payload, or the one that is named.

    Raises
    ------
    UnknownFormat
        No reader accepts it, or more than one; or none has that name, or the one that has it does
        not accept it.
    """
    if provider is not None:
        if provider not in names("readers"):
            raise UnknownFormat(_unknown("reader", provider, names("readers")))
        return _named_reader(payload, provider)
    able = accepting(payload)
    readers = modules("readers")
    if len(able) == 1:
        return cast(Reader, readers[able[0]].read)
    if able:
        raise UnknownFormat(f"{listed(able)} accept this payload; name one with provider=")
    known = importlib.import_module("ocrlayout.readers._others").named(payload)
    if known:
        raise UnknownFormat(f"this is {known}. To read it, pass provider=your_function")
    raise UnknownFormat(
        f"no reader knows this payload ({_glance(payload)});"
        f" there are {listed(readers)}, or pass provider=your_function"
    )


def _named_reader(payload: Any, provider: str) -> Reader:
    """Return a reader by its name: for what it accepts, and for its pages without text."""
    reader = _module("readers", provider)
    is_page = getattr(reader, "BLANK_LISTS", False) and _is_blank(payload)
    if not (is_page or reader.accepts(payload)):
        able = accepting(payload)
        whose = f"; {listed(able)} would read it" if able else ""
        raise UnknownFormat(f"this is not an answer of {provider} ({_glance(payload)}){whose}")
    return cast(Reader, reader.read)


def _is_blank(payload: Any) -> bool:
    return isinstance(payload, list) and all(not item or _is_blank(item) for item in payload)


def accepting(payload: Any, provider: str | None = None) -> list[str]:
    """List the readers that accept a payload; of one that is named, whether it does.

    Examples
    --------
    >>> accepting({"ocrlayout": 1, "pages": []})
    ['native']
    """
    asked = modules("readers") if provider is None else {provider: _module("readers", provider)}
    return [name for name, module in asked.items() if module.accepts(payload)]


def writer_for(target: Any, to: str | None = None) -> Writer:
    """Find the writer of a name, or of a path's suffix (the longest that fits).

    Raises
    ------
    WriteError
        The format is not known; the message lists those that are.

    Examples
    --------
    >>> writer_for("scan.txt").__name__
    'ocrlayout.writers.text'
    """
    if to is not None:
        if to not in names("writers"):
            raise WriteError(_unknown_writer(to))
        return cast(Writer, _module("writers", to))
    name = Path(target).name.lower()
    owners = _owners()
    fitting = [suffix for suffix in owners if name.endswith(suffix)]
    if not fitting:
        raise WriteError(
            f"no writer for {Path(target).name[:_LONGEST]!r}"
            f"{_nearest_suffix(name, owners)}"
            f" {listed(sorted(owners))}, or name one with to="
        )
    return cast(Writer, owners[max(fitting, key=len)])


def _owners() -> dict[str, ModuleType]:
    """Return the writer of each suffix."""
    writers = modules("writers").values()
    return {suffix: module for module in writers for suffix in module.SUFFIXES}


def _unknown_writer(name: str) -> str:
    """Say that no format has a name, which may be a suffix: md, txt, docx."""
    owner = _owners().get(f".{name.lower()}")
    if owner is None:
        return _unknown("writer", name, names("writers"))
    meant = owner.__name__.rpartition(".")[2]
    return f"no writer is named {name!r}; did you mean {meant}?"


def engine_for(engine: str | None = None) -> Engine:
    """Find the engine of a name, or the one to use: a configured service, else a local engine.

    Parameters
    ----------
    engine : str, optional
        ``"local"`` is the first that uploads nothing.

    Raises
    ------
    EngineError
        None is configured or installed, or none has that name.
    """
    if engine in names("engines"):
        return cast(Engine, _module("engines", engine))
    if engine not in (None, "local"):
        raise EngineError(_unknown("engine", engine, (*names("engines"), "local")))
    able = [module for module in modules("engines").values() if recognizes(module)]
    for module in sorted(able, key=lambda module: not module.REMOTE):
        if module.ready() and not (engine == "local" and module.REMOTE):
            return cast(Engine, module)
    azure = " Or set COMPUTER_VISION_ENDPOINT and COMPUTER_VISION_SUBSCRIPTION_KEY to use Azure."
    raise EngineError(
        "no OCR engine is ready. Install the local one: pip install 'ocrlayout-kit[local]'."
        + ("" if engine else azure)
    )


def recognizes(engine: Engine | ModuleType) -> bool:
    """Return whether an engine can read pixels; others are used only when they are named."""
    return bool(getattr(engine, "RECOGNIZES", True))


def takes_pages(engine: Engine, options: Mapping[str, Any]) -> bool:
    """Return whether an engine, with these options, takes a list of pages.

    Examples
    --------
    >>> takes_pages(engine_for("azure"), {"api": "2.1"})
    False
    """
    if hasattr(engine, "takes_pages"):
        return bool(engine.takes_pages(**options))
    return "pages" in inspect.signature(engine.read).parameters


def _nearest_suffix(name: str, owners: Iterable[str]) -> str:
    """Ask after the suffix that is meant, all of the name's or the last, and begin to list them."""
    suffixes = Path(name).suffixes[-2:]
    longer = sorted(known for known in owners if suffixes and known.endswith(suffixes[-1]))
    ends = ("".join(suffixes), *suffixes[-1:])
    meant = f"; did you mean {' or '.join(longer)}?" if longer else ""
    meant = meant or next(filter(None, (nearest(end, owners) for end in ends if end)), "")
    return f"{meant} The suffixes are" if meant else "; the suffixes are"


def _unknown(what: str, name: str, known: tuple[str, ...]) -> str:
    found = nearest(name, known) or f"; there are {listed(known)}"
    return f"no {what} is named {name[:_LONGEST]!r}{found}"


def _glance(payload: Any) -> str:
    """Show what a payload looks like at the top."""
    if isinstance(payload, dict):
        return f"an object with {listed(list(payload)[:6])}" if payload else "an empty object"
    if isinstance(payload, list):
        return f"a list of {len(payload)}"
    return f"text that starts with {str(payload)[:_LONGEST]!r}"


def listed(values: Iterable[Any]) -> str:
    """Join names for a message, each of them shortened.

    Examples
    --------
    >>> listed(["pdf", "text"])
    'pdf, text'
    """
    joined = ", ".join(str(value)[:_LONGEST] for value in values)
    return joined.encode("utf-8", "replace").decode()  # a lone surrogate in a key cannot be printed
