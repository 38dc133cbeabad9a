"""Lines cut and joined by their words: what text, quad and language the new lines have."""

import dataclasses
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from ocrlayout.model.columns import Array, Integers
from ocrlayout.model.words import Words
from ocrlayout.scripts import gap, run_on

__all__ = ["Given", "Regrouped", "bound", "cut", "regrouped"]

_FLAT = 1e-12  # of the squared extent: a quad whose edges are parallel does not span a plane


class Given(NamedTuple):
    """The columns of lines that are regrouped; see :class:`~ocrlayout.model.Lines`."""

    text: tuple[str, ...]
    polygon: Array
    words: Words
    offsets: Integers
    word_line: Integers


class Regrouped(NamedTuple):
    """The columns of new lines: text, quad, words, and the line that each inherits from."""

    text: tuple[str, ...]
    polygon: Array
    words: Words
    offsets: Integers
    owner: Integers


class _Part(NamedTuple):
    """Neighboring words of one line: row of the line, rows of its words, half open."""

    line: int
    start: int
    stop: int


def regrouped(lines: Given, groups: list[Integers]) -> Regrouped:
    """Return the columns of lines that are made of groups of words.

    Raises
    ------
    ValueError
        A word is missing or stands in two groups.
    """
    every = np.concatenate([*groups, np.empty(0, np.int64)])
    if not np.array_equal(np.sort(every), np.arange(len(lines.words))):
        raise ValueError(f"groups hold each of the {len(lines.words)} words exactly once")
    made = _with_wordless(lines, [_parts(group, lines.word_line) for group in groups])
    texts = _texts(lines, made)
    sizes = [sum(len(_rows(part)) for part in parts) for parts in made]
    return Regrouped(
        tuple(map(run_on, texts)),
        np.reshape([_polygon(lines, parts) for parts in made], (-1, 4, 2)),
        _words(lines.words, made, texts),
        np.concatenate([[0], np.cumsum(sizes, dtype=np.int64)]),
        np.array([_owner(parts) for parts in made], np.int64),
    )


def _words(words: Words, made: list[list[_Part]], texts: list[list[str]]) -> Words:
    """Return the words in their new order; white space follows where parts are joined by it."""
    spaced = np.array(words.spaced)
    for parts, own in zip(made, texts, strict=True):
        before = ""
        for row in range(1, len(parts)):
            before = own[row - 1] or before
            spaced[parts[row - 1].stop - 1] = bool(gap(before, own[row]))
    rows = [word for parts in made for part in parts for word in _rows(part)]
    return dataclasses.replace(words, spaced=spaced)[rows]


def _with_wordless(lines: Given, groups: list[list[_Part]]) -> list[list[_Part]]:
    """Add the lines without words, each behind the line that it stood behind."""
    groups = [parts for parts in groups if parts]
    wordless = np.flatnonzero(np.diff(lines.offsets) == 0).tolist()
    if not wordless:
        return groups
    group_of = {row: at for at, parts in enumerate(groups) for part in parts for row in _rows(part)}
    placed = [(float(at), parts) for at, parts in enumerate(groups)]
    for line in wordless:
        word = int(lines.offsets[line])
        placed.append((group_of.get(word - 1, -1) + 0.5, [_Part(line, word, word)]))
    return [parts for _, parts in sorted(placed, key=lambda pair: pair[0])]


def _rows(part: _Part) -> range:
    return range(part.start, part.stop)


def _owner(parts: list[_Part]) -> int:
    """Return the line of the part with most words."""
    return max(parts, key=lambda part: len(_rows(part))).line


def _parts(group: Integers, word_line: Integers) -> list[_Part]:
    """Cut a group where its words are not neighbors in one line."""
    if not len(group):
        return []
    line = word_line[group]
    breaks = np.flatnonzero((np.diff(group) != 1) | (np.diff(line) != 0)) + 1
    bounds = [0, *breaks.tolist(), len(group)]
    return [
        _Part(int(line[first]), int(group[first]), int(group[last - 1]) + 1)
        for first, last in pairwise(bounds)
    ]


def _is_whole(lines: Given, part: _Part) -> bool:
    first, last = lines.offsets[part.line : part.line + 2].tolist()
    return (part.start, part.stop) == (first, last)


