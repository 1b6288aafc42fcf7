"""What all tests share."""

from hypothesis import settings

# No test fails because the machine is busy, or only on one day: examples are the same in every
# run, and `pytest --hypothesis-profile=default` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
settings.load_profile("steady")
