"""Read a document's pledges, tariffs and flows from its figures."""

from analysis.views.flows import flows_of
from analysis.views.pledges import find_pledges
from analysis.views.tariffs import Tariff, tariff_of

__all__ = ["Tariff", "find_pledges", "flows_of", "tariff_of"]
