"""``ocrlayout formats``."""

import pytest

from ocrlayout import registry
from ocrlayout.cli import format_flags, main

WRITERS = registry.modules("writers")


def said(capsys, *words):
    code = main(["formats", *words])
    out, err = capsys.readouterr()
    return code, out, err


def test_every_format_has_a_line(capsys):
    code, out, _ = said(capsys)
    assert code == 0
    first = [line.split()[0] for line in out.splitlines() if line.startswith("  ")]
    assert first == [*registry.names("readers"), *registry.names("writers")]
    assert all(suffix in out for writer in WRITERS.values() for suffix in writer.SUFFIXES)


def test_formats_without_recordings_say_so(capsys):
    _, out, _ = said(capsys, "easyocr")
    assert "(not tried on recordings" in out.splitlines()[0]
    _, out, _ = said(capsys, "hocr")
    assert "recordings" not in out


@pytest.mark.parametrize("name", WRITERS)
def test_every_option_has_values_a_default_and_a_description(capsys, name):
    _, out, _ = said(capsys, name)
    lines = out.splitlines()
    for option in format_flags.fields(WRITERS[name]):
        at = next(at for at, line in enumerate(lines) if line.startswith(f"  {option}="))
        assert "(default: " in lines[at]
        assert len(lines[at + 1].split()) > 2, f"{option} has no description"
    assert "Loses" in out or "loses" in out


def test_every_reader_says_what_it_keeps(capsys):
    for name in registry.names("readers"):
        _, out, _ = said(capsys, name)
        assert "Kept:" in out or name == "native", name


def test_a_suffix_and_a_name_that_is_not_one(capsys):
    assert said(capsys, ".MD")[1].startswith("markdown (out): .md .markdown")
    code, _, err = said(capsys, "markdwon")
    assert (code, "did you mean markdown?" in err) == (2, True)


def test_a_suffix_that_is_not_one_names_the_nearest(capsys, tmp_path):
    (tmp_path / "a.json").write_text("{}")
    for name, meant in (
        ("a.mdd", ".md"),
        ("a.jsonll", ".jsonl"),
        ("a.anotated.pgn", ".annotated.png"),
        ("a.xml", ".alto.xml or .page.xml"),
    ):
        code = main(["convert", str(tmp_path / "a.json"), "-o", str(tmp_path / name)])
        assert (code, f"did you mean {meant}? The suffixes are" in capsys.readouterr().err) == (
            2,
            True,
        )
