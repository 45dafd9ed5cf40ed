"""Hold measures against limits: the floors that every change must keep, the bars that are set."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

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


def bars_table(path: Path, measures: Measures) -> str:
    """Return the bars in the TOML file ``path`` as Markdown, each beside what is measured.

    A bar whose measure is missing because nothing falls under it counts as met.
    """
    lines = [
        "| measure | bar | measured | | bar on unseen texts |",
        "| --- | ---: | ---: | --- | ---: |",
    ]
    for bar in tomllib.loads(path.read_text(encoding="utf-8"))["bar"]:
        bound = next(name for name in BOUNDS if name in bar)
        limit = {bound: {bar["measure"]: float(bar[bound])}}
        measured = measures.get(bar["measure"])
        met = measured is None or not misses(measures, limit)
        cells = [
            bar["says"],
            f"{'≥' if bound == 'at_least' else '≤'} {bar[bound]:,}",
            "none" if measured is None else number(measured),
            "met" if met else "**not met**",
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
