"""A cluster of dask, of two processes on this machine: no page is lost, none comes twice."""

import json
import os
import signal
import sys
import threading
import time
from collections import Counter
from pathlib import Path

import fsspec
import pytest
import scanned_pages
from distributed import Client, LocalCluster
from PIL import Image
from test_cli import folder, payload, said  # noqa: F401  # one is a fixture
from test_cli_resuming import archive, convert, entry, hidden, outputs, service  # noqa: F401

import ocrlayout as ol
from ocrlayout import cluster as clusters
from ocrlayout.cli import main
from ocrlayout.journal import State

# those of dask and of what it uses are not ours to mend
pytestmark = pytest.mark.filterwarnings("ignore")


@pytest.fixture(scope="module")
def cluster():
    options = {"processes": True, "dashboard_address": None, "silence_logs": 50}
    with pytest.MonkeyPatch.context() as environment:  # of its processes
        environment.setenv("SOURCE_DATE_EPOCH", "0")
        with LocalCluster(n_workers=2, threads_per_worker=1, **options) as started:
            yield started


@pytest.fixture
def tree(folder, monkeypatch):  # noqa: F811
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    for number in range(12):
        path = Path("tree", f"{number % 3}", f"{number}.json")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(payload(f"page {number}")))
        path.with_suffix(".png").write_bytes(Path("scan1.png").read_bytes())
    Path("tree/0/0.json").write_text("{}")
    line = ["convert", "tree", "-r", "--include", "*.json", "--images", "tree"]
    return [*line, "--to", "pdf,text", "-o"]


def test_a_cluster_writes_the_same_files(cluster, tree, capsys):
    assert main([*tree, "one/", "--jobs", "1", "--report", "one/pages.json"]) == 1
    more = ["--cluster", cluster.scheduler_address, "--report", "many/pages.json"]
    code, words = said(capsys, *tree, "many/", *more)
    assert (code, "11 of 12 done, 1 failed" in words) == (1, True), words
    assert "tree/1/1.json: 1 page, 1 word → " in words
    assert len(outputs("many")) == 22
    assert outputs("one") == outputs("many")
    assert reported("one") == reported("many")
    assert entry("0/0.json", "many").state is State.REFUSED
    # and the other way round, nothing is left to do
    words = said(capsys, *tree, "many/", "--jobs", "1")[1]
    assert "11 of 12 were done before; 1 failed before" in words


def reported(root):
    """The rows of a report, without how long a file took."""
    rows = json.loads(Path(root, "pages.json").read_bytes())
    assert len(rows) == 12
    return [{name: value for name, value in row.items() if "second" not in name} for row in rows]


def slowly(path):
    time.sleep(0.05)
    document = ol.load(path)
    ol.save(document, f"{path}.txt")
    return len(document)


def test_jobs_of_a_program_run_in_a_cluster(cluster, tree):
    paths = [str(path.absolute()) for path in sorted(Path("tree").rglob("*.json"))]
    with Client(cluster, set_as_default=False) as client:
        outcomes = list(ol.run(slowly, paths, executor=client, window=4))
    assert [outcome.job for outcome in outcomes] == paths
    assert [outcome.value for outcome in outcomes] == [None] + [1] * 11
    assert isinstance(outcomes[0].error, ol.ReadError)


def text_of(url):
    with fsspec.open(url) as file:
        return [line.text for page in ol.load(file) for line in page.lines]


def test_files_of_other_places_are_opened_by_their_url():
    with fsspec.open("memory://answers/a.json", "w") as file:
        json.dump(payload("far away"), file)
    options = {"processes": False, "dashboard_address": None, "set_as_default": False}
    with Client(**options) as client:
        outcomes = list(ol.run(text_of, ["memory://answers/a.json"], executor=client))
    assert outcomes[0].value == ["far away"]


@pytest.mark.skipif(os.name == "nt", reason="POSIX signals")
def test_a_worker_that_is_killed_loses_no_page_and_doubles_none(
    cluster,
    service,  # noqa: F811
    monkeypatch,
):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    names = [f"{number}.pdf" for number in range(16)]
    archive("in", *names)
    with Client(cluster, set_as_default=False) as client:
        workers = list(client.run(os.getpid).values())
    killed = []

    def kill():
        while len(outputs("out")) < 4:
            time.sleep(0.005)
        os.kill(workers[0], signal.SIGKILL)
        killed.append(len(outputs("out")))

    killer = threading.Thread(target=kill)
    killer.start()
    line = [*convert(formats="pdf,text"), "--cluster", cluster.scheduler_address, "--jobs", "4"]
    assert main(line) == 0
    killer.join()
    assert killed[0] < 32  # in the middle
    whole = outputs("out")
    assert len(whole) == 32
    assert Counter(service.asked) == Counter(range(1, 17))
    assert {entry(name).state for name in names} == {State.DONE}
    assert not hidden("out")
    assert main([*convert(formats="pdf,text"), "--overwrite", "-o", "alone/"]) == 0
    assert outputs("alone") == whole


def test_files_of_single_pages_are_claimed_from_a_cluster(cluster, folder, capsys):  # noqa: F811
    two = payload("one")
    page = two["analyzeResult"]["readResults"][0]
    two["analyzeResult"]["readResults"] = [page, {**page, "page": 2}]
    scans = [Image.open("scan1.png"), Image.open("scan2.png")]
    Path("in").mkdir()
    for name in ("a", "b"):
        Path(f"in/{name}.json").write_text(json.dumps(two))
        scans[0].save(f"in/{name}.tif", save_all=True, append_images=scans[1:])
    Path("out").mkdir()
    Path("out/b-2.annotated.png").write_text("mine")
    line = ["convert", "in", "--include", "*.json", "--images", "in", "-o", "out/", "--to"]
    code, words = said(capsys, *line, "picture", "--cluster", cluster.scheduler_address)
    assert (code, "b-2.annotated.png exists" in words) == (1, True), words
    assert sorted(path.name for path in Path("out").glob("*.png")) == [
        "a-1.annotated.png",
        "a-2.annotated.png",
        "b-2.annotated.png",
    ]


@pytest.mark.engine
def test_the_local_engine_reads_in_a_cluster(cluster, folder, monkeypatch):  # noqa: F811
    Path("in").mkdir()
    page = scanned_pages.scan([scanned_pages.line(1)])
    page.crop((0, 40, page.width, 140)).save("in/1.png")
    line = ["convert", "in", "-o", "out/", "--to", "text", "--engine", "local"]
    assert main([*line, "--cluster", cluster.scheduler_address]) == 0
    assert "Entry 1" in Path("out/1.txt").read_text()


def test_a_scheduler_that_does_not_answer_is_told(folder, capsys, monkeypatch):  # noqa: F811
    monkeypatch.setattr(clusters, "_PATIENCE", 0.5)
    line = ["convert", "scan1.json", "-o", "out/", "--to", "text", "--cluster"]
    code, words = said(capsys, *line, "tcp://127.0.0.1:9")
    assert (code, "the scheduler tcp://127.0.0.1:9 does not answer" in words) == (1, True), words
    code, words = said(capsys, *line, "nonsense://")
    assert (code, "nonsense" in words, "fault" in words) == (1, True, False), words


def test_what_to_install_is_told(folder, capsys, monkeypatch):  # noqa: F811
    monkeypatch.setitem(sys.modules, "distributed", None)
    line = ["convert", "scan1.json", "-o", "out/", "--to", "text", "--cluster", "tcp://a:1"]
    code, words = said(capsys, *line)
    assert (code, "pip install 'ocrlayout-kit[cluster]'" in words) == (1, True)
