"""Write files so that they are there whole or not at all, and pack tables into one."""

import io
import os
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa


@dataclass(frozen=True, slots=True)
class StoredFile:
    """What is known of a Parquet file of a store."""

    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Part:
    """The rows of some consecutive documents: a file of each table, all called ``name``."""

    name: str
    files: dict[str, StoredFile]

    @property
    def file(self) -> str:
        """The name of its file in the folder of each table."""
        return f"part-{self.name}.parquet"


_FAST = pa.ipc.IpcWriteOptions(compression="lz4", use_threads=False)


def write_whole(path: Path, content: bytes) -> None:
    """Write ``content`` to ``path``, which holds the old or the new bytes at every moment.

    Raises:
        OSError: it cannot be written; what was there stays.
    """
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
    settle(path.parent)


def settle(folder: Path) -> None:
    """Make the names in ``folder`` outlive a loss of power, where the system can."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def packed(tables: Mapping[str, pa.Table]) -> bytes:
    """Return ``tables`` as one file, from which :func:`unpacked_table` takes one again."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, rows in tables.items():
            sink = pa.BufferOutputStream()
            with pa.ipc.new_stream(sink, rows.schema, options=_FAST) as writer:
                writer.write_table(rows)
            archive.writestr(name, sink.getvalue().to_pybytes())
    return target.getvalue()


def unpacked_table(path: Path, name: str) -> pa.Table:
    """Return the table ``name`` of the file at ``path``."""
    with zipfile.ZipFile(path) as archive:
        return pa.ipc.open_stream(archive.read(name)).read_all()
