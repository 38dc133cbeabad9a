"""All documents of a stream as one, for the formats that cannot yet write them as they come."""

from collections.abc import Iterable
from typing import Any

from ocrlayout import images as scans
from ocrlayout.model import Document


def joined(documents: Iterable[Document], images: Iterable[Any] | None) -> tuple[Document, Any]:
    """Return one document of all, and its scans."""
    parts = list(documents)
    each = None if images is None else list(images)
    if each is not None:
        parts = parts[: len(each)] or parts  # who called compares the counts
    if len(parts) == 1:
        return parts[0], each[0] if each else None
    frames = each and [
        pair[1] for part, own in zip(parts, each, strict=False) for pair in scans.pair(part, own)
    ]
    return Document.join(parts), frames
