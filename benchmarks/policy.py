"""Read the annotated policy texts as users do, and measure the tables that come out.

    python -m benchmarks.policy ../shared/bench/policy [--tables DIR]

GOLD is a folder with ``docs/``, the annotations and their ``score.py``. The annotations follow the
figures table's own columns and conventions, so the tables go to the scorer as they are written.
"""

import argparse
import csv
import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from analysis.documents import Failure, read_documents
from analysis.model import KINDS
from analysis.sentences import split_sentences
from benchmarks.calibration import Judged
from benchmarks.matching import most_pairs, same_numbers
from benchmarks.scorer import Measures, run_scorer

Row = Mapping[str, object]
ANSWERED = ("kind", "qualifier", "period", "topic", "status")
NAMED_UNITS = ("count", "duration", "measure")
COLUMNS = ("gold", "missed", "invented", "kind", "currency", "unit", "qualifier", "period")


@dataclass(frozen=True)
class Compared:
    """One text's annotated figures and ours, and the positions of those that go together."""

    gold: tuple[Row, ...]
    ours: tuple[Row, ...]
    pairs: tuple[tuple[int, int], ...]


def write_tables(gold: Path, tables: Path) -> None:
    """Write the tables of the texts in ``gold`` to ``tables``, with the command that users run."""
    command = [sys.executable, "-m", "analysis", "extract", str(gold / "docs")]
    subprocess.run(  # noqa: S603 - our own command
        [*command, "--out", str(tables)], check=True, stdout=subprocess.DEVNULL
    )


def measure(gold: Path, tables: Path) -> Measures:
    """Return what the scorer in ``gold`` says of ``tables``."""
    return run_scorer(gold / "score.py", gold=gold, tables=tables)


def compare(gold: Path, tables: Path) -> list[Compared]:
    """Return every text's figures, paired where their spans overlap and their numbers agree."""
    stated = _by_text(read_lines(gold / "figures.jsonl"), "doc")
    with (tables / "figures.csv").open(encoding="utf-8", newline="") as file:
        found = _by_text(csv.DictReader(file), "doc_id")
    names = sorted(set(stated) | set(found))
    pairs = {name: most_pairs(stated[name], found[name], _same_figure) for name in names}
    return [Compared(tuple(stated[name]), tuple(found[name]), tuple(pairs[name])) for name in names]


