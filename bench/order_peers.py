"""Peers of the reading order, run by order.py in an environment of their own.

Pages in, orders and seconds out.

    python order_peers.py METHOD < pages.json > orders.json

docTR's package pulls in torch where it is imported as a whole; its rules need none, so their module
is loaded through empty parent packages.
"""

import importlib.util
import json
import sys
import time
import types
from pathlib import Path

import numpy as np


def doctr():
    """docTR's rules: polygons and texts in, its own angle and direction."""
    root = Path(importlib.util.find_spec("doctr").submodule_search_locations[0])
    for name in ("doctr", "doctr.models", "doctr.utils"):
        parent = types.ModuleType(name)
        parent.__path__ = [str(root.joinpath(*name.split(".")[1:]))]
        sys.modules[name] = parent
    from doctr.models.reading_order import ReadingOrderPredictor

    predictor = ReadingOrderPredictor()

    def order(polygons, texts, width, height):
        return predictor(polygons, texts=texts, page_shape=(height, width), angle_geoms=polygons)

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


def main():
    pages = json.load(sys.stdin)
    order = {"doctr": doctr, "xycut": xycut}[sys.argv[1]]()
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
