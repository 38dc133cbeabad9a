"""``python -m ocrlayout``, and what the command ``ocrlayout`` runs."""

import contextlib
import importlib
import signal
import sys
import warnings

__all__ = ["main"]


def main() -> int:
    """Run the command line; an interrupt while it still loads ends it as quietly as later.

    A request to terminate (SIGTERM) is an interrupt, too.

    Returns
    -------
    int
        The exit code.
    """
    warnings.filterwarnings(
        "ignore", module="PIL"
    )  # what matters of a broken image is an error of ours
    with contextlib.suppress(ValueError):  # what runs it in a thread deals with signals by itself
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # no half-written file is left
    try:
        code: int = importlib.import_module("ocrlayout.cli").main()
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
