"""A server for assistants, by the Model Context Protocol: ``ocrlayout mcp --root archive/``.

================ ===============================================================================
``tools``        what an assistant can ask for
``folder``       the documents below one folder, and nothing outside of it
================ ===============================================================================
"""

from ocrlayout.plugins.mcp.folder import Folder
from ocrlayout.plugins.mcp.tools import server

__all__ = ["Folder", "server"]
