"""What a page draws, in order: the text that it shows, and the pictures that cover what is below.

The content is read as viewers read it, forms too each time they are drawn. A text is hidden

* where nothing of it is painted: render mode 3, or fully transparent, or in a group that is;
* where it is only a clip (mode 7), and nothing is painted inside the clip;
* where it lies outside of the clip;
* in an optional-content layer of an OCR engine that viewers do not show;

and it may turn out hidden below a picture. The text render mode is part of the graphics state: it
stays after ``ET``, and forms inherit it.

References
----------
Adobe Systems: PDF Reference 1.7 (2006), 4.10 "Optional Content", 5.2.5 "Text Rendering Mode",
5.3 "Text Objects", 7.5.2 "Specifying Blending Color Space and Blend Mode".
"""

import copy
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from ocrlayout.writers.pdf.content_state import (
    EVERYTHING,
    IDENTITY,
    NOTHING,
    FontUse,
    Matrix,
    Show,
    State,
    bounded,
    is_straight,
    met,
    multiplied,
)
from ocrlayout.writers.pdf.objects import Box
from ocrlayout.writers.pdf.text_widths import Glyphs, glyphs_of

__all__ = ["Drawing", "Part", "TooDeepError", "operator"]

_DEEPEST = 15  # levels of forms inside forms
_MOST_FORMS = 2_000  # with text or pictures, on a page
_INVISIBLE, _CLIP = 3, 7  # modes of text rendering; those between also clip
_STROKED, _BOTH = 1, 2
_PER_THOUSAND = 1000
_ABOVE, _BELOW = 2.0, 1.0  # em, that glyphs reach above and below the baseline at the most
_BESIDE = 1.0  # em, that they reach beyond their width
_UNIT: Box = (0.0, 0.0, 1.0, 1.0)  # where an image is drawn
_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*"}
_PATHS = {"m", "l", "c", "v", "y", "h"}


class TooDeepError(ValueError):
    """Forms are drawn inside forms so often that it does not end."""


@dataclass(slots=True, eq=False)
class Part:
    """A content stream, as it is drawn once: a page's, or a form's.

    Attributes
    ----------
    stream : pikepdf.Object
        The page or the form.
    resources : pikepdf.Dictionary
    borrows : bool
        A form without resources of its own, which takes those of what draws it.
    instructions : list
    shows : dict of int to Show
        By the number of the instruction.
    parts : dict of int to Part
        The forms with text or pictures that it draws, by the number of the instruction.
    """

    stream: Any
    resources: Any
    borrows: bool
    instructions: list[Any]
    shows: dict[int, Show] = field(default_factory=dict)
    parts: dict[int, "Part"] = field(default_factory=dict)


class Drawing:
    """What a page draws.

    Parameters
    ----------
    is_off : callable
        Whether an optional-content dictionary belongs to a hidden layer of an OCR engine.

    Attributes
    ----------
    shows : list of Show
        In order.
    covers : list of (int, Box)
        Pictures through which nothing is seen: their order, and where they are.
    """

    def __init__(self, is_off: Callable[[Any], bool]) -> None:
        self.shows: list[Show] = []
        self.covers: list[tuple[int, Box]] = []
        self.is_off = is_off
        self.order = 0
        self._forms = 0
        self._bare: set[tuple[int, int]] = set()  # forms without text and pictures
        self._glyphs: dict[tuple[int, int], Glyphs] = {}

    def page(self, page: Any) -> Part:
        """Read a page.

        Raises
        ------
        pikepdf.PdfError
            The content cannot be read.
        TooDeepError
            Forms are drawn too often.
        """
        resources = page.get("/Resources", pikepdf.Dictionary())
        part = Part(page, resources, False, _instructions(page))
        is_knockout = _knocks_out(page.get("/Group"))
        _Walk(self, part, State(), is_knockout=is_knockout).run()
        return part

    def next(self) -> int:
        """Count what is drawn."""
        self.order += 1
        return self.order

    def form(self, form: Any, walk: "_Walk") -> Part | None:
        """Read a form; returns None where it has neither text nor pictures."""
        if form.objgen in self._bare:
            walk.paint()
            return None
        self._forms += 1
        if self._forms > _MOST_FORMS or walk.depth >= _DEEPEST:
            raise TooDeepError("forms are drawn inside forms without end")
        before = len(self.shows), len(self.covers)
        own = form.get("/Resources")
        part = Part(form, own or walk.part.resources, own is None, _instructions(form))
        walk.inside(part).run()
        if before != (len(self.shows), len(self.covers)):
            return part
        self._bare.add(form.objgen)
        return None

    def glyphs(self, font: Any) -> Glyphs:
        """Return how a font measures strings; each font is looked at once."""
        key = getattr(font, "objgen", (0, 0))
        if key == (0, 0):
            return glyphs_of(font)
        if key not in self._glyphs:
            self._glyphs[key] = glyphs_of(font)
        return self._glyphs[key]


