"""Name the tables that are handed out: what a row of each is, and how their rows hang together."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from analysis.comparing import claims_of, count_of_claims
from analysis.cuts import column_of, count_of
from analysis.packaging.handing import Held, rows_of
from analysis.schema import CLAIMS, CONVERSION, REVIEW, TABLES, Columns, Tables


@dataclass(frozen=True)
class Reference:
    """Columns whose cells, where they are filled, name a row of another table."""

    columns: tuple[str, ...]
    table: str


@dataclass(frozen=True)
class Sheet:
    """What is told of a table: the ``noun`` for many rows, what one ``row`` is, its keys.

    ``key`` names the columns that tell every row from all others; it is empty where two rows may
    say the same. A reference points at the key of the other table; it holds in whole tables, but a
    filter may leave a figure whose sentence it does not leave.
    """

    noun: str
    row: str
    key: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()


_TEXT = Reference(("doc_id",), "documents")
_SENTENCE = Reference(("doc_id", "sentence"), "sentences")
_FIGURE = Reference(("figure_id",), "figures")

SHEETS: Mapping[str, Sheet] = {
    "figures": Sheet(
        "figures",
        "One stated amount: its value or range, what it measures, who it concerns, how firmly it "
        "stands, and the words it was read from.",
        ("figure_id",),
        (_TEXT, _SENTENCE),
    ),
    "spending": Sheet(
        "spending figures",
        "One amount of money for defence, aid, arms or cuts, with who pays it.",
        ("figure_id",),
        (_SENTENCE, _FIGURE),
    ),
    "pledges": Sheet(
        "pledges",
        "One country and what it commits itself to, with or without a number, and how far that "
        "has come.",
        (),
        (_SENTENCE, _FIGURE),
    ),
    "tariffs": Sheet(
        "tariffs",
        "One tariff: who levies it on whose goods, at what rate, and whether it is in force.",
        ("figure_id",),
        (_SENTENCE, _FIGURE),
    ),
    "flows": Sheet(
        "payments between countries",
        "One payment from one country or bloc to another.",
        ("figure_id", "payer", "recipient"),
        (_SENTENCE, _FIGURE),
    ),
    "claims": Sheet(
        "claims",
        "One thing that figures measure: whether the texts agree on it, the smallest and the "
        "largest number, first and last seen.",
        ("claim_id", "measure"),
        (Reference(("first_doc_id",), "documents"), Reference(("last_doc_id",), "documents")),
    ),
    "documents": Sheet(
        "texts", "One text: its title, publisher, day, address and checksum.", ("doc_id",)
    ),
    "sentences": Sheet(
        "sentences",
        "One sentence with TextBlob's polarity and subjectivity and the words they come from.",
        ("doc_id", "sentence"),
        (_TEXT,),
    ),
    "mentions": Sheet(
        "country mentions",
        "One place where a text names a country or bloc.",
        (),
        (_SENTENCE,),
    ),
    "figure_countries": Sheet(
        "links from figures to countries",
        "One figure and one country that it concerns, with the part that the country plays.",
        ("figure_id", "rank"),
        (_FIGURE,),
    ),
}
"""Every table that is handed out, in the order in which a reader looks for them."""

_PLURAL = re.compile(r"s(?= between | from |$)")
"""What the nouns of SHEETS have more than those for one row."""

_COLUMNS: Mapping[str, Columns] = {
    name: columns
    | (CONVERSION if name == "figures" else {})
    | (REVIEW if "figure_id" in columns else {})
    for name, columns in (TABLES | {"claims": CLAIMS}).items()
}


def export_of(tables: Tables, name: str) -> pd.DataFrame:
    """Return the table ``name`` as it is handed out: one of ``tables``, or their claims."""
    frame: pd.DataFrame = claims_of(tables) if name == "claims" else getattr(tables, name)
    return frame


class Counts(Mapping[str, int]):
    """The rows of every table that is handed out, each counted when it is asked for.

    >>> Counts(Tables())["claims"], sum(Counts(Tables()).values())
    (0, 0)
    """

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._known: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        if name not in SHEETS:
            raise KeyError(name)
        if name not in self._known:
            claims = name == "claims"
            self._known[name] = _claims(self._tables) if claims else count_of(self._tables, name)
        return self._known[name]

    def __iter__(self) -> Iterator[str]:
        return iter(SHEETS)

    def __len__(self) -> int:
        return len(SHEETS)


def _claims(tables: Tables) -> int:
    columns = ("claim_id", "step", "change")
    cells = {column: column_of(tables, "figures", column) for column in columns}
    return count_of_claims(pd.DataFrame(cells, copy=False))


def exports_of(tables: Tables) -> dict[str, pd.DataFrame]:
    """Return every table that is handed out, by name.

    Files, the counts on buttons and the numbers on a page all come from here.

    >>> list(exports_of(Tables())) == list(SHEETS)
    True
    """
    return {name: export_of(tables, name) for name in SHEETS}


def told(name: str, column: str) -> str:
    """Return the sentence that explains a column of a table; empty where the schema has none.

    >>> told("mentions", "quote"), told("mentions", "of nobody")
    ('The words as they stand in the text.', '')
    """
    return _COLUMNS[name].get(column, ("", ""))[1]


def counted(rows: int, total: int, name: str) -> str:
    """Return how many rows of a table are there, as buttons and notes say it.

    >>> counted(37, 412, "figures"), counted(1234, 5678, "documents"), counted(1, 1, "flows")
    ('37 of 412 figures', '1,234 of 5,678 texts', '1 of 1 payment between countries')
    """
    many = noun_of(name)
    return f"{rows:,} of {total:,} {_PLURAL.sub('', many, count=1) if total == 1 else many}"


def noun_of(name: str) -> str:
    """Return what many rows of a table are called; a table without a sheet is called by its name.

    >>> noun_of("documents"), noun_of("sentence_changes")
    ('texts', 'sentence changes')
    """
    return SHEETS[name].noun if name in SHEETS else name.replace("_", " ")


def references_held(
    name: str, exports: Mapping[str, pd.DataFrame] | Mapping[str, Held]
) -> list[Reference]:
    """Return the references of a table that hold in ``exports``, for each row where filled."""
    held = {table: rows_of(rows) for table, rows in exports.items()}
    return [one for one in SHEETS[name].references if _held(held[name], one, held)]


def _held(rows: Held, reference: Reference, exports: Mapping[str, Held]) -> bool:
    if reference.table not in exports:
        return False
    known_to = rows.leads(reference.table)
    if known_to is not None:
        return known_to
    frame, columns = rows.frame(), list(reference.columns)
    filled = frame.loc[(frame[columns].astype("str") != "").all(axis=1), columns]
    key = list(SHEETS[reference.table].key)
    known = exports[reference.table].frame()[key].set_axis(columns, axis=1).drop_duplicates()
    return len(filled.merge(known, on=columns)) == len(filled)
