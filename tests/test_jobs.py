"""Several things at once (``--jobs``): the same files, no page twice, no call too many."""

import json
import math
import pickle
import threading
import time
from collections import Counter, deque
from pathlib import Path

import counting_service
import pytest
import scanned_pages
from PIL import Image
from test_cli import folder, payload, said  # noqa: F401  # one is a fixture
from test_cli_resuming import archive, convert, entry, outputs
from test_tesseract_engine import program

import ocrlayout as ol
from ocrlayout import registry
from ocrlayout.cli import jobs, main, pieces
from ocrlayout.cli.billing import Budget, OverBudget
from ocrlayout.cli.targets import Target
from ocrlayout.engines._frames import joined
from ocrlayout.engines.azure.rate_limit import Pace
from ocrlayout.errors import ImageError
from ocrlayout.journal import State


class Limited(counting_service.Service):
    """A service that refuses calls of which there are more than so many in a second."""

    request_queue_size = 128

    def __init__(self, rate):
        super().__init__()
        self.rate, self.times, self.lock = rate, deque(), threading.Lock()
        self.calls = self.refused = 0

    def finish_request(self, request, client_address):
        LimitedHandler(request, client_address, self)

    def handle_error(self, request, client_address):
        """Clients that are killed hang up."""

    def admits(self):
        with self.lock:
            now = time.monotonic()
            while self.times and self.times[0] <= now - 1:
                self.times.popleft()
            self.calls += 1
            is_free = len(self.times) < self.rate
            self.refused += not is_free
            self.times.extend([now] * is_free)
            return is_free


class LimitedHandler(counting_service.Handler):
    def do_POST(self):
        if self.server.admits():
            super().do_POST()
        else:
            self.rfile.read(int(self.headers["Content-Length"]))
            self.refuse()

    def do_GET(self):
        if self.server.admits():
            super().do_GET()
        else:
            self.refuse()

    def refuse(self):
        self.send(429, {"error": {"code": "429", "message": "slower"}}, {"Retry-After": "1"})


@pytest.fixture
def limited(folder, monkeypatch):  # noqa: F811
    with Limited(20) as running:
        monkeypatch.setenv("COMPUTER_VISION_ENDPOINT", running.origin)
        monkeypatch.setenv("COMPUTER_VISION_SUBSCRIPTION_KEY", counting_service.KEY)
        yield running


# Calls of a service


def test_calls_of_many_jobs_keep_to_the_rate_of_the_service(limited):
    archive("in", *(f"{number}.pdf" for number in range(40)))
    assert main(convert("--jobs", 32)) == 0
    assert Counter(limited.asked) == Counter(range(1, 41))
    assert limited.calls >= 80
    assert limited.refused <= 0.02 * limited.calls
    assert len(outputs("out")) == 40


class Plan:
    """A service in its own time: so many calls in a second or a minute, of the clock or sliding."""

    def __init__(self, most, seconds, *, by_clock=False):
        self.most, self.seconds, self.by_clock, self.times = most, seconds, by_clock, deque()

    def wait(self, now):
        """Take a call, or say for how many whole seconds to wait."""
        begun = now // self.seconds * self.seconds if self.by_clock else now - self.seconds
        while self.times and self.times[0] <= begun:
            self.times.popleft()
        if len(self.times) < self.most:
            self.times.append(now)
            return 0
        over = begun if self.by_clock else self.times[0]
        return max(1, math.ceil(over + self.seconds - now))


def calls_of_many_threads(plan, count, latency):
    """Make calls as fast as they may be; returns how many were refused, and the seconds of all."""
    now, answers, refused = [17.0], deque(), 0

    def hear_until(moment):
        while answers and answers[0][0] <= moment:
            now[0], wait = answers.popleft()
            pace.refused(wait) if wait else pace.succeeded()

    def sleep(seconds):
        until = now[0] + seconds
        hear_until(until)
        now[0] = until

    pace = Pace(None, lambda: now[0], sleep)
    for _ in range(count):
        hear_until(now[0])
        assert pace.wait(math.inf)
        wait = plan.wait(now[0])
        refused += wait > 0
        answers.append((now[0] + latency, wait))
    return refused, now[0] - 17.0


