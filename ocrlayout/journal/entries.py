"""What the journal says of an input, and of a call of an engine."""

import enum
import math
from typing import NamedTuple

__all__ = ["Call", "Count", "Entry", "PageFigures", "State"]


class State(enum.StrEnum):
    """How far an input is."""

    WAITING = "waiting"
    BEGUN = "begun"
    DONE = "done"
    FAILED = "failed"
    """The next run tries it again: the network, the service or the disk failed."""
    REFUSED = "refused"
    """It would fail again: it is locked, broken, or does not fit the format."""


class Entry(NamedTuple):
    """An input.

    Attributes
    ----------
    key : str
        Its path below the folder that was named.
    state : State
    source : str
        Its path on this machine, resolved; ``""`` for what is not a file.
    stamp, digest : str
        Sizes and times of its files, and their content; see `fingerprints`.
    options : str
        Fingerprint of the options it was converted with.
    written : tuple of str
        Outputs, as paths from the output folder.
    error : str
    seconds : float
    pages, billed : int
        Pages of the document; pages that a service was paid for, over all runs.
    """

    key: str
    state: State = State.WAITING
    source: str = ""
    stamp: str = ""
    digest: str = ""
    options: str = ""
    written: tuple[str, ...] = ()
    error: str = ""
    seconds: float = 0.0
    pages: int = 0
    billed: int = 0


class Count(NamedTuple):
    """How many inputs are so far, and what they took."""

    inputs: int = 0
    pages: int = 0
    billed: int = 0
    seconds: float = 0.0


class PageFigures(NamedTuple):
    """What a report says of a page.

    Attributes
    ----------
    number : int
    words : int
    confidence : float
        Mean of the words whose confidence is known; NaN where none is.
    doubt : float
        How likely the page is to have misread words, in [0, 1]; NaN where nothing was recognized.
    angle : float
        Degrees, clockwise as seen, by which the text of the scan is turned; NaN without text.
    language : str
        That most of its words are in, as the engine says it; ``""`` where it does not.
    had_text : bool
        Its text was there already: the page was not recognized.
    """

    number: int
    words: int = 0
    confidence: float = math.nan
    doubt: float = math.nan
    angle: float = math.nan
    language: str = ""
    had_text: bool = False


class Call(NamedTuple):
    """A call of an engine.

    Attributes
    ----------
    operation : str
        URL of what a service has accepted; ``""`` where nothing has to be asked for.
    answer : str
        Path of the answer from the output folder; ``""`` while it is not there.
    """

    operation: str = ""
    answer: str = ""
