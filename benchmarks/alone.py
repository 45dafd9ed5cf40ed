"""Read the articles of a .jsonl file in one process, without Dask: what builds are held against.

    python -m benchmarks.alone ARTICLES.jsonl

Writes the tables of every hundred articles as Parquet beside it, as a careful script would.
"""

import json
import sys
from dataclasses import replace
from itertools import islice
from pathlib import Path

from analysis.documents import read_pasted
from analysis.packaging.forms import parquet_bytes
from analysis.tables import analyse


def main() -> int:
    """Read and write all of them."""
    path = Path(sys.argv[1])
    with path.open(encoding="utf-8") as lines:
        number = 0
        while rows := [json.loads(line) for line in islice(lines, 100)]:
            number += 1
            documents = [replace(read_pasted(r["text"], r["title"]), doc_id=r["id"]) for r in rows]
            for name, frame in analyse(documents).frames().items():
                target = path.with_name(f"{path.stem}-{number}-{name}.parquet")
                target.write_bytes(parquet_bytes(frame))
    return 0


if __name__ == "__main__":
    sys.exit(main())
