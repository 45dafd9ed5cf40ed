"""Fit the weights by which the countries of a figure are ranked, on annotated texts.

    python -m benchmarks.fit_links SET... [--check] [--prior FILE] [--write FILE]

A SET is a folder in the format of the policy set or a table of annotated sentences. The main
country is fitted by multinomial logistic regression over the candidates of a figure (the place
that speaks most for a country stands for it), further countries by logistic regression; the
penalty draws towards PRIOR, and more strongly where a weight counts for one group of topics only.
``--check`` leaves one text after the other out and says how well its figures are told. With
``--prior`` the penalty draws towards the weights of a file instead, those of texts that are no
longer at hand, and as strongly as if they were.
"""

from __future__ import annotations

import argparse
import sys
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from analysis.linking import ranking
from analysis.linking.links import LIKELY
from analysis.linking.ranking import (
    NOBODY,
    Places,
    Scale,
    belongs,
    beside,
    best_places,
    likelihoods,
)
from benchmarks.linked import Example, Table, read_examples

RIDGE, GROUP_RIDGE, ALSO_RIDGE = 0.006, 0.04, 0.01
# How much stronger it draws towards the weights of earlier texts.
FIRM = 4.0
STEPS, RATE = 300, 0.05
ROUNDS = 3
# Weights that are smaller are left out.
LEAST = 0.05

Array = npt.NDArray[np.float64]

# What the words around a country should weigh before any text is seen: towards these, not towards
# nought, the penalty draws.
PRIOR: Table = {
    "at hand": 0.2,
    "near": 0.3,
    "in reach": 0.3,
    "inside": 0.9,
    "same clause": 0.5,
    "barrier": -0.5,
    "possessive": 1.0,
    "acts": 1.0,
    "is subject": 1.0,
    "in subject": 0.7,
    "gapped": 0.9,
    "agent": 1.0,
    "owner": 1.2,
    "giver": 1.3,
    "before": 0.3,
    "quoted": -1.0,
    "asks another": -1.5,
    "recipient": -0.7,
    "target": -0.7,
    "place": -0.6,
    "partner": -1.0,
    "compound": -0.5,
    "home": -0.3,
    "anaphor": -0.3,
    "levy: levies": 1.6,
    "levy: bears": -1.2,
    "levy: goods": -1.2,
    "levy: carried: levied before": 1.0,
    "gift: recipient": -0.5,
    "war: attacker": 1.5,
    "war: carried: attacker": 1.5,
    "received from governments": 2.5,
    "carried": -1.0,
    "carried: main before": 0.8,
    "main before": 0.4,
    "carried: acted just now": 0.6,
    "carried: first in text": 0.6,
    "first in text": 0.3,
    "respectively": 2.0,
    "world body": -0.5,
    "its money": 1.0,
    "carried: its money": 1.5,
    "pronoun": -0.5,
    "nobody": -2.0,
    "sells": -1.0,
    "ships": 1.5,
    "gift: loses": -2.0,
    "dateline": -1.5,
    "war: carried: attacks in text": 1.2,
}


