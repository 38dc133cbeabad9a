import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import ocrlayout as ol
from ocrlayout.payloads import lazy_json, payload_of

VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=4), inner, max_size=4)
    ),
    max_leaves=30,
)


@given(VALUES, st.sampled_from([None, 1]), st.sampled_from(["", " \n\t"]))
def test_it_parses_as_json_does(value, indent, space):
    text = space + json.dumps(value, indent=indent) + space
    assert lazy_json.parse(text.encode()) == json.loads(text)
    assert lazy_json.decode(text.encode()) == json.loads(text)


@given(st.text(alphabet='{}[]",:0a \\', max_size=12))
def test_it_refuses_what_json_refuses(text):
    try:
        expected = json.loads(text)
    except json.JSONDecodeError:
        with pytest.raises(lazy_json.REFUSED):
            lazy_json.parse(text.encode())
    else:
        assert lazy_json.parse(text.encode()) == expected


def test_a_long_list_is_decoded_item_by_item():
    rows = [{"row": row, "text": "x" * 100} for row in range(1000)]
    parsed = lazy_json.parse(json.dumps({"result": {"rows": rows, "short": [1, 2]}}).encode())
    items = parsed["result"]["rows"]
    assert isinstance(items, lazy_json.LazyList)
    assert type(parsed["result"]["short"]) is list
    assert items
    assert len(items) == 1000
    assert items[-1] == rows[-1]
    assert items[2:4] == rows[2:4]
    assert list(items) == rows
    assert len(repr(items)) < 60
    assert [*reversed(items)] == rows[::-1]
    assert items + rows == [*rows, *rows]
    assert items.copy() == rows == items
    assert rows[7] in items
    assert items.index(rows[7]) == 7
    with pytest.raises(TypeError, match="cannot be changed"):
        items.append(1)
    with pytest.raises(TypeError, match="cannot be changed"):
        items[0] = 1
    with pytest.raises(IndexError):
        items[1000]


@pytest.mark.parametrize("indent", [None, 1])
def test_a_long_answer_is_the_same_document(indent):
    line = {"boundingBox": [0, 0, 40, 0, 40, 10, 0, 10], "text": "dog " * 25}
    pages = [
        {"page": number, "width": 50, "height": 50, "unit": "pixel", "lines": [line] * 200}
        for number in range(1, 200)
    ]
    payload = {"status": "succeeded", "analyzeResult": {"version": "3.2.0", "readResults": pages}}
    data = json.dumps(payload, indent=indent).encode()
    assert len(data) > 4_000_000
    assert ol.load(data) == ol.load(payload)
    with pytest.raises(ol.ReadError, match="broken JSON"):
        ol.load(data[:-3])
    pages[150]["lines"][7] = 7
    with pytest.raises(ol.ReadError, match="expected an object") as caught:
        ol.load(json.dumps(payload).encode())
    assert caught.value.where == "analyzeResult.readResults[150].lines[7]"


@pytest.mark.parametrize(
    "text",
    [
        *("[0,]", "[,]", "[0 0]", "[0", "[", "[0,,0]", "]"),
        *("{", "{,}", '{"a":0,}', '{"a" 0}', '{"a":0', '{"a"', "{0:0}", '{"a":0 "b":0}'),
        *("", " ", "0 0", "[] []", "{} x", '{"a": [0,]}'),
    ],
)
def test_broken_json_is_broken_here_too(text):
    with pytest.raises(json.JSONDecodeError):
        json.loads(text)
    with pytest.raises(lazy_json.REFUSED):
        lazy_json.parse(text.encode())


LONG = "[" + '{"row": "' + "x" * 100 + '"}' + ', {"row": 7}' * 400_000 + ', {"row": %s}]'


@pytest.mark.parametrize("value", ["NaN", r'"\ud800"', "1e400", "-1e400", "1" * 400])
@pytest.mark.parametrize("text", ['[{"row": %s}]', LONG])
def test_what_only_the_standard_library_takes_is_taken(text, value):
    last = payload_of((text % value).encode(), lazily=True)[-1]["row"]
    assert repr(last) == repr(json.loads(value))


@pytest.mark.parametrize("value", ["1" * 5000, '"\x01"', "[" * 100_000])
@pytest.mark.parametrize("text", ['[{"row": %s}]', LONG])
def test_what_nobody_takes_is_an_error_of_ours(text, value):
    with pytest.raises(ol.ReadError, match=r"broken JSON|nested too deeply"):
        list(payload_of((text % value).encode(), lazily=True))


def test_a_long_list_is_not_decoded_where_it_is_not_utf8():
    data = (LONG % '"?"').encode().replace(b"?", b"\xff")
    with pytest.raises(ol.ReadError, match="not text in UTF-8"):
        payload_of(data, lazily=True)
