"""What every test runs under."""

from hypothesis import settings

# The same examples in every run, and no clock: a test fails for what the code does, never for how busy the machine is.
settings.register_profile("steady", derandomize=True, deadline=None, database=None)
settings.load_profile("steady")
