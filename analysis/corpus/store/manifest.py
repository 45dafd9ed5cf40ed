"""Say what a store holds: its schema, what read it, and its files in the order of the corpus."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from analysis.corpus.errors import CorpusError, reason_of
from analysis.corpus.store.columns import SCHEMA_VERSION, STORED, columns_sha256
from analysis.corpus.store.files import Part, write_whole

NAME = "manifest.json"


@dataclass(frozen=True, slots=True)
class Manifest:
    """What manifest.json says: ``files`` are the paths below the store, a list for each table."""

    extractor: Mapping[str, Any]
    counts: Mapping[str, int]
    files: Mapping[str, Sequence[str]]


def write_manifest(store: Path, extractor: Mapping[str, Any], parts: Sequence[Part]) -> Manifest:
    """Write the manifest of a store that consists of ``parts``, in their order.

    Raises:
        OSError: it cannot be written; the older one stays.
    """
    counts = {name: sum(part.files[name].rows for part in parts) for name in STORED}
    tables = {
        name: [{"file": f"{name}/{part.file}", **asdict(part.files[name])} for part in parts]
        for name in STORED
    }
    told = {
        "schema_version": SCHEMA_VERSION,
        "columns_sha256": columns_sha256(),
        "extractor": dict(extractor),
        "counts": counts,
        "tables": tables,
    }
    write_whole(store / NAME, (json.dumps(told, indent=1, ensure_ascii=False) + "\n").encode())
    return _manifest(told)


def read_manifest(store: Path) -> Manifest | None:
    """Return the manifest of ``store``, or ``None`` where nothing has been built yet.

    Raises:
        CorpusError: it is damaged, or of another schema.
    """
    try:
        told = json.loads((store / NAME).read_text(encoding="utf-8"))
        version, columns = told["schema_version"], told["columns_sha256"]
    except FileNotFoundError:
        return None
    except OSError as error:
        raise CorpusError(f"{store}: cannot be opened ({reason_of(error)})") from error
    except (ValueError, KeyError, TypeError) as error:
        raise CorpusError(f"{store / NAME}: damaged; build into a new folder") from error
    if version != SCHEMA_VERSION or columns != columns_sha256():
        raise CorpusError(
            f"{store}: its tables have the columns of schema version {version!r}, but this "
            f"program knows version {SCHEMA_VERSION}; build into a new folder"
        )
    return _manifest(told)


def _manifest(told: Mapping[str, Any]) -> Manifest:
    files = {name: [file["file"] for file in listed] for name, listed in told["tables"].items()}
    return Manifest(told["extractor"], told["counts"], files)
