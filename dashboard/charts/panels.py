"""Stack panels below each other in one figure, each with its heading and its own axes."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from analysis.model import STATUSES
from dashboard import theme
from dashboard.charts import spec
from dashboard.charts.chart import plain

HEAD, TICKS, GAP, LEGEND = 24, 22, 10, 40
"""Heights in pixels: a heading, tick labels, the gap below a panel, a legend in two lines."""


TALL = 560
"""Height from which a figure has its legend on top, since its foot is out of sight at first."""

ORDER = (*map(theme.standing, STATUSES), *theme.STAGES.values(), *theme.STATES.values())
"""Every look that a legend may name, in the order in which it does."""


@dataclass(frozen=True)
class Panel:
    """Traces that share axes, ``height`` pixels high.

    Numbers stand below with ``ticks``, or above where they are ``on_top``: in a tall panel a reader
    sees its top first.
    """

    title: str
    height: int
    traces: tuple[spec.Trace, ...]
    across: dict[str, Any]
    upwards: dict[str, Any]
    ticks: bool = True
    on_top: bool = False

    @property
    def whole(self) -> int:
        """Its height with heading, tick labels and gap."""
        return HEAD + self.height + (TICKS if self.ticks else 0) + GAP


def stacked(panels: list[Panel], key: list[spec.Trace], *, left: int = 2, **more: Any) -> spec.Spec:
    """Return the panels in one figure above the legend ``key``, with ``left`` pixels beside them.

    ``more`` goes into the layout.
    """
    plot, top = sum(panel.whole for panel in panels), 0
    traces: list[spec.Trace] = []
    axes, headings = {}, []
    for number, panel in enumerate(panels, 1):
        name = str(number) if number > 1 else ""
        first = top + HEAD + (TICKS if panel.on_top else 0)
        domain = (1 - (first + panel.height) / plot, 1 - first / plot)
        for trace in panel.traces:
            place = {"xaxis": f"x{name}", "yaxis": f"y{name}", "showlegend": False}
            traces.append({**trace, **place})
        across = {**panel.across, "anchor": f"y{name}", "fixedrange": True}
        axes[f"xaxis{name}"] = {**across, "side": "top"} if panel.on_top else across
        axes[f"yaxis{name}"] = {**panel.upwards, "domain": domain, "fixedrange": True}
        headings.append(_heading(panel.title, 1 - top / plot, left))
        top += panel.whole
    legend_height = LEGEND if key else 0
    above = legend_height if plot > TALL else 0
    margin = {"l": left, "r": 8, "t": above, "b": legend_height - above}
    shape = {"margin": margin, "annotations": headings, "showlegend": bool(key)}
    layout = theme.layout(plot + legend_height, **shape, **axes, **more)
    if above:
        layout["legend"] = {**layout["legend"], "y": 1, "yanchor": "top"}
    return spec.figure([*traces, *key], layout)


def _heading(text: str, top: float, left: int) -> dict[str, Any]:
    """Return a panel's title, which begins at the left edge of the figure."""
    return {
        "text": f"<b>{plain(text)}</b>",
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "xshift": -left,
        "y": top,
        "xanchor": "left",
        "yanchor": "top",
        "showarrow": False,
        "font": {"size": 13},
    }


def legend(looks: Iterable[theme.Look]) -> list[spec.Trace]:
    """Return an empty trace for each of ``looks``, so that the legend names it."""
    there = set(looks)
    return [
        spec.scatter(
            x=[None],
            y=[None],
            mode="markers",
            name=look.name,
            hoverinfo="skip",
            marker={"symbol": look.symbol, "color": look.colour, "size": 10},
        )
        for look in dict.fromkeys(ORDER)
        if look in there
    ]
