"""Where in a payload the answers stand: the payload itself, a list of them, or within an envelope.

People keep answers as they got them: a workflow's ``{"body": …}``, a record of a labeling tool, a
list of all answers of a folder, JSON within JSON. What a reader accepts as it is stays one answer.
"""

import base64
import binascii
import json
import logging
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

from ocrlayout import registry
from ocrlayout.errors import OcrFailed, OcrLayoutError, ReadError, UnknownFormat
from ocrlayout.registry import Reader

__all__ = ["Answer", "find", "read"]

Key = str | int
Size = tuple[float, float]

_DEEPEST = 6  # levels of an envelope: records of tools have two or three
_LOOKED_AT = 10_000  # values: a payload that nobody knows is not searched for minutes
_FIRST = 100  # items of a list: where none of them is an answer, no other is looked at
_NAMED = 5  # places that a message names
_ERRORS = frozenset(("error", "errors"))  # keys under which bodies say what went wrong
_CONTENT = "$content"  # of a file's content in Power Automate, in base64
_log = logging.getLogger(__name__)


class Answer(NamedTuple):
    """An answer, the reader that accepts it, and the keys that lead to it."""

    reader: Reader
    payload: Any
    path: tuple[Key, ...] = ()

    @property
    def place(self) -> str:
        """The place as a program writes it.

        Examples
        --------
        >>> Answer(print, {}, ("body", 0)).place
        "payload['body'][0]"
        """
        return "payload" + "".join(f"[{key!r}]" for key in self.path)


def find(payload: Any, provider: str | None = None, *, split: bool = False) -> list[Answer]:
    """Find the answers in a payload.

    Parameters
    ----------
    payload : dict, list or str
    provider : str, optional
        Name of the only reader that is asked.
    split : bool
        Look at the items of a list first, also where a reader accepts the list as a whole.

    Raises
    ------
    UnknownFormat
        There is none, or several that do not stand in one list; the message says where.
    OcrFailed
        In place of an answer stands what a service says of a job that runs or failed.

    Examples
    --------
    >>> line = {"boundingBox": [0, 0, 40, 0, 40, 10, 0, 10], "text": "dog"}
    >>> answer = {"status": "Succeeded", "recognitionResult": {"lines": [line]}}
    >>> [one.place for one in find({"id": 7, "body": {"ocr": answer}})]
    ["payload['body']['ocr']"]
    >>> [one.place for one in find([answer, answer])]
    ['payload[0]', 'payload[1]']
    """
    if split and isinstance(payload, list):
        return _items(payload, provider) or find(payload, provider)
    if provider not in (None, *registry.names("readers")):
        return [Answer(registry.reader_for(payload, provider), payload)]  # which says what there is
    whole = _accepted(payload, provider)
    if whole:
        return [whole]
    found = _items(payload, provider) if isinstance(payload, list) else []
    return found or _only(payload, provider)


def read(answer: Answer, sizes: list[Size] | None) -> Any:
    """Read an answer; an error says where in the whole payload it is.

    Raises
    ------
    ReadError
        As the reader says.
    """
    try:
        return answer.reader(answer.payload, sizes=sizes)
    except ReadError as error:
        error.where = _joined(_dotted(answer.path), error.where)
        raise


def _accepted(payload: Any, provider: str | None, path: tuple[Key, ...] = ()) -> Answer | None:
    """Return an answer if a reader accepts the payload as it is.

    Raises
    ------
    UnknownFormat
        Several do.
    """
    able = registry.accepting(payload, provider)
    if not able:
        return None
    one = able[0] if len(able) == 1 else provider
    return Answer(registry.reader_for(payload, one), payload, path)


def _items(payload: list[Any], provider: str | None) -> list[Answer]:
    """Return the answers of a list, one an item; none where no item is one.

    Raises
    ------
    UnknownFormat
        Some items are answers, and one is not.
    """
    given = ((at, item) for at, item in enumerate(payload) if item is not None)
    found = [_item(item, at, provider) for at, item in islice(given, _FIRST)]
    if not any(found):
        return []
    found += [_item(item, at, provider) for at, item in given]
    known = [answer for answer in found if answer]
    if known and len(known) < len(found):
        raise UnknownFormat(
            f"item {found.index(None)} of the list is not an OCR answer that a reader knows, and"
            f" {known[0].place} is one; load the answers alone"
        )
    return known


