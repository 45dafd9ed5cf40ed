"""Run the scorer that comes with a set of texts, and return its measures by name."""

import json
import subprocess
import sys
from pathlib import Path

Measures = dict[str, float]


def run_scorer(script: Path, **options: Path) -> Measures:
    """Run ``script`` with ``options`` and return what it prints as JSON."""
    words = [word for name, path in options.items() for word in (f"--{name}", str(path))]
    scored = subprocess.run(  # noqa: S603 - the script that the user named
        [sys.executable, str(script), "--json", *words],
        check=True,
        capture_output=True,
        text=True,
    )
    return flat(json.loads(scored.stdout))


def flat(scored: dict[str, object]) -> Measures:
    """Return the scorer's numbers by name, precision, recall and F1 as names of their own.

    >>> flat({"traps": 2, "figures": {"P": 90.0, "R": 80.0, "F1": 84.7}, "speaker": None})
    {'traps': 2.0, 'figures P': 90.0, 'figures R': 80.0, 'figures F1': 84.7}
    """
    measures: Measures = {}
    for name, value in scored.items():
        if isinstance(value, dict):
            measures |= {f"{name} {part}": float(number) for part, number in value.items()}
        elif isinstance(value, int | float):
            measures[name] = float(value)
    return measures
