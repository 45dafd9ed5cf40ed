"""Say the figures of a set of sentences in the format of the NewsQuant set.

    python -m benchmarks.newsquant GOLD.json --out pred.jsonl

GOLD is a list of objects with a "text"; every text is read as a document of its own, by the same
function as users' texts, and gives one line of OUT. What the format calls a quantity is made from
a row of the figures table alone, by the conventions in newsquant.toml.
"""

import argparse
import json
import sys
from collections import defaultdict
from pathlib import Path

from analysis import analyse
from analysis.model import Document
from benchmarks.conventions import read_conventions

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


def predictions(texts: list[str]) -> list[dict[str, object]]:
    """Return one line of the format for each of ``texts``.

    >>> predictions(["They have 12 big boats."])[0]["quantities"][0]["value"]
    12.0
    """
    conventions = read_conventions(CONVENTIONS)
    return [
        {"text": text, "quantities": conventions.quantities(rows)}
        for text, rows in zip(texts, read_rows(texts), strict=True)
    ]


def main() -> int:
    """Write the predictions for the gold file that the command line names."""
    parser = argparse.ArgumentParser(description="Write figures in NewsQuant's format.")
    parser.add_argument("gold", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    texts = [sentence["text"] for sentence in json.loads(arguments.gold.read_text("utf-8"))]
    lines = [json.dumps(line, ensure_ascii=False) for line in predictions(texts)]
    arguments.out.write_text("\n".join([*lines, ""]), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
