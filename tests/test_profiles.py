"""The rules of PDF/A and PDF/UA that a check names: those that veraPDF names, too."""

import io

import pikepdf
import pytest
from pdf_pages import ROWS, SIZE, blank, encoded, made, page, picture, written
from tagged_pages import laid, table
from test_cli import folder, main  # noqa: F401  # a fixture
from test_pdf_tags import FILES, HEADED, REPORT, THREE, TOLL, figures, highlighted, tagged
from validators import broken_rules as by_verapdf

import ocrlayout as ol
from ocrlayout.check.profiles import BrokenRule, broken_rules
from ocrlayout.cli import checking
from ocrlayout.cli.console import Console
from ocrlayout.model import Document


def changed(data, change):
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def elements(document, kind):
    found, waiting = [], [document.Root.StructTreeRoot.K]
    while waiting:
        each = waiting.pop(0)
        if isinstance(each, pikepdf.Array):
            waiting += list(each)
        elif isinstance(each, pikepdf.Dictionary) and "/S" in each:
            found.append(each)
            waiting += list(each.get("/K", []))
    return [each for each in found if f"/{kind}" == each.S]


def without(path, *, kind=None):
    """Take an entry out of the catalog, or of all elements of a kind."""

    def change(document):
        for owner in elements(document, kind) if kind else [document.Root]:
            del owner[path]

    return change


def renamed(kind, other):
    def change(document):
        elements(document, kind)[-1].S = pikepdf.Name(f"/{other}")

    return change


def said(**properties):
    """Change properties of XMP; None takes one out."""

    def change(document):
        with document.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as xmp:
            for key, value in properties.items():
                name = key.replace("_", ":")
                if value is None:
                    del xmp[name]
                else:
                    xmp[name] = value

    return change


def untagged(document):
    """Take the marks out of a page's content."""
    leaf = document.pages[0]
    kept = [
        each
        for each in pikepdf.parse_content_stream(leaf)
        if str(each[1]) not in ("BDC", "BMC", "EMC")
    ]
    leaf.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))


def nested(outer, inner):
    def change(document):
        document.pages[0].contents_add(f"{outer} {inner} EMC EMC".encode())

    return change


def short_row(document):
    cells = elements(document, "TR")[-1].K
    del cells[-1]


def inner_caption(document):
    owner = elements(document, "Table")[0]
    caption = document.make_indirect(pikepdf.Dictionary(S=pikepdf.Name.Caption, P=owner))
    owner.K.insert(1, caption)


def alike(document):
    one, other = elements(document, "Note")
    other.ID = one.ID


def hidden(document):
    document.pages[0].Annots[0].F = 2


def smoothed(document):
    document.pages[0].Resources.XObject.Scan.Interpolate = True


def scripted(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.JavaScript, JS="1")
    document.Root.OpenAction = document.make_indirect(action)


def without_font(document):
    leaf = document.pages[0]
    font = pikepdf.Dictionary(
        Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica
    )
    leaf.Resources.Font.Seen = document.make_indirect(font)
    leaf.contents_add(b"/Artifact BMC BT /Seen 9 Tf (fox) Tj ET EMC")


def without_characters(document):
    del document.pages[0].Resources.Font.OcrLayout.ToUnicode


def in_color(operators):
    def change(document):
        document.pages[0].contents_add(f"/Artifact BMC {operators} 0 0 1 1 re f EMC".encode())

    return change


def in_catalog(key, value):
    def change(document):
        document.Root[key] = value

    return change


def in_page(key, value):
    def change(document):
        document.pages[0].obj[key] = value

    return change


def in_scan(key):
    def change(document):
        document.pages[0].Resources.XObject.Scan[key] = pikepdf.Array()

    return change


def second_intent(document):
    first = document.Root.OutputIntents[0]
    profile = document.make_stream(first.DestOutputProfile.read_bytes(), N=3)
    other = pikepdf.Dictionary(first)
    other.DestOutputProfile = profile
    document.Root.OutputIntents.append(document.make_indirect(other))


def with_attachment(document):
    document.attachments["a.txt"] = b"a fox"


def layers(document):
    layer = document.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.OCG, Name="Stamps"))
    setting = pikepdf.Dictionary(Order=[layer])
    document.Root.OCProperties = pikepdf.Dictionary(OCGs=[layer], D=setting)


