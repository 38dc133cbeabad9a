"""The pieces of a document put together to chunks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import NamedTuple

from ocrlayout.model import Document, Page
from ocrlayout.writers._flow.elements import FURNITURE
from ocrlayout.writers._flow.joining import vocabulary_of
from ocrlayout.writers.chunks.pieces import Piece, pieces, with_short_lines

__all__ = ["Chunk", "Placed", "chunks_of"]

_LEVEL = 2  # of a heading of unknown level, below a title
_FLOWING = ("heading", "paragraph", "list_item")  # go together; all others stand by themselves
_ASIDE = ("note", *FURNITURE)  # stand between lines of text that goes on after them


class Placed(NamedTuple):
    """A piece, and the page that its rows belong to."""

    page: Page
    piece: Piece


class Chunk(NamedTuple):
    """Pieces that stand together, and the headings above them, from the highest."""

    pieces: list[Placed]
    headings: tuple[str, ...]

    @property
    def text(self) -> str:
        """Paragraphs with blank lines between, items of a list on lines that follow."""
        found = [placed.piece for placed in self.pieces]
        groups = (
            list(group) for _, group in groupby(found, lambda piece: piece.role == "list_item")
        )
        runs = ((run, "\n" if run[0].role == "list_item" else "\n\n") for run in groups)
        return "\n\n".join(between.join(piece.text for piece in run) for run, between in runs)

    @property
    def role(self) -> str:
        """The role of most of its text, headings aside."""
        lengths: dict[str, int] = {}
        for _, piece in self.pieces:
            weight = 0 if piece.role == "heading" else len(piece.text) + 1
            lengths[piece.role] = lengths.get(piece.role, 0) + weight
        return max(lengths, key=lambda role: lengths[role])


def chunks_of(
    document: Document, size: int, *, dehyphenate: bool, furniture: bool
) -> Iterator[Chunk]:
    """Yield the chunks of a document; each word stands in one.

    Parameters
    ----------
    document : Document
    size : int
        Characters of a chunk, at most.
    dehyphenate : bool
        Whether divided words are made whole.
    furniture : bool
        Whether page headers, footers and numbers become chunks.
    """
    vocabulary = vocabulary_of(document) if dehyphenate else None
    builder = _Builder(size)
    for page in document:
        cut = with_short_lines(page, size)
        for piece in pieces(cut, vocabulary, size):
            if piece.text.strip() and (furniture or piece.role not in FURNITURE):
                yield from builder.add(Placed(cut, piece))
    yield from builder.close()


@dataclass
class _Builder:
    """The chunk that is still open, and the headings above it with their levels."""

    size: int
    open: list[Placed] = field(default_factory=list)
    headings: list[tuple[int, str]] = field(default_factory=list)

    def add(self, placed: Placed) -> Iterator[Chunk]:
        """Add a piece; yield the chunks that are complete."""
        role = placed.piece.role
        if role in _ASIDE:
            yield self._chunk([placed])
            return
        if not self._goes_on(placed.piece):
            yield from self.close()
        if role == "heading":
            self._enter(placed)
        self.open.append(placed)
        if role not in _FLOWING:
            yield from self.close()

    def close(self) -> Iterator[Chunk]:
        """Yield the open chunk, if there is one."""
        if self.open:
            yield self._chunk(self.open)
        self.open = []

    def _goes_on(self, piece: Piece) -> bool:
        """Return whether a piece belongs to the open chunk: under its headings, and it fits."""
        if piece.role not in _FLOWING:
            return False
        is_new = piece.role == "heading" and any(one.piece.role != "heading" for one in self.open)
        held = sum(len(one.piece.text) + 2 for one in self.open)
        return not is_new and held + len(piece.text) <= self.size

    def _enter(self, placed: Placed) -> None:
        level = int(placed.page.blocks.level[placed.piece.block]) or _LEVEL
        while self.headings and self.headings[-1][0] >= level:
            self.headings.pop()
        self.headings.append((level, placed.piece.text))

    def _chunk(self, pieces: list[Placed]) -> Chunk:
        return Chunk(pieces, tuple(text for _, text in self.headings))
