"""What a document is: frozen columns.

A :class:`Document` has pages; a :class:`Page` has lines and blocks; :class:`Lines` own
:class:`Words`. Each of the last three is a sequence whose attributes are columns, so that
``page.words.confidence`` is one array and ``page.words[3]`` is one word. Nothing is changed in
place: every method returns a new object, arrays are copied and locked when an object is made.
Equality is by content (NaN equals NaN).

Coordinates are in page units, origin top-left, y down. Unknown numbers are NaN, unknown text is
``""``.
"""

import dataclasses
import operator
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self, overload

import numpy as np
import numpy.typing as npt

__all__ = ["Block", "Blocks", "Document", "Line", "Lines", "Origin", "Page", "Word", "Words"]

Array = npt.NDArray[np.float64]
Point = tuple[float, float]
Polygon = tuple[Point, Point, Point, Point]
Rows = slice | npt.ArrayLike


class Word(NamedTuple):
    """One word: text, four (x, y) corners from the text's own top-left clockwise, confidence in [0, 1] or NaN."""

    text: str
    polygon: Polygon
    confidence: float

    def __eq__(self, other: object) -> bool:
        """Compare by content; NaN equals NaN, as in the columns."""
        return isinstance(other, tuple) and len(other) == len(self) and all(map(_same, self, other))

    def __hash__(self) -> int:
        """Hash the text alone: NaN has no steady hash."""
        return hash(self.text)


class Line(NamedTuple):
    """One line: text, four corners, words, row of its block (−1: none), language, probability of handwriting."""

    text: str
    polygon: Polygon
    words: "Words"
    block: int
    language: str
    handwritten: float

    def __eq__(self, other: object) -> bool:
        """Compare by content; NaN equals NaN, as in the columns."""
        return isinstance(other, tuple) and len(other) == len(self) and all(map(_same, self, other))

    def __hash__(self) -> int:
        """Hash the text alone: NaN has no steady hash."""
        return hash(self.text)


class Block(NamedTuple):
    """One block: its role and the row of the block it stands in (−1: the page)."""

    role: str
    parent: int


class Origin(NamedTuple):
    """Where a document comes from: the reader's name, the service's version and its model, as far as it said."""

    provider: str = ""
    version: str = ""
    model: str = ""


class _Columns:
    """Equality by content, and pickling that locks the arrays again (numpy forgets the lock)."""

    __slots__ = ()
    __hash__ = None  # type: ignore[assignment]  # equal by content and holding arrays: not hashable

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(_same(getattr(self, name), getattr(other, name)) for name in _names(self))

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), tuple(getattr(self, name) for name in _names(self))


def _names(columns: Any) -> list[str]:
    return [field.name for field in dataclasses.fields(columns)]


def _same(one: Any, other: Any) -> bool:
    if isinstance(one, np.ndarray):
        return one.shape == other.shape and np.array_equal(
            one, other, equal_nan=one.dtype.kind == "f"
        )
    # NaN is what differs from itself
    if one == other or (one != one and other != other):  # noqa: PLR0124
        return True
    return isinstance(one, tuple) and len(one) == len(other) and all(map(_same, one, other))


def _column(
    value: Any, dtype: Any, shape: tuple[int, ...], name: str, fill: Any
) -> npt.NDArray[Any]:
    """Copy a column, check its shape and lock it."""
    array = np.full(shape, fill, dtype) if value is None else np.array(value)
    if array.size == 0 and 0 in shape:
        array = array.reshape(shape)
    if not np.can_cast(array.dtype, dtype, "same_kind") and array.size:
        raise TypeError(f"{name} holds {array.dtype}, expected {np.dtype(dtype)}")
    array = array.astype(dtype, copy=False)
    if array.dtype.kind == "f" and np.isinf(array).any():
        raise ValueError(f"{name} holds an infinite number; unknown is NaN")
    if array.shape != shape:
        raise ValueError(f"{name} has the shape {array.shape}, expected {shape}")
    array.setflags(write=False)
    return array


