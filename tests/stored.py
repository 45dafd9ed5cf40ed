"""Write tables as a store, as a build would: for tests of what reads stores."""

from hashlib import sha256
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis.corpus.store.columns import STORED, plain_schema
from analysis.corpus.store.files import Part, StoredFile
from analysis.corpus.store.manifest import write_manifest
from analysis.corpus.store.parts import parquet_of
from analysis.schema import Tables

PARTS = 2


def stored(tables: Tables, folder: Path) -> Path:
    """Write ``tables`` as a store of PARTS parts below ``folder``, which it returns."""
    doc_ids = list(tables.documents["doc_id"])
    cut = (len(doc_ids) + 1) // PARTS
    groups = [doc_ids[start : start + cut] for start in range(0, len(doc_ids), max(cut, 1))]
    parts = [_part(tables, folder, number, group) for number, group in enumerate(groups)]
    write_manifest(folder, {"version": "test"}, parts)
    return folder


def _part(tables: Tables, folder: Path, number: int, doc_ids: list[str]) -> Part:
    part = Part(f"{number:020}", {})
    for name in STORED:
        content = parquet_of(name, _rows(tables, name, doc_ids)).to_pybytes()
        target = folder / name / part.file
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(content)
        rows = len(_rows(tables, name, doc_ids))
        part.files[name] = StoredFile(rows, len(content), sha256(content).hexdigest())
    return part


def _rows(tables: Tables, name: str, doc_ids: list[str]) -> pa.Table:
    if name == "texts":
        texts = [tables.texts[doc_id] for doc_id in doc_ids]
        cells = {"doc_id": doc_ids, "text": texts, "body": [tables.bodies[d] for d in doc_ids]}
        return pa.table(cells, schema=plain_schema(name))
    if name == "failures":
        return plain_schema(name).empty_table()
    frame: pd.DataFrame = getattr(tables, name)
    homes = tables.figures.set_index("figure_id")["doc_id"]
    of = frame["doc_id"] if "doc_id" in frame else frame["figure_id"].map(homes)
    rows = frame[of.isin(doc_ids)]
    return pa.Table.from_pandas(rows, schema=plain_schema(name), preserve_index=False)
