"""The linked charts: each turns tables that are filtered already into one Plotly figure."""

from dashboard.charts.catalogue import EXPLORE
from dashboard.charts.chart import Chart, ChartSpec, mark, picked

__all__ = ["EXPLORE", "Chart", "ChartSpec", "mark", "picked"]
