"""The page around the data: its markup, style and program, and what the browser may do with it."""

import base64
import hashlib
import html
import re
from functools import cache
from pathlib import Path

__all__ = ["MODULES", "head", "joined", "tail"]

_HOME = Path(__file__).parent / "app"
# In this order: what runs at once uses only what stands before it.
MODULES = (
    "geometry",
    "folding",
    "finding",
    "places",
    "corrections",
    "storage",
    "pages",
    "printing",
    "changes",
    "words",
    "drawing",
    "sheets",
    "stage",
    "crop",
    "card",
    "lists",
    "marquee",
    "thumbnails",
    "menus",
    "keys",
    "main",
)
_IMPORT = re.compile(r"^import [^;]+;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
# Nothing is fetched, framed, sent or run but the one style and the one program whose digests are
# named; pictures are those that stand in the file, or lie beside it.
_POLICY = (
    "default-src 'none'; img-src {pictures}; style-src {style}; script-src {script};"
    " base-uri 'none'; form-action 'none'"
)

_EMBEDDED = "data:"
# Files beside a file: browsers differ in whether it is the same origin. Nothing of the network.
_LINKED = "data: 'self' file:"


@cache
def _style() -> str:
    return (_HOME / "style.css").read_text(encoding="utf-8")


@cache
def joined(*modules: str) -> str:
    """Return modules as one: their names are unique, so what they import is there already."""
    sources = ((_HOME / f"{name}.js").read_text(encoding="utf-8") for name in modules)
    return "\n".join(_EXPORT.sub("", _IMPORT.sub("", source)) for source in sources)


def _script() -> str:
    return joined(*MODULES)


def head(title: str, *, links_scans: bool = False) -> str:
    """Return what stands before the pages; the browser may load scans that are linked.

    Examples
    --------
    >>> "<title>Tides &amp; mills</title>" in head("Tides & mills")
    True
    """
    policy = _POLICY.format(
        pictures=_LINKED if links_scans else _EMBEDDED,
        style=_digest(_style()),
        script=_digest(_script()),
    )
    shell = (_HOME / "shell.html").read_text(encoding="utf-8")
    marks = {"{policy}": policy, "{title}": html.escape(title), "{style}": _style()}
    return re.sub("|".join(map(re.escape, marks)), lambda found: marks[found[0]], shell)


def tail() -> str:
    """Return what stands behind the pages: the program, which runs when all of them are there."""
    return f'<script type="module">{_script()}</script>\n</body>\n</html>\n'


def _digest(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"
