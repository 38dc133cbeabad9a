"""A page in headless Chromium, driven by the DevTools protocol over pipes: no port, and no package."""

import contextlib
import fcntl
import json
import os
import shutil
import subprocess
import sys
import threading

from conftest import absent

CHROMIUMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
SWITCHES = (
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
)
FREE = 10  # file descriptors from here on are not 3 or 4
# A browser reads commands from 3, and writes its answers to 4.
CONNECT = """
import os, sys
source, sink, *command = sys.argv[1:]
os.dup2(int(source), 3)
os.dup2(int(sink), 4)
os.execv(command[0], command)
"""
SECONDS = 120  # until a browser that does not answer is given up


@contextlib.contextmanager
def browser(folder, kind=None, seconds=SECONDS):
    program = next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if program is None:
        absent("chromium", "chromium")
    to_browser, commands = os.pipe()
    answers, from_browser = os.pipe()
    ends = [fcntl.fcntl(end, fcntl.F_DUPFD, FREE) for end in (to_browser, from_browser)]
    launch = [sys.executable, "-c", CONNECT, *map(str, ends)]
    command = [*launch, program, *SWITCHES, f"--user-data-dir={folder}/profile"]
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    process = subprocess.Popen(command, pass_fds=ends, **quiet)
    for end in (to_browser, from_browser, *ends):
        os.close(end)
    give_up = threading.Timer(seconds, process.kill)
    give_up.start()
    try:
        with os.fdopen(answers, "rb") as source, os.fdopen(commands, "wb") as sink:
            yield (kind or Browser)(source, sink)
    finally:
        give_up.cancel()
        process.terminate()
        process.wait()


class Browser:
    """A page of a browser: messages of JSON, each ended by a zero."""

    def __init__(self, source, sink):
        self.source, self.sink, self.count, self.session = source, sink, 0, None
        self.rest, self.events = b"", []
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)[
            "sessionId"
        ]

    def call(self, method, **params):
        self.count += 1
        said = {"id": self.count, "method": method, "params": params}
        if self.session:
            said["sessionId"] = self.session
        self.sink.write(json.dumps(said).encode() + b"\0")
        self.sink.flush()
        while True:
            answer = self.message()
            if answer.get("id") == self.count:
                assert "error" not in answer, answer
                return answer["result"]
            self.events.append(answer)

    def message(self):
        while b"\0" not in self.rest:
            part = self.source.read1(65536)
            assert part, "the browser is gone"
            self.rest += part
        message, self.rest = self.rest.split(b"\0", 1)
        return json.loads(message)

    def value(self, expression):
        """What an expression of JavaScript is, once it is there; what it throws fails the test."""
        found = self.call(
            "Runtime.evaluate",
            expression=expression,
            awaitPromise=True,
            returnByValue=True,
            userGesture=True,
        )
        assert "exceptionDetails" not in found, found["exceptionDetails"]
        return found["result"].get("value")
