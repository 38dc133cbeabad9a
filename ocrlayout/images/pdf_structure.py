"""What a PDF is made of, by qpdf: broken files repaired, streams measured before they are drawn.

PDFium draws what a page says, whatever it costs. Streams are therefore inflated here first, bit by
bit and not further than a limit, and the masks of images, which PDFium does not list, are asked for
their size. Measured are Flate streams; other filters of contents are rare.
"""

import contextlib
import io
import itertools
import zlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

import pikepdf

from ocrlayout.errors import ImageError
from ocrlayout.images.opening import reading

__all__ = ["check_contents", "check_page", "extracted", "page_checks", "repaired", "unlocked"]

_UNREADABLE = (pikepdf.PdfError, *(ValueError, TypeError, IndexError, RuntimeError, OSError))
_STEP = 1 << 20  # bytes that are inflated at once
_GROWTH = 1032  # times that Flate inflates, at the most
_DEEPEST = 15  # levels of forms inside forms, as many as PDFium draws
_BYTES_A_PIXEL = 1 / 8  # of content: some 31 million for the usual limit; a dense map has 20
_WHOLE = ("/Outlines", "/StructTreeRoot", "/Names", "/Dests", "/PageLabels")  # refer to all pages
_LEAST_CONTENT = 1_000_000  # bytes that a page may always have


def repaired(source: Path | bytes, name: str, password: str | None) -> bytes:
    """Write a PDF anew, with the objects and pages that qpdf finds in it.

    Raises
    ------
    ImageError
        qpdf does not find any pages either.
    """
    out = io.BytesIO()
    with reading(name, pikepdf.PdfError), _opened(source, password) as pdf:
        if not len(pdf.pages):
            raise ImageError(f"{name} does not have a page that can be read")
        pdf.trailer["/Size"] = len(pdf.objects)  # qpdf updates it, but does not add it
        pdf.save(out, encryption=pdf.is_encrypted)
    return out.getvalue()


def extracted(
    source: Path | bytes, name: str, password: str | None, numbers: Sequence[int]
) -> bytes:
    """Make a PDF of some pages of another, without its password.

    Parameters
    ----------
    source : Path or bytes
    name : str
        For messages.
    password : str or None
    numbers : sequence of int
        The pages, rising from 1.

    Raises
    ------
    ImageError
        The PDF is broken, or its password is missing or wrong.
    """
    out, wanted = io.BytesIO(), set(numbers)
    with _readable(name), _opened(source, password) as pdf:
        for index in reversed(range(len(pdf.pages))):
            if index + 1 not in wanted:
                del pdf.pages[index]
        for key in _WHOLE:
            if key in pdf.Root:
                del pdf.Root[key]
        pdf.save(out)
    return out.getvalue()


def unlocked(source: Path | bytes, name: str, password: str) -> bytes | None:
    """Make a copy of a PDF that opens without a password; None where it does so already.

    Parameters and errors are those of :func:`extracted`.
    """
    out = io.BytesIO()
    with _readable(name), _opened(source, password) as pdf:
        if not pdf.is_encrypted:
            return None
        pdf.save(out)
    return out.getvalue()


@contextlib.contextmanager
def _readable(name: str) -> Iterator[None]:
    with reading(name, pikepdf.PdfError):
        try:
            yield
        except pikepdf.PasswordError:
            raise ImageError(
                f"{name} is encrypted, and its password is missing or wrong"
                " (password=, or --password)"
            ) from None


def check_page(
    source: Path | bytes, index: int, name: str, password: str | None, limit: float
) -> None:
    """Refuse a page with contents, or with the mask of an image, that would fill the memory.

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
        The page is a trap.
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
    with contextlib.ExitStack() as opened:
        pdf = None
        with contextlib.suppress(*_UNREADABLE, pikepdf.PasswordError):
            pdf = opened.enter_context(_opened(source, password))
        yield partial(_check_page, pdf, limit)


def _check_page(pdf: pikepdf.Pdf | None, limit: float, index: int, name: str) -> None:
    if pdf is None:
        return
    try:
        page = pdf.pages[index].obj
        check_contents(page, name, limit)
        _check_resources(page, name, limit, set(), _DEEPEST)
    except ImageError:
        raise
    except _UNREADABLE:
        return


def _opened(source: Path | bytes, password: str | None) -> pikepdf.Pdf:
    """Open a PDF, with its password where it has one: pikepdf warns of one that is not needed."""
    with contextlib.suppress(pikepdf.PasswordError):
        return _opened_with(source, "")
    return _opened_with(source, password or "")


def _opened_with(source: Path | bytes, password: str) -> pikepdf.Pdf:
    file = io.BytesIO(source) if isinstance(source, bytes) else source
    return pikepdf.open(file, password=password, inherit_page_attributes=True)


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
        The page is a trap.
    """
    contents = page.get("/Contents")
    parts = contents if isinstance(contents, pikepdf.Array) else [contents]
    streams = [part for part in parts if isinstance(part, pikepdf.Stream)]
    _check_size(streams, f"the content of {name}", limit)


def _check_resources(
    owner: pikepdf.Object, name: str, limit: float, seen: set[tuple[int, int]], depth: int
) -> None:
    """Look through the images and forms of a page, and those of its forms."""
    for part in _external_objects(owner):
        if part.objgen in seen:
            continue
        seen.add(part.objgen)
        if part.get("/Subtype") == "/Form":
            _check_size([part], f"a form on {name}", limit)
            if depth:
                _check_resources(part, name, limit, seen, depth - 1)
        for kind in ("/SMask", "/Mask"):
            _check_mask(part.get(kind), name, limit)


def _external_objects(owner: pikepdf.Object) -> Iterator[pikepdf.Stream]:
    resources = owner.get("/Resources")
    found = resources.get("/XObject") if isinstance(resources, pikepdf.Dictionary) else None
    if isinstance(found, pikepdf.Dictionary):
        # iterating a pikepdf dictionary gives no keys
        parts = (found[key] for key in found.keys())  # noqa: SIM118
        yield from (part for part in parts if isinstance(part, pikepdf.Stream))


def _check_mask(mask: object, name: str, limit: float) -> None:
    if isinstance(mask, pikepdf.Stream):
        count = int(mask.get("/Width", 0)) * int(mask.get("/Height", 0))
        if count > limit:
            raise _trap(f"the mask of an image on {name} has {count / 1e6:.0f} million pixels")


def _check_size(streams: Sequence[pikepdf.Stream], what: str, limit: float) -> None:
    most = max(limit * _BYTES_A_PIXEL, _LEAST_CONTENT)
    if sum(map(_length_at_most, streams)) <= most:
        return
    total = 0
    for chunk in itertools.chain.from_iterable(map(_chunks, streams)):
        total += len(chunk)
        if total > most:
            raise _trap(f"{what} has more than {most / 1e6:.0f} million bytes")


def _trap(what: str) -> ImageError:
    return ImageError(f"{what}; is it a trap? (limit=, or --max-megapixels)")


def _length_at_most(stream: pikepdf.Stream) -> int:
    """Return how many bytes a stream could expand to, without inflating it."""
    return len(stream.read_raw_bytes()) * int(_GROWTH ** _flates(stream))


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
