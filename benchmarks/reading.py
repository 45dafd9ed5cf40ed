"""Measure how fast texts become tables, and what memory that takes.

python -m benchmarks.reading [PATH…] [--copies 20]
"""

import argparse
import resource
import sys
import time
from dataclasses import replace
from pathlib import Path

from analysis.documents import Failure, read_documents
from analysis.model import Document
from analysis.tables import analyse

SEEDS = Path(__file__).parents[1] / "seeds"


def cpu_seconds(documents: list[Document]) -> tuple[float, int]:
    """Return the processor seconds that reading ``documents`` takes, and their sentences."""
    begun = time.process_time()
    tables = analyse(documents)
    return time.process_time() - begun, len(tables.sentences)


def report(paths: list[Path], copies: int) -> str:
    """Return a Markdown table: the first text, then ``copies`` of all texts."""
    documents = [found for found in read_documents(paths) if not isinstance(found, Failure)]
    first, _ = cpu_seconds(documents[:1])
    many = [
        replace(document, doc_id=f"{document.doc_id}-{copy}")
        for copy in range(copies)
        for document in documents
    ]
    seconds, sentences = cpu_seconds(many)
    characters = sum(len(document.text) for document in many)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000
    return "\n".join(
        [
            "| Reading | |",
            "| --- | ---: |",
            f"| First text, word lists loaded on the way (ms) | {first * 1000:.0f} |",
            f"| Sentences per CPU second | {sentences / seconds:,.0f} |",
            f"| Characters per CPU second | {characters / seconds:,.0f} |",
            f"| Highest memory (MB) | {peak:.0f} |",
        ]
    )


def main() -> int:
    """Print the report."""
    parser = argparse.ArgumentParser(description="Measure how fast texts become tables.")
    parser.add_argument("paths", nargs="*", type=Path, default=[SEEDS])
    parser.add_argument("--copies", type=int, default=20, help="how often each text is read")
    arguments = parser.parse_args()
    print(report(arguments.paths, arguments.copies))
    return 0


if __name__ == "__main__":
    sys.exit(main())
