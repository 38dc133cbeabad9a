"""``--check``: PDFs that were written are read back, and compared with their documents.

What reads them is loaded when it is asked for.
"""

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import ocrlayout
from ocrlayout.cli.console import Console
from ocrlayout.cli.loading import Part
from ocrlayout.cli.targets import Target
from ocrlayout.cli.usage import Usage
from ocrlayout.model.columns import plural

if TYPE_CHECKING:
    from ocrlayout.check import Fault

__all__ = ["Checked", "checked", "refuse", "tell"]

# options of a PDF that say what of it is on a page, and which profile it meets
_THAT_MATTER = ("pages", "upright", "existing_text", "pdfa", "accessible")


class Checked(NamedTuple):
    """A PDF that was written, and how it compares with its document."""

    path: Path
    check: "ocrlayout.Check"


def refuse(chosen: Sequence[Target]) -> None:
    """Refuse outputs that cannot be read back.

    Raises
    ------
    Usage
        None of them is a PDF, or one is written to standard output or to a device.
    """
    pdfs = [target for target in chosen if target.format == "pdf"]
    if not pdfs:
        raise Usage("--check reads PDFs back, and no output is a PDF; add one, such as -o scan.pdf")
    for target in pdfs:
        path = target.path
        if path is None or (path.exists() and not (path.is_file() or path.is_dir())):
            raise Usage(f"--check cannot read {target} back; write the PDF to a file: -o scan.pdf")


def checked(parts: Sequence[Part], target: Target, path: Path | None) -> list[Checked]:
    """Read back what was written of documents; nothing is said of formats other than PDF.

    Raises
    ------
    ImageError
        The PDF cannot be read.
    """
    if target.format != "pdf" or path is None:
        return []
    documents, scans = [part.document for part in parts], [part.frames or [] for part in parts]
    asked = {key: value for key, value in target.options.items() if key in _THAT_MATTER}
    return [Checked(path, ocrlayout.check_pdf(documents, path, images=scans, **asked))]


def tell(results: Iterable[Checked], console: Console) -> int:
    """Say in a line a file how PDFs compare with their documents; return the exit code for it."""
    code = 0
    for path, check in results:
        line = f"{path}: checked: {_counted(check)}"
        if check.is_sound:
            console.say(line)
        else:
            faults = (*map(_worded, check.examples), *map(str, check.broken_rules))
            console.error("; ".join([line, *faults]))
            code = 1
    return code


def _counted(check: "ocrlayout.Check") -> str:
    """Count what was found, and whatever is not as it should be.

    Examples
    --------
    >>> _counted(ocrlayout.Check(words=3, found=2, missing=1, lines=2, whole_lines=1))
    '2 of 3 words found, 1 missing, 1 of 2 lines whole'
    """
    parts = [f"{check.found} of {plural(check.words, 'word')} found"]
    kinds = ("missing", "misplaced", "doubled")
    parts += [f"{getattr(check, kind)} {kind}" for kind in kinds if getattr(check, kind)]
    if check.own:
        parts.append(f"{check.own} where the page has text of its own")
    parts.append(f"{check.whole_lines} of {plural(check.lines, 'line')} whole")
    if check.pages != check.pages_read:
        parts.append(f"{check.pages_read} of {plural(check.pages, 'page')} there")
    return ", ".join(parts)


def _worded(fault: "Fault") -> str:
    """Say where a fault is.

    Examples
    --------
    >>> from ocrlayout.check import Fault
    >>> _worded(Fault("missing", 3, 12, "fox"))
    "page 3, word 13 ('fox') is missing"
    """
    return f"page {fault.page}, word {fault.word + 1} ({fault.text!r}) is {fault.kind}"
