"""The guide to the columns names every one, and its examples are what the program reads."""

import re
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis import analyse, converted, read_bytes, read_pasted
from analysis.comparing import claims_of, differences_along, in_order, sentence_changes, totals
from analysis.comparing.sums import TOTALS
from analysis.model import Document
from analysis.schema import (
    CLAIMS,
    CONVERSION,
    DIFFERENCES,
    FIGURES,
    SENTENCE_CHANGES,
    TABLES,
    Columns,
    Tables,
)

GUIDE = (Path(__file__).parents[1] / "docs" / "method.md").read_text(encoding="utf-8")
DESCRIBED: dict[str, Columns] = {
    **TABLES,
    "claims": CLAIMS,
    "differences": DIFFERENCES,
    "sentence_changes": SENTENCE_CHANGES,
    "totals": TOTALS,
    "conversion": CONVERSION,
}
NO_ROW = "no row"
SECTION = re.compile(r"^## (?P<heading>.+)$\n(?P<body>(?:(?!## ).*\n)*)", re.MULTILINE)
CODE = re.compile(r"`(?P<name>[a-z]\w*)`")
TABLE = re.compile(r"^\| In the (?:text|file) \|.*\n(?:\|.*\n)+", re.MULTILINE)
FENCED = re.compile(r"^```text\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)
BOLD = re.compile(r"\*\*(?P<quote>.+?)\*\*")
DATED = re.compile(r"Text of (?P<day>\d{1,2} \w+ \d{4}): ")


@dataclass(frozen=True)
class Example:
    """What the guide says that the table ``name`` holds for ``text``."""

    name: str
    text: str
    columns: tuple[str, ...]
    cells: tuple[str, ...]


def sections() -> dict[str, str]:
    """Return the text below each heading, by the table that the heading names, "" for none."""
    found: dict[str, str] = {}
    for match in SECTION.finditer(GUIDE):
        code = CODE.search(match["heading"])
        name = code["name"] if code else ""
        found[name] = found.get(name, "") + match["body"]
    return found


def cells_of(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip().strip("|").split("|"))


def examples() -> list[Example]:
    found = []
    for name, body in sections().items():
        for table in TABLE.findall(body):
            head, _, *lines = table.splitlines()
            columns = tuple(cell.strip("`") for cell in cells_of(head)[1:])
            told = (cells_of(line) for line in lines)
            found += [Example(name, text, columns, tuple(cells)) for text, *cells in told]
    return found


def documents_in(text: str) -> list[Document]:
    """Return the documents of an example, with their days where it gives any."""
    undated, *dated = DATED.split(BOLD.sub(r"\g<quote>", text))
    if undated:
        return [read_pasted(undated)]
    days = [datetime.strptime(day, "%d %B %Y").date() for day in dated[::2]]
    return [
        replace(read_pasted(told), doc_id=f"text-{number}", published=day)
        for number, (day, told) in enumerate(zip(days, dated[1::2], strict=True))
    ]


def frame_of(name: str, tables: Tables) -> pd.DataFrame:
    if name == "conversion":
        return converted(tables, "EUR").figures
    if name == "claims":
        return claims_of(tables)
    if name in ("differences", "sentence_changes"):
        texts = in_order(tables.documents, tables.documents["doc_id"])
        pair = differences_along(tables, texts), sentence_changes(tables, texts[0], texts[1])
        return pair[name == "sentence_changes"]
    return totals(tables.figures) if name == "totals" else tables.frames()[name]


def written(value: Any) -> str:
    """Return a cell as the guide writes it."""
    if pd.isna(value):
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, date):
        return value.strftime("%Y-%m-%d")
    if isinstance(value, int | float):
        return f"{Decimal(repr(value)):,f}".removesuffix(".0")
    return str(value)


def rows_of(example: Example, tables: Tables) -> list[tuple[str, ...]]:
    """Return what the program reads in the columns of the example, at its bold words if any."""
    frame = frame_of(example.name, tables)
    bold = BOLD.search(example.text)
    if bold and "quote" in frame:
        frame = frame[frame["quote"] == bold["quote"]]
    found = (frame[name].tolist() for name in example.columns)
    return [tuple(map(written, row)) for row in zip(*found, strict=True)]


@pytest.mark.parametrize("name", DESCRIBED)
def test_the_guide_names_every_column(name: str) -> None:
    told = sections()
    seen = told[""] + told[name]
    if name != "figures":
        seen += "".join(f"`{column}`" for column in FIGURES if f"`{column}`" in told["figures"])
    assert [column for column in DESCRIBED[name] if f"`{column}`" not in seen] == []


@pytest.mark.parametrize("name", DESCRIBED)
def test_every_table_has_an_example(name: str) -> None:
    assert any(example.name == name for example in examples())


@pytest.mark.parametrize(
    "example",
    [example for example in examples() if example.name != "documents"],
    ids=lambda example: f"{example.name}: {example.text}",
)
def test_the_examples_are_what_the_program_reads(example: Example) -> None:
    found = rows_of(example, analyse(documents_in(example.text)))
    if example.cells[0] == NO_ROW:
        assert found == []
    else:
        assert example.cells in found


def test_the_example_of_a_file_is_what_the_program_reads() -> None:
    (example,) = (example for example in examples() if example.name == "documents")
    (file,) = FENCED.findall(GUIDE)
    tables = analyse([read_bytes("harbour.md", file.encode())])
    assert rows_of(example, tables) == [example.cells]


def test_the_contents_name_every_table() -> None:
    contents = GUIDE.partition("\n## ")[0]
    assert [name for name in DESCRIBED if f"[`{name}`](#" not in contents] == []
