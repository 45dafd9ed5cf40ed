"""Read the tables of a store, and the texts of single documents when they are asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.dataset as ds

from analysis.corpus.errors import CorpusError
from analysis.corpus.store.columns import STORED, stored_schema
from analysis.corpus.store.manifest import Manifest, read_manifest


@dataclass(frozen=True)
class Store:
    """A store as its manifest describes it, open for reading."""

    path: Path
    manifest: Manifest
    _tables: dict[str, ds.Dataset] = field(default_factory=dict, repr=False)

    def files(self, name: str) -> list[Path]:
        """Return the Parquet files of the table ``name`` in the order of the corpus."""
        return [self.path / file for file in self.manifest.files[name]]

    def rows(
        self,
        name: str,
        columns: Sequence[str] | None = None,
        doc_ids: Iterable[str] | None = None,
    ) -> pa.Table:
        """Return rows of the table ``name``: of all documents or of some, all columns or some."""
        chosen = None if doc_ids is None else ds.field("doc_id").isin(list(doc_ids))
        rows: pa.Table = self._table(name).to_table(columns=columns, filter=chosen)
        return rows

    def frame(
        self,
        name: str,
        columns: Sequence[str] | None = None,
        doc_ids: Iterable[str] | None = None,
    ) -> pd.DataFrame:
        """Return what :func:`rows` does as a frame, with categories where few values repeat."""
        frame: pd.DataFrame = self.rows(name, columns, doc_ids).unify_dictionaries().to_pandas()
        return frame

    def text(self, doc_id: str) -> str:
        """Return the text that the offsets of a document count in.

        Raises:
            KeyError: the store has no such document.
        """
        found = self.rows("texts", ["text"], [doc_id])
        if not found.num_rows:
            raise KeyError(doc_id)
        text: str = found["text"][0].as_py()
        return text

    def _table(self, name: str) -> ds.Dataset:
        if name not in self._tables:
            files = [str(file) for file in self.files(name)]
            self._tables[name] = ds.dataset(files, schema=stored_schema(name), format="parquet")
        return self._tables[name]


def open_store(path: Path) -> Store:
    """Return the store at ``path``.

    Raises:
        CorpusError: there is none, or its tables have columns that this program does not know.
    """
    manifest = read_manifest(path)
    if manifest is None or set(manifest.files) != set(STORED):
        raise CorpusError(f"{path}: no store; make one with newsfigures build")
    return Store(path, manifest)
