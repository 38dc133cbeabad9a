"""The plug-in for OCRmyPDF: ``ocrmypdf --ocrlayout azure scan.pdf searchable.pdf``.

OCRmyPDF finds it by its entry point, and loads it in every run; without ``--ocrlayout`` it does
nothing. With it, the engines of this package recognize the pages, and its text layer is laid.

================ ===============================================================================
``hooks``        what OCRmyPDF calls
``settings``     what can be typed, and whether it can be done
``engine``       a page recognized, for either of OCRmyPDF's renderers
``elements``     a page as the tree that OCRmyPDF's own renderer draws
================ ===============================================================================
"""

import ocrmypdf

__all__: list[str] = []

# OCRmyPDF 17 and later; an older one in the same environment goes on as if nothing were here.
if hasattr(ocrmypdf, "OcrOptions"):
    from ocrlayout.plugins.ocrmypdf.hooks import (
        add_options,
        check_options,
        get_ocr_engine,
        register_options,
        validate,
    )

    __all__ += ["add_options", "check_options", "get_ocr_engine", "register_options", "validate"]