def operator(instruction: Any) -> str:
    """Return the operator of an instruction; ``""`` where it is not text at all."""
    try:
        return str(instruction.operator)
    except UnicodeDecodeError:
        return ""


def _instructions(stream: Any) -> list[Any]:
    if "/Contents" not in stream and not isinstance(stream, pikepdf.Stream):
        return []
    return list(pikepdf.parse_content_stream(stream))


def _knocks_out(group: Any) -> bool:
    """Return whether what is transparent in a group erases what is below."""
    return isinstance(group, pikepdf.Dictionary) and bool(group.get("/K", False))


class _Walk:
    """Goes through one content stream."""

    def __init__(
        self,
        drawing: Drawing,
        part: Part,
        state: State,
        *,
        depth: int = 0,
        layers: Sequence[bool | None] = (),
        is_knockout: bool = False,
    ) -> None:
        self.drawing, self.part, self.state = drawing, part, state
        self.depth, self.is_knockout = depth, is_knockout
        self.layers: list[bool | None] = list(layers)  # of marked content: off, on, or no layer
        self.at = 0
        self._saved: list[State] = []
        self._path: list[Box] | None = []  # None: not one of boxes
        self._clips = False  # the path, once the operator that ends it comes
        self._line: Matrix = IDENTITY
        self._moved, self._is_sure = 0.0, True  # along the line, since the last position
        self._last: Show | None = None
        self._clipping: list[Show] = []
        self._text_clips = False

    def run(self) -> None:
        for at, instruction in enumerate(self.part.instructions):
            self.at = at
            name = operator(instruction)
            action = _ACTIONS.get(name)
            if action:
                self._act(action, instruction)
            elif name in _PAINTING:
                self.paint()
                self._end_path()
            elif name in _PATHS:
                self._path = None

    def _act(self, action: Callable[["_Walk", Any], None], instruction: Any) -> None:
        try:
            action(self, instruction.operands)
        except (TypeError, ValueError, LookupError, AttributeError) as error:
            if isinstance(error, TooDeepError):
                raise  # the others are wrong operands, with which viewers do nothing

    def inside(self, part: Part) -> "_Walk":
        """Begin a form that is drawn here."""
        form = part.stream
        state = copy.copy(self.state)
        matrix = tuple(map(float, form.get("/Matrix", IDENTITY)))
        state.matrix = multiplied(matrix, state.matrix)  # type: ignore[arg-type]
        _clip(state, [tuple(map(float, form.BBox))])  # type: ignore[list-item]
        group, is_knockout = form.get("/Group"), self.is_knockout
        if group is not None:
            _begin_group(state, is_knockout=is_knockout)
            is_knockout = _knocks_out(group)
        layers = [*self.layers, *self._layer(form.get("/OC"))]
        deeper = self.depth + 1
        return _Walk(
            self.drawing, part, state, depth=deeper, layers=layers, is_knockout=is_knockout
        )

    def _layer(self, content: Any) -> list[bool | None]:
        return [self.drawing.is_off(content)] if content is not None else []

    def paint(self) -> None:
        """Something is painted: the text that clips it matters."""
        for show in self.state.clips:
            show.hidden = False

    # graphics state

    def save(self, _operands: Any) -> None:
        self._saved.append(copy.copy(self.state))

    def restore(self, _operands: Any) -> None:
        if self._saved:
            self.state = self._saved.pop()

    def transform(self, operands: Any) -> None:
        self.state.matrix = multiplied(_matrix(operands), self.state.matrix)

    def parameters(self, operands: Any) -> None:
        entries = self.part.resources.ExtGState[str(operands[0])]
        state = self.state
        state.fill = float(entries.get("/ca", state.fill))
        state.stroke = float(entries.get("/CA", state.stroke))
        blend, mask = entries.get("/BM"), entries.get("/SMask")
        if blend is not None or mask is not None:
            normal = blend in (None, "/Normal", "/Compatible")
            state.is_plain = normal and mask in (None, "/None")
        if "/Font" in entries:
            font, size = entries.Font
            state.font, state.size = FontUse(font, self.part, self.at), float(size)

    # paths

    def rectangle(self, operands: Any) -> None:
        x, y, wide, high = map(float, operands)
        if self._path is not None:
            self._path.append((x, y, x + wide, y + high))

    def clip(self, _operands: Any) -> None:
        self._clips = True

    def end_path(self, _operands: Any) -> None:
        self._end_path()

    def _end_path(self) -> None:
        if self._clips:
            _clip(self.state, self._path)
        self._path, self._clips = [], False

    # pictures and forms

    def shading(self, _operands: Any) -> None:
        self.paint()

    def inline_image(self, operands: Any) -> None:
        self._picture(has_mask=operands[0].image_mask)

    def draw(self, operands: Any) -> None:
        drawn = self.part.resources.XObject[str(operands[0])]
        if drawn.get("/Subtype") == "/Form":
            part = self.drawing.form(drawn, self)
            if part:
                self.part.parts[self.at] = part
            return
        self._picture(has_mask=_has_mask(drawn))

    def _picture(self, *, has_mask: bool) -> None:
        order = self.drawing.next()
        self.paint()
        if self._is_solid() and not has_mask:
            box = met(bounded(_UNIT, self.state.matrix), self.state.clip)
            self.drawing.covers.append((order, box))

    def _is_solid(self) -> bool:
        """Return whether nothing is seen through an image without a mask, drawn here."""
        state = self.state
        is_opaque = state.is_plain and state.fill == 1 and not state.is_thin
        is_whole = state.is_boxed and is_straight(state.matrix) and not state.clips
        is_shown = not any(layer is not None for layer in self.layers)
        return is_opaque and is_whole and is_shown

    # marked content

    def begin_marked(self, _operands: Any) -> None:
        self.layers.append(None)

    def begin_properties(self, operands: Any) -> None:
        tag, properties = operands
        self.layers.append(None)  # whatever comes of the properties: its end will come
        if tag == "/OC":
            content = self.part.resources.Properties[str(properties)]
            self.layers[-1] = self.drawing.is_off(content)

    def end_marked(self, _operands: Any) -> None:
        if self.layers:
            self.layers.pop()

    # text

    def begin_text(self, _operands: Any) -> None:
        self._place(IDENTITY)

    def end_text(self, _operands: Any) -> None:
        self.state.clips += tuple(self._clipping)
        self.state.is_boxed &= not self._text_clips
        self._clipping, self._text_clips = [], False

    def font(self, operands: Any) -> None:
        fonts = self.part.resources.get("/Font", {})
        font = fonts.get(str(operands[0]))
        self.state.font = FontUse(font, self.part, self.at)
        self.state.size = float(operands[1])

    def mode(self, operands: Any) -> None:
        self.state.mode = int(operands[0])

    def spacing(self, operands: Any) -> None:
        self.state.spacing = float(operands[0])

    def word_spacing(self, operands: Any) -> None:
        self.state.word_spacing = float(operands[0])

    def scale(self, operands: Any) -> None:
        self.state.scale = float(operands[0]) / 100

    def leading(self, operands: Any) -> None:
        self.state.leading = float(operands[0])

    def rise(self, operands: Any) -> None:
        self.state.rise = float(operands[0])

    def place(self, operands: Any) -> None:
        self._place(_matrix(operands))

    def step(self, operands: Any) -> None:
        self._step(float(operands[0]), float(operands[1]))

    def step_leading(self, operands: Any) -> None:
        self.state.leading = -float(operands[1])
        self.step(operands)

    def next_line(self, _operands: Any) -> None:
        self._step(0, -self.state.leading)

    def _step(self, x: float, y: float) -> None:
        self._place(multiplied((1, 0, 0, 1, x, y), self._line))

    def _place(self, matrix: Matrix) -> None:
        self._line = matrix
        self._moved, self._is_sure, self._last = 0.0, True, None

    def show(self, operands: Any) -> None:
        self._show([operands[0]])

    def show_spaced(self, operands: Any) -> None:
        self._show(operands[0])

    def show_next(self, operands: Any) -> None:
        self.next_line(operands)
        self._show([operands[0]])

    def show_next_spaced(self, operands: Any) -> None:
        self.state.word_spacing, self.state.spacing = float(operands[0]), float(operands[1])
        self.next_line(operands)
        self._show([operands[2]])

    def _show(self, pieces: Any) -> None:
        """Note a text: where it is, and whether it leaves ink."""
        state, glyphs = self.state, self._glyphs()
        length, reach = self._length(pieces, glyphs)
        box = self._box(reach, glyphs)
        show = Show(
            order=self.drawing.next(),
            box=box,
            hidden=self._is_hidden(box, glyphs),
            coverable=state.mode <= _BOTH,
            font=state.font,
            follows=self._last,
        )
        if glyphs.is_exact and state.size and state.scale:
            show.advance = length / state.size / state.scale * _PER_THOUSAND
        self._moved += length
        self._is_sure &= glyphs.is_exact
        self._last = show
        self._note(show)

    def _note(self, show: Show) -> None:
        self.part.shows[self.at] = show
        self.drawing.shows.append(show)
        self._text_clips |= self.state.mode > _INVISIBLE
        if self.state.mode == _CLIP and show.hidden:
            self._clipping.append(show)
        elif not show.hidden:
            self.paint()

    def _glyphs(self) -> Glyphs:
        font = self.state.font
        return self.drawing.glyphs(font.font if font else None)

    def _length(self, pieces: Any, glyphs: Glyphs) -> tuple[float, float]:
        """Measure a text in text space: how far it moves, and how far it reaches at the most."""
        state = self.state
        length = reach = 0.0
        for piece in pieces:
            if isinstance(piece, pikepdf.String):
                wide, count, spaces = glyphs.width(bytes(piece))
                gaps = state.spacing * count + state.word_spacing * spaces
                length += (wide * state.size + gaps) * state.scale
            else:
                length -= float(piece) / _PER_THOUSAND * state.size * state.scale
            reach = max(reach, length)
        return length, reach

    def _box(self, reach: float, glyphs: Glyphs) -> Box:
        """Bound a text in the page's user space."""
        state = self.state
        if glyphs.is_type3:  # they may be of any size
            return EVERYTHING
        size = abs(state.size)
        beside = _BESIDE * size * abs(state.scale) + abs(state.spacing)
        begin = self._moved if self._is_sure else min(0.0, self._moved)
        end = self._moved + reach
        low, high = state.rise - _BELOW * size, state.rise + _ABOVE * size
        if glyphs.is_vertical:
            beside, low, high = abs(end - begin), low - abs(end), high + abs(end)
        box = min(begin, end) - beside, low, max(begin, end) + beside, high
        return bounded(box, multiplied(self._line, state.matrix))

    def _is_hidden(self, box: Box, glyphs: Glyphs) -> bool:
        state = self.state
        if state.mode == _CLIP:
            return not glyphs.is_type3  # which are drawn in this mode, too
        if state.mode > _INVISIBLE:
            return False
        if any(self.layers) or state.is_unseen or state.mode == _INVISIBLE:
            return True
        if met(box, state.clip) == NOTHING:
            return True
        opacity = (state.fill, state.stroke, max(state.fill, state.stroke))
        return opacity[state.mode] == 0 and not self.is_knockout


