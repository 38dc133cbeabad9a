"""Labels on the scans of the corpus: none stands on ink."""

import cv2
import numpy as np
import pytest

import ocrlayout as ol
from ocrlayout import images
from ocrlayout.writers.picture.labels import SCALES

from .listed import CORPUS

SEEN = 90  # levels, of all three colors together, by which a pixel has changed
MOST = 0.01  # of any line's area
LARGEST = 1.2e6  # pixels of a scan: larger ones take seconds and show the same


def size_of(scan):
    return images.expand(scan)[0].displayed


SCANS = [
    (answer, scan)
    for answer in sorted((CORPUS / "responses").rglob("*.json"))
    for scan in (answer.with_suffix(".png"), answer.with_suffix(".jpg"))
    if scan.exists() and np.prod(size_of(scan)) <= LARGEST
]
pytestmark = pytest.mark.skipif(not SCANS, reason="no corpus; OCRLAYOUT_CORPUS names its folder")


@pytest.mark.parametrize(("answer", "scan"), SCANS, ids=[answer.stem for answer, _ in SCANS])
def test_labels_stand_on_no_ink(answer, scan):
    page = ol.tidy(ol.load(answer, images=scan))[0]
    labelled = ol.annotate(scan, page, labels="all")
    width, height = size_of(scan)
    scale = min(SCALES, key=lambda one: abs(one - len(labelled) / height))
    labelled = labelled[:, : round(width * scale)]  # without the margin
    plain = ol.annotate(scan, page, scale=scale)
    plain = cv2.resize(plain, labelled.shape[1::-1])  # sizes are rounded in one step or in two
    changed = np.abs(labelled.astype(int) - plain).sum(axis=2) > SEEN
    to_pixels = np.array(plain.shape[1::-1]) / page.source_size
    for quad in page.to_source(page.lines.polygon) * to_pixels:
        inside = np.zeros(changed.shape, np.uint8)
        cv2.fillPoly(inside, [quad.round().astype(np.int32)], 1)
        assert (changed & (inside > 0)).sum() <= MOST * max(inside.sum(), 1)
