"""``--dry-run``: what a run would do, page by page and at what price, without doing it."""

import argparse
from collections.abc import Sequence
from functools import partial
from typing import NamedTuple

from ocrlayout.cli import jobs, resuming
from ocrlayout.cli.calls import Calls
from ocrlayout.cli.console import Console, printable
from ocrlayout.cli.inputs import Input
from ocrlayout.cli.loading import loaded, question_of
from ocrlayout.cli.recognition import Recognizer, recognizer
from ocrlayout.cli.targets import Target
from ocrlayout.cli.writing import arrow
from ocrlayout.model.columns import plural

__all__ = ["show"]


class Needs(NamedTuple):
    """What an input takes: its pages, those an engine is asked for, and those that are billed."""

    pages: int
    asked: int = 0
    billed: int = 0

    def __str__(self) -> str:
        """Word it for a line about a file."""
        asked = f", {self.asked} to recognize" if self.asked else ""
        return f"{plural(self.pages, 'page')}{asked}"


def show(
    items: Sequence[Input], chosen: Sequence[Target], args: argparse.Namespace, console: Console
) -> int:
    """Say what a run would do; returns 1 where an input could not be looked at.

    Raises
    ------
    Usage
        The run would be refused.
    """
    with resuming.looked_at(items, chosen, overwrite=args.overwrite) as journal:
        plan = resuming.plan(items, journal, chosen, args)
        engine = recognizer(args, plan.todo, console, asks=False)
        calls = Calls(args, engine, journal) if engine else None
        found = []
        for item, needs in jobs.each(plan.todo, partial(_needs, args, engine, calls), console):
            files = [path for target in chosen if (path := target.file_for(item))]
            print(printable(f"{item.name}: {needs}{arrow(files)}"))
            found.append(needs)
    if plan.passed_over:
        print(plan.passed_over)
    print(_total(found, engine))
    return 0 if len(found) == len(plan.todo) else 1


def _needs(
    args: argparse.Namespace, engine: Recognizer | None, calls: Calls | None, item: Input
) -> Needs:
    if not (engine and calls and item.is_scan):
        return Needs(len(loaded(item, args, None).document))
    pages, question = question_of(item, args, engine)
    cost = calls.cost(question) if question.numbers else 0
    return Needs(pages, len(question.numbers), cost)


def _total(found: Sequence[Needs], engine: Recognizer | None) -> str:
    """Sum up, with the place to which pages would be uploaded."""
    pages = plural(sum(needs.pages for needs in found), "page")
    asked = sum(needs.asked for needs in found)
    billed = sum(needs.billed for needs in found)
    where = f", {billed} to be billed at {engine.destination}" if billed and engine else ""
    by = f" by {engine.name}" if engine and engine.name else ""
    rest = f", {asked} to recognize{by}{where}" if asked else ""
    return f"{plural(len(found), 'file')}, {pages}{rest}; nothing was done (--dry-run)"
