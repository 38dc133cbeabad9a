"""``ocrlayout serve``: a stand-in for Azure's OCR on this machine."""

import argparse

from ocrlayout import registry, serving
from ocrlayout.cli import options
from ocrlayout.cli.console import Console
from ocrlayout.cli.usage import Usage
from ocrlayout.errors import EngineError

__all__ = ["EXAMPLES", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout serve --engine local                             on this machine, port 8321
  ocrlayout serve --engine tesseract --port 9000             with Tesseract
  ocrlayout serve --engine local --rate 0.33 --delay 5       as the free tier: 429, waits

in another terminal, for this package, Microsoft's SDKs and their quickstarts:
  export COMPUTER_VISION_ENDPOINT=http://127.0.0.1:8321/
  export COMPUTER_VISION_SUBSCRIPTION_KEY=any
  ocrlayout read scan.jpg -o scan.json
"""
_PORT = 8321
_MEGABYTE = 2**20
_LARGEST_PORT = 65535


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--engine", default="local", metavar="NAME", help="local (default), rapidocr or tesseract"
    )
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        metavar="ADDRESS",
        help="address to listen at (default: 127.0.0.1, which only this machine can call)",
    )
    parser.add_argument(
        "--port", type=_port, default=_PORT, metavar="N", help=f"default: {_PORT}; 0 is a free one"
    )
    _add_limits(parser)
    options.add_console(parser)


def _add_limits(parser: argparse.ArgumentParser) -> None:
    """Add who may call, how often, and with what."""
    parser.add_argument(
        "--rate", type=options.positive, metavar="N", help="calls a second; more get the answer 429"
    )
    parser.add_argument(
        "--delay",
        type=options.positive,
        default=0.0,
        metavar="S",
        help="seconds that a document takes at least",
    )
    parser.add_argument("--key", metavar="KEY", help="the key that callers need (default: any)")
    parser.add_argument(
        "--max-megabytes",
        type=options.positive,
        default=50.0,
        metavar="N",
        help="size of a document at most (default: 50)",
    )
    parser.add_argument(
        "--fetch",
        action=argparse.BooleanOptionalAction,
        help="fetch documents that are named by an address (default: where only this machine can"
        " call)",
    )


def run(args: argparse.Namespace, console: Console) -> int:
    """Serve until it is interrupted.

    Raises
    ------
    Usage
        The engine is not a local one that is installed, or the address cannot be used.
    """
    _check_engine(args.engine)
    with _service(args) as service:
        console.say(f"Read 2.1 to 3.2 and Document Intelligence, at {service.origin}")
        console.say(f"  export COMPUTER_VISION_ENDPOINT={service.origin}/")
        console.say(f"  export COMPUTER_VISION_SUBSCRIPTION_KEY={'…' if args.key else 'any'}")
        console.say("Ctrl-C ends it")
        try:
            service.wait()
        except KeyboardInterrupt:
            console.say("ended")
    return 0


def _service(args: argparse.Namespace) -> serving.Service:
    try:
        return serving.Service(
            args.engine,
            args.host,
            args.port,
            rate=args.rate,
            delay=args.delay,
            key=args.key,
            limit=int(args.max_megabytes * _MEGABYTE),
            may_fetch=args.fetch,
        )
    except OSError as error:
        raise Usage(
            f"cannot listen at {args.host}, port {args.port} ({error.strerror or error});"
            " choose another --port or --host"
        ) from error


def _check_engine(name: str) -> None:
    """Refuse an engine that is not local, or not there."""
    try:
        engine = registry.engine_for(name)
    except EngineError as error:
        raise Usage(str(error)) from error
    if engine.REMOTE or not registry.recognizes(engine):
        raise Usage(f"--engine {name} cannot stand in for a service; use local")
    if not engine.ready():
        raise Usage(f"the engine {name} is not installed (docs/engines.md says how)")


def _port(value: str) -> int:
    number = int(value) if value.isdecimal() else -1
    if not 0 <= number <= _LARGEST_PORT:
        raise argparse.ArgumentTypeError(f"{value!r} is not a port from 0 to {_LARGEST_PORT}")
    return number