# Facts that are younger than the weights of earlier texts.
FRESH = (
    "sells",
    "ships",
    "gift: loses",
    "dateline",
    "war: carried: attacks in text",
)


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, check and write; return the exit code."""
    parser = argparse.ArgumentParser(description="Fit the weights of linking.")
    parser.add_argument("sets", nargs="+", type=Path, metavar="SET")
    parser.add_argument("--check", action="store_true", help="leave one text after the other out")
    parser.add_argument("--prior", type=Path, metavar="FILE", help="weights of earlier texts")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the weights there")
    options = parser.parse_args(arguments)
    prior = _prior(options.prior)
    tables: dict[str, Table] = {name: dict(prior.tables[name]) for name in ("main", "also")}
    examples: list[Example] = []
    for _ in range(ROUNDS):
        examples = [each for path in options.sets for each in read_examples(path, tables)]
        tables = fitted(examples, prior)
    _report("fitted", [(examples, tables)])
    if options.check:
        _left_out(examples, prior)
    if options.write:
        _write(options.write, tables)
    return 0


@dataclass(frozen=True)
class Prior:
    """The weights towards which the penalty draws, and how many times as strongly."""

    tables: Mapping[str, Table]
    firmness: float = 1.0


def _prior(path: Path | None) -> Prior:
    if path is None:
        return Prior({"main": PRIOR, "also": {}})
    earlier = tomllib.loads(path.read_text(encoding="utf-8"))
    fresh = {fact: weight for fact, weight in PRIOR.items() if fact in FRESH}
    return Prior({"main": fresh | earlier["main"], "also": earlier["also"]}, FIRM)


def fitted(examples: Sequence[Example], prior: Prior) -> dict[str, Table]:
    """Return the weights for being the main country and for being a further one."""
    main_table = _fitted_main(examples, prior)
    return {"main": main_table, "also": _fitted_also(examples, main_table, prior)}


class _Columns:
    """Numbers the facts; a row is the numbers of a candidate's facts."""

    def __init__(self) -> None:
        self.names: dict[str, int] = {}

    def row(self, facts: Iterable[str], group: str) -> list[int]:
        """Return the columns of facts, in general and for their group of topics."""
        names = [name for fact in sorted(facts) for name in (fact, f"{group}: {fact}")]
        return [self.names.setdefault(name, len(self.names)) for name in names]

    def matrix(self, rows: Sequence[Sequence[int]]) -> Array:
        """Return 1 where a row has a column's fact."""
        found = np.zeros((len(rows), len(self.names)))
        for k, row in enumerate(rows):
            found[k, row] = 1.0
        return found

    def values(self, table: Table) -> Array:
        """Return what ``table`` has for each column, 0 where it has nothing."""
        return np.array([table.get(name, 0.0) for name in self.names])

    def penalties(self, plain: float, grouped: float) -> Array:
        """Return how strongly each column is drawn to its prior."""
        groups = {*ranking.GROUPS.values(), ranking.OTHER_GROUP}
        return np.array(
            [grouped if name.split(": ")[0] in groups else plain for name in self.names]
        )

    def table(self, values: Array) -> Table:
        """Return the weights that matter, rounded, by fact."""
        found = {name: round(float(values[k]), 2) for name, k in sorted(self.names.items())}
        return {name: weight for name, weight in found.items() if abs(weight) >= LEAST}


def _fitted_main(examples: Sequence[Example], earlier: Prior) -> Table:
    columns = _Columns()
    rows: list[list[int]] = []
    owners: list[int] = []
    codes: list[str] = []
    gold: list[str] = []
    for example in examples:
        answer = example.codes[0] if example.codes else NOBODY
        places = [(each.code, each.facts) for each in example.candidates]
        places.append((NOBODY, frozenset({"nobody"})))
        if any(code == answer for code, _ in places):
            for code, facts in places:
                rows.append(columns.row(facts, example.group))
                owners.append(len(gold))
                codes.append(code)
            gold.append(answer)
    matrix, owner = columns.matrix(rows), np.array(owners)
    pairs = list(zip(owners, codes, strict=True))
    numbers = {pair: k for k, pair in enumerate(dict.fromkeys(pairs))}
    country = np.array([numbers[pair] for pair in pairs])
    right = np.array([gold[at] == code for at, code in pairs])
    prior = columns.values(earlier.tables["main"])
    penalty = earlier.firmness * columns.penalties(RIDGE, GROUP_RIDGE)

    def gradient(weights: Array) -> Array:
        value = matrix @ weights
        chosen = _best_of_each(value, country, len(numbers))
        peak = np.full(len(gold), -np.inf)
        np.maximum.at(peak, owner, value)
        part = np.where(chosen, np.exp(value - peak[owner]), 0.0)
        error = part / np.bincount(owner, part)[owner] - (right & chosen)
        return np.asarray(matrix.T @ error / len(gold) + penalty * (weights - prior))

    found = columns.table(_descended(gradient, prior))
    return {**_unseen(earlier, "main", columns), **found}


def _best_of_each(value: Array, country: npt.NDArray[np.int64], count: int) -> npt.NDArray[Any]:
    """Return which places stand for their country: the first of those with most weight."""
    top = np.full(count, -np.inf)
    np.maximum.at(top, country, value)
    best = np.flatnonzero(value == top[country])
    _, leading = np.unique(country[best], return_index=True)
    chosen = np.zeros(len(value), dtype=bool)
    chosen[best[leading]] = True
    return chosen


