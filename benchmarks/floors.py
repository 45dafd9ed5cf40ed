"""Hold the tables of an annotated set of texts against the floors in floors.toml.

    python -m benchmarks.floors ../shared/bench/policy [--tables DIR]

GOLD is a folder with ``docs/`` and a ``score.py`` that prints its measures as JSON. The texts are
read with the same command that users run. Exit code 1 and one line per measure that misses its
floor.
"""

import argparse
import json
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

FLOORS = Path(__file__).with_name("floors.toml")
Measures = dict[str, float]


def misses(measures: Measures, floors: dict[str, Measures]) -> list[str]:
    """Return one line per measure beyond its floor or ceiling, or missing.

    >>> misses({"kind": 91.0, "traps": 4.0}, {"at_least": {"kind": 90.0}, "at_most": {"traps": 3}})
    ['traps is 4.0, at most 3 is accepted']
    >>> misses({}, {"at_least": {"kind": 90.0}})
    ['kind is not measured']
    """
    lines = []
    for bound, sign in (("at_least", 1), ("at_most", -1)):
        for name, floor in floors.get(bound, {}).items():
            if name not in measures:
                lines.append(f"{name} is not measured")
            elif sign * measures[name] < sign * floor:
                words = bound.replace("_", " ")
                lines.append(f"{name} is {measures[name]}, {words} {floor} is accepted")
    return lines


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


def score(gold: Path, tables: Path) -> Measures:
    """Write the tables of the texts in ``gold`` to ``tables`` and return the scorer's measures."""
    extract = [sys.executable, "-m", "analysis", "extract", str(gold / "docs")]
    subprocess.run([*extract, "--out", str(tables)], check=True)  # noqa: S603 - our own command
    scorer = [sys.executable, str(gold / "score.py"), "--json"]
    scored = subprocess.run(  # noqa: S603 - the folder that the user named
        [*scorer, "--gold", str(gold), "--tables", str(tables)],
        check=True,
        capture_output=True,
        text=True,
    )
    return flat(json.loads(scored.stdout))


def main() -> int:
    """Print every measure with its floor; return 1 when one misses it."""
    parser = argparse.ArgumentParser(description="Compare accuracy with the floors set for it.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--tables", type=Path, help="keep the tables in this folder")
    arguments = parser.parse_args()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    with tempfile.TemporaryDirectory() as folder:
        measures = score(arguments.gold, arguments.tables or Path(folder))
    limits = {**floors.get("at_least", {}), **floors.get("at_most", {})}
    for name, value in measures.items():
        limit = f"   floor {limits[name]}" if name in limits else ""
        print(f"{name:26}{value:8.1f}{limit}")
    missed = misses(measures, floors)
    for line in missed:
        print(f"MISSED: {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
