"""Extract printed and handwritten text with Read 2.1, and see it on the picture.

Azure retired Read 2.1 in September 2026 (quickstart_v3.py is for 3.2, which lives on); containers
still answer it, and so does `ocrlayout serve` on this machine.

export COMPUTER_VISION_ENDPOINT=https://….cognitiveservices.azure.com
COMPUTER_VISION_SUBSCRIPTION_KEY=… python examples/quickstart_v2.py [FILE or URL] [--show]
"""

import json
import sys
from pathlib import Path

import requests
from PIL import Image

import ocrlayout as ol
from ocrlayout.engines import azure

NOTEBOOK = (
    "https://upload.wikimedia.org/wikipedia/commons/d/dd/Cursive_Writing_on_Notebook_paper.jpg"
)
source = next((argument for argument in sys.argv[1:] if argument != "--show"), NOTEBOOK)


def fetched(url):
    """The picture itself, to draw on: a service that fetches a URL does not give it back."""
    response = requests.get(url, headers={"User-Agent": "ocrlayout-quickstart"}, timeout=60)
    response.raise_for_status()
    return response.content


try:
    picture = fetched(source) if source.startswith(("http://", "https://")) else source
    payload = azure.read(source, api="2.1")  # submit, wait for the result
    Path("quickstart_v2.json").write_text(json.dumps(payload), encoding="utf-8")  # it was paid for
    # Version 2 does not always say how large the picture is; the picture does.
    document = ol.load(payload, images=picture)
    for page in document:  # every page, its text with its boxes, and the picture overlaid with it
        for line in page.lines:
            print(line.text, [(round(x), round(y)) for x, y in line.polygon])
        file = Path(f"quickstart_v2_page_{page.number}.png").resolve()
        ol.save(ol.Document([page]), file, images=picture)
        print("annotated picture:", file)
        if "--show" in sys.argv:
            Image.open(file).show()
except (ol.OcrLayoutError, OSError) as error:
    sys.exit(str(error))
