"""Pages of PDFs that would fill the memory, or take hours to draw: measured before, by qpdf.

PDFium draws what a page says, whatever it costs. Streams are therefore inflated here first, bit by
bit and not further than a limit, and the masks of images, which PDFium does not list, are asked for
their size. Forms may draw forms, each several times: ten levels of ten make ten billion of two
thousand bytes. So each counts as often as it is drawn.

Measured are Flate streams; other filters of contents are rare. Not measured is what a single
shading costs.
"""

import contextlib
import itertools
import re
import zlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pikepdf

from ocrlayout.errors import ImageError
from ocrlayout.images import pdf_structure

__all__ = ["check_contents", "check_opened", "check_page", "page_checks"]

_UNREADABLE = (pikepdf.PdfError, *(ValueError, TypeError, IndexError, RuntimeError, OSError))
_STEP = 1 << 20  # bytes that are inflated at once
_BYTES_A_PIXEL = 1 / 8  # of content: some 31 million for the usual limit; a dense map has 20
_LEAST_CONTENT = 1_000_000  # bytes that a page may always have
_EACH = 1_000  # bytes: what it costs PDFium to begin a form, as content
_LEAST_TILE = 1e-4  # square points, of a pattern; a page has five billion of these
_OF_MATRIX = 6  # numbers
_used = re.compile(rb"/([^\s/\[\]()<>{}%]+)\s+(?:Do|gs|scn|SCN)\b").findall
_escaped = re.compile(rb"#([0-9A-Fa-f]{2})").sub
Id = tuple[int, int]  # of an object: its number and generation


def check_page(
    source: Path | bytes, index: int, name: str, password: str | None, limit: float
) -> None:
    """Refuse a page that would fill the memory, or of which an object would be drawn without end.

    A file that qpdf cannot read is left to PDFium.

    Parameters
    ----------
    source : Path or bytes
    index : int
        Of the page, from 0.
    name : str
        Of the page, for messages.
    password : str or None
    limit : float
        In pixels, for masks; contents may have a byte for eight of them, and always a million.

    Raises
    ------
    ImageError
        The page is malicious.
    """
    with page_checks(source, password, limit) as check:
        check(index, name)


@contextlib.contextmanager
def page_checks(
    source: Path | bytes, password: str | None, limit: float
) -> Iterator[Callable[[int, str], None]]:
    """Open a PDF to check its pages; yields a function of their index and name.

    The rest is as for :func:`check_page`.
    """
    with contextlib.ExitStack() as stack:
        pdf = None
        with contextlib.suppress(*_UNREADABLE, pikepdf.PasswordError):
            pdf = stack.enter_context(pdf_structure.opened(source, password))
        yield partial(check_opened, pdf, limit)


def check_opened(pdf: pikepdf.Pdf | None, limit: float, index: int, name: str) -> None:
    """Check a page of a PDF that is open, as :func:`check_page` does; None passes."""
    if pdf is None:
        return
    try:
        page = pdf.pages[index].obj
        check_contents(page, name, limit)
        _Parts(name, limit).check(page)
    except ImageError:
        raise
    except _UNREADABLE:
        return


def check_contents(page: pikepdf.Object, name: str, limit: float) -> None:
    """Refuse a page whose content would fill the memory.

    Parameters
    ----------
    page : pikepdf.Object
    name, limit
        As in :func:`check_page`.

    Raises
    ------
    ImageError
        The page is malicious.
    """
    contents = page.get("/Contents")
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
    _length(streams, _most(limit), f"the content of {name}")


class _Parts:
    """What a page draws beside its own content, and what that costs.

    Parameters
    ----------
    name : str
        Of the page.
    limit : float
        In pixels.
    """

    def __init__(self, name: str, limit: float) -> None:
        self._name, self._limit = name, limit
        self._costs: dict[Id, float] = {}

    def check(self, page: pikepdf.Object) -> None:
        """Look through the resources of a page, and its annotations.

        Raises
        ------
        ImageError
            A part has more bytes than the page may have, counted as often as they are drawn.
        """
        resources = page.get("/Resources")
        for _, part in _drawn_by(resources):
            self._cost(part, resources)
        for part in _appearances(page):
            self._cost(part, resources)

    def _cost(self, part: pikepdf.Stream, inherited: Any) -> float:
        """Return the bytes of content that it takes to draw a part once."""
        key = part.objgen
        if key not in self._costs:
            self._costs[key] = 0.0  # PDFium does not draw a form inside of itself
            is_image = part.get("/Subtype") == "/Image"
            self._costs[key] = self._image(part) if is_image else self._form(part, inherited)
        return self._costs[key]

    def _image(self, image: pikepdf.Stream) -> float:
        for kind in ("/SMask", "/Mask"):
            mask: Any = image.get(kind)
            is_mask = isinstance(mask, pikepdf.Stream)
            count = _number(mask.get("/Width")) * _number(mask.get("/Height")) if is_mask else 0
            if count > self._limit:
                what = f"the mask of an image on {self._name}"
                raise _trap(f"{what} has {count / 1e6:.0f} million pixels")
        return _EACH

    def _form(self, form: pikepdf.Stream, inherited: Any) -> float:
        """Add up a form and what it draws, each as often as it draws it."""
        if form.get("/PatternType") == 1:
            self._check_tile(form)
        most, what = _most(self._limit), f"a form on {self._name}"
        cost: float = _EACH + _length([form], most, what)
        resources = form.get("/Resources", inherited)
        parts = list(_drawn_by(resources))
        times = _names_used(form) if parts else Counter()
        cost += sum(times[name] * self._cost(part, resources) for name, part in parts)
        if cost > most:
            raise _trap(f"{what} draws more than {most / 1e6:.0f} million bytes")
        return cost

    def _check_tile(self, pattern: pikepdf.Stream) -> None:
        across, down = _number(pattern.get("/XStep")), _number(pattern.get("/YStep"))
        if 0 < abs(across * down) * _enlarged(pattern.get("/Matrix")) < _LEAST_TILE:
            raise _trap(f"a pattern on {self._name} has tiles of {across:g} × {down:g}")


