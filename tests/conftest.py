"""Settings that all tests share."""

from hypothesis import HealthCheck, settings

# The first example of a property loads the word lists, and a machine can be busy: neither is a
# fault of the code, so properties are not timed. What must be fast has a test of its own.
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")
