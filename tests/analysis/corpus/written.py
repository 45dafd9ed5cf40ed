"""Files of a corpus, written for tests, and what becomes of them."""

import io
import json
import tarfile
import zipfile
from pathlib import Path

from analysis.corpus.sources import Corpus, Entry

TEXT = b"Nine countries sent 40 tanks."
ROW = {"id": "a", "text": TEXT.decode(), "title": "Tanks", "date": "2025-09-05", "source": "Post"}


def entries(path: Path, **columns: str) -> list[Entry]:
    corpus = Corpus(str(path), tuple(columns.items()))
    found = list(corpus.entries())
    assert corpus.position.bytes == corpus.bytes(), "all of it has been passed"
    return found


def told(path: Path, **columns: str) -> dict[str, str]:
    """Return what became of each entry: its reason where it was refused, else its form."""
    found = entries(path, **columns)
    return {e.key: e.content.decode() if e.form == "refused" else e.form for e in found}


def zipped(path: Path, members: dict[str, bytes], packing: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", packing) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return path


def tarred(path: Path, members: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as archive:  # type: ignore[call-overload]  # any mode
        for name, content in members.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            archive.addfile(entry, io.BytesIO(content))
    return path


def lined(*rows: object) -> bytes:
    return b"".join(json.dumps(row).encode() + b"\n" for row in rows)
