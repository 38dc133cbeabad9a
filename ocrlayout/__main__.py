"""``python -m ocrlayout``."""

import sys

from ocrlayout.cli import main

sys.exit(main())
