"""The structure tree of a PDF as a screen reader is given it: elements, and the text of each.

Text is what the content stream shows, by ToUnicode; the ActualText of an element or of marked
content stands in its place. Nothing is added: a space counts where the PDF has one.
"""

import io
import re
from dataclasses import dataclass, field

import pikepdf

_CODE = re.compile(rb"<([0-9A-F]{4})><([0-9a-f]*)>")


@dataclass
class Node:
    """An element: its type, what it holds (nodes and text), what else is said of it."""

    kind: str
    kids: list = field(default_factory=list)
    language: str = ""
    alt: str = ""
    actual: str | None = None
    attributes: dict = field(default_factory=dict)
    identifier: str = ""

    @property
    def text(self):
        if self.actual is not None:
            return self.actual
        return "".join(kid.text if isinstance(kid, Node) else kid for kid in self.kids)

    def walk(self):
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def all(self, *kinds):
        return [node for node in self.walk() if node.kind in kinds]

    def shape(self):
        """Kinds and texts, for comparison: ``("P", "a fox")``, ``("L", [("LI", …)])``."""
        inner = [kid.shape() for kid in self.kids if isinstance(kid, Node) and kid.kind != "Span"]
        return (self.kind, inner) if inner else (self.kind, self.text)


def structure(data, *, with_sections=False):
    """The root element, usually a Document; what stands in sections as if there were none."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        content = [_content(page) for page in pdf.pages]
        pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        root = _node(pdf.Root.StructTreeRoot.K, content, pages)
    return root if with_sections else _flat(root)


def _flat(node):
    node.kids = [each for kid in node.kids for each in _unpacked(kid)]
    return node


def _unpacked(kid):
    return _flat(kid).kids if isinstance(kid, Node) and kid.kind == "Sect" else [kid]


def artifacts(data):
    """What stands outside of the tree: (properties, text) of each piece with text."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pieces = [piece for page in pdf.pages for piece in _content(page)[None]]
    return [(properties, text) for properties, text in pieces if text.strip()]


def _node(element, content, pages):
    said = {key: str(element.get(f"/{key}", "")) for key in ("Lang", "Alt", "ID")}
    node = Node(str(element.S)[1:], [], said["Lang"], said["Alt"], identifier=said["ID"])
    node.actual = str(element.ActualText) if "/ActualText" in element else None
    node.attributes = {key[1:]: value for key, value in dict(element.get("/A", {})).items()}
    for kid in element.get("/K", []):
        if isinstance(kid, int):
            node.kids.append(content[pages[element.Pg.objgen]][kid])
        elif kid.get("/Type") != "/OBJR":
            node.kids.append(_node(kid, content, pages))
    return node


def _content(page):
    """Text by the number of its piece, and under None what is not in the tree: (properties, text)."""
    found, stack, tables = {None: []}, [], _tables(page)
    table = {}
    for operands, operator in pikepdf.parse_content_stream(page):
        name = str(operator)
        if name == "Tf":
            table = tables.get(str(operands[0]), {})
        elif name in ("BDC", "BMC"):
            said = operands[1] if len(operands) > 1 else pikepdf.Dictionary()
            stack.append((str(operands[0]), said, []))
        elif name == "EMC":
            _close(stack, found)
        elif name == "Tj":
            code = bytes(operands[0])
            text = "".join(table.get(code[at : at + 2], "") for at in range(0, len(code), 2))
            assert stack, "text that is neither in the tree nor marked as outside of it"
            stack[-1][2].append(text)
    assert not stack
    return found


def _close(stack, found):
    tag, said, texts = stack.pop()
    text = str(said["/ActualText"]) if "/ActualText" in said else "".join(texts)
    if tag == "/Artifact":
        assert not stack, "an artifact in the tree"
        found[None].append(({key[1:]: str(value) for key, value in said.items()}, text))
    elif "/MCID" in said:
        assert not stack, "pieces in each other"
        found[int(said["/MCID"])] = text
    else:
        stack[-1][2].append(text)


def _tables(page):
    fonts = page.obj.Resources.get("/Font", {})
    return {
        str(name): _unicode(font.ToUnicode.read_bytes())
        for name, font in fonts.items()
        if "/ToUnicode" in font
    }


def _unicode(cmap):
    pairs = _CODE.findall(cmap)
    return {
        bytes.fromhex(c.decode()): bytes.fromhex(t.decode()).decode("utf-16-be") for c, t in pairs
    }
