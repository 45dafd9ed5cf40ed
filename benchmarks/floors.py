"""Hold the accuracy on all annotated texts against the floors in floors.toml.

    python -m benchmarks.floors ../shared/bench

The measures are those of docs/accuracy.md. Exit code 1 and one line per measure that misses its
floor.
"""

import argparse
import sys
import tomllib
from pathlib import Path

from benchmarks.accuracy import measure
from benchmarks.bars import misses

FLOORS = Path(__file__).with_name("floors.toml")


def main() -> int:
    """Print every measure that has a floor; return 1 when one misses it."""
    parser = argparse.ArgumentParser(description="Compare accuracy with the floors set for it.")
    parser.add_argument("gold", type=Path)
    arguments = parser.parse_args()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    _, measures = measure(arguments.gold)
    for bound, limits in floors.items():
        for name, limit in limits.items():
            measured = f"{measures[name]:8.1f}" if name in measures else "       –"
            print(f"{name:40}{measured}   {bound.replace('_', ' ')} {limit}")
    missed = misses(measures, floors)
    for line in missed:
        print(f"MISSED: {line}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main())
