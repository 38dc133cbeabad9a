"""Peers of the reading order, run by order.py in an environment of their own.

Pages in, orders and seconds out.

    python order_peers.py METHOD < pages.json > orders.json

docTR's package pulls in torch where it is imported as a whole; its rules need none, so their module
is loaded through empty parent packages.
"""

import functools
import importlib.util
import json
import sys
import time
import types
from pathlib import Path

import numpy as np


def doctr(*, angles=False):
    """docTR's rules: polygons and texts in; it finds the angle, or takes it from the polygons."""
    root = Path(importlib.util.find_spec("doctr").submodule_search_locations[0])
    for name in ("doctr", "doctr.models", "doctr.utils"):
        parent = types.ModuleType(name)
        parent.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = parent
    from doctr.models.reading_order import ReadingOrderPredictor

    predictor = ReadingOrderPredictor()

    def order(polygons, texts, width, height):
        given = {"angle_geoms": polygons} if angles else {}
        return predictor(polygons, texts=texts, page_shape=(height, width), **given)

    return order


def xycut():
    """Plain recursive XY-cut: the widest gap of the projections, across first."""

    def order(polygons, *_):
        boxes = np.concatenate([polygons.min(axis=1), polygons.max(axis=1)], axis=1)
        found, todo = [], [np.arange(len(boxes))]
        while todo:
            rows = todo.pop()
            parts = next((cut for axis in (1, 0) if len(cut := gaps(boxes, rows, axis)) > 1), None)
            if parts is None:
                found += rows[np.lexsort((boxes[rows, 0], boxes[rows, 1]))].tolist()
            else:
                todo += parts[::-1]
        return found

    def gaps(boxes, rows, axis):
        rows = rows[np.argsort(boxes[rows, axis], kind="stable")]
        reach = np.maximum.accumulate(boxes[rows, axis + 2])
        return np.split(rows, np.flatnonzero(boxes[rows[1:], axis] > reach[:-1]) + 1)

    return order


def xycutpp():
    """XY-Cut++ (S. Liu et al., 2025), the port of Datalab, with every line called plain text."""
    import xycutppy

    plain = xycutppy.SemanticLabel.Regular

    def order(polygons, _, width, height):
        boxes = np.concatenate([polygons.min(axis=1), polygons.max(axis=1)], axis=1)
        elements = [
            {"id": at, "x1": x0, "y1": y0, "x2": x1, "y2": y1, "label": plain}
            for at, (x0, y0, x1, y1) in enumerate(boxes.tolist())
        ]
        bounds = (0.0, 0.0, float(width), float(height))
        return xycutppy.compute_order(elements, bounds, backend="datalab")

    return order


METHODS = {
    "doctr": doctr,
    "doctr-angles": functools.partial(doctr, angles=True),
    "xycut": xycut,
    "xycutpp": xycutpp,
}


def main():
    pages = json.load(sys.stdin)
    order = METHODS[sys.argv[1]]()
    results = []
    for page in pages:
        polygons = np.array(page["polygons"], np.float64)
        best = float("inf")
        for _ in range(page["repeat"]):
            start = time.process_time()
            found = order(polygons, page["texts"], page["width"], page["height"])
            best = min(best, time.process_time() - start)
        results.append({"order": [int(row) for row in found], "seconds": best})
    json.dump(results, sys.stdout)


if __name__ == "__main__":
    main()
