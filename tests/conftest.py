"""Which examples a test of a law is shown: the same in every run, unless the profile `thorough` is asked for by name.

Hypothesis reads `--hypothesis-profile` after this file and before the tests, so that what is given there stands.
"""

from hypothesis import HealthCheck, settings

ANY_SPEED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow], print_blob=True)

settings.register_profile("fixed", ANY_SPEED, max_examples=60, derandomize=True, database=None)
settings.register_profile("thorough", ANY_SPEED, max_examples=1000)
settings.load_profile("fixed")
