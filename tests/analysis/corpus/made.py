"""Corpora, stores and readers for the tests of builds."""

import hashlib
import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

from analysis.corpus.building import Outcome, Plan, build
from analysis.corpus.progress import Progress
from analysis.corpus.sources import Corpus
from analysis.corpus.store import STORED, open_store
from analysis.corpus.store.places import Places


class Done:
    """A future that is over."""

    def __init__(self, read: Callable[..., object], *values: object):
        self.status, self._result, self._error = "finished", None, None
        try:
            self._result = read(*values)
        except Exception as error:  # noqa: BLE001 - as Dask does, whose futures carry any error
            self.status, self._error = "error", error

    def result(self) -> Any:
        return self._result

    def exception(self) -> Any:
        return self._error

    def add_done_callback(self, told: Callable[["Done"], None]) -> None:
        told(self)


class Here:
    """A crew and its client in one: it reads each batch at once, in this process."""

    status = "running"

    def __init__(self, read: Callable[..., object] | None = None):
        self.read = read
        self.batches: list[list[str]] = []

    def client(self) -> Any:
        return self

    def submit(self, read: Callable[..., object], batch: Any, manner: Any, *, pure: bool) -> Done:
        assert not pure
        self.batches.append([asked.doc_id for asked in batch])
        return Done(self.read or read, batch, manner)

    def scheduler_info(self, n_workers: int) -> Any:
        assert n_workers == -1
        return {"workers": {"here": {"nthreads": 1}}}

    def cancel(self, futures: Any) -> None:
        pass

    def close(self) -> None:
        pass


def built(
    corpus: Path, store: Path, crew: Here | None = None, **options: Any
) -> tuple[Outcome, str]:
    """Build in this process; return the outcome and what was written on the way."""
    heard = io.StringIO()
    plan = Plan(Corpus(str(corpus)), Places(store), **options)
    outcome = build(plan, crew or Here(), Progress(heard, plan.corpus.bytes()))
    return outcome, heard.getvalue()


def write_notes(folder: Path, count: int) -> Path:
    """Write short texts as files: note-00.md, note-01.md and so on."""
    folder.mkdir(parents=True, exist_ok=True)
    for number in range(count):
        text = f"# Note {number}\n\nNorway paid €{number + 2} million for housing. Talks went on.\n"
        (folder / f"note-{number:02}.md").write_text(text, encoding="utf-8")
    return folder


def contents(store: Path) -> dict[str, str]:
    """Return the checksum of every file of a store that is in sight."""
    return {
        path.relative_to(store).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(store.rglob("*"))
        if path.is_file() and ".build" not in path.parts
    }


def rows(store: Path) -> dict[str, list[dict[str, object]]]:
    """Return the rows of every table in the order of the store."""
    opened = open_store(store)
    return {name: opened.rows(name).to_pylist() for name in STORED}


def failures(store: Path) -> dict[str, str]:
    """Return the reason of each failure by its place in the corpus."""
    return {str(row["name"]): str(row["reason"]) for row in rows(store)["failures"]}
