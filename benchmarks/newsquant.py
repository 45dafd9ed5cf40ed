"""Say the figures of a set of sentences in the format of the NewsQuant set.

    python -m benchmarks.newsquant GOLD.json --out pred.jsonl

GOLD is a list of objects with a "text"; every text is read as a document of its own, by the same
function as users' texts, and gives one line of OUT. What the format calls a quantity is made from
a row of the figures table alone, by the conventions in newsquant.toml.
"""

import argparse
import json
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TypedDict

from analysis import analyse
from analysis.model import Document
from benchmarks.conventions import Quantity, read_conventions
from benchmarks.scorer import Measures, run_scorer

CONVENTIONS = Path(__file__).with_suffix(".toml")


def read_rows(texts: list[str]) -> list[list[dict[str, object]]]:
    """Return the rows of the figures table of each of ``texts``, in the order of the text.

    >>> [row["quote"] for row in read_rows(["They have 12 boats.", "No boats."])[0]]
    ['12 boats']
    """
    documents = [Document(str(number), text) for number, text in enumerate(texts)]
    figures = analyse(documents, ones=True).figures
    records = figures.astype(object).where(figures.notna(), None).to_dict("records")
    found: dict[object, list[dict[str, object]]] = defaultdict(list)
    for record in records:
        found[record["doc_id"]].append({str(column): cell for column, cell in record.items()})
    return [found[document.doc_id] for document in documents]


class Line(TypedDict):
    """One text and its quantities, a line of the format."""

    text: str
    quantities: list[Quantity]


def predictions(texts: list[str]) -> list[Line]:
    """Return one line of the format for each of ``texts``.

    >>> predictions(["They have 12 big boats."])[0]["quantities"][0]["value"]
    12.0
    """
    conventions = read_conventions(CONVENTIONS)
    return [
        Line(text=text, quantities=conventions.quantities(rows))
        for text, rows in zip(texts, read_rows(texts), strict=True)
    ]


def write_predictions(lines: Iterable[Mapping[str, object]], path: Path) -> None:
    """Write predictions, one JSON object a line."""
    written = [json.dumps(line, ensure_ascii=False) for line in lines]
    path.write_text("\n".join([*written, ""]), encoding="utf-8")


def read_texts(gold: Path) -> list[str]:
    """Return the texts of a gold file."""
    return [str(sentence["text"]) for sentence in json.loads(gold.read_text(encoding="utf-8"))]


def measure(gold: Path, lines: Iterable[Mapping[str, object]]) -> Measures:
    """Return what the scorer beside the file ``gold`` says of predictions for it."""
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder) / "predicted.jsonl"
        write_predictions(lines, predicted)
        return run_scorer(gold.with_name("score.py"), gold=gold, pred=predicted)


def set_name(gold: Path) -> str:
    """Return what a gold file is called, whichever part of its set it holds.

    >>> set_name(Path("age-model_dev.json"))
    'age-model'
    """
    return gold.stem.partition("_")[0]


def main() -> int:
    """Write the predictions for the gold file that the command line names."""
    parser = argparse.ArgumentParser(description="Write figures in NewsQuant's format.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    write_predictions(predictions(read_texts(arguments.gold)), arguments.out)
    return 0


if __name__ == "__main__":
    sys.exit(main())
