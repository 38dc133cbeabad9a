"""What ALTO says, and what becomes of it."""

import numpy as np
import pytest
import samples

import ocrlayout as ol
from ocrlayout import geometry

FOLDER = samples.DATA / "alto"
BOX = 'HPOS="10" VPOS="20" WIDTH="100" HEIGHT="10"'


def source(name="v4_order_tags.xml"):
    return (FOLDER / name).read_text("utf-8")


def load(text):
    return ol.load(text.encode())


def page_of(lines, unit="pixel", block="", page='WIDTH="400" HEIGHT="300"'):
    layout = f"<Layout><Page {page}><TextBlock {block}>{lines}</TextBlock></Page></Layout>"
    head = f"<Description><MeasurementUnit>{unit}</MeasurementUnit></Description>"
    return load(f"<alto>{head}{layout}</alto>")[0]


def line(strings, attributes=BOX):
    return f"<TextLine {attributes}>{strings}</TextLine>"


def string(content="dog", attributes=BOX):
    return f'<String CONTENT="{content}" {attributes}/>'


def refused(*args, **kwargs):
    with pytest.raises(ol.ReadError) as caught:
        page_of(*args, **kwargs)
    return caught.value


@pytest.fixture
def page():
    return samples.load(FOLDER / "v4_order_tags.xml")[0]


class TestLines:
    def test_they_are_in_reading_order_and_those_not_named_come_last(self, page):
        assert page.lines.text == ("Ebbe und Flut", "bour", "low tide, har-", "7")

    def test_without_a_reading_order_they_are_in_that_of_the_document(self):
        text = source().replace("ElementRef", "Nothing")
        assert load(text)[0].lines.text == ("7", "low tide, har-", "bour", "Ebbe und Flut")

    def test_white_space_and_hyphens(self, page):
        words = page.lines[2].words
        assert words.text == ("low", "tide", ",", "har-")
        assert words.spaced.tolist() == [True, False, True, True]

    def test_a_file_without_spaces_has_them_between_all_strings(self):
        assert page_of(line(string("low") + string("tide"))).lines.text == ("low tide",)
        both = line(string("low") + "<SP/>" + string("tide")) + line(string("満") + string("潮"))
        assert page_of(both).lines.text == ("low tide", "満潮")

    def test_a_string_of_several_words_is_one(self, page):
        assert page.lines[0].words.text == ("Ebbe und Flut",)

    def test_confidences(self, page):
        sure = page.lines[2].words.confidence.tolist()
        assert sure == pytest.approx([0.91, np.nan, 0, 0.5], nan_ok=True)

    def test_blank_strings_are_not_words(self):
        assert page_of(line(string(" "))).lines.text == ("",)

    def test_a_hyphen_alone_is_a_word(self):
        assert page_of(line('<HYP CONTENT="-"/>')).lines.text == ("-",)

    def test_text_of_glyphs(self):
        glyphs = '<Glyph CONTENT="o"/><Glyph CONTENT="k"/>'
        assert page_of(line(f"<String {BOX}>{glyphs}</String>")).lines.text == ("ok",)

    def test_a_line_without_a_box_bounds_its_words(self, page):
        assert page.lines[1].polygon == ((40, 80), (80, 80), (80, 96), (40, 96))