@pytest.mark.parametrize("latency", [0.1, 1.0])
@pytest.mark.parametrize("by_clock", [True, False])
@pytest.mark.parametrize(("most", "seconds"), [(20, 60), (1, 1), (20, 1)])
def test_a_rate_is_found_out(most, seconds, by_clock, latency):
    plan = Plan(most, seconds, by_clock=by_clock)
    refused, took = calls_of_many_threads(plan, 2000, latency)
    assert 0 < refused <= 0.02 * 2000
    assert took <= 1.25 * 2000 * seconds / most


def test_a_guess_that_was_too_low_is_outgrown():
    """Few calls were answered before one was refused, and yet the plan is not small."""
    now = [0.0]
    pace = Pace(None, lambda: now[0], lambda seconds: now.__setitem__(0, now[0] + seconds))
    for _ in range(4):
        pace.succeeded()
    pace.refused(30.0)
    assert pace.rate == pytest.approx(20 / 60)
    for _ in range(1000):
        pace.wait(math.inf)
        pace.succeeded()
    assert pace.rate > 10.0


def test_a_refusal_calls_all_turns_off():
    now, slept = [0.0], []

    def sleep(seconds):
        slept.append(seconds)
        now[0] += seconds
        if len(slept) == 1:  # while this thread waits for its turn, another is refused
            pace.refused(30.0)

    pace = Pace(None, lambda: now[0], sleep)
    assert pace.wait(1e9)
    assert pace.wait(1e9)
    assert slept == [pytest.approx(0.105), pytest.approx(30.0)]
    assert pace.rate == pytest.approx(7.0)
    pace.refused(5.0)  # of the same rush
    assert now[0] == pytest.approx(30.105)


def test_a_pace_stays_below_the_rate_that_was_given():
    pace = Pace(5.0)
    for _ in range(100):
        pace.succeeded()
    assert pace.rate == 5.0


def test_a_budget_is_not_overspent_by_many_jobs(limited, capsys):
    archive("in", *(f"{number}.pdf" for number in range(9)))
    code, words = said(capsys, *convert("--jobs", 8, "--max-billed", 4))
    assert code == 1
    assert len(limited.asked) == 4
    assert "4 of 9 done, 5 left (--max-billed)" in words
    assert main(convert("--jobs", 8)) == 0
    assert Counter(limited.asked) == Counter(range(1, 10))


def test_pages_that_are_not_accepted_are_given_back():
    budget = Budget(5)
    with pytest.raises(OSError, match="away"), budget.submission(5):
        raise OSError("away")
    with budget.submission(5) as submission:
        submission.arrive()
    assert budget.spent == 5
    with pytest.raises(OverBudget), budget.submission(1):
        pass


def test_an_interrupted_run_waits_for_what_is_on_its_way():
    budget = Budget(None)
    with budget.submission(1) as submission:
        threading.Timer(0.1, submission.arrive).start()
        budget.settle()
        assert not submission.is_on_its_way
    with pytest.raises(KeyboardInterrupt), budget.submission(1):
        pass


# The same files


