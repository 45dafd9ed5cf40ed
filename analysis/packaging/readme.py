"""Write the README of a data package: what it is, what is in it, how to cite and check it."""

import re
from collections.abc import Mapping
from importlib.metadata import version

from analysis.packaging.descriptor import NAME, TITLE, Member
from analysis.packaging.handing import Held
from analysis.packaging.scope import Scope
from analysis.packaging.sheets import SHEETS, told

_BREAKS = re.compile(r"\s+")

_USE = """\
## How to read it

- The files are CSV after RFC 4180 in UTF-8: a header, commas, dots in numbers, ISO dates.
- An empty cell is a missing value. A number that a text does not give is empty, never 0.
- `text[start:end]` is the quote: offsets count characters of the text from 0, end not included.
- "At least 5 billion" has `low` and no `high`; a range has two ends and no middle.
- Amounts stay in the currency and the period of the text. Do not add amounts of different currency,
  period or status, nor figures that share a `claim_id`: they may be the same money told twice.
- The tables say what the texts state, not whether it is true. They are read by rules and word
  lists, which err; `confidence` and the quote are there to check each row.
- Countries are ISO 3166-1 alpha-3 codes or names of blocs, currencies ISO 4217 codes.

## How to check it

`SHA256SUMS` holds the checksum of every other file (`sha256sum --check SHA256SUMS`), and
`datapackage.json` describes every column after the Frictionless standard
(`frictionless validate datapackage.json`).
"""

_RIGHTS = """\
## Rights

Quotes, sentences and titles are words of the texts. They belong to their publishers, whom
`documents.csv` names; quote them as the law of your country lets you. Newsfigures claims no right
in these tables.
"""


def readme(exports: Mapping[str, Held], members: Mapping[str, Member], scope: Scope) -> bytes:
    """Return README.md for ``exports``, whose CSV files are ``members`` by table."""
    texts = len(exports["documents"]) if "documents" in exports else 0
    parts = [
        f"# {TITLE}\n\nEvery figure that {texts:,} news "
        f"{'text states' if texts == 1 else 'texts state'}, one row each, beside the words it was "
        f"read from. Made with Newsfigures {version(NAME)}.\n",
        _chosen(scope),
        _files(exports, members, scope),
        _USE,
        _citing(scope),
        _RIGHTS,
        *(_columns(name, exports[name]) for name in exports),
    ]
    return "\n".join(parts).encode()


def _chosen(scope: Scope) -> str:
    """Return what is chosen; words that may come from a text stand in a block as they are."""
    if not scope.filters:
        return "## What is chosen\n\nNothing: these are all rows.\n"
    lines = "".join(f"    {_line(words)}\n" for words in scope.filters)
    query = f"\nAs the parameters of the dashboard's address:\n\n    ?{_line(scope.query)}\n"
    return (
        "## What is chosen\n\nThe rows that fit all of this (of one kind, any of its values):\n\n"
        + lines
        + (query if scope.query else "")
    )


def _line(words: str) -> str:
    return _BREAKS.sub(" ", words).strip()


def _files(exports: Mapping[str, Held], members: Mapping[str, Member], scope: Scope) -> str:
    rows = "".join(
        f"| `{members[name].path}` | {len(frame):,} | {scope.total(name, frame):,} | "
        f"{members[name].size:,} | `{members[name].sha256}` | {SHEETS[name].row} |\n"
        for name, frame in exports.items()
    )
    head = "| file | rows | of | bytes | sha256 | one row is |\n"
    return f"## Files\n\n{head}| --- | ---: | ---: | ---: | --- | --- |\n{rows}"


def _citing(scope: Scope) -> str:
    chosen = "; ".join(map(_line, scope.filters)) or "all rows"
    return (
        "## How to cite\n\nCite the text that a figure stands in: its quote, and title, publisher, "
        "day and address from `documents.csv`. For the tables as a whole:\n\n"
        f"    {TITLE}. Made with Newsfigures {version(NAME)}. Rows: {chosen}.\n"
    )


def _columns(name: str, frame: Held) -> str:
    rows = "".join(
        f"| `{column}` | {told(name, str(column)).replace('|', chr(92) + '|')} |\n"
        for column in frame.none().columns
    )
    return f"## Columns of {name}\n\n| column | what it says |\n| --- | --- |\n{rows}"
