"""A server for assistants, by the Model Context Protocol: ``ocrlayout mcp --root archive/``.

================ ===============================================================================
``tools``        what an assistant can ask for
``shelf``        the documents below one folder, and nothing outside of it
================ ===============================================================================
"""

from ocrlayout.plugins.mcp.shelf import Shelf
from ocrlayout.plugins.mcp.tools import server

__all__ = ["Shelf", "server"]
