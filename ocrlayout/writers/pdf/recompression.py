"""Scans made smaller with a loss, where the caller asks for it: as JPEG of a quality.

Gray and color only. Black and white is smaller as it is, and inks (CMYK) and images with a clear
color would change where they must not.
"""

import io
import logging

from PIL import Image

from ocrlayout.writers.pdf.image_parts import ImageXObject, jpeg

__all__ = ["Recompression"]

_LONGEST = 65_500  # pixels of a side: libjpeg's limit
_GRAY = ("L", "LA", "La")  # Pillow's modes
_COLOR = ("RGB", "P", "PA", "RGBA", "RGBa", "YCbCr", "LAB", "HSV")
_log = logging.getLogger("ocrlayout")


class Recompression:
    """Codes the scans of a PDF as JPEG, and counts what that saves.

    Parameters
    ----------
    quality : int or None
        1 to 100, as Pillow and libjpeg count it; None leaves everything as it is.
    """

    def __init__(self, quality: int | None) -> None:
        self.quality = quality
        self._images = self._coded = 0
        self._before = self._after = 0  # bytes

    def apply(self, found: ImageXObject, image: Image.Image) -> ImageXObject:
        """Return the smaller one of an image and its JPEG.

        Parameters
        ----------
        found : ImageXObject
            The image as it would be without a loss.
        image : PIL.Image.Image
            Its pixels, as stored.
        """
        smaller = self._smaller(found, image)
        self._images += 1
        self._coded += smaller is not found
        self._before += found.length
        self._after += smaller.length
        return smaller

    def _smaller(self, found: ImageXObject, image: Image.Image) -> ImageXObject:
        mode = "L" if image.mode in _GRAY else "RGB" if image.mode in _COLOR else None
        if not mode or "Mask" in found.entries or max(image.size) > _LONGEST:
            return found
        file = io.BytesIO()
        bare = image.convert(mode)
        bare.info = {}  # neither profile nor EXIF: the PDF has them
        bare.save(file, "JPEG", quality=self.quality, optimize=True)
        coded = jpeg(file.getvalue(), image.size, mode, is_inverted=False)
        coded = ImageXObject(coded.entries, coded.data, found.mask)
        return coded if coded.length < found.length else found

    def note(self) -> None:
        """Write what was saved to the log, if a quality was asked for."""
        if self.quality is not None and self._images:
            _log.info(
                "%d of %d images became JPEGs of quality %d: %s kB before, %s kB after",
                *(self._coded, self._images, self.quality),
                *(f"{count / 1000:,.0f}" for count in (self._before, self._after)),
            )
