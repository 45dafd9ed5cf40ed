"""Read a document's pledges and tariffs from its figures."""

from analysis.views.pledges import find_pledges
from analysis.views.tariffs import Tariff, tariff_of

__all__ = ["Tariff", "find_pledges", "tariff_of"]
