"""Judges of PDF/A and PDF/UA that are not ours: page-validation, and veraPDF where it is set up.

``.ci/validators/setup.sh DIR`` fetches veraPDF and pdf.js; ``OCRLAYOUT_VALIDATORS`` names DIR, by
default ``.validators`` in the checkout. Tests that need them skip where they are not there, and
fail where CI runs them.
"""

import os
import subprocess
import tempfile
from pathlib import Path

import page  # page-validation, a validator in Rust
from conftest import absent, needs

HOME = Path(__file__).parents[1]
FOLDER = Path(os.environ.get("OCRLAYOUT_VALIDATORS") or HOME / ".validators")
SETUP = "type: make validators"
PROFILES = {"2a": "PDFA-2A", "2b": "PDFA-2B", "2u": "PDFA-2U", "ua1": "PDFUA-1"}


def faults(data, profile):
    """What page-validation finds wrong: messages by rule."""
    found = page.validate_pdf_bytes(data, profile=profile).failures
    return {each.rule_id: each.message for each in found}


def broken_rules(files, *profiles):
    """What veraPDF finds wrong in each of {name: PDF}: a list of ``profile rule``."""
    needs("java", "default-jre-headless")
    folder = FOLDER / "verapdf"
    if not (folder / "Vera.class").exists():
        absent(f"veraPDF (not in {folder})", f"it ({SETUP})")
    jars = [folder, folder / "vera.jar", *sorted((folder / "jaxb").glob("*.jar"))]
    found = {name: [] for name in files}
    with tempfile.TemporaryDirectory() as temporary:
        paths = {str(Path(temporary, f"{at}.pdf")): name for at, name in enumerate(files)}
        for path, name in paths.items():
            Path(path).write_bytes(files[name])
        chosen = ",".join(PROFILES[profile] for profile in profiles)
        command = ["java", "-cp", os.pathsep.join(map(str, jars)), "Vera", chosen, *paths]
        run = subprocess.run(command, capture_output=True, text=True)
    assert run.returncode == 0, run.stderr
    rows = [line.split("\t") for line in run.stdout.splitlines()]
    assert len(rows) == len(files) * len(profiles)
    names = {PROFILES[profile]: profile for profile in profiles}
    for profile, path, checks, rules in rows:
        assert int(checks) > 0
        found[paths[path]] += [f"{names[profile]} {rule}" for rule in rules.split()]
    return found


def pdfjs():
    """The folder of pdf.js."""
    folder = FOLDER / "pdfjs" / "node_modules" / "pdfjs-dist"
    if not folder.exists():
        absent(f"pdf.js (not in {folder})", f"it ({SETUP})")
    return folder


def axe():
    """The program of axe-core, for a page of a browser."""
    file = FOLDER / "pdfjs" / "node_modules" / "axe-core" / "axe.min.js"
    if not file.exists():
        absent(f"axe-core (not in {file.parent})", f"it ({SETUP})")
    return file.read_text(encoding="utf-8")
