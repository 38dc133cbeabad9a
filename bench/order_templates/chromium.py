"""One headless Chromium, spoken to in the DevTools protocol through a pair of pipes."""

import base64
import json
import os
import subprocess
import tempfile

ARGUMENTS = (
    "--headless --no-sandbox --disable-gpu --hide-scrollbars --no-first-run --remote-debugging-pipe"
).split()
SCALE = 2  # pixels of the picture, and of the pages' coordinates, for one of CSS


class Chromium:
    """A browser with one page; a context manager."""

    def __init__(self, program="chromium"):
        self._folder = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        theirs_in, self._to = os.pipe()
        self._from, theirs_out = os.pipe()

        def pipes():  # Chromium reads from 3 and writes to 4; both may be taken by the pipes
            low, high = os.dup(theirs_in), os.dup(theirs_out)
            os.dup2(os.dup(low), 3)
            os.dup2(high, 4)

        command = [program, *ARGUMENTS, f"--user-data-dir={self._folder.name}", "about:blank"]
        self._run = subprocess.Popen(
            command,
            preexec_fn=pipes,  # noqa: PLW1509 – there are no threads here
            close_fds=False,
            stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self._count, self._rest, self._session = 0, b"", None
        target = self("Target.createTarget", url="about:blank")["targetId"]
        attached = self("Target.attachToTarget", targetId=target, flatten=True)
        self._session = attached["sessionId"]
        self._frame = self("Page.getFrameTree")["frameTree"]["frame"]["id"]

    def __enter__(self):
        return self

    def __exit__(self, *error):
        os.close(self._to)
        os.close(self._from)
        self._run.terminate()
        self._run.wait()
        self._folder.cleanup()

    def __call__(self, method, **parameters):
        self._count += 1
        asked = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            asked["sessionId"] = self._session
        os.write(self._to, json.dumps(asked).encode() + b"\0")
        while (answer := self._next()).get("id") != self._count:
            pass
        if "error" in answer:
            raise RuntimeError(f"{method}: {answer['error']}")
        return answer["result"]

    def _next(self):
        while b"\0" not in self._rest:
            read = os.read(self._from, 1 << 20)
            if not read:
                raise RuntimeError("Chromium has gone")
            self._rest += read
        message, self._rest = self._rest.split(b"\0", 1)
        return json.loads(message)

    def collect(self, html, script):
        """Lay a page out, and run a function in it."""
        size = {"width": 1400, "height": 1800, "deviceScaleFactor": SCALE, "mobile": False}
        self("Emulation.setDeviceMetricsOverride", **size)
        self("Page.setDocumentContent", frameId=self._frame, html=html)
        told = self(
            "Runtime.evaluate", expression=f"({script.strip().rstrip(';')})()", returnByValue=True
        )
        if "exceptionDetails" in told:
            raise RuntimeError(told["exceptionDetails"]["exception"]["description"])
        return told["result"]["value"]

    def picture(self, width, height):
        """PNG of the page that was laid out last."""
        clip = {"x": 0, "y": 0, "width": width, "height": height, "scale": 1}
        shot = self("Page.captureScreenshot", clip=clip, captureBeyondViewport=True)
        return base64.b64decode(shot["data"])
