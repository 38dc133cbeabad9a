"""How the text of a page lies, from its own quads; and a page turned upright."""

import numpy as np

from ocrlayout import geometry
from ocrlayout.model import Document, Page

__all__ = ["deskew", "page_angle"]


def page_angle(page: Page) -> float:
    """Angle of a page's text, degrees, clockwise as seen, in (−180, 180]."""
    polygons = page.lines.polygon[geometry.known(page.lines.polygon)]
    if not len(polygons):
        return 0.0 if np.isnan(page.angle) else page.angle
    weight = geometry.sizes(polygons)[:, 0]
    angle = geometry.angles(polygons)
    near = np.abs(geometry.fold(angle[:, None] - angle)) < 5
    best = angle[np.argmax((near * weight).sum(axis=1))]
    rest = geometry.fold(angle - best)
    close = np.abs(rest) < 5
    order = np.argsort(rest[close])
    total = np.cumsum(weight[close][order])
    return float(geometry.fold(best + rest[close][order][np.searchsorted(total, total[-1] / 2)]))


def deskew(document: Document, angle: float | None = None) -> Document:
    """Turn every page upright."""
    return document.map(lambda page: _upright(page, page_angle(page) if angle is None else angle))


def _upright(page: Page, angle: float) -> Page:
    if angle == 0 or np.isnan(page.width) or np.isnan(page.height):
        return page.replace(angle=0.0)
    turn = geometry.rotation(-angle)
    sheet = np.array([[0, 0], [1, 0], [1, 1], [0, 1]]) * page.size
    corners = geometry.apply(turn, sheet)
    low, high = corners.min(axis=0), corners.max(axis=0)
    return page.move(geometry.translation(*-low) @ turn, (high - low).tolist()).replace(angle=0.0)
