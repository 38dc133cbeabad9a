"""The face: what `import ocrlayout` offers, and nothing else."""

import re
from pathlib import Path

import ocrlayout

FACE = """
    Document Page Lines Words Line Word  load save read  deskew reorder filter_confidence filter_region tidy  run Outcome
    AccessDenied EngineError ImageError MissingExtra OcrFailed OcrLayoutError RateLimited ReadError ServiceError
    ServiceTimeout UnknownFormat WriteError  __version__
""".split()


def test_all_is_the_face():
    assert sorted(ocrlayout.__all__) == sorted(FACE)


def test_every_name_is_there_and_documented():
    for name in ocrlayout.__all__:
        assert getattr(ocrlayout, name).__doc__, name


def test_one_version():
    changelog = Path(__file__).parent.parent.joinpath("CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## {re.escape(ocrlayout.__version__)}\b", changelog, re.MULTILINE)
