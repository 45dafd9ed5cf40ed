"""Put tables, their description and their checksums into one ZIP: a Frictionless data package."""

import hashlib
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from typing import IO

import pandas as pd

from analysis.packaging.csvfiles import csv_chunks
from analysis.packaging.descriptor import Member, descriptor
from analysis.packaging.handing import Held, rows_of
from analysis.packaging.readme import readme
from analysis.packaging.scope import Scope

SUMS = "SHA256SUMS"
HELD = 8 << 20
"""Bytes of a ZIP that are held in memory; a longer one is written to a temporary file."""
CHUNK = 1 << 20
"""Bytes that are handed on at once."""

_UNIX, _READABLE = 3, 0o100644 << 16


def package_chunks(
    exports: Mapping[str, pd.DataFrame] | Mapping[str, Held], scope: Scope
) -> Iterator[bytes]:
    """Yield a data package of ``exports`` in parts; the same input gives the same bytes.

    It holds a CSV for each table, datapackage.json, README.md and SHA256SUMS. However large the
    tables are, a few megabytes of it are in memory at a time.
    """
    with tempfile.SpooledTemporaryFile(max_size=HELD) as target:
        _write(target, exports, scope)
        target.seek(0)
        while chunk := target.read(CHUNK):
            yield chunk


def _write(
    target: IO[bytes], exports: Mapping[str, pd.DataFrame] | Mapping[str, Held], scope: Scope
) -> None:
    sheets = {name: rows_of(rows) for name, rows in exports.items()}
    with zipfile.ZipFile(target, "w") as archive:
        members = {
            name: add(archive, f"data/{name}.csv", csv_chunks(frame, "machine"))
            for name, frame in sheets.items()
        }
        texts = {
            "datapackage.json": descriptor(sheets, members, scope),
            "README.md": readme(sheets, members, scope),
        }
        every = [*members.values(), *(add(archive, name, [text]) for name, text in texts.items())]
        sums = "".join(f"{member.sha256}  {member.path}\n" for member in every)
        add(archive, SUMS, [sums.encode()])


def add(archive: zipfile.ZipFile, path: str, chunks: Iterable[bytes]) -> Member:
    """Write ``chunks`` as the file ``path``, with no time of day, and return what was written."""
    entry = zipfile.ZipInfo(path)  # its date is fixed: 1 January 1980
    entry.compress_type = zipfile.ZIP_DEFLATED
    entry.create_system, entry.external_attr = _UNIX, _READABLE
    size, checksum = 0, hashlib.sha256()
    with archive.open(entry, "w", force_zip64=True) as file:
        for chunk in chunks:
            file.write(chunk)
            checksum.update(chunk)
            size += len(chunk)
    return Member(path, size, checksum.hexdigest())