def _texts(value: Iterable[str], name: str, length: int | None = None) -> tuple[str, ...]:
    """Copy a column of text; a lone surrogate, which no file can hold, becomes U+FFFD."""
    if isinstance(value, str):
        raise TypeError(f"{name} is a column of texts, not one text")
    texts = tuple(value)
    if length is not None and len(texts) != length:
        raise ValueError(f"{name} has {len(texts)} rows, expected {length}")
    try:
        "".join(texts).encode()
    except UnicodeEncodeError:
        return tuple(
            text.encode("utf-16", "surrogatepass").decode("utf-16", "replace") for text in texts
        )
    except TypeError:
        raise TypeError(f"{name} holds something that is no text") from None
    return texts


def _points(polygon: npt.NDArray[Any]) -> Polygon:
    a, b, c, d = polygon.tolist()
    return (tuple(a), tuple(b), tuple(c), tuple(d))


def _is_row(rows: object) -> bool:
    return isinstance(rows, (int, np.integer)) and not isinstance(rows, bool)


def _row(row: Any, length: int) -> int:
    index = int(row)
    if not -length <= index < length:
        raise IndexError(f"row {index} of {length}")
    return index % length


def _indexes(rows: Any, length: int) -> npt.NDArray[np.int64]:
    """Row numbers of a slice, a mask or a list of row numbers."""
    if isinstance(rows, slice):
        return np.arange(length)[rows]
    asked = np.asarray(rows)
    if asked.ndim != 1:
        raise IndexError(f"rows are a slice, a mask or a list of row numbers, not {rows!r}")
    chosen: npt.NDArray[np.int64] = np.arange(length)[
        asked if asked.size else asked.astype(np.int64)
    ]
    return chosen


@dataclass(frozen=True, slots=True, eq=False)
class Words(_Columns, Sequence[Word]):
    """The words of a page, or of a line, as columns.

    Attributes
    ----------
    text : tuple of str
    polygon : (n, 4, 2) ndarray of float64
        Page units, y down, corner 0 at the text's own top-left, then clockwise; NaN where the
        service gave none.
    confidence : (n,) ndarray of float64
        In [0, 1]; NaN where the engine gave none.
    spaced : (n,) ndarray of bool
        White space follows this word in its line. True unless told otherwise.

    Examples
    --------
    >>> words = Words(["Pack", "my"], confidence=[0.9, 0.4])
    >>> words[words.confidence < 0.6].text
    ('my',)
    """

    text: tuple[str, ...] = ()
    polygon: Array = None  # type: ignore[assignment]  # None is "all unknown" and becomes a column
    confidence: Array = None  # type: ignore[assignment]
    spaced: npt.NDArray[np.bool_] = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "text", _texts(self.text, "text"))
        count = len(self.text)
        put(self, "polygon", _column(self.polygon, np.float64, (count, 4, 2), "polygon", np.nan))
        put(
            self, "confidence", _column(self.confidence, np.float64, (count,), "confidence", np.nan)
        )
        put(self, "spaced", _column(self.spaced, np.bool_, (count,), "spaced", fill=True))
        if ((self.confidence < 0) | (self.confidence > 1)).any():
            raise ValueError("a confidence lies in [0, 1], or is NaN where it is unknown")

    def __len__(self) -> int:
        return len(self.text)

    @overload
    def __getitem__(self, rows: int) -> Word: ...
    @overload
    def __getitem__(self, rows: Rows) -> "Words": ...
    def __getitem__(self, rows: Any) -> "Word | Words":
        if _is_row(rows):
            row = _row(rows, len(self))
            return Word(self.text[row], _points(self.polygon[row]), float(self.confidence[row]))
        chosen = _indexes(rows, len(self))
        text = tuple(self.text[row] for row in chosen)
        return Words(text, self.polygon[chosen], self.confidence[chosen], self.spaced[chosen])

    def __iter__(self) -> Iterator[Word]:
        for text, polygon, confidence in zip(
            self.text, self.polygon, self.confidence.tolist(), strict=True
        ):
            yield Word(text, _points(polygon), confidence)

    def move(self, matrix: npt.ArrayLike) -> "Words":
        """Map every corner through a 3×3 affine matrix."""
        return Words(self.text, _moved(self.polygon, matrix), self.confidence, self.spaced)

    def join(self) -> str:
        """Join the words as their line has them: a space where white space followed.

        Examples
        --------
        >>> Words(["你", "好"], spaced=[False, False]).join()
        '你好'
        """
        return "".join(
            text + " " if spaced else text
            for text, spaced in zip(self.text, self.spaced.tolist(), strict=True)
        ).strip()


