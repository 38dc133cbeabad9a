"""What every test runs under."""

import os
import shutil

import pytest
from hypothesis import settings

# Tests of many commands run in this process; those of several processes say so (--jobs).
os.environ["OCRLAYOUT_JOBS"] = "1"

# The same examples in every run, and no clock: a test fails for what the code does, never for how
# busy the machine is.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")


def needs(program, package):
    """Skip a test where a system program is missing."""
    if shutil.which(program) is None:
        absent(program, package)


def absent(what, package):
    """Skip a test for want of something of the system; where CI runs it, fail: there it belongs to the machine."""
    message = f"{what} is missing; install {package}"
    pytest.fail(message) if os.environ.get("CI") else pytest.skip(message)