def _drawn_by(resources: Any) -> Iterator[tuple[bytes, pikepdf.Stream]]:
    """List what a content can draw by name: forms, images, tiles, masks, glyphs of its own."""
    for kind in ("/XObject", "/Pattern", "/ExtGState", "/Font"):
        for name, value in _items(resources, kind):
            streams = [value] if isinstance(value, pikepdf.Stream) else []
            streams += [part for _, part in _items(value, "/CharProcs")]
            mask = _items(value, "/SMask")
            streams += [part for key, part in mask if key == "/G"]
            found = (part for part in streams if isinstance(part, pikepdf.Stream))
            yield from ((_unescaped(name[1:].encode()), part) for part in found)


def _appearances(page: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    """List how a page's annotations look."""
    annotations = page.get("/Annots")
    for each in annotations if isinstance(annotations, pikepdf.Array) else []:
        for key, value in _items(each, "/AP"):
            states = [value, *(state for _, state in _items({key: value}, key))]
            yield from (state for state in states if isinstance(state, pikepdf.Stream))


def _items(owner: Any, key: str) -> list[tuple[str, Any]]:
    """List what a dictionary within a dictionary holds; nothing where either is not one."""
    is_owner = isinstance(owner, (pikepdf.Dictionary, pikepdf.Stream, dict))
    found = owner.get(key) if is_owner else None
    if not isinstance(found, pikepdf.Dictionary):
        return []
    # iterating a pikepdf dictionary gives no keys
    return [(name, found[name]) for name in found.keys()]  # noqa: SIM118


def _number(value: Any) -> float:
    """Return a number of a file; 0 for whatever else stands there."""
    try:
        return float(value)
    except (TypeError, ValueError):
        return 0.0


def _enlarged(matrix: Any) -> float:
    """Return by how much a matrix enlarges areas."""
    if not isinstance(matrix, pikepdf.Array) or len(matrix) != _OF_MATRIX:
        return 1.0
    a, b, c, d = map(_number, list(matrix)[:4])
    return abs(a * d - b * c)


def _names_used(content: pikepdf.Stream) -> Counter[bytes]:
    """Count what a content draws, or sets, by name."""
    return Counter(map(_unescaped, _used(b"".join(_chunks(content)))))


def _unescaped(name: bytes) -> bytes:
    """Return a name without escapes, in which a space is ``#20``."""
    return _escaped(lambda found: bytes.fromhex(found[1].decode()), name)


def _most(limit: float) -> float:
    """Return how many bytes of content a page may have."""
    return max(limit * _BYTES_A_PIXEL, _LEAST_CONTENT)


def _length(streams: Iterable[pikepdf.Stream], most: float, what: str) -> int:
    """Return how many bytes streams inflate to together; they are refused when it is too many."""
    total = 0
    for chunk in itertools.chain.from_iterable(map(_chunks, streams)):
        total += len(chunk)
        if total > most:
            raise _trap(f"{what} has more than {most / 1e6:.0f} million bytes")
    return total


def _trap(what: str) -> ImageError:
    return ImageError(f"{what}; is it malicious? (limit=, or --max-megapixels)")


def _chunks(stream: pikepdf.Stream) -> Iterable[bytes]:
    """Inflate a stream piece by piece."""
    chunks: Iterable[bytes] = [stream.read_raw_bytes()]
    for _ in range(_flates(stream)):
        chunks = _inflated(chunks)
    return chunks


def _flates(stream: pikepdf.Stream) -> int:
    """Count the Flate filters with which a stream begins."""
    filters = stream.get("/Filter")
    names = list(filters) if isinstance(filters, pikepdf.Array) else [filters]
    others = [at for at, name in enumerate(names) if name not in ("/FlateDecode", "/Fl")]
    return min(others, default=len(names))


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Inflate bit by bit, as far as the data are sound."""
    machine = zlib.decompressobj()
    with contextlib.suppress(zlib.error):
        for chunk in chunks:
            rest = chunk
            while rest and not machine.eof:
                yield machine.decompress(rest, _STEP)
                rest = machine.unconsumed_tail
