"""Cross-references as docstrings write them (``:func:`~ocrlayout.load```) for the site."""

import re

from griffe import Extension

ROLE = re.compile(r":(?:func|class|meth|mod|attr|data|exc|obj):`(~?)([^`]+)`")


class SphinxRoles(Extension):
    """Write a role as the reference that mkdocstrings knows."""

    def on_instance(self, *, obj, **_):
        """Change the docstring of an object before it is parsed."""
        if obj.docstring:
            obj.docstring.value = ROLE.sub(self.reference, obj.docstring.value)

    def reference(self, found):
        """Return the reference, or only the name where nothing of ours is meant."""
        short, target = found.groups()
        name = target.rpartition(".")[2] if short else target
        return f"[`{name}`][{target}]" if target.startswith("ocrlayout.") else f"`{name}`"
