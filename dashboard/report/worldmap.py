"""Draw a chart of coloured countries as an SVG, from the outlines that the dashboard serves."""

import html
import json
import math
import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from dashboard.charts.spec import Trace

OUTLINES = Path(__file__).parents[1] / "static" / "topo" / "world_110m.json"
WIDTH, NORTH, SOUTH = 960, 84.0, -56.0
"""Width of the drawing, and the degrees of latitude that it shows."""

LEFT_OUT = "ATA"
_UNIT = WIDTH / (2 * math.pi * 0.8707)
"""Length of a radian at the equator, whose whole circle is as wide as the drawing."""
_TAG = re.compile(r"<[^>]*>")
_COLOUR = re.compile(r"rgba\((?P<red>\d+),(?P<green>\d+),(?P<blue>\d+),(?P<alpha>[\d.]+)\)")

Point = tuple[float, float]


def world_svg(trace: Trace, title: str, finding: str) -> str:
    """Return the map of a choropleth ``trace``, with ``title`` and ``finding`` for who cannot see.

    Each country has its name and number as a title, which browsers show under the pointer.
    """
    marks = {str(code): number for number, code in enumerate(trace["locations"])}
    land = "".join(
        f'<path d="{path}"{_look(trace, marks[code])}</path>'
        if code in marks
        else f'<path class="land" d="{path}"/>'
        for code, path in sorted(_paths().items(), key=lambda item: item[0] in marks)
    )
    top, bottom = _projected(0, NORTH)[1], _projected(0, SOUTH)[1]
    return (
        f'<svg class="world" role="img" aria-labelledby="world-title world-finding" '
        f'viewBox="0 {top:.0f} {WIDTH} {bottom - top:.0f}">'
        f'<title id="world-title">{html.escape(title)}</title>'
        f'<desc id="world-finding">{html.escape(finding)}</desc>'
        f'<clipPath id="world-edge"><path d="{_edge()}"/></clipPath>'
        f'<g clip-path="url(#world-edge)">{land}</g></svg>'
    )


def missing(trace: Trace) -> list[str]:
    """Return the codes of a choropleth ``trace`` that the map has no outline for."""
    return [str(code) for code in trace["locations"] if str(code) not in _paths()]


def _look(trace: Trace, number: int) -> str:
    """Return colour and title of the country with this number in the trace."""
    low, high = float(trace["zmin"]), float(trace["zmax"])
    share = (float(trace["z"][number]) - low) / (high - low) if high > low else 1.0
    colour = colour_at(trace["colorscale"], share)
    words = _TAG.sub("", str(trace["hovertext"][number]).replace("<br>", ": "))
    opacity, line = trace["marker"]["opacity"][number], trace["marker"]["line"]["width"][number]
    return (
        f' class="marked" fill="{colour}" opacity="{opacity:g}" stroke-width="{line:g}">'
        f"<title>{html.escape(html.unescape(words))}</title>"
    )


def colour_at(scale: Sequence[Sequence[Any]], share: float) -> str:
    """Return the colour of a scale of rgba() steps at ``share`` of its length.

    >>> colour_at([[0.0, "rgba(0,0,0,0.5)"], [1.0, "rgba(100,0,0,1)"]], 0.5)
    'rgba(50,0,0,0.75)'
    """
    share = min(max(share, 0.0), 1.0)
    after = next(number for number, step in enumerate(scale) if step[0] >= share)
    before = max(after - 1, 0)
    width = scale[after][0] - scale[before][0]
    part = (share - scale[before][0]) / width if width else 0.0
    ends = [_channels(str(scale[at][1])) for at in (before, after)]
    red, green, blue, alpha = (one + (other - one) * part for one, other in zip(*ends, strict=True))
    return f"rgba({red:.0f},{green:.0f},{blue:.0f},{alpha:.3g})"


def _channels(colour: str) -> tuple[float, ...]:
    found = _COLOUR.fullmatch(colour.replace(" ", ""))
    if found is None:
        raise ValueError(f"{colour!r} is no rgba() colour")
    return tuple(float(part) for part in found.groups())


@cache
def _paths() -> dict[str, str]:
    """Return the outline of each country as an SVG path, by its code."""
    world = json.loads(OUTLINES.read_text(encoding="utf-8"))
    arcs = [list(_positions(arc, world["transform"])) for arc in world["arcs"]]
    return {
        str(country["id"]): "".join(_ring(ring, arcs) for ring in _rings(country))
        for country in world["objects"]["countries"]["geometries"]
        if "id" in country and country["id"] != LEFT_OUT
    }


def _positions(arc: list[list[int]], transform: dict[str, list[float]]) -> Iterator[Point]:
    """Yield longitude and latitude of an arc, whose steps are differences of whole numbers."""
    (wide, high), (west, south) = transform["scale"], transform["translate"]
    x = y = 0
    for across, up in arc:
        x, y = x + across, y + up
        yield x * wide + west, y * high + south


def _rings(country: dict[str, Any]) -> list[list[int]]:
    """Return the rings of a polygon or of several, as numbers of arcs."""
    if country["type"] == "Polygon":
        return list(country["arcs"])
    if country["type"] == "MultiPolygon":
        return [ring for polygon in country["arcs"] for ring in polygon]
    return []


def _ring(numbers: list[int], arcs: list[list[Point]]) -> str:
    """Return a ring as a path; the arc ``~n`` is arc ``n`` backwards.

    A ring that goes over the edge of the map (Russia's does) is drawn at both edges.
    """
    points: list[Point] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points += arc[1:] if points else arc
    whole = list(_unbroken(points))
    west, east = min(x for x, _ in whole), max(x for x, _ in whole)
    shifts = [0, *([360] if west < -180 else []), *([-360] if east > 180 else [])]
    return "".join(_path([(x + shift, y) for x, y in whole]) for shift in shifts)


def _unbroken(points: list[Point]) -> Iterator[Point]:
    """Yield points with longitudes that go on past 180 degrees where a line passes it.

    >>> list(_unbroken([(170.0, 60.0), (-170.0, 61.0)]))
    [(170.0, 60.0), (190.0, 61.0)]
    """
    turn, before = 0, points[0][0]
    for longitude, latitude in points:
        if abs(longitude - before) > 180:
            turn += 360 if longitude < before else -360
        before = longitude
        yield longitude + turn, latitude


def _path(points: list[Point]) -> str:
    drawn = (_projected(longitude, latitude) for longitude, latitude in points)
    return "M" + "L".join(f"{x:.1f},{y:.1f}" for x, y in drawn) + "Z"


def _edge() -> str:
    """Return the outline of the whole world."""
    up = [(180.0, float(latitude)) for latitude in range(-90, 91, 5)]
    return _path(up + [(-longitude, latitude) for longitude, latitude in up[::-1]])


def _projected(longitude: float, latitude: float) -> Point:
    """Return where a place lies in the Natural Earth projection, in units of the drawing.

    The polynomial is that of T. Patterson and B. Šavrič.
    """
    turn, tilt = math.radians(longitude), math.radians(latitude)
    square = tilt * tilt
    fourth = square * square
    across = fourth * (0.003971 * square - 0.001529 * fourth) - 0.013791
    across = 0.8707 - 0.131979 * square + fourth * across
    up = fourth * (0.028874 * square - 0.005916 * fourth - 0.044475) + 0.015085
    up = 1.007226 + square * up
    return WIDTH / 2 + turn * across * _UNIT, WIDTH / 4 - tilt * up * _UNIT
