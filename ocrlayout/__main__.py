"""``python -m ocrlayout``, and what the command ``ocrlayout`` runs."""

import contextlib
import importlib
import signal
import sys
import warnings

__all__ = ["main"]

_ENDINGS = ("SIGTERM", "SIGHUP")


def main() -> int:
    """Run the command line; an interrupt while it still loads ends it as quietly as later.

    A request to terminate (SIGTERM) is an interrupt, too, and so is the end of the terminal
    (SIGHUP), unless it is ignored, as by nohup.

    Returns
    -------
    int
        The exit code.
    """
    warnings.filterwarnings(
        "ignore", module="PIL"
    )  # what matters of a broken image is an error of ours
    with contextlib.suppress(ValueError):  # what runs it in a thread deals with signals by itself
        for name in _ENDINGS:
            _interrupt_at(name)
    try:
        code: int = importlib.import_module("ocrlayout.cli").main()
    except KeyboardInterrupt:
        return 130
    return code


def _interrupt_at(name: str) -> None:
    """Have a signal end the run as an interrupt does, so that no half-written file is left."""
    number = getattr(signal, name, None)  # Windows does not have SIGHUP
    if number is not None and signal.getsignal(number) is signal.SIG_DFL:
        signal.signal(number, signal.default_int_handler)


if __name__ == "__main__":
    sys.exit(main())
