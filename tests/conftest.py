"""Settings that all tests share."""

from hypothesis import HealthCheck, settings

# The first example of a property loads the word lists, and a machine can be busy: neither is a
# fault of the code, so properties are not timed. What must be fast has a test of its own. Every run
# tries the same examples, so that a change is judged by what it changes; `search` tries new ones.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("search", untimed)
settings.register_profile("same", untimed, derandomize=True)
settings.load_profile("same")
