"""A busy machine makes no test fail: Hypothesis measures no time. A plugin of pytest's."""

from hypothesis import HealthCheck, settings

settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")
