"""A file of many frames that is opened once, for whoever takes one frame after the other.

To find a frame of a TIFF, all before it have to be passed. One that is opened anew for each of its
frames takes a time that grows with the square of their number.
"""

import contextlib
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image

from ocrlayout.images.frames import Frame
from ocrlayout.images.opening import reading

__all__ = ["HeldFile"]


class HeldFile:
    """Opens frames, and holds the file of the last one as long as the next ones are of it.

    Examples
    --------
    >>> import numpy as np
    >>> from ocrlayout.images import expand
    >>> with HeldFile() as held, held.open(expand(np.zeros((20, 30), np.uint8))[0]) as image:
    ...     image.size
    (30, 20)
    """

    def __init__(self) -> None:
        self._image: Image.Image | None = None
        self._source: object = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    @contextlib.contextmanager
    def open(self, frame: Frame) -> Iterator[Image.Image]:
        """Open a frame; its image is not to be used after the next one was opened.

        Raises
        ------
        ImageError
            It cannot be opened, or it is a PDF page.
        """
        if frame.frames == 1 or not isinstance(frame.source, (Path, bytes)):
            with frame.open() as image:
                yield image
            return
        yield self._at(frame)

    def _at(self, frame: Frame) -> Image.Image:
        if not self._image or self._source is not frame.source:
            self._close()
            self._image, self._source = frame.open(), frame.source
            return self._image
        with reading(frame.name):
            frame.seek(self._image)
        return self._image

    def _close(self) -> None:
        if self._image is not None:
            self._image.close()
        self._image = self._source = None