@pytest.fixture
def mixed(folder, monkeypatch):  # noqa: F811
    """Answers, some of them broken, and their scans."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    root = Path("mixed")
    root.mkdir()
    for number in range(28):
        (root / f"{number}.json").write_text(json.dumps(payload(f"page {number}")))
        (root / f"{number}.png").write_bytes(Path("scan1.png").read_bytes())
    (root / "3.json").write_text("{}")
    (root / "5.json").write_text("")
    return ["convert", "mixed", "--include", "*.json", "--images", "mixed", "--to", "pdf,text"]


def files(where):
    return outputs(where) | {
        "states": [entry(f"{number}.json", where).state for number in range(28)]
    }


def test_many_jobs_write_the_same_bytes(mixed, capfd):
    assert main([*mixed, "-o", "one/", "--jobs", "1"]) == 1
    one = capfd.readouterr().err.replace("one/", "out/")
    assert main([*mixed, "-o", "many/", "--jobs", "8"]) == 1
    many = capfd.readouterr().err.replace("many/", "out/")
    assert files("one") == files("many")
    assert len(outputs("many")) == 52
    assert sorted(one.splitlines()) == sorted(many.splitlines())
    assert [line for line in many.splitlines() if "words" in line] == [
        line for line in one.splitlines() if "words" in line
    ]
    assert many.splitlines()[-1] == "26 of 28 done, 2 failed"


def test_a_book_of_many_jobs_is_the_same(mixed, capsys):
    for name in ("3", "5"):
        Path(f"mixed/{name}.json").unlink()
        Path(f"mixed/{name}.png").unlink()
    book = [*mixed[:-2], "-o"]
    assert main([*book, "one.pdf", "--jobs", "1"]) == 0
    assert main([*book, "many.pdf", "--jobs", "4"]) == 0
    assert Path("one.pdf").read_bytes() == Path("many.pdf").read_bytes()


def test_files_of_single_pages_are_claimed_from_other_processes(folder, capsys):  # noqa: F811
    two = payload("one")
    page = two["analyzeResult"]["readResults"][0]
    two["analyzeResult"]["readResults"] = [page, {**page, "page": 2}]
    scans = [Image.open("scan1.png"), Image.open("scan2.png")]
    Path("in").mkdir()
    for number in range(24):
        Path(f"in/{number:02}.json").write_text(json.dumps(two))
        scans[0].save(f"in/{number:02}.tif", save_all=True, append_images=scans[1:])
    Path("out").mkdir()
    Path("out/05-2.annotated.png").write_text("mine")
    line = ["convert", "in", "--include", "*.json", "--images", "in", "-o", "out/", "--to"]
    code, words = said(capsys, *line, "picture", "--jobs", "3")
    assert (code, "05-2.annotated.png exists; --overwrite replaces it" in words) == (1, True), words
    assert Path("out/05-2.annotated.png").read_text() == "mine"
    assert not Path("out/05-1.annotated.png").exists()
    assert len(list(Path("out").glob("*.png"))) == 23 * 2 + 1


def test_answers_of_many_jobs_are_kept(limited):
    archive("in", "a.pdf", "b.pdf", "x/a.pdf")
    line = ["read", "in", "-r", "--jobs", "4", "--option", "interval=0.01", "-o"]
    assert main([*line, "answers/"]) == 0
    assert entry("x/a.pdf", "answers").pages == 1
    assert sorted(path.as_posix() for path in Path("answers").rglob("[!.]*.json")) == [
        "answers/a.json",
        "answers/b.json",
        "answers/x/a.json",
    ]
    assert main([*line, "answers/"]) == 0
    assert len(limited.asked) == 3


def test_pages_with_text_are_read_and_said_once(limited, capfd):
    Path("in").mkdir()
    blank = scanned_pages.scan()
    for name in ("a", "b", "c"):
        mixed = [scanned_pages.typed(name), lambda canvas: scanned_pages.place(canvas, blank)]
        Path(f"in/{name}.pdf").write_bytes(scanned_pages.pdf(*mixed))
    Path("in/typed.pdf").write_bytes(scanned_pages.pdf(scanned_pages.typed("d")))
    assert main(convert("--jobs", 3)) == 0
    said = capfd.readouterr().err
    for name in ("a", "b", "c", "typed"):
        assert said.count(f"in/{name}.pdf: page 1 has text: not recognized") == 1
    assert limited.asked == [2, 2, 2]
    recognized = counting_service.recognized(2)
    assert Path("out/b.txt").read_text() == f"b\n\x0c{recognized}\n"
    assert Path("out/typed.txt").read_text() == "d\n"


@pytest.mark.engine
def test_the_local_engine_reads_the_same_in_several_processes(folder, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    Path("in").mkdir()
    for number in range(2):
        page = scanned_pages.scan([scanned_pages.line(number)])
        page.crop((0, 40, page.width, 140)).save(f"in/{number}.png")
    Path("in/broken.png").write_bytes(b"\x89PNG\r\n\x1a\n and nothing else")
    line = ["convert", "in", "--to", "pdf,text", "--engine", "local", "-o"]
    assert main([*line, "one/", "--jobs", "1"]) == 1
    assert main([*line, "many/", "--jobs", "2"]) == 1
    assert len(outputs("many")) == 4
    assert outputs("one") == outputs("many")
    assert entry("broken.png", "many").state is State.REFUSED


def book(path, count):
    """A scan of several pages, each with a line of its own."""
    pages = [scanned_pages.scan([scanned_pages.line(number)]) for number in range(count)]
    pages = [page.crop((0, 40, page.width, 140)) for page in pages]
    pages[0].save(path, save_all=True, append_images=pages[1:])


@pytest.fixture
def divided(monkeypatch):
    """Two cores, and how many pages each call of an engine got when a scan was divided."""
    monkeypatch.setattr(jobs.cores, "available", lambda: 2)
    found, recognized = [], pieces.recognized

    def counted(recognize, numbers, count):
        def counting(some):
            found.append(len(some))
            return recognize(some)

        return recognized(counting, numbers, count)

    monkeypatch.setattr(pieces, "recognized", counted)
    return found


@pytest.mark.parametrize(
    "engine",
    [pytest.param("tesseract", marks=program), pytest.param("local", marks=pytest.mark.engine)],
)
def test_pages_of_a_book_are_divided_among_processes(folder, divided, engine):  # noqa: F811
    book("book.tif", 5)
    line = ["read", "book.tif", "--engine", engine, "--pages", "1-2,4-5", "-o"]
    assert main([*line, "one.json", "--jobs", "1"]) == 0
    assert divided == []
    assert main([*line, "many.json", "--jobs", "2"]) == 0
    assert divided == [1, 1, 1, 1]
    assert Path("one.json").read_bytes() == Path("many.json").read_bytes()
    assert len(ol.load("many.json")) == 4


@program
def test_a_sheet_is_not_worth_another_process(folder, divided):  # noqa: F811
    book("sheet.tif", 2)
    assert main(["read", "sheet.tif", "--engine", "tesseract", "-o", "a.json", "--jobs", "2"]) == 0
    assert divided == []


def test_pages_that_cannot_be_opened_are_named_one_by_one(caplog):
    def recognize(numbers):
        if not set(numbers) - {3, 4, 5}:
            raise ImageError(f"page {numbers[0]} is broken")
        return {"pages": [number for number in numbers if number not in {3, 4, 5}]}

    found = pieces.recognized(recognize, range(1, 17), 2)
    assert joined(found) == {"pages": [1, 2, *range(6, 17)]}
    assert [record.getMessage()[:6] for record in caplog.records] == ["page 3", "page 4"]
    with pytest.raises(ImageError, match="page 3"):
        pieces.recognized(recognize, [3, 4, 5], 2)


# A file and a folder


def test_a_book_beside_a_folder_has_a_journal(limited):
    archive("in", "a.pdf", "b.pdf")
    line = [*convert("-o", "book.txt")]
    assert main(line) == 0
    assert Path("out/.ocrlayout/journal.sqlite3").exists()
    Path("book.txt").unlink()
    Path("out/a.txt").unlink()
    assert main(line) == 0
    assert len(limited.asked) == 2
    assert (Path("out/a.txt").exists(), Path("book.txt").exists()) == (True, True)


# What is sent


@pytest.mark.parametrize("name", registry.names("writers"))
def test_outputs_can_be_sent_to_other_processes(name):
    writer = registry.writer_for("", name)
    target = Target(writer, Path("out"), writer.SUFFIXES[0], {})
    assert pickle.loads(pickle.dumps(target)) == target
    options = pickle.loads(pickle.dumps(writer.Options()))
    assert options == writer.Options()


# What is typed


@pytest.mark.parametrize("value", ["0", "257", "many", "-1", "1.5"])
def test_jobs_are_a_number(folder, capsys, value):  # noqa: F811
    code, words = said(capsys, "convert", "scan1.json", f"--jobs={value}")
    assert (code, value in words, "--jobs" in words) == (2, True, True)


def test_jobs_of_the_environment_are_checked(folder, capsys, monkeypatch):  # noqa: F811
    monkeypatch.setenv("OCRLAYOUT_JOBS", "two")
    code, words = said(capsys, "convert", "scan1.json")
    assert (code, "'two' is not a whole number from 0" in words) == (2, True)


def test_other_jobs_do_nothing_again(folder, capsys):  # noqa: F811
    line = ["convert", "scan1.json", "-o", "out/", "--to", "text", "--jobs"]
    assert main([*line, "1"]) == 0
    assert "1 of 1 were done before" in said(capsys, *line, "2")[1]