class TestPages:
    def test_frame_and_engine(self, page):
        assert (page.number, page.size, page.unit) == (1, (400, 300), "pixel")
        assert page.origin == ("alto", "by hand 1.0", "")

    @pytest.mark.parametrize(("unit", "parts"), [("mm10", 254), ("inch1200", 1200)])
    def test_other_units_are_inches(self, unit, parts):
        page = page_of(line(string()), unit)
        assert (page.unit, page.size) == ("inch", (400 / parts, 300 / parts))
        assert np.allclose(
            geometry.boxes(page.words.polygon[0]), np.divide([10, 20, 110, 30], parts)
        )
        assert np.allclose(page.lines.polygon, page.words.polygon)

    def test_without_a_unit_they_are_pixels(self):
        text = f'<alto><Layout><Page WIDTH="9" HEIGHT="8">{line(string())}</Page></Layout></alto>'
        assert (load(text)[0].size, load(text)[0].unit) == ((9, 8), "pixel")

    def test_a_page_without_a_size(self):
        assert page_of(line(string()), page="").size == (110, 30)
        text = f"<alto><Layout><Page>{line(string())}</Page></Layout></alto>"
        assert ol.load(text.encode(), sizes=[(200, 100)])[0].size == (200, 100)

    def test_roles_and_languages(self, page):
        assert page.blocks.role == ("page_number", "", "paragraph", "figure", "heading")
        assert page.blocks.parent.tolist() == [-1, -1, 1, 1, -1]
        assert page.lines.block.tolist() == [4, 2, 2, 0]
        assert page.lines.language == ("de", "en", "en", "en")

    @pytest.mark.parametrize("root", ["alto", "x:alto", "ALTO"])
    def test_any_namespace(self, root):
        prefix, _, _ = root.rpartition(":")
        named = f' xmlns:{prefix}="http://example.org/v9"' if prefix else ""
        assert len(load(f"<!-- a --><{root}{named}><Layout><Page/></Layout></{root}>")) == 1


class TestAngles:
    def test_polygons_of_four_corners_run_clockwise(self, page):
        assert page.lines[0].polygon == ((40, 20), (160, 24), (159, 40), (39, 36))
        assert page.blocks.polygon[4].tolist() == [[40, 20], [160, 20], [160, 40], [40, 40]]

    @pytest.mark.parametrize("first", range(4))
    @pytest.mark.parametrize(("rotation", "corner"), [(0, 0), (90, 3), (180, 2), (-90, 1)])
    def test_corners_begin_where_the_text_does(self, first, rotation, corner):
        corners = [(10, 20), (110, 22), (110, 32), (10, 30)]
        points = " ".join(f"{x},{y}" for x, y in corners[first:] + corners[:first])
        shape = f'<Shape><Polygon POINTS="{points}"/></Shape>'
        content = f'<String CONTENT="dog" {BOX}>{shape}</String>'
        page = page_of(line(content), block=f'ROTATION="{rotation}"')
        assert page.words[0].polygon[0] == corners[corner]

    def test_masks_are_left_for_the_box(self):
        mask = '<Shape><Polygon POINTS="10,20 60,18 110,20 110,30 10,30"/></Shape>'
        page = page_of(f"<TextLine {BOX}>{mask}{string()}</TextLine>")
        assert page.lines[0].polygon == ((10, 20), (110, 20), (110, 30), (10, 30))
        page = page_of(f"<TextLine>{mask}{string()}</TextLine>")
        assert geometry.boxes(page.lines.polygon[0]).tolist() == [10, 18, 110, 30]

    def test_a_page_on_its_side_says_nothing_of_it(self):
        first, second = samples.load(FOLDER / "v2_inch1200_turned.xml")
        assert (first.angle, first.lines.text) == (-90, ("up the page",))
        assert np.allclose(first.words.polygon[0][0], [1, 4])
        assert np.allclose(first.lines.polygon[0][0], [1, 4])
        assert np.isnan(second.angle)

    def test_characters_one_below_the_other_are_not_on_their_side(self):
        strings = "".join(
            string(text, f'HPOS="10" VPOS="{20 * row}" WIDTH="18" HEIGHT="18"')
            for row, text in enumerate("満潮港")
        )
        page = page_of(line(strings, ""))
        assert np.isnan(page.angle)
        assert page.words[0].polygon[0] == (10, 0)

    @pytest.mark.parametrize(
        ("rotation", "corner"), [(90, (10, 30)), (180, (110, 30)), (-90, (110, 20))]
    )
    def test_rotation_is_counter_clockwise(self, rotation, corner):
        page = page_of(line(string()), block=f'ROTATION="{rotation}"')
        assert page.angle == geometry.fold(-rotation)
        assert page.words[0].polygon[0] == corner

    def test_a_leaning_baseline(self):
        shape = np.array([[0, 0], [200, 0], [200, 12], [0, 12]], float)
        quad = geometry.apply(geometry.translation(50, 40) @ geometry.rotation(5), shape)
        x0, y0, x1, y1 = geometry.boxes(quad)
        box = f'HPOS="{x0:.3f}" VPOS="{y0:.3f}" WIDTH="{x1 - x0:.3f}" HEIGHT="{y1 - y0:.3f}"'
        (ax, ay), (bx, by) = quad[3], quad[2]
        points = f'BASELINE="{ax:.3f},{ay:.3f} {bx:.3f},{by:.3f}"'
        page = page_of(line(string("leaning", box), f"{box} {points}"))
        assert np.allclose(page.words.polygon[0], quad, atol=0.05)
        assert page.angle == pytest.approx(5, abs=0.01)


