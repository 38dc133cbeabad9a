"""The elements of a page: what is shown first, its columns, and its scan.

They are ``<script>`` elements of types that no browser runs. The program reads the first of them
when the file is opened, the others when the page comes into view.
"""

import json
from typing import Any

import numpy as np
import numpy.typing as npt

from ocrlayout.comparison import compare_pages
from ocrlayout.errors import WriteError
from ocrlayout.model import Page
from ocrlayout.writers._native import page_json
from ocrlayout.writers.viewer.scans import Shown

__all__ = ["as_json", "body", "head", "script"]

Array = npt.NDArray[np.float64]

_DIGITS = 4  # of a doubt: more do not change any rank that matters
_FLAT = 1e-12  # a determinant below it is that of a matrix that cannot be inverted
_SHEET = (1000.0, 1414.0)  # units of a page that does not say its size: the shape of A4
# What could end the element, or begin a comment in it; JSON spells it as well with its number.
_SPELLED = str.maketrans({"<": "\\u003c"})


def head(page: Page, name: str, scan: Shown | None) -> str:
    """Return what is known of a page before it is shown.

    Raises
    ------
    WriteError
        The page cannot be placed on its scan.
    """
    if not np.isfinite(page.matrix).all() or abs(np.linalg.det(page.matrix)) < _FLAT:
        raise WriteError(
            f"page {page.number} has a matrix that cannot be inverted, so no place on its scan"
        )
    facts = {
        "number": page.number,
        "name": name,
        **_shape(page),
        "scan": _shown(scan) if scan else None,
        "thumbnail": scan.thumbnail if scan else "",
    }
    return script("head", as_json(facts))


def _shown(scan: Shown) -> dict[str, Any]:
    size = {"width": scan.width, "height": scan.height, "matrix": scan.matrix}
    return {**size, "link": scan.link} if scan.link else size


def body(page: Page, doubt: Array, other: Page | None) -> str:
    """Return the columns of a page, and of what another engine read of it."""
    found = compare_pages(page, other) if other else None
    parts = (
        page_json(page),  # first, so that it can be taken out unchanged
        as_json(_numbers(doubt)),
        as_json(found.own.tolist() if found else []),
        page_json(other) if other else "null",
        as_json(found.other.tolist() if found else []),
        as_json(_shape(other) if other else None),
    )
    return script("body", "\n".join(parts))


def _shape(page: Page) -> dict[str, Any]:
    """Return the sizes of a page and of its scan, and how they lie to each other."""
    return {
        "size": _size(page.size, page),
        "source": _size(page.source_size, page),
        "matrix": page.matrix.reshape(-1).tolist(),
    }


def _size(size: tuple[float, float], page: Page) -> tuple[float, float]:
    """Return a size, or where nobody said it one that holds all words."""
    if all(np.isfinite(size)) and min(size) > 0:
        return size
    corners = page.words.polygon.reshape(-1, 2)
    known = corners[np.isfinite(corners).all(axis=1)]
    return tuple(known.max(axis=0).tolist()) if len(known) and known.max() > 0 else _SHEET


def _numbers(values: Array) -> list[float | None]:
    rounded = np.round(values, _DIGITS).tolist()
    return [None if np.isnan(value) else value for value in rounded]


def as_json(value: Any) -> str:
    """Return JSON on one line."""
    return json.dumps(value, ensure_ascii=False, allow_nan=False)


def script(name: str, text: str) -> str:
    r"""Return an element that is not run, whatever stands in its text.

    Examples
    --------
    >>> script("head", '"</script>"')
    '<script type="text/plain" class="head">"\\u003c/script>"</script>\n'
    """
    return f'<script type="text/plain" class="{name}">{text.translate(_SPELLED)}</script>\n'
