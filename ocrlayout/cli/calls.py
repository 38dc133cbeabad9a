"""Calls of engines: an operation is kept before it is polled, an answer before it is used."""

import argparse
import contextlib
import hashlib
import os
import threading
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ocrlayout import formats, page_ranges
from ocrlayout.cli.answers import NONE
from ocrlayout.cli.billing import Budget
from ocrlayout.cli.loading import Question
from ocrlayout.cli.recognition import Recognizer
from ocrlayout.journal import HOME, Call, Journal

__all__ = ["Calls"]

_ANSWERS = "answers"  # the folder beside the journal
_SHORT = 8  # characters of a request that tell answers of one name apart
_LENGTH = 16  # bytes of the fingerprint of a request


class Calls:
    """The calls of a run; threads share them.

    Parameters
    ----------
    args : Namespace
    recognizer : Recognizer
    journal : Journal, optional
        Knows the calls of earlier runs. Without one, answers are kept only where ``--answers``
        names a folder.
    raw : bool
        Answers are asked for as bytes, also where they are not kept.

    Attributes
    ----------
    billed : Counter
        Pages that were accepted in this run, by the key of the input.
    """

    def __init__(
        self,
        args: argparse.Namespace,
        recognizer: Recognizer,
        journal: Journal | None = None,
        *,
        raw: bool = False,
    ) -> None:
        self._recognizer, self._journal = recognizer, journal
        self._budget = Budget(args.max_billed)
        self._folder = _folder(args, journal, is_remote=recognizer.is_remote)
        self._raw = raw or self._folder is not None
        self.billed: Counter[str] = Counter()
        self._names: dict[Path, str] = {}  # of answers, and whose they are
        self._naming = threading.Lock()

    def cost(self, question: Question) -> int:
        """Return how many pages a question would have billed."""
        known, kept = self._known(self._request(question))
        is_paid = kept is not None or known.operation
        return 0 if is_paid or not self._recognizer.is_remote else len(question.numbers)

    def ask(self, question: Question) -> Any:
        """Return an answer: the one that was kept, that of an operation, or a new one.

        Raises
        ------
        OverBudget
            More pages would be billed than may be.
        EngineError, ServiceError, OcrFailed
            As the engine.
        """
        item = question.item
        request = self._request(question) if self._journal or self._folder else ""
        known, kept = self._known(request)
        if kept:
            self._recognizer.say(f"{item.name}: its answer was kept, and is used")
            return kept.read_bytes()
        if known.operation:
            self._recognizer.say(f"{item.name}: going on with what was submitted before")
            answer = self._recognizer.answer(item, operation=known.operation, raw=True)
            return self._kept(question, request, answer)
        return self._asked(question, request)

    def _known(self, request: str) -> tuple[Call, Path | None]:
        """Return what an earlier run knew of a call, and its answer if that is still there."""
        known = self._journal.call(request) if self._journal else Call()
        path = self._journal.place(known.answer) if self._journal and known.answer else None
        return known, path if path and path.is_file() else None

    @contextlib.contextmanager
    def settled(self) -> Iterator[None]:
        """However a run ends early, wait a while for what is being submitted: it will be billed."""
        try:
            yield
        except BaseException:  # Ctrl-C, a full disk, a journal that cannot be written
            self._budget.settle()
            raise

    def _asked(self, question: Question, request: str) -> Any:
        """Ask the engine anew."""
        pages = len(question.numbers) if self._recognizer.is_remote else 0
        with self._budget.submission(pages) as submission:

            def accept(operation: str) -> None:
                self._accept(question, request, operation, pages)
                submission.arrive()

            answer = self._recognizer.answer(
                question.item,
                question.source,
                accepted=accept,
                numbers=question.numbers,
                pages=question.pages,
                raw=self._raw or None,
            )
            if submission.is_on_its_way:  # the answer came at once
                accept("")
        return self._kept(question, request, answer)

    def _accept(self, question: Question, request: str, operation: str, pages: int) -> None:
        self.billed[question.item.key] += pages
        if self._journal and self._recognizer.is_remote:
            engine = self._recognizer.name
            self._journal.accept(request, question.item.key, engine, operation, pages)
        elif operation:  # nobody else keeps it
            self._recognizer.tell_operation(question.item.name, operation)

    def _kept(self, question: Question, request: str, answer: Any) -> Any:
        """Keep an answer's bytes where answers are kept, and return it."""
        if not self._folder:
            return answer
        item = question.item
        with self._naming:
            path = self._path(question, request)
            self._names[path] = item.key
        if self._journal:
            self._journal.claim(item.key, [path])
        path.parent.mkdir(parents=True, exist_ok=True)
        with formats.whole(path) as out:
            out.write(answer)
            out.flush()
            os.fsync(out.fileno())  # it was paid for, and the power may fail
        if self._journal:
            self._journal.keep(request, path)
        return answer

    def _path(self, question: Question, request: str) -> Path:
        """Name the file of an answer; one that is there and not ours is not replaced."""
        item = question.item
        folder = (self._folder or Path()) / item.folder
        path = folder / f"{item.stem}.json"
        is_ours = self._journal and self._journal.owner(path) == item.key
        is_free = not path.exists() and self._names.get(path, item.key) == item.key
        if question.is_whole and (is_ours or is_free):
            return path
        return folder / f"{item.stem}.{request[:_SHORT]}.json"

    def _request(self, question: Question) -> str:
        """Return the fingerprint of a question: what is asked, of which engine, with what."""
        spelled = "" if question.is_whole else page_ranges.spelled(question.numbers)
        parts = [question.item.digest, self._recognizer.described(), spelled]
        return hashlib.blake2b(repr(parts).encode(), digest_size=_LENGTH).hexdigest()


def _folder(args: argparse.Namespace, journal: Journal | None, *, is_remote: bool) -> Path | None:
    """Find where answers are kept: where the line says, else beside the journal if they cost."""
    where = getattr(args, "answers", NONE)
    if where == NONE:
        return None
    if where:
        return Path(where)
    return journal.place(HOME) / _ANSWERS if journal and is_remote else None
