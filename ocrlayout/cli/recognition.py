"""The engine that reads scans, and the options of the command line that it takes."""

import argparse
import inspect
import typing
from collections.abc import Sequence
from typing import Any

from ocrlayout import registry
from ocrlayout.cli.console import Console
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.usage import Usage, WrongOption
from ocrlayout.cli.values import pair, typed
from ocrlayout.errors import OcrLayoutError
from ocrlayout.registry import Engine, nearest

__all__ = ["Recognizer", "megapixels", "recognizer", "resumed"]

_MILLION = 1e6
# options of engines that are not the terminal's to give, or have an option of their own here
_RESERVED = frozenset(
    {
        *("raw", "progress", "operation", "limit", "password", "dpi"),
        *("session", "key", "token", "endpoint", "source"),
    }
)


class Recognizer:
    """An engine with its options.

    Parameters
    ----------
    engine : module
    options : dict
        For its ``read``.
    console : Console
        Is told how far it is.
    """

    def __init__(self, engine: Engine, options: dict[str, Any], console: Console) -> None:
        self._engine, self._options, self._console = engine, options, console
        self._reports = "progress" in inspect.signature(engine.read).parameters

    def answer(self, item: Input, **extra: Any) -> Any:
        """Return the engine's answer.

        Raises
        ------
        WrongOption
            The engine does not take a value.
        """
        self._console.working(item.name, "recognizing")
        options = self._options | extra
        if self._reports:
            options["progress"] = lambda *news: self._tell(item.name, *news)
        try:
            return self._engine.read(item.source, **options)
        except ValueError as error:
            if isinstance(error, OcrLayoutError):
                raise
            raise WrongOption(str(error)) from error

    def _tell(self, name: str, state: Any, value: Any) -> None:
        """Show pages done of pages, a state and its seconds, or the operation to resume."""
        if isinstance(state, int):
            self._console.working(name, f"page {state} of {value}")
        elif isinstance(value, str):
            self._console.working(name, str(state))
            how = f"ocrlayout read --operation {value}"
            self._console.say(f"{name}: {state}; to resume it within 48 hours: {how}")
        else:
            self._console.working(name, f"{state}, {value:.0f} s")


def recognizer(
    args: argparse.Namespace, items: Sequence[Input], console: Console
) -> Recognizer | None:
    """Find the engine, if anything has to be recognized, and say where it sends what.

    Raises
    ------
    Usage
        The engine is not known, or does not take an option.
    """
    known = (*registry.names("engines"), "local")
    if args.engine not in (None, *known):
        hint = nearest(args.engine, known) or f"; there are {', '.join(known)}"
        raise Usage(f"no engine is named {args.engine!r}{hint}")
    count = sum(item.is_scan for item in items)
    if not count:
        return None
    engine = registry.engine_for(args.engine)
    options = _options(engine, args)
    if engine.REMOTE:
        files = "1 file" if count == 1 else f"{count} files"
        console.say(f"uploading {files} to {engine.destination()} (--engine local uploads nothing)")
    elif not args.engine:
        console.say(
            f"no service is configured: using the local engine ({_name(engine)}), nothing is"
            " uploaded"
        )
    return Recognizer(engine, options, console)


def resumed(args: argparse.Namespace, console: Console) -> Recognizer:
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
