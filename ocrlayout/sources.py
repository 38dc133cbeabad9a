"""The types of what is handed in: answers, scans.

They cost nothing to import: neither Pillow nor any room of pixels is needed to name a scan.
"""

import os
from collections.abc import Sequence
from typing import Any, BinaryIO, Literal, Protocol, TextIO, TypeAlias

import numpy as np
import numpy.typing as npt

__all__ = ["ExistingText", "Payload", "PillowImage", "Scan", "ScanFrame", "Scans", "Source"]


class PillowImage(Protocol):
    """An open ``PIL.Image.Image``, named without importing Pillow."""

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""

    @property
    def mode(self) -> str:
        """Pillow's name of the kind of pixels."""

    def getbands(self) -> tuple[str, ...]:
        """Return the names of the channels."""


class ScanFrame(Protocol):
    """A frame that :func:`ocrlayout.images.expand` has found."""

    @property
    def name(self) -> str:
        """What messages call it."""

    @property
    def displayed(self) -> tuple[float, float]:
        """Width and height as displayed."""


Path: TypeAlias = str | os.PathLike[str]
Bytes: TypeAlias = bytes | bytearray | memoryview
Payload: TypeAlias = dict[str, Any] | list[Any]
"""An answer that is parsed already."""


class SdkObject(Protocol):
    """What a service's SDK returns, which can dump itself."""

    def as_dict(self) -> dict[str, Any]:
        """Return the answer as JSON has it; ``to_dict`` and ``model_dump`` do as well."""


Source: TypeAlias = Path | Bytes | BinaryIO | TextIO | Payload | SdkObject
"""What :func:`ocrlayout.load` takes: an answer as a file, as bytes or parsed."""

Scan: TypeAlias = Path | Bytes | BinaryIO | npt.NDArray[np.generic] | PillowImage | ScanFrame
"""One scan: an image, a TIFF or PDF of several pages, or a frame of one."""

Scans: TypeAlias = Scan | Sequence[Scan]
"""What ``images=`` takes: a scan, or several in order."""

ExistingText: TypeAlias = Literal["auto", "skip", "redo", "force", "add"]
"""What becomes of the text that pages of a PDF have already."""