@dataclass(frozen=True, slots=True, eq=False)
class Lines(_Columns, Sequence[Line]):
    """The lines of a page as columns; line i owns ``words[offsets[i]:offsets[i + 1]]``.

    Attributes
    ----------
    text : tuple of str
        The service's own text of each line.
    polygon : (m, 4, 2) ndarray of float64
    words : Words
        The words of all lines, line after line.
    offsets : (m + 1,) ndarray of int64
    block : (m,) ndarray of int64
        Row in the page's blocks, −1 where a line has none.
    language : tuple of str
    handwritten : (m,) ndarray of float64
        Probability that the line is handwriting; NaN where unknown.

    Examples
    --------
    >>> lines = Lines(["Pack my box", "dog"], words=Words(["Pack", "my", "box", "dog"]), offsets=[0, 3, 4])
    >>> [word.text for word in lines[0].words]
    ['Pack', 'my', 'box']
    >>> lines.take([1, 0]).text
    ('dog', 'Pack my box')
    """

    text: tuple[str, ...] = ()
    polygon: Array = None  # type: ignore[assignment]  # as in Words
    words: Words = dataclasses.field(default_factory=Words)
    offsets: npt.NDArray[np.int64] = None  # type: ignore[assignment]
    block: npt.NDArray[np.int64] = None  # type: ignore[assignment]
    language: tuple[str, ...] = None  # type: ignore[assignment]
    handwritten: Array = None  # type: ignore[assignment]

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "text", _texts(self.text, "text"))
        count = len(self.text)
        put(self, "polygon", _column(self.polygon, np.float64, (count, 4, 2), "polygon", np.nan))
        put(self, "offsets", _column(self.offsets, np.int64, (count + 1,), "offsets", 0))
        put(self, "block", _column(self.block, np.int64, (count,), "block", -1))
        language = ("",) * count if self.language is None else self.language
        put(self, "language", _texts(language, "language", count))
        put(
            self,
            "handwritten",
            _column(self.handwritten, np.float64, (count,), "handwritten", np.nan),
        )
        if (self.block < -1).any():
            raise ValueError("a line's block is a row of the page's blocks, or -1")
        if (
            self.offsets[0] != 0
            or self.offsets[-1] != len(self.words)
            or (np.diff(self.offsets) < 0).any()
        ):
            raise ValueError(f"offsets rise from 0 to the number of words, {len(self.words)}")

    def __len__(self) -> int:
        return len(self.text)

    @overload
    def __getitem__(self, rows: int) -> Line: ...
    @overload
    def __getitem__(self, rows: Rows) -> "Lines": ...
    def __getitem__(self, rows: Any) -> "Line | Lines":
        if not _is_row(rows):
            return self.take(_indexes(rows, len(self)))
        row = _row(rows, len(self))
        return Line(
            self.text[row],
            _points(self.polygon[row]),
            self.words[self.offsets[row] : self.offsets[row + 1]],
            int(self.block[row]),
            self.language[row],
            float(self.handwritten[row]),
        )

    def __iter__(self) -> Iterator[Line]:
        return (self[row] for row in range(len(self)))

    @property
    def rows(self) -> npt.NDArray[np.int64]:
        """The line that each word stands in, ``(n,)``."""
        return np.repeat(np.arange(len(self)), np.diff(self.offsets))

    def take(self, order: npt.ArrayLike) -> "Lines":
        """Take these rows, in this order.

        Parameters
        ----------
        order : (k,) array_like of int
        """
        asked = np.asarray(order)
        if asked.dtype.kind not in "iu" and asked.size:
            raise TypeError(
                f"take wants row numbers, not {asked.dtype}; for a mask say lines[mask]"
            )
        chosen = asked.astype(np.int64).reshape(-1)
        counts = np.diff(self.offsets)[chosen]
        offsets = np.concatenate([[0], np.cumsum(counts)])
        words = np.arange(offsets[-1]) + np.repeat(self.offsets[:-1][chosen] - offsets[:-1], counts)
        return Lines(
            tuple(self.text[row] for row in chosen),
            self.polygon[chosen],
            self.words[words],
            offsets,
            self.block[chosen],
            tuple(self.language[row] for row in chosen),
            self.handwritten[chosen],
        )

    def keep(self, mask: npt.ArrayLike) -> "Lines":
        """Keep only these words.

        A line that loses none keeps its text and polygon as they are. The others are rejoined by
        ``spaced`` and cut to their words along their own axes; a line left empty goes too.

        Parameters
        ----------
        mask : (n,) array_like of bool
            One value a word.
        """
        kept = np.asarray(mask, np.bool_)
        if kept.shape != (len(self.words),):
            raise ValueError(f"the mask has the shape {kept.shape}, expected ({len(self.words)},)")
        before = np.diff(self.offsets)
        after = np.bincount(self.rows[kept], minlength=len(self))
        offsets = np.concatenate([[0], np.cumsum(after)])
        words, text, polygon = self.words[kept], list(self.text), np.array(self.polygon)
        for row in np.flatnonzero((after < before) & (after > 0)).tolist():
            part = words[offsets[row] : offsets[row + 1]]
            text[row] = part.join()
            polygon[row] = _cut(polygon[row], part.polygon)
        lines = dataclasses.replace(
            self, text=tuple(text), polygon=polygon, words=words, offsets=offsets
        )
        return lines.take(np.flatnonzero((after > 0) | (before == 0)))

    def move(self, matrix: npt.ArrayLike) -> "Lines":
        """Map every corner, of lines and of words, through a 3×3 affine matrix."""
        return dataclasses.replace(
            self, polygon=_moved(self.polygon, matrix), words=self.words.move(matrix)
        )


