"""Rules of the structure tree: headings, lists, tables, pictures, notes."""

from collections import Counter
from collections.abc import Callable

from ocrlayout.check.profiles.facts import Facts
from ocrlayout.check.profiles.rules import Rule
from ocrlayout.check.profiles.structure import STANDARD, Node

__all__ = ["RULES"]

_ROWS = ("THead", "TBody", "TFoot")
_MOST_PLACES = 1_000_000  # of a table: larger spans are not those of cells


def _without(kind: str, *keys: str) -> Callable[[Facts], int]:
    """Count elements that have none of some texts."""

    def count(facts: Facts) -> int:
        return sum(not any(map(node.text, keys)) for node in facts.of_kind(kind))

    return count


def _astray(kinds: tuple[str, ...], parents: tuple[str, ...]) -> Callable[[Facts], int]:
    """Count elements that stand in something else than they may."""

    def count(facts: Facts) -> int:
        nodes = facts.of_kind(*kinds)
        return sum(node.parent is None or node.parent.kind not in parents for node in nodes)

    return count


def _holding(kind: str, *allowed: str) -> Callable[[Facts], int]:
    """Count elements that hold something else than they may."""

    def count(facts: Facts) -> int:
        nodes = facts.of_kind(kind)
        return sum(any(kid.kind not in allowed for kid in node.kids) for node in nodes)

    return count


def _misplaced_captions(facts: Facts) -> int:
    inner = (kid.kind for table in facts.of_kind("Table") for kid in table.kids[1:-1])
    return sum(kind == "Caption" for kind in inner)


def _unknown(facts: Facts) -> int:
    return sum(node.kind not in STANDARD for node in facts.nodes)


def _skipped_levels(facts: Facts) -> int:
    """Count headings that are deeper than the one before by more than one level."""
    levels = [
        int(node.kind[1])
        for node in facts.nodes
        if node.kind[:1] == "H" and node.kind[1:].isdigit()
    ]
    return sum(level > before + 1 for before, level in zip([0, *levels], levels, strict=False))


def _uneven(facts: Facts) -> int:
    """Count tables whose rows do not have the same number of columns."""
    return sum(len(set(_widths(table))) > 1 for table in facts.of_kind("Table"))


def _widths(table: Node) -> list[int]:
    """Return how many columns each row takes, with the cells that reach into it from above."""
    widths: list[int] = []
    reach: Counter[int] = Counter()
    for at, row in enumerate(_rows(table)):
        cells = [kid for kid in row.kids if kid.kind in ("TD", "TH")]
        for cell in cells:
            wide, high = cell.span("/ColSpan"), min(cell.span("/RowSpan"), _MOST_PLACES)
            reach.update(dict.fromkeys(range(at, at + high), wide))
        widths.append(reach[at])
    return widths


def _rows(table: Node) -> list[Node]:
    groups = [
        [kid] if kid.kind == "TR" else kid.kids for kid in table.kids if kid.kind != "Caption"
    ]
    return [row for group in groups for row in group if row.kind == "TR"]


def _without_scope(facts: Facts) -> int:
    return sum(node.attribute("/Scope") is None for node in facts.of_kind("TH"))


def _alike_notes(facts: Facts) -> int:
    names = Counter(name for node in facts.of_kind("Note") if (name := node.text("/ID")))
    return sum(count - 1 for count in names.values())


def _untagged_annotations(facts: Facts) -> int:
    """Count annotations that no element stands for."""
    kinds = ("/Widget", "/PrinterMark", "/Link", "/Popup")
    others = (each for each, _ in facts.annotations if str(each.get("/Subtype")) not in kinds)
    return sum("/StructParent" not in each for each in others)


_IN_TABLE = ("TR", *_ROWS, "Caption")
_IN_LIST = ("L", "LI", "Caption")
_SAID = ("/Alt", "/ActualText")
RULES = (
    Rule("ua1", "7.1-5", "an element of a type that is not standard", _unknown),
    Rule("ua1", "7.2-3", "a table holds something else than rows", _holding("Table", *_IN_TABLE)),
    Rule("ua1", "7.2-4", "a row is not in a table", _astray(("TR",), ("Table", *_ROWS))),
    Rule("ua1", "7.2-8", "a cell is not in a row", _astray(("TH", "TD"), ("TR",))),
    Rule("ua1", "7.2-10", "a row holds something else than cells", _holding("TR", "TH", "TD")),
    Rule("ua1", "7.2-16", "a caption stands in the middle of its table", _misplaced_captions),
    Rule("ua1", "7.2-17", "an item is not in a list", _astray(("LI",), ("L",))),
    Rule("ua1", "7.2-19", "a list holds something else than items", _holding("L", *_IN_LIST)),
    Rule("ua1", "7.2-20", "an item holds more than mark and text", _holding("LI", "Lbl", "LBody")),
    Rule("ua1", "7.2-43", "rows of a table differ in their number of columns", _uneven),
    Rule("ua1", "7.3-1", "a figure without alternative text", _without("Figure", *_SAID)),
    Rule("ua1", "7.4.2-1", "a heading skips a level", _skipped_levels),
    Rule("ua1", "7.5-1", "a header cell without a scope", _without_scope),
    Rule("ua1", "7.7-1", "a formula without alternative text", _without("Formula", *_SAID)),
    Rule("ua1", "7.9-1", "a note without an identifier", _without("Note", "/ID")),
    Rule("ua1", "7.9-2", "a note has the identifier of another", _alike_notes),
    Rule("ua1", "7.18.1-1", "an annotation is not tagged", _untagged_annotations),
)
