"""Which blocks are headings: evidence that is weighed and added up."""

import re

from ocrlayout.order.looks import OPEN, Look

_SECTION = re.compile(
    r"\s*(\d{1,2}(\.\d{1,2}){0,3}\.?|[IVX]{1,5}\.|[A-H]\.?|§\s*\d+\w?\.?"
    r"|(chapter|section|part|article|kapitel|teil|abschnitt|artikel|chapitre|capitolo|глава)"
    r"\s+[\dIVXL]+\W?)\s+\S|\s*第.{1,4}[章節节編编]",
    re.IGNORECASE,
)
_ASKED = ("?", "？", "؟")  # headings ask, but do not state
_LEAST_LETTERS = 0.35  # share of letters in a heading
_MOST_ROWS = 3

# What each piece of evidence weighs, in logits. Fitted by bench/heading_weights.py, and rounded.
WEIGHTS = {
    "bias": -5.2,
    "size": 12.7,
    "large": -8.7,
    "white": 1.5,
    "short": 1.27,
    "ended": -2.6,
    "low": -1.0,
    "section": 0.9,
    "letters": 2.5,
    "beside": -0.82,
    "over_smaller": 0.5,
    "long": -5.5,
    "among_items": -2.9,
}


def is_heading(block: Look, before: Look | None, behind: Look | None) -> bool:
    """Return whether a block is a heading.

    Parameters
    ----------
    block : Look
    before, behind : Look or None
        Its neighbors in reading order.
    """
    if not can_be_heading(block):
        return False
    if _is_initial(block):
        return True
    found = evidence(block, before, behind)
    return sum(WEIGHTS[name] * value for name, value in found.items()) > 0


def can_be_heading(block: Look) -> bool:
    """Return whether a block is short and has letters, and no bullet."""
    has_bullet = block.is_item and not block.opening.lstrip()[0].isalnum()
    return block.rows <= _MOST_ROWS and block.letters > _LEAST_LETTERS and not has_bullet


def _is_initial(block: Look) -> bool:
    """Return whether a block is a letter that stands over the entries of an index."""
    letter = block.opening.strip()
    is_near = block.below < min(OPEN, block.above)
    return len(letter) == 1 and letter.isupper() and is_near and not block.beside


def evidence(block: Look, before: Look | None, behind: Look | None) -> dict[str, float]:
    """Return what there is to say for and against a heading, by the names of `WEIGHTS`."""
    above = before if block.above < OPEN else None
    below = behind if block.below < OPEN else None
    return {
        "bias": 1.0,
        "size": _clip(block.size, -0.3, 0.5),
        "large": _clip(block.size - 0.2, 0.0, 0.5),
        "white": min(block.above, 2.0),
        "short": _free(block, above, below) if below else 0.0,
        "over_smaller": _clip(block.size - below.size, -0.4, 0.4) if below else 0.0,
        "long": _clip(block.length / 60 - 1, 0.0, 2.0),
        "beside": min(block.beside, 2),
        **_said(block, before, behind),
    }


def _said(block: Look, before: Look | None, behind: Look | None) -> dict[str, float]:
    """Return what the text says."""
    last = block.closing.rstrip()[-1:]
    items = block.is_item and any(near and near.is_item for near in (before, behind))
    return {
        "ended": block.ended and last not in _ASKED,
        "low": block.low,
        "section": _SECTION.match(block.opening) is not None,
        "letters": block.letters,
        "among_items": items,
    }


def _free(block: Look, above: Look | None, below: Look) -> float:
    """Return the share of the width of the text around it that a block leaves free."""
    edge = max(above.right, below.right) if above else below.right
    width = max(edge - min(block.left, below.left), 1e-6)
    return _clip((edge - block.right) / width, -0.5, 1.0)


def _clip(value: float, least: float, most: float) -> float:
    return min(max(value, least), most)
