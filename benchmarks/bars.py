"""Hold measures against limits: the floors that every change must keep, the bars that are set."""

from collections.abc import Mapping, Sequence
from typing import Any

from benchmarks.scorer import Measures

BOUNDS = {"at_least": 1, "at_most": -1}


def misses(measures: Measures, limits: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Return one line per measure beyond its floor or ceiling, or missing.

    >>> misses({"kind": 91.0, "traps": 4.0}, {"at_least": {"kind": 90.0}, "at_most": {"traps": 3}})
    ['traps is 4.0, at most 3 is accepted']
    >>> misses({}, {"at_least": {"kind": 90.0}})
    ['kind is not measured']
    """
    lines = []
    for bound, sign in BOUNDS.items():
        for name, limit in limits.get(bound, {}).items():
            if name not in measures:
                lines.append(f"{name} is not measured")
            elif sign * measures[name] < sign * limit:
                words = bound.replace("_", " ")
                lines.append(f"{name} is {measures[name]:.1f}, {words} {limit} is accepted")
    return lines


def bars_table(bars: Sequence[Mapping[str, Any]], measures: Measures) -> str:
    """Return the bars of bars.toml as Markdown, each beside what is measured.

    A measure that is missing, because nothing falls under it, is neither met nor missed.
    """
    lines = [
        "| measure | bar | measured | | bar on unseen texts |",
        "| --- | ---: | ---: | --- | ---: |",
    ]
    for bar in bars:
        bound = next(name for name in BOUNDS if name in bar)
        limit = {bound: {bar["measure"]: float(bar[bound])}}
        measured = measures.get(bar["measure"])
        met = "**not met**" if misses(measures, limit) else "met"
        cells = [
            bar["says"],
            f"{'≥' if bound == 'at_least' else '≤'} {bar[bound]:,}",
            "none" if measured is None else number(measured),
            "–" if measured is None else met,
            f"{bar['unseen']:,}" if "unseen" in bar else "",
        ]
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def number(measured: float) -> str:
    """Return a measure as a table shows it.

    >>> number(96.04), number(3512.4), number(2.0)
    ('96.0', '3,512', '2.0')
    """
    return f"{measured:.1f}" if measured < 1000 else f"{measured:,.0f}"