def _moved(polygon: Array, matrix: npt.ArrayLike) -> Array:
    m = np.asarray(matrix, np.float64)
    moved: Array = polygon @ m[:2, :2].T + m[:2, 2]
    return moved


def _cut(polygon: Array, words: Array) -> Array:
    """Cut a line's quad to the words left in it, in the quad's own axes (0 → 1 and 0 → 3)."""
    points = words[~np.isnan(words).any(axis=(1, 2))].reshape(-1, 2)
    axes = np.column_stack([polygon[1] - polygon[0], polygon[3] - polygon[0]])
    if (
        not len(points)
        or not np.isfinite(axes).all()
        or abs(np.linalg.det(axes)) < 1e-12 * np.abs(axes).max() ** 2
    ):
        return polygon
    inside = np.clip((points - polygon[0]) @ np.linalg.inv(axes).T, 0.0, 1.0)
    (u0, v0), (u1, v1) = inside.min(axis=0), inside.max(axis=0)
    u, v = np.array([[u0, u1, u1, u0], [v0, v0, v1, v1]])[..., None]
    cut: Array = (1 - v) * ((1 - u) * polygon[0] + u * polygon[1]) + v * (
        (1 - u) * polygon[3] + u * polygon[2]
    )
    return cut


@dataclass(frozen=True, slots=True, eq=False)
class Blocks(_Columns, Sequence[Block]):
    """The blocks of a page as columns: a tree, parents before children.

    Attributes
    ----------
    role : tuple of str
        ``paragraph``, ``heading``, ``caption``, ``list_item``, ``table``, ``note``, ``header``,
        ``footer``, ``page_number``, ``column``; ``""`` where nobody said.
    parent : (k,) ndarray of int64
        Row of the block that this one stands in, −1 where it stands on the page.

    Examples
    --------
    >>> Blocks(["column", "heading"], [-1, 0])[1]
    Block(role='heading', parent=0)
    """

    role: tuple[str, ...] = ()
    parent: npt.NDArray[np.int64] = None  # type: ignore[assignment]  # as in Words

    def __post_init__(self) -> None:
        object.__setattr__(self, "role", _texts(self.role, "role"))
        count = len(self.role)
        object.__setattr__(self, "parent", _column(self.parent, np.int64, (count,), "parent", -1))
        if (self.parent >= np.arange(count)).any() or (self.parent < -1).any():
            raise ValueError("a block's parent is an earlier row, or -1")

    def __len__(self) -> int:
        return len(self.role)

    @overload
    def __getitem__(self, rows: int) -> Block: ...
    @overload
    def __getitem__(self, rows: slice) -> Sequence[Block]: ...
    def __getitem__(self, rows: int | slice) -> Block | Sequence[Block]:
        if isinstance(rows, slice):
            return [self[row] for row in range(*rows.indices(len(self)))]
        row = _row(rows, len(self))
        return Block(self.role[row], int(self.parent[row]))


