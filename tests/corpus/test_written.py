"""ALTO and PAGE XML as they are written of every file of the corpus: valid by their schemas."""

import io

import pytest
from lxml import etree

import ocrlayout as ol

from .listed import CORPUS

SCHEMAS = CORPUS / "formats" / "schemas"
SIZE = (2000, 3000)  # pixels, for answers that do not say theirs
LARGEST = 2_000_000  # bytes of a file
NO_ANSWERS = {".md", ".png", ".jpg", ".pdf", ".xsd", ".bin", ".tif"}

FILES = [
    path
    for folder in ("formats", "responses")
    for path in sorted((CORPUS / folder).rglob("*"))
    if path.is_file() and path.suffix not in NO_ANSWERS and path.stat().st_size < LARGEST
]
pytestmark = pytest.mark.skipif(not FILES, reason="no corpus; OCRLAYOUT_CORPUS names its folder")


class Local(etree.Resolver):
    """ALTO's schemas import XLink's from the web."""

    def resolve(self, url, public_id, context):  # noqa: ARG002  # as lxml calls it
        return (
            self.resolve_filename(str(SCHEMAS / "xlink.xsd"), context) if "xlink" in url else None
        )


def said(document):
    """The words of each page, with single spaces within those of several words."""
    return [[" ".join(word.split()) for word in page.words.text] for page in document]


def schema(name):
    parser = etree.XMLParser(no_network=True)
    parser.resolvers.add(Local())
    return etree.XMLSchema(etree.parse(SCHEMAS / name, parser))


@pytest.fixture(scope="module")
def schemas():
    return {"alto": schema("alto-4-4.xsd"), "page_xml": schema("page-2019-07-15.xsd")}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_what_is_written_is_valid_and_has_the_same_words(path, schemas):
    try:
        document = ol.load(path, sizes=[SIZE] * 99)
    except ol.ReadError:
        pytest.skip("an error, or not an answer")
    for to, parts in (
        ("alto", [document]),
        ("page_xml", [ol.Document([page]) for page in document]),
    ):
        for part in parts:
            out = io.BytesIO()
            ol.save(part, out, to=to)
            schemas[to].assertValid(
                etree.fromstring(out.getvalue(), etree.XMLParser(huge_tree=True))
            )
            back = ol.load(out.getvalue())
            assert said(back) == said(part)
