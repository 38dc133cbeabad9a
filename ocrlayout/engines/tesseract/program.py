"""The program ``tesseract``: where it is, what it says, and what to install without it."""

import os
import shutil
import subprocess

from ocrlayout.errors import EngineError

__all__ = ["listing", "ready", "recognized", "version"]

_NAME = "tesseract"
_SECONDS = 30.0  # for the version and the languages, which take a few hundredths
_LONGEST = 200  # characters of what the program says that a message repeats


def ready() -> bool:
    """Return whether the program is installed."""
    return shutil.which(_NAME) is not None


def version() -> str:
    """Return the program's version, such as ``5.3.0``."""
    first = _run(["--version"]).split("\n", 1)[0]  # "tesseract v5.3.0.20221214"
    return first.removeprefix(_NAME).strip().removeprefix("v")


def listing() -> str:
    """Return the program's own list of languages: a head, then one a line."""
    return _run(["--list-langs"])


def recognized(
    image: bytes, name: str, languages: str, *, mode: int, dpi: float | None, timeout: float
) -> str:
    """Return the table of a page.

    Parameters
    ----------
    image : bytes
        A file that the program can open.
    name : str
        Of the page, for messages.
    languages : str
        As the program calls them.
    mode : int
        Of page segmentation.
    dpi : float or None
        Dots per inch of the image.
    timeout : float
        Seconds.

    Raises
    ------
    EngineError
        The program is missing or failed, or took longer.
    """
    known = ["--dpi", str(round(dpi))] if dpi else []
    # by a variable: the file `tsv`, which sets it, is missing where only languages were downloaded
    table = ["-c", "tessedit_create_tsv=1"]
    options = ["stdin", "stdout", "-l", languages, "--psm", str(mode), *known, *table]
    return _run(options, image, name, timeout)


def _run(options: list[str], data: bytes = b"", name: str = "", timeout: float = _SECONDS) -> str:
    where = f"{name}: " if name else ""
    try:
        done = _done(options, data, timeout)
    except subprocess.TimeoutExpired:
        message = f"{where}Tesseract took longer than {timeout:g} s; give it more with timeout="
    except OSError as error:
        message = f"Tesseract does not start: {error}"
    else:
        if done.returncode == 0:
            return done.stdout.decode("utf-8", "replace").replace("\r\n", "\n")
        message = f"{where}Tesseract failed ({done.returncode}): {_said(done.stderr)}"
    raise EngineError(message)


def _done(options: list[str], data: bytes, timeout: float) -> subprocess.CompletedProcess[bytes]:
    # more threads wait for each other: a page in one takes 3 s, in two 20 s on a busy CPU
    environment = {"OMP_THREAD_LIMIT": "1", **os.environ}
    return subprocess.run(  # noqa: S603  # no shell, and languages are those that it listed
        [_path(), *options],
        input=data,
        capture_output=True,
        timeout=timeout,
        check=False,
        env=environment,
    )


def _path() -> str:
    """Return where the program is."""
    path = shutil.which(_NAME)
    if path is None:
        raise EngineError(
            "the program tesseract is not installed, or not on the PATH. Install it: apt-get"
            " install tesseract-ocr (Debian, Ubuntu), brew install tesseract (macOS), winget"
            " install UB-Mannheim.TesseractOCR (Windows)"
        )
    return path


def _said(output: bytes) -> str:
    text = " ".join(output.decode("utf-8", "replace").split())
    return text[:_LONGEST] or "it does not say why"
