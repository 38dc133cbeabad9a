"""Page images: photographs, scans, TIFF frames and PDF pages, opened one at a time.

A scan is a path, bytes, an array (RGB, as Pillow has it), an open Pillow image, or a list of these.
:func:`expand` makes :class:`Frame` objects of them, for which only headers are read; :func:`pair`
finds the frame of each page; :func:`pixels` decodes one; :func:`crop` cuts lines out of it.

====================== =========================================================================
``frames``             what a scan consists of, from headers alone
``headers``            size, resolution and EXIF orientation, as the file says them
``opening``            Pillow, without its global settings; one error for whatever it raises
``held``               a file that stays open from one of its frames to the next
``heif``               HEIC; the only file that knows pillow-heif
``pairing``            the frame of each page
``decoding``           pixels, resolution
``pdf_pages``          the pages of a PDF; with the next two, all that knows PDFium
``pdf_drawing``        a page of a PDF drawn within a time
``pdf_text``           the words of a page of a PDF, and whether they cover what is seen
``pdf_structure``      PDFs repaired and taken apart, by qpdf
``pdf_traps``          pages measured before they are drawn, by qpdf
``crops``, ``warping`` lines cut out upright; ``warping`` is the only file that knows OpenCV
====================== =========================================================================

PDFium and OpenCV are loaded when the first PDF is opened and the first pixel is warped.
"""

from ocrlayout.images.crops import crop
from ocrlayout.images.decoding import is_believable, pixels, resolution
from ocrlayout.images.frames import LIMIT, Frame, Pixels, Size, expand, sizes
from ocrlayout.images.held import HeldFile
from ocrlayout.images.opening import reading
from ocrlayout.images.pairing import Pair, is_one_file, pair, pair_stream, with_unanswered

__all__ = [
    "LIMIT",
    "Frame",
    "HeldFile",
    "Pair",
    "Pixels",
    "Size",
    "crop",
    "expand",
    "is_believable",
    "is_one_file",
    "pair",
    "pair_stream",
    "pixels",
    "reading",
    "resolution",
    "sizes",
    "with_unanswered",
]
