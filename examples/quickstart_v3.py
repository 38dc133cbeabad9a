"""Extract printed and handwritten text with Read 3, put it in reading order, and see it on the picture.

export COMPUTER_VISION_ENDPOINT=https://….cognitiveservices.azure.com COMPUTER_VISION_SUBSCRIPTION_KEY=…
python examples/quickstart_v3.py [FILE or URL] [--show]
"""

import sys
from pathlib import Path

import requests
from PIL import Image

import ocrlayout as ol
from ocrlayout.engines import azure

NOTEBOOK = "https://upload.wikimedia.org/wikipedia/commons/d/dd/Cursive_Writing_on_Notebook_paper.jpg"
source = next((argument for argument in sys.argv[1:] if argument != "--show"), NOTEBOOK)

# Submit it, wait for the result. The service fetches a URL by itself, a file is sent. 3.2 follows the previews and 3.0.
try:
    payload = azure.read(source, api="3.2", language="en")
except (ol.OcrLayoutError, OSError) as error:
    sys.exit(str(error))

# Version 3 says how sure it is of each word; the picture shows it by color.
document = ol.reorder(ol.load(payload))

picture = Path(source)
if source.startswith(("http://", "https://")):
    response = requests.get(source, headers={"User-Agent": "ocrlayout-quickstart"}, timeout=60)
    response.raise_for_status()
    picture = response.content

# The text with its boxes, and the picture overlaid with it: every page.
for page in document:
    for line in page.lines:
        print(line.text, [(round(x), round(y)) for x, y in line.polygon])
    doubtful = page.words[page.words.confidence < 0.5]
    print("doubtful:", ", ".join(doubtful.text) or "nothing")
    file = Path(f"quickstart_v3_page_{page.number}.png").resolve()
    ol.save(ol.Document([page]), file, images=picture)
    print("annotated picture:", file)
    if "--show" in sys.argv:
        Image.open(file).show()