def _texts(lines: Given, made: list[list[_Part]]) -> list[list[str]]:
    places = _places(lines)
    return [[_text(lines, part, places) for part in parts] for parts in made]


def _places(lines: Given) -> list[tuple[int, int]]:
    """Return where each word stands in the text of its line; (−1, −1) from where it does not."""
    places = []
    for text, (first, last) in zip(lines.text, pairwise(lines.offsets.tolist()), strict=True):
        at = 0
        for word in lines.words.text[first:last]:
            start = text.find(word, at) if at >= 0 else -1
            at = start + len(word) if start >= 0 else -1
            places.append((start, at))
    return places


def _text(lines: Given, part: _Part, places: list[tuple[int, int]]) -> str:
    """Return the part of a line's own text in which words stand."""
    whole = lines.text[part.line]
    if _is_whole(lines, part):
        return whole
    begin, end = places[part.start][0], places[part.stop - 1][1]
    if end < 0:  # the words are not the text: what is known of them is how they are spaced
        return lines.words[part.start : part.stop].join()
    return whole[begin:end].strip()


def _polygon(lines: Given, parts: list[_Part]) -> Array:
    quads = [_polygon_of(lines, part) for part in parts]
    return quads[0] if len(quads) == 1 else bound(np.stack(quads))


def _polygon_of(lines: Given, part: _Part) -> Array:
    quad: Array = lines.polygon[part.line]
    if _is_whole(lines, part):
        return quad
    return cut(quad, lines.words.polygon[part.start : part.stop])


def bound(quads: Array) -> Array:
    """Bound quads by one rectangle along the direction of the longest."""
    known = quads[~np.isnan(quads).any(axis=(1, 2))]
    if not len(known):
        return np.full((4, 2), np.nan)
    edges = known[:, 1] - known[:, 0] + known[:, 2] - known[:, 3]
    lengths = np.hypot(edges[:, 0], edges[:, 1])
    along = edges[np.argmax(lengths)] / max(float(lengths.max()), np.finfo(float).tiny)
    return _level_box(known.reshape(-1, 2), np.array([along, [-along[1], along[0]]]))


def _level_box(points: Array, axes: Array) -> Array:
    """Bound points by a rectangle along two axes of length 1."""
    level = points @ axes.T
    (left, top), (right, bottom) = level.min(axis=0), level.max(axis=0)
    box = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    result: Array = box @ axes
    return result


def cut(polygon: Array, words: Array, axis: int | None = None) -> Array:
    """Cut a line's quad to the words left in it, in the quad's own axes (0 → 1 and 0 → 3).

    Parameters
    ----------
    polygon : (4, 2) ndarray
    words : (n, 4, 2) ndarray
    axis : {0, 1}, optional
        Cut along the edge 0 → 1 alone, or along 0 → 3 alone; along both without it.

    Returns
    -------
    (4, 2) ndarray
        The polygon itself where it is flat, or none of the words has a place.
    """
    points = words[~np.isnan(words).any(axis=(1, 2))].reshape(-1, 2)
    axes = np.column_stack([polygon[1] - polygon[0], polygon[3] - polygon[0]])
    if not len(points) or not np.isfinite(axes).all() or _is_flat(axes):
        return polygon
    inside = np.clip((points - polygon[0]) @ np.linalg.inv(axes).T, 0.0, 1.0)
    low, high = inside.min(axis=0), inside.max(axis=0)
    if axis is not None:
        low[1 - axis], high[1 - axis] = 0.0, 1.0
    return _inside(polygon, low, high)


def _is_flat(axes: Array) -> bool:
    return bool(abs(np.linalg.det(axes)) <= _FLAT * np.abs(axes).max() ** 2)


def _inside(polygon: Array, low: Array, high: Array) -> Array:
    """Return the part of a quad between two shares of its width and height."""
    shares = np.array([low, [high[0], low[1]], high, [low[0], high[1]]])
    u, v = shares[:, :1], shares[:, 1:]
    top = (1 - u) * polygon[0] + u * polygon[1]
    bottom = (1 - u) * polygon[3] + u * polygon[2]
    point: Array = (1 - v) * top + v * bottom
    return point
