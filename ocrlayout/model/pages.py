"""A page, and the document that pages make."""

import dataclasses
import importlib
import operator
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self, TypedDict, Unpack, overload

import numpy as np
import numpy.typing as npt

from ocrlayout.model import columns, html, tables
from ocrlayout.model.blocks import Blocks
from ocrlayout.model.columns import Array, Columns, Integers
from ocrlayout.model.fields import Fields
from ocrlayout.model.lines import Lines
from ocrlayout.model.tables import Table
from ocrlayout.model.words import Words

__all__ = ["Document", "Origin", "Page", "check_document"]

_UNITS = ("pixel", "inch", "")
_NO_LINES, _NO_BLOCKS, _NO_FIELDS = Lines(), Blocks(), Fields()  # frozen: pages may share them


class Origin(NamedTuple):
    """Where a page comes from: the reader's name, the service's version and its model.

    As far as the service said; ``""`` where it did not.
    """

    provider: str = ""
    version: str = ""
    model: str = ""


class _Changes(TypedDict, total=False):
    """What :meth:`Page.replace` can change."""

    number: int
    width: float
    height: float
    unit: str
    angle: float
    lines: Lines
    blocks: Blocks
    matrix: npt.ArrayLike
    source_size: tuple[float, float]
    origin: Origin
    fields: Fields
    refitted: bool


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Page(Columns):
    """One page.

    Attributes
    ----------
    number : int
        From 1, as the service counts; it picks the frame of a multi-page scan.
    width, height : float
        Size in `unit`; NaN where nobody said.
    unit : str
        ``"pixel"``, ``"inch"`` or ``""``.
    angle : float
        How the text lies: degrees, clockwise as seen, in (−180, 180]; NaN where the service gave
        none. A hint: see :func:`ocrlayout.page_angle`.
    lines : Lines
    blocks : Blocks
    matrix : (3, 3) ndarray of float64
        Maps the source frame, the one the service saw, to this page.
    source_size : tuple of float
        Width and height of the source frame.
    origin : Origin
    fields : Fields
    refitted : bool
        The service's boxes ran along the axes, and were refitted to the angle of the text.
    """

    number: int = 1
    width: float = np.nan
    height: float = np.nan
    unit: str = ""
    angle: float = np.nan
    lines: Lines = dataclasses.field(default_factory=lambda: _NO_LINES)
    blocks: Blocks = dataclasses.field(default_factory=lambda: _NO_BLOCKS)
    matrix: Array = None  # type: ignore[assignment]  # None is the identity
    source_size: tuple[float, float] = None  # type: ignore[assignment]  # None: the page's own
    origin: Origin = Origin()  # noqa: RUF009  # a named tuple, never changed
    fields: Fields = dataclasses.field(default_factory=lambda: _NO_FIELDS)
    refitted: bool = False

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "number", operator.index(self.number))
        if self.number < 1:
            raise ValueError(f"pages are numbered from 1, not {self.number}")
        for name in ("width", "height", "angle"):
            put(self, name, float(getattr(self, name)))
            if np.isinf(getattr(self, name)):
                raise ValueError(f"a page's {name} is finite, or NaN where it is unknown")
        matrix = self.matrix if self.matrix is not None else np.eye(3)
        put(self, "matrix", columns.checked(matrix, np.float64, (3, 3), "matrix", 0))
        width, height = self.source_size if self.source_size is not None else self.size
        put(self, "source_size", (float(width), float(height)))
        put(self, "origin", Origin(*columns.texts(self.origin, "origin")))
        self._check()
        put(self, "blocks", self.blocks.of_lines(self.lines))

    def _check(self) -> None:
        if self.unit not in _UNITS:
            unit = columns.quoted(str(self.unit))
            raise ValueError(f"a page's unit is 'pixel', 'inch' or '', not {unit}")
        if len(self.lines) and self.lines.block.max() >= len(self.blocks):
            last = self.lines.block.max()
            raise ValueError(f"a line stands in block {last} of {len(self.blocks)}")
        if len(self.fields) and self.fields.word.max() >= len(self.words):
            last = self.fields.word.max()
            raise ValueError(f"a field stands at word {last} of {len(self.words)}")

    def __repr__(self) -> str:
        """Show number, size and how many lines and words there are, and not their text."""
        size = f"{self.width:g} × {self.height:g} {self.unit}".rstrip()
        return f"<Page {self.number}: {size}, {_counted([self])}>"

    def _repr_html_(self) -> str:
        return f"<p>{html.escaped(repr(self))}</p>{self.lines._repr_html_()}"

    def show(self, image: Any = None, **options: Any) -> Any:
        """Draw the page on its scan, as notebooks show pictures.

        Parameters
        ----------
        image : path, ndarray, PIL.Image.Image or None
            The scan; without one, a blank sheet.
        **options
            Those of :func:`ocrlayout.annotate`, such as ``labels="all"`` or ``scale=0.5``.

        Returns
        -------
        PIL.Image.Image

        Examples
        --------
        >>> Page(width=90, height=60, unit="pixel").show().size
        (90, 60)
        """
        # what draws is no part of the model: it is looked up when it is asked for
        draw = importlib.import_module("ocrlayout.writers.picture").annotate
        return importlib.import_module("PIL.Image").fromarray(draw(image, self, **options))

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height

    @property
    def words(self) -> Words:
        """The words of all lines."""
        return self.lines.words

    @property
    def text(self) -> str:
        r"""The lines' text, joined by ``"\n"``.

        Examples
        --------
        >>> Page(lines=Lines(["Pack my", "box"])).text
        'Pack my\nbox'
        """
        return "\n".join(self.lines.text)

    @property
    def tables(self) -> list[Table]:
        """The tables among the blocks."""
        return tables.tables_of(self.number, self.blocks)

    def replace(self, **changes: Unpack[_Changes]) -> Self:
        """Return the page with some attributes changed.

        Examples
        --------
        >>> Page(number=1).replace(number=7).number
        7
        """
        return dataclasses.replace(self, **changes)  # type: ignore[arg-type]  # arrays are checked

    def take(self, rows: npt.ArrayLike) -> Self:
        r"""Take these lines, in this order; blocks and fields stay.

        Parameters
        ----------
        rows : (k,) array_like of int, or (m,) array_like of bool
            Row numbers or a mask.

        Examples
        --------
        >>> Page(lines=Lines(["box", "Pack my"])).take([1, 0]).text
        'Pack my\nbox'
        """
        chosen = columns.row_numbers(rows, len(self.lines))
        return self._changed(self.lines.take(chosen), self.lines.words_of(chosen))

    def keep(self, mask: npt.ArrayLike) -> Self:
        """Keep only these words, as :meth:`Lines.keep` does; blocks and fields stay.

        An empty cell, and a cell that becomes empty, stay in their table.

        Parameters
        ----------
        mask : (n,) array_like of bool
        """
        return self._changed(self.lines.keep(mask), np.flatnonzero(np.asarray(mask, np.bool_)))

    def regroup(self, groups: Iterable[npt.ArrayLike]) -> Self:
        """Cut and join lines by their words, as :meth:`Lines.regroup` does.

        Parameters
        ----------
        groups : iterable of (k,) array_like of int
        """
        rows = [np.asarray(group, np.int64).reshape(-1) for group in groups]
        order = np.concatenate([*rows, np.empty(0, np.int64)])
        return self._changed(self.lines.regroup(rows), order)

    def _changed(self, lines: Lines, words: Integers) -> Self:
        """Return the page with other lines, in which these rows of its words stand."""
        return self.replace(lines=lines, fields=self.fields.follow(words, len(self.words)))

    def move(self, matrix: npt.ArrayLike, size: tuple[float, float]) -> Self:
        """Move every corner through a 3×3 affine matrix, into a page of this (width, height).

        ``matrix`` of the result still maps from the source frame; ``angle`` is the caller's to set.
        """
        turn = np.asarray(matrix, np.float64)
        width, height = size
        return self.replace(
            lines=self.lines.move(turn),
            blocks=self.blocks.move(turn),
            fields=self.fields.move(turn),
            matrix=turn @ self.matrix,
            width=width,
            height=height,
        )

    def from_source(self, points: npt.ArrayLike, size: tuple[float, float] | None = None) -> Array:
        """Map points of the scan to this page, which may have been turned since.

        Parameters
        ----------
        points : (…, 2) array_like, or a box (4,) of x0, y0, x1, y1
            In pixels of the scan, y down.
        size : (width, height), optional
            Of the scan in whose pixels the points are counted; by default ``source_size``, which
            is in pixels where the service's unit is.

        Returns
        -------
        (…, 2) ndarray
            Page units; (4, 2) for a box.

        Raises
        ------
        ValueError
            Points of another shape, or the size of the scan or of the page is not known.

        Examples
        --------
        >>> page = Page(width=8.5, height=11, unit="inch")
        >>> page.from_source([0, 0, 850, 1100], size=(850, 1100)).tolist()
        [[0.0, 0.0], [8.5, 0.0], [8.5, 11.0], [0.0, 11.0]]
        """
        return columns.moved(_points(points) / self._scale(size), self.matrix)

    def to_source(self, points: npt.ArrayLike, size: tuple[float, float] | None = None) -> Array:
        """Map points of this page back to the scan.

        Parameters
        ----------
        points : (…, 2) array_like, or a box (4,) of x0, y0, x1, y1
            Page units.
        size : (width, height), optional
            As in :meth:`from_source`.

        Returns
        -------
        (…, 2) ndarray

        Raises
        ------
        ValueError
            As in :meth:`from_source`, or the page's matrix cannot be inverted.
        """
        return columns.moved(_points(points), self._to_source()) * self._scale(size)

    def _to_source(self) -> Array:
        """Return the matrix from this page to the source frame."""
        try:
            back: Array = np.asarray(np.linalg.inv(self.matrix), np.float64)
        except np.linalg.LinAlgError:
            raise ValueError(f"the matrix of page {self.number} cannot be inverted") from None
        return back

    def _scale(self, size: tuple[float, float] | None) -> Array:
        """Return the scan's pixels in a unit of the source frame, along x and y."""
        if size is None:
            return np.ones(2)
        sizes = np.array([size, self.source_size], np.float64)
        if not (sizes > 0).all():
            raise ValueError(f"page {self.number} or the scan does not have a size: {sizes}")
        scale: Array = sizes[0] / sizes[1]
        return scale

    def merge(self, other: "Page") -> Self:
        """Add the lines, blocks and fields of another answer for the same scan.

        The other page is brought into this one's frame: its unit, its size and its angle.

        Raises
        ------
        ValueError
            The other page's matrix cannot be inverted.

        Examples
        --------
        >>> Page(lines=Lines(["print"])).merge(Page(lines=Lines(["pencil"]))).lines.text
        ('print', 'pencil')
        """
        matrix = self._frame_of(other)
        lines = other.lines.move(matrix)
        shifted = np.where(lines.block >= 0, lines.block + len(self.blocks), -1)
        lines = dataclasses.replace(lines, block=shifted)
        fields = other.fields.move(matrix)
        word = np.where(fields.word >= 0, fields.word + len(self.words), -1)
        return self.replace(
            lines=Lines.concat([self.lines, lines]),
            blocks=Blocks.concat([self.blocks, other.blocks.move(matrix)]),
            fields=Fields.concat([self.fields, dataclasses.replace(fields, word=word)]),
        )

    def _frame_of(self, other: "Page") -> Array:
        """Return the matrix from another page of the same scan to this one."""
        sizes = np.array([self.source_size, other.source_size])
        scale = sizes[0] / sizes[1] if (sizes > 0).all() else np.ones(2)
        result: Array = self.matrix @ np.diag([*scale, 1.0]) @ other._to_source()  # noqa: SLF001
        return result


