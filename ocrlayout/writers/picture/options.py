"""What is drawn on a picture, and how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal, get_args

from ocrlayout.model import Document
from ocrlayout.writers import _highlight
from ocrlayout.writers._highlight import Passage
from ocrlayout.writers.picture.labels import SMALLEST
from ocrlayout.writers.picture.tints import By

__all__ = ["LABELS", "Format", "Labels", "Options"]

Format = Literal["", "png", "jpeg", "webp", "tiff", "pdf"]
Labels = Literal["none", "doubtful", "all"]
LABELS: dict[bool, Labels] = {False: "none", True: "all"}

_RANGES = {  # of what an option may be
    "thickness": (0, 10),
    "font_size": (0, 1000),
    "scale": (0.01, 20),
    "dpi": (1, 2400),
}


@dataclass(frozen=True, slots=True)
class Options:
    """What is drawn, and how.

    Attributes
    ----------
    words, lines : bool
        Words tinted, the most doubtful the strongest; thin outlines of lines.
    by : str
        What words are tinted by: ``"doubt"`` (see :func:`ocrlayout.doubt`; ranked over the
        document, so that the worst stand out even where the engine was sure of all; gray where it
        did not say how sure it was), ``"role"`` or ``"block"`` of their blocks, ``"handwriting"``.
    blocks : bool
        Frames around blocks, tables and their cells, with the role of those that are not just a
        paragraph or a column.
    fields : bool
        Frames around the values of fields, with their names.
    order : bool
        Numbers of the lines, from 1 in the order they have.
    labels : str or bool
        Recognized text beside what it was read from, never over ink: ``"none"`` or False, of the
        ``"doubtful"`` words, or of ``"all"`` lines, or True. The picture is enlarged, up to four
        times, where that gives many more a place near what they name; the rest stand to the right
        of it, with the numbers of their lines.
    facing : bool
        The page set again from its text, to the right of the scan, each word at its place.
    path : bool
        Arrows from each line to the next.
    legend : bool
        The scale of the tints, in the emptiest corner.
    caption : str
        A text below the picture; ``{page}`` in it is the number of the page.
    upright : bool
        The scan is turned as the page was: after ``deskew`` its lines are level.
    thickness : float
        Of outlines, in heights of the text.
    font_size : float
        Of labels and numbers in pixels, 11 or more; 0 takes what fits between the lines.
    font : str
        Path of a font file to try before the machine's own, for scripts beyond Latin, Greek,
        Cyrillic and CJK.
    scale : float
        Size of the picture, in sizes of the scan.
    dpi : float
        Resolution at which PDF pages are rendered.
    format : str
        ``"png"``, ``"jpeg"``, ``"webp"``, or ``"tiff"`` or ``"pdf"``, which can hold several pages;
        ``""`` goes by the file's suffix, PNG without one.
    highlight : sequence of Passage
        Passages that are marked in yellow, as ``ocrlayout.find`` returns them.
    against : Document or None
        Another reading of the same pages, in order: in place of `by`, words are tinted by whether
        it has something else there, or nothing; what it alone has is framed. ``labels="doubtful"``
        says what both have, as ``- tbe + the``, and `facing` sets the other reading beside.

    Examples
    --------
    >>> Options(labels="all").order
    True
    """

    words: bool = True
    lines: bool = True
    by: By = field(default="doubt", metadata={"flag": "what words are colored by"})
    blocks: bool = field(default=False, metadata={"flag": "frames of blocks, tables, cells"})
    fields: bool = field(default=False, metadata={"flag": "frames of fields, with names"})
    order: bool = True
    labels: Labels = field(default="none", metadata={"flag": "the text that was read, beside it"})
    facing: bool = field(default=False, metadata={"flag": "the page set again, beside the scan"})
    path: bool = field(default=False, metadata={"flag": "arrows from line to line"})
    legend: bool = field(default=False, metadata={"flag": "the scale of the colors"})
    caption: str = field(default="", metadata={"flag": "a text below; {page} is the page's number"})
    upright: bool = field(default=False, metadata={"flag": "the scan turned upright"})
    thickness: float = 0.05
    font_size: float = 0.0
    font: str = ""
    scale: float = 1.0
    dpi: float = 200.0
    format: Format = ""
    highlight: Sequence[Passage] = field(default=(), metadata={"set": False})
    against: Document | None = field(default=None, metadata={"set": False})

    def __post_init__(self) -> None:
        for name, (least, most) in _RANGES.items():
            if not least <= getattr(self, name) <= most:
                value = getattr(self, name)
                raise ValueError(f"{name} lies between {least} and {most}, not {value}")
        if isinstance(self.labels, bool):
            object.__setattr__(self, "labels", LABELS[self.labels])
        for name, kind in (("format", Format), ("labels", Labels), ("by", By)):
            value, known = getattr(self, name), get_args(kind)
            if value not in known:
                listed = ", ".join(filter(None, known))
                raise ValueError(f"{name} of a picture is one of {listed}, not {value!r}")
        if 0 < self.font_size < SMALLEST:
            raise ValueError(f"font_size is at least {SMALLEST} pixels, or 0 for what fits")
        object.__setattr__(self, "highlight", _highlight.checked(self.highlight))
