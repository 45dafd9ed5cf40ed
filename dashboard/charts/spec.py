"""Write traces and figures as the plain values that Plotly draws.

Plotly's own classes check every value each time they are built, which takes longer than all else
that a chart needs. The tests have Plotly check every chart once; a page need not do it again.
"""

from typing import Any

Trace = dict[str, Any]
Spec = dict[str, Any]


def bar(**parts: Any) -> Trace:
    """Return a trace of bars.

    >>> bar(x=[1])
    {'type': 'bar', 'x': [1]}
    """
    return {"type": "bar", **parts}


def scatter(**parts: Any) -> Trace:
    """Return a trace of marks, lines or words."""
    return {"type": "scatter", **parts}


def choropleth(**parts: Any) -> Trace:
    """Return a trace of coloured countries."""
    return {"type": "choropleth", **parts}


def figure(traces: list[Trace], layout: dict[str, Any]) -> Spec:
    """Return a figure of ``traces`` laid out as ``layout`` says.

    >>> figure([], {"height": 50})
    {'data': [], 'layout': {'height': 50}}
    """
    return {"data": traces, "layout": layout}