def _has_mask(image: Any) -> bool:
    """Return whether an image has holes, or is shown only at times."""
    keys = ("/SMask", "/Mask", "/SMaskInData", "/OC")
    return any(image.get(key, 0) != 0 for key in keys) or bool(image.get("/ImageMask", False))


def _begin_group(state: State, *, is_knockout: bool) -> None:
    """Note what the opacity of a group means for all that is drawn in it."""
    state.is_unseen |= state.fill == 0 and not is_knockout
    state.is_thin |= state.fill != 1 or not state.is_plain
    state.fill = state.stroke = 1.0
    state.is_plain = True


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _clip(state: State, path: list[Box] | None) -> None:
    """Draw nothing outside of a path, which is of boxes, or None."""
    is_box = path is not None and len(path) == 1
    state.is_boxed &= is_box and is_straight(state.matrix)
    if path and is_box:
        state.clip = met(state.clip, bounded(path[0], state.matrix))


_ACTIONS: dict[str, Callable[[_Walk, Any], None]] = {
    "q": _Walk.save,
    "Q": _Walk.restore,
    "cm": _Walk.transform,
    "gs": _Walk.parameters,
    "re": _Walk.rectangle,
    "W": _Walk.clip,
    "W*": _Walk.clip,
    "n": _Walk.end_path,
    "sh": _Walk.shading,
    "INLINE IMAGE": _Walk.inline_image,
    "Do": _Walk.draw,
    "BMC": _Walk.begin_marked,
    "BDC": _Walk.begin_properties,
    "EMC": _Walk.end_marked,
    "BT": _Walk.begin_text,
    "ET": _Walk.end_text,
    "Tf": _Walk.font,
    "Tr": _Walk.mode,
    "Tc": _Walk.spacing,
    "Tw": _Walk.word_spacing,
    "Tz": _Walk.scale,
    "TL": _Walk.leading,
    "Ts": _Walk.rise,
    "Tm": _Walk.place,
    "Td": _Walk.step,
    "TD": _Walk.step_leading,
    "T*": _Walk.next_line,
    "Tj": _Walk.show,
    "TJ": _Walk.show_spaced,
    "'": _Walk.show_next,
    '"': _Walk.show_next_spaced,
}
