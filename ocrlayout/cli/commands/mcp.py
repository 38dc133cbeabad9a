"""``ocrlayout mcp``: the documents of a folder, for an assistant (Model Context Protocol)."""

import argparse
import importlib
import importlib.util
from pathlib import Path
from types import ModuleType

from ocrlayout import registry
from ocrlayout.cli import options
from ocrlayout.cli.console import Console
from ocrlayout.cli.usage import Usage
from ocrlayout.errors import EngineError, MissingExtra

__all__ = ["EXAMPLES", "add_options", "run"]

EXAMPLES = """\
examples:
  ocrlayout mcp --root archive/                    find, read pages, crop, convert
  ocrlayout mcp --root archive/ --read-only        write nothing

in the settings of an assistant:
  {"mcpServers": {"archive": {"command": "ocrlayout", "args": ["mcp", "--root", "/archive"]}}}

It speaks on standard input and output, and ends when the assistant does.
"""


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the command takes."""
    parser.add_argument(
        "--root",
        type=Path,
        required=True,
        metavar="DIR",
        help="the folder whose documents are there; nothing outside of it is read or written",
    )
    parser.add_argument(
        "--engine",
        default="local",
        metavar="NAME",
        help="what reads scans (default: local, which uploads nothing)",
    )
    parser.add_argument("--read-only", action="store_true", help="leave out the tool that writes")
    options.add_console(parser)


def run(args: argparse.Namespace, console: Console) -> int:
    """Serve until the other end closes.

    Raises
    ------
    Usage
        The root is not a folder, or there is no such engine.
    MissingExtra
        The protocol's package is not installed.
    """
    if not args.root.is_dir():
        raise Usage(f"--root {args.root} is not a folder")
    try:
        engine = registry.engine_for(args.engine)
    except EngineError as error:
        raise Usage(str(error)) from error
    if not engine.ready():
        raise Usage(f"--engine {args.engine} is not installed, or not configured")
    package = _package()
    folder = package.Folder(args.root, args.engine)
    server = package.server(folder, may_write=not args.read_only)
    console.say(f"serving {args.root} to an assistant; scans are read by {args.engine}")
    server.run("stdio")
    return 0


def _package() -> ModuleType:
    """Load the server, and with it the protocol's package."""
    if importlib.util.find_spec("mcp") is None:
        raise MissingExtra("mcp is not installed: pip install 'ocrlayout-kit[mcp]'")
    return importlib.import_module("ocrlayout.plugins.mcp")
