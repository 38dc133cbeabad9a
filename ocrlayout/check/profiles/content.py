"""What pages draw: whether it is tagged, in which colors of a device, by which fonts."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pikepdf

__all__ = ["Content", "content_of"]

_SHOWS_TEXT = frozenset(("Tj", "TJ", "'", '"'))
_PAINTS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "sh", "INLINE IMAGE"))
_COLORS: Mapping[str, str] = {
    **dict.fromkeys(("g", "G"), "/DeviceGray"),
    **dict.fromkeys(("rg", "RG"), "/DeviceRGB"),
    **dict.fromkeys(("k", "K"), "/DeviceCMYK"),
}
_INVISIBLE = 3  # a text rendering mode
_DEEPEST = 20  # forms in forms: deeper ones go round in a circle
_TAGGED, _ARTIFACT, _OTHER = "tagged", "artifact", "other"  # kinds of marked content


@dataclass(slots=True)
class Content:
    """What was met on the pages.

    Attributes
    ----------
    loose : int
        Operators that draw something which is neither tagged nor an artifact.
    artifacts_in_tags, tags_in_artifacts : int
    colors : set of str
        Color spaces of devices.
    fonts, all_fonts : dict of pikepdf.Dictionary
        Those by which text is seen, and by which it is shown, seen or not.
    """

    loose: int = 0
    artifacts_in_tags: int = 0
    tags_in_artifacts: int = 0
    colors: set[str] = field(default_factory=set)
    fonts: dict[Any, Any] = field(default_factory=dict)
    all_fonts: dict[Any, Any] = field(default_factory=dict)


def content_of(pdf: pikepdf.Pdf) -> Content:
    """Walk through the content of all pages, and of the forms that they draw.

    Parameters
    ----------
    pdf : pikepdf.Pdf
    """
    found = Content()
    for page in pdf.pages:
        walk = _Walk(found, page.obj.get("/Resources", pikepdf.Dictionary()), [])
        walk.through(pikepdf.parse_content_stream(page))
    return found


class _Walk:
    """A way through one content stream."""

    def __init__(self, found: Content, resources: Any, marks: list[str], depth: int = 0) -> None:
        self._found, self._resources, self._depth = found, resources, depth
        self._marks = list(marks)
        self._font: Any = None
        self._mode = 0
        self._saved: list[tuple[Any, int]] = []

    def through(self, instructions: Iterable[Any]) -> None:
        for operands, operator in instructions:
            name = str(operator)
            if name in ("BDC", "BMC"):
                self._begin(operands)
            elif name == "EMC" and self._marks:
                self._marks.pop()
            elif name in _SHOWS_TEXT:
                self._paint()
                self._show()
            elif name in _PAINTS:
                self._paint()
            elif name == "Do":
                self._draw(operands)
            else:
                self._set(name, operands)

    def _set(self, name: str, operands: Any) -> None:
        """Follow the state of graphics, as far as it matters."""
        if name == "Tf":
            self._font = self._named("/Font", operands[0])
        elif name == "Tr":
            self._mode = int(operands[0])
        elif name == "q":
            self._saved.append((self._font, self._mode))
        elif name == "Q" and self._saved:
            self._font, self._mode = self._saved.pop()
        elif name in _COLORS:
            self._found.colors.add(_COLORS[name])

    def _named(self, kind: str, name: Any) -> Any:
        return self._resources.get(kind, pikepdf.Dictionary()).get(str(name))

    def _begin(self, operands: Any) -> None:
        said = operands[1] if len(operands) > 1 else None
        if isinstance(said, pikepdf.Name):
            said = self._named("/Properties", said)
        is_numbered = isinstance(said, pikepdf.Dictionary) and "/MCID" in said
        is_artifact = str(operands[0]) == "/Artifact"
        kind = _TAGGED if is_numbered else _ARTIFACT if is_artifact else _OTHER
        self._found.artifacts_in_tags += kind == _ARTIFACT and _TAGGED in self._marks
        self._found.tags_in_artifacts += kind == _TAGGED and _ARTIFACT in self._marks
        self._marks.append(kind)

    def _paint(self) -> None:
        self._found.loose += not {_TAGGED, _ARTIFACT} & set(self._marks)

    def _show(self) -> None:
        if self._font is None:
            return
        key = self._font.objgen if self._font.is_indirect else id(self._font)
        self._found.all_fonts[key] = self._font
        if self._mode != _INVISIBLE:
            self._found.fonts[key] = self._font

    def _draw(self, operands: Any) -> None:
        drawn = self._named("/XObject", operands[0])
        if not isinstance(drawn, pikepdf.Stream):
            return
        if drawn.get("/Subtype") != "/Form":
            self._paint()
            self._found.colors.update(_spaces(drawn.get("/ColorSpace")))
        elif self._depth < _DEEPEST:
            resources = drawn.get("/Resources", self._resources)
            inner = _Walk(self._found, resources, self._marks, self._depth + 1)
            inner.through(pikepdf.parse_content_stream(drawn))


def _spaces(space: Any) -> set[str]:
    """Return the color spaces of devices that an image is in, also by a palette."""
    if isinstance(space, pikepdf.Array) and len(space) > 1 and space[0] == "/Indexed":
        space = space[1]
    return {str(space)} & set(_COLORS.values()) if isinstance(space, pikepdf.Name) else set()
