"""Wrong usage, as an error."""

from ocrlayout.errors import OcrLayoutError

__all__ = ["Taken", "Usage", "WrongOption"]


class Usage(OcrLayoutError, ValueError):
    """The command line asks for something that cannot be done; exit code 2."""


class Taken(Usage):
    """A file that an input would become belongs to something else; other inputs may go well."""


class WrongOption(Usage):
    """An option that would fail for every input, found when the first is read: it ends the run."""
