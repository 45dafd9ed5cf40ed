"""The linked charts: each turns tables that are filtered already into one Plotly figure."""

from dashboard.charts.catalogue import COMPARE, EVERY, EXPLORE, MONEY, PLEDGES, TARIFFS, TONE
from dashboard.charts.chart import Chart, ChartSpec, mark, picked

__all__ = [
    "COMPARE",
    "EVERY",
    "EXPLORE",
    "MONEY",
    "PLEDGES",
    "TARIFFS",
    "TONE",
    "Chart",
    "ChartSpec",
    "mark",
    "picked",
]