def linked(document):
    action = pikepdf.Dictionary(S=pikepdf.Name.URI, URI="https://a.example")
    kinds = {"Type": pikepdf.Name.Annot, "Subtype": pikepdf.Name.Link}
    link = pikepdf.Dictionary(**kinds, Rect=[0, 0, 9, 9], F=4, A=action)
    document.pages[0].obj.Annots = pikepdf.Array([document.make_indirect(link)])


def without_flags(document):
    del document.pages[0].Annots[0].F


def a_table():
    return tagged(laid(table([*HEADED, TOLL, THREE])))


def two_notes():
    return tagged(laid([("note", ["1 one"]), ("note", ["2 two"])]))


def report():
    return tagged(laid(REPORT), language="en")


BROKEN = {  # what is done to a PDF, and the rules that it breaks then
    "no claim of PDF/UA": (report, said(pdfuaid_part=None), {"ua1 5-1"}),
    "not marked": (report, without("/MarkInfo"), {"ua1 6.2-1", "2a 6.7.2.2-1"}),
    "artifact in tags": (report, nested("/P <</MCID 0>> BDC", "/Artifact BMC 0 0 1 1 re f"), {"ua1 7.1-1"}),
    "tags in artifact": (report, nested("/Artifact BMC", "/P <</MCID 0>> BDC 0 0 1 1 re f"), {"ua1 7.1-2"}),
    "no marks": (report, untagged, {"ua1 7.1-3"}),
    "no title": (report, said(dc_title=None), {"ua1 7.1-9"}),
    "title not shown": (report, without("/ViewerPreferences"), {"ua1 7.1-10"}),
    "no metadata": (report, without("/Metadata"), {"ua1 7.1-8", "2a 6.6.2.1-1"}),
    "another part": (report, said(pdfaid_part="3"), {"2a 6.6.4-2"}),
    "another level": (report, said(pdfaid_conformance="B"), {"2a 6.6.4-3"}),
    "no language": (report, without("/Lang"), {"ua1 7.2-33", "ua1 7.2-34"}),
    "type of its own": (report, renamed("P", "Absatz"), {"ua1 7.1-5", "2a 6.7.3.4-1"}),
    "item astray": (report, renamed("L", "Div"), {"ua1 7.2-17"}),
    "text in a list": (report, renamed("LI", "P"), {"ua1 7.2-18", "ua1 7.2-19"}),
    "part of an item": (report, renamed("Lbl", "P"), {"ua1 7.2-20"}),
    "level skipped": (report, renamed("H2", "H3"), {"ua1 7.4.2-1"}),
    "row astray": (a_table, renamed("TBody", "Sect"), {"ua1 7.2-3", "ua1 7.2-4", "ua1 7.2-14"}),
    "text in a row": (a_table, renamed("TD", "P"), {"ua1 7.2-10", "ua1 7.2-43"}),
    "short row": (a_table, short_row, {"ua1 7.2-43"}),
    "caption in the middle": (a_table, inner_caption, {"ua1 7.2-16"}),
    "no scope": (a_table, without("/A", kind="TH"), {"ua1 7.5-1"}),
    "figure without text": (lambda: tagged(figures()), without("/Alt", kind="Figure"), {"ua1 7.3-1"}),
    "formula without text": (report, renamed("P", "Formula"), {"ua1 7.7-1"}),
    "note without a name": (two_notes, without("/ID", kind="Note"), {"ua1 7.9-1"}),
    "notes alike": (two_notes, alike, {"ua1 7.9-2"}),
    "annotation hidden": (highlighted, hidden, {"2a 6.3.2-2"}),
    "image smoothed": (report, smoothed, {"2a 6.2.8-3"}),
    "script": (report, scripted, {"2a 6.5.1-1"}),
    "font elsewhere": (report, without_font, {"ua1 7.21.4.1-1", "2a 6.2.11.4.1-1"}),
    "inks": (report, in_color("0 0 0 1 k"), {"2a 6.2.4.3-3"}),
    "no intent": (report, without("/OutputIntents"), {"2a 6.2.4.3-4"}),
    "no flags": (highlighted, without_flags, {"2a 6.3.2-1"}),
    "link": (report, linked, {"ua1 7.18.1-2", "ua1 7.18.5-1", "ua1 7.18.5-2"}),
    "not a language": (report, in_catalog("/Lang", "a fox"), {"ua1 7.2-29", "2a 6.7.4-1"}),
    "layers": (report, layers, {"ua1 7.10-1", "2a 6.9-1"}),
    "large page": (report, in_page("/MediaBox", [0, 0, 20_000, 20_000]), {"2a 6.1.13-11"}),
    "two intents": (report, second_intent, {"2a 6.2.3-2"}),
    "alternate images": (report, in_scan("/Alternates"), {"2a 6.2.8-1"}),
    "images of a server": (report, in_scan("/OPI"), {"2a 6.2.8-2"}),
    "form to be drawn": (report, in_catalog("/AcroForm", pikepdf.Dictionary(Fields=[], NeedAppearances=True)), {"2a 6.4.1-3"}),
    "XFA": (report, in_catalog("/AcroForm", pikepdf.Dictionary(Fields=[], XFA=[])), {"2a 6.4.2-1"}),
    "XFA to be rendered": (report, in_catalog("/NeedsRendering", True), {"2a 6.4.2-2"}),
    "actions": (report, in_catalog("/AA", pikepdf.Dictionary()), {"2a 6.5.2-1"}),
    "actions of a page": (report, in_page("/AA", pikepdf.Dictionary()), {"2a 6.5.2-2"}),
    "attachment": (report, with_attachment, {"2a 6.8-5"}),
    "steps": (report, in_page("/PresSteps", pikepdf.Dictionary()), {"2a 6.10-2"}),
    "requirements": (report, in_catalog("/Requirements", pikepdf.Array()), {"2a 6.11-1"}),
    "no characters": (report, without_characters, {"ua1 7.21.7-1", "2a 6.2.11.7.2-1"}),
}  # fmt: skip


