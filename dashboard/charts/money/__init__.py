"""The charts of who pays whom, what is spent and promised, and who levies tariffs."""

from dashboard.charts.money.pairs import payments, spending
from dashboard.charts.money.promised import promised
from dashboard.charts.money.tariffs import tariffs

__all__ = ["payments", "promised", "spending", "tariffs"]
