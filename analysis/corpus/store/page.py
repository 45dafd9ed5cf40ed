"""Write docs/tables.md: every column of every table of a store.

python -m analysis.corpus.store.page > docs/tables.md
"""

from analysis.corpus.store.columns import CATEGORIES, SCHEMA_VERSION, STORED
from analysis.schema import DAY, FLAG, INTEGER, NUMBER, TEXT

SAYS = {
    "documents": "One row for each text that was read.",
    "sentences": "One row for each sentence, with its words and their tone.",
    "figures": "One row for each stated amount.",
    "figure_countries": "One row for each figure and country.",
    "mentions": "One row for each country or bloc named.",
    "spending": "One row for each amount of money for defence, aid, arms or cuts.",
    "pledges": "One row for each country and commitment, with or without a number.",
    "tariffs": "One row for each tariff.",
    "flows": "One row for each payment from one to another.",
    "texts": "One row for each text that was read: the characters that all offsets count in.",
    "failures": "One row for each text that could not be read.",
}

_PARQUET = {
    TEXT: "string",
    INTEGER: "int64",
    NUMBER: "double",
    FLAG: "boolean",
    DAY: "timestamp (ms), a day",
}


def tables_page() -> str:
    """Return docs/tables.md: every column of every table of a store."""
    parts = [_INTRODUCTION.format(version=SCHEMA_VERSION)]
    for name, columns in STORED.items():
        rows = [
            f"| `{column}` | {_PARQUET[dtype]}{', categories' * (column in CATEGORIES)} | {says} |"
            for column, (dtype, says) in columns.items()
        ]
        head = f"## {name}\n\n{SAYS[name]}\n\n| column | type | says |\n| --- | --- | --- |\n"
        parts.append(head + "\n".join(rows) + "\n")
    return "\n".join(parts)


_INTRODUCTION = """\
# Tables of a store

<!-- Written by `python -m analysis.corpus.store.page > docs/tables.md`; do not edit. -->

`newsfigures build CORPUS STORE` makes a folder with one folder of Parquet files for each table
(schema version {version}), and `manifest.json`, which names the files in the order of the corpus
with their rows and checksums. All rows of one document stand together in one file of each table, in
the order of its text. The files are plain Parquet (zstd): pandas, polars, DuckDB and Spark read a
table by its folder, `figures/*.parquet`. "Categories" are dictionary-encoded: pandas and polars
read them as categories, the others as strings. Texts are never null; an empty text says that there
is none. Offsets (`start`, `end`, `body`) count Unicode characters from 0 in `texts.text`, and
`text[start:end]` is the quote. The files of `extract` have the same columns without `texts` and
`failures`.
"""


if __name__ == "__main__":
    print(tables_page(), end="")