def _fitted_also(examples: Sequence[Example], main_table: Table, earlier: Prior) -> Table:
    columns = _Columns()
    rows: list[list[int]] = []
    answers: list[float] = []
    for example in (each for each in examples if each.whole):
        placed = best_places(example.candidates, Scale(main_table, example.group))
        best = {code: place for code, (_, place) in placed.items()}
        main = example.codes[0] if example.codes else NOBODY
        for code, place in best.items():
            if code != main:
                told = beside(place, best.get(main))
                rows.append(columns.row({*told, "base"}, example.group))
                answers.append(float(code in example.codes))
    matrix, answer = columns.matrix(rows), np.array(answers)
    prior = columns.values(earlier.tables["also"])
    penalty = earlier.firmness * columns.penalties(ALSO_RIDGE, 2 * ALSO_RIDGE)

    def gradient(weights: Array) -> Array:
        error = 1 / (1 + np.exp(-(matrix @ weights))) - answer
        return np.asarray(matrix.T @ error / len(rows) + penalty * (weights - prior))

    found = columns.table(_descended(gradient, prior))
    return {**_unseen(earlier, "also", columns), **found}


def _unseen(earlier: Prior, name: str, columns: _Columns) -> Table:
    """Return the weights of earlier texts for facts that no example has."""
    if earlier.firmness == 1.0:
        return {}
    table = earlier.tables[name]
    return {fact: weight for fact, weight in table.items() if fact not in columns.names}


def _descended(gradient: Callable[[Array], Array], start: Array) -> Array:
    """Return the weights after STEPS steps of Adam (Kingma and Ba, 2015) from ``start``."""
    weights, first, second = start.copy(), np.zeros_like(start), np.zeros_like(start)
    for step in range(1, STEPS + 1):
        slope = gradient(weights)
        first = 0.9 * first + 0.1 * slope
        second = 0.999 * second + 0.001 * slope * slope
        weights -= RATE * (first / (1 - 0.9**step)) / (np.sqrt(second / (1 - 0.999**step)) + 1e-8)
    return weights


def _scores(examples: Sequence[Example], tables: Mapping[str, Table]) -> tuple[int, float, int]:
    """Return how many main countries are right, the sum of Jaccard indices and of how many."""
    right, shared, whole = 0, 0.0, 0
    for example in examples:
        weighed = Scale(tables["main"], example.group)
        best = best_places(example.candidates, weighed)
        likely = likelihoods(best, weighed)
        main = max(likely, key=lambda code: (likely[code], code))
        right += main == (example.codes[0] if example.codes else NOBODY)
        if example.whole:
            codes = _told(best, main, Scale(tables["also"], example.group))
            gold = set(example.codes)
            shared += len(codes & gold) / len(codes | gold) if codes | gold else 1.0
            whole += 1
    return right, shared, whole


def _told(best: Places, main: str, weighed: Scale) -> set[str]:
    if main == NOBODY:
        return set()
    others = {
        code
        for code, (_, place) in best.items()
        if code != main and belongs(place, best[main][1], weighed) >= LIKELY
    }
    return others | {main}


def _report(name: str, runs: Iterable[tuple[Sequence[Example], Mapping[str, Table]]]) -> None:
    right, shared, whole, count = 0, 0.0, 0, 0
    for examples, tables in runs:
        found = _scores(examples, tables)
        right, shared, whole = right + found[0], shared + found[1], whole + found[2]
        count += len(examples)
    jaccard = f", countries (Jaccard) {100 * shared / whole:.1f}" if whole else ""
    sys.stdout.write(f"{name}: {count} figures, main country {100 * right / count:.1f}{jaccard}\n")


def _left_out(examples: Sequence[Example], prior: Prior) -> None:
    """Report how well the figures of each text are told by weights fitted on the others."""
    runs = []
    for source in sorted({example.source for example in examples}):
        tables = fitted([each for each in examples if each.source != source], prior)
        runs.append(([example for example in examples if example.source == source], tables))
        _report(source, runs[-1:])
    _report("left out", runs)


def _write(path: Path, tables: Mapping[str, Table]) -> None:
    lines = [
        "# What each fact about a country's place weighs (analysis/linking names the facts).",
        "# [main]: for being the main country of a figure; [also]: for being a further one.",
        '# Fitted by benchmarks/fit_links.py. "gift: inside" counts for figures on aid, arms and',
        '# troops, beside "inside" (the groups of topics stand in analysis/linking/ranking.py).',
    ]
    for name, table in tables.items():
        lines += ["", f"[{name}]", *(f'"{fact}" = {weight}' for fact, weight in table.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