@dataclass(frozen=True, slots=True, eq=False)
class Page(_Columns):
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
        none. A hint: see :func:`ocrlayout.skew.page_angle`.
    lines : Lines
    blocks : Blocks
    matrix : (3, 3) ndarray of float64
        Maps the source frame, the one the service saw, to this page.
    source : tuple of float
        Width and height of the source frame.
    """

    number: int = 1
    width: float = np.nan
    height: float = np.nan
    unit: str = ""
    angle: float = np.nan
    lines: Lines = dataclasses.field(default_factory=Lines)
    blocks: Blocks = dataclasses.field(default_factory=Blocks)
    matrix: Array = None  # type: ignore[assignment]  # None is the identity
    source: tuple[float, float] = None  # type: ignore[assignment]  # None is the page's own size

    def __post_init__(self) -> None:
        put = object.__setattr__
        put(self, "number", operator.index(self.number))
        if self.number < 1:
            raise ValueError(f"pages are numbered from 1, not {self.number}")
        for name in ("width", "height", "angle"):
            put(self, name, float(getattr(self, name)))
            if np.isinf(getattr(self, name)):
                raise ValueError(f"a page's {name} is a finite number, or NaN where it is unknown")
        matrix = np.eye(3) if self.matrix is None else self.matrix
        put(self, "matrix", _column(matrix, np.float64, (3, 3), "matrix", 0))
        width, height = (self.width, self.height) if self.source is None else self.source
        put(self, "source", (float(width), float(height)))
        if self.unit not in ("pixel", "inch", ""):
            raise ValueError(f"a page's unit is 'pixel', 'inch' or '', not {self.unit!r}")
        if len(self.lines) and self.lines.block.max() >= len(self.blocks):
            raise ValueError(
                f"a line stands in block {self.lines.block.max()} of {len(self.blocks)}"
            )

    @property
    def size(self) -> tuple[float, float]:
        """Width and height."""
        return self.width, self.height

    @property
    def words(self) -> Words:
        """The words of all lines."""
        return self.lines.words

    def replace(self, **changes: Any) -> Self:
        """Return the page with some attributes changed.

        Examples
        --------
        >>> Page(number=1).replace(number=7).number
        7
        """
        return dataclasses.replace(self, **changes)

    def move(self, matrix: npt.ArrayLike, size: tuple[float, float]) -> Self:
        """Move every corner through a 3×3 affine matrix, into a page of this (width, height).

        ``matrix`` of the result still maps from the source frame; ``angle`` is the caller's to set.
        """
        moved = np.asarray(matrix, np.float64)
        width, height = size
        return self.replace(
            lines=self.lines.move(moved), matrix=moved @ self.matrix, width=width, height=height
        )


@dataclass(frozen=True, slots=True, eq=False)
class Document(_Columns, Sequence[Page]):
    """Pages, and where they come from.

    Examples
    --------
    >>> document = Document([Page(number=1), Page(number=2), Page(number=3)])
    >>> [page.number for page in document[1:]]
    [2, 3]
    """

    pages: tuple[Page, ...] = ()
    origin: Origin = Origin()  # noqa: RUF009  # a named tuple, never changed

    def __post_init__(self) -> None:
        pages = tuple(self.pages)
        if not all(isinstance(page, Page) for page in pages):
            raise TypeError("a document is made of pages")
        object.__setattr__(self, "pages", pages)
        object.__setattr__(self, "origin", Origin(*_texts(self.origin, "origin")))

    def __len__(self) -> int:
        return len(self.pages)

    @overload
    def __getitem__(self, rows: int) -> Page: ...
    @overload
    def __getitem__(self, rows: slice) -> "Document": ...
    def __getitem__(self, rows: int | slice) -> "Page | Document":
        if isinstance(rows, slice):
            return Document(self.pages[rows], self.origin)
        return self.pages[rows]

    def map(self, change: Callable[[Page], Page]) -> "Document":
        """Return the document with every page changed by a function of one page."""
        return Document(tuple(change(page) for page in self.pages), self.origin)

    @staticmethod
    def join(documents: Iterable["Document"]) -> "Document":
        """Join documents into one; pages are numbered anew from 1.

        The origin is the documents' own where they share it, else empty.
        """
        parts = list(documents)
        origins = {part.origin for part in parts}
        pages = (page for part in parts for page in part.pages)
        numbered = tuple(page.replace(number=number) for number, page in enumerate(pages, 1))
        return Document(numbered, origins.pop() if len(origins) == 1 else Origin())