def read_lines(path: Path) -> list[Row]:
    """Return the records of a file of annotations, one JSON object a line."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines if line.strip()]


def _by_text(rows: Iterable[Row], column: str) -> dict[str, list[Row]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        found[str(row[column])].append(row)
    return found


def _same_figure(gold: Row, ours: Row) -> bool:
    return overlap(gold, ours) and same_numbers(ends(gold), ends(ours))


def overlap(one: Row, other: Row) -> bool:
    """Return whether the spans of two rows share a character."""
    (start, end), (begin, stop) = _span(one), _span(other)
    return start < stop and begin < end


def _span(row: Row) -> tuple[int, int]:
    return int(str(row["start"])), int(str(row["end"]))


def ends(row: Row) -> tuple[float, ...]:
    """Return the number of a row, or its two ends where they differ.

    >>> ends({"value": "5.0", "low": "5.0", "high": ""}), ends({"value": None, "low": 2, "high": 3})
    ((5.0, 5.0), (2.0, 3.0))
    """
    value, low, high = (_number(row.get(column)) for column in ("value", "low", "high"))
    if low is not None and high is not None and low != high:
        return low, high
    stated = next((number for number in (value, low, high) if number is not None), None)
    return () if stated is None else (stated, stated)


def _number(cell: object) -> float | None:
    return None if cell in (None, "") else float(str(cell))


def differences(gold: Row, ours: Row) -> list[str]:
    """Return the columns in which a figure of ours says otherwise than the annotation.

    >>> differences({"kind": "count", "unit": "boat"}, {"kind": "count", "unit": "ship"})
    ['unit']
    """
    kind = gold["kind"]
    columns = ["kind", "qualifier", "period"]
    columns += ["currency"] if kind == "money" else []
    columns += ["unit"] if kind in NAMED_UNITS else []
    return [name for name in columns if _text(gold.get(name)) != _text(ours.get(name))]


def _text(cell: object) -> str:
    return str(cell or "").strip().lower()


def judge(compared: Compared) -> list[Judged]:
    """Return ours with what the table is sure of: value, kind, currency and unit."""
    partners = {ours: compared.gold[gold] for gold, ours in compared.pairs}
    read = {"kind", "currency", "unit"}
    return [
        Judged(
            float(str(row["confidence"])),
            place in partners and not read & set(differences(partners[place], row)),
        )
        for place, row in enumerate(compared.ours)
    ]


def count_mistakes(compared: Sequence[Compared]) -> dict[str, Counter[str]]:
    """Return how often what went wrong, by kind of figure."""
    counts: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for one in compared:
        found, used = dict(one.pairs), {ours for _, ours in one.pairs}
        for place, gold in enumerate(one.gold):
            wrong = differences(gold, one.ours[found[place]]) if place in found else ["missed"]
            counts[str(gold["kind"])].update(["gold", *wrong])
        for place, ours in enumerate(one.ours):
            if place not in used:
                counts[str(ours["kind"])]["invented"] += 1
    return counts


def mistakes_table(counts: Mapping[str, Counter[str]]) -> str:
    """Return the counts by kind as Markdown."""
    lines = ["| | " + " | ".join(COLUMNS) + " |", "| --- |" + " ---: |" * len(COLUMNS)]
    total: Counter[str] = sum(counts.values(), Counter())
    for kind, row in [*counts.items(), ("all", total)]:
        lines.append(f"| {kind} | " + " | ".join(str(row[name]) for name in COLUMNS) + " |")
    return "\n".join(lines)


def constant_answers(gold: Path, tables: Path) -> Measures:
    """Return what the scorer says of our figures with the commonest answer in every column.

    The numbers and spans stay ours; the columns that tell nothing most often (speaker, period) are
    empty, and the countries of every figure are the commonest main country alone.
    """
    constant = _commonest(read_lines(gold / "figures.jsonl"))
    with tempfile.TemporaryDirectory() as folder:
        plain = Path(folder)
        shutil.copy(tables / "mentions.csv", plain)
        with (tables / "figures.csv").open(encoding="utf-8", newline="") as file:
            rows = [
                {**row, **constant, "currency": constant["currency"] if row["currency"] else ""}
                for row in csv.DictReader(file)
            ]
        with (plain / "figures.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, [*rows[0]])
            writer.writeheader()
            writer.writerows(rows)
        return measure(gold, plain)


def _commonest(figures: Sequence[Row]) -> dict[str, str]:
    """Return the commonest answer for each column, in the words of the figures table."""
    countries = [row["countries"] for row in figures]
    answers = {name: [_said(row.get(name)) for row in figures] for name in ANSWERED}
    answers["unit"] = [_said(row["unit"]) for row in figures if row["kind"] in NAMED_UNITS]
    answers["currency"] = [_said(row["currency"]) for row in figures if row["kind"] == "money"]
    answers["speaker"] = [_said(row["attribution"]) for row in figures]
    answers["role"] = [_said(row["role_of_first"]) for row in figures]
    answers["countries"] = [codes[0] for codes in countries if isinstance(codes, list) and codes]
    return {
        name: Counter(said).most_common(1)[0][0] if said else "" for name, said in answers.items()
    }


def _said(cell: object) -> str:
    return str(cell or "")


def split_boundaries(gold: Path) -> Measures:
    """Return precision, recall and F1 of where sentences begin, paragraph starts left out."""
    annotated = read_lines(gold / "sentences.jsonl")
    stated = {(str(row["doc"]), _span(row)[0]) for row in annotated}
    read = [one for one in read_documents([gold / "docs"]) if not isinstance(one, Failure)]
    starts, found = set(), set()
    for document in read:
        starts |= {(document.doc_id, at) for at in _paragraph_starts(document.text)}
        found |= {(document.doc_id, one.start) for one in split_sentences(document)}
    return _f1(stated - starts, found - starts)


def _paragraph_starts(text: str) -> Iterator[int]:
    at = 0
    for line in text.splitlines(keepends=True):
        yield at + len(line) - len(line.lstrip())
        at += len(line)


def _f1(gold: set[tuple[str, int]], found: set[tuple[str, int]]) -> Measures:
    both = len(gold & found)
    precision, recall = both / max(1, len(found)), both / max(1, len(gold))
    f1 = 2 * precision * recall / (precision + recall) if both else 0.0
    return {"P": 100 * precision, "R": 100 * recall, "F1": 100 * f1, "gold": float(len(gold))}


def main() -> int:
    """Print the scorer's measures."""
    parser = argparse.ArgumentParser(description="Measure the tables of the policy texts.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--tables", type=Path, help="keep the tables in this folder")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tables = arguments.tables or Path(folder)
        write_tables(arguments.gold, tables)
        for name, value in measure(arguments.gold, tables).items():
            print(f"{name:26}{value:8.1f}")
        print(mistakes_table(count_mistakes(compare(arguments.gold, tables))))
    return 0


if __name__ == "__main__":
    sys.exit(main())