@pytest.fixture(scope="module")
def broken():
    return {name: changed(make(), change) for name, (make, change, _) in BROKEN.items()}


@pytest.fixture(scope="module")
def verdicts(broken):
    return by_verapdf(broken, "ua1", "2a")


def ours(data, **profile):
    asked = {"pdfa": "2a", "accessible": True, **profile}
    short = {"PDF/UA-1": "ua1", "PDF/A-2a": "2a", "PDF/A-2u": "2u", "PDF/A-2b": "2b"}
    return {f"{short[each.profile]} {each.number}" for each in broken_rules(data, **asked)}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_rule_is_named(name, broken):
    found = ours(broken[name])
    assert found
    assert found <= BROKEN[name][2]


@pytest.mark.parametrize("name", BROKEN)
def test_verapdf_names_the_same_rules(name, verdicts):
    assert set(verdicts[name]) == BROKEN[name][2]


@pytest.mark.parametrize("kind", FILES)
def test_nothing_is_said_of_files_that_conform(kind):
    assert broken_rules(FILES[kind](), pdfa="2a", accessible=True) == ()


def test_only_the_rules_of_the_profile_are_named():
    data = made(encoded(picture("L"), "PNG"))
    assert broken_rules(data) == ()
    assert all(each.startswith("2b ") for each in ours(data, pdfa="2b", accessible=False))
    assert broken_rules(made(encoded(picture("L"), "PNG"), pdfa="2u"), pdfa="2u") == ()
    assert {"2a 6.7.3.3-1"} <= ours(data, accessible=False)


def test_a_check_names_them():
    sheet = page(ROWS, size=SIZE)
    document, scan = Document([sheet]), blank(sheet)
    data = written(sheet, images=[scan], accessible=True)
    assert ol.check_pdf(document, data, images=scan, accessible=True).is_sound
    ordinary = written(sheet, images=[scan])
    result = ol.check_pdf(document, io.BytesIO(ordinary), images=scan, accessible=True)
    assert (result.found, result.missing, result.is_sound) == (6, 0, False)
    assert "PDF/UA-1 7.1-11: there is no structure tree" in map(str, result.broken_rules)
    assert ol.check_pdf(document, ordinary, images=scan).broken_rules == ()


def test_the_command_line_says_which_rules_are_broken(capsys, tmp_path):
    rule = BrokenRule("PDF/UA-1", "7.3-1", "a figure without alternative text", 2)
    result = ol.Check(words=1, found=1, broken_rules=(rule,))
    assert checking.tell([checking.Checked(tmp_path / "a.pdf", result)], Console()) == 1
    told = capsys.readouterr().err
    assert "1 of 1 word found" in told
    assert "PDF/UA-1 7.3-1: a figure without alternative text (2 times)" in told


def test_the_command_line_checks_the_profile_that_was_asked_for(folder, capsys):  # noqa: F811
    line = ["convert", "scan1.json", "--images", "scan1.png", "-o", "a.pdf", "--check"]
    assert main([*line, "--accessible"]) == 0
    assert "1 of 1 word found" in capsys.readouterr().err
