"""A stand-in for Azure's OCR: its addresses and answers, from a local engine.

For tests of programs that call the service, and for work without a network: Read 2.1 (and 2.0),
Read 3.0 to 3.2, and Document Intelligence with ``prebuilt-read`` and ``prebuilt-layout``. Documents
stay in memory, and nothing is sent anywhere.

================ ===============================================================================
``server``       HTTP: who may call, how much at once, bodies
``routes``       which address is which generation of the service
``submissions``  a call that submits a document: what it holds, what it asks for
``operations``   documents that wait, run and are done, and are forgotten after a while
``dialects``     a document as each generation answers it
``refusals``     errors, as the service words them
================ ===============================================================================

::

    with serving.Service(engine="local") as service:
        azure.Client(service.origin, "any-key").read("scan.jpg")
"""

from ocrlayout.serving.operations import Recognize
from ocrlayout.serving.server import Service

__all__ = ["Recognize", "Service"]
