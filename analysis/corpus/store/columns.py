"""Say how each table lies in a store: its columns, their Arrow types, and what they mean."""

import json
from hashlib import sha256

import pyarrow as pa

from analysis.schema import DAY, FLAG, INTEGER, NUMBER, TABLES, TEXT, Columns

SCHEMA_VERSION = 1
"""Raise it whenever a table, a column or a type below or in analysis/schema.py changes."""

TEXTS: Columns = {
    "doc_id": (TEXT, "Name of the text."),
    "text": (TEXT, "The whole text that start and end count in, line ends as one character."),
    "body": (INTEGER, "First character of the article itself, past any front matter."),
}
FAILURES: Columns = {
    "doc_id": (TEXT, "Name that the text would have."),
    "name": (TEXT, "Its place in the corpus: file, member of an archive, row."),
    "reason": (TEXT, "Why it could not be read, and what to do."),
}
STORED: dict[str, Columns] = {**TABLES, "texts": TEXTS, "failures": FAILURES}
"""The tables of a store, in the order in which they are told of."""

_FEW_VALUES = """
    kind qualifier currency unit period change step topic topics status role when_granularity
    countries iso3 via note what stage state imposer target payer recipient language source
"""
CATEGORIES = frozenset(_FEW_VALUES.split())
"""Columns with few different values, kept as numbers that point into a list of them."""

ROWS_IN_GROUP = {"sentences": 16_384, "texts": 256}
"""Rows of a group, where one text's rows are looked up; elsewhere whole parts are read."""
ROWS_IN_GROUPS = 131_072

_TYPES = {
    TEXT: pa.string(),
    INTEGER: pa.int64(),
    NUMBER: pa.float64(),
    FLAG: pa.bool_(),
    DAY: pa.timestamp("ms"),
}


def plain_schema(name: str) -> pa.Schema:
    """Return the Arrow schema of the table ``name`` with its texts written out."""
    return pa.schema([(column, _TYPES[dtype]) for column, (dtype, _) in STORED[name].items()])


def stored_schema(name: str) -> pa.Schema:
    """Return the schema in a Parquet file, whose CATEGORIES pandas and polars read as such."""
    return pa.schema(
        [
            field.with_type(pa.dictionary(pa.int32(), field.type))
            if field.name in CATEGORIES
            else field
            for field in plain_schema(name)
        ]
    )


def columns_sha256() -> str:
    """Return the checksum of all tables' columns and types: another one is another schema."""
    shape = {name: [str(field) for field in stored_schema(name)] for name in STORED}
    return sha256(json.dumps(shape).encode()).hexdigest()
