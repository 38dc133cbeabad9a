"""What is drawn on a picture, and how."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from ocrlayout.writers import _highlight
from ocrlayout.writers._highlight import Passage

__all__ = ["Format", "Options"]

Format = Literal["", "png", "jpeg", "tiff"]

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
    words, lines, blocks : bool
        Words filled in the color of their confidence; outlines of lines; frames around blocks, with
        the role of those that are not just a paragraph or a column.
    order : bool
        Numbers of the lines, from 1 in the order they have.
    labels : bool
        Recognized text above each line. Left out where it would hide the line before, unless
        `font_size` is given; a larger `scale` makes room for it.
    path : bool
        Arrows from each line to the next.
    legend : bool
        The scale of the words' confidences, in the emptiest corner.
    upright : bool
        The scan is turned as the page was: after ``deskew`` its lines are level.
    thickness : float
        Of outlines, in heights of the text.
    font_size : float
        Of labels and numbers in pixels; 0 takes what fits between the lines.
    font : str
        Path of a font file to try before the machine's own, for scripts beyond Latin, Greek,
        Cyrillic and CJK.
    scale : float
        Size of the picture, in sizes of the scan.
    dpi : float
        Resolution at which PDF pages are rendered.
    format : str
        ``"png"``, ``"jpeg"`` or ``"tiff"``, which alone can hold several pages; ``""`` goes by the
        file's suffix, PNG without one.
    highlight : sequence of Passage
        Passages that are marked in yellow, as ``ocrlayout.find`` returns them.

    Examples
    --------
    >>> Options(labels=False).order
    True
    """

    words: bool = True
    lines: bool = True
    blocks: bool = True
    order: bool = True
    labels: bool = field(default=True, metadata={"flag": "the text above each line"})
    path: bool = field(default=False, metadata={"flag": "arrows from line to line"})
    legend: bool = field(default=True, metadata={"flag": "the scale of the colors"})
    upright: bool = field(default=False, metadata={"flag": "the scan turned upright"})
    thickness: float = 0.05
    font_size: float = 0.0
    font: str = ""
    scale: float = 1.0
    dpi: float = 200.0
    format: Format = ""
    highlight: Sequence[Passage] = field(default=(), metadata={"set": False})

    def __post_init__(self) -> None:
        for name, (least, most) in _RANGES.items():
            if not least <= getattr(self, name) <= most:
                value = getattr(self, name)
                raise ValueError(f"{name} lies between {least} and {most}, not {value}")
        if self.format not in ("", "png", "jpeg", "tiff"):
            raise ValueError(f"a picture's format is png, jpeg or tiff, not {self.format!r}")
        object.__setattr__(self, "highlight", _highlight.checked(self.highlight))
