"""Wrong usage, as an error."""

from ocrlayout.errors import OcrLayoutError

__all__ = ["Usage", "WrongOption"]


class Usage(OcrLayoutError, ValueError):
    """The command line asks for something that cannot be done; exit code 2."""


class WrongOption(Usage):
    """An option that would fail for every input, found when the first is read: it ends the run."""
