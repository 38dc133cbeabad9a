"""Extract printed and handwritten text with Read 2.1, and see it on the picture.

export COMPUTER_VISION_ENDPOINT=https://….cognitiveservices.azure.com COMPUTER_VISION_SUBSCRIPTION_KEY=…
python examples/quickstart_v2.py [FILE or URL] [--show]
"""

import sys
from pathlib import Path

import requests
from PIL import Image

import ocrlayout as ol
from ocrlayout.engines import azure

NOTEBOOK = "https://upload.wikimedia.org/wikipedia/commons/d/dd/Cursive_Writing_on_Notebook_paper.jpg"
source = next((argument for argument in sys.argv[1:] if argument != "--show"), NOTEBOOK)

# Submit it, wait for the result. The service fetches a URL by itself, a file is sent.
try:
    payload = azure.read(source, api="2.1")
except (ol.OcrLayoutError, OSError) as error:
    sys.exit(str(error))

# Version 2 does not always say how large the picture is: we need the picture itself to know, and to draw on it.
picture = Path(source)
if source.startswith(("http://", "https://")):
    response = requests.get(source, headers={"User-Agent": "ocrlayout-quickstart"}, timeout=60)
    response.raise_for_status()
    picture = response.content
document = ol.load(payload, images=picture)

# The text with its boxes, and the picture overlaid with it: every page.
for page in document:
    for line in page.lines:
        print(line.text, [(round(x), round(y)) for x, y in line.polygon])
    file = Path(f"quickstart_v2_page_{page.number}.png").resolve()
    ol.save(ol.Document([page]), file, images=picture)
    print("annotated picture:", file)
    if "--show" in sys.argv:
        Image.open(file).show()
