"""`make release-check`: build, look at what was built, install it as a user would, and use it.

Stops at the first thing that is wrong. Leaves the wheel, the source distribution and an SBOM in
dist/.
"""

import json
import re
import shutil
import subprocess
import sys
import tempfile
import tomllib
import venv
from pathlib import Path

HOME = Path(__file__).parent.parent
DIST = HOME / "dist"
EXTRAS = "local,xlsx,pdfa"  # what a user is told to install
LAWFUL = re.compile(
    r"MIT|BSD|Apache|PSF|Python Software Foundation|MPL|Mozilla|ISC|HPND|Zlib|Unlicense",
    re.IGNORECASE,
)
VIRAL = re.compile(r"\bA?GPL|GNU (Affero )?General", re.IGNORECASE)
TOOLS = {"pip", "setuptools", "wheel"}  # of the environment, not of ours


def main():
    """Run every step, in order."""
    version = agreed_version()
    build()
    twine()
    with tempfile.TemporaryDirectory() as folder:
        python = installed(Path(folder))
        follow_readme(Path(folder), python)
        licences(python)
        sbom(python)
    print(f"ocrlayout-kit {version}: all well; dist/ has what is to be published")


def agreed_version():
    """Compare the version of the code with changelog, citation and tag."""
    version = re.search(r'__version__ = "(.+)"', text("ocrlayout/__init__.py"))[1]
    if not re.search(rf"^## {re.escape(version)} ", text("CHANGELOG.md"), re.MULTILINE):
        stop(f"CHANGELOG.md has no section {version}")
    if f"version: {version}\n" not in text("CITATION.cff"):
        stop(f"CITATION.cff is not of version {version}")
    tags = run("git", "tag", "--points-at", "HEAD", quiet=True).split()
    if tags and f"v{version}" not in tags:
        stop(f"the tag here is {tags[0]}, and the version {version}")
    said(f"version {version}; {'tag agrees' if tags else 'no tag here yet'}")
    return version


def build():
    """Make the wheel and the source distribution."""
    shutil.rmtree(DIST, ignore_errors=True)
    run(sys.executable, "-m", "build", "--outdir", DIST, HOME, quiet=True)
    said(*sorted(path.name for path in DIST.iterdir()))


def twine():
    """Let twine look at what PyPI would show, and at links that would lead nowhere."""
    files = sorted(DIST.iterdir())
    run(sys.executable, "-m", "twine", "check", "--strict", *files)
    (wheel,) = DIST.glob("*.whl")
    shown = run("unzip", "-p", wheel, "*/METADATA", quiet=True).partition("\n\n")[2]
    dead = re.findall(r"\]\((?!https?://|#)([^)]+)\)", shown)
    if dead:
        stop(f"links that do not work on PyPI: {', '.join(dead[:5])}")
    urls = tomllib.loads(text("pyproject.toml"))["project"].get("urls")
    if not urls:
        said("note: pyproject.toml has no [project.urls] yet; see RELEASING.md")


def installed(folder):
    """Install the wheel where nothing else is; return that Python."""
    (wheel,) = DIST.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    run(python, "-m", "pip", "install", "--quiet", f"{wheel}[{EXTRAS}]")
    size = sum(path.stat().st_size for path in (folder / "env").rglob("*") if path.is_file())
    said(f"installed with [{EXTRAS}]: {size / 1e6:.0f} MB")
    return python


def follow_readme(folder, python):
    """Type the first lines of the README: its Python, and its first commands."""
    work = folder / "work"
    work.mkdir()
    shutil.copy(HOME / "examples/pages/letter.png", work / "scan.jpg")
    shutil.copy(work / "scan.jpg", work / "letter.jpg")
    program = python.parent / "ocrlayout"
    run(program, "read", "scan.jpg", "--engine", "local", "-o", "response.json", cwd=work)
    code = re.search(r"```python\n(.*?)```", text("README.md"), re.DOTALL)[1]
    run(python, "-c", code, cwd=work)
    for name in ("scan.pdf", "scan.annotated.png"):
        if not (work / name).stat().st_size:
            stop(f"the README's Python did not make {name}")
        (work / name).unlink()
    for line in commands():
        run("bash", "-ec", f'PATH="{python.parent}:$PATH"; {line}', cwd=work)
    said("the README's first lines work")


def commands():
    """Return the commands of the README that need no more than a scan and its answer."""
    terminal = text("README.md").partition("## At the terminal")[2]
    block = re.search(r"```sh\n(.*?)```", terminal, re.DOTALL)[1]
    lines = [line for line in block.splitlines() if re.search(r"(scan|letter)\.(jpg|json)", line)]
    return [line for line in lines if "view" not in line]  # that opens a browser


def licences(python):
    """List the licences of all that was installed; stop at one that may not be."""
    command = ("-m", "piplicenses", f"--python={python}", "--format=json", "--from=mixed")
    for one in json.loads(run(sys.executable, *command, quiet=True)):
        name, licence = one["Name"], one["License"]
        if name in TOOLS or name.startswith("ocrlayout"):
            continue
        print(f"  {name} {one['Version']}: {licence.splitlines()[0][:60]}")
        if VIRAL.search(licence) and not LAWFUL.search(licence):
            stop(f"the licence of {name} is {licence}")
        if not LAWFUL.search(licence):
            said(f"note: look at the licence of {name}")


def sbom(python):
    """Write what is in it, as CycloneDX."""
    target = DIST / "sbom.cyclonedx.json"
    run("cyclonedx-py", "environment", "--output-file", target, python, quiet=True)
    said(f"{target.name}: {len(json.loads(target.read_text())['components'])} components")


def run(*command, quiet=False, cwd=HOME):
    """Run a program; stop where it fails. Return what it printed, or let it print."""
    words = [str(word) for word in command]
    words[0] = (
        shutil.which(words[0], path=f"{Path(sys.executable).parent}:/usr/bin:/bin") or words[0]
    )
    out = subprocess.PIPE if quiet else None
    result = subprocess.run(words, cwd=cwd, text=True, stdout=out, check=False)
    if result.returncode:
        stop(f"failed: {' '.join(words)[:200]}\n{result.stdout or ''}")
    return result.stdout or ""


def text(name):
    """Return a file of the project as text."""
    return (HOME / name).read_text(encoding="utf-8")


def said(*lines):
    """Say how far it is."""
    print("\n".join(f"* {line}" for line in lines), flush=True)


def stop(why):
    """Say what is wrong, and end."""
    sys.exit(f"release-check: {why}")


if __name__ == "__main__":
    main()