def _points(points: npt.ArrayLike) -> Array:
    """Return points as an array; a box becomes its four corners."""
    given = np.asarray(points, np.float64)
    if given.shape == (4,):
        return given[[0, 1, 2, 1, 2, 3, 0, 3]].reshape(4, 2)
    if given.ndim < 1 or given.shape[-1] != 2:
        raise ValueError(f"points are (…, 2) numbers or a box of 4, not of shape {given.shape}")
    return given


def _with_origin(page: Page, origin: Origin) -> Page:
    """Return a page with another origin; all else was checked when the page was made."""
    made = object.__new__(type(page))
    for name in columns.names(page):
        object.__setattr__(made, name, getattr(page, name))
    object.__setattr__(made, "origin", origin)
    return made


@dataclass(frozen=True, slots=True, eq=False, init=False, repr=False)
class Document(Columns, Sequence[Page]):
    """Pages.

    Parameters
    ----------
    pages : iterable of Page
    origin : Origin, optional
        Goes to the pages that do not say where they come from.

    Examples
    --------
    >>> document = Document([Page(number=1), Page(number=2), Page(number=3)])
    >>> [page.number for page in document[1:]]
    [2, 3]
    """

    pages: tuple[Page, ...]

    def __init__(self, pages: Iterable[Page] = (), origin: Origin = Origin()) -> None:  # noqa: B008
        given = tuple(pages)
        if not all(isinstance(page, Page) for page in given):
            raise TypeError("a document is made of pages")
        shared = Origin(*columns.texts(origin, "origin"))
        if any(shared):
            given = tuple(
                page if any(page.origin) else _with_origin(page, shared) for page in given
            )
        object.__setattr__(self, "pages", given)

    def __len__(self) -> int:
        return len(self.pages)

    def __repr__(self) -> str:
        """Show how many pages, lines and words there are, and not their text."""
        pages = columns.plural(len(self), "page")
        return f"<Document: {pages}, {_counted(self.pages)}>"

    def _repr_html_(self) -> str:
        rows = (
            (page.number, *page.size, page.unit, len(page.lines), len(page.words))
            for page in self.pages
        )
        return html.table(("page", "width", "height", "unit", "lines", "words"), rows, len(self))

    @overload
    def __getitem__(self, rows: int) -> Page: ...
    @overload
    def __getitem__(self, rows: slice) -> "Document": ...
    def __getitem__(self, rows: int | slice) -> "Page | Document":
        return Document(self.pages[rows]) if isinstance(rows, slice) else self.pages[rows]

    @property
    def origin(self) -> Origin:
        """Where the pages come from; empty where they differ."""
        origins = {page.origin for page in self.pages}
        return origins.pop() if len(origins) == 1 else Origin()

    @property
    def text(self) -> str:
        r"""The pages' text: lines joined by ``"\n"``, pages by ``"\f"``.

        Examples
        --------
        >>> Document([Page(lines=Lines(["one"])), Page(lines=Lines(["two"]))]).text
        'one\x0ctwo'
        """
        return "\f".join(page.text for page in self.pages)

    @property
    def tables(self) -> list[Table]:
        """The tables of all pages; one that goes on over pages is one, if the service says so."""
        return tables.continued(page.tables for page in self.pages)

    def map(self, change: Callable[[Page], Page]) -> "Document":
        """Return the document with every page changed by a function of one page."""
        return Document(change(page) for page in self.pages)

    @staticmethod
    def join(documents: Iterable["Document"]) -> "Document":
        """Join documents into one; pages are numbered anew from 1."""
        pages = (page for part in documents for page in part.pages)
        return Document(page.replace(number=number) for number, page in enumerate(pages, 1))


def check_document(value: object, caller: str) -> None:
    """Refuse what is not a document, in the name of the function that got it.

    Raises
    ------
    TypeError
        It is a page, a path, or anything else.

    Examples
    --------
    >>> check_document(Page(), "tidy")
    Traceback (most recent call last):
    TypeError: tidy takes a document, not Page; Document([page]) makes one of a page
    """
    if isinstance(value, Document):
        return
    is_page = isinstance(value, Page)
    advice = "Document([page]) makes one of a page" if is_page else "`load` and `read` make one"
    raise TypeError(f"{caller} takes a document, not {type(value).__name__}; {advice}")


def _counted(pages: Sequence[Page]) -> str:
    """Count lines and words."""
    lines = sum(len(page.lines) for page in pages)
    words = sum(len(page.words) for page in pages)
    return f"{columns.plural(lines, 'line')}, {columns.plural(words, 'word')}"
