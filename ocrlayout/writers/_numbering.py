"""Page numbers in a stream of documents."""

from collections.abc import Iterable, Iterator

from ocrlayout.model import Document, Page

__all__ = ["numbered_on"]


def numbered_on(documents: Iterable[Document]) -> Iterator[Page]:
    """Yield the pages of documents; those of the first keep their numbers, the rest follow on.

    Examples
    --------
    >>> [page.number for page in numbered_on([Document([Page(3)]), Document([Page(1)])])]
    [3, 4]
    """
    last: int | None = None
    for document in documents:
        number = 0
        for index, page in enumerate(document.pages, 1):
            number = last + index if last is not None else page.number
            yield page if page.number == number else page.replace(number=number)
        last = number or last