def _item(item: Any, at: int, provider: str | None) -> Answer | None:
    item = _decoded(item)
    whole = _accepted(item, provider, (at,))
    inside = [whole] if whole else list(_Search(provider).inside(item, (at,)))
    return inside[0] if len(inside) == 1 else None


def _only(payload: Any, provider: str | None) -> list[Answer]:
    """Return the one answer that stands within an envelope."""
    search = _Search(provider)
    inside = list(search.inside(payload, ()))
    if len(inside) == 1:
        _log.info("the answer is %s; what stands around it is not read", inside[0].place)
        return inside
    if inside:
        places = ", ".join(answer.place for answer in inside[:_NAMED])
        more = f" and {len(inside) - _NAMED} more" if len(inside) > _NAMED else ""
        raise UnknownFormat(
            f"{len(inside)} OCR answers stand within: {places}{more}; load one of them, or a list"
        )
    if len(search.failed) == 1:
        raise search.failed[0]
    if search.refused:
        raise UnknownFormat(f"no reader knows this payload; {search.refused}")
    return [Answer(registry.reader_for(payload, provider), payload)]  # which says that none knows


class _Search:
    """Looks for answers within a payload, as far as there is time."""

    def __init__(self, provider: str | None) -> None:
        self._provider = provider
        self._left = _LOOKED_AT
        self.refused: str | None = None  # why what looked like an answer is not one
        self.failed: list[OcrFailed] = []  # what services say in place of an answer

    def inside(self, payload: Any, path: tuple[Key, ...]) -> Iterator[Answer]:
        """Yield the answers that stand within a payload, not within each other."""
        if len(path) >= _DEEPEST:
            return
        for key, value in _children(payload):
            self._left -= 1
            if self._left < 0:
                return
            answer = self._answer(value, (*path, key))
            if answer:
                yield answer
            else:
                yield from self.inside(value, (*path, key))

    def _answer(self, value: Any, path: tuple[Key, ...]) -> Answer | None:
        """Return an answer if a reader accepts the value, and finds something in it.

        An error or the state of a job is not enough: many bodies hold such.
        """
        able = registry.accepting(value, self._provider)
        if len(able) != 1:
            return None
        answer = Answer(registry.reader_for(value, able[0]), value, path)
        try:
            document = read(answer, None)
        except OcrFailed as error:
            if not _ERRORS.intersection(path):  # the error that a body holds is not itself a body
                self.failed.append(error)
            return None
        except (OcrLayoutError, RecursionError) as error:
            self.refused = self.refused or f"{able[0]} would read a part of it: {error}"
            return None
        return answer if any(len(page.lines) or len(page.fields) for page in document) else None


def _children(payload: Any) -> Iterator[tuple[Key, Any]]:
    """Yield what stands within an object or a list, JSON as text decoded."""
    found: Any = ()
    if isinstance(payload, dict):
        found = payload.items()
    elif isinstance(payload, list):
        found = enumerate(payload)
    for key, value in found:
        inner = _decoded(_content(value) if key == _CONTENT else value)
        if isinstance(inner, (dict, list)) or (isinstance(inner, str) and inner.startswith("<")):
            yield key, inner


def _content(value: Any) -> Any:
    try:
        return base64.b64decode(value, validate=True).decode()
    except (TypeError, ValueError, binascii.Error):
        return value


def _decoded(value: Any) -> Any:
    """Return the value of JSON that stands as text within JSON."""
    if not (isinstance(value, str) and value.lstrip("\ufeff \t\r\n").startswith(("{", "["))):
        return value
    try:
        return json.loads(value.lstrip("\ufeff"))
    except (ValueError, RecursionError):
        return value


def _dotted(path: tuple[Key, ...]) -> str:
    return "".join(f"[{key}]" if isinstance(key, int) else f".{key}" for key in path).lstrip(".")


def _joined(outer: str, inner: str) -> str:
    """Join two paths within a payload.

    Examples
    --------
    >>> _joined("body", "analyzeResult"), _joined("body", "[3]"), _joined("", "lines")
    ('body.analyzeResult', 'body[3]', 'lines')
    """
    return f"{outer}{'.' if outer and inner and not inner.startswith('[') else ''}{inner}"