class TestBadInput:
    def test_a_unit(self):
        error = refused("", "mm")
        assert error.where == "MeasurementUnit (line 1)"
        assert "found 'mm'" in str(error)

    @pytest.mark.parametrize("value", ["x", "nan", "inf", "1e9", "1 2"])
    @pytest.mark.parametrize("name", ["HPOS", "HEIGHT"])
    def test_a_number(self, name, value):
        box = BOX.replace(f'{name}="', f'{name}="{value}" _="')
        assert refused(line(string("dog", box))).where == f"String (line 1).{name}"

    @pytest.mark.parametrize("value", ["1.5", "-0.1", "95", "x"])
    def test_a_confidence(self, value):
        assert refused(line(string("dog", f'{BOX} WC="{value}"'))).where.startswith(
            "String (line 1)"
        )

    @pytest.mark.parametrize("points", ["1,2 3", "1,2 x,4", "1"])
    def test_points(self, points):
        shape = f'<Shape><Polygon POINTS="{points}"/></Shape>'
        error = refused(f"<TextLine {BOX}>{shape}{string()}</TextLine>")
        assert error.where == "Polygon (line 1).POINTS"

    @pytest.mark.parametrize("name", ["BASELINE", "ROTATION"])
    def test_an_angle(self, name):
        block = name == "ROTATION"
        attributes = BOX if block else f'{BOX} {name}="x"'
        error = refused(line(string(), attributes), block=f'{name}="x"' if block else "")
        assert error.where.endswith(name)

    def test_a_string_without_content(self):
        assert refused(line(f"<String {BOX}/>")).where == "String (line 1)"

    @pytest.mark.parametrize("name", ["WIDTH", "HEIGHT"])
    def test_a_size(self, name):
        assert refused("", page=f'{name}="x"').where == f"Page (line 1).{name}"

    def test_a_negative_size(self):
        assert refused("", page='WIDTH="-5" HEIGHT="5"').where == "Page (line 1).width"

    def test_a_torn_file(self):
        with pytest.raises(ol.ReadError, match="is the file complete"):
            load(source()[:-30])

    def test_entities_are_refused(self):
        bomb = '<!DOCTYPE alto [<!ENTITY a "b"><!ENTITY c "&a;&a;">]><alto>&c;</alto>'
        with pytest.raises(ol.ReadError, match="entities"):
            load(bomb)

    def test_depth(self):
        with pytest.raises(ol.ReadError, match="broken XML"):
            load("<alto>" + "<a>" * 100_000)

    def test_what_only_looks_like_it(self):
        for text in ("<altogether/>", "<x><alto/></x>", "alto", "<?xml version='1.0'?>"):
            with pytest.raises(ol.UnknownFormat):
                load(text)

    def test_json_for_it(self):
        with pytest.raises(ol.ReadError, match="not an answer of alto"):
            ol.load({"a": 1}, "alto")
