"""``python -m ocrlayout``, and what the command ``ocrlayout`` runs."""

import importlib
import sys
import warnings

__all__ = ["main"]


def main() -> int:
    """Run the command line; an interrupt while it still loads ends it as quietly as later.

    Returns
    -------
    int
        The exit code.
    """
    warnings.filterwarnings(
        "ignore", module="PIL"
    )  # what matters of a broken image is an error of ours
    try:
        code: int = importlib.import_module("ocrlayout.cli").main()
    except KeyboardInterrupt:
        return 130
    return code


if __name__ == "__main__":
    sys.exit(main())
