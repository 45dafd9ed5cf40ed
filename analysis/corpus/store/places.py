"""Where the files of a store lie: the tables in sight, the work of a build in a hidden folder."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

from analysis.corpus.errors import CorpusError, reason_of
from analysis.corpus.store.columns import STORED
from analysis.corpus.store.files import Part, settle


class Places:
    """The folders of one store; nothing is ever written anywhere else."""

    def __init__(self, store: Path):
        self.store = store
        self.hidden = store / ".build"
        self.journal = self.hidden / "journal.sqlite"
        self.batches = self.hidden / "batches"
        self.staged = self.hidden / "parts"
        self.scratch = self.hidden / "scratch"

    @property
    def is_new(self) -> bool:
        """Whether no build has ended here yet."""
        try:
            return not (self.store / "manifest.json").exists()
        except OSError:  # a folder that nobody may look into; it is refused where it is written to
            return True

    def prepare(self) -> None:
        """Make the folders that are missing.

        Raises:
            CorpusError: the store is no folder, holds something else, or cannot be written to.
        """
        try:
            known = self.hidden.exists() or not self.is_new
            if not known and self.store.exists() and any(self.store.iterdir()):
                raise CorpusError(f"{self.store}: the folder holds other files; name a new one")
            for folder in (self.batches, self.staged, *(self.staged / name for name in STORED)):
                folder.mkdir(parents=True, exist_ok=True)
            probe = self.hidden / "probe"
            probe.touch()
            probe.unlink()
        except OSError as error:
            reason = reason_of(error)
            raise CorpusError(f"{self.store}: cannot be written to ({reason})") from error

    def batch(self, home: int) -> Path:
        """Return the file of a batch."""
        return self.batches / f"{home:09}.zip"

    def file(self, name: str, part: Part) -> Path:
        """Return the file of the table ``name`` of a part, wherever it is by now."""
        staged = self.staged / name / part.file
        return staged if staged.exists() else self.store / name / part.file

    def intact(self, home: int, part: Part | None) -> bool:
        """Return whether the files of a home are all there, none cut short."""
        if part is None:
            return self.batch(home).exists()
        return all(
            (path := self.file(name, part)).exists() and path.stat().st_size == known.bytes
            for name, known in part.files.items()
        )

    def publish(self, parts: Sequence[Part]) -> None:
        """Move the files of ``parts`` to where readers look for them."""
        for name in STORED:
            folder = self.store / name
            folder.mkdir(exist_ok=True)
            for part in parts:
                staged = self.staged / name / part.file
                if staged.exists():
                    staged.replace(folder / part.file)
            settle(folder)

    def clean(self, batches: Iterable[int], parts: Iterable[Part]) -> None:
        """Delete the files of builds that lie nowhere any more."""
        kept = {self.batch(home).name for home in batches}
        _delete_others(self.batches, kept)
        files = {part.file for part in parts}
        for name in STORED:
            _delete_others(self.staged / name, files)
            _delete_others(self.store / name, files)
        shutil.rmtree(self.scratch, ignore_errors=True)


def _delete_others(folder: Path, kept: set[str]) -> None:
    if folder.is_dir():
        for path in folder.iterdir():
            if path.name not in kept and path.suffix in (".zip", ".parquet", ".part"):
                path.unlink(missing_ok=True)
